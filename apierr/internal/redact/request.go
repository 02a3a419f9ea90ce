package redact

import (
	"cmp"
	"encoding/base64"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/errbook/errbook/apierr/internal/ascii"
)

const (
	// minSecret is the length below which a value is not worth the damage that its
	// removal does to a text.
	minSecret = 6
	// maxName is how long the name of a query parameter can be to be read.
	maxName = 48
	// maxRedirects is how many earlier requests of a chain of redirects count.
	maxRedirects = 10
)

// Secrets are the credentials of a request in every spelling in which a body may
// contain them, longest first, so that one that contains another goes as a whole.
type Secrets []string

// SecretsOf returns the credentials of a request, of those that it was
// redirected from, and of further URLs. A nil request has none.
func SecretsOf(req *http.Request, urls ...*url.URL) Secrets {
	var s Secrets
	for range maxRedirects {
		if req == nil {
			break
		}
		s.addHeader(req.Header)
		s.addURL(req.URL)
		if req.Response == nil {
			break
		}
		req = req.Response.Request
	}
	for _, u := range urls {
		s.addURL(u)
	}
	// Headers come in no order: of one length, the order of bytes decides.
	slices.SortFunc(s, func(a, b string) int {
		return cmp.Or(cmp.Compare(len(b), len(a)), strings.Compare(a, b))
	})
	return slices.Compact(s)
}

