package apierr

import (
	"strings"
)

// maxPrefix is how much text may stand before an answer that an SDK printed.
const maxPrefix = 240

// openWrapped replaces the line that an SDK printed around an answer by the
// answer: "Error code: 429 - {…}", "API Error (529 {…})". The status in that
// line counts where none is known. Without one the answer must tell by its own
// identifiers what it is, or else the words around it might say more.
func (f *Fields) openWrapped(r *Response) {
	if 0 < r.Status && r.Status < 400 && !r.Stream {
		return
	}
	text := strings.TrimLeft(f.body, " \r\n\t\ufeff")
	if text == "" || text[0] == '{' || text[0] == '<' || text[0] == '"' || looksLikeJSON(text) {
		return
	}
	if at := strings.IndexByte(text, '"'); at > 0 && isQuoted(strings.TrimRight(text[at:], " \r\n")) {
		f.openString(r, text[:at], text[at:])
		return
	}
	open := objectIn(text)
	if open <= 0 || open > maxPrefix {
		return
	}
	status := statusBefore(text[:open])
	if status != 0 && r.Status >= 400 && status != r.Status {
		return // a gateway's own status: what it quotes is for the generic layer
	}
	if !isWrappedError(text[open:], status != 0) {
		return
	}
	f.body = text[open:]
	if r.Status < 400 {
		r.Status = status
	}
}

// openString does the same for an answer that is a JSON string, behind a status:
// 429 "…", Error: 422 "…".
func (f *Fields) openString(r *Response, line, quoted string) {
	line = strings.TrimRight(line, " :-")
	at := len(line) - len("429")
	if at < 0 || at > 0 && isNumberByte(line[at-1]) {
		return
	}
	status := errorStatus(line[at:])
	if status == 0 || r.Status >= 400 && r.Status != status {
		return
	}
	f.body = strings.TrimRight(quoted, " \r\n")
	if r.Status < 400 {
		r.Status = status
	}
}

// objectIn returns where the first JSON object, or Python dict, with a member
// begins in text, -1 for none.
func objectIn(text string) int {
	for from := 0; ; from++ {
		open := strings.IndexByte(text[from:], '{')
		if open < 0 {
			return -1
		}
		from += open
		if key := strings.TrimLeft(text[from+1:], " \r\n\t"); key != "" && (key[0] == '"' || key[0] == '\'') {
			return from
		}
	}
}

// statusBefore returns the last number of a line that can be an error's status
// and stands alone, 0 for none.
func statusBefore(line string) int {
	for end := len(line); end >= 3; end-- {
		start := end - 3
		if start > 0 && isNumberByte(line[start-1]) || end < len(line) && isNumberByte(line[end]) && line[end] != '.' && line[end] != '-' {
			continue
		}
		if n := errorStatus(line[start:end]); n != 0 {
			return n
		}
	}
	return 0
}

// isNumberByte reports whether what follows c is a part of a longer number or name.
func isNumberByte(c byte) bool {
	return isWordByte(c|0x20) || '0' <= c && c <= '9' || c == '.' || c == '-' || c == '$'
}

// isWrappedError reports whether a body has a message and, where no status
// stands before it, an identifier that tells its kind.
func isWrappedError(body string, hasStatus bool) bool {
	g := fieldsPool.Get().(*Fields)
	defer putFields(g)
	g.body, g.transient = body, true
	g.read(genericWire)
	if g.Message == "" || g.messageCut {
		return false
	}
	best, known := g.bestClue()
	return known && (hasStatus || best.strength >= clueWeak)
}
