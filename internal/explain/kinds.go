package explain

import (
	"fmt"
	"io"
	"slices"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/apierr/errdoc"
	"github.com/errbook/errbook/spec/catalog"
)

// WriteKinds prints a line for each kind: its family, name, retry and meaning.
// The meaning is last because it is a phrase, and may be long.
func WriteKinds(w io.Writer) error {
	var widths [3]int
	rows := kindRows()
	for _, r := range rows {
		for n, cell := range r[:len(widths)] {
			widths[n] = max(widths[n], len(cell))
		}
	}
	for _, r := range rows {
		if _, err := fmt.Fprintf(w, "%-*s  %-*s  %-*s  %s\n", widths[0], r[0], widths[1], r[1], widths[2], r[2], r[3]); err != nil {
			return err
		}
	}
	return nil
}

// kindRows returns family, name, retry and meaning of each kind.
func kindRows() [][4]string {
	var rows [][4]string
	for _, k := range errdoc.Kinds() {
		if k == apierr.Unknown { // no family has it, and the status decides
			rows = append(rows, [4]string{"-", k.String(), "-", k.Meaning()})
			continue
		}
		rows = append(rows, [4]string{string(k.Family()), k.String(), k.Retry().String(), k.Meaning()})
	}
	return rows
}

// WriteKindsMarkdown prints the same as a table.
func WriteKindsMarkdown(w io.Writer) error {
	text := "| Family | Kind | Retry | Meaning |\n| --- | --- | --- | --- |\n"
	for _, r := range kindRows() {
		text += fmt.Sprintf("| %s | `%s` | %s | %s |\n", r[0], r[1], r[2], r[3])
	}
	_, err := io.WriteString(w, text)
	return err
}

// WriteKindsJSON prints the kinds as a JSON list. The kind of an error that
// nothing matches is not in it: it has no advice of its own.
func WriteKindsJSON(w io.Writer) error {
	kinds := slices.DeleteFunc(catalog.Kinds(), func(k catalog.Kind) bool { return k.Kind == apierr.Unknown })
	return writeJSON(w, kinds)
}
