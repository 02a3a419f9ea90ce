package explain

import (
	"io"
	"slices"
	"strings"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/apierr/errdoc"
	"github.com/errbook/errbook/internal/looks"
	"github.com/errbook/errbook/spec"
	"github.com/errbook/errbook/templates"
)

// WriteText prints what the book says about an entry for a terminal, in the given
// contexts: what to do first, and what explains it below. Unless all is asked for,
// that is at most 30 lines.
func WriteText(w io.Writer, e Entry, contexts []apierr.Context, style Style) error {
	p := &page{style: style}
	d := e.in(contexts)
	p.head(e, d, contexts)
	p.list("Fix", d.Fixes, 2)
	p.facts(e.File, d)
	p.variants(d)
	p.list("Causes", d.Causes, 1)
	p.looks(e)
	p.list("Checks", d.Checks, 0)
	p.guides(d)
	p.list("Asking for help", support(e.File), 0)
	p.list("Links", links(e, d), 0)
	p.list("Sources", sources(d), 0)
	more := "errbook explain " + string(d.Code) + " --full"
	for _, c := range contexts {
		more += " --context " + string(c)
	}
	_, err := io.WriteString(w, p.text(more))
	return err
}

// head adds what the entry is called, and what it means.
func (p *page) head(e Entry, d *apierr.Doc, contexts []apierr.Context) {
	line := string(d.Code) + " (" + e.File.Name.Value + ")"
	if len(d.Statuses) > 0 {
		line += ", " + strings.Join(d.Statuses, ", ")
	}
	if len(contexts) > 0 {
		line += ", " + join(contexts)
	}
	p.begin("", 1)
	p.add(append([]string{p.style.paint("1", d.Title)}, p.wrap("", line)...))
	p.begin("", 1)
	p.add(p.wrap("", d.Summary))
	if d.Deprecated != "" {
		p.add(p.wrap("", "Deprecated: "+d.Deprecated))
	}
}

// briefFacts lists the facts that a short page has.
var briefFacts = []string{"retry", "actor", "executed", "billed", "kind", "renamed_from"}

// shownElsewhere lists the facts that other lines say more precisely: the code, and
// what the rules take.
var shownElsewhere = []string{"code", "statuses", "wire_codes", "surface"}

// facts adds what can be said in a word or two.
func (p *page) facts(file *spec.File, d *apierr.Doc) {
	p.begin("", len(briefFacts))
	for _, f := range file.FactsOf(d) {
		switch {
		case slices.Contains(shownElsewhere, f.Key), !p.style.Full && !slices.Contains(briefFacts, f.Key):
		case f.Key == "retry":
			p.toned("retry", f.String(), templates.Tone(d.Retry))
		default:
			p.fact(strings.ToLower(f.Label), f.String())
		}
	}
}

// variants adds what the entry means in contexts: a line each, or all of it.
func (p *page) variants(d *apierr.Doc) {
	if p.style.Full {
		for i := range d.Variants {
			p.variant(d, &d.Variants[i])
		}
		return
	}
	p.begin("", 1)
	for i := range d.Variants {
		v := &d.Variants[i]
		flags := strings.ReplaceAll(join(v.Contexts), ", ", " --context ")
		p.add(p.wrap("  ", "With "+join(v.Contexts)+": "+v.Kind.String()+", "+errdoc.BriefRetry(v.Retry)+" (--context "+flags+")."))
	}
}

// variant adds all that the entry means in a context.
func (p *page) variant(d *apierr.Doc, v *errdoc.Variant) {
	p.begin("With "+join(v.Contexts), 0)
	if v.Summary != "" {
		p.add(p.wrap("  ", v.Summary))
	}
	for _, f := range v.Fixes {
		p.fact("fix", f)
	}
	for _, f := range templates.VariantFacts(d, v) {
		p.fact(strings.ToLower(f.Label), f.String())
	}
	for _, c := range v.Causes {
		p.fact("cause", c)
	}
}

// looks adds what a response must look like, and where it appears.
func (p *page) looks(e Entry) {
	p.begin("", 1)
	for i, phrase := range looks.Of(e.File, e.Error) {
		label := "looks like"
		if i > 0 {
			label = "or like"
		}
		p.fact(label, phrase.String())
	}
	for _, name := range looks.Surfaces(e.File, e.Error) {
		if s, ok := e.File.Surfaces.Get(name); ok {
			p.fact("surface", strings.TrimSuffix(name+": "+s.Text, ": "))
		}
	}
}

// guides adds the advice that the entry shares with others.
func (p *page) guides(d *apierr.Doc) {
	for _, g := range d.Guides {
		p.begin("Guide: "+g.Title, 0)
		if g.Text != "" {
			p.add(p.wrap("  ", g.Text))
		}
		for _, c := range g.Checks {
			p.add(p.wrap("  - ", c))
		}
	}
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
		wanted = append(wanted, templates.Words(want))
	}
	if len(wanted) > 0 {
		list = append(list, "include: "+strings.Join(wanted, ", "))
	}
	return list
}

func sources(d *apierr.Doc) []string {
	var list []string
	for _, s := range d.Sources {
		list = append(list, strings.TrimSuffix(s.URL+", "+s.Note(), ", "))
	}
	return list
}

// WriteList prints a line for each error: its code, statuses, kind and retry. On a
// terminal the columns have headings.
func WriteList(w io.Writer, hits []Hit, style Style) error {
	t := table{head: [4]string{"CODE", "STATUS", "KIND", "RETRY"}, toned: 3}
	for _, h := range hits {
		t.rows = append(t.rows, [4]string{string(h.Code), strings.Join(h.Statuses, ","), h.Meanings[0].Kind.String(), h.Retry.String()})
		t.tones = append(t.tones, templates.Tone(h.Retry))
	}
	return t.write(w, style)
}
