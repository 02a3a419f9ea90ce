package apierr

import (
	"encoding/base64"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

const (
	// minSecret is the length under which a value is no secret worth the damage
	// that its removal does to a text.
	minSecret = 6
	// maxName is how long the name of a query parameter can be to be read.
	maxName = 48
	// maxRedirects is how many earlier requests of a chain of redirects count.
	maxRedirects = 10
)

// secretsOf returns the credentials of a request, and of those that it was
// redirected from, in every spelling that a body may have them, longest first.
func secretsOf(req *http.Request) []string {
	var c credentials
	for range maxRedirects {
		if req == nil {
			break
		}
		c.addHeader(req.Header)
		c.addURL(req.URL)
		if req.Response == nil {
			break
		}
		req = req.Response.Request
	}
	return c.sorted()
}

// credentials collects secrets.
type credentials []string

// sorted returns the secrets, longest first, so that one that holds another
// goes as a whole; those of one length in the order of their bytes, because
// headers come in no order.
func (c credentials) sorted() []string {
	slices.SortFunc(c, func(a, b string) int {
		if len(a) != len(b) {
			return len(b) - len(a)
		}
		return strings.Compare(a, b)
	})
	return slices.Compact(c)
}

// add notes a secret and the ways in which JSON and URLs spell it. Short
// numbers are left alone: they are counts, not credentials.
func (c *credentials) add(secret string) {
	secret = strings.TrimSpace(secret)
	if len(secret) < minSecret || len(secret) < wholeWordUnder && strings.Trim(secret, "0123456789.") == "" {
		return
	}
	*c = append(*c, secret)
	if strings.IndexFunc(secret, needsSpelling) < 0 {
		return
	}
	escaped := strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(secret)
	*c = append(*c, escaped,
		strings.ReplaceAll(escaped, "/", `\/`),
		spellMarks(secret, `\u%04x`),
		spellMarks(secret, `\u%04X`),
		url.QueryEscape(secret),
		url.PathEscape(secret))
}

// needsSpelling reports whether some encoder writes r otherwise than as itself.
func needsSpelling(r rune) bool {
	return r > 0x7e || !isAlnum(byte(r)) && !strings.ContainsRune("-._~", r)
}

// spellMarks writes the marks that encoders of JSON escape to be safe in HTML.
func spellMarks(secret, format string) string {
	var b strings.Builder
	for _, r := range secret {
		if strings.ContainsRune("+&<>'\"`", r) {
			fmt.Fprintf(&b, format, r)
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}

// addHeader notes the credentials of a request's header.
func (c *credentials) addHeader(h http.Header) {
	for name, values := range h {
		for _, value := range values {
			switch name := strings.ToLower(name); {
			case name == "authorization" || name == "proxy-authorization":
				c.addAuthorization(value)
			case name == "cookie":
				for pair := range strings.SplitSeq(value, ";") {
					_, v, _ := strings.Cut(pair, "=")
					c.add(strings.Trim(v, `" `))
				}
			case isSecretHeader(name):
				c.addAuthorization(value)
			}
		}
	}
}

// addAuthorization notes a value that may have the form of RFC 9110, section
// 11.4: a scheme and a token, or a scheme and parameters.
func (c *credentials) addAuthorization(value string) {
	c.add(value)
	scheme, token, ok := strings.Cut(strings.TrimSpace(value), " ")
	if !ok {
		return
	}
	token = strings.TrimSpace(token)
	c.add(token)
	if strings.EqualFold(scheme, "basic") {
		c.addBasic(token)
		return
	}
	for param := range strings.SplitSeq(token, ",") {
		if name, v, ok := strings.Cut(strings.TrimSpace(param), "="); ok && isSecretParameter(name) {
			c.add(strings.Trim(v, `"`))
		}
	}
}

// addBasic notes the password of Basic credentials (RFC 7617), or the user
// where the password is empty, as with APIs that take the key as the user.
func (c *credentials) addBasic(token string) {
	plain, err := base64.StdEncoding.DecodeString(token)
	if err != nil {
		return
	}
	c.add(string(plain))
	user, password, _ := strings.Cut(string(plain), ":")
	if password == "" {
		password = user
	}
	c.add(password)
}

// addURL notes the credentials of a URL: its user info and the query
// parameters that are named like credentials.
func (c *credentials) addURL(u *url.URL) {
	if u == nil {
		return
	}
	if u.User != nil {
		password, _ := u.User.Password()
		if password == "" {
			password = u.User.Username()
		}
		c.add(password)
	}
	for pair := range strings.SplitSeq(u.RawQuery, "&") {
		name, value, _ := strings.Cut(pair, "=")
		if len(name) > maxName || !isSecretParameter(name) {
			continue
		}
		c.add(value)
		if plain, err := url.QueryUnescape(value); err == nil {
			c.add(plain)
		}
	}
}

// isSecretHeader reports whether a header, in lower case, is named like a
// credential. An idempotency key is none, and support may ask for it.
func isSecretHeader(name string) bool {
	if strings.Contains(name, "idempotency") {
		return false
	}
	name = strings.ReplaceAll(name, "tokens", "") // a number of tokens
	for _, word := range [...]string{"key", "token", "secret", "auth", "session", "signature", "password", "credential"} {
		if strings.Contains(name, word) {
			return true
		}
	}
	return false
}

// isSecretParameter reports whether a parameter is named like a credential:
// one of its words, in any case, ends like one. "max_tokens" and "keyword" do not.
func isSecretParameter(name string) bool {
	isMark := func(r rune) bool { return r == '-' || r == '_' || r == '.' }
	for word := range strings.FieldsFuncSeq(strings.ToLower(name), isMark) {
		switch word {
		case "sig", "auth", "pwd", "sessionid", "credentials":
			return true
		}
		for _, end := range [...]string{"key", "token", "secret", "signature", "session", "password", "passwd", "credential", "authorization"} {
			if strings.HasSuffix(word, end) {
				return true
			}
		}
	}
	return false
}
