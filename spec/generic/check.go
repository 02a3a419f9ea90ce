package generic

import (
	"fmt"
	"slices"
	"strings"

	"github.com/errbook/errbook/apierr/wire"
	"github.com/errbook/errbook/spec"
	"github.com/errbook/errbook/spec/yaml"
)

// Check judges a file that was decoded without problems: references, paths, and
// rows that can never decide. It returns everything that is wrong, in the order
// of the file.
func Check(f *File) yaml.Problems {
	c := &checker{file: f, Reporter: yaml.Reporter{Path: f.Path}}
	c.parts()
	c.lists()
	c.failures()
	c.names()
	c.stems()
	c.numbers()
	c.statuses()
	c.phrases()
	c.closes()
	c.unwrap()
	c.waits()
	c.vocabularies()
	c.evidence()
	c.cases()
	return c.Problems.Sorted()
}

// A checker collects the problems of one file.
type checker struct {
	yaml.Reporter
	file *File
}

func (c *checker) report(pos yaml.Pos, format string, args ...any) {
	c.Report(pos, "", format, args...)
}

// once reports a value that was given before.
func (c *checker) once(seen map[string]yaml.Pos, what, key string, pos yaml.Pos) {
	if before, ok := seen[key]; ok {
		c.report(pos, "%s must be given once; found %s on line %d, too", what, key, before.Line)
		return
	}
	seen[key] = pos
}

// cases checks that samples and near misses are responses.
func (c *checker) cases() {
	for _, s := range slices.Concat(c.file.written(), c.file.Salvaged()) {
		if !s.Status.IsSet() && !s.Body.IsSet() && !s.Close.IsSet() && len(s.Headers) == 0 {
			c.report(s.Pos, "a sample must have a status, a body, a header or a close code; found none")
		}
	}
}

// known are the parts that the classifier asks for by name.
var known = []string{"error", "error_message", "error_raw"}

// parts checks the parts of the shared wire.
func (c *checker) parts() {
	w := &c.file.Wire
	c.partsOf("wire", w.Pos, w.Parts)
	for _, name := range known {
		if w.part(name) == nil {
			c.report(w.Pos, "wire must have the part %s, which the classifier asks for; found none", name)
		}
	}
}

// partsOf checks the parts of a wire.
func (c *checker) partsOf(key string, pos yaml.Pos, parts []Part) {
	seen, paths, slots := map[string]yaml.Pos{}, map[string]yaml.Pos{}, 0
	for i := range parts {
		p := &parts[i]
		c.once(seen, "name", p.Name.Value, p.Name.Pos)
		c.paths(p, paths)
		if !p.isHeader() {
			slots++
		}
	}
	if slots > wire.MaxSlots {
		c.report(pos, "%s must have at most %d parts that are not headers; found %d", key, wire.MaxSlots, slots)
	}
}

func (c *checker) paths(p *Part, seen map[string]yaml.Pos) {
	for i, at := range p.At {
		if p.paths[i].Header != "" && len(p.At) > 1 {
			c.report(at.Pos, "a part must be one header, or paths into a body; found %s beside another", at.Value)
		}
		c.once(seen, "at", at.Value, at.Pos)
	}
}

// lists checks the lists of parts.
func (c *checker) lists() {
	w := &c.file.Wire
	for _, l := range []struct {
		key   string
		parts yaml.List[yaml.Text]
	}{
		{"identifiers", w.Identifiers}, {"code", w.Code}, {"type", w.Type}, {"message", w.Message}, {"param", w.Param},
		{"status", w.Status}, {"request_id", w.RequestID}, {"nested", w.Nested},
	} {
		for _, name := range l.parts {
			c.partOf(l.key, name)
		}
	}
	for _, name := range []yaml.Text{w.Bare.Message, w.Bare.Type, w.Bare.Code, w.Bare.Status} {
		c.slotOf("bare", name)
	}
}

// partOf reports a name that no part has.
func (c *checker) partOf(key string, name yaml.Text) *Part {
	p := c.file.Wire.part(name.Value)
	if p == nil {
		c.report(name.Pos, "%s must name a part of wire; found %s", key, name.Value)
	}
	return p
}

// slotOf reports a name that no part has, or one that is a header.
func (c *checker) slotOf(key string, name yaml.Text) {
	if p := c.partOf(key, name); p != nil && p.isHeader() {
		c.report(name.Pos, "%s must name a part of the body; found the header %s", key, name.Value)
	}
}

func (c *checker) failures() {
	for _, f := range c.file.Failures {
		for _, at := range f.At {
			c.partOf("at", at)
		}
		if f.Is.Contains.IsSet() || f.Is.Absent {
			c.report(f.Is.Pos, "is must be present, values, or {not: values}; found something else")
		}
		if f.Job.Value && len(f.Is.Values) == 0 {
			c.report(f.Job.Pos, "a failed job must be recognized by values; found none")
		}
	}
}

