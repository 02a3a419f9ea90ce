package generic

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/spec/phrases"
	"github.com/errbook/errbook/spec/yaml"
)

// A said is one pattern: a row of the table.
type said struct {
	*Pattern
	row  *Phrase
	rule phrases.Rule
}

// patterns returns the patterns of all rows, in order.
func (f *File) patterns() []said {
	var list []said
	for i := range f.Phrases {
		r := &f.Phrases[i]
		for j := range r.Any {
			list = append(list, said{Pattern: &r.Any[j], row: r})
		}
	}
	return list
}

// parse reads the patterns, and returns what is wrong with them and the classes.
func (f *File) parse() ([]said, []phrases.Problem) {
	classes := make([]phrases.Class, len(f.Classes))
	for i, c := range f.Classes {
		classes[i] = phrases.Class{Name: c.Key.Value, Words: Values(c.Value)}
	}
	list := f.patterns()
	rows := make([]phrases.Row, len(list))
	for i, p := range list {
		rows[i] = phrases.Row{Pattern: p.Says.Value, Statuses: f.setOf(p.row) | p.apart()}
	}
	rules, problems := phrases.Parse(classes, rows)
	for i := range list {
		list[i].rule = rules[i]
	}
	return list, problems
}

// apart returns the bit of patterns that only AI's APIs are judged by: those of kinds
// that only they have, and those that say so.
func (p *said) apart() uint16 {
	if p.AI.Value || IsOfAI(kindOf(p.row.Kind)) {
		return phrases.Apart
	}
	return 0
}

// addPhrases adds the table of the patterns, and what they mean.
func (f *File) addPhrases(l *Layer) {
	list, _ := f.parse()
	rules := make([]phrases.Rule, len(list))
	for i, p := range list {
		rules[i] = p.rule
		l.Phrases = append(l.Phrases, Phrases{kindOf(p.row.Kind), f.setOf(p.row), p.row.Broad.Value, p.Says.Value, Values(p.Sample)})
	}
	l.Words, _ = phrases.Compile(rules) // Check has compiled them
}

// phrases checks the classes and the patterns.
func (c *checker) phrases() {
	for i := range c.file.Phrases {
		c.classesOf(&c.file.Phrases[i])
	}
	list, problems := c.file.parse()
	for _, p := range problems {
		c.phrase(list, p)
	}
	if len(problems) > 0 || len(c.Problems) > 0 {
		return
	}
	rules := make([]phrases.Rule, len(list))
	for i := range list {
		rules[i] = list[i].rule
	}
	if _, err := phrases.Compile(rules); err != nil {
		c.report(list[0].Pos, "phrases must fit into a table: %v", err)
		return
	}
	c.unused(list)
}

// Prove judges the samples and near misses of the patterns of a file that [Check]
// found sound: whether they are what they say, and whether they need every word
// of the classes.
func Prove(f *File) yaml.Problems {
	c := &checker{file: f, Reporter: yaml.Reporter{Path: f.Path}}
	list, _ := f.parse()
	needed, ofClasses := map[string]bool{}, f.classWords()
	for i := range list {
		c.proved(list, i, needed)
		c.unneededIn(&list[i], ofClasses)
	}
	c.unneeded(needed)
	return c.Problems.Sorted()
}

// phrase reports what is wrong with a class or a pattern.
func (c *checker) phrase(list []said, p phrases.Problem) {
	if p.Class == "" {
		c.report(list[p.Index].Says.Pos, "%s", p.Message)
		return
	}
	for _, class := range c.file.Classes {
		if class.Key.Value == p.Class {
			pos := class.Key.Pos
			if p.Index < len(class.Value) {
				pos = class.Value[p.Index].Pos
			}
			c.report(pos, "%s", p.Message)
		}
	}
}

