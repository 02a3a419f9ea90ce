package server

import (
	"net/http"
)

// Handler returns a handler that calls h and writes the error that h returns, as
// [Provider.Write] does. Before that, it calls each report with the request and the whole
// error, which is for logs and not for clients.
//
// If h has already begun a response when it fails, no error can be written. In a server,
// the connection is then cut, so that no client takes the part for the whole.
func (p *Provider) Handler(h func(http.ResponseWriter, *http.Request) error, report ...func(*http.Request, error)) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		writer := &startedWriter{ResponseWriter: w}
		err := h(writer, r)
		if err == nil {
			return
		}
		for _, f := range report {
			f(r, err)
		}
		if !writer.started {
			p.Write(w, r, err)
			return
		}
		if r.Context().Value(http.ServerContextKey) != nil {
			panic(http.ErrAbortHandler) // net/http cuts the connection and logs nothing
		}
	})
}

// A startedWriter knows whether a response has begun.
type startedWriter struct {
	http.ResponseWriter
	started bool
}

// WriteHeader notes that the response has begun; those of 1xx come before it.
func (w *startedWriter) WriteHeader(status int) {
	w.started = w.started || status >= http.StatusOK || status == http.StatusSwitchingProtocols
	w.ResponseWriter.WriteHeader(status)
}

// Write notes that the response has begun.
func (w *startedWriter) Write(b []byte) (int, error) {
	w.started = true
	return w.ResponseWriter.Write(b)
}

// Flush sends what has been written, where the server can.
func (w *startedWriter) Flush() {
	w.started = true
	http.NewResponseController(w.ResponseWriter).Flush()
}

// Unwrap lets [http.ResponseController] find what the server can do.
func (w *startedWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }
