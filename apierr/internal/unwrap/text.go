package unwrap

import (
	"strings"

	"github.com/errbook/errbook/apierr/internal/ascii"
	"github.com/errbook/errbook/apierr/wire"
)

// maxText is how many bytes of a body that is not a JSON object serve as message.
const maxText = 2 << 10

// byteOrderMark is what some servers put before a text.
const byteOrderMark = "\ufeff"

// Text returns what a body says that is not a JSON object or array: a JSON
// string's value, the title of an HTML page, or the text itself.
func Text(body string) string {
	text := strings.TrimSpace(strings.TrimPrefix(body, byteOrderMark))
	switch {
	case text == "" || looksLikeJSON(text):
		return ""
	case isMarkup(text):
		return titleOf(text)
	case isQuoted(text):
		if text = text[1 : len(text)-1]; strings.IndexByte(text, '\\') >= 0 {
			return wire.Unescape(text)
		}
	case len(text) > maxText:
		text = strings.ToValidUTF8(text[:maxText], "")
	}
	return text
}

// isMarkup reports whether text begins as a page or an XML document does. No name of an
// element begins with a digit: "<400> The input is too long." is a sentence.
func isMarkup(text string) bool {
	return text[0] == '<' && (len(text) == 1 || !ascii.IsDigit(text[1]))
}

// isQuoted reports whether text is one string in double quotes.
func isQuoted(text string) bool {
	if len(text) < 2 || text[0] != '"' {
		return false
	}
	for i := 1; i < len(text); i++ {
		switch text[i] {
		case '\\':
			i++
		case '"':
			return i == len(text)-1
		}
	}
	return false
}

// looksLikeJSON reports whether text begins as an object or an array of
// anything but numbers does: "[503 Service Unavailable] …" is a sentence.
func looksLikeJSON(text string) bool {
	if text[0] != '{' && text[0] != '[' {
		return false
	}
	inside := strings.TrimLeft(text[1:], " \r\n\t")
	return inside == "" || strings.IndexByte("{[\"'}]", inside[0]) >= 0 || text[0] == '{' && isNameBefore(inside)
}

// titleOf returns the title of an HTML page or, where it has none as the pages
// of some proxies, its first heading; "" if it has neither. Cloudflare's heading has
// a number, and says below it what failed.
func titleOf(page string) string {
	if title := elementOf(page, "<title", "</title"); title != "" {
		return title
	}
	heading := withoutTags(elementOf(page, "<h1", "</h1"))
	if heading == "" {
		return ""
	}
	if below := withoutTags(elementOf(page, `<h2 class="cf-subheadline"`, "</h2")); below != "" {
		heading += ": " + below
	}
	return heading
}

// withoutTags returns what a piece of a page says without the tags in it.
func withoutTags(text string) string {
	if strings.IndexByte(text, '<') < 0 {
		return text
	}
	var b strings.Builder
	for {
		open := strings.IndexByte(text, '<')
		end := strings.IndexByte(text[max(open, 0):], '>')
		if open < 0 || end < 0 {
			break
		}
		b.WriteString(text[:open])
		b.WriteByte(' ')
		text = text[open+end+1:]
	}
	b.WriteString(text)
	return strings.Join(strings.Fields(b.String()), " ")
}

// elementOf returns the text of the first element of a page that begins and
// ends with the tags.
func elementOf(page, openTag, closeTag string) string {
	open := indexFold(page, openTag)
	if open < 0 {
		return ""
	}
	rest := page[open:]
	start := strings.IndexByte(rest, '>')
	if start < 0 {
		return ""
	}
	rest = rest[start+1:]
	end := indexFold(rest, closeTag)
	if end < 0 || end > maxText {
		return ""
	}
	text := strings.TrimSpace(rest[:end])
	if strings.ContainsAny(text, "\r\n\t") {
		text = strings.Join(strings.Fields(text), " ")
	}
	return text
}

// indexFold is strings.Index for a lowercase ASCII tag in any case.
func indexFold(s, tag string) int {
	for i := 0; i+len(tag) <= len(s); i++ {
		n := strings.IndexByte(s[i:], '<')
		if n < 0 || i+n+len(tag) > len(s) {
			return -1
		}
		if i += n; strings.EqualFold(s[i:i+len(tag)], tag) {
			return i
		}
	}
	return -1
}

// Root returns an XML document from the tag of its outermost element on; "" for a text
// that is none. Of a SOAP message it is the element in the body, if one comes first there.
func Root(body string) string {
	text := strings.TrimLeft(strings.TrimPrefix(body, byteOrderMark), xmlSpace)
	if strings.HasPrefix(text, "<?") {
		_, text, _ = strings.Cut(text, "?>")
		text = strings.TrimLeft(text, xmlSpace)
	}
	name, rest := startTag(text)
	switch name {
	case "":
		return ""
	case "Envelope":
	default:
		return text
	}
	for {
		open := strings.IndexByte(rest, '<')
		if open < 0 {
			return text
		}
		name, rest = startTag(rest[open:])
		if name != "Body" {
			continue
		}
		_, inside, _ := strings.Cut(rest, ">")
		inside = strings.TrimLeft(inside, xmlSpace)
		if name, _ = startTag(inside); name != "" {
			return inside
		}
	}
}

const xmlSpace = " \r\n\t"

// startTag returns the name of the element whose tag a text begins with, without its
// prefix, and what comes behind the name; "" if the text begins with something else.
func startTag(text string) (name, rest string) {
	text, ok := strings.CutPrefix(text, "<")
	if !ok {
		return "", text
	}
	if end := strings.IndexAny(text, " \r\n\t/>"); end >= 0 {
		text, rest = text[:end], text[end:]
	}
	return text[strings.IndexByte(text, ':')+1:], rest
}

// IsPage reports whether a body is an HTML page, as proxies and web applications
// send, and as no API does.
func IsPage(body string) bool {
	text := strings.TrimLeft(strings.TrimPrefix(body, byteOrderMark), " \r\n\t")
	for _, tag := range [...]string{"<!doctype html", "<html"} {
		if ascii.HasPrefixFold(text, tag) {
			return true
		}
	}
	return false
}
