package wire

import (
	"slices"
	"strings"

	"github.com/errbook/errbook/apierr/internal/ascii"
)

// Salvage looks for a message where none of the wire's paths led to one, or only to a
// word for success, as in the envelope of a job that failed: at the member of a JSON
// text, or the element of an XML document, whose name says that it is for people, else
// at the first sentence that there is. What can repeat the request is passed over. It
// sets Message, and returns an identifier that is where codes are.
//
// It must be asked only of a body that is known to be an error.
func (f *Fields) Salvage() (code string) {
	if f.Message != "" && !SaysSuccess(f.Message) || f.messageCut {
		return ""
	}
	v := salvager{scanner: scanner{s: f.body, f: f}}
	if strings.HasPrefix(v.s, byteOrderMark) {
		v.i = len(byteOrderMark)
	}
	v.space()
	if v.i >= len(v.s) {
		return ""
	}
	switch v.s[v.i] {
	case '{', '[':
		v.json()
	case '<':
		v.xml()
	}
	if message := f.decoded(v.message.kind, v.message.raw); message != "" {
		f.Message, f.isFolded = message, false
	}
	return f.decoded(v.code.kind, v.code.raw)
}

// A salvager walks once over a body that nobody described.
type salvager struct {
	scanner
	message, code salvaged
}

// A salvaged is a text, and what it is worth: the rank of its place, of two texts
// of one rank the sentence.
type salvaged struct {
	raw   string
	kind  valueKind // of a string, or of XML
	worth rank
}

// A rank says how likely a text is the message, by the name of its place.
type rank uint8

const (
	rankOther   rank = iota + 1 // a sentence will do
	rankTitle                   // title, error, reason: often no more than a word
	rankMessage                 // message, detail, description
)

// A place is where a value of a body is.
type place struct {
	rank, codeRank rank
	echo           bool // what is here can repeat the request
}

// json walks over a JSON text. A frame is the place of an object or a list.
func (v *salvager) json() {
	var frames [maxDepth]place
	depth := 0
	at := place{rank: rankOther}
	for v.i < len(v.s) {
		switch v.s[v.i] {
		case '{', '[':
			if depth == maxDepth {
				return
			}
			frames[depth] = at
			depth++
			v.i++
		case '}', ']':
			if depth--; depth <= 0 {
				return
			}
			at = frames[depth-1]
			v.i++
		case '"', '\'':
			start := v.i + 1
			kind := v.str()
			if kind == valueCut {
				return
			}
			raw := v.s[start : v.i-1]
			if v.space(); v.i < len(v.s) && v.s[v.i] == ':' && depth > 0 {
				at = frames[depth-1].member(raw)
				v.i++
				continue
			}
			v.consider(at, raw, kind)
		case ',', ':', ' ', '\n', '\r', '\t':
			v.i++
		default: // a quote within a word begins no string
			v.plain()
		}
	}
}

// xml walks over the elements of an XML document that have nothing but text inside.
func (v *salvager) xml() {
	above := place{rank: rankOther}
	for {
		open := strings.IndexByte(v.s[v.i:], '<')
		if open < 0 {
			return
		}
		v.i += open + 1
		end := strings.IndexByte(v.s[v.i:], '>')
		if end < 0 {
			return
		}
		tag := v.s[v.i : v.i+end]
		v.i += end + 1
		if tag == "" || !ascii.IsAlnum(tag[0]) {
			continue
		}
		text, after, _ := strings.Cut(v.s[v.i:], "<")
		isLeaf := strings.HasPrefix(after, "/")
		if !isLeaf && strings.IndexByte(tag, '=') < 0 {
			continue // as most tags of a page
		}
		name, rest := cutName(tag)
		at := above.member(name)
		for name, value := range xmlAttributes(rest) {
			inside := at.member(name)
			inside.rank = max(inside.rank, rankOther) - rankOther // half a message: an element says more
			v.consider(inside, value, valueXML)
		}
		if !isLeaf {
			continue
		}
		if at.rank < rankTitle || strings.HasPrefix(tag, "title") {
			at.rank = 0 // pages have titles, and sentences in every element
		}
		v.consider(at, strings.TrimSpace(text), valueXML)
	}
}

