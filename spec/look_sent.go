package spec

import (
	"time"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/apierr/shape"
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
