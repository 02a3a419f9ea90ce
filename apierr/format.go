package apierr

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/errbook/errbook/apierr/errdoc"
	"github.com/errbook/errbook/apierr/internal/ascii"
)

const (
	// maxLine is how many characters of a message appear in one line.
	maxLine = 300
	// maxBlock is how many bytes of a message appear in the long form, in logs
	// and in JSON.
	maxBlock = 8 << 10
)

// Format prints the error: %v and %s as [Error.Error] does, %q the same in
// quotes, and %+v with all that is known: what it means, whether to retry, who
// must act, the documented causes, fixes, checks and links, and what to send to
// the provider's support. What the provider sent is made harmless: no control
// characters, terminal escapes, or invisible marks that reorder text, and no
// line of it can pass for one of ours.
func (e *Error) Format(f fmt.State, verb rune) {
	switch {
	case e == nil:
		io.WriteString(f, "<nil>")
	case verb == 'v' && f.Flag('+'):
		io.WriteString(f, e.details())
	case verb == 'v' && f.Flag('#'):
		fmt.Fprintf(f, "&apierr.Error{Provider:%q, Code:%q, Kind:%#v, Status:%d}", e.Provider, string(e.Code), e.Kind, e.Status)
	case verb == 'v' || verb == 's' || verb == 'q' || verb == 'x' || verb == 'X':
		fmt.Fprintf(f, fmt.FormatString(f, verb), e.Error())
	default:
		fmt.Fprintf(f, "%%!%c(*apierr.Error=%s)", verb, e.Error())
	}
}

// details returns the long form.
func (e *Error) details() string {
	var b strings.Builder
	b.WriteString(e.Error())
	line := func(label, text string) {
		if text != "" {
			b.WriteString("\n  " + label + ": ")
			b.WriteString(strings.ReplaceAll(text, "\n", "\n    "))
		}
	}
	for _, f := range e.facts() {
		line(strings.ToLower(f.Label), f.String())
	}
	if m := harmless(e.Message); m != oneLine(e.Message) {
		line("message", m)
	}
	line("param", oneLine(e.Param))
	line("wire", strings.TrimSpace(oneLine(e.WireType)+" "+oneLine(e.WireCode)))
	e.documentation(line)
	line("send to support", e.supportNote())
	if e.from != nil {
		links(line, e.from.Links())
	}
	return b.String()
}

// documentation prints what the provider's documentation says.
func (e *Error) documentation(line func(label, text string)) {
	d := e.Doc
	if d == nil {
		return
	}
	line("title", d.Title)
	line("meaning", d.Summary)
	each(line, "cause", d.Causes)
	each(line, "fix", d.Fixes)
	each(line, "check", d.Checks)
	for _, g := range d.Guides {
		line("guide", strings.TrimSuffix(g.Title+": "+g.Text, ": "))
		each(line, "check", g.Checks)
	}
	line("deprecated", d.Deprecated)
	links(line, d.Links)
	for _, s := range d.Sources {
		line("source", strings.TrimSuffix(s.ID+", "+s.URL+", "+s.Note(), ", "))
	}
}

func each(line func(label, text string), label string, texts []string) {
	for _, text := range texts {
		line(label, text)
	}
}

func links(line func(label, text string), links []Link) {
	for _, l := range links {
		line("link", strings.TrimSpace(l.Title+" "+l.URL))
	}
}

// facts returns what is known of the error in a line each: what its
// documentation says, and what the response itself says in its place. The code
// and what the response looks like are in the first line and under "wire".
func (e *Error) facts() []errdoc.Fact {
	var d Doc
	if e.Doc != nil {
		d = *e.Doc
	}
	d.Kind, d.Family, d.Actor, d.Scope = e.Kind, e.family(), e.Actor(), e.Scope()
	d.Retry, d.Executed, d.Billed = e.Retry(), e.Executed(), e.Billed()
	d.Code, d.Statuses, d.WireCodes = "", nil, nil
	if e.Surface != "" {
		d.Surface = e.Surface
	}
	facts := d.Facts()
	if i := slices.IndexFunc(facts, func(f errdoc.Fact) bool { return f.Key == "retry" }); e.Delay.Source != "" {
		facts = slices.Insert(facts, i+1, errdoc.Fact{
			Key: "delay_ms", Label: "Server asks to wait", Text: e.Delay.Duration.String(), Values: []string{e.Delay.Source},
		})
	}
	if e.Match == MatchNone && e.Status == 0 {
		return facts
	}
	return append(facts, errdoc.Fact{Key: "match", Label: "Recognized", Text: e.Match.text(), Values: []string{e.Match.String()}})
}

// supportNote returns what to send along when asking the provider for help.
func (e *Error) supportNote() string {
	var notes []string
	if e.RequestID != "" {
		notes = append(notes, "request ID "+oneLine(e.RequestID))
	}
	if e.from != nil {
		for _, want := range e.from.Support() {
			if want != "request_id" {
				notes = append(notes, strings.ReplaceAll(want, "_", " "))
			}
		}
	}
	return strings.Join(notes, ", ")
}

// oneLine returns text as it can stand inside a line: harmless, with single
// spaces, without URLs, and cut after 300 characters.
func oneLine(text string) string {
	if isPlainLine(text) {
		return text
	}
	return boundLine(withoutURLs(strings.Join(strings.Fields(harmless(text)), " ")))
}

