package draft

import (
	"html"
	"slices"
	"strings"

	"github.com/errbook/errbook/internal/lazy"
	"github.com/errbook/errbook/spec/prose"
)

// A described is what a description says.
type described struct {
	text, causes, fixes []string
}

// all returns everything that a description says.
func (d *described) all() string { return strings.Join(slices.Concat(d.text, d.causes, d.fixes), " ") }

var (
	bulletLine  = lazy.Regexp(`^\s*(?:[-*+]|\d{1,9}[.)])\s+`)
	headingLine = lazy.Regexp(`^\s*(?:#{1,6}\s+(.*)|([^.!?]{1,40}):)\s*$`)
)

// describe reads the description of an OpenAPI document, which is Markdown: its
// paragraphs, and the lists below headings that say causes or fixes.
func describe(markdown string) described {
	var d described
	var paragraph []string
	to := &d.text
	end := func() {
		if s := plainOf(strings.Join(paragraph, " ")); s != "" {
			*to = append(*to, s)
		}
		paragraph = nil
	}
	for line := range strings.Lines(markdown) {
		line = strings.TrimSpace(line)
		switch m := headingLine().FindStringSubmatch(line); {
		case line == "":
			if end(); to != &d.text && len(*to) > 0 {
				to = &d.text
			}
		case m != nil && fixColumn().MatchString(m[1]+m[2]):
			end()
			to = &d.fixes
		case m != nil && causeColumn().MatchString(m[1]+m[2]):
			end()
			to = &d.causes
		case m != nil:
			end()
			to = &d.text
		case bulletLine().MatchString(line):
			end()
			paragraph = append(paragraph, bulletLine().ReplaceAllString(line, ""))
		default:
			paragraph = append(paragraph, line)
		}
	}
	end()
	return d
}

var (
	markdownLink = lazy.Regexp(`!?\[([^\]]*)\]\([^)]*\)`)
	htmlTag      = lazy.Regexp(`</?[A-Za-z][^<>]*>`)
	emphasis     = lazy.Regexp(`(\*\*|__|\*)([^*_\s](?:[^*_]*[^*_\s])?)(\*\*|__|\*)`)
)

// plainOf returns a line of Markdown as a spec file has it: its words and its code.
func plainOf(s string) string {
	s = markdownLink().ReplaceAllString(s, "$1")
	s = htmlTag().ReplaceAllString(s, "")
	s = emphasis().ReplaceAllString(s, "$2")
	s = strings.Join(strings.Fields(html.UnescapeString(s)), " ")
	if _, err := prose.Parse(s); err != nil {
		s = strings.NewReplacer("`", "", "[", "(", "]", ")").Replace(s)
	}
	return s
}
