package explain

import (
	"io"
	"strings"
	"unicode/utf8"
)

// A table is a list of four columns.
type table struct {
	head  [4]string
	rows  [][4]string
	toned int      // the column that has a color
	tones []string // the color of each row
}

// write prints the table. The last column is as wide as it happens to be.
func (t *table) write(w io.Writer, style Style) error {
	rows := t.rows
	if style.Headings {
		rows = append([][4]string{t.head}, rows...)
	}
	var widths [3]int
	for _, r := range rows {
		for n, cell := range r[:len(widths)] {
			widths[n] = max(widths[n], utf8.RuneCountInString(cell))
		}
	}
	for i, r := range rows {
		heads := len(rows) - len(t.rows)
		var line strings.Builder
		for n, cell := range r {
			pad := ""
			if n < len(widths) {
				pad = strings.Repeat(" ", widths[n]-utf8.RuneCountInString(cell)+2)
			}
			if i >= heads && n == t.toned {
				cell = style.paint(tones[t.tones[i-heads]], cell)
			}
			line.WriteString(cell + pad)
		}
		text := line.String()
		if i < heads {
			text = style.paint("1", text)
		}
		if _, err := io.WriteString(w, text+"\n"); err != nil {
			return err
		}
	}
	return nil
}
