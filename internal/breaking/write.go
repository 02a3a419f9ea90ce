package breaking

import (
	"fmt"
	"io"
	"strings"

	"github.com/errbook/errbook/internal/findings"
)

// Formats lists the formats that Write knows.
var Formats = append(append([]string{}, findings.Formats...), "markdown")

// Write prints changes in one of the Formats; markdown is a section of a changelog.
func Write(w io.Writer, format string, changes []Change) error {
	if format == "markdown" {
		_, err := io.WriteString(w, markdown(changes))
		return err
	}
	var found []findings.Finding
	for _, c := range changes {
		found = append(found, c.finding())
	}
	return findings.Write(w, format, Rules(), found)
}

// finding returns the change as lint would print it: what is broken is an error, what
// is new or different a warning at most.
func (c *Change) finding() findings.Finding {
	level := findings.Note
	switch c.Effect {
	case Major:
		level = findings.Error
	case Minor:
		if c.Breaks != "" {
			level = findings.Warning
		}
	}
	message := c.What
	if c.Was != "" {
		message += "; " + c.Was
	}
	if c.Breaks != "" {
		message += ": " + c.Breaks
	}
	return findings.Finding{
		Path: c.Path, Pos: c.Pos, Rule: c.Rule, Level: level, Message: fmt.Sprintf("%s [%s]", message, c.Effect), Hint: c.Hint,
		Code: string(c.Code), Effect: c.Effect.String(),
	}
}

// markdown returns the section of a changelog. Its readers have no use for where the
// older version has something: a revision such as HEAD is another one to them.
func markdown(changes []Change) string {
	var b strings.Builder
	for _, section := range []struct {
		title string
		takes func(c *Change) bool
	}{
		{"Breaking", func(c *Change) bool { return c.Effect == Major }},
		{"Added", func(c *Change) bool { return c.Effect == Minor && strings.HasSuffix(c.Rule, "-added") }},
		{"Changed", func(c *Change) bool { return c.Effect == Minor && !strings.HasSuffix(c.Rule, "-added") }},
		{"Documentation", func(c *Change) bool { return c.Effect == Patch }},
	} {
		begun := false
		for i := range changes {
			c := &changes[i]
			if !section.takes(c) {
				continue
			}
			if !begun {
				if b.Len() > 0 {
					b.WriteByte('\n')
				}
				fmt.Fprintf(&b, "### %s\n\n", section.title)
				begun = true
			}
			text := c.What
			if c.Breaks != "" {
				text += ": " + c.Breaks
			}
			fmt.Fprintf(&b, "- %s.\n", escape(text))
		}
	}
	return b.String()
}

// escape keeps text text in Markdown. An underscore between letters and digits means
// nothing there, so not_found stays readable.
func escape(s string) string {
	var b strings.Builder
	for i := range len(s) {
		switch c := s[i]; {
		case c == '_' && i > 0 && i < len(s)-1 && isWord(s[i-1]) && isWord(s[i+1]), !strings.ContainsRune("&<*_`[", rune(c)):
			b.WriteByte(c)
		default:
			fmt.Fprintf(&b, "&#%d;", c)
		}
	}
	return b.String()
}

// isWord reports whether a byte is an ASCII letter or digit.
func isWord(c byte) bool {
	return c|0x20 >= 'a' && c|0x20 <= 'z' || c >= '0' && c <= '9'
}
