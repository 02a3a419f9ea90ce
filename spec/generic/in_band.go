package generic

import (
	"slices"

	"github.com/errbook/errbook/apierr/wire"
	"github.com/errbook/errbook/spec"
	"github.com/errbook/errbook/spec/yaml"
)

// InBand is how unknown hosts report under 2xx that a call failed, where it takes
// more than one part to tell.
type InBand struct {
	yaml.Pos `noun:"in_band"`
	Parts    []Part  `yaml:"parts,required" doc:"Places with names, for the shapes alone."`
	Shapes   []Shape `yaml:"shapes,required" doc:"What the body of a failure has; any row suffices."`
	Roots    Roots   `yaml:"roots,required" doc:"The names of the outermost elements of XML documents that are failures."`
}

// A Shape is conditions which all hold for a failure.
type Shape struct {
	yaml.Pos
	All     yaml.List[Condition] `yaml:"all,required" doc:"What parts must be."`
	Code    yaml.Text            `yaml:"code" doc:"A part: the body is a failure only if the identifier there, or the words of message, say of which kind it is."`
	Message yaml.Text            `yaml:"message" doc:"The part with the words for code."`
	Shown
	Near yaml.List[Case] `yaml:"near" doc:"A response that looks alike and is not an error."`
}

// A Condition is what parts must be.
type Condition struct {
	yaml.Pos `noun:"a condition"`
	At       yaml.List[yaml.Text] `yaml:"at,required,distinct" doc:"The part, or parts that must all be so."`
	Is       spec.Matcher         `yaml:"is,required" doc:"What it must be: present, absent, values, or {not: values}."`
}

// Roots is the names of elements.
type Roots struct {
	yaml.Pos `noun:"roots"`
	Any      yaml.List[yaml.Text] `yaml:"any,required,distinct" doc:"The names, without prefixes."`
	Shown
	Near yaml.List[Case] `yaml:"near" doc:"A document that looks alike and is not an error."`
}

// A Reported is how a failure under 2xx is told where it takes more than one part.
type Reported struct {
	// Wire is where the parts are; its Fields are those that the conditions of Shapes
	// ask for. Slots and Fields have the names of the parts, by their numbers.
	Wire          *wire.Wire
	Slots, Fields []string
	Shapes        []ReportedShape
	Roots         []string // the names of the outermost elements of XML documents
}

// A ReportedShape is conditions which all hold for a failure. If it must be told by
// an identifier or by words, Code and Message are their parts, else their slots are
// none.
type ReportedShape struct {
	All           []wire.Condition
	Code, Message wire.Part
}

// layer returns the rows as data.
func (b *InBand) layer() *Reported {
	w := build(b.Parts)
	out := &Reported{Wire: &wire.Wire{Body: w.nodes}, Slots: w.slots, Roots: Values(b.Roots.Any)}
	for _, s := range b.Shapes {
		shape := ReportedShape{Code: w.slot(s.Code), Message: w.slot(s.Message)}
		for _, c := range s.All {
			for _, at := range c.At {
				n := fieldOf(&out.Fields, out.Wire, w, at.Value)
				shape.All = append(shape.All, wire.Condition{Field: n, Not: c.Is.Not || c.Is.Absent, Values: Values(c.Is.Values)})
			}
		}
		out.Shapes = append(out.Shapes, shape)
	}
	return out
}

// slot returns the part of a name, one without a slot for no name.
func (w *builtWire) slot(name yaml.Text) wire.Part {
	if !name.IsSet() {
		return wire.Part{Slot: wire.NoSlot}
	}
	return w.parts[name.Value]
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

// inBand checks the parts and the shapes.
func (c *checker) inBand() {
	b := &c.file.InBand
	c.partsOf("in_band", b.Pos, b.Parts)
	for _, s := range b.Shapes {
		for _, cond := range s.All {
			for _, at := range cond.At {
				c.placeOf(b, "at", at)
			}
			if cond.Is.Contains.IsSet() {
				c.report(cond.Is.Pos, "is must be present, absent, values, or {not: values}; found something else")
			}
		}
		if s.Code.IsSet() != s.Message.IsSet() {
			c.report(s.Pos, "a shape must have both of code and message, or none; found one")
			continue
		}
		if s.Code.IsSet() {
			c.placeOf(b, "code", s.Code)
			c.placeOf(b, "message", s.Message)
		}
	}
}

// placeOf reports a name that no part of the body has.
func (c *checker) placeOf(b *InBand, key string, name yaml.Text) {
	if p := partNamed(b.Parts, name.Value); p == nil || p.isHeader() {
		c.report(name.Pos, "%s must name a part of in_band that is in the body; found %s", key, name.Value)
	}
}

// shownInBand checks that each row has what shows it.
func (c *checker) shownInBand() {
	b := &c.file.InBand
	for i := range b.Parts {
		c.shown(b.Parts[i].Pos, b.Parts[i].Exempt, row{"sample", len(b.Parts[i].Sample)})
	}
	for i := range b.Shapes {
		s := &b.Shapes[i]
		c.shown(s.Pos, s.Exempt, row{"sample", len(s.Sample)}, row{"near", len(s.Near)})
	}
	c.shown(b.Roots.Pos, b.Roots.Exempt, row{"sample", len(b.Roots.Sample)}, row{"near", len(b.Roots.Near)})
}

// written returns the samples and near misses of the rows.
func (b *InBand) written() []Case {
	var list []Case
	for _, p := range b.Parts {
		list = append(list, p.Sample...)
	}
	for _, s := range b.Shapes {
		list = append(append(list, s.Sample...), s.Near...)
	}
	return append(append(list, b.Roots.Sample...), b.Roots.Near...)
}
