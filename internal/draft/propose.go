package draft

import (
	"cmp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/errbook/errbook/internal/lazy"
)

// propose makes an entry of the cells of a row.
func propose(at string, c cells) *proposal {
	if c.status == "" && httpStatus().FindString(c.code) == c.code && c.code != "" {
		c.status, c.code = c.code, ""
	}
	title := cmp.Or(c.title, spaced(c.code), "HTTP "+c.status)
	p := &proposal{
		at: at, title: clip(strings.TrimRight(title, ". ")), name: goName(cmp.Or(c.title, c.code, "Status "+c.status)),
		causes: sentences(c.causes), fixes: sentences(c.fixes), rest: c.rest,
	}
	if c.status != "" {
		p.statuses = []string{c.status}
	}
	if c.code != "" {
		p.codes = []string{c.code}
	}
	if p.title == c.code {
		p.title = spaced(c.code)
	}
	p.kind = kindOf(p)
	p.summary = cmp.Or(strings.Join(p.causes, " "), sentence(p.title))
	return p
}

// maxTitle is how many characters a title has at most.
const maxTitle = 80

func clip(s string) string {
	if r := []rune(s); len(r) > maxTitle {
		return string(r[:maxTitle])
	}
	return s
}

var words = lazy.Regexp(`[A-Za-z0-9]+`)

// goName makes an exported Go name of words: rate limit exceeded → RateLimitExceeded.
func goName(s string) string {
	var b strings.Builder
	shouted := s == strings.ToUpper(s)
	for _, w := range words().FindAllString(s, 8) {
		if w == strings.ToUpper(w) && (len(w) > 4 || shouted && !acronym[w]) {
			w = strings.ToLower(w)
		}
		b.WriteString(strings.ToUpper(w[:1]) + w[1:])
	}
	name := b.String()
	if name == "" || name[0] < 'A' || name[0] > 'Z' {
		name = "Error" + name
	}
	return name
}

// acronym are words that are written in capitals among others, too.
var acronym = map[string]bool{"API": true, "ID": true, "URL": true, "URI": true, "IP": true, "HTTP": true, "JSON": true, "XML": true, "TLS": true, "SSL": true, "SQL": true}

// spaced writes an identifier as words: OutOfCredits → Out of credits.
func spaced(s string) string {
	var b strings.Builder
	for i, r := range s {
		switch {
		case r == '_' || r == '-' || r == '.':
			b.WriteByte(' ')
		case i > 0 && unicode.IsUpper(r) && unicode.IsLower(rune(s[i-1])):
			b.WriteString(" " + string(unicode.ToLower(r)))
		default:
			b.WriteRune(r)
		}
	}
	text := b.String()
	if text == strings.ToUpper(text) {
		text = strings.ToLower(text)
	}
	return upperFirst(text)
}

func upperFirst(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	if size == 0 {
		return ""
	}
	return string(unicode.ToUpper(r)) + s[size:]
}

func sentences(texts []string) []string {
	var list []string
	for _, t := range texts {
		if s := sentence(t); s != "" {
			list = append(list, s)
		}
	}
	return list
}

// sentence makes a text begin and end as a sentence does; one of which nothing can be
// seen is "".
func sentence(s string) string {
	s = upperFirst(strings.TrimSpace(visible(s)))
	if s != "" && !strings.ContainsAny(s[len(s)-1:], ".?!") {
		s += "."
	}
	return s
}