// unused reports classes that no pattern names.
func (c *checker) unused(list []said) {
	for _, class := range c.file.Classes {
		name := "{" + class.Key.Value + "}"
		named := slices.ContainsFunc(list, func(p said) bool { return strings.Contains(p.Says.Value, name) })
		for _, other := range c.file.Classes {
			named = named || slices.ContainsFunc(other.Value, func(t yaml.Text) bool { return t.Value == name })
		}
		if !named {
			c.report(class.Key.Pos, "a class must be named by a pattern; found %s nowhere", name)
		}
	}
}

// proved checks the samples and the near misses of a pattern, and notes the words
// that they need.
func (c *checker) proved(list []said, i int, needed map[string]bool) {
	p := &list[i]
	status, known := c.file.statusOf(p)
	if !known {
		c.report(p.Status.Pos, "status must be one that the row counts under; found %d", p.Status.Value)
		return
	}
	for k, sample := range p.Sample {
		m, ok := message(sample.Value)
		if !ok {
			c.report(sample.Pos, "a sample must be a message or JSON; found neither")
			continue
		}
		switch {
		case !m.Has(p.rule):
			c.report(sample.Pos, "a sample must have its pattern, %s; found it without", p.Says.Value)
		case k == 0:
			c.alone(list, i, sample, m, status)
		default:
			c.decided(list, i, sample, m, status)
		}
		for _, word := range m.Needs(p.rule) {
			needed[word] = true
		}
	}
	for _, near := range p.Near {
		m, _ := message(near.Value)
		if m.Has(p.rule) {
			c.report(near.Pos, "a near miss must not have the pattern, %s; found it there", p.Says.Value)
		}
		for _, word := range m.Forbids(p.rule) {
			needed[word] = true
		}
	}
}

// alone reports a sample that another pattern decides, or would decide the same
// way without this one.
func (c *checker) alone(list []said, i int, sample yaml.Text, m phrases.Message, status int) {
	p, set := &list[i], c.file.classOf(status)
	for j := range list {
		other := &list[j]
		if other.rule.Statuses&set == 0 || !m.Has(other.rule) {
			continue
		}
		switch {
		case j < i:
			c.report(sample.Pos, "a sample must be decided by its own pattern; found %s of %s, line %d, before it", other.Says.Value, other.row.Kind.Value, other.Says.Line)
			return
		case j > i && other.row.Kind.Value == p.row.Kind.Value:
			c.report(sample.Pos, "a sample must be decided by its own pattern alone; found that %s, line %d, would say the same", other.Says.Value, other.Says.Line)
			return
		case j > i:
			return
		}
	}
	if c.file.alone(status) == p.row.Kind.Value {
		c.report(sample.Pos, "a sample must be decided by its own pattern alone; found that the status %d says the same", status)
	}
}

// decided reports a sample that a pattern of another kind decides.
func (c *checker) decided(list []said, i int, sample yaml.Text, m phrases.Message, status int) {
	set := c.file.classOf(status)
	for j := range list[:i] {
		if other := &list[j]; other.rule.Statuses&set != 0 && m.Has(other.rule) {
			if other.row.Kind.Value != list[i].row.Kind.Value {
				c.report(sample.Pos, "a sample must be of its row's kind; found %s of %s, line %d, before it", other.Says.Value, other.row.Kind.Value, other.Says.Line)
			}
			return
		}
	}
}

// classWords returns the words of all classes.
func (f *File) classWords() map[string]bool {
	words := map[string]bool{"{number}": true, "{zero}": true}
	for _, class := range f.Classes {
		for _, word := range class.Value {
			words[phrases.Entry(word.Value)] = true
		}
	}
	return words
}

// unneededIn reports words that a pattern has of itself and none of its samples
// needs.
func (c *checker) unneededIn(p *said, ofClasses map[string]bool) {
	needed := map[string]bool{}
	for _, sample := range p.Sample {
		m, _ := message(sample.Value)
		for _, word := range m.Needs(p.rule) {
			needed[word] = true
		}
	}
	for _, e := range p.rule.Elements {
		for _, word := range e.Any {
			if !ofClasses[word] && !needed[word] {
				c.report(p.Says.Pos, "a word must be needed by a sample of its pattern; found %s in none", strings.TrimPrefix(word, "="))
			}
		}
	}
}

