package generic

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/spec"
)

// Check judges a file that was decoded without problems: names, references,
// kinds, paths, and rows that can never decide. It returns everything that is
// wrong, in the order of the file.
func Check(f *File) spec.Problems {
	c := &checker{file: f, kinds: kindNames()}
	if f.Version.Value != 1 {
		c.report(f.Version.Pos, "version must be 1; found %d", f.Version.Value)
	}
	c.parts()
	c.lists()
	c.failures()
	c.names()
	c.stems()
	c.numbers()
	c.statuses()
	c.phrases()
	c.closes()
	slices.SortStableFunc(c.problems, func(a, b spec.Problem) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Col, b.Col))
	})
	return c.problems
}

// kindNames lists the kinds of the taxonomy: those of apierr are generated from
// it, and can be older.
func kindNames() []string {
	t, err := spec.BuiltinTaxonomy()
	if err != nil {
		return nil
	}
	names := make([]string, len(t.Kinds))
	for i := range t.Kinds {
		names[i] = string(t.Kinds[i].Name)
	}
	return names
}

// A checker collects the problems of one file.
type checker struct {
	file     *File
	kinds    []string
	problems spec.Problems
}

func (c *checker) report(pos spec.Pos, format string, args ...any) {
	c.problems = append(c.problems, spec.Problem{Path: c.file.Path, Pos: pos, Message: fmt.Sprintf(format, args...)})
}

// once reports a value that was given before.
func (c *checker) once(seen map[string]spec.Pos, what, key string, pos spec.Pos) {
	if before, ok := seen[key]; ok {
		c.report(pos, "%s must be given once; found %s on line %d, too", what, key, before.Line)
		return
	}
	seen[key] = pos
}

// row checks what every row has: its kind, and its evidence.
func (c *checker) row(kind spec.Text, e *Evidence) {
	c.kind("kind", kind)
	for _, s := range e.Sample {
		if s.Is.IsSet() {
			c.report(s.Is.Pos, "a sample must have no key is; it is of the kind of its row")
		}
	}
	c.evidence(e)
}

// evidence checks the samples and near misses of a row.
func (c *checker) evidence(e *Evidence) {
	for _, s := range e.Near {
		if !s.Is.IsSet() {
			c.report(s.Pos, "a near miss must say which kind it is; found no key is")
			continue
		}
		c.kind("is", s.Is)
	}
	for _, s := range slices.Concat(e.Sample, e.Near) {
		if !s.Status.IsSet() && !s.Body.IsSet() && !s.Close.IsSet() && len(s.Headers) == 0 {
			c.report(s.Pos, "a sample must have a status, a body, a header or a close code; found none")
		}
		if s.Surface.IsSet() || len(s.Context) > 0 {
			c.report(s.Pos, "a sample must have no surface and no context: no provider is known")
		}
	}
}

func (c *checker) kind(key string, kind spec.Text) {
	if !slices.Contains(c.kinds, kind.Value) {
		c.report(kind.Pos, "%s must be a kind; found %s", key, kind.Value)
	}
}

var partName = regexp.MustCompile(`^[a-z][a-z0-9]*(_[a-z0-9]+)*$`)

// known are the parts that the classifier asks for by name.
var known = []string{"error", "error_message", "error_raw"}

// parts checks the parts, and parses their paths.
func (c *checker) parts() {
	w := &c.file.Wire
	seen, paths, slots := map[string]spec.Pos{}, map[string]spec.Pos{}, 0
	for i := range w.Parts {
		p := &w.Parts[i]
		if !partName.MatchString(p.Name.Value) {
			c.report(p.Name.Pos, "name must be lowercase words with underscores; found %s", p.Name.Value)
		}
		c.once(seen, "name", p.Name.Value, p.Name.Pos)
		if p.Strip.IsSet() && p.Strip.Value != "aws" {
			c.report(p.Strip.Pos, "strip must be aws; found %s", p.Strip.Value)
		}
		c.paths(p, paths)
		if !p.isHeader() {
			slots++
		}
		c.evidence(&p.Evidence)
	}
	if slots > apierr.MaxSlots {
		c.report(w.Pos, "wire must have at most %d parts that are no headers; found %d", apierr.MaxSlots, slots)
	}
	for _, name := range known {
		if w.part(name) == nil {
			c.report(w.Pos, "wire must have the part %s, which the classifier asks for; found none", name)
		}
	}
}

