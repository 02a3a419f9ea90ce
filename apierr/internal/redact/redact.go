// Package redact takes credentials out of text: those of the request that a
// provider may echo, and whatever looks like a key.
package redact

import (
	"strings"

	"github.com/errbook/errbook/apierr/internal/ascii"
)

// Mark takes the place of a credential.
const Mark = "[redacted]"

// Text returns text without the secrets and without anything that looks like a
// key; text itself where there is nothing to take out. Neither becomes whole when
// text is printed, decoded from JSON, or decoded from base64. It takes time in
// proportion to the text.
func Text(text string, secrets Secrets) string {
	if text == "" {
		return ""
	}
	for _, secret := range secrets {
		text = replaceSecret(text, secret)
	}
	text = redactKeys(text)
	text = replaceSpans(text, appendEncoded(nil, text, secrets))
	return replaceSpans(text, hiddenSpans(text, secrets, maxViews))
}

// minTail is how much of a secret at the end of a text counts as its beginning.
const minTail = 3

// CutText is [Text] for a text of which the end is missing: what may be the
// beginning of a secret or of a key, at its end, is taken out as well.
func CutText(text string, secrets Secrets) string {
	text = Text(text, secrets)
	for _, secret := range secrets { // the longest first
		for n := min(len(secret)-1, len(text)); n >= minTail; n-- {
			if strings.HasSuffix(text, secret[:n]) && (len(secret) >= wholeWordUnder || opensWord(text, len(text)-n)) {
				return text[:len(text)-n] + Mark
			}
		}
	}
	return withoutCutKey(text)
}

// withoutCutKey takes out the word at the end of a text if a key begins as it does.
func withoutCutKey(text string) string {
	start := len(text)
	for start > 0 && (ascii.IsAlnum(text[start-1]) || strings.IndexByte("-_./+=", text[start-1]) >= 0) {
		start--
	}
	for i := range keyPatterns {
		p := &keyPatterns[i]
		if word := text[start:]; strings.HasPrefix(word, p.prefix) && len(word) > len(p.prefix) {
			return text[:start] + Mark
		}
	}
	return text
}

// wholeWordUnder is the length below which a secret counts only as a whole word,
// so that a weak password does not shred the text.
const wholeWordUnder = 16

// replaceSecret replaces every occurrence of a secret.
func replaceSecret(text, secret string) string {
	at := strings.Index(text, secret)
	if at < 0 {
		return text
	}
	if len(secret) >= wholeWordUnder {
		return strings.ReplaceAll(text, secret, Mark)
	}
	var b strings.Builder
	done := 0
	for at >= 0 {
		end := at + len(secret)
		if opensWord(text, at) && (end == len(text) || !ascii.IsAlnum(text[end])) {
			b.WriteString(text[done:at])
			b.WriteString(Mark)
			done = end
		}
		next := strings.Index(text[end:], secret)
		if next < 0 {
			break
		}
		at = end + next
	}
	b.WriteString(text[done:])
	return b.String()
}

// A span is a stretch of text, end excluded.
type span struct{ start, end int }

// redactKeys replaces what looks like a key, a token, or the credentials of a URL.
func redactKeys(text string) string {
	keyHeads.once.Do(fillKeyHeads)
	found, ok := nextKey(text, 0)
	if !ok {
		return text
	}
	var b strings.Builder
	done := 0
	for ok {
		b.WriteString(text[done:found.start])
		b.WriteString(Mark)
		done = found.end
		found, ok = nextKey(text, done)
	}
	b.WriteString(text[done:])
	return b.String()
}

// nextKey returns the next stretch from i on that looks like a credential; i
// must not be within a word. It goes from word to word, for keys and tokens
// begin where a word does: at the start of the text, after anything but a letter
// or digit, and after an escape of a JSON string.
func nextKey(text string, i int) (span, bool) {
	for i < len(text) {
		if ascii.IsAlnum(text[i]) {
			if s, ok := keyAt(text, i); ok {
				return s, true
			}
			for i++; i < len(text) && ascii.IsAlnum(text[i]); i++ {
			}
			continue
		}
		if !announcesKey(text[i]) {
			i++
			continue
		}
		s, next, ok := secretAt(text, i)
		if ok {
			return s, true
		}
		i = next
	}
	return span{}, false
}

