package templates

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
)

// A FrontMatter names a site generator, for which pages begin with front
// matter: keys in YAML between two lines of three hyphens, which say what to
// call the page. The empty one is portable Markdown without any.
//
// They agree on little: MkDocs puts values into HTML as they are; Starlight and Hugo
// themes show the title above a page that must not have it again, and want links that
// are URLs; Hugo wants another name for the page of a directory. Tried with MkDocs 1.4,
// Docusaurus 3.10, Hugo 0.111 and 0.145, Starlight 0.36 and VitePress 1.6.
type FrontMatter string

// The site generators that pages can be made for.
const (
	NoFrontMatter FrontMatter = ""
	MkDocs        FrontMatter = "mkdocs" // and Material for MkDocs
	Docusaurus    FrontMatter = "docusaurus"
	Hugo          FrontMatter = "hugo"
	Starlight     FrontMatter = "starlight"
	VitePress     FrontMatter = "vitepress"
)

// FrontMatters lists the site generators, without NoFrontMatter.
func FrontMatters() []FrontMatter {
	return []FrontMatter{Docusaurus, Hugo, MkDocs, Starlight, VitePress}
}

// Known reports whether f is one of the constants.
func (f FrontMatter) Known() bool {
	return f == NoFrontMatter || slices.Contains(FrontMatters(), f)
}

// A top is how a page begins.
type top struct {
	FrontMatter FrontMatter
	Header      string
	Title       string
	Label       string // in menus
	Description string // for search engines
	First       bool   // before the pages of the providers
	Index       bool   // the page of the directory of the docs
}

func (p *ProviderPage) top() top {
	return top{
		FrontMatter: p.FrontMatter, Header: p.Header, Title: p.Name + " errors", Label: p.Name,
		Description: "What each error of " + p.Name + " means, whether to retry, who must act, and how to fix it.",
	}
}

func (p *IndexPage) top() top {
	return top{
		FrontMatter: p.FrontMatter, Header: p.Header, Title: "API errors", Label: "API errors", Index: true,
		Description: "What the errors of APIs mean, whether to retry, who must act, and how to fix them.",
	}
}

func (p *KindsPage) top() top {
	return top{
		FrontMatter: p.FrontMatter, Header: p.Header, Title: "Kinds of errors", Label: "Kinds of errors", First: true,
		Description: "What every kind of API error means, and which errors of all providers are of that kind.",
	}
}

func (p *ErrorPage) top() top {
	title := bare(p.Title)
	if p.Shared {
		title += " (" + string(p.Code) + ")"
	}
	return top{
		FrontMatter: p.FrontMatter, Header: p.Header, Title: p.Provider + ": " + title, Label: title,
		Description: bare(p.Summary),
	}
}

// bare returns text without the marks of code, which are nothing outside of Markdown.
func bare(s string) string { return strings.ReplaceAll(s, "`", "") }

// Heading reports whether the text begins with the title. Starlight and Hugo themes
// print the one of the front matter above it; MkDocs and Docusaurus do that only where
// the text has none, and VitePress never.
func (t top) Heading() bool { return t.FrontMatter != Hugo && t.FrontMatter != Starlight }

// Value prints text as a value of the front matter: a string of YAML in double
// quotes, on one line.
func (t top) Value(s string) string {
	switch t.FrontMatter {
	case MkDocs:
		s = asHTML.Replace(s)
	case Docusaurus:
		s = inScript.Replace(s)
	}
	return quoted(s)
}

var (
	// MkDocs and its themes put values into HTML as they are.
	asHTML = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "'", "&#39;")

	// Docusaurus escapes values, save for the JSON of its breadcrumbs: that stands
	// in a script element, which </script> would end and <!-- would prolong.
	inScript = strings.NewReplacer("</", "< /", "<!", "< !")
)

// quoted returns a string of YAML. What cannot be seen is escaped: YAML 1.1
// ends lines at U+0085, U+2028 and U+2029 as well, and refuses most of the rest.
func quoted(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case unicode.IsPrint(r):
			b.WriteRune(r)
		case r > 0xffff:
			fmt.Fprintf(&b, `\U%08X`, r)
		default:
			fmt.Fprintf(&b, `\u%04X`, r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// Remark returns the header as the text of a comment of YAML, which ends with
// its line.
func (t top) Remark() string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return ' '
		}
		return r
	}, t.Header)
}