// isPlainLine reports whether oneLine would change nothing, for most texts.
func isPlainLine(text string) bool {
	if len(text) > maxLine {
		return false
	}
	for i := range len(text) {
		switch c := text[i]; {
		case c < ' ' || c > '~':
			return false
		case c == ' ' && (i == 0 || i == len(text)-1 || text[i+1] == ' '):
			return false
		case c == '/' && i > 0 && (text[i-1] == '/' || text[i-1] == '\\'), c == 'w' && strings.HasPrefix(text[i:], "www."):
			return false
		}
	}
	return true
}

// boundLine cuts a line after maxLine characters.
func boundLine(line string) string {
	if len(line) <= maxLine {
		return line
	}
	n := 0
	for i := range line {
		if n++; n == maxLine {
			_, size := utf8.DecodeRuneInString(line[i:])
			if i+size < len(line) {
				return strings.TrimRight(line[:i], " ") + "…"
			}
		}
	}
	return line
}

// link appears in a line where a URL stood.
const link = "[link]"

// withoutURLs replaces the URLs of a line. The marks that end a sentence, and
// those that enclose a URL, stay.
func withoutURLs(line string) string {
	var b strings.Builder
	for {
		start := indexURL(line)
		if start < 0 {
			break
		}
		end := start
		for end < len(line) && strings.IndexByte(" \"'<>`", line[end]) < 0 {
			end++
		}
		end = start + len(strings.TrimRight(line[start:end], ".,;:!?)]}*\\"))
		b.WriteString(line[:start])
		b.WriteString(link)
		line = line[end:]
	}
	if b.Len() == 0 {
		return line
	}
	b.WriteString(line)
	return b.String()
}

// indexURL returns where the first URL of a line starts, -1 if it has none: at
// a scheme before "://" (also as JSON escapes it), or at "www.".
func indexURL(line string) int {
	at := strings.Index(line, "://")
	if n := strings.Index(line, `:\/\/`); n >= 0 && (at < 0 || n < at) {
		at = n
	}
	if n := strings.Index(line, "www."); n >= 0 && (at < 0 || n < at) {
		return n
	}
	if at < 0 {
		return -1
	}
	for at > 0 && (ascii.IsAlnum(line[at-1]) || strings.IndexByte("+-.", line[at-1]) >= 0) {
		at--
	}
	return at
}

// harmless returns text of which nothing can steer a terminal or hide: escape
// sequences, control characters and invisible format characters (which reorder
// text) are left out, line breaks are one newline each, and invalid UTF-8 shows
// as U+FFFD. Text over 8 KiB is cut.
func harmless(text string) string {
	if isHarmless(text) {
		return text
	}
	cut := len(text) > maxBlock
	if cut {
		text = text[:maxBlock]
		for range utf8.UTFMax - 1 { // do not split a character
			if r, n := utf8.DecodeLastRuneInString(text); r != utf8.RuneError || n != 1 {
				break
			}
			text = text[:len(text)-1]
		}
	}
	var b strings.Builder
	for i := 0; i < len(text); {
		if n := escapeLength(text[i:]); n > 0 {
			i += n
			continue
		}
		r, n := utf8.DecodeRuneInString(text[i:])
		i += n
		if r, ok := harmlessRune(r); ok {
			b.WriteRune(r)
		}
	}
	if cut {
		b.WriteString("…")
	}
	return strings.TrimSpace(b.String())
}

// harmlessRune returns what stands for r, and false for nothing.
func harmlessRune(r rune) (rune, bool) {
	switch {
	case r == '\n' || r == '\u2028' || r == '\u2029' || r == '\u0085':
		return '\n', true
	case r == '\t':
		return ' ', true
	case unicode.IsControl(r), unicode.Is(unicode.Cf, r):
		return 0, false
	}
	return r, true
}

// isHarmless reports whether harmless would change nothing, for most texts.
func isHarmless(text string) bool {
	if len(text) > maxBlock {
		return false
	}
	for i := range len(text) {
		if c := text[i]; (c < ' ' && c != '\n') || c > '~' {
			return false
		}
	}
	return strings.TrimSpace(text) == text
}

// escapeLength returns how long the terminal's escape sequence is that text
// begins with (ECMA-48), 0 for none: CSI up to its final byte, OSC and the like
// up to their terminator, others two bytes. One that does not end within 128
// bytes is only as long as its introducer.
func escapeLength(text string) int {
	const escape, bell, maxSequence = '\x1b', '\x07', 128
	start := 2
	switch {
	case strings.HasPrefix(text, "\u009b"):
	case text[0] != escape:
		return 0
	case len(text) == 1:
		return 1
	case text[1] == ']' || text[1] == 'P' || text[1] == '_' || text[1] == '^' || text[1] == 'X':
		for i := start; i < min(len(text), maxSequence); i++ {
			if text[i] == bell {
				return i + 1
			}
			if text[i] == escape && i+1 < len(text) && text[i+1] == '\\' {
				return i + 2
			}
		}
		return start
	case text[1] != '[':
		if text[1] < ' ' || text[1] > '~' {
			return 1
		}
		return start
	}
	for i := start; i < min(len(text), maxSequence); i++ {
		switch c := text[i]; {
		case '@' <= c && c <= '~':
			return i + 1
		case c < ' ' || c > '?':
			return i
		}
	}
	return start
}
