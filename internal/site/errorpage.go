package site

import (
	"bytes"
	"cmp"
	"errors"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/apierr/errdoc"
	"github.com/errbook/errbook/generator"
	"github.com/errbook/errbook/internal/looks"
	"github.com/errbook/errbook/spec"
	"github.com/errbook/errbook/spec/prose"
	"github.com/errbook/errbook/templates"
)

// How many related errors a page shows at most.
const (
	maxSiblings  = 5
	maxElsewhere = 6
)

// errorPages makes a page for each error, and its twins, on all processors.
func (b *builder) errorPages() error {
	workers := runtime.GOMAXPROCS(0)
	failed := make([]error, workers)
	var all sync.WaitGroup
	for w := range workers {
		all.Go(func() {
			own := *b
			own.buf = bytes.Buffer{}
			for i := w; i < len(own.items) && failed[w] == nil; i += workers {
				failed[w] = own.errorFiles(&own.items[i])
			}
		})
	}
	all.Wait()
	return errors.Join(failed...)
}

// errorFiles makes the page of one error, and its twins.
func (b *builder) errorFiles(it *item) error {
	if b.skips(it.dir()) {
		return nil
	}
	section := generator.ErrorSection(it.file, it.err.Doc)
	snippet, err := generator.Snippet(it.file, it.err, b.options.Packages)
	if err != nil {
		return err
	}
	p := b.errorPage(it, section)
	if !b.options.NoGo {
		p.Snippet = snippet.Source()
	}
	if err := b.html(it.dir(), p); err != nil {
		return err
	}
	return b.errorTwins(it, section)
}

func (b *builder) errorPage(it *item, section *templates.Error) *templates.SiteError {
	f, e, dir := it.file, it.err, it.dir()
	root := rootFrom(dir)
	provider := templates.Crumb{Title: f.Name.Value, Href: to(root, f.Provider.Value)}
	way := []templates.Crumb{provider, {Title: e.Doc.Title}}
	if b.isOne() {
		way = way[1:] // the home page is that of the provider
	}
	// The surface has a section, and the page's URL is no news on the page.
	facts := slices.DeleteFunc(f.FactsOf(e.Doc), func(f errdoc.Fact) bool { return f.Key == "surface" || f.Key == "page" })
	constant := errdoc.Fact{Label: "Go constant", Values: []string{b.options.Packages.Name(f) + "." + e.Name.Value}}
	if !b.options.NoGo {
		facts = append(facts, constant)
	}
	p := &templates.SiteError{
		SiteFrame: b.frame(dir, documentTitle(f, e), e.Doc.Summary, way...),
		Error:     section,
		Shown:     shownLooks(f, e),
		Name:      f.Name.Value, Status: strings.Join(e.Doc.Statuses, ", "), ProviderHref: provider.Href,
		Facts: b.facts(facts, f, e.Doc.Retry, root),
		Waits: waits(f, e, it.retry), RequestIDs: requestIDs(f, e),
		Siblings: b.siblings(it, root), Elsewhere: b.elsewhere(it, root), EditURL: b.editURL(f, e.Pos),
	}
	p.Twins, p.Provider = ownTwins, f.Provider.Value
	p.Verdict, p.Facts = p.Facts[:1], p.Facts[1:] // retry is the first
	// Where the request ID is, the page says by itself, if the response has one.
	p.Support = slices.DeleteFunc(supportWords(f), func(s string) bool { return s == "the request ID" })
	for _, phrase := range looks.Of(f, e) {
		p.Looks = append(p.Looks, templates.Prose(phrase))
	}
	for _, s := range e.Surface {
		surface, _ := f.Surfaces.Get(s.Value)
		p.Surfaces = append(p.Surfaces, templates.SiteSurface{Name: s.Value, Summary: surface.Summary.Spans})
	}
	for i := range e.Doc.Variants {
		v := &e.Doc.Variants[i]
		p.Alternatives = append(p.Alternatives, templates.SiteVariant{
			Variant: v, ID: variantID(v.Contexts), Facts: b.facts(templates.VariantFacts(e.Doc, v), f, v.Retry, root),
		})
	}
	p.SupportLinks = supportLinks(f)
	p.Data = b.articleData(p, e, dir)
	return p
}

// documentTitle begins with what people search for.
func documentTitle(f *spec.File, e *spec.Error) string {
	parts := []string{e.Doc.Title + " —", f.Name.Value}
	if len(e.Doc.Statuses) > 0 {
		parts = append(parts, e.Doc.Statuses[0])
	}
	if len(e.Doc.WireCodes) > 0 {
		parts = append(parts, e.Doc.WireCodes[0])
	}
	return strings.Join(parts, " ")
}

// facts returns facts as a page shows them: each identifier leads to the list
// of the errors that have it, if there is one.
func (b *builder) facts(facts []errdoc.Fact, f *spec.File, retry apierr.Retry, root string) []templates.SiteFact {
	var list []templates.SiteFact
	for _, fact := range facts {
		out := templates.SiteFact{Label: fact.Label, Text: f.Texts().Spans(fact.Text)}
		if fact.Key == "retry" {
			out.Tone = templates.Tone(retry)
		}
		for _, name := range fact.Values {
			value := templates.SiteValue{Name: name}
			if dir := listOf(fact.Key, name); dir != "" && b.lists[dir] != nil {
				value.Href = to(root, dir)
			}
			out.Values = append(out.Values, value)
		}
		list = append(list, out)
	}
	return list
}

// listOf returns the directory of the list that a fact's identifier leads to, ""
// for none.
func listOf(key, name string) string {
	switch key {
	case "kind":
		return "kinds/" + name
	case "family":
		return "kinds/family-" + name
	case "retry":
		return "kinds/retry-" + strings.ReplaceAll(name, "_", "-")
	case "statuses":
		return name
	case "wire_codes":
		if _, value, ok := strings.Cut(name, "="); ok {
			name = value
		}
		if slug := codeSlug(name); slug != "" {
			return codeDir(slug)
		}
	}
	return ""
}

