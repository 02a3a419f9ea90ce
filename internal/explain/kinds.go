package explain

import (
	"fmt"
	"io"
	"slices"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/generator"
	"github.com/errbook/errbook/spec"
	"github.com/errbook/errbook/spec/catalog"
	"github.com/errbook/errbook/templates"
)

// WriteKinds prints a line for each kind: its family, name, retry and meaning.
// The meaning is last because it is a phrase, and may be long.
func WriteKinds(w io.Writer, kinds *spec.Taxonomy, style Style) error {
	t := table{head: [4]string{"FAMILY", "KIND", "RETRY", "MEANING"}, rows: kindRows(kinds), toned: 2}
	for _, k := range kinds.Kinds {
		t.tones = append(t.tones, templates.Tone(k.Retry))
	}
	t.tones = append(t.tones, "") // of the kind that no family has
	return t.write(w, style)
}

// kindRows returns family, name, retry and meaning of each kind.
func kindRows(kinds *spec.Taxonomy) [][4]string {
	var rows [][4]string
	for _, k := range kinds.Kinds {
		rows = append(rows, [4]string{string(k.Family), k.Name.String(), k.Retry.String(), k.Meaning})
	}
	// No family has it, and the status decides.
	return append(rows, [4]string{"-", apierr.Unknown.String(), "-", apierr.Unknown.Meaning()})
}

// WriteKindsMarkdown prints the same as a table.
func WriteKindsMarkdown(w io.Writer, kinds *spec.Taxonomy) error {
	text := "| Family | Kind | Retry | Meaning |\n| --- | --- | --- | --- |\n"
	for _, r := range kindRows(kinds) {
		text += fmt.Sprintf("| %s | `%s` | %s | %s |\n", r[0], r[1], r[2], r[3])
	}
	_, err := io.WriteString(w, text)
	return err
}

// WriteKindsJSON prints the kinds as a JSON list. The kind of an error that
// nothing matches is not in it: it has no advice of its own.
func WriteKindsJSON(w io.Writer, kinds *spec.Taxonomy) error {
	packages := generator.Packages{Suffix: generator.DefaultSuffix}
	list := slices.DeleteFunc(catalog.Kinds(kinds, packages), func(k catalog.Kind) bool { return k.Kind == apierr.Unknown })
	return writeJSON(w, list)
}
