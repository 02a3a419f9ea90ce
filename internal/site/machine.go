package site

import (
	"bufio"
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"maps"
	"path"
	"slices"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/spec/catalog"
	"github.com/errbook/errbook/spec/prose"
	"github.com/errbook/errbook/templates"
)

// The JSON twins of lists. Their keys are a promise: they may grow, and keep
// their meaning. Paths are relative to the root of the site. An error, a kind
// and errors.json are as package catalog has them.
type (
	rowJSON struct {
		Code      apierr.Code  `json:"code"`
		Path      string       `json:"path"`
		Provider  string       `json:"provider"`
		Title     string       `json:"title"`
		Kind      apierr.Kind  `json:"kind"`
		Retry     apierr.Retry `json:"retry"`
		Context   string       `json:"context,omitempty"`
		Statuses  []string     `json:"statuses,omitempty"`
		WireCodes []string     `json:"wire_codes,omitempty"`
	}
	homeJSON struct {
		Title     string         `json:"title"`
		Providers []providerJSON `json:"providers"`
		Kinds     []kindJSON     `json:"kinds"`
		Statuses  []string       `json:"statuses"`
		Errors    string         `json:"errors"` // where all of them are
	}
	providerJSON struct {
		ID     string `json:"id"`
		Name   string `json:"name"`
		Path   string `json:"path"`
		Errors int    `json:"errors"`
	}
	kindJSON struct {
		catalog.Kind
		Errors int `json:"errors"`
	}
)

// putJSON puts a small JSON file.
func (b *builder) putJSON(dir string, v any) error {
	data, err := catalog.Encode(v)
	if err != nil {
		return err
	}
	return b.sink.Put(path.Join(dir, "index.json"), data)
}

func (b *builder) errorTwins(it *item, section *templates.Error) error {
	data, err := errorMarkdown(section)
	if err != nil {
		return err
	}
	if err := b.sink.Put(it.dir()+"/index.md", data); err != nil {
		return err
	}
	page := catalog.NewPage(it.file, it.err)
	page.Path = it.dir() + "/"
	return b.putJSON(it.dir(), page)
}

// ownTwins is where the twins of a page are that are its own: beside it.
const ownTwins = "index"

// listTwins puts a list in Markdown and in JSON.
func (b *builder) listTwins(l *list) error {
	if err := b.sink.Stream(l.dir+"/index.md", l.writeMarkdown); err != nil {
		return err
	}
	return b.sink.Stream(l.dir+"/index.json", l.writeJSON)
}

func (l *list) writeMarkdown(out io.Writer) error {
	w := bufio.NewWriter(out)
	fmt.Fprintf(w, "# %s\n", markdownText(l.title()))
	if len(l.lead) > 0 {
		fmt.Fprintf(w, "\n%s\n", prose.Markdown(l.lead))
	}
	for i, f := range l.facts {
		if i == 0 {
			w.WriteByte('\n')
		}
		fmt.Fprintf(w, "- %s:", markdownText(f.Label))
		if len(f.Text) > 0 {
			fmt.Fprintf(w, " %s", prose.Markdown(f.Text))
		}
		for _, v := range f.Values {
			fmt.Fprintf(w, " %s", prose.Markdown([]prose.Span{{Kind: prose.Code, Text: v.Name}}))
		}
		w.WriteByte('\n')
	}
	for i := range l.groups {
		g := &l.groups[i]
		if g.title != "" {
			fmt.Fprintf(w, "\n## %s\n", markdownText(g.title))
		}
		w.WriteByte('\n')
		for j := range g.items {
			markdownRow(w, &g.items[j], rootFrom(l.dir))
		}
	}
	return w.Flush()
}

