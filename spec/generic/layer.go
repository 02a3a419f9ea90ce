package generic

import (
	"net/http"
	"slices"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/apierr/wire"
	"github.com/errbook/errbook/spec"
	"github.com/errbook/errbook/spec/phrases"
	"github.com/errbook/errbook/spec/yaml"
)

// A Layer is the generic layer as data, for programs that print it.
type Layer struct {
	// Wire is where the parts are; its Fields are those that Failures and Jobs ask
	// for. Slots and Fields have the names of the parts, by their numbers.
	Wire          *wire.Wire
	Slots, Fields []string
	// Identifiers is where names are that tell a kind, the one that says most first.
	Identifiers []wire.Part
	// Failures recognizes an error under a 2xx status, each surface by one condition.
	// Jobs are those of the conditions that tell the result of a job that failed.
	Failures []wire.Surface
	Jobs     []wire.Condition
	// InBand says what names and values say of other failures under a 2xx status, of
	// unknown hosts.
	InBand wire.OutcomeWords
	// Names are compared with an identifier as [spec.Squash] writes it.
	Names []Clues
	// Stems are looked for in such an identifier that is none of Names; the first
	// that it contains decides.
	Stems []Clues
	// Numbers are for bodies without a name that says anything.
	Numbers []Numbers
	// Words finds the first row that the texts of a body have, and Phrases says
	// what it means. The statuses of the rows are sets of Classes.
	Words   *phrases.Table
	Phrases []Phrases
	// Classes names the classes of statuses, by the bits of sets of them.
	Classes []string
	// Statuses lists what 0, for none, and 400 to 599 tell alone.
	Statuses []StatusClue
	// Usual is what every 4xx and 5xx says that has no row of its own, under 400
	// and 500.
	Usual []StatusClue
	// Closes lists the close codes of WebSockets that tell a kind alone.
	Closes []CloseClue

	Error     wire.Part // the error itself, an object or a text
	ErrorText wire.Part // the message in it
	Raw       wire.Part // the upstream's response in that of an aggregator
	// Message, Type, Code and Status tell an error object that is the whole body; see [Bare].
	Message, Type, Code, Status wire.Part

	// BeforeStatus are words after which a line can begin with a status, BeforeAny
	// those after which it can have one anywhere, BeforeEnded those after which it can
	// if a mark ends it, and EventField what begins a field of a stream that has an
	// error.
	BeforeStatus, BeforeAny, BeforeEnded []string
	EventField                           string
	// BeforeDuration and BeforeMoment are words after which a message says how
	// long, or until when, to wait; Filler may be between.
	BeforeDuration, BeforeMoment, Filler []string

	// Salvage says where a message and a code are looked for when no part has one.
	Salvage wire.SalvageWords
	Waits   Waits
	// Limit and Requested are words before the numbers of a request that is larger
	// than a limit, Between those that may be between; a number before one of Counted
	// is not a size.
	Limit, Requested, Between, Counted []string
}

// The places of rows of unwrap and of waits.
const (
	beforeStatus   = "before_status"
	beforeAny      = "before_any_status"
	beforeEnded    = "before_ended_status"
	eventField     = "event_field"
	beforeDuration = "before_duration"
	beforeMoment   = "before_moment"
	filler         = "filler"
)

var (
	unwrapPlaces = []string{beforeStatus, beforeAny, beforeEnded, eventField}
	waitPlaces   = []string{beforeDuration, beforeMoment, filler}
)

// at returns the words of a place.
func at(rows []Words, place string) []string {
	var words []string
	for i := range rows {
		if rows[i].Place.Value == place {
			words = append(words, Values(rows[i].Any)...)
		}
	}
	return words
}

// Clues are names that tell the same. Their strength is 1 where they say less
// than the status does, 2 where words may refine it, 3 where they leave nothing
// open.
type Clues struct {
	Kind     apierr.Kind
	Strength int
	Names    []string
}

// Numbers is what the numbers at one part tell.
type Numbers struct {
	Part string
	At   wire.Part
	Rows []Clues
}

// Phrases is what a row of Words means when it holds.
type Phrases struct {
	Kind    apierr.Kind
	Classes uint16   // the set of classes under which the row counts, a bit each
	Broad   bool     // whether an identifier of strength 2 says more
	Pattern string   // as it is written
	Samples []string // messages, or bodies, that have it
}

