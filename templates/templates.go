// Package templates holds the templates of everything that is written for
// people, and the plain structs that they take. The structs say what a page
// holds, not how it looks; they know no spec file.
package templates

import (
	"bytes"
	"embed"
	"strconv"
	"sync"
	"text/template"

	"github.com/errbook/errbook/spec/prose"
)

//go:embed *.md.tmpl
var files embed.FS

// markdown returns the templates of the Markdown pages, parsed when they are first
// needed.
var markdown = sync.OnceValue(func() *template.Template {
	return template.Must(template.New("markdown").Funcs(template.FuncMap{
		"code":       code,
		"codes":      codes,
		"comment":    comment,
		"count":      counted,
		"facts":      kindFacts,
		"link":       link,
		"list":       list,
		"md":         prose.Markdown,
		"sections":   sections,
		"sourceList": sourceList,
		"text":       text,
		"top":        func(p interface{ top() top }) top { return p.top() },
		"words":      Words,
	}).ParseFS(files, "*.md.tmpl"))
})

// Markdown returns the page in portable Markdown. It fails for no page that is
// filled as its fields say.
func (p *ProviderPage) Markdown() ([]byte, error) {
	return execute("provider.md.tmpl", p, pageSize+errorSize*len(p.Errors))
}

// Markdown returns the page in portable Markdown. It fails for no page that is
// filled as its fields say.
func (p *ErrorPage) Markdown() ([]byte, error) {
	return execute("error.md.tmpl", p, 2*errorSize)
}

// Markdown returns the page in portable Markdown. It fails for no page that is
// filled as its fields say.
func (p *KindsPage) Markdown() ([]byte, error) {
	return execute("kinds.md.tmpl", p, pageSize)
}

// Markdown returns the page in portable Markdown. It fails for no page that is
// filled as its fields say.
func (p *IndexPage) Markdown() ([]byte, error) {
	return execute("index.md.tmpl", p, pageSize)
}

// Markdown returns the section of one error, which begins with a heading of the
// third level, with its guides whole. It never fails; it is like the method of
// the pages.
func (e *Error) Markdown() ([]byte, error) {
	b := appendSection(nil, e.withoutGuides())
	for _, g := range e.Guides {
		b = e.appendGuide(b, g)
	}
	return bytes.TrimPrefix(b, []byte("\n")), nil
}

// Sizes that most pages stay under, in bytes.
const (
	pageSize  = 8 << 10
	errorSize = 2 << 10
)

// execute prints a page of about the given size.
func execute(name string, page any, size int) ([]byte, error) {
	var b bytes.Buffer
	b.Grow(size)
	if err := markdown().ExecuteTemplate(&b, name, page); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// counted returns "1 error", "2 errors".
func counted(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return strconv.Itoa(n) + " " + noun + "s"
}
