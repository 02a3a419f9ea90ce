package apierr

import (
	"strconv"
	"strings"

	"github.com/errbook/errbook/apierr/internal/ascii"
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
	if text == "" || looksLikeJSON(text) || f.openRPC(text) || f.openClose(r, text) {
		return
	}
	if text[0] == '{' || text[0] == '<' || text[0] == '"' {
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

// openRPC takes the status and the sentence out of the text of a gRPC exception,
// where the sentence stands in quotes, as echoed prompts do elsewhere:
//
//	status = StatusCode.PERMISSION_DENIED
//	details = "The team has no credits"
func (f *Fields) openRPC(text string) bool {
	const status, details = "StatusCode.", `details = "`
	at := strings.Index(text, status)
	if at < 0 {
		return false
	}
	text = text[at+len(status):]
	at = strings.Index(text, details)
	if at < 0 {
		return false
	}
	// Of the quotes the first stays and the second goes, so that nothing is quoted.
	end := at + len(details)
	if n := strings.Index(text[end:], "\"\n"); n >= 0 {
		text = text[:end+n]
	}
	f.body = text
	return true
}

// openClose takes the code and the reason out of the text that a WebSocket
// library makes of a close: "received 1008 (policy violation) no such voice; then
// sent …". The words in brackets are those of the code in RFC 6455, section
// 7.4.1, and say nothing of the reason.
func (f *Fields) openClose(r *Response, text string) bool {
	const code = len("1008")
	text = strings.TrimPrefix(text, "received ")
	if len(text) < code+2 || text[0] < '1' || text[0] > '4' || text[code:code+2] != " (" {
		return false
	}
	n, err := strconv.Atoi(text[:code])
	_, reason, ok := strings.Cut(text, ")")
	if err != nil || !ok {
		return false
	}
	reason, _, _ = strings.Cut(reason, "; then sent ")
	f.body = strings.TrimSpace(reason)
	if r.Status == 0 && r.Close == 0 {
		r.Close, f.Close = n, n
	}
	return true
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
	return ascii.IsAlnum(c) || c == '.' || c == '-' || c == '$'
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