// add notes a secret and the ways in which JSON and URLs spell it. Short
// numbers are left alone: they are counts, not credentials.
func (s *Secrets) add(secret string) {
	secret = strings.TrimSpace(secret)
	if len(secret) < minSecret || len(secret) < wholeWordUnder && strings.Trim(secret, "0123456789.") == "" {
		return
	}
	if *s == nil {
		*s = make(Secrets, 0, 8) // at once, as most requests have some
	}
	*s = append(*s, secret)
	if !needsSpelling(secret) {
		return
	}
	// The backslashes go first: those before quotes are no part of the secret.
	escaped := strings.ReplaceAll(strings.ReplaceAll(secret, `\`, `\\`), `"`, `\"`)
	for _, spelling := range [...]string{
		escaped,
		strings.ReplaceAll(escaped, "/", `\/`),
		spellMarks(secret, "0123456789abcdef"),
		spellMarks(secret, "0123456789ABCDEF"),
		url.QueryEscape(secret),
		url.PathEscape(secret),
	} {
		if spelling != secret {
			*s = append(*s, spelling)
		}
	}
}

// needsSpelling reports whether some encoder writes a secret otherwise than as itself.
func needsSpelling(secret string) bool {
	for i := range len(secret) {
		if c := secret[i]; !ascii.IsAlnum(c) && c != '-' && c != '.' && c != '_' && c != '~' {
			return true
		}
	}
	return false
}

// htmlMarks are the characters that encoders of JSON escape so that the text is
// safe in HTML.
const htmlMarks = "+&<>'\"`"

// spellMarks writes the marks of a secret as escapes of JSON, with the digits of
// hexadecimal numbers that an encoder uses.
func spellMarks(secret, digits string) string {
	if !strings.ContainsAny(secret, htmlMarks) {
		return secret
	}
	var b strings.Builder
	b.Grow(len(secret) + len(`\u0026`))
	for i := range len(secret) {
		c := secret[i]
		if strings.IndexByte(htmlMarks, c) < 0 {
			b.WriteByte(c)
			continue
		}
		b.WriteString(`\u00`)
		b.WriteByte(digits[c>>4])
		b.WriteByte(digits[c&15])
	}
	return b.String()
}

// addHeader notes the credentials of a request's header.
func (s *Secrets) addHeader(h http.Header) {
	var lower [maxName]byte
	for name, values := range h {
		switch name := lowered(lower[:0], name); {
		case name == "authorization", name == "proxy-authorization", isSecretHeader(name):
			for _, value := range values {
				s.addAuthorization(value)
			}
		case name == "cookie":
			for _, value := range values {
				for pair := range strings.SplitSeq(value, ";") {
					s.addCookie(strings.TrimSpace(pair))
				}
			}
		}
	}
}

// lowered returns the name of a header in lowercase. SDKs send a dozen headers, so a name
// is written into the memory that it is given, if that is enough.
func lowered(to []byte, name string) string {
	if len(name) > cap(to) {
		return strings.ToLower(name)
	}
	for i := range len(name) {
		c := name[i]
		if ascii.IsUpper(c) {
			c += 'a' - 'A'
		}
		to = append(to, c)
	}
	return ascii.View(to)
}

// addCookie notes the value of a cookie, if the cookie is named like a credential
// or the value is as long as one: the others are themes, regions and the like.
func (s *Secrets) addCookie(pair string) {
	name, value, _ := strings.Cut(pair, "=")
	value = strings.Trim(value, `" `)
	if len(value) >= wholeWordUnder && isMixed(value) || len(name) <= maxName && isSecretParameter(name) {
		s.add(value)
	}
}

// isMixed reports whether a text has letters and digits, as what a machine drew
// has and a word has not.
func isMixed(s string) bool {
	letter, digit := false, false
	for i := range len(s) {
		digit = digit || ascii.IsDigit(s[i])
		letter = letter || ascii.IsAlnum(s[i]) && !ascii.IsDigit(s[i])
	}
	return letter && digit
}

// Certain returns the secrets that no provider would have as the name of an error:
// all but words that are joined, such as api_key.
func (s Secrets) Certain() Secrets {
	if !slices.ContainsFunc(s, isName) {
		return s
	}
	return slices.DeleteFunc(slices.Clone(s), isName)
}

// isName reports whether a text is lowercase words that are joined.
func isName(s string) bool {
	joined := false
	for i := range len(s) {
		switch c := s[i]; {
		case c == '_' || c == '-' || c == '.':
			joined = true
		case c < 'a' || c > 'z':
			return false
		}
	}
	return joined && len(s) < 2*wholeWordUnder
}

// addAuthorization notes a value that may have the form of RFC 9110, section
// 11.4: a scheme and a token, or a scheme and parameters.
func (s *Secrets) addAuthorization(value string) {
	s.add(value)
	scheme, token, ok := strings.Cut(strings.TrimSpace(value), " ")
	if !ok {
		return
	}
	token = strings.TrimSpace(token)
	s.add(token)
	if strings.EqualFold(scheme, "basic") {
		s.addBasic(token)
		return
	}
	for param := range strings.SplitSeq(token, ",") {
		if name, v, ok := strings.Cut(strings.TrimSpace(param), "="); ok && isSecretParameter(name) {
			s.add(strings.Trim(v, `"`))
		}
	}
}

// addBasic notes the password of Basic credentials (RFC 7617), or the user
// where the password is empty, as with APIs that take the key as the user.
func (s *Secrets) addBasic(token string) {
	plain, err := base64.StdEncoding.DecodeString(token)
	if err != nil {
		return
	}
	s.add(string(plain))
	user, password, _ := strings.Cut(string(plain), ":")
	if password == "" {
		password = user
	}
	s.add(password)
}

// addURL notes the credentials of a URL: its user info and the query
// parameters that are named like credentials.
func (s *Secrets) addURL(u *url.URL) {
	if u == nil {
		return
	}
	if u.User != nil {
		password, _ := u.User.Password()
		if password == "" {
			password = u.User.Username()
		}
		s.add(password)
	}
	for pair := range strings.SplitSeq(u.RawQuery, "&") {
		name, value, _ := strings.Cut(pair, "=")
		if len(name) > maxName || !isSecretParameter(name) {
			continue
		}
		s.add(value)
		if plain, err := url.QueryUnescape(value); err == nil {
			s.add(plain)
		}
	}
}

// IsSecretHeader reports whether the whole value of a header is a credential, or
// full of them, as cookies are.
func IsSecretHeader(name string) bool {
	switch name = strings.ToLower(name); name {
	case "authorization", "proxy-authorization", "cookie", "set-cookie":
		return true
	}
	return isSecretHeader(name)
}

// isSecretHeader reports whether a header, in lowercase, is named like a
// credential: one of its words is one of a credential, and its last word does not
// say that it is about one. An idempotency key is none, and support may ask for it.
func isSecretHeader(name string) bool {
	secret, about := false, false
	for word := ""; name != ""; {
		if word, name = cutWord(name); word == "" {
			continue
		}
		if word == "idempotency" {
			return false
		}
		secret, about = secret || isSecretWord(word), isAbout(word)
	}
	return secret && !about
}

// isAbout reports whether a word at the end of a name says that the value is
// something about a credential, or a part of an address, and not one.
func isAbout(word string) bool {
	switch word {
	case "id", "type", "name", "method", "mode", "scheme", "provider", "version", "algorithm", "alg", "limit", "remaining", "reset", "expires", "count", "region", "status", "user", "host", "url", "uri":
		return true
	}
	return false
}

// cutWord returns the first word of a name, and what follows the mark behind it.
func cutWord(name string) (word, rest string) {
	for i := range len(name) {
		if c := name[i]; c == '-' || c == '_' || c == '.' {
			return name[:i], name[i+1:]
		}
	}
	return name, ""
}

// isSecretWord reports whether a word of a name, in lowercase, is that of a
// credential: it ends like one. "max_tokens" and "keyword" have none.
func isSecretWord(word string) bool {
	switch word {
	case "sig", "auth", "pwd", "jwt", "sid", "sessionid", "jsessionid", "phpsessid", "credentials":
		return true
	case "monkey", "turkey", "hockey", "whiskey", "portkey", "hotkey":
		return false
	}
	for _, end := range secretEnds {
		if strings.HasSuffix(word, end) {
			return true
		}
	}
	return false
}

var secretEnds = [...]string{"key", "token", "secret", "signature", "session", "password", "passwd", "credential", "authorization"}

// isSecretParameter reports whether a parameter is named like a credential: one of
// its words, in any case, ends like one, and none says that it turns pages.
func isSecretParameter(name string) bool {
	found := false
	name = strings.ToLower(name)
	for word := ""; name != ""; {
		word, name = cutWord(name)
		switch word {
		case "page", "next", "cursor", "continuation", "pagetoken", "nexttoken", "continuationtoken", "nextpagetoken":
			return false
		}
		found = found || isSecretWord(word)
	}
	return found
}
