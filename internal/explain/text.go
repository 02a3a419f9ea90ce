package explain

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/apierr/errdoc"
	"github.com/errbook/errbook/apierr/wire"
	"github.com/errbook/errbook/spec"
	"github.com/errbook/errbook/templates"
)

// WriteText prints all that the book says about an entry for a terminal, in the
// given contexts. Headings are bold if that is asked for.
func WriteText(w io.Writer, e Entry, contexts []apierr.Context, bold bool) error {
	p := &page{bold: bold}
	d := e.in(contexts)
	p.head(e, d, contexts)
	p.facts(e, d)
	p.list("Causes", d.Causes)
	p.list("Fixes", d.Fixes)
	p.list("Checks", d.Checks)
	for _, g := range d.Guides {
		p.blank()
		p.heading("Guide: " + g.Title)
		if g.Text != "" {
			p.paragraph("  ", g.Text)
		}
		for _, c := range g.Checks {
			p.paragraph("  - ", c)
		}
	}
	for i := range d.Variants {
		p.variant(d, &d.Variants[i])
	}
	p.list("Links", links(e, d))
	p.list("Asking for help", support(e.File))
	p.list("Sources", sources(d))
	_, err := io.WriteString(w, p.b.String())
	return err
}

// head prints what the entry is called, and what it means.
func (p *page) head(e Entry, d *apierr.Doc, contexts []apierr.Context) {
	p.heading(d.Title)
	line := string(d.Code) + " (" + e.File.Name.Value + ")"
	if len(contexts) > 0 {
		line += ", " + join(contexts)
	}
	p.paragraph("", line)
	p.blank()
	p.paragraph("", d.Summary)
	if d.Deprecated != "" {
		p.paragraph("", "Deprecated: "+d.Deprecated)
	}
	p.blank()
}

// facts prints what can be said in a word or two.
func (p *page) facts(e Entry, d *apierr.Doc) {
	rows := e.rows()
	for i, row := range rows {
		label := "looks like"
		if i > 0 {
			label = "or like"
		}
		p.fact(label, looks(row, differ(rows)))
	}
	for _, name := range surfaces(rows) {
		if s, ok := e.File.Surfaces.Get(name); ok {
			p.fact("surface", strings.TrimSuffix(name+": "+s.Text, ": "))
		}
	}
	for _, f := range d.Facts() {
		if !slices.Contains(shownBefore, f.Key) {
			p.fact(strings.ToLower(f.Label), f.String())
		}
	}
}

// shownBefore lists the facts that the first lines say more precisely: the
// code, and what the rules take.
var shownBefore = []string{"code", "statuses", "wire_codes", "surface"}

// variant prints what the entry means in a context.
func (p *page) variant(d *apierr.Doc, v *errdoc.Variant) {
	p.blank()
	p.heading("With " + join(v.Contexts))
	if v.Summary != "" {
		p.paragraph("  ", v.Summary)
	}
	for _, f := range templates.VariantFacts(d, v) {
		p.fact(strings.ToLower(f.Label), f.String())
	}
	for _, c := range v.Causes {
		p.fact("cause", c)
	}
	for _, f := range v.Fixes {
		p.fact("fix", f)
	}
}

