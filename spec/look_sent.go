package spec

import (
	"strconv"
	"strings"
	"time"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/apierr/shape"
	"github.com/errbook/errbook/spec/yaml"
)

// What examples have where no sample of the spec file says something.
var exampleTime = time.Date(2026, time.January, 2, 3, 4, 5, 0, time.UTC)

const exampleDelay = 30 * time.Second

// Sent returns the response of the look as a server of an API of your own sends it, with
// the message, and with details as [Error.Example] has them.
func (l *Look) Sent() apierr.Response {
	return responseOf(&l.Shape, l.Row.Entry.Example(&l.Shape))
}

// Example returns what a server puts into the holes of the error's shape: the details of
// the first sample that has all, else made ones, and the message that has them in it.
func (e *Error) Example(s *shape.Shape) *shape.Values {
	v := &shape.Values{Message: e.Doc.Summary, Details: e.exampleDetails(s), Now: exampleTime}
	if own := e.Doc.Own; own != nil && own.Detail != "" {
		v.Message = shape.Expand(own.Detail, v.Details)
	}
	if e.Doc.Retry.Retryable() {
		v.Delay, v.HasDelay = exampleDelay, true
	}
	return v
}

func (e *Error) exampleDetails(s *shape.Shape) []shape.Value {
	for i := range e.Samples {
		d := s.Read([]byte(e.Samples[i].Body.Value))
		var values []shape.Value
		for _, p := range e.Params {
			values = append(values, detailTypes[p.Value.Value].read(d, p.Key.Value))
		}
		if d.OK() {
			return values
		}
	}
	var values []shape.Value
	for _, p := range e.Params {
		values = append(values, detailTypes[p.Value.Value].made(p.Key.Value))
	}
	return values
}

// detailTypes are the types of details by their names in spec files: how one is read,
// and an example.
var detailTypes = map[string]struct {
	read func(d *shape.Details, name string) shape.Value
	made func(name string) shape.Value
}{
	"string": {
		func(d *shape.Details, name string) shape.Value { return shape.String(name, d.String(name)) },
		func(name string) shape.Value { return shape.String(name, name) },
	},
	"int": {
		func(d *shape.Details, name string) shape.Value { return shape.Int(name, d.Int(name)) },
		func(name string) shape.Value { return shape.Int(name, 3) },
	},
	"float": {
		func(d *shape.Details, name string) shape.Value { return shape.Float(name, d.Float(name)) },
		func(name string) shape.Value { return shape.Float(name, 1.5) },
	},
	"bool": {
		func(d *shape.Details, name string) shape.Value { return shape.Bool(name, d.Bool(name)) },
		func(name string) shape.Value { return shape.Bool(name, true) },
	},
	"time": {
		func(d *shape.Details, name string) shape.Value { return shape.Time(name, d.Time(name)) },
		func(name string) shape.Value { return shape.Time(name, exampleTime) },
	},
	"duration": {
		func(d *shape.Details, name string) shape.Value { return shape.Duration(name, d.Duration(name)) },
		func(name string) shape.Value { return shape.Duration(name, exampleDelay) },
	},
}

// An Identifier is a part of what a server of your own API sends by which clients know
// the error.
type Identifier struct {
	yaml.Pos        // of what says so, not set where nothing does
	Part     string // status, code, type, or the path of a field or the name of a header
	Value    string
}

// Identifiers lists what identifies the error in the response of the look, as a server
// of your own API sends it: of a list in a spec file the first value.
func (l *Look) Identifiers() []Identifier {
	row, entry := l.Row, l.Row.Entry
	var list []Identifier
	add := func(pos yaml.Pos, part, value string) {
		if len(entry.Match) > 0 {
			pos = row.pos
		}
		list = append(list, Identifier{pos, part, value})
	}
	if l.Shape.Status != 0 {
		add(entry.Status.Pos, "status", strconv.Itoa(l.Shape.Status))
	}
	test := func(pos yaml.Pos, part string, t *Test) {
		if !t.IsZero() {
			add(pos, part, strings.TrimSuffix(t.example(), ellipsis))
		}
	}
	test(entry.WireCode.Pos, "code", &row.Codes)
	test(entry.WireType.Pos, "type", &row.Types)
	for i := range row.Fields {
		test(entry.Pos, row.Fields[i].Path, &row.Fields[i].Test)
	}
	for i := range row.Headers {
		test(entry.Pos, row.Headers[i].Name, &row.Headers[i].Test)
	}
	return list
}
