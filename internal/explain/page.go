package explain

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// A Style says how text for a terminal is printed. The zero Style is for a pipe.
type Style struct {
	Color    bool // colors and bold (ECMA-48, SGR) and links that can be clicked (OSC 8)
	Headings bool // a list begins with a line that names its columns
	Width    int  // how many columns there are; 80 if nothing is said
	Full     bool // all that the book says, however long that is
}

// The width of a page that goes nowhere in particular, and the limits of those on
// a terminal: lines of more than 100 columns are hard to read.
const (
	usualWidth = 80
	leastWidth = 40
	mostWidth  = 100
)

// columns returns how many columns a page has.
func (s Style) columns() int {
	if s.Width == 0 {
		return usualWidth
	}
	return min(max(s.Width, leastWidth), mostWidth)
}

// The colors of a class of retry: the program can go on by itself, something must
// happen first, nothing helps.
var tones = map[string]string{"go": "32", "wait": "33", "stop": "31"}

// paint returns text in an SGR rendition, "1" for bold.
func (s Style) paint(rendition, text string) string {
	if !s.Color || rendition == "" || text == "" {
		return text
	}
	return "\x1b[" + rendition + "m" + text + "\x1b[0m"
}

// link returns a word that can be clicked where the terminal knows how, if it is a
// URL. What the sentence goes on with is not part of it.
func (s Style) link(word string) string {
	url := strings.TrimRight(word, ",;:.)")
	if !s.Color || !strings.HasPrefix(url, "https://") {
		return word
	}
	return "\x1b]8;;" + url + "\x1b\\" + url + "\x1b]8;;\x1b\\" + word[len(url):]
}

// A section is a part of a page. Its items are kept or left out whole.
type section struct {
	heading string // "" for none
	items   [][]string
	least   int // how many items stay if the page must be short
}

func (s *section) lines() int {
	n := 0
	for _, item := range s.items {
		n += len(item)
	}
	if n > 0 {
		n++ // the blank line above
	}
	if n > 0 && s.heading != "" {
		n++
	}
	return n
}

// A page is text for a terminal as it grows.
type page struct {
	style    Style
	sections []section
}

// begin starts a section.
func (p *page) begin(heading string, least int) {
	p.sections = append(p.sections, section{heading: heading, least: least})
}

// add puts an item into the section that was begun last.
func (p *page) add(lines []string) {
	s := &p.sections[len(p.sections)-1]
	s.items = append(s.items, lines)
}

// wrap breaks words into as many lines as they take. The first line begins with
// first, the others with as many spaces. A word that is longer than a line, such
// as a URL, is not broken.
func (p *page) wrap(first, text string) []string {
	return p.wrapAt(first, strings.Repeat(" ", utf8.RuneCountInString(first)), text)
}

// wrapAt is wrap with another indent of the other lines.
func (p *page) wrapAt(first, indent, text string) []string {
	line, room := first, p.style.columns()-utf8.RuneCountInString(first)
	var lines []string
	empty := true
	for word := range strings.FieldsSeq(text) {
		n := utf8.RuneCountInString(word)
		if !empty && n+1 > room {
			lines = append(lines, line)
			line, room, empty = indent, p.style.columns()-len(indent), true
		}
		if !empty {
			line += " "
			room--
		}
		line += p.style.link(word)
		room -= n
		empty = false
	}
	return append(lines, strings.TrimRight(line, " "))
}

// labelWidth is where the text behind a label begins.
const labelWidth = 14

// fact adds a label and what it says, if anything.
func (p *page) fact(label, text string) { p.toned(label, text, "") }

// toned adds a fact in a color.
func (p *page) toned(label, text, tone string) {
	if text == "" {
		return
	}
	label += ":"
	lines := p.wrap("  "+label+strings.Repeat(" ", max(1, labelWidth-2-len(label))), text)
	for i, line := range lines {
		at := len(line) - len(strings.TrimLeft(line, " "))
		if i == 0 {
			at = max(labelWidth, 2+len(label)+1)
		}
		lines[i] = line[:at] + p.style.paint(tones[tone], line[at:])
	}
	p.add(lines)
}

// list adds a section of items under a heading, if there are any. At least a few
// of them stay on a short page.
func (p *page) list(heading string, items []string, least int) {
	if len(items) == 0 {
		return
	}
	p.begin(heading, least)
	for _, item := range items {
		p.add(p.wrap("  - ", item))
	}
}

// maxLines is how many lines a page has that is not asked for in full: so many
// that a terminal shows all of it.
const maxLines = 30

// shorten leaves out items until the page fits, those of the last sections first,
// and returns how many lines it left out.
func (p *page) shorten(most int) int {
	total := -1 // no blank line above the first section
	for i := range p.sections {
		total += p.sections[i].lines()
	}
	whole := total
	for i := len(p.sections) - 1; i >= 0 && total > most; i-- {
		s := &p.sections[i]
		for total > most && len(s.items) > s.least {
			total -= s.lines()
			s.items = s.items[:len(s.items)-1]
			total += s.lines()
		}
	}
	return whole - total
}

// text returns the page; more is how to ask for what a short one leaves out.
func (p *page) text(more string) string {
	left := 0
	if !p.style.Full {
		if left = p.shorten(maxLines); left > 0 {
			left += p.shorten(maxLines - 2)
		}
	}
	var b strings.Builder
	for i := range p.sections {
		s := &p.sections[i]
		if len(s.items) == 0 {
			continue
		}
		if i > 0 {
			b.WriteByte('\n')
		}
		if s.heading != "" {
			b.WriteString(p.style.paint("1", s.heading) + "\n")
		}
		for _, item := range s.items {
			b.WriteString(strings.Join(item, "\n") + "\n")
		}
	}
	if left > 0 {
		fmt.Fprintf(&b, "\n%s\n", p.style.paint("2", fmt.Sprintf("%d more lines: %s", left, more)))
	}
	return b.String()
}