// writeJSON writes a list as JSON, an error a line.
func (l *list) writeJSON(out io.Writer) error {
	w := bufio.NewWriter(out)
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	fmt.Fprintf(w, "{\"path\":%q,\"title\":", l.dir+"/")
	if err := enc.Encode(l.title()); err != nil {
		return err
	}
	w.WriteString(",\"errors\":[")
	comma := "\n"
	for i := range l.groups {
		for j := range l.groups[i].items {
			w.WriteString(comma)
			comma = ","
			if err := enc.Encode(newRowJSON(&l.groups[i].items[j])); err != nil {
				return err
			}
		}
	}
	w.WriteString("]}\n")
	return w.Flush()
}

func newRowJSON(it *item) rowJSON {
	d := it.err.Doc
	return rowJSON{d.Code, it.dir() + "/", it.provider(), d.Title, it.kind, it.retry, it.context, d.Statuses, d.WireCodes}
}

// markdownRow prints an error as an item of a list.
func markdownRow(w *bufio.Writer, it *item, root string) {
	fmt.Fprintf(w, "- [%s](%s%s/index.md):", prose.Markdown(it.err.Title.Spans), root, it.dir())
	for _, s := range it.err.Doc.Statuses {
		w.WriteString(" " + s)
	}
	for _, c := range firstCodes(it.err) {
		w.WriteString(" " + prose.Markdown([]prose.Span{{Kind: prose.Code, Text: c}}))
	}
	fmt.Fprintf(w, ", %s, retry %s", it.kind, it.retry)
	if it.context != "" {
		w.WriteString(" with " + markdownText(it.context))
	}
	w.WriteByte('\n')
}

// homeTwins puts the twins of the home page.
func (b *builder) homeTwins() error {
	out := homeJSON{Title: b.name(), Errors: "errors.json", Statuses: b.statuses, Kinds: b.kindsJSON()}
	for _, f := range b.book.Files {
		out.Providers = append(out.Providers, providerJSON{f.Provider.Value, f.Name.Value, f.Provider.Value + "/", len(f.Errors)})
	}
	if err := b.putJSON("", out); err != nil {
		return err
	}
	return b.sink.Put("index.md", b.overview("index.md"))
}

// kindsTwins puts the twins of the page of kinds.
func (b *builder) kindsTwins() error {
	if err := b.putJSON("kinds", b.kindsJSON()); err != nil {
		return err
	}
	return b.sink.Put("kinds/index.md", b.kindsMarkdown())
}

func (b *builder) kindsJSON() []kindJSON {
	var list []kindJSON
	for _, k := range catalog.Kinds(b.kinds(), b.options.Packages) {
		list = append(list, kindJSON{k, len(b.byKind[k.Kind])})
	}
	return list
}

func (b *builder) kindsMarkdown() []byte {
	var w bytes.Buffer
	w.WriteString("# Kinds of errors\n\n")
	for _, k := range b.kinds().All() {
		name := k.Name.String()
		if b.lists[kindDir(k.Name)] != nil {
			name = "[" + name + "](" + name + "/index.md)"
		}
		fmt.Fprintf(&w, "- %s: %s (retry %s, %d errors)\n", name, k.Meaning, k.Retry, len(b.byKind[k.Name]))
	}
	return w.Bytes()
}

// overview prints the site for language models, as llmstxt.org proposes: a
// heading, a summary in a quote, and lists of links.
func (b *builder) overview(name string) []byte {
	var w bytes.Buffer
	fmt.Fprintf(&w, "# %s\n\n> %s\n\n", markdownText(b.name()), markdownText(b.homeDescription()))
	w.WriteString("Every page has a Markdown twin (index.md) and a JSON twin (index.json) beside it. A code such as `" + string(b.items[0].err.Code) + "` never changes; e/CODE/ leads to its page.\n")
	w.WriteString("\n## " + b.apis() + "\n\n")
	for _, f := range b.book.Files {
		fmt.Fprintf(&w, "- [%s](%s/index.md): %d errors\n", markdownText(f.Name.Value), f.Provider.Value, len(f.Errors))
	}
	w.WriteString("\n## Kinds\n\n")
	for _, k := range b.kinds().All() {
		if b.lists[kindDir(k.Name)] != nil {
			fmt.Fprintf(&w, "- [%s](%s/index.md): %s\n", k.Name, kindDir(k.Name), k.Meaning)
		}
	}
	w.WriteString("\n## HTTP statuses\n\n")
	for _, s := range b.statuses {
		fmt.Fprintf(&w, "- [%s](%s/index.md)\n", s, s)
	}
	w.WriteString("\n## Optional\n\n- [Everything as JSON](errors.json)\n")
	if name == "llms.txt" {
		w.WriteString("- [All kinds](kinds/index.md)\n")
	}
	return w.Bytes()
}