// strengths are the words for how much an identifier tells, by strength.
var strengths = []string{"", "vague", "weak", "strong"}

// maxName is how long an identifier can be; the classifier takes longer text
// for none.
const maxName = 96

func (c *checker) names() {
	seen := map[string]yaml.Pos{}
	for i := range c.file.Names {
		r := &c.file.Names[i]
		for _, n := range r.Any {
			c.length(n)
			c.once(seen, "a name", spec.Squash(n.Value), n.Pos)
		}
	}
}

func (c *checker) length(n yaml.Text) {
	if len(n.Value) > maxName {
		c.report(n.Pos, "a name must have at most %d bytes; found %d", maxName, len(n.Value))
	}
}

// stems checks that no stem is inside a later one, which then never decides.
func (c *checker) stems() {
	var before []yaml.Text
	for i := range c.file.Stems {
		r := &c.file.Stems[i]
		for _, s := range r.Any {
			c.length(s)
			for _, b := range before {
				if strings.Contains(spec.Squash(s.Value), spec.Squash(b.Value)) {
					c.report(s.Pos, "a stem must not contain an earlier one, which decides before it; found %s, after %s on line %d", s.Value, b.Value, b.Line)
				}
			}
			before = append(before, s)
		}
		c.saysNothing(r)
	}
}

// saysNothing checks that the names which say no more than a stem have it, and that it
// is a vague one.
func (c *checker) saysNothing(r *Stem) {
	for _, n := range r.Alone {
		switch has := c.file.clueOf(n.Value); {
		case r.Strength.Value != "vague":
			c.report(n.Pos, "only a stem that is vague must have alone; found %s", r.Strength.Value)
		case has.strength != "vague" || has.kind != r.Kind.Value:
			c.report(n.Pos, "a name of alone must be one that the stem decides; found %s", n.Value)
		}
	}
}

func (c *checker) numbers() {
	seen := map[string]map[string]yaml.Pos{}
	for i := range c.file.Numbers {
		r := &c.file.Numbers[i]
		c.slotOf("part", r.Part)
		if seen[r.Part.Value] == nil {
			seen[r.Part.Value] = map[string]yaml.Pos{}
		}
		for _, n := range r.Any {
			c.once(seen[r.Part.Value], "a number of "+r.Part.Value, n.Value, n.Pos)
		}
	}
}

// none is the class of responses without a status.
const none = "none"

func (c *checker) statuses() {
	seen := map[string]yaml.Pos{}
	for i := range c.file.Statuses {
		r := &c.file.Statuses[i]
		if r.Class.Value == none {
			c.report(r.Class.Pos, "class must not be none, which is that of responses without a status")
		}
		for _, s := range r.Status.Ranges {
			c.once(seen, "status", rangeName(s), r.Status.Pos)
			if s.From < 400 {
				c.report(r.Status.Pos, "status must be 4xx or 5xx where it is a class; found %s", rangeName(s))
			}
		}
	}
	for _, class := range []string{"4xx", "5xx"} {
		if _, ok := seen[class]; !ok {
			c.report(c.file.Pos, "statuses must have a row for %s; found none", class)
		}
	}
	if n := len(c.file.classes()); n > maxClasses {
		c.report(c.file.Statuses[0].Pos, "statuses must have at most %d classes; found %d", maxClasses, n)
	}
}

// maxClasses is how many classes of statuses a set has room for.
const maxClasses = 15

// rangeName returns a status as it is written: 429, 5xx.
func rangeName(r wire.StatusRange) string {
	if r.From == r.To {
		return fmt.Sprint(r.From)
	}
	return fmt.Sprintf("%dxx", r.From/100)
}

func (c *checker) closes() {
	seen := map[string]yaml.Pos{}
	for i := range c.file.Closes {
		r := &c.file.Closes[i]
		for _, s := range r.Close.Ranges {
			c.once(seen, "close", rangeName(s), r.Close.Pos)
		}
	}
}

// classesOf checks the conditions of a row of phrases.
func (c *checker) classesOf(r *Phrase) {
	if len(r.When) > 0 && len(r.Unless) > 0 {
		c.report(r.Unless[0].Pos, "a phrase must have one of when and unless; found both")
	}
	all := c.file.classes()
	for _, class := range slices.Concat(r.When, r.Unless) {
		if !slices.Contains(all, class.Value) {
			c.report(class.Pos, "when must be classes of statuses (%s); found %s", strings.Join(all, ", "), class.Value)
		}
	}
}

// classes lists the classes of statuses, in the order in which they are met.
func (f *File) classes() []string {
	var list []string
	for _, s := range f.Statuses {
		if !slices.Contains(list, s.Class.Value) {
			list = append(list, s.Class.Value)
		}
	}
	return append(list, none)
}
