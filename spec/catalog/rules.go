package catalog

import (
	"strings"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/apierr/wire"
	"github.com/errbook/errbook/spec"
)

// A Wire says where the parts of an error are: paths of which the first that
// holds something wins.
type Wire struct {
	Code        []Path  `json:"code,omitempty"`
	Type        []Path  `json:"type,omitempty"`
	Message     []Path  `json:"message,omitempty"`
	Param       []Path  `json:"param,omitempty"`
	Status      []Path  `json:"status,omitempty"`
	RequestID   []Path  `json:"request_id,omitempty"`
	Nested      []Path  `json:"nested,omitempty"`
	ShouldRetry []Path  `json:"should_retry,omitempty"`
	Each        []Path  `json:"each,omitempty"`
	Delay       []Delay `json:"delay,omitempty"`
}

// A Path leads to a value of a response.
type Path struct {
	Path    string `json:"path"`
	Strip   string `json:"strip,omitempty"`
	Pattern string `json:"pattern,omitempty"`
}

// A Delay is a place where the server states how long to wait.
type Delay struct {
	From      string `json:"from"`
	Pattern   string `json:"pattern,omitempty"`
	Format    string `json:"format,omitempty"`
	Role      string `json:"role,omitempty"`
	Remaining string `json:"remaining,omitempty"`
}

// A Surface is a place where errors appear.
type Surface struct {
	Surface  string           `json:"surface"`
	Summary  string           `json:"summary,omitempty"`
	Statuses []Range          `json:"statuses,omitempty"`
	Path     []string         `json:"path,omitempty"`
	Body     []Field          `json:"body,omitempty"`
	Events   []string         `json:"events,omitempty"`
	Close    []Range          `json:"close,omitempty"`
	End      []string         `json:"end,omitempty"`
	Executed apierr.Certainty `json:"executed,omitempty"`
	Billed   apierr.Certainty `json:"billed,omitempty"`
	Wire     *Wire            `json:"wire,omitempty"`
}

// A Range is numbers from one to another, both included.
type Range struct {
	From int `json:"from"`
	To   int `json:"to"`
}

// A Rule is what a response must look like: all that is given must hold.
type Rule struct {
	Order     int          `json:"order"`
	Match     apierr.Match `json:"match"`
	Surfaces  []string     `json:"surfaces,omitempty"`
	Statuses  []Range      `json:"statuses,omitempty"`
	AnyStatus bool         `json:"any_status,omitempty"`
	// Suits lists the statuses that leave room for a rule which asks for none; one
	// that is not known always does.
	Suits    []Range  `json:"suits_statuses,omitempty"`
	WireCode *Test    `json:"code,omitempty"`
	WireType *Test    `json:"type,omitempty"`
	Close    []Range  `json:"close,omitempty"`
	Fields   []Field  `json:"fields,omitempty"`
	Headers  []Header `json:"headers,omitempty"`
	Any      []string `json:"message_any,omitempty"`
	Not      []string `json:"message_not,omitempty"`
}

// A Test is what a value must be.
type Test struct {
	Values   []string `json:"values,omitempty"`
	Prefix   string   `json:"prefix,omitempty"`
	Contains string   `json:"contains,omitempty"`
	Present  bool     `json:"present,omitempty"`
	Absent   bool     `json:"absent,omitempty"`
	Not      bool     `json:"not,omitempty"`
}

// A Field is what a value of the body must be.
type Field struct {
	Path string `json:"path"`
	Test
}

// A Header is what a header must be.
type Header struct {
	Name string `json:"name"`
	Test
}

// A Sample is a response.
type Sample struct {
	Status   int               `json:"status,omitempty"`
	Headers  map[string]string `json:"headers,omitempty"`
	Body     string            `json:"body,omitempty"`
	Stream   bool              `json:"stream,omitempty"`
	Event    string            `json:"event,omitempty"`
	Close    int               `json:"close,omitempty"`
	Surface  string            `json:"surface,omitempty"`
	Contexts []apierr.Context  `json:"contexts,omitempty"`
	Is       apierr.Code       `json:"is,omitempty"`
	Origin   string            `json:"origin,omitempty"` // recorded or documented; a sample without it was made to try the rules
	Source   string            `json:"source,omitempty"` // the URL of the source that has it
}

