package unwrap

import (
	"strings"

	"github.com/errbook/errbook/apierr/internal/ascii"
)

// maxPrefix is how much text can be before a response that an SDK printed.
const maxPrefix = 240

// A Quote is a response inside of a text.
type Quote struct {
	Response
	// Certain says that the text has a form that nothing else has. Otherwise the
	// body is an object in a sentence, which may be an echo of the request: then
	// the response must say by its own identifiers that it is an error.
	Certain bool
	// HasStatus says that the text states the status.
	HasStatus bool
}

// FindQuote returns the response in the line that an SDK printed around it:
// "Error code: 429 - {…}", "API Error (529 {…})". The status in that line counts
// where none is known.
func FindQuote(r Response) (q Quote, ok bool) {
	if 0 < r.Status && r.Status < 400 && !r.Stream {
		return Quote{}, false
	}
	text := strings.TrimLeft(r.Body, " \r\n\t\ufeff")
	if text == "" || looksLikeJSON(text) {
		return Quote{}, false
	}
	if q, ok = ofRPC(r, text); ok {
		return q, true
	}
	if q, ok = ofClose(r, text); ok {
		return q, true
	}
	if text[0] == '{' || text[0] == '<' || text[0] == '"' {
		return Quote{}, false
	}
	if at := strings.IndexByte(text, '"'); at > 0 {
		if quoted := strings.TrimRight(text[at:], " \r\n`"); isQuoted(quoted) { // in Markdown, too
			return ofString(r, text[:at], quoted)
		}
	}
	return ofObject(r, text)
}

// Of what gRPC prints in Python: where the code begins, and the sentence.
const rpcStatus, rpcDetails = "StatusCode.", `details = "`

// ofRPC takes the status and the sentence out of the text of a gRPC exception,
// where the sentence is in quotes, as echoed prompts are elsewhere:
//
//	status = StatusCode.PERMISSION_DENIED
//	details = "The team has no credits"
func ofRPC(r Response, text string) (q Quote, ok bool) {
	at := strings.Index(text, rpcStatus)
	if at < 0 {
		return Quote{}, false
	}
	text = text[at:]
	if at = strings.Index(text, rpcDetails); at < 0 {
		return Quote{}, false
	}
	// Without the closing quote the sentence does not count as quoted.
	r.Body = text[:at+len(rpcDetails)+endOfDetails(text[at+len(rpcDetails):])]
	return Quote{Response: r, Certain: true}, true
}

// endOfDetails returns where the closing quote is: the first one at the end of a line
// or of the text, or before what is printed next on the same line.
func endOfDetails(text string) int {
	for i := range len(text) {
		if text[i] != '"' {
			continue
		}
		rest := text[i+1:]
		if rest == "" || rest[0] == '\n' || rest[0] == '>' || strings.HasPrefix(rest, " debug_error_string") {
			return i
		}
	}
	return len(text)
}

// RPC takes the code and the sentence out of what an error of gRPC prints in Go,
// "rpc error: code = ResourceExhausted desc = …", of what [FindQuote] leaves of one in
// Python, and of what AWS's libraries for Python print: "An error occurred
// (ThrottlingException) when calling the Invoke operation: …".
func RPC(text string) (code, message string, ok bool) {
	if rest, found := strings.CutPrefix(text, rpcStatus); found {
		code, message, ok = strings.Cut(rest, rpcDetails)
		return strings.TrimRight(code, ", \r\n\t"), message, ok
	}
	if _, rest, found := strings.Cut(text, "rpc error: code = "); found {
		return strings.Cut(rest, " desc = ")
	}
	if _, text, ok = strings.Cut(text, "An error occurred ("); !ok {
		return "", "", false
	}
	code, text, _ = strings.Cut(text, ") when calling the ")
	_, message, ok = strings.Cut(text, ": ")
	isName := code != "" && !ascii.IsDigit(code[0]) // of a response without a body it is the status
	return code, message, ok && isName
}

// ofClose takes the code and the reason out of the text that a WebSocket library
// makes of a close: "received 1008 (policy violation) no such voice; then sent
// …", "websocket: close 1008 (policy violation): no such voice". The words in
// parentheses are those of the code in RFC 6455, section 7.4.1, and say nothing of the
// reason.
func ofClose(r Response, text string) (q Quote, ok bool) {
	const code = len("1008")
	for from := 0; ; {
		at := strings.Index(text[from:], " (")
		if at < 0 {
			return Quote{}, false
		}
		at += from
		from = at + 1
		if at < code {
			continue
		}
		n := closeCode(text[at-code : at])
		if n == 0 {
			continue
		}
		meaning, reason, ended := strings.Cut(text[at+len(" ("):], ")")
		if !ended {
			return Quote{}, false
		}
		if !isCloseAfter(text[:at-code], n, meaning) {
			continue
		}
		reason, _, _ = strings.Cut(strings.TrimPrefix(reason, ":"), "; then sent ")
		r.Body = strings.TrimSpace(reason)
		if r.Status == 0 && r.Close == 0 {
			r.Close = n
		}
		return Quote{Response: r, Certain: true}, true
	}
}

// closeCode returns the code of a close that four digits spell, 1000 to 4999, 0 for all
// other text. Most text is none, and the errors of package strconv cost.
func closeCode(text string) (code int) {
	for i := range len(text) {
		if !ascii.IsDigit(text[i]) {
			return 0
		}
		code = code*10 + int(text[i]-'0')
	}
	if code < 1000 || code > 4999 {
		return 0
	}
	return code
}