// machines makes the files that no person reads.
func (b *builder) machines() error {
	type file struct {
		name  string
		write func(io.Writer) error
	}
	files := []file{{"errors.json", b.writeErrors}, {"search.js", b.writeSearch}, {"clues.js", b.writeClues}, {"llms.txt", b.writeOverview}, {"robots.txt", b.writeRobots}}
	if b.base != "" {
		files = append(files, file{"sitemap.xml", b.writeSitemap})
	}
	for _, f := range files {
		if b.skips(f.name) {
			continue
		}
		if err := b.sink.Stream(f.name, f.write); err != nil {
			return err
		}
	}
	return nil
}

func (b *builder) writeOverview(w io.Writer) error {
	_, err := w.Write(b.overview("llms.txt"))
	return err
}

// writeRobots writes what search engines may read: everything.
func (b *builder) writeRobots(w io.Writer) error {
	robots := "User-agent: *\nAllow: /\n"
	if b.base != "" {
		robots += "\nSitemap: " + b.base + "/sitemap.xml\n"
	}
	_, err := io.WriteString(w, robots)
	return err
}

// writeErrors writes the whole book, a provider a line, and the page of each
// error.
func (b *builder) writeErrors(out io.Writer) error {
	w := bufio.NewWriter(out)
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	frame, err := json.Marshal(catalog.Frame(b.book, b.options.Packages, ""))
	if err != nil {
		return err
	}
	w.Write(bytes.TrimSuffix(frame, []byte("]}"))) // of its last member, which has no provider yet
	for i, f := range b.book.Files {
		if i > 0 {
			w.WriteByte(',')
		}
		w.WriteByte('\n')
		p := catalog.NewProvider(f, b.options.Packages.Name(f))
		for j, e := range f.Errors {
			p.Errors[j].Path = errorDir(f, e) + "/"
		}
		if err := enc.Encode(p); err != nil {
			return err
		}
	}
	w.WriteString("]}\n")
	return w.Flush()
}

// writeSitemap writes the site map (sitemaps.org). An error's page was last
// changed when somebody last compared it with its source.
func (b *builder) writeSitemap(out io.Writer) error {
	w := bufio.NewWriter(out)
	w.WriteString(xml.Header + "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n")
	add := func(dir, day string) {
		w.WriteString("<url><loc>")
		xml.EscapeText(w, []byte(b.address(dir)))
		w.WriteString("</loc>")
		if day != "" {
			w.WriteString("<lastmod>" + day + "</lastmod>")
		}
		w.WriteString("</url>\n")
	}
	add("", "")
	add("kinds", "")
	add("code", "")
	if len(b.compared) > 0 {
		add("compare", "")
	}
	for _, c := range b.compared {
		add(c.path(), "")
	}
	for _, dir := range slices.Sorted(maps.Keys(b.lists)) {
		add(dir, "")
	}
	for i := range b.items {
		add(b.items[i].dir(), b.items[i].err.Doc.Verified())
	}
	w.WriteString("</urlset>\n")
	return w.Flush()
}

// writeScript writes a value as a script that hands it over by a global name.
// A script, and not JSON, because pages opened from a file system may load no
// other data.
func writeScript(out io.Writer, name string, v any) error {
	w := bufio.NewWriter(out)
	w.WriteString("var " + name + "=")
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return err
	}
	return w.Flush()
}