func (c *checker) paths(p *Part, seen map[string]spec.Pos) {
	for _, at := range p.At {
		path, err := spec.ParsePath(at.Value)
		if err != nil {
			c.report(at.Pos, "at %v", err)
			continue
		}
		if path.Header != "" && len(p.At) > 1 {
			c.report(at.Pos, "a part must be one header, or paths into a body; found %s beside another", at.Value)
		}
		c.once(seen, "at", at.Value, at.Pos)
		p.paths = append(p.paths, path)
	}
}

// lists checks the lists of parts.
func (c *checker) lists() {
	w := &c.file.Wire
	for _, l := range []struct {
		key   string
		parts spec.List[spec.Text]
	}{
		{"identifiers", w.Identifiers}, {"code", w.Code}, {"type", w.Type}, {"message", w.Message}, {"param", w.Param},
		{"status", w.Status}, {"request_id", w.RequestID}, {"nested", w.Nested},
	} {
		seen := map[string]spec.Pos{}
		for _, name := range l.parts {
			c.partOf(l.key, name)
			c.once(seen, "each item of "+l.key, name.Value, name.Pos)
		}
	}
	for _, name := range []spec.Text{w.Bare.Message, w.Bare.Type, w.Bare.Code} {
		c.slotOf("bare", name)
	}
}

// partOf reports a name that no part has.
func (c *checker) partOf(key string, name spec.Text) *Part {
	p := c.file.Wire.part(name.Value)
	if p == nil {
		c.report(name.Pos, "%s must name a part of wire; found %s", key, name.Value)
	}
	return p
}

// slotOf reports a name that no part has, or one that is a header.
func (c *checker) slotOf(key string, name spec.Text) {
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
			c.report(f.Job.Pos, "a failed job must be told by values; found none")
		}
		c.evidence(&f.Evidence)
	}
}

// strengths are the words for how much an identifier tells, by strength.
var strengths = []string{"", "vague", "weak", "strong"}

func (c *checker) strength(s spec.Text) {
	if slices.Index(strengths, s.Value) < 1 {
		c.report(s.Pos, "strength must be strong, weak or vague; found %s", s.Value)
	}
}

// maxName is how long an identifier can be; the classifier takes longer text
// for none.
const maxName = 96

func (c *checker) names() {
	seen := map[string]spec.Pos{}
	for i := range c.file.Names {
		r := &c.file.Names[i]
		c.row(r.Kind, &r.Evidence)
		c.strength(r.Strength)
		for _, n := range r.Any {
			c.identifier(n)
			c.once(seen, "a name", Squash(n.Value), n.Pos)
		}
	}
}

func (c *checker) identifier(n spec.Text) {
	if !partName.MatchString(n.Value) || len(n.Value) > maxName {
		c.report(n.Pos, "a name must be lowercase words with underscores, at most %d bytes; found %s", maxName, n.Value)
	}
}

// stems checks that no stem is inside a later one, which then never decides.
func (c *checker) stems() {
	var before []spec.Text
	for i := range c.file.Stems {
		r := &c.file.Stems[i]
		c.row(r.Kind, &r.Evidence)
		c.strength(r.Strength)
		for _, s := range r.Any {
			c.identifier(s)
			for _, b := range before {
				if strings.Contains(Squash(s.Value), Squash(b.Value)) {
					c.report(s.Pos, "a stem must not contain an earlier one, which decides before it; found %s, after %s on line %d", s.Value, b.Value, b.Line)
				}
			}
			before = append(before, s)
		}
	}
}

func (c *checker) numbers() {
	seen := map[string]map[string]spec.Pos{}
	for i := range c.file.Numbers {
		r := &c.file.Numbers[i]
		c.row(r.Kind, &r.Evidence)
		c.strength(r.Strength)
		c.slotOf("part", r.Part)
		if seen[r.Part.Value] == nil {
			seen[r.Part.Value] = map[string]spec.Pos{}
		}
		for _, n := range r.Any {
			if strings.Trim(n.Value, "0123456789") != "" {
				c.report(n.Pos, "a number must be digits; found %s", n.Value)
			}
			c.once(seen[r.Part.Value], "a number of "+r.Part.Value, n.Value, n.Pos)
		}
	}
}

