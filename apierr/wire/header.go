package wire

import (
	"net/http"
	"strings"
)

// A Header is the header of a response, of which names are found in any case, as
// maps filled by hand have them, without allocating memory.
type Header struct {
	values http.Header
	// canonical says that all names are spelled as net/http spells them, so that
	// one that is not found is not there.
	canonical bool
}

// NewHeader returns a header for many look-ups. It shares the memory of h.
func NewHeader(h http.Header) Header { return Header{h, len(h) == 0 || allCanonical(h)} }

// All returns the header as net/http has it.
func (h Header) All() http.Header { return h.values }

// Get returns the first value of a header, "" when it is absent. Of several
// spellings of a name the first in the order of bytes counts, as the canonical
// one is.
func (h Header) Get(name string) string {
	if len(h.values) == 0 {
		return ""
	}
	if values := h.values[name]; len(values) > 0 {
		return values[0]
	}
	if h.canonical && isCanonical(name) {
		return ""
	}
	var found, value string
	for k, values := range h.values {
		if len(k) == len(name) && len(values) > 0 && (found == "" || k < found) && strings.EqualFold(k, name) {
			found, value = k, values[0]
		}
	}
	return value
}

// isCanonical reports whether a header's name is spelled as net/http spells it.
func isCanonical(name string) bool {
	upper := true
	for i := range len(name) {
		c := name[i]
		if upper && 'a' <= c && c <= 'z' || !upper && 'A' <= c && c <= 'Z' {
			return false
		}
		upper = c == '-'
	}
	return true
}

// allCanonical reports whether all names of h are spelled as net/http spells them.
func allCanonical(h http.Header) bool {
	for name := range h {
		if !isCanonical(name) {
			return false
		}
	}
	return true
}
