package wire

import (
	"slices"
	"strings"

	"github.com/errbook/errbook/apierr/internal/ascii"
)

// An Outcome is what a body says of how the call went, by the names of its members, or of
// its elements and their attributes: many APIs send a failure under 200.
type Outcome struct {
	Failed bool // the body says that the call failed
	Well   bool // the body says that the call went well
	Error  bool // what is there for errors says something
	Says   bool // there is something beside that: words for people, or a code
	Data   bool // there is what was asked for

	Code      string // a code, which is none of success
	Text      string // words for people
	TextFails bool   // the last of them says that the call failed
	Told      string // words where a word would do
	ErrorCode bool   // a code that only errors have
	WellCode  bool   // a code of success
}

// OutcomeWords says what names and values mean to [OutcomeOf]: only lowercase letters and
// digits.
type OutcomeWords struct {
	Names           []OutcomeName // by their names
	Failed, Failure []string      // values: the call failed; the call failed, and nothing more needs to be there
	Well            []string      // values: the call went well
	Envelope        []string      // how the name of an object around the rest can end
	Root            []string      // how the name of an outermost element ends that is an error
	Reply           []string      // the name of one that can have an error in it
}

// An OutcomeName is a name, and all that it can mean.
type OutcomeName struct {
	Name  string
	Means Role
}

// A Role is what a name can mean, as a set.
type Role uint8

// What names mean.
const (
	// RoleOutcome says how the call went.
	RoleOutcome Role = 1 << iota
	// RoleError is there for errors.
	RoleError
	// RoleErrorCode is a code that only errors have.
	RoleErrorCode
	// RoleCode is a code of anything.
	RoleCode
	// RoleText has words for people.
	RoleText
	// RoleNote has a sentence, where it is the only member.
	RoleNote
	// RoleData is what was asked for.
	RoleData
	// RoleEnvelope is an object around the rest.
	RoleEnvelope
)

// roleOf returns what a name can mean.
func roleOf(name string) (r Role) {
	var buf [maxRoleName]byte
	if len(name) > maxRoleName {
		return 0
	}
	key := plainKey(buf[:0], name)
	names := OutcomeNames.Names
	from, to := 0, len(names) // slices.BinarySearchFunc would let the key escape
	for from < to {
		if mid := (from + to) / 2; names[mid].Name < key {
			from = mid + 1
		} else {
			to = mid
		}
	}
	if from < len(names) && names[from].Name == key {
		r = names[from].Means
	}
	if endsIn(key, OutcomeNames.Envelope) {
		r |= RoleEnvelope
	}
	return r
}

// maxRoleName is how long a name can be that means something.
const maxRoleName = 64

// OutcomeOf returns what a body says of how the call went.
func OutcomeOf(body string) Outcome {
	o := outcomeScanner{scanner: scanner{s: strings.TrimPrefix(body, byteOrderMark)}}
	if o.space(); o.i < len(o.s) && o.s[o.i] == '{' {
		o.object(true)
	}
	return o.Outcome
}

// An outcomeScanner walks over the members of a JSON object, and over those of objects
// in it that are around the rest.
type outcomeScanner struct {
	scanner
	Outcome
	noted bool // Told is that of the only member up to here
}

func (o *outcomeScanner) object(outermost bool) {
	o.i++
	o.depth++
	defer func() { o.depth-- }()
	for n := 0; !o.cut; n++ {
		key, more := o.key()
		if !more {
			return
		}
		r := roleOf(key)
		if n > 0 && o.noted {
			o.Told, o.noted = "", false // it is not the only member
		}
		if n > 0 || !outermost {
			r &^= RoleNote
		}
		o.space()
		start := o.i
		if outermost && r&RoleEnvelope != 0 && start < len(o.s) && o.s[start] == '{' {
			o.object(false)
			o.Error = o.Error || r&RoleError != 0
			o.Data = o.Data || r&RoleData != 0 && value{valueNested, int32(start), int32(o.i)}.says(o.s)
			continue
		}
		if outermost && r&RoleText != 0 && o.inList() {
			o.Error = true
		}
		o.i = start
		if v := o.next(); !o.cut {
			o.consider(r, v)
		}
	}
}

// inList reports whether the list where o is begins with an object that has a code and
// what is there for errors: some APIs send a result for each of several messages.
func (o *outcomeScanner) inList() bool {
	if o.i >= len(o.s) || o.s[o.i] != '[' {
		return false
	}
	first := outcomeScanner{scanner: scanner{s: o.s, i: o.i + 1, depth: o.depth + 1}}
	if first.space(); first.i >= len(first.s) || first.s[first.i] != '{' {
		return false
	}
	first.object(false)
	return first.Error && first.Code != ""
}

// next reads a value without looking into it.
func (o *outcomeScanner) next() value {
	start := o.i
	if start >= len(o.s) {
		o.cut = true
		return value{}
	}
	switch o.s[start] {
	case '{', '[':
		o.skip()
		return value{valueNested, int32(start), int32(o.i)}
	case '"', '\'':
		kind := o.str()
		return value{kind, int32(start + 1), int32(o.i - 1)}
	}
	o.plain()
	if o.i == start || o.i == len(o.s) { // a stray byte, or a number that may go on
		o.cut = true
	}
	switch o.s[start:o.i] {
	case "null", "None":
	default:
		return value{valuePlain, int32(start), int32(o.i)}
	}
	return value{}
}

