package generator

import (
	"strings"
	"unicode/utf8"

	"github.com/dave/jennifer/jen"
)

// commentWidth is the width of generated doc comments, their slashes apart.
const commentWidth = 77

// A comment gathers the lines of a doc comment.
type comment struct{ lines []string }

// para adds a paragraph, with an empty line before it if it is not the first.
func (c *comment) para(text string) {
	if len(c.lines) > 0 {
		c.lines = append(c.lines, "")
	}
	c.lines = append(c.lines, wrap(text, commentWidth)...)
}

// list adds a heading line and a list below it; nothing for an empty list.
func (c *comment) list(heading string, items []string) {
	if len(items) == 0 {
		return
	}
	c.para(heading)
	for _, item := range items {
		for i, line := range wrap(item, commentWidth-4) {
			if i == 0 {
				line = "  - " + line
			} else {
				line = "    " + line
			}
			c.lines = append(c.lines, line)
		}
	}
}

// code returns the comment, a line each. Lines carry their own slashes because
// jennifer prints text that begins with them as it is, and turns text with a
// newline into an unescaped block comment.
func (c *comment) code() []jen.Code {
	out := make([]jen.Code, len(c.lines))
	for i, line := range c.lines {
		out[i] = jen.Comment(strings.TrimRight("// "+line, " "))
	}
	return out
}

// addTo puts the comment into a group, line by line.
func (c *comment) addTo(add func(...jen.Code) *jen.Statement) {
	for _, line := range c.code() {
		add(line)
	}
}

// wrap breaks text into lines of at most width runes, between words. No line
// but the first begins with what gofmt takes for a directive, a list or a
// heading: "+build", "go:", "- ", "# ", "1.".
func wrap(text string, width int) []string {
	var lines []string
	line, n := "", 0
	for word := range strings.FieldsSeq(text) {
		w := utf8.RuneCountInString(word)
		switch {
		case line == "":
			line, n = word, w
		case n+1+w > width && !isMarker(word):
			lines = append(lines, line)
			line, n = word, w
		default:
			line, n = line+" "+word, n+1+w
		}
	}
	return append(lines, line)
}

func isMarker(word string) bool {
	if strings.HasPrefix(word, "go:") || strings.ContainsAny(word[:1], "+-*#•") {
		return true
	}
	return strings.HasSuffix(word, ".") && strings.Trim(word, "0123456789.") == ""
}