// none is the class of responses without a status.
const none = "none"

func (c *checker) statuses() {
	seen := map[string]spec.Pos{}
	for i := range c.file.Statuses {
		r := &c.file.Statuses[i]
		c.row(r.Kind, &r.Evidence)
		if r.Class.Value == none {
			c.report(r.Class.Pos, "class must not be none, which is that of responses without a status")
		}
		for _, s := range r.Status.Ranges {
			c.once(seen, "status", rangeName(s), r.Status.Pos)
			if s.From < 400 {
				c.report(r.Status.Pos, "status must be between 400 and 599, 4xx or 5xx; found %s", rangeName(s))
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
func rangeName(r apierr.StatusRange) string {
	if r.From == r.To {
		return fmt.Sprint(r.From)
	}
	return fmt.Sprintf("%dxx", r.From/100)
}

func (c *checker) closes() {
	seen := map[string]spec.Pos{}
	for i := range c.file.Closes {
		r := &c.file.Closes[i]
		c.row(r.Kind, &r.Evidence)
		for _, s := range r.Close.Ranges {
			c.once(seen, "close", rangeName(s), r.Close.Pos)
		}
	}
}

// A said is a phrase with what the check of others needs.
type said struct {
	text    spec.Text
	row     int
	classes uint16
}

func (c *checker) phrases() {
	var all []said
	for i := range c.file.Phrases {
		r := &c.file.Phrases[i]
		c.row(r.Kind, &r.Evidence)
		c.classesOf(r)
		set := c.file.setOf(r)
		for _, p := range r.Any {
			if c.phrase(p) {
				all = append(all, said{p, i, set})
			}
		}
	}
	for i := range all {
		c.shadowed(all, i)
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

// phrase reports whether a phrase can be found in a folded text, and reports a
// problem otherwise.
func (c *checker) phrase(p spec.Text) bool {
	head, tail, gap := strings.Cut(p.Value, "…")
	switch {
	case apierr.Fold(p.Value) != p.Value:
		c.report(p.Pos, "a phrase must be in lowercase and without quotes; found %s", p.Value)
	case len(head) < minHead || head[0] < 0x80 && !isWordByte(head[0]):
		c.report(p.Pos, "a phrase must begin with a word, of at least %d bytes; found %s", minHead, p.Value)
	case strings.TrimSpace(p.Value) != p.Value:
		c.report(p.Pos, "a phrase must have no blanks around it; found %q", p.Value)
	case gap && (strings.TrimSpace(tail) == "" || strings.Contains(tail, "…")):
		c.report(p.Pos, "a phrase must have words on both sides of one ellipsis; found %s", p.Value)
	default:
		return true
	}
	return false
}

// minHead is how much of a phrase the classifier's index needs.
const minHead = 3

func isWordByte(b byte) bool {
	return 'a' <= b && b <= 'z' || '0' <= b && b <= '9' || b == '_'
}

// shadowed reports a phrase that never decides, because every text that has it
// has one of the same row or of an earlier one, too, under the same statuses.
func (c *checker) shadowed(all []said, at int) {
	p := all[at]
	for i, b := range all {
		if i == at || b.row > p.row || p.classes&^b.classes != 0 || !hasWords(p.text.Value, b.text.Value) {
			continue
		}
		if p.text.Value == b.text.Value && i > at {
			continue // reported at the second one
		}
		c.report(p.text.Pos, "a phrase must not contain another that decides before it; found %s, with %s on line %d", p.text.Value, b.text.Value, b.text.Line)
		return
	}
}

// hasWords reports whether a phrase without a gap is in another, where a word
// begins.
func hasWords(text, words string) bool {
	if strings.Contains(words, "…") {
		return false
	}
	for from := 0; ; from++ {
		i := strings.Index(text[from:], words)
		if i < 0 {
			return false
		}
		if from += i; from == 0 || !isWordByte(text[from-1]) || words[0] >= 0x80 {
			return true
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