// consider takes a value for what its name can mean.
func (o *outcomeScanner) consider(r Role, v value) {
	if r == 0 || !v.says(o.s) && v.kind != valuePlain {
		return
	}
	switch {
	case v.kind == valueNested:
		o.Error = o.Error || r&RoleError != 0
		o.Says = o.Says || r&RoleText != 0
		o.Data = o.Data || r&RoleData != 0
	default:
		o.Outcome.consider(r, o.s[v.start:v.end], v.kind == valuePlain)
		o.noted = r&RoleNote != 0
	}
}

// consider takes a text, or what is written for a number or a boolean, for what its name
// can mean.
func (o *Outcome) consider(r Role, text string, isPlain bool) {
	words := &OutcomeNames
	var buf [maxSuccess]byte
	word := ""
	if len(text) <= maxSuccess && strings.IndexFunc(text, func(c rune) bool { return c >= 0x80 }) < 0 {
		word = plainKey(buf[:0], text)
	}
	isNumber := strings.Trim(text, "-0123456789") == ""
	isWell := slices.Contains(words.Well, word) || SaysSuccess(text)
	switch {
	case r&(RoleOutcome|RoleText) != 0 && slices.Contains(words.Failure, word):
		o.Failed, o.Says = true, true
		return
	case r&RoleOutcome != 0 && slices.Contains(words.Failed, word):
		o.Failed = true
		return
	case isWell:
		o.Well = o.Well || r&RoleOutcome != 0 && !isNumber
		o.WellCode = o.WellCode || r&(RoleCode|RoleErrorCode) != 0
		return
	}
	isTold := !isPlain && strings.IndexByte(text, ' ') > 0
	switch {
	case r&RoleErrorCode != 0:
		o.Code, o.ErrorCode = text, true
	case r&RoleCode != 0 && (isNumber || !isPlain && !isTold && r&RoleOutcome == 0):
		o.Code = text
	case isPlain:
		o.Error = o.Error || r&RoleError != 0 && text == "true"
	case r&RoleError != 0:
		o.Error = true
	case r&RoleText != 0:
		o.Text, o.TextFails = text, endsFailed(text)
	case isTold && r&(RoleOutcome|RoleNote|RoleCode) != 0 && r&RoleData == 0:
		o.Told = text
	case r&RoleData != 0:
		o.Data = true
	}
}

// endsFailed reports whether the last word of a text is one for a call that failed, and
// none that is counted: "license check failed", but not "9 sent, 0 failed".
func endsFailed(text string) bool {
	text = strings.TrimRight(text, ".! ")
	at := strings.LastIndexByte(text, ' ')
	if at <= 0 || len(text)-at > maxSuccess || ascii.IsDigit(text[at-1]) {
		return false
	}
	var buf [maxSuccess]byte
	return slices.Contains(OutcomeNames.Failed, plainKey(buf[:0], text[at+1:]))
}

// OutcomeOfXML returns what an XML document says of how the call went, from the tag of
// the element on that is outermost but for a SOAP message.
func OutcomeOfXML(document string) Outcome {
	var o Outcome
	words := &OutcomeNames
	depth, replies := 0, false
	for {
		tag, rest, ok := nextTag(document)
		if !ok {
			return o
		}
		document = rest
		if tag == "" || tag[0] == '!' || tag[0] == '?' {
			continue
		}
		if tag[0] == '/' {
			depth--
			continue
		}
		name, attributes := cutName(tag)
		var buf [maxRoleName]byte
		key := plainKey(buf[:0], name)
		if depth == 0 {
			if endsIn(key, words.Root) {
				o.Error = true
				return o
			}
			replies = slices.Contains(words.Reply, key)
		}
		if depth <= maxOutcomeDepth {
			o.attributes(attributes)
			o.element(roleOf(name), depth, replies, attributes, document)
		}
		if !strings.HasSuffix(tag, "/") {
			depth++
		}
	}
}

// nextTag returns what is between the next two angle brackets, and what follows them.
func nextTag(document string) (tag, rest string, ok bool) {
	open := strings.IndexByte(document, '<')
	if open < 0 {
		return "", "", false
	}
	document = document[open:]
	end := tagEnd(document)
	if end < 0 {
		return "", "", false
	}
	return document[1:end], document[end+1:], true
}

// cutName cuts a tag into the name of the element, without its prefix, and the attributes.
func cutName(tag string) (name, attributes string) {
	name = tag
	if i := strings.IndexAny(tag, xmlSpaces); i > 0 {
		name, attributes = tag[:i], tag[i:]
	}
	return localName(strings.TrimSuffix(name, "/")), attributes
}

// maxOutcomeDepth is how deep elements are that say how the call went.
const maxOutcomeDepth = 2

func endsIn(key string, ends []string) bool {
	return slices.ContainsFunc(ends, func(end string) bool { return strings.HasSuffix(key, end) })
}

// attributes considers the attributes of an element.
func (o *Outcome) attributes(text string) {
	for name, value := range xmlAttributes(text) {
		if r := roleOf(name) &^ (RoleError | RoleData | RoleNote); r != 0 {
			o.consider(r, value, false)
		}
	}
}

// element considers an element: its text or, if it has none, what is in it.
func (o *Outcome) element(r Role, depth int, replies bool, attributes, document string) {
	if r == 0 || depth == 0 {
		return
	}
	inside, after, _ := strings.Cut(document, "<")
	inside = strings.TrimSpace(inside)
	isLeaf := strings.HasPrefix(after, "/")
	switch {
	case r&RoleError != 0:
		o.Error = o.Error || depth == 1 && replies && (inside != "" || !isLeaf || strings.IndexByte(attributes, '=') > 0)
	case isLeaf && inside != "":
		o.consider(r&^(RoleData|RoleNote), inside, false)
	case r&RoleText != 0:
		o.Says = o.Says || strings.IndexByte(attributes, '=') > 0
	}
}
