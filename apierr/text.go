package apierr

import (
	"strings"
)

// maxText is how many bytes of a body that is no JSON object serve as message.
const maxText = 2 << 10

// textOf returns what a body that is no JSON object or array says: a JSON
// string's value, the title of an HTML page, or the text itself.
func textOf(body string) string {
	text := strings.TrimSpace(strings.TrimPrefix(body, byteOrderMark))
	switch {
	case text == "" || looksLikeJSON(text):
		return ""
	case text[0] == '<':
		return titleOf(text)
	case isQuoted(text):
		if text = text[1 : len(text)-1]; strings.IndexByte(text, '\\') >= 0 {
			return unescape(text)
		}
	case len(text) > maxText:
		text = strings.ToValidUTF8(text[:maxText], "")
	}
	return text
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
	return inside == "" || strings.IndexByte("{[\"'}]", inside[0]) >= 0
}

// titleOf returns the title of an HTML page or, where it has none as the pages
// of some proxies, its first heading; "" if it has neither.
func titleOf(page string) string {
	if title := elementOf(page, "<title", "</title"); title != "" {
		return title
	}
	return elementOf(page, "<h1", "</h1")
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

// indexFold is strings.Index for a lower-case ASCII tag in any case.
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

// isPage reports whether a body is an HTML page, as proxies and web
// applications send, and as no API does.
func isPage(body string) bool {
	text := strings.TrimLeft(strings.TrimPrefix(body, byteOrderMark), " \r\n\t")
	for _, tag := range [...]string{"<!doctype html", "<html"} {
		if hasPrefixFold(text, tag) {
			return true
		}
	}
	return false
}

// statusInText returns the status with which a line begins that a program
// printed, after one of the words that programs put before it: "Error code:
// 429 - …", "502: Bad Gateway"; or with which it ends: "… (Status: 503)". It
// returns 0 for all other text: a number that stands anywhere else may be
// anything.
func statusInText(text string) int {
	if n := statusAtEnd(text); n != 0 {
		return n
	}
	for _, word := range statusWords {
		if hasPrefixFold(text, word) {
			text = strings.TrimLeft(text[len(word):], ": _-(/")
		}
	}
	if len(text) < 3 || len(text) > 3 && (text[3] >= '0' && text[3] <= '9' || isWordByte(text[3]|0x20) || text[3] == '.') {
		return 0
	}
	return errorStatus(text[:3])
}

// statusAtEnd returns the status that a program put behind a line, with a word
// that says so; 0 if there is none.
func statusAtEnd(line string) int {
	line = strings.TrimRight(line, ".)] ")
	if len(line) < 3 || !isDigit(line[len(line)-1]) {
		return 0
	}
	n := errorStatus(line[len(line)-3:])
	before := strings.TrimRight(line[:len(line)-3], ": =")
	for _, word := range lastStatusWords {
		if hasSuffixFold(before, word) {
			return n
		}
	}
	return 0
}

// errorStatus returns the status of an error, 400 to 599, that text spells; 0
// if it spells none. Most text does not, and the errors of package strconv cost.
func errorStatus(text string) int {
	if len(text) != 3 || text[0] < '4' || text[0] > '5' || !isDigit(text[1]) || !isDigit(text[2]) {
		return 0
	}
	return int(text[0]-'0')*100 + int(text[1]-'0')*10 + int(text[2]-'0')
}
