package apierr

import (
	"slices"

	"github.com/errbook/errbook/apierr/wire"
)

// A GenericLayer is what [Generic] goes by, as data, for programs that classify
// as this package does and cannot call it: the script of a page, tools in other
// languages. It is made of the tables that the classifier itself reads. It is
// leaving: that data will be a file of the book.
type GenericLayer struct {
	Wire     *wire.Wire     // where errors have their parts
	Surfaces []wire.Surface // what tells an error under a 2xx status
	// Identifiers is where names stand that tell a kind, the one that says most
	// first.
	Identifiers []wire.Part
	// Names are compared with an identifier of which only letters and digits are
	// left, in lower case, without a closing "error" and "exception".
	Names []GenericClue
	// Stems are looked for in such an identifier that is none of Names; the first
	// that it contains counts.
	Stems []GenericClue
	// Numbers are for bodies without a name that says anything.
	Numbers []GenericNumbers
	// Phrases are rows of which the first that a message has a phrase of decides.
	Phrases []GenericPhrases
	// Statuses lists what 0, for none, and 400 to 599 tell alone. Other statuses
	// tell no kind, and are of the class of 599.
	Statuses []GenericStatus
	// Closes lists the close codes of WebSockets that tell a kind alone.
	Closes []GenericClose

	Error     wire.Part        // the error itself, an object or a text
	ErrorText wire.Part        // the message in it
	Raw       wire.Part        // the upstream's answer in that of an aggregator
	Failed    []wire.Condition // any of them tells the result of a job that failed

	// Message, Type and Code tell an error object that stands bare: it has a
	// message, and a type that ends in "_error" or an error's status as its code.
	Message, Type, Code wire.Part
}

// A GenericClue is what a name tells. Its strength is 1 where it says less than
// the status does (invalid_request), 2 where words may refine it
// (rate_limit_exceeded), 3 where it leaves nothing open.
type GenericClue struct {
	Name     string
	Kind     Kind
	Strength int
}

// A GenericNumbers is what the numbers at one place tell.
type GenericNumbers struct {
	At    wire.Part
	Clues []GenericClue
}

// A GenericPhrases is a row of the table of phrases.
type GenericPhrases struct {
	Kind Kind
	// Classes is the set of classes of statuses under which the row counts, one
	// bit each; see [GenericStatus].
	Classes uint16
	// Broad says that the phrases stand in messages about anything, so that an
	// identifier of strength 2 says more than they do.
	Broad bool
	// Phrases are folded as [wire.Fold] does it and begin where a word begins. An
	// ellipsis stands for up to 160 bytes of anything; the space before it counts
	// and the one behind it does not.
	Phrases []string
}

// A GenericStatus is what a status tells: a kind, [Unknown] for none, and the
// class of statuses to which it belongs, as a set of one.
type GenericStatus struct {
	Status int
	Kind   Kind
	Class  uint16
}

// A GenericClose is what a close code tells.
type GenericClose struct {
	Code int
	Kind Kind
}

// NewGenericLayer returns the rules of [Generic]. The caller may change what it
// returns, but for the phrases, whose memory the classifier shares.
func NewGenericLayer() *GenericLayer {
	l := &GenericLayer{
		Wire: &genericWire, Surfaces: genericFailures,
		Identifiers: slices.Clone(genericCodes),
		Numbers: []GenericNumbers{
			{wire.Part{Slot: slotBaseCode}, numberClues(baseRespNumbers)},
			{wire.Part{Slot: slotCode}, numberClues(grpcNumbers)},
		},
		Error:     wire.Part{Slot: slotError},
		ErrorText: wire.Part{Slot: slotErrorMessage},
		Raw:       wire.Part{Slot: slotErrorRaw},
		Failed:    slices.Concat(failedJobs...),
		Message:   wire.Part{Slot: slotMessage},
		Type:      wire.Part{Slot: slotType},
		Code:      wire.Part{Slot: slotCode},
	}
	for _, r := range nameRules {
		l.Names = appendClues(l.Names, r.clue, r.names)
	}
	for _, s := range stems {
		l.Stems = append(l.Stems, GenericClue{s.stem, s.kind, int(s.strength)})
	}
	for _, r := range phraseRules {
		l.Phrases = append(l.Phrases, GenericPhrases{r.kind, uint16(r.statuses &^ broad), r.statuses&broad != 0, r.phrases})
	}
	l.statuses()
	return l
}

func numberClues(rules []numberRule) []GenericClue {
	var list []GenericClue
	for _, r := range rules {
		list = appendClues(list, r.clue, r.numbers)
	}
	return list
}

func appendClues(list []GenericClue, c clue, names []string) []GenericClue {
	for _, name := range names {
		list = append(list, GenericClue{name, c.kind, int(c.strength)})
	}
	return list
}

// statuses lists what statuses and close codes tell.
func (l *GenericLayer) statuses() {
	l.Statuses = append(l.Statuses, GenericStatus{0, Unknown, uint16(statusSetOf(0))})
	for status := 400; status < 600; status++ {
		l.Statuses = append(l.Statuses, GenericStatus{status, kindOfStatus(status), uint16(statusSetOf(status))})
	}
	for code := closeNormal; code < 5000; code++ { // the range of RFC 6455, section 7.4.2
		if k := kindOfClose(code); k != Unknown {
			l.Closes = append(l.Closes, GenericClose{code, k})
		}
	}
}