// variantID returns the id of a variant's section: "deployment-dedicated".
func variantID(contexts []apierr.Context) string {
	names := make([]string, len(contexts))
	for i, c := range contexts {
		names[i] = strings.NewReplacer("=", "-", "_", "-", ".", "-").Replace(string(c))
	}
	return strings.Join(names, "-")
}

// waits lists where the server may state how long to wait, for an error that
// passes by itself; none where the book does not know that it does.
func waits(f *spec.File, e *spec.Error, r apierr.Retry) []string {
	if r != apierr.RetryWait && r != apierr.RetryBackoff && r != apierr.RetryWindow {
		return nil
	}
	var list []string
	if statesRetryAfter(f, e) {
		list = append(list, "retry-after")
	}
	if f.Wire == nil {
		return list
	}
	for _, d := range f.Wire.Delay {
		if name := placeOf(&d.Path); !slices.Contains(list, name) {
			list = append(list, name)
		}
	}
	return list
}

// statesRetryAfter reports whether the book says that a response of the error may
// have a Retry-After header: a fix of its own, or a tip of the provider, says to
// follow it.
func statesRetryAfter(f *spec.File, e *spec.Error) bool {
	for _, text := range slices.Concat(e.Doc.Fixes, e.Doc.Checks, f.Facts().Tips) {
		if strings.Contains(strings.ToLower(text), "`retry-after`") {
			return true
		}
	}
	return false
}

// placeOf names the place of a path: a header's name, or a path of the body.
func placeOf(p *spec.Path) string {
	if p.Header != "" {
		return strings.ToLower(p.Header)
	}
	return p.Text.Value
}

// requestIDs lists where the request ID of an error is; none where the book
// does not know of one. A path of the body counts if a sample has something there:
// some APIs send an ID with their jobs, and none when they refuse a request.
func requestIDs(f *spec.File, e *spec.Error) []string {
	wire := f.Wire
	for _, s := range e.Surface {
		if surface, ok := f.Surfaces.Get(s.Value); ok && surface.Wire != nil {
			wire = surface.Wire
		}
	}
	if wire == nil {
		return nil
	}
	var list []string
	for i := range wire.RequestID {
		if p := &wire.RequestID[i]; p.Header != "" || sampleHasRequestID(f, e) {
			list = append(list, placeOf(p))
		}
	}
	return list
}

// sampleHasRequestID reports whether some response of the error has an ID.
func sampleHasRequestID(f *spec.File, e *spec.Error) bool {
	for i := range e.Samples {
		r := e.Samples[i].Response(f)
		r.Header = nil
		if got, ok := f.Runtime().From(r).(*apierr.Error); ok && got.RequestID != "" {
			return true
		}
	}
	return false
}

// supportLinks lists the links that help somebody who asks for help.
func supportLinks(f *spec.File) []errdoc.Link {
	var links []errdoc.Link
	for _, l := range f.Links {
		if slices.Contains(helpfulLinks, l.Key.Value) {
			links = append(links, errdoc.Link{Title: f.Name.Value + ": " + templates.Words(l.Key.Value), URL: l.Value.Value})
		}
	}
	return links
}

// helpfulLinks lists the keys of links to people who help, and to where an
// outage is told.
var helpfulLinks = []string{"support", "contact", "help", "status", "community", "forum", "discord", "slack"}

// siblings lists errors of the same provider that are easily taken for this
// one: of the same family, or of the same status.
func (b *builder) siblings(it *item, root string) []templates.SiteLink {
	var list []templates.SiteLink
	for _, e := range it.file.Errors {
		if len(list) == maxSiblings {
			break
		}
		alike := e.Doc.Family == it.family || slices.ContainsFunc(e.Doc.Statuses, func(s string) bool { return slices.Contains(it.err.Doc.Statuses, s) })
		if e != it.err && alike {
			list = append(list, link(it.file, e, root, e.Doc.Kind.String()))
		}
	}
	return list
}

// elsewhere lists errors of the same kind of other providers, one of each,
// beginning with the provider that follows, so that all are linked alike.
func (b *builder) elsewhere(it *item, root string) []templates.SiteLink {
	same := b.byKind[it.kind]
	start := slices.IndexFunc(same, func(o item) bool { return o.file == it.file })
	var list []templates.SiteLink
	last := it.file
	for i := range same {
		o := &same[(max(start, 0)+i)%len(same)]
		if o.file == last || o.file == it.file || o.context != "" {
			continue
		}
		last = o.file
		note := strings.TrimSpace(o.file.Name.Value + " " + cmp.Or(strings.Join(o.err.Doc.Statuses, ", "), ""))
		if list = append(list, link(o.file, o.err, root, note)); len(list) == maxElsewhere {
			break
		}
	}
	return list
}

func link(f *spec.File, e *spec.Error, root, note string) templates.SiteLink {
	return templates.SiteLink{Title: e.Title.Spans, Note: note, Href: to(root, errorDir(f, e))}
}

// errorMarkdown returns an error's page in portable Markdown: the section of
// the provider's page, its headings two levels up.
func errorMarkdown(section *templates.Error) ([]byte, error) {
	data, err := section.Markdown()
	if err != nil {
		return nil, err
	}
	text := "\n" + string(data) // no line of prose begins with #: that is escaped
	text = strings.NewReplacer("\n#### ", "\n## ", "\n### ", "\n# ").Replace(text)
	return []byte(text[1:]), nil
}

func markdownText(s string) string { return prose.Markdown(plainProse(s)) }