// isCloseAfter reports whether a number is the code of a close, by what is before it
// and what it means. In the middle of a text it must be one that libraries know.
func isCloseAfter(before string, code int, meaning string) bool {
	rest, ok := strings.CutSuffix(before, "received ")
	if !ok {
		rest, ok = strings.CutSuffix(before, "close ")
	}
	if rest == "" {
		return true
	}
	return ok && (code <= 1015 || code >= 3000 && (meaning == "registered" || meaning == "private use"))
}

// ofString takes a JSON string out of a text that has a status before it: 429
// "…", Error: 422 "…".
func ofString(r Response, line, quoted string) (q Quote, ok bool) {
	line = strings.TrimRight(line, " :-")
	at := len(line) - len("429")
	if at < 0 || at > 0 && isNumberByte(line[at-1]) {
		return Quote{}, false
	}
	status := ErrorStatus(line[at:])
	if status == 0 || r.Status >= 400 && r.Status != status {
		return Quote{}, false
	}
	r.Body = quoted
	if r.Status < 400 {
		r.Status = status
	}
	return Quote{Response: r, Certain: true, HasStatus: true}, true
}

// ofObject takes the JSON object, or Python dict, out of a text.
func ofObject(r Response, text string) (q Quote, ok bool) {
	open := printedBody(text)
	if open < 0 {
		open = ObjectIn(text)
		if open <= 0 || open > maxPrefix {
			return Quote{}, false
		}
	}
	status := statusBefore(text[:open])
	if status != 0 && r.Status >= 400 && status != r.Status {
		return Quote{}, false // a gateway's own status: what it quotes is for the generic layer
	}
	r.Body = text[open:]
	if r.Status < 400 {
		r.Status = status
	}
	return Quote{Response: r, HasStatus: status != 0}, true
}

// printedBody returns where the body begins in what some SDKs print of a response
// with its headers, which are an object, too: "headers: {…}, status_code: 401, body:
// {…}"; -1 for all other text.
func printedBody(text string) int {
	const status, body = "status_code: ", ", body: "
	at := strings.Index(text, body+"{")
	if start := at - len("401") - len(status); start < 0 || text[start:start+len(status)] != status || ErrorStatus(text[at-len("401"):at]) == 0 {
		return -1
	}
	return at + len(body)
}

// Named takes the name and the sentence out of what programs print of an error: the
// exception that a text begins with, "acme.QuotaExceededError: No credits", or a code in
// brackets, as libraries of Connect print it, "ConnectError: [permission_denied] No
// access", or one that is labeled. Either word can be anything: the caller must know the name.
func Named(text string) (name, message string, ok bool) {
	if name, message, ok = bracketed(text); ok {
		return name, message, true
	}
	if name, message, ok = labeled(text); ok {
		return name, message, true
	}
	name, _, ok = strings.Cut(text, ": ")
	if !ok || strings.IndexByte(name, ' ') >= 0 || !strings.HasSuffix(name, "Error") && !strings.HasSuffix(name, "Exception") {
		return "", "", false
	}
	return name[strings.LastIndexByte(name, '.')+1:], text, true
}

// labeled takes the code and the sentence out of what libraries print as "status_code: 400,
// code: Arrearage, message: …", or with msg.
func labeled(text string) (code, message string, ok bool) {
	const before = " code: "
	at := strings.Index(text, before)
	if at < 0 {
		return "", "", false
	}
	code, message, ok = strings.Cut(text[at+len(before):], ", ")
	if !ok || code == "" || strings.IndexByte(code, ' ') >= 0 {
		return "", "", false
	}
	for _, label := range [...]string{"message: ", "msg: "} {
		if message, ok = strings.CutPrefix(message, label); ok {
			return code, message, true
		}
	}
	return "", "", false
}

// bracketed takes a code in brackets, and the sentence after it, out of a text.
func bracketed(text string) (code, message string, ok bool) {
	for from := 0; ; {
		open := strings.IndexByte(text[from:], '[')
		if open < 0 {
			return "", "", false
		}
		open += from
		end := open + 1
		for end < len(text) && ('a' <= text[end] && text[end] <= 'z' || text[end] == '_') {
			end++
		}
		if end > open+1 && strings.HasPrefix(text[end:], "] ") && (open == 0 || text[open-1] == ' ') {
			return text[open+1 : end], text[end+2:], true
		}
		from = open + 1
	}
}

// ObjectIn returns where the first JSON object, or Python dict, or what Node.js prints of
// an object, with a member begins in text, -1 for none.
func ObjectIn(text string) int {
	for from := 0; ; from++ {
		open := strings.IndexByte(text[from:], '{')
		if open < 0 {
			return -1
		}
		from += open
		if key := strings.TrimLeft(text[from+1:], " \r\n\t"); key != "" && (key[0] == '"' || key[0] == '\'' || isNameBefore(key)) {
			return from
		}
	}
}

// isNameBefore reports whether a text begins with a name and a colon, as an object of
// Node.js does.
func isNameBefore(text string) bool {
	end := 0
	for end < len(text) && ascii.IsWord(text[end]) {
		end++
	}
	return end > 0 && !ascii.IsDigit(text[0]) && strings.HasPrefix(text[end:], ": ")
}
