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

// firstEscape returns where the first escape of JSON is that can spell a character
// of a credential, or divide one; -1 if there is none. Quotes, slashes and line
// ends do neither, nor, unless a secret has them, marks: most texts have no other.
func firstEscape(text string, hasMarks bool) int {
	for i := 0; ; i++ {
		n := strings.IndexByte(text[i:], '\\')
		if n < 0 || i+n+1 >= len(text) {
			return -1
		}
		if i += n; strings.IndexByte("urbf", text[i+1]) >= 0 && (hasMarks || !isMark(text[i:])) {
			return i
		}
	}
}

// isMark reports whether a text begins with the escape of a character between
// words, as encoders write quotes and angle brackets in JSON: \u0027, \u003c.
func isMark(text string) bool {
	if len(text) < len(`\u0000`) || text[1] != 'u' || text[2:4] != "00" {
		return false
	}
	code, err := strconv.ParseUint(text[4:6], 16, 8)
	return err == nil && strings.IndexByte(marks, byte(code)) >= 0
}

// marks are characters between words that encoders escape in JSON.
const marks = " \"'<>&`"

func hasMark(secret string) bool { return strings.ContainsAny(secret, marks) }

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