// surfaces lists the surfaces that rules ask for, each once.
func surfaces(rows []*spec.Row) []string {
	var names []string
	for _, row := range rows {
		for _, name := range row.Surfaces {
			if !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	return names
}

// differ reports whether rules ask for different surfaces.
func differ(rows []*spec.Row) bool {
	return slices.ContainsFunc(rows, func(r *spec.Row) bool { return !slices.Equal(r.Surfaces, rows[0].Surfaces) })
}

// looks says what a response must look like for a rule to take it, and on which
// surface if that is asked for or all there is to say.
func looks(r *spec.Row, surface bool) string {
	var parts []string
	add := func(what, value string) {
		if value != "" {
			parts = append(parts, what+" "+value)
		}
	}
	add("status", ranges(r.Statuses))
	add("close code", ranges(r.Close))
	add("code", test(r.Codes))
	add("type", test(r.Types))
	for _, f := range r.Fields {
		add("field "+f.Path, equals(f.Test))
	}
	for _, h := range r.Headers {
		add("header "+h.Name, equals(h.Test))
	}
	add("a message with", phrases(r.Any))
	add("a message without", phrases(r.Not))
	where := strings.Join(r.Surfaces, " or ")
	switch {
	case len(parts) == 0 && where == "":
		return "any error"
	case len(parts) == 0:
		return "any error of surface " + where
	case surface && where == "":
		parts = append(parts, "any surface")
	case surface:
		add("surface", where)
	}
	return strings.Join(parts, ", ")
}

// equals says what the value of a field or header must be. Their names are the
// provider's words, such as status, so a sign parts them from the value.
func equals(t spec.Test) string {
	if len(t.Values) == 0 && t.Prefix == "" {
		return test(t)
	}
	return "= " + test(t)
}

// test says what a value must be.
func test(t spec.Test) string {
	switch {
	case len(t.Values) > 0:
		return strings.Join(t.Values, " or ")
	case t.Prefix != "":
		return t.Prefix + "…"
	case t.Contains != "":
		return "with " + strconv.Quote(t.Contains)
	case t.Present:
		return "of any value"
	}
	return ""
}

func phrases(list []string) string {
	var quoted []string
	for _, p := range list {
		quoted = append(quoted, strconv.Quote(p))
	}
	return strings.Join(quoted, " or ")
}

func ranges(list []wire.StatusRange) string {
	var texts []string
	for _, r := range list {
		text := strconv.Itoa(r.From)
		if r.To != r.From {
			text += "–" + strconv.Itoa(r.To)
		}
		texts = append(texts, text)
	}
	return strings.Join(texts, " or ")
}

func join(contexts []apierr.Context) string {
	var texts []string
	for _, c := range contexts {
		texts = append(texts, string(c))
	}
	return strings.Join(texts, ", ")
}

// links lists the pages that help with the error, then those of the provider.
func links(e Entry, d *apierr.Doc) []string {
	var list []string
	for _, l := range slices.Concat(d.Links, e.File.Facts().Links) {
		if text := l.Title + ": " + l.URL; l.Title != "support" && !slices.Contains(list, text) {
			list = append(list, text)
		}
	}
	return list
}

// support says whom to ask, and what to send along.
func support(f *spec.File) []string {
	var list []string
	if to, ok := f.Links.Get("support"); ok {
		list = append(list, strings.TrimPrefix(to.Value, "mailto:"))
	}
	var wanted []string
	for _, want := range f.Facts().Support {
		wanted = append(wanted, strings.ReplaceAll(want, "_", " "))
	}
	if len(wanted) > 0 {
		list = append(list, "include: "+strings.Join(wanted, ", "))
	}
	return list
}

func sources(d *apierr.Doc) []string {
	var list []string
	for _, s := range d.Sources {
		list = append(list, strings.TrimSuffix(s.ID+": "+s.URL+", "+s.Note(), ", "))
	}
	return list
}

// WriteList prints a line for each entry: its code, statuses, kind and retry.
func WriteList(w io.Writer, entries []Entry) error {
	rows := make([][3]string, len(entries))
	var widths [3]int
	for i, e := range entries {
		d := e.Error.Doc
		rows[i] = [3]string{string(d.Code), strings.Join(d.Statuses, ","), d.Kind.String()}
		for n, cell := range rows[i] {
			widths[n] = max(widths[n], utf8.RuneCountInString(cell))
		}
	}
	for i, e := range entries {
		r := rows[i]
		if _, err := fmt.Fprintf(w, "%-*s  %-*s  %-*s  %s\n", widths[0], r[0], widths[1], r[1], widths[2], r[2], e.Error.Doc.Retry); err != nil {
			return err
		}
	}
	return nil
}
