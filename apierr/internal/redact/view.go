package redact

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/errbook/errbook/apierr/internal/ascii"
	"github.com/errbook/errbook/apierr/internal/harmless"
)

// A view is a text as people come to read it: without what printing leaves out,
// such as terminal escapes and characters of no width, or, if there is none of
// that, without one layer of the escapes of JSON. A credential that such things
// divide or spell is whole in one of the views of a text.
type view struct {
	text []byte
	at   []int32 // where each byte comes from, and the end
}

// maxViews is how many views of views are looked at: enough for JSON within JSON
// within JSON, with something to leave out in each.
const maxViews = 6

// viewOf returns the view of a text; ok is false if it is the text itself.
func viewOf(text string, secrets Secrets) (v view, ok bool) {
	step := dropped
	first := firstOf(text, step)
	if first < 0 {
		step = unescaped
		first = firstEscape(text, slices.ContainsFunc(secrets, hasMark))
	}
	if first < 0 {
		return view{}, false
	}
	v.text = append(make([]byte, 0, len(text)), text[:first]...)
	v.at = make([]int32, first, len(text)+1)
	for i := range first {
		v.at[i] = int32(i)
	}
	for i := first; i < len(text); {
		becomes, n := step(text[i:])
		if n == 0 {
			_, n = utf8.DecodeRuneInString(text[i:])
			becomes = text[i : i+n]
		}
		v.add(becomes, i)
		i += n
	}
	v.at = append(v.at, int32(len(text)))
	return v, true
}

// dropped returns the length of what printing leaves out at the beginning of a
// text, 0 for nothing.
func dropped(text string) (becomes string, n int) {
	if c := text[0]; c == '\n' || c == '\t' || ' ' <= c && c <= '~' {
		return "", 0
	}
	return "", harmless.Dropped(text)
}

// firstOf returns where a step first does something, -1 if nowhere.
func firstOf(text string, step func(string) (string, int)) int {
	for i := range len(text) {
		if c := text[i]; ' ' <= c && c <= '~' && c != '\\' {
			continue // most of all texts; no step begins with it
		}
		if _, n := step(text[i:]); n > 0 {
			return i
		}
	}
	return -1
}

func (v *view) add(text string, at int) {
	v.text = append(v.text, text...)
	for range len(text) {
		v.at = append(v.at, int32(at))
	}
}

// firstEscape returns where the first escape of JSON is, -1 if none of them can
// spell a character of a credential, or divide one. Quotes, slashes, line ends
// and, unless a secret has some, what is escaped for HTML do neither: most texts
// have no other.
func firstEscape(text string, hasMarks bool) int {
	first := strings.IndexByte(text, '\\')
	for i := max(first, 0); ; i++ {
		n := strings.IndexByte(text[i:], '\\')
		if n < 0 || i+n+1 >= len(text) {
			return -1
		}
		i += n
		switch text[i+1] {
		case 'r', 'b', 'f':
			return first
		case 'u':
			if becomes, n := unescaped(text[i:]); n > 0 && (hasMarks || spells(becomes)) {
				return first
			}
		}
	}
}

// spells reports whether a character, which an escape stands for, can be one of a
// credential that is searched for as it is, or is left out in print.
func spells(character string) bool {
	switch {
	case character == "":
		return true
	case character[0] < 0x80 && character[0] > ' ':
		return !strings.Contains(htmlMarks, character)
	}
	return harmless.Dropped(character) > 0
}

func hasMark(secret string) bool { return strings.ContainsAny(secret, htmlMarks) }

// ascii7 has every character of ASCII in its place: a text of one costs nothing.
const ascii7 = "\x00\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0a\x0b\x0c\x0d\x0e\x0f\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19\x1a\x1b\x1c\x1d\x1e\x1f" +
	" !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~\x7f"

// unescaped returns the character of the escape of JSON that a text begins with,
// and the escape's length, 0 for none. Half of a pair becomes nothing.
func unescaped(text string) (becomes string, n int) {
	if text[0] != '\\' || len(text) < 2 {
		return "", 0
	}
	if at := strings.IndexByte(`"\/nrtbf`, text[1]); at >= 0 {
		return "\"\\/\n\r\t\b\f"[at : at+1], 2
	}
	if text[1] != 'u' || len(text) < len(`\u0000`) {
		return "", 0
	}
	code, err := strconv.ParseUint(text[2:6], 16, 32)
	switch {
	case err != nil:
		return "", 0
	case !utf8.ValidRune(rune(code)):
		return "", 6
	case code < utf8.RuneSelf:
		return ascii7[code : code+1], 6
	}
	return string(rune(code)), 6
}

// hiddenSpans returns the stretches of text that are credentials in its view.
func hiddenSpans(text string, secrets Secrets, depth int) []span {
	v, ok := viewOf(text, secrets)
	if !ok {
		return nil
	}
	seen := string(v.text)
	var spans []span
	for _, secret := range secrets {
		spans = appendSecret(spans, seen, secret)
	}
	keyHeads.once.Do(fillKeyHeads)
	for s, ok := nextKey(seen, 0); ok; s, ok = nextKey(seen, s.end) {
		spans = append(spans, s)
	}
	spans = appendEncoded(spans, seen, secrets)
	if depth > 1 {
		spans = append(spans, hiddenSpans(seen, secrets, depth-1)...)
	}
	for i, s := range spans {
		spans[i] = span{int(v.at[s.start]), int(v.at[s.end])}
	}
	return spans
}

// replaceSpans puts marks in the place of stretches, which may overlap.
func replaceSpans(text string, spans []span) string {
	if len(spans) == 0 {
		return text
	}
	slices.SortFunc(spans, func(a, b span) int { return cmp.Compare(a.start, b.start) })
	var b strings.Builder
	done := 0
	for i := 0; i < len(spans); {
		whole := spans[i]
		for i++; i < len(spans) && spans[i].start < whole.end; i++ {
			whole.end = max(whole.end, spans[i].end)
		}
		b.WriteString(text[done:whole.start])
		b.WriteString(Mark)
		done = whole.end
	}
	b.WriteString(text[done:])
	return b.String()
}

// appendSecret appends where a secret is in a text.
func appendSecret(spans []span, text, secret string) []span {
	for i := 0; ; {
		at := strings.Index(text[i:], secret)
		if at < 0 {
			return spans
		}
		at += i
		i = at + len(secret)
		if len(secret) >= wholeWordUnder || opensWord(text, at) && (i == len(text) || !ascii.IsAlnum(text[i])) {
			spans = append(spans, span{at, i})
		}
	}
}
