package upstream

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"unicode"

	"github.com/errbook/errbook/spec/yaml"
)

// Formats lists the formats that Write knows.
var Formats = []string{"text", "json", "markdown"}

// Version is the version of the JSON report.
const Version = 1

// Write prints a report: for people, for programs, or for an issue.
func Write(w io.Writer, format string, r *Report) error {
	switch format {
	case "json":
		enc := json.NewEncoder(w)
		enc.SetEscapeHTML(false)
		enc.SetIndent("", "  ")
		return enc.Encode(struct {
			Version int `json:"version"`
			*Report
		}{Version, r})
	case "markdown":
		return writeAll(w, markdownLines(r))
	}
	return writeAll(w, textLines(r))
}

func writeAll(w io.Writer, lines []string) error {
	for _, line := range lines {
		if _, err := io.WriteString(w, line+"\n"); err != nil {
			return err
		}
	}
	return nil
}

// textLines prints a line for each finding, which begins with a place, so that
// editors find it, and the other places below it.
func textLines(r *Report) []string {
	var lines []string
	for i := range r.Findings {
		f := &r.Findings[i]
		places := f.places()
		lines = append(lines, fmt.Sprintf("%s: %s/%s: %s (%s)", places[0].String(), f.Provider, f.Source, visible(f.Message), f.Change))
		for _, p := range places[1:] {
			lines = append(lines, "\t"+p.label+": "+p.String())
		}
	}
	return lines
}

// A labelled is a place and what is there.
type labelled struct {
	label string
	*Place
}

// places returns where a finding is, first where to look.
func (f *Finding) places() []labelled {
	var list []labelled
	all := []labelled{{"copy", f.Copy}, {"older copy", f.Former}, {"book", f.Book}}
	if f.Change == Gone || f.Change == IdleIgnore {
		all = []labelled{{"book", f.Book}, {"copy", f.Copy}}
	}
	if strings.HasSuffix(string(f.Change), "_gone") {
		all = []labelled{{"older copy", f.Former}, {"copy", f.Copy}}
	}
	for _, p := range all {
		if p.Place != nil {
			list = append(list, p)
		}
	}
	return list
}

// markdownLines prints a section for each list that differs.
func markdownLines(r *Report) []string {
	var lines []string
	for i := range r.Findings {
		f := &r.Findings[i]
		if i == 0 || f.Provider != r.Findings[i-1].Provider || f.Source != r.Findings[i-1].Source {
			if i > 0 {
				lines = append(lines, "")
			}
			lines = append(lines, "## "+f.Provider+": "+f.Source, "")
		}
		var at []string
		for _, p := range f.places() {
			at = append(at, p.label+" "+inCode(p.String()))
		}
		lines = append(lines, fmt.Sprintf("- **%s** %s (%s)", f.Change, escape(f.Message), strings.Join(at, ", ")))
	}
	if len(r.Findings) == 0 {
		lines = append(lines, "Nothing differs.")
	}
	return lines
}

// escape writes the characters that Markdown and HTML read as marks as character
// references.
func escape(s string) string {
	var b strings.Builder
	for _, r := range visible(s) {
		if strings.ContainsRune("\\`*_{}[]<>()#|!&~", r) {
			fmt.Fprintf(&b, "&#%d;", r)
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}

// inCode sets a path as code.
func inCode(s string) string { return "`" + strings.ReplaceAll(visible(s), "`", "'") + "`" }

// visible replaces what would break or hide a line.
func visible(s string) string {
	return strings.Map(func(r rune) rune {
		if yaml.IsUnseen(r) || unicode.IsControl(r) {
			return '·'
		}
		return r
	}, s)
}
