package apierr

import (
	"net/http"
	"strings"
)

// Fields is what a classifier looks at: the parts of one response. Fill the
// exported ones to classify by values in hand; the From methods of [Provider]
// fill all of them from a response.
//
// A Fields must not be used by several goroutines at once.
type Fields struct {
	// Surface names where the error showed up, "" for unknown.
	Surface string
	// Status is the HTTP status, or the one that an in-band error states; 0 when unknown.
	Status  int
	Code    string
	Type    string
	Message string
	// Close is the close code of a WebSocket, 0 for none.
	Close int

	wire   *Wire
	header http.Header
	// canonical says that all names of header are spelled as net/http spells
	// them, so that one that is not found is not there.
	canonical bool
	body      string
	slots     [MaxSlots]value
	// codeCut and the like say that the part itself cannot be known.
	codeCut, typeCut, messageCut bool
	// unsure is set when a rule asked for a part that cannot be known.
	unsure bool

	folded   []byte // the message in lower case, quoted text blanked out
	isFolded bool
	words    []byte // all that the generic layer reads, folded

	// transient says that nothing of the fields outlives the verdict, so that
	// decoded strings may share scratch.
	transient bool
	scratch   []byte
}

// A Verdict is what a classifier answers.
type Verdict struct {
	Code  Code // "" for an error that nobody documents
	Kind  Kind
	Match Match
}

// Field returns part n of the wire's Fields, "" when it is absent.
func (f *Fields) Field(n int) string {
	if f.wire == nil || n >= len(f.wire.Fields) {
		return ""
	}
	v, known := f.part(&f.wire.Fields[n])
	if !known {
		f.unsure = true
	}
	return v
}

// Header returns the first value of a header in any case, "" when it is absent.
func (f *Fields) Header(name string) string {
	if len(f.header) == 0 {
		return ""
	}
	if values := f.header[name]; len(values) > 0 {
		return values[0]
	}
	if f.canonical && isCanonical(name) {
		return ""
	}
	return headerValue(f.header, name)
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

// headerValue is h.Get(name) that also finds names that are not in their
// canonical form, as maps filled by hand have them, and that allocates nothing.
// Of several spellings the first in the order of bytes counts, as the canonical
// one is.
func headerValue(h http.Header, name string) (value string) {
	if values := h[name]; len(values) > 0 {
		return values[0]
	}
	var found string
	for k, values := range h {
		if len(k) == len(name) && len(values) > 0 && (found == "" || k < found) && strings.EqualFold(k, name) {
			found, value = k, values[0]
		}
	}
	return value
}

// Says reports whether the message has one of the phrases outside of quoted
// text, whatever the case of its letters. Phrases must be in lower case.
func (f *Fields) Says(phrases ...string) bool {
	if f.messageCut {
		f.unsure = true
		return false
	}
	if !f.isFolded {
		f.folded = appendFolded(f.folded[:0], f.Message)
		f.isFolded = true
	}
	text := viewOf(f.folded)
	for _, p := range phrases {
		if strings.Contains(text, p) {
			return true
		}
	}
	return false
}

// read fills the fields from the body by the wire's paths.
func (f *Fields) read(w *Wire) {
	f.wire = w
	f.unsure, f.isFolded = false, false
	clear(f.slots[:])
	f.scan(w.Body)
	f.Code, f.codeCut = f.first(w.Code)
	f.Type, f.typeCut = f.first(w.Type)
	f.Message, f.messageCut = f.first(w.Message)
	if f.Message == "" && !f.messageCut {
		f.Message = textOf(f.body)
	}
}

// first returns the first part that holds something, and whether a part that
// cannot be known stands before it.
func (f *Fields) first(parts []Part) (v string, cut bool) {
	for i := range parts {
		if f.lacks(&parts[i]) {
			continue
		}
		v, known := f.part(&parts[i])
		if !known {
			return "", true
		}
		if v != "" {
			return v, false
		}
	}
	return "", false
}

// lacks reports whether the body has nothing at a part's place: a quick no for
// the many places at which an error's parts can stand.
func (f *Fields) lacks(p *Part) bool {
	return p.Slot != NoSlot && f.slots[p.Slot].kind == valueAbsent
}

// part returns the text of one part, "" when it is absent, and reports whether
// that is known.
func (f *Fields) part(p *Part) (text string, known bool) {
	if p.Slot == NoSlot {
		text = f.Header(p.Header)
	} else {
		v := f.slots[p.Slot]
		if v.kind == valueCut {
			return "", false
		}
		text = f.textOf(v)
	}
	if p.Match != nil && text != "" {
		text = p.Match.find(text)
	}
	return p.Strip.apply(text), true
}

// textOf is v.text(f.body) that allocates nothing for transient fields.
func (f *Fields) textOf(v value) string {
	if v.kind != valueEscaped || !f.transient {
		return v.text(f.body)
	}
	start := len(f.scratch)
	f.scratch = appendUnescaped(f.scratch, f.body[v.start:v.end])
	return viewOf(f.scratch[start:])
}

// forgetText empties the buffers for the next response. Ones that a huge body
// has blown up are left to the garbage collector.
func (f *Fields) forgetText() {
	f.folded, f.isFolded = f.folded[:0], false
	f.words, f.scratch = f.words[:0], f.scratch[:0]
	if cap(f.folded)+cap(f.words)+cap(f.scratch) > 4*MaxBody {
		f.folded, f.words, f.scratch = nil, nil, nil
	}
}

// byStatus blanks all but the surface and the status.
func (f *Fields) byStatus() {
	f.Code, f.Type, f.Message, f.Close = "", "", "", 0
	f.codeCut, f.typeCut, f.messageCut = false, false, false
	f.unsure, f.isFolded = false, false
	f.wire, f.header = nil, nil
}