// announcesKey reports whether c is one of the marks that [secretAt] knows.
func announcesKey(c byte) bool { return c == ':' || c == '-' || c == '\\' || c == '?' || c == '&' }

// secretAt returns the credential that the mark at i announces, and where to go
// on if there is none.
func secretAt(text string, i int) (s span, next int, ok bool) {
	next = i + 1
	switch text[i] {
	case '?', '&':
		s, ok = queryValueAt(text, next)
	case '\\':
		next = i + jsonEscape(text[i:])
		if text[i:next] == `\u0026` { // encoders of JSON write & so that it is safe in HTML
			s, ok = queryValueAt(text, next)
		}
	case ':':
		s, ok = userinfoAt(text, i)
	case '-':
		s, ok = privateKeyAt(text, i)
	}
	return s, next, ok
}

// jsonEscape returns the length of the escape with which text begins, were
// it in a JSON string.
func jsonEscape(text string) int {
	switch {
	case len(text) >= len(`\u0000`) && text[1] == 'u':
		return len(`\u0000`)
	case len(text) >= 2 && strings.IndexByte(`nrtbf\/"`, text[1]) >= 0:
		return 2
	}
	return 1
}

// opensWord reports whether a word can start at i: at the start of the text,
// after anything but a letter or digit, or after an escape of a JSON string.
func opensWord(text string, i int) bool {
	switch {
	case i == 0 || !ascii.IsAlnum(text[i-1]):
		return true
	case i >= 2 && text[i-2] == '\\' && strings.IndexByte("nrtbf", text[i-1]) >= 0:
		return true
	}
	return i >= 6 && text[i-6] == '\\' && text[i-5] == 'u'
}

// queryValueAt returns the value of a query parameter that starts at i, if its
// name is that of a credential.
func queryValueAt(text string, i int) (span, bool) {
	end := min(i+maxName, len(text))
	eq := strings.IndexByte(text[i:end], '=')
	if eq <= 0 || !isSecretParameter(text[i:i+eq]) {
		return span{}, false
	}
	start := i + eq + 1
	end = start
	for end < len(text) && strings.IndexByte("&\\\"'<>() \t\r\n#,;`", text[end]) < 0 {
		end++
	}
	if end-start < minSecret || text[start:end] == Mark {
		return span{}, false
	}
	return span{start, end}, true
}

// maxUserinfo is how long a user and password in a URL may be to be seen.
const maxUserinfo = 256

// userinfoAt returns the password of a URL whose scheme ends at i, or its user
// if that is all there is (RFC 3986, section 3.2.1).
func userinfoAt(text string, i int) (span, bool) {
	start := i + len("://")
	if !strings.HasPrefix(text[i:], "://") {
		if !strings.HasPrefix(text[i:], `:\/\/`) {
			return span{}, false
		}
		start = i + len(`:\/\/`)
	}
	authority := text[start:min(start+maxUserinfo, len(text))]
	if n := strings.IndexAny(authority, "/\\?# \t\r\n\"'<>"); n >= 0 {
		authority = authority[:n]
	}
	at := strings.LastIndexByte(authority, '@')
	if at <= 0 {
		return span{}, false
	}
	from := start + strings.IndexByte(authority[:at], ':') + 1
	if from == start+at || text[from:start+at] == Mark {
		return span{}, false
	}
	return span{from, start + at}, true
}

// privateKeyAt returns a private key in the textual form of RFC 7468, up to its
// end or that of the text.
func privateKeyAt(text string, i int) (span, bool) {
	const begin, label, end = "-----BEGIN ", "PRIVATE KEY-----", "-----END "
	rest := text[i:]
	if !strings.HasPrefix(rest, begin) || !strings.Contains(rest[:min(64, len(rest))], label) {
		return span{}, false
	}
	stop := strings.Index(rest, end)
	if stop < 0 {
		return span{i, len(text)}, true
	}
	stop += len(end)
	if n := strings.Index(rest[stop:min(stop+64, len(rest))], label); n >= 0 {
		stop += n + len(label)
	}
	return span{i, i + stop}, true
}
