package foreign

import (
	"bytes"
	"io"
	"net/http"
)

// peek returns the beginning of a response's body and leaves it to be read again.
// A body that is a connection's must not be waited for: an error that keeps one
// has read it, so only what lies in memory is taken.
func peek(resp *http.Response) []byte {
	var head bytes.Buffer
	_, err := head.ReadFrom(io.LimitReader(resp.Body, MaxText))
	resp.Body = &unread{io.MultiReader(bytes.NewReader(head.Bytes()), &rest{resp.Body, err}), resp.Body}
	return head.Bytes()
}

// An unread is a body of which a part was put back.
type unread struct {
	io.Reader
	io.Closer
}

// A rest is a body after what was read of it, or the error that the reading met.
type rest struct {
	io.Reader
	err error
}

func (r *rest) Read(p []byte) (int, error) {
	if r.err != nil {
		return 0, r.err
	}
	return r.Reader.Read(p)
}
