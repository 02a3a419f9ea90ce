package draft

import (
	"cmp"
	"regexp"
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

// kindByWords proposes a kind by what a name or title says, before its status.
var kindByWords = []struct {
	words func() *regexp.Regexp
	kind  string
}{
	{lazy.Regexp(`(?i)credit|balance|payment|billing`), "insufficient_credits"},
	{lazy.Regexp(`(?i)concurren`), "concurrency_limited"},
	{lazy.Regexp(`(?i)quota`), "quota_exhausted"},
	{lazy.Regexp(`(?i)moderation|content.?policy|safety`), "content_policy_input"},
	{lazy.Regexp(`(?i)image.?load|media|download`), "media_fetch_failed"},
	{lazy.Regexp(`(?i)rate.?limit|too many requests|throttl`), "rate_limited"},
	{lazy.Regexp(`(?i)third.?party|upstream|bad gateway`), "upstream_error"},
	{lazy.Regexp(`(?i)overload|unavailable|capacity`), "overloaded"},
	{lazy.Regexp(`(?i)model not found`), "model_not_found"},
	{lazy.Regexp(`(?i)validation|invalid.?(input|request)`), "invalid_request"},
	{lazy.Regexp(`(?i)api.?key|unauthori|authentication`), "authentication"},
}

var kindByStatus = map[string]string{
	"400": "invalid_request", "401": "authentication", "402": "insufficient_credits", "403": "permission_denied", "404": "not_found",
	"405": "invalid_request", "410": "not_found", "408": "provider_timeout", "409": "conflict", "412": "precondition_failed", "413": "payload_too_large",
	"415": "invalid_request", "422": "invalid_request", "429": "rate_limited", "500": "provider_error", "502": "upstream_error",
	"503": "overloaded", "504": "provider_timeout",
}

func kindOf(p *proposal) string {
	for _, k := range kindByWords {
		if k.words().MatchString(strings.Join(p.codes, " ") + " " + p.title) {
			return k.kind
		}
	}
	status := ""
	if len(p.statuses) > 0 {
		status = p.statuses[0]
	}
	if kind := kindByStatus[status]; kind != "" {
		return kind
	}
	if strings.HasPrefix(status, "4") {
		return "invalid_request"
	}
	return "provider_error"
}
