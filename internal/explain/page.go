package explain

import (
	"strings"
	"unicode/utf8"
)

// width is how many columns a page has: those of the narrowest terminal that
// people use.
const width = 80

// A page is text for a terminal as it grows.
type page struct {
	b    strings.Builder
	bold bool // print headings in bold (ECMA-48, SGR 1)
}

// heading prints a line on its own, in bold where that is wanted.
func (p *page) heading(text string) {
	if p.bold {
		text = "\x1b[1m" + text + "\x1b[22m"
	}
	p.b.WriteString(text + "\n")
}

func (p *page) blank() { p.b.WriteByte('\n') }

// paragraph prints words in as many lines as they take. The first line begins
// with first, the others with as many spaces. A word that is longer than a
// line, such as a URL, is not broken.
func (p *page) paragraph(first, text string) {
	indent := strings.Repeat(" ", utf8.RuneCountInString(first))
	line, room := first, width-len(indent)
	empty := true
	for word := range strings.FieldsSeq(text) {
		n := utf8.RuneCountInString(word)
		if !empty && n+1 > room {
			p.b.WriteString(line + "\n")
			line, room, empty = indent, width-len(indent), true
		}
		if !empty {
			line += " "
			room--
		}
		line += word
		room -= n
		empty = false
	}
	p.b.WriteString(strings.TrimRight(line, " ") + "\n")
}

// labelWidth is where the text behind a label begins.
const labelWidth = 14

// fact prints a label and what it says, if anything.
func (p *page) fact(label, text string) {
	if text == "" {
		return
	}
	label += ":"
	p.paragraph("  "+label+strings.Repeat(" ", max(1, labelWidth-2-len(label))), text)
}

// list prints items under a heading, if there are any.
func (p *page) list(heading string, items []string) {
	if len(items) == 0 {
		return
	}
	p.blank()
	p.heading(heading)
	for _, item := range items {
		p.paragraph("  - ", item)
	}
}