// A StatusClue is what a status says, and the class that it belongs to, as a
// set of one.
type StatusClue struct {
	Status int
	Kind   apierr.Kind
	Class  uint16
}

// A CloseClue is what a close code says.
type CloseClue struct {
	Code int
	Kind apierr.Kind
}

// Layer returns a file that [Check] found sound as data.
func (f *File) Layer() *Layer {
	w := build(f.Wire.Parts)
	l := &Layer{
		Wire: &wire.Wire{
			Body: w.nodes, Code: w.list(f.Wire.Code), Type: w.list(f.Wire.Type), Message: w.list(f.Wire.Message), Param: w.list(f.Wire.Param),
			Status: w.list(f.Wire.Status), RequestID: w.list(f.Wire.RequestID), Nested: w.list(f.Wire.Nested),
		},
		Slots:       w.slots,
		Identifiers: w.list(f.Wire.Identifiers),
		Classes:     f.classes(),
		Error:       w.parts["error"], ErrorText: w.parts["error_message"], Raw: w.parts["error_raw"],
		Message: w.parts[f.Wire.Bare.Message.Value], Type: w.parts[f.Wire.Bare.Type.Value], Code: w.parts[f.Wire.Bare.Code.Value],
		Status:       w.parts[f.Wire.Bare.Status.Value],
		BeforeStatus: at(f.Unwrap, beforeStatus), BeforeAny: at(f.Unwrap, beforeAny), BeforeEnded: at(f.Unwrap, beforeEnded), EventField: at(f.Unwrap, eventField)[0],
		BeforeDuration: at(f.Waits, beforeDuration), BeforeMoment: at(f.Waits, beforeMoment), Filler: at(f.Waits, filler),
		Salvage: f.salvage(),
		Waits:   f.waits(),
		Limit:   at(f.Sizes, "limit"), Requested: at(f.Sizes, "requested"), Between: at(f.Sizes, "between"), Counted: at(f.Sizes, "counted"),
	}
	f.addFailures(l, w)
	l.InBand = f.inBand()
	for _, r := range f.Names {
		l.Names = append(l.Names, clues(r.Kind, r.Strength, r.Any))
	}
	for _, r := range f.Stems {
		l.Stems = append(l.Stems, clues(r.Kind, r.Strength, r.Any))
	}
	f.addNumbers(l, w)
	f.addPhrases(l)
	f.addStatuses(l)
	return l
}

// IsOfAI reports whether a kind is one that only APIs of AI have.
func IsOfAI(k apierr.Kind) bool {
	kinds, err := spec.BuiltinTaxonomy()
	if err != nil {
		panic(err) // the build has read it
	}
	row := kinds.Kind(k)
	return row != nil && row.Pack == spec.PackAI
}

// clues returns a row of names as identifiers are compared with it.
func clues(kind, strength yaml.Text, names []yaml.Text) Clues {
	c := Clues{Kind: kindOf(kind), Strength: slices.Index(strengths, strength.Value)}
	for _, n := range names {
		c.Names = append(c.Names, spec.Squash(n.Value))
	}
	return c
}

func kindOf(t yaml.Text) apierr.Kind { return apierr.Kind(t.Value) }

// Values returns texts without their places.
func Values(list []yaml.Text) []string {
	var out []string
	for _, t := range list {
		out = append(out, t.Value)
	}
	return out
}

// addFailures adds a surface for each part of each row.
func (f *File) addFailures(l *Layer, w *builtWire) {
	for _, r := range f.Failures {
		for _, at := range r.At {
			c := wire.Condition{Field: fieldOf(&l.Fields, l.Wire, w, at.Value), Not: r.Is.Not, Values: Values(r.Is.Values)}
			l.Failures = append(l.Failures, wire.Surface{Statuses: []wire.StatusRange{{From: 200, To: 299}}, Body: []wire.Condition{c}})
			if r.Job.Value {
				l.Jobs = append(l.Jobs, c)
			}
		}
	}
}

// fieldOf returns the number of the field that asks for a part, and adds it where
// there is none yet.
func fieldOf(fields *[]string, to *wire.Wire, w *builtWire, part string) int {
	n := slices.Index(*fields, part)
	if n < 0 {
		n = len(*fields)
		*fields = append(*fields, part)
		to.Fields = append(to.Fields, w.parts[part])
	}
	return n
}