// consider takes a text for the message, or for the code, if its place says more
// than that of the one before.
func (v *salvager) consider(at place, raw string, kind valueKind) {
	if at.echo {
		return
	}
	if worth := 2 * at.rank; worth > 0 && saysSomething(raw) && !SaysSuccess(raw) {
		switch {
		case isSentence(raw):
			worth++
		case at.rank == rankOther:
			worth = 0
		}
		if worth > v.message.worth {
			v.message = salvaged{raw, kind, worth}
		}
	}
	if at.codeRank > v.code.worth && isIdentifier(raw) {
		v.code = salvaged{raw, kind, at.codeRank}
	}
}

// SaysSuccess reports whether a text is no more than a word for success.
func SaysSuccess(text string) bool {
	if len(text) > maxSuccess {
		return false
	}
	var buf [maxSuccess]byte
	key := text
	if strings.IndexFunc(text, func(c rune) bool { return c >= 0x80 }) < 0 {
		key = plainKey(buf[:0], text)
	}
	return slices.Contains(SalvageNames.Success, key)
}

// maxSuccess is how long a word for success can be.
const maxSuccess = 28

// saysSomething reports whether a text has a letter and is not a URL.
func saysSomething(text string) bool {
	if strings.HasPrefix(text, "http") && strings.IndexByte(text, ' ') < 0 {
		return false
	}
	return strings.IndexFunc(text, func(c rune) bool { return isASCIILetter(c) || c >= 0x80 }) >= 0
}

func isASCIILetter(c rune) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

// isSentence reports whether a text is prose: words with spaces in between, or
// ones of a language that has none.
func isSentence(text string) bool {
	letters, wide, spaces := 0, 0, 0
	for _, c := range text {
		switch {
		case isASCIILetter(c):
			letters++
		case c >= 0x2e80:
			wide++
		case c >= 0x80:
			letters++
		case c == ' ':
			spaces++
		}
	}
	return wide >= 4 || spaces > 0 && letters >= 8
}

// maxIdentifier is how long a salvaged code can be.
const maxIdentifier = 96

// isIdentifier reports whether a text can be a code: a word with a letter.
func isIdentifier(text string) bool {
	return len(text) <= maxIdentifier && saysSomething(text) && !strings.ContainsAny(text, " /\\\n")
}

// SalvageWords says what the names of members and elements mean to
// [Fields.Salvage]: only lowercase letters and digits.
type SalvageWords struct {
	Message, Title    []string // what is for people, and what is often no more than a word
	Same              []string // what means the same as the member around it: message: {value: …}
	Code, Type, Other []string // where identifiers are, the best first
	Echo              []string // what can repeat the request, or says nothing of an error
	Success           []string // values that say no more than that the call went well
}

// member returns the place of a member of an object, or of an element inside
// another.
func (p place) member(name string) place {
	var buf [maxIdentifier]byte
	key := plainKey(buf[:0], name)
	names := &SalvageNames
	in := place{rank: rankOther, echo: p.echo || slices.Contains(names.Echo, key)}
	switch {
	case slices.Contains(names.Message, key):
		in.rank = rankMessage
	case slices.Contains(names.Title, key):
		in.rank = rankTitle
	case slices.Contains(names.Same, key):
		in.rank = p.rank
	}
	switch {
	case slices.Contains(names.Code, key):
		in.codeRank = rankMessage
	case slices.Contains(names.Type, key):
		in.codeRank = rankTitle
	case slices.Contains(names.Other, key):
		in.codeRank = rankOther
	}
	return in
}

// plainKey appends the letters and digits of a name in lowercase, at most as many
// as fit.
func plainKey(buf []byte, name string) string {
	for i := 0; i < len(name) && len(buf) < cap(buf); i++ {
		c := name[i]
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		if ascii.IsAlnum(c) {
			buf = append(buf, c)
		}
	}
	return ascii.View(buf)
}
