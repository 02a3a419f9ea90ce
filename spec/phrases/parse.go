package phrases

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// A Class is words that mean the same to the rows: {credit}.
type Class struct {
	Name string
	// Words are in lowercase. An entry may have several words ("used up"), end a
	// word early ("exceed*"), be an identifier ("insufficient_quota"), or name
	// another class ("{money}").
	Words []string
}

// Apart is the bit that no class of statuses has: a row that has it is set apart, and
// does not count where it is asked for.
const Apart = apart

// A Row is a pattern, and the classes of statuses under which it counts.
type Row struct {
	Pattern  string
	Statuses uint16
}

// A Problem is a mistake in a class or a row.
type Problem struct {
	Class string // the name of the class; empty for a row
	Index int    // which of the class's words, or which row
	At    int    // where in it, in bytes
	// Message says what is required, and what was found.
	Message string
}

func (p Problem) String() string {
	if p.Class != "" {
		return fmt.Sprintf("class %s, word %d: %s", p.Class, p.Index, p.Message)
	}
	return fmt.Sprintf("row %d, column %d: %s", p.Index, p.At+1, p.Message)
}

const (
	defaultGap  = 5
	maxGap      = 12
	maxElements = 8
	maxNear     = 3
	maxWords    = 7 // of one entry
)

// Parse reads rows and the classes that they name. It returns all problems at once;
// the rules must not be used if there is one.
func Parse(classes []Class, rows []Row) ([]Rule, []Problem) {
	p := &parser{classes: map[string]*class{}}
	p.define(classes)
	rules := make([]Rule, len(rows))
	for i, row := range rows {
		p.row, p.offset = i, 0
		rules[i] = p.rule(row)
	}
	return rules, p.problems
}

type parser struct {
	classes  map[string]*class
	row      int
	offset   int // in the row's pattern
	problems []Problem
}

// A class is what a name means.
type class struct {
	words []string
	state int // of its writing out
}

const (
	unwritten = iota
	writing
	written
)

func (p *parser) problem(format string, args ...any) {
	p.problems = append(p.problems, Problem{Index: p.row, At: p.offset, Message: fmt.Sprintf(format, args...)})
}

// define takes the classes in, and writes out those that name others.
func (p *parser) define(classes []Class) {
	p.classes["number"] = &class{[]string{"{number}"}, written}
	p.classes["zero"] = &class{[]string{"{zero}"}, written}
	p.classes["secret"] = &class{[]string{"{secret}"}, written}
	for _, c := range classes {
		switch {
		case !isName(c.Name):
			p.classProblem(c.Name, 0, "the name of a class must be lowercase letters, digits and underscores; found %q", c.Name)
		case p.classes[c.Name] != nil:
			p.classProblem(c.Name, 0, "a class must be defined once; %q is defined already", c.Name)
		default:
			p.classes[c.Name] = &class{}
		}
	}
	for _, c := range classes {
		if known := p.classes[c.Name]; known != nil {
			p.writeOut(c, known, classes)
		}
	}
}

func (p *parser) classProblem(name string, index int, format string, args ...any) {
	p.problems = append(p.problems, Problem{Class: name, Index: index, Message: fmt.Sprintf(format, args...)})
}

// writeOut fills the words of a class, those of the classes that it names first.
func (p *parser) writeOut(c Class, known *class, all []Class) {
	if known.state != unwritten {
		return
	}
	known.state = writing
	if len(c.Words) == 0 {
		p.classProblem(c.Name, 0, "a class must have words; found none")
	}
	for i, w := range c.Words {
		if name, ok := className(w); ok {
			other := p.classes[name]
			switch {
			case other == nil:
				p.classProblem(c.Name, i, "%s must name a class; there is none with that name", w)
				continue
			case other.state == writing:
				p.classProblem(c.Name, i, "a class must not contain itself; %s does", w)
				continue
			}
			if k := slices.IndexFunc(all, func(c Class) bool { return c.Name == name }); k >= 0 {
				p.writeOut(all[k], other, all)
			}
			known.words = append(known.words, other.words...)
			continue
		}
		entry, err := entryOf(w)
		if err != "" {
			p.classProblem(c.Name, i, "%s", err)
			continue
		}
		known.words = append(known.words, entry)
	}
	slices.Sort(known.words)
	known.words = slices.Compact(known.words)
	known.state = written
}

func isName(name string) bool {
	return name != "" && strings.Trim(name, "abcdefghijklmnopqrstuvwxyz0123456789_") == ""
}

// className returns the name in {name}.
func className(s string) (name string, ok bool) {
	s, ok = strings.CutPrefix(s, "{")
	name, closed := strings.CutSuffix(s, "}")
	return name, ok && closed
}

// Entry returns a word of a class as [Element.Any] has it.
func Entry(word string) string {
	entry, _ := entryOf(word)
	return entry
}

// entryOf returns what a word of a class or a pattern means, as
// [Element.Any] has it, or what is wrong with it.
func entryOf(s string) (entry, problem string) {
	if name, ok := identifierOf(s); ok {
		return "=" + name, ""
	}
	words := strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == '-' })
	if len(words) == 0 {
		return "", fmt.Sprintf("a word must have letters or digits; found %q", s)
	}
	count := 0
	for _, w := range words {
		n, problem := positionsOf(w)
		if problem != "" {
			return "", problem
		}
		count += n
	}
	if count > maxWords {
		return "", fmt.Sprintf("an entry must have at most %d words, or runes of scripts without spaces; found %d in %q", maxWords, count, s)
	}
	return strings.Join(words, " "), ""
}

