package classify

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"

	"github.com/errbook/errbook/apierr"
)

// A Response is one response as a person has it: what curl -i printed, only a
// body, or an event of a stream.
type Response struct {
	Status int // 0 when unknown
	Header http.Header
	Body   []byte
	Event  string // the name of the event that Body is
	Close  int    // the code with which a WebSocket was closed, 0 for none
}

// ReadResponse reads text that is an HTTP response as curl -i prints it: a status
// line, headers, an empty line, and the body with any chunks joined. Of several
// blocks of headers (of a proxy, an interim response or a redirect) the last one
// counts. Text that does not begin with a status line is a body, of unknown status.
//
// Lines may end in LF or CR LF. Lines among the headers that are not headers are
// left out, as browsers do.
func ReadResponse(text []byte) Response {
	text = bytes.TrimPrefix(text, []byte("\ufeff"))
	a := Response{Header: http.Header{}, Body: text}
	for {
		rest := bytes.TrimLeft(a.Body, "\r\n")
		line, after := headerLine(rest)
		status, ok := statusOf(line)
		if !ok {
			return a
		}
		a.Status = status
		a.Header, a.Body = readHeaders(after)
	}
}

// statusOf reads a status line (RFC 9112, section 4): the reason may be absent,
// as it is in HTTP/2 and HTTP/3, and so may the digit behind the dot.
func statusOf(line string) (status int, ok bool) {
	rest, ok := strings.CutPrefix(line, "HTTP/")
	if !ok {
		return 0, false
	}
	version, rest, _ := strings.Cut(rest, " ")
	if version == "" || strings.Trim(version, "0123456789.") != "" {
		return 0, false
	}
	code, _, _ := strings.Cut(strings.TrimLeft(rest, " "), " ")
	n, err := strconv.Atoi(code)
	return n, err == nil && len(code) == 3 && n >= 100
}

// readHeaders reads header fields up to an empty line or the end.
func readHeaders(text []byte) (h http.Header, body []byte) {
	h = http.Header{}
	last := ""
	for len(text) > 0 {
		var line string
		if line, text = headerLine(text); line == "" {
			break
		}
		if values := h[last]; len(values) > 0 && (line[0] == ' ' || line[0] == '\t') { // folded (RFC 9112, section 5.2)
			values[len(values)-1] += " " + strings.TrimSpace(line)
			continue
		}
		name, value, ok := strings.Cut(line, ":")
		if !ok || name == "" || strings.ContainsAny(name, " \t") {
			continue
		}
		last = http.CanonicalHeaderKey(name)
		h[last] = append(h[last], strings.TrimSpace(value))
	}
	return h, text
}

// headerLine cuts text behind its first line, which ends in LF or CR LF.
func headerLine(text []byte) (line string, rest []byte) {
	before, rest, _ := bytes.Cut(text, []byte("\n"))
	return string(bytes.TrimSuffix(before, []byte("\r"))), rest
}

// Set adds a header as it is written: "Name: value".
func (a *Response) Set(header string) error {
	name, value, ok := strings.Cut(header, ":")
	name = strings.TrimSpace(name)
	if !ok || name == "" || strings.ContainsAny(name, " \t\r\n") {
		return fmt.Errorf("a header must be written 'Name: value'; found %q", header)
	}
	a.Header.Add(name, strings.TrimSpace(value))
	return nil
}

// Error returns the error that the response is, nil if it is none.
func (a *Response) Error(p *apierr.Provider) *apierr.Error {
	e, _ := a.classify(p).(*apierr.Error)
	return e
}

func (a *Response) classify(p *apierr.Provider) (err error) {
	switch {
	case a.Close != 0:
		return p.From(apierr.Response{Close: a.Close, Header: a.Header, Body: a.Body})
	case a.Event != "", a.Status < 400 && isStream(a.Body):
		anyEvent(a.Event, a.Body, func(r apierr.Response) bool {
			err = p.From(r)
			return err != nil
		})
		return err
	case a.Status == 0:
		return p.From(apierr.Response{Header: a.Header, Body: a.Body})
	}
	return p.Inspect(&http.Response{
		StatusCode:    a.Status,
		Header:        a.Header,
		ContentLength: int64(len(a.Body)),
		Body:          io.NopCloser(bytes.NewReader(a.Body)),
	})
}