// addNumbers gathers the rows of each part.
func (f *File) addNumbers(l *Layer, w *builtWire) {
	for _, r := range f.Numbers {
		i := slices.IndexFunc(l.Numbers, func(n Numbers) bool { return n.Part == r.Part.Value })
		if i < 0 {
			i = len(l.Numbers)
			l.Numbers = append(l.Numbers, Numbers{Part: r.Part.Value, At: w.parts[r.Part.Value]})
		}
		l.Numbers[i].Rows = append(l.Numbers[i].Rows, clues(r.Kind, r.Strength, r.Any))
	}
}

// addStatuses lists what statuses and close codes tell.
func (f *File) addStatuses(l *Layer) {
	bit := func(class string) uint16 { return 1 << slices.Index(l.Classes, class) }
	l.Statuses = append(l.Statuses, StatusClue{Class: bit(none)})
	for status := 400; status < 600; status++ {
		r := f.status(status, status)
		l.Statuses = append(l.Statuses, StatusClue{status, kindOf(r.Kind), bit(r.Class.Value)})
	}
	for _, from := range []int{400, 500} {
		r := f.status(from, from+99)
		l.Usual = append(l.Usual, StatusClue{from, kindOf(r.Kind), bit(r.Class.Value)})
	}
	for _, r := range f.Closes {
		for _, s := range r.Close.Ranges {
			l.Closes = append(l.Closes, CloseClue{s.From, kindOf(r.Kind)})
		}
	}
	slices.SortFunc(l.Closes, func(a, b CloseClue) int { return a.Code - b.Code })
}

// status returns the row that has exactly a range of statuses, else the one that
// has all of it.
func (f *File) status(from, to int) *Status {
	var row *Status
	for i := range f.Statuses {
		for _, s := range f.Statuses[i].Status.Ranges {
			if s.From == from && s.To == to {
				return &f.Statuses[i]
			}
			if s.From <= from && to <= s.To {
				row = &f.Statuses[i]
			}
		}
	}
	return row
}

// setOf returns the classes of statuses under which a row of phrases counts.
func (f *File) setOf(r *Phrase) uint16 {
	var set uint16
	for i, class := range f.classes() {
		is := func(t yaml.Text) bool { return t.Value == class }
		if len(r.When) == 0 && !slices.ContainsFunc(r.Unless, is) || slices.ContainsFunc(r.When, is) {
			set |= 1 << i
		}
	}
	return set
}

// A builtWire is what the parts make: the tree of the body's paths, and where each
// part is.
type builtWire struct {
	nodes []wire.Node
	slots []string
	parts map[string]wire.Part
}

func build(parts []Part) *builtWire {
	out := &builtWire{parts: map[string]wire.Part{}}
	for i := range parts {
		p := &parts[i]
		part := wire.Part{Slot: wire.NoSlot}
		if p.Strip.Value == "aws" {
			part.Strip = wire.StripAWS
		}
		if p.isHeader() {
			part.Header = http.CanonicalHeaderKey(p.paths[0].Header)
		} else {
			part.Slot = len(out.slots)
			out.slots = append(out.slots, p.Name.Value)
		}
		for _, path := range p.paths {
			if path.Header == "" {
				out.nodes = insert(out.nodes, path.Steps, part.Slot)
			}
		}
		out.parts[p.Name.Value] = part
	}
	return out
}

func (p *Part) isHeader() bool { return len(p.paths) > 0 && p.paths[0].Header != "" }

func (w *builtWire) list(names []yaml.Text) []wire.Part {
	var list []wire.Part
	for _, n := range names {
		list = append(list, w.parts[n.Value])
	}
	return list
}

// insert adds a path to a tree of paths, and returns the tree.
func insert(nodes []wire.Node, steps []spec.Step, slot int) []wire.Node {
	s := steps[0]
	i := slices.IndexFunc(nodes, func(n wire.Node) bool {
		return n.Step == s.Kind && n.Key == s.Key && n.Value == s.Value && n.Index == s.Index
	})
	if i < 0 {
		i = len(nodes)
		nodes = append(nodes, wire.Node{Step: s.Kind, Key: s.Key, Value: s.Value, Index: s.Index, Slot: wire.NoSlot})
	}
	if len(steps) == 1 {
		nodes[i].Slot = slot
	} else {
		nodes[i].Kids = insert(nodes[i].Kids, steps[1:], slot)
	}
	return nodes
}