// identifierOf returns s in lowercase if it is one identifier.
func identifierOf(s string) (name string, ok bool) {
	sentences := sentencesOf(s)
	if len(sentences) != 1 || len(sentences[0]) != 1 || sentences[0][0].is != identifier {
		return "", false
	}
	name = sentences[0][0].text
	return name, name == strings.ToLower(s) && !strings.Contains(name, "'")
}

// positionsOf returns how many words of a text one word of an entry takes, or
// what is wrong with it.
func positionsOf(w string) (n int, problem string) {
	base, isStem := strings.CutSuffix(w, "*")
	sentences := sentencesOf(base)
	if len(sentences) != 1 {
		return 0, fmt.Sprintf("a word must have letters or digits and nothing else; found %q", w)
	}
	var text strings.Builder
	tokens := sentences[0]
	for i, t := range tokens {
		text.WriteString(t.text)
		if t.is != tokens[0].is || i > 0 && t.is != alone || t.is == opaque || t.is == identifier {
			return 0, fmt.Sprintf("a word must be letters of one script or digits; found %q", w)
		}
	}
	switch first := tokens[0]; {
	case text.String() != base:
		return 0, fmt.Sprintf("a word must be in lowercase, without punctuation and 's; found %q", w)
	case first.is == number && strings.Trim(base, "0123456789") != "":
		return 0, fmt.Sprintf("a number must be digits alone; found %q", w)
	case isStem && (first.is != plain || utf8.RuneCountInString(base) < 2 || isDigit(rune(base[0]))):
		return 0, fmt.Sprintf("an asterisk must follow at least two letters of a script with spaces; found %q", w)
	}
	return len(tokens), ""
}

// rule reads the pattern of a row.
func (p *parser) rule(row Row) Rule {
	rule := Rule{Statuses: row.Statuses}
	if row.Statuses == 0 {
		p.problem("a row must count under some status; found none")
	}
	gap, afterOperator, operators, nears := 0, true, 0, 0
	rest := row.Pattern
	for {
		trimmed := strings.TrimLeft(rest, " ")
		p.offset = len(row.Pattern) - len(trimmed)
		if trimmed == "" {
			break
		}
		var field string
		field, rest, _ = strings.Cut(trimmed, " ")
		switch {
		case strings.HasPrefix(field, "…"), strings.HasPrefix(field, "~"):
			if afterOperator {
				p.problem("an operator must be between two words; found %q", field)
			}
			operators++
			if field[0] == '~' {
				nears++
			}
			gap, afterOperator = p.gap(field), true
		case field[0] == '!':
			p.offset++
			rule.Not = append(rule.Not, p.element(field[1:], 0))
		default:
			rule.Elements = append(rule.Elements, p.element(field, gap))
			gap, afterOperator = 0, false
		}
	}
	p.offset = 0
	rule.Near = nears > 0
	p.check(rule, afterOperator, operators, nears)
	return rule
}

// check holds a rule to what a pattern may have.
func (p *parser) check(rule Rule, afterOperator bool, operators, nears int) {
	n := len(rule.Elements)
	switch {
	case n == 0:
		p.problem("a pattern must have a word that is not excluded; found none")
	case afterOperator:
		p.problem("an operator must be between two words; found one at the end")
	case nears > 0 && (operators != n-1 || nears != n-1):
		p.problem("a pattern must have ~ between all of its words or none")
	case nears > 0 && n > maxNear:
		p.problem("a pattern with ~ must have two or three words; found %d", n)
	case n > maxElements:
		p.problem("a pattern must have at most %d words; found %d", maxElements, n)
	}
	for _, e := range rule.Elements {
		if nears > 0 && e.Gap != rule.Elements[n-1].Gap && e.Gap != 0 {
			p.problem("all ~ of a pattern must have the same number")
		}
	}
}

// gap returns how many words an operator allows in between.
func (p *parser) gap(operator string) int {
	digits := strings.TrimPrefix(strings.TrimPrefix(operator, "…"), "~")
	if digits == "" {
		return defaultGap
	}
	n, err := strconv.Atoi(digits)
	if err != nil || n < 1 || n > maxGap {
		p.problem("… and ~ must be followed by a space or a number from 1 to %d; found %q", maxGap, operator)
	}
	return n
}

// element reads alternatives.
func (p *parser) element(field string, gap int) Element {
	e := Element{Gap: gap}
	for alternative := range strings.SplitSeq(field, "|") {
		if name, ok := className(alternative); ok {
			if c := p.classes[name]; c != nil {
				e.Any = append(e.Any, c.words...)
			} else {
				p.problem("%s must name a class; there is none with that name", alternative)
			}
			continue
		}
		entry, problem := entryOf(alternative)
		if problem != "" {
			p.problem("%s", problem)
			continue
		}
		e.Any = append(e.Any, entry)
	}
	slices.Sort(e.Any)
	e.Any = slices.Compact(e.Any)
	return e
}
