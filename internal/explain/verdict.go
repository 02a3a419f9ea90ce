package explain

import (
	"io"
	"strings"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/templates"
)

// WriteVerdict prints an error as %+v does: a line of what it is, and below it lines
// of labels and what they say. On a terminal it is as wide as that, the first line is
// bold, and the advice on retrying has its color.
func WriteVerdict(w io.Writer, text string, retry apierr.Retry, style Style) error {
	if !style.Headings {
		_, err := io.WriteString(w, text+"\n")
		return err
	}
	p := &page{style: style}
	for i, line := range strings.Split(text, "\n") {
		indent := line[:len(line)-len(strings.TrimLeft(line, " "))]
		label, rest, labeled := strings.Cut(line[len(indent):], ": ")
		rendition := ""
		switch {
		case i == 0:
			rendition = "1"
		case labeled && label == "retry" && len(indent) == labelIndent:
			rendition = tones[templates.Tone(retry)]
		}
		var lines []string
		if labeled && len(indent) == labelIndent {
			lines = p.wrapAt(indent+label+": ", indent+"  ", rest)
		} else {
			lines = p.wrapAt(indent, indent, line[len(indent):])
		}
		for _, l := range lines {
			if _, err := io.WriteString(w, style.paint(rendition, l)+"\n"); err != nil {
				return err
			}
		}
	}
	return nil
}

// labelIndent is how far labels are indented in %+v.
const labelIndent = 2
