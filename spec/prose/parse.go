package prose

import (
	"net/url"
	"slices"
	"strings"
)

// Parse reads a text in the dialect. A text that is not in it yields nil and
// an *[Error] for the first fault. Text without marks yields one span, blank
// text none.
func Parse(raw string) ([]Span, error) {
	p := parser{raw: raw}
	for p.pos < len(raw) {
		if err := p.next(); err != nil {
			return nil, err
		}
	}
	p.flush(len(raw))
	return trim(p.spans), nil
}

// A parser walks over raw; what stands between start and pos is plain text
// that is not in spans yet.
type parser struct {
	raw        string
	start, pos int
	spans      []Span
}

// next moves to the next mark and over it.
func (p *parser) next() error {
	i := strings.IndexAny(p.raw[p.pos:], "`[]")
	if i < 0 {
		p.pos = len(p.raw)
		return nil
	}
	p.pos += i
	rest := p.raw[p.pos:]
	switch {
	case rest[0] == '`':
		return p.code(rest)
	case rest[0] == '[':
		return p.bracket(rest)
	case strings.HasPrefix(rest, "]("):
		return p.fault(0, "a link must be [text](url) with plain text, found `](` alone", "the text of a link holds no brackets and no code")
	}
	p.pos++
	return nil
}

// code takes the code at the start of rest.
func (p *parser) code(rest string) error {
	const hint = "a backtick of its own cannot be written; leave it out"
	text, _, closed := strings.Cut(rest[1:], "`")
	switch {
	case !closed:
		return p.fault(0, "code must end with a backtick, found none", hint)
	case text == "":
		return p.fault(0, "code must not be empty, found two backticks", hint)
	case strings.TrimSpace(text) != text:
		return p.fault(0, "code must not begin or end with a space", "move the space outside the backticks")
	}
	p.add(Span{Kind: Code, Text: fold(text)}, len(text)+2)
	return nil
}

// bracket takes the link at the start of rest, or the bracket alone if it
// begins no link.
func (p *parser) bracket(rest string) error {
	end := strings.IndexByte(rest, ']')
	text := rest[1:max(end, 1)]
	if end < 0 || strings.Contains(text, "[") || !strings.HasPrefix(rest[end:], "](") {
		p.pos++
		return nil
	}
	dest, _, closed := strings.Cut(rest[end+2:], ")")
	switch {
	case !closed:
		return p.fault(0, "a link must be [text](url), found no closing parenthesis", "")
	case strings.Contains(text, "`"):
		return p.fault(1, "the text of a link must be plain, found code in it", "put the code before or after the link")
	case strings.TrimSpace(text) == "":
		return p.fault(1, "a link must have a text, found none", "")
	}
	if msg, hint := checkURL(dest); msg != "" {
		return p.fault(end+2, msg, hint)
	}
	text = strings.TrimSpace(fold(text))
	p.add(Span{Kind: Link, Text: text, URL: dest}, end+len("](")+len(dest)+len(")"))
	return nil
}

// checkURL returns what is wrong with the URL of a link, and a hint, or empty
// strings.
func checkURL(dest string) (msg, hint string) {
	if i := strings.IndexFunc(dest, unsafeInURL); i >= 0 {
		return "the URL of a link must hold no spaces, quotes, brackets or letters beyond ASCII, found " + quoteRune(dest[i:]), "percent-encode it"
	}
	u, err := url.Parse(dest)
	https, mail := isHTTPS(dest), isMail(dest)
	switch {
	case !https && !mail:
		return "the URL of a link must begin with https:// or mailto:, found " + dest, ""
	case err != nil:
		return "the URL of a link must be valid, found " + dest, ""
	case https && u.Host == "", mail && u.Opaque == "":
		return "the URL of a link must name a host or a mailbox, found " + dest, ""
	}
	return "", ""
}

func isHTTPS(dest string) bool { return strings.HasPrefix(dest, "https://") }
func isMail(dest string) bool  { return strings.HasPrefix(dest, "mailto:") }

// quoteRune returns the first character of s in quotes.
func quoteRune(s string) string {
	for _, r := range s {
		return "'" + string(r) + "'"
	}
	return "nothing"
}

// unsafeInURL reports whether a character would have to be encoded to appear in
// a URL, and in each of our outputs (RFC 3986, section 2, less parentheses,
// which end a link).
func unsafeInURL(r rune) bool {
	switch r {
	case '"', '\'', '<', '>', '(', ')', '[', ']', '{', '}', '|', '\\', '^', '`':
		return true
	}
	return r <= ' ' || r >= 0x7f
}

func (p *parser) fault(offset int, msg, hint string) error {
	return &Error{Offset: p.pos + offset, Msg: msg, Hint: hint}
}

// add puts the plain text up to here and then a span of n bytes.
func (p *parser) add(s Span, n int) {
	p.flush(p.pos)
	p.spans = append(p.spans, s)
	p.pos += n
	p.start = p.pos
}

func (p *parser) flush(end int) {
	if p.start < end {
		p.spans = append(p.spans, Span{Text: fold(p.raw[p.start:end])})
	}
}

// fold makes each run of spaces, tabs and line ends one space.
func fold(s string) string {
	if !strings.ContainsAny(s, "\t\n\r") && !strings.Contains(s, "  ") {
		return s
	}
	var b strings.Builder
	space := false
	for i := range len(s) {
		blank := isBlank(s[i])
		switch {
		case !blank:
			b.WriteByte(s[i])
		case !space:
			b.WriteByte(' ')
		}
		space = blank
	}
	return b.String()
}

func isBlank(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }

// trim drops the space at both ends of a paragraph.
func trim(spans []Span) []Span {
	if len(spans) > 0 && spans[0].Kind == Plain {
		spans[0].Text = strings.TrimLeft(spans[0].Text, " ")
	}
	if n := len(spans) - 1; n >= 0 && spans[n].Kind == Plain {
		spans[n].Text = strings.TrimRight(spans[n].Text, " ")
	}
	spans = slices.DeleteFunc(spans, func(s Span) bool { return s.Text == "" })
	if len(spans) == 0 {
		return nil
	}
	return spans
}
