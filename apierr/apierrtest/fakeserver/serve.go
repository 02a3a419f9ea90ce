package fakeserver

import (
	"bytes"
	"net/http"
	"strconv"
	"strings"
)

// serve sends the response of a step.
func (s *Server) serve(w http.ResponseWriter, r *http.Request, p *plan) {
	switch {
	case p.err == nil && !p.stream && p.ending == cut:
		panic(http.ErrAbortHandler)
	case p.response.Close != 0:
		s.closeSocket(w, r, p)
	case p.stream || p.response.Stream:
		s.send(w, r, http.StatusOK, http.Header{"Content-Type": {"text/event-stream"}}, p.events, eventOf(p), p.ending)
	default:
		h := p.response.Header.Clone()
		if h == nil {
			h = http.Header{}
		}
		if h.Get("Content-Type") == "" {
			h.Set("Content-Type", typeOf(p.response.Body))
		}
		if len(p.response.Body) > 0 {
			h.Set("Content-Length", strconv.Itoa(len(p.response.Body)))
		}
		s.send(w, r, p.response.Status, h, nil, p.response.Body, p.ending)
	}
}

// send sends a header, events, and a body as far as its ending lets it come.
func (s *Server) send(w http.ResponseWriter, r *http.Request, status int, h http.Header, events []string, body []byte, end ending) {
	for name, values := range h {
		w.Header()[name] = values
	}
	w.WriteHeader(status)
	out := http.NewResponseController(w)
	for _, data := range events {
		_, _ = w.Write(event("", []byte(data)))
		_ = out.Flush()
	}
	if end != whole {
		body = body[:len(body)/2]
	}
	_, _ = w.Write(body)
	if end == whole {
		return
	}
	_ = out.Flush()
	if end == stalled {
		select {
		case <-r.Context().Done():
		case <-s.done:
		}
	}
	panic(http.ErrAbortHandler) // breaks the connection, and logs nothing
}

// eventOf returns the event that carries a step's error, nothing for none.
func eventOf(p *plan) []byte {
	if p.err == nil {
		return nil
	}
	return event(p.response.Event, p.response.Body)
}

// event writes a server-sent event.
func event(name string, data []byte) []byte {
	var b bytes.Buffer
	if name != "" {
		b.WriteString("event: " + name + "\n")
	}
	for line := range strings.SplitSeq(string(data), "\n") {
		b.WriteString("data: " + line + "\n")
	}
	b.WriteString("\n")
	return b.Bytes()
}

// typeOf returns the Content-Type of a body by how it begins.
func typeOf(body []byte) string {
	switch text := bytes.TrimSpace(body); {
	case bytes.HasPrefix(text, []byte("{")), bytes.HasPrefix(text, []byte("[")):
		return "application/json"
	case bytes.HasPrefix(text, []byte("<?xml")):
		return "application/xml"
	case bytes.HasPrefix(text, []byte("<")):
		return "text/html; charset=utf-8"
	}
	return "text/plain; charset=utf-8"
}