// unneeded reports words of classes without which every sample and near miss would
// be what it is.
func (c *checker) unneeded(needed map[string]bool) {
	for _, class := range c.file.Classes {
		for _, word := range class.Value {
			if word.Value[0] != '{' && !needed[phrases.Entry(word.Value)] {
				c.report(word.Pos, "a word must be needed by a sample; found %s of {%s} in none", word.Value, class.Key.Value)
			}
		}
	}
}

// message reads a sample: a message, or the texts of a body.
func message(sample string) (m phrases.Message, ok bool) {
	if !isBody(sample) {
		return phrases.Read(sample), true
	}
	var v any
	if json.Unmarshal([]byte(sample), &v) != nil {
		return m, false
	}
	return phrases.Read(textsOf(v)...), true
}

func isBody(sample string) bool {
	return strings.HasPrefix(sample, "{") || strings.HasPrefix(sample, "[")
}

// textsOf returns the strings in a value of JSON.
func textsOf(v any) []string {
	var list []string
	switch v := v.(type) {
	case string:
		list = append(list, v)
	case []any:
		for _, e := range v {
			list = append(list, textsOf(e)...)
		}
	case map[string]any:
		for _, e := range v {
			list = append(list, textsOf(e)...)
		}
	}
	return list
}

// statusOf returns the status of a pattern's samples, and reports whether the
// row counts under it.
func (f *File) statusOf(p *said) (status int, known bool) {
	if p.Status.IsSet() {
		return p.Status.Value, p.rule.Statuses&f.classOf(p.Status.Value) != 0
	}
	classes := f.classes()
	class := slices.IndexFunc(classes, func(class string) bool {
		return len(p.row.When) > 0 && class == p.row.When[0].Value || len(p.row.When) == 0 && !slices.ContainsFunc(p.row.Unless, func(t yaml.Text) bool { return t.Value == class })
	})
	if class < 0 || classes[class] == none {
		return 0, class >= 0
	}
	for status := 400; status < 600; status++ {
		if f.classOf(status) == 1<<class {
			return status, true
		}
	}
	return 0, false
}

// classOf returns the class of a status, as a set of one.
func (f *File) classOf(status int) uint16 {
	class := none
	if row := f.status(status, status); row != nil {
		class = row.Class.Value
	}
	return 1 << slices.Index(f.classes(), class)
}

// alone returns the kind that a status alone tells.
func (f *File) alone(status int) string {
	if row := f.status(status, status); row != nil {
		return row.Kind.Value
	}
	return apierr.Unknown.String()
}

// said returns the samples and near misses of the patterns of a row.
func (f *File) said(r *Phrase) []Case {
	var list []Case
	isLocal := kindOf(r.Kind).Family() == apierr.FamilyLocal
	for i := range r.Any {
		p := &said{Pattern: &r.Any[i], row: r}
		p.rule.Statuses = f.setOf(r)
		status, _ := f.statusOf(p)
		for _, sample := range p.Sample {
			list = append(list, caseOf(sample, status, r.Kind.Value, isLocal))
		}
		is := f.alone(status)
		if p.Is.IsSet() {
			is = p.Is.Value
		}
		for _, near := range p.Near {
			list = append(list, caseOf(near, status, is, isLocal))
		}
	}
	return list
}

// caseOf returns a text as the message of a response, or as what a client prints of a
// call without one.
func caseOf(text yaml.Text, status int, kind string, isLocal bool) Case {
	body := text.Value
	if !isBody(body) && !isLocal {
		body = errorBody(body)
	}
	s := Sample{Pos: text.Pos, Status: yaml.Int{Value: status}, Body: yaml.Text{Pos: text.Pos, Value: body}}
	return Case{Pos: text.Pos, Sample: s, Is: yaml.Text{Pos: text.Pos, Value: kind}}
}

// errorBody returns a body with a message and nothing else.
func errorBody(message string) string {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	_ = e.Encode(message) // a string always is JSON
	return fmt.Sprintf(`{"error":{"message":%s}}`, strings.TrimSpace(b.String()))
}
