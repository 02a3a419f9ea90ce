package foreign

import (
	"bufio"
	"bytes"
	"io"
	"net/http"
	"strconv"
	"strings"

	"github.com/errbook/errbook/apierr/internal/ascii"
)

// noteMethods asks an error by the methods that errors of SDKs have. Fields were
// asked before, because methods such as Code mean this or that.
func (e *Error) noteMethods(err error) {
	for _, f := range statusMethods(err) {
		e.setStatus(safely(f))
	}
	if m, ok := err.(interface{ ErrorCode() string }); ok {
		setText(&e.Code, safely(m.ErrorCode))
	}
	if m, ok := err.(interface{ Code() string }); ok {
		setText(&e.Code, safely(m.Code))
	}
	if m, ok := err.(interface{ ErrorMessage() string }); ok {
		setText(&e.Message, safely(m.ErrorMessage))
	}
	for _, f := range bodyMethods(err) {
		if len(e.Body) == 0 {
			e.setBody(safely(f))
		}
	}
	if m, ok := err.(interface{ DumpResponse(body bool) []byte }); ok && len(e.Body) == 0 {
		e.noteDump(safely(func() []byte { return m.DumpResponse(true) }))
	}
}

// statusMethods returns the methods of err that may return an HTTP status.
func statusMethods(err error) (list []func() int) {
	if m, ok := err.(interface{ StatusCode() int }); ok {
		list = append(list, m.StatusCode)
	}
	if m, ok := err.(interface{ HTTPStatusCode() int }); ok {
		list = append(list, m.HTTPStatusCode)
	}
	if m, ok := err.(interface{ HTTPStatus() int }); ok {
		list = append(list, m.HTTPStatus)
	}
	if m, ok := err.(interface{ GetStatusCode() int }); ok {
		list = append(list, m.GetStatusCode)
	}
	if m, ok := err.(interface{ Status() int }); ok {
		list = append(list, m.Status)
	}
	if m, ok := err.(interface{ Code() int }); ok {
		list = append(list, m.Code)
	}
	return list
}

// bodyMethods returns the methods of err that may return a body.
func bodyMethods(err error) (list []func() []byte) {
	if m, ok := err.(interface{ RawJSON() string }); ok {
		list = append(list, func() []byte { return []byte(m.RawJSON()) })
	}
	if m, ok := err.(interface{ RawBody() []byte }); ok {
		list = append(list, m.RawBody)
	}
	if m, ok := err.(interface{ Body() []byte }); ok {
		list = append(list, m.Body)
	}
	return list
}

// noteDump reads a response that an error has printed as it came.
func (e *Error) noteDump(dump []byte) {
	resp, err := http.ReadResponse(bufio.NewReader(bytes.NewReader(dump)), nil)
	if err != nil {
		return
	}
	body, _ := io.ReadAll(io.LimitReader(resp.Body, MaxRead))
	e.setStatus(resp.StatusCode)
	e.setHeader(resp.Header)
	e.setBody(body)
}

// noteRPC reads what an error of gRPC prints, which has no other face that could
// be read without the library: "rpc error: code = ResourceExhausted desc = …".
func (e *Error) noteRPC(text string) {
	const begin, middle = "rpc error: code = ", " desc = "
	_, text, ok := strings.Cut(text, begin)
	if !ok {
		return
	}
	code, message, _ := strings.Cut(text, middle)
	setText(&e.Code, wireName(code))
	setText(&e.Message, message)
}

// wireName returns the name of a gRPC code as servers write it in JSON:
// RESOURCE_EXHAUSTED for ResourceExhausted.
func wireName(code string) string {
	var b strings.Builder
	for i := range len(code) {
		if ascii.BeginsWord(code, i) {
			b.WriteByte('_')
		}
		b.WriteByte(code[i])
	}
	name := strings.ToUpper(b.String())
	if name == "CANCELED" {
		return "CANCELLED" // as google.rpc.Code spells it
	}
	return name
}

// statusWords come right before a status in what errors print.
var statusWords = [...]string{"status code", "statuscode", "status", "http error", "http", "code"}

// statusOfTexts returns the status that the errors print behind a word for it,
// 0 for none.
func (e *Error) statusOfTexts() int {
	for _, text := range e.Texts {
		text = strings.ToLower(text)
		for _, word := range statusWords {
			if n := numberAfter(text, word); n != 0 {
				return n
			}
		}
	}
	return 0
}

// numberAfter returns the first status that follows a word in a text.
func numberAfter(text, word string) int {
	for {
		_, rest, ok := strings.Cut(text, word)
		if !ok {
			return 0
		}
		text = rest
		rest = strings.TrimLeft(rest, " :=#(\"'")
		if len(rest) < 3 || len(rest) > 3 && '0' <= rest[3] && rest[3] <= '9' {
			continue
		}
		if n, err := strconv.Atoi(rest[:3]); err == nil && isErrorStatus(n) {
			return n
		}
	}
}

func isErrorStatus(n int) bool { return 400 <= n && n <= 599 }