func newWire(w *spec.Wire) Wire {
	out := Wire{
		Code: pathsOf(w.Code), Type: pathsOf(w.Type), Message: pathsOf(w.Message), Param: pathsOf(w.Param), Status: pathsOf(w.Status),
		RequestID: pathsOf(w.RequestID), Nested: pathsOf(w.Nested), ShouldRetry: pathsOf(w.ShouldRetry), Each: pathsOf(w.Each),
	}
	for _, d := range w.Delay {
		out.Delay = append(out.Delay, Delay{d.From.Value, d.Pattern.Value, d.Format.Value, d.Role.Value, d.Remaining.Value})
	}
	return out
}

func pathsOf(list []spec.Path) []Path {
	var out []Path
	for i := range list {
		p := &list[i]
		out = append(out, Path{p.String(), p.Strip.Value, p.Pattern.Value})
	}
	return out
}

func newSurface(name string, s *spec.Surface) Surface {
	out := Surface{Surface: name, Summary: s.Text, Statuses: rangesOf(s.HTTP.Ranges), Path: valuesOf(s.Path), Events: valuesOf(s.Event), Close: rangesOf(s.Close.Ranges), End: valuesOf(s.End)}
	out.Executed, _ = wire.ParseCertainty(s.Executed.Value)
	out.Billed, _ = wire.ParseCertainty(s.Billed.Value)
	for _, b := range s.Body {
		m := b.Value
		out.Body = append(out.Body, Field{b.Key.Value, Test{Values: valuesOf(m.Values), Contains: m.Contains.Value, Present: m.Present, Absent: m.Absent, Not: m.Not}})
	}
	if s.Wire != nil {
		wire := newWire(s.Wire)
		out.Wire = &wire
	}
	return out
}

func rangesOf(list []wire.StatusRange) []Range {
	var out []Range
	for _, r := range list {
		out = append(out, Range(r))
	}
	return out
}

// rulesOf lists the rules of an error. Their order is that in which all rules
// of the provider are asked.
func rulesOf(f *spec.File, e *spec.Error) []Rule {
	list := []Rule{}
	for i, r := range f.Rows {
		if r.Entry != e {
			continue
		}
		rule := Rule{
			Order: i, Match: r.Match(), Surfaces: r.Surfaces, Statuses: rangesOf(r.Statuses), AnyStatus: r.AnyStatus, Suits: rangesOf(r.Suits.Statuses()),
			WireCode: testOf(r.Codes), WireType: testOf(r.Types), Close: rangesOf(r.Close), Any: r.Any, Not: r.Not,
		}
		for _, t := range r.Fields {
			rule.Fields = append(rule.Fields, Field{t.Path, newTest(t.Test)})
		}
		for _, t := range r.Headers {
			rule.Headers = append(rule.Headers, Header{t.Name, newTest(t.Test)})
		}
		list = append(list, rule)
	}
	return list
}

func newTest(t spec.Test) Test {
	return Test{Values: t.Values, Prefix: t.Prefix, Contains: t.Contains, Present: t.Present}
}

func testOf(t spec.Test) *Test {
	if t.IsZero() {
		return nil
	}
	out := newTest(t)
	return &out
}

// samplesOf lists the samples of an error, those of its variants included.
func samplesOf(f *spec.File, e *spec.Error) []Sample {
	var list []Sample
	for i := range e.Samples {
		list = append(list, newSample(f, &e.Samples[i]))
	}
	for _, v := range e.Variants {
		for i := range v.Samples {
			list = append(list, newSample(f, v.Sample(i)))
		}
	}
	return list
}

func nearMissesOf(f *spec.File, e *spec.Error) []Sample {
	var list []Sample
	for i := range e.NearMisses {
		s := newSample(f, &e.NearMisses[i])
		if is := e.NearMisses[i].Is.Value; is != "" {
			s.Is = f.CodeOf(is)
		}
		list = append(list, s)
	}
	return list
}

func newSample(f *spec.File, s *spec.Sample) Sample {
	r := s.Response(f)
	out := Sample{Status: r.Status, Body: string(r.Body), Stream: r.Stream, Event: r.Event, Close: r.Close, Surface: r.Surface, Contexts: s.Contexts(), Source: f.SourceURL(s.Source.Value)}
	if from := s.From(); from != spec.Made {
		out.Origin = from
	}
	for name, values := range r.Header {
		if out.Headers == nil {
			out.Headers = map[string]string{}
		}
		out.Headers[name] = strings.Join(values, ", ")
	}
	return out
}
