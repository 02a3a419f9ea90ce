package spec

import (
	"errors"
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/errbook/errbook/spec/prose"
	"github.com/errbook/errbook/spec/yaml"
)

// allProse checks everything that people read, and resolves it into spans.
func (c *checker) allProse() {
	f := c.f
	c.sentences("tips", f.Tips)
	for _, s := range f.Surfaces {
		if s.Value != nil {
			c.sentence("summary", &s.Value.Summary)
		}
	}
	for i := range f.Guides {
		g := &f.Guides[i]
		c.title(&g.Title)
		c.sentence("text", &g.Text)
		c.sentences("checks", g.Checks)
	}
	for _, g := range f.Groups {
		if g.Value != nil {
			c.title(&g.Value.Title)
		}
	}
	for _, e := range f.Errors {
		if e != nil {
			c.errorProse(e)
		}
	}
}

func (c *checker) errorProse(e *Error) {
	c.title(&e.Title)
	c.sentence("summary", &e.Summary)
	c.sentences("causes", e.Causes)
	c.sentences("fixes", e.Fixes)
	c.sentences("checks", e.Checks)
	c.sentence("deprecated", &e.Deprecated)
	for i := range e.Renamed {
		c.title(&e.Renamed[i].Title)
	}
	for _, v := range e.Variants {
		if v != nil {
			c.sentence("summary", &v.Summary)
			c.sentences("causes", v.Causes)
			c.sentences("fixes", v.Fixes)
		}
	}
}

func (c *checker) sentences(what string, list []Prose) {
	for i := range list {
		c.sentence("each item of "+what, &list[i])
	}
}

// sentence checks prose that must be one or more whole sentences.
func (c *checker) sentence(what string, p *Prose) {
	if !c.prose(what, p) {
		return
	}
	text := prose.Text(p.Spans)
	if !beginsSentence(text, p.Spans[0].Kind == prose.Code) {
		c.Report(p.Pos, "", "%s must begin with a capital, a digit or code; found %s", what, yaml.Excerpt(text))
	}
	if !endsSentence(text) {
		c.Report(p.Pos, pick(strings.HasPrefix(what, "each item"), "in brackets a comma ends an item: quote a text that has one", ""), "%s must end with a period, question mark or exclamation mark; found …%s", what, yaml.Excerpt(tail(text)))
	}
}

// beginsSentence reports whether text begins as a sentence does. Scripts that
// have no capitals begin with any letter, and names such as vLLM have theirs
// further on.
func beginsSentence(text string, code bool) bool {
	word, _, _ := strings.Cut(strings.TrimLeft(text, `"'(“‘`), " ")
	r, _ := utf8.DecodeRuneInString(word)
	return code || unicode.IsDigit(r) || unicode.IsLetter(r) && !unicode.IsLower(r) || unicode.IsLower(r) && strings.ContainsFunc(word, unicode.IsUpper)
}

// endsSentence reports whether text ends as a sentence does; one that trails
// off does not.
func endsSentence(text string) bool {
	text = strings.TrimRight(text, `"')”’`)
	if strings.HasSuffix(text, "..") {
		return false
	}
	r, _ := utf8.DecodeLastRuneInString(text)
	return strings.ContainsRune(".?!。？！", r)
}

// tail returns the last few characters of a text.
func tail(text string) string {
	const most = 12
	runes := []rune(text)
	return string(runes[max(0, len(runes)-most):])
}

// maxTitle is how many characters a title can have: it is a heading, and a cell
// of tables.
const maxTitle = 80

// title checks prose that is a heading.
func (c *checker) title(p *Prose) {
	if !c.prose("title", p) {
		return
	}
	text := prose.Text(p.Spans)
	if n := utf8.RuneCountInString(text); n > maxTitle {
		c.Report(p.Pos, "", "title must have at most %d characters; found %d", maxTitle, n)
	}
	if strings.HasSuffix(text, ".") {
		c.Report(p.Pos, "", "title must not end with a period; found …%s", yaml.Excerpt(tail(text)))
	}
	for _, s := range p.Spans {
		if s.Kind == prose.Link {
			c.Report(p.Pos, "put it into the summary or under links", "title must have no link; found %s", s.URL)
		}
	}
}

// prose parses prose, and reports whether there is any and it is sound.
func (c *checker) prose(what string, p *Prose) bool {
	if !p.IsSet() || p.Raw == "" {
		return false
	}
	if word := directive(p.Raw); word != "" {
		c.Report(p.Pos, "put it otherwise, or leave the colon or the plus sign out", "%s must not read as an instruction to the Go tools; found %q", what, word)
		return false
	}
	spans, err := prose.Parse(p.Raw)
	if err != nil {
		fault := &prose.Error{Msg: "it cannot be read"}
		errors.As(err, &fault)
		c.Report(p.Pos, fault.Hint, "%s must be plain text, `code` and [text](url) links: %s", what, fault.Msg)
		return false
	}
	p.Spans = spans
	return len(spans) > 0
}

// directive returns a word of the text that the Go tools, wherever a comment is
// broken into lines, could take for a build constraint or another instruction;
// "" if there is none.
func directive(text string) string {
	if !strings.Contains(text, "build") && !strings.Contains(text, "Deprecated:") && !strings.Contains(text, "go:") && !strings.Contains(text, "//") && !strings.Contains(text, "/*") {
		return ""
	}
	for word := range strings.FieldsSeq(text) {
		bare := strings.TrimLeft(word, "`\"'([")
		rest, isComment := strings.CutPrefix(bare, "//")
		name, isGo := strings.CutPrefix(rest, "go:")
		switch {
		case word == "Deprecated:": // a paragraph of a doc comment that begins so deprecates what it documents
		case strings.HasPrefix(rest, "+build"):
		case isGo && name != "" && isLower(name[0]):
		case isComment && (rest == "line" || rest == "export"):
		case bare == "/*line":
		default:
			continue
		}
		return word
	}
	return ""
}

// link checks an address. Decode has refused those of other schemes.
func (c *checker) link(what string, t yaml.Text, must string) {
	if linkForm.MatchString(t.Value) && !isLink(t.Value) {
		c.Report(t.Pos, "", "%s must be %s; found %s", what, must, yaml.Excerpt(t.Value))
	}
}

// isLink reports whether s is an https or mailto address, whole and in ASCII
// (RFC 3986).
func isLink(s string) bool {
	for i := range len(s) {
		if c := s[i]; c <= ' ' || c >= 0x7f || strings.IndexByte("\"<>\\^`{|}", c) >= 0 {
			return false
		}
	}
	u, err := url.Parse(s)
	if err != nil || u.User != nil {
		return false
	}
	if u.Scheme == "mailto" {
		return strings.Contains(strings.Trim(u.Opaque, "@"), "@")
	}
	return strings.Contains(u.Hostname(), ".")
}
