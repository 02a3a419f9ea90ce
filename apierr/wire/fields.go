package wire

import (
	"slices"
	"strings"
	"sync"

	"github.com/errbook/errbook/apierr/internal/ascii"
)

// Fields is what a classifier looks at: the parts of one response. Fill the
// exported ones to classify by values in hand; apierr fills all of them from a
// response.
//
// A Fields must not be used by several goroutines at once.
type Fields struct {
	// Surface names where the error appeared, "" for unknown.
	Surface string
	// Status is the HTTP status, or the one that an in-band error states; 0 when unknown.
	Status  int
	Code    string
	Type    string
	Message string
	// Close is the close code of a WebSocket, 0 for none.
	Close int

	wire   *Wire
	header Header
	body   string
	slots  [MaxSlots]value
	// codeCut and the like say that the part itself cannot be known.
	codeCut, typeCut, messageCut bool
	// names says that the outermost object has a member error or message.
	names bool
	// doubt is set when a rule asked for a part that cannot be known.
	doubt bool

	folded   []byte // the message as Fold returns it
	isFolded bool
	asked    int    // how many phrases were looked for in it
	sketch   sketch // of it, once it is worth one
	scratch  []byte // decoded strings
}

var pool = sync.Pool{New: func() any { return new(Fields) }}

// NewFields returns empty fields. [Fields.Release] gives their memory back.
func NewFields() *Fields { return pool.Get().(*Fields) }

// Release gives the memory of the fields back. Texts that they returned are not
// valid after it, unless [Fields.Own] made them so.
func (f *Fields) Release() {
	f.Forget()
	pool.Put(f)
}

// Forget empties the fields for the next response, and keeps their buffers, but
// for those that a huge body has blown up.
func (f *Fields) Forget() {
	f.Surface, f.Code, f.Type, f.Message = "", "", "", ""
	f.Status, f.Close = 0, 0
	f.wire, f.header, f.body = nil, Header{}, ""
	f.codeCut, f.typeCut, f.messageCut, f.doubt = false, false, false, false
	f.folded, f.isFolded, f.scratch = f.folded[:0], false, f.scratch[:0]
	if cap(f.folded)+cap(f.scratch) > 4*MaxBody {
		f.folded, f.scratch = nil, nil
	}
}

// Read fills the fields from a body, whose memory they share, and a header by the
// paths of a wire. Close, Status and Surface stay as they are.
func (f *Fields) Read(body string, h Header, w *Wire) {
	f.body, f.header, f.wire = body, h, w
	f.doubt, f.names, f.isFolded = false, false, false
	clear(f.slots[:])
	if len(w.XML) > 0 && isXML(body) {
		f.scanXML(w.XML)
	} else {
		f.scan(w.Body)
	}
	f.Code, f.codeCut = f.First(w.Code)
	f.Type, f.typeCut = f.First(w.Type)
	f.Message, f.messageCut = f.First(w.Message)
}

// Body returns the body that was read.
func (f *Fields) Body() string { return f.body }

// NamesError reports whether the body is an object with a member error or message, as
// errors have it, or a list, into which it does not look.
func (f *Fields) NamesError() bool { return f.names }

// BlamesCaller reports whether the status says that the request, the key or the
// account is at fault, whatever the body calls it: 400 to 404, 413 and 422.
func (f *Fields) BlamesCaller() bool {
	return 400 <= f.Status && f.Status <= 404 || f.Status == 413 || f.Status == 422
}

// BlamesServer reports whether the status leaves room for a fault of the server
// alone: it is a timeout, 424 or 5xx, or is not known.
func (f *Fields) BlamesServer() bool {
	return f.Status == 0 || f.Status == 408 || f.Status == 424 || f.Status >= 500
}

// BlamesRequest reports whether the status leaves room for a fault of the request
// alone: it is 4xx and says nothing of keys, accounts, limits or the server, or is
// not known.
func (f *Fields) BlamesRequest() bool {
	switch f.Status {
	case 401, 402, 403, 408, 424, 425, 429, 499:
		return false
	}
	return f.Status < 500
}

// Headers returns the header that was read.
func (f *Fields) Headers() Header { return f.header }

// Field returns part n of the wire's Fields, "" when it is absent.
func (f *Fields) Field(n int) string {
	if f.wire == nil || n >= len(f.wire.Fields) {
		return ""
	}
	v, known := f.Part(&f.wire.Fields[n])
	if !known {
		f.doubt = true
	}
	return v
}

// Header returns the first value of a header in any case, "" when it is absent.
func (f *Fields) Header(name string) string { return f.header.Get(name) }

// Says reports whether the message has one of the phrases outside of quoted
// text, whatever the case of its letters. Phrases must be in lowercase.
func (f *Fields) Says(phrases ...string) bool {
	if f.messageCut {
		f.doubt = true
		return false
	}
	if !f.isFolded {
		f.folded = appendFold(f.folded[:0], f.Message)
		f.isFolded, f.asked = true, 0
	}
	text := ascii.View(f.folded)
	for _, p := range phrases {
		if f.mayHave(p) && strings.Contains(text, p) {
			return true
		}
	}
	return false
}

// drawAfter is how many phrases a text is searched for before it is worth a sketch.
const drawAfter = 4

// mayHave reports whether the folded message may have a phrase.
func (f *Fields) mayHave(phrase string) bool {
	if f.asked++; f.asked <= drawAfter {
		return true
	}
	if f.asked == drawAfter+1 {
		f.sketch.draw(ascii.View(f.folded))
	}
	return f.sketch.mayHave(phrase)
}

// First returns the first part that has something, and whether a part that
// cannot be known comes before it.
func (f *Fields) First(parts []Part) (text string, cut bool) {
	for i := range parts {
		if f.Lacks(&parts[i]) {
			continue
		}
		text, known := f.Part(&parts[i])
		if !known {
			return "", true
		}
		if text != "" {
			return text, false
		}
	}
	return "", false
}

// Lacks reports whether the body has nothing at a part's place: a quick no for
// the many places where an error's parts can be.
func (f *Fields) Lacks(p *Part) bool {
	return p.Slot != NoSlot && f.slots[p.Slot].kind == valueAbsent
}

// Part returns the text of one part, "" when it is absent, and reports whether
// that is known.
func (f *Fields) Part(p *Part) (text string, known bool) {
	if p.Slot == NoSlot {
		text = f.Header(p.Header)
	} else {
		if f.slots[p.Slot].kind == valueCut {
			return "", false
		}
		text = f.Text(p.Slot)
	}
	if p.Match != nil && text != "" {
		text = p.Match.Find(text)
	}
	return p.Strip.apply(text), true
}

// Text returns a scalar at a slot as text: a string's value, a number or boolean
// as it was written; "" for everything else.
func (f *Fields) Text(slot int) string {
	v := &f.slots[slot]
	switch v.kind {
	case valuePlain, valueString:
		return f.body[v.start:v.end]
	case valueEscaped, valueXML:
		return f.decode(v)
	case valueDecoded:
		return ascii.View(f.scratch[v.start:v.end])
	}
	return ""
}

// decode returns what a value says that is not in the body as it is, and keeps it for
// those who ask again.
func (f *Fields) decode(v *value) string {
	raw := f.body[v.start:v.end]
	text := f.decoded(v.kind, raw)
	if text != "" && ascii.OffsetIn(raw, text) != 0 {
		*v = value{valueDecoded, int32(len(f.scratch) - len(text)), int32(len(f.scratch))}
	}
	return text
}

// decoded returns a scalar of a kind as text. What is not in the body as it is comes
// from the scratch.
func (f *Fields) decoded(kind valueKind, raw string) string {
	start := len(f.scratch)
	switch kind {
	case valueEscaped:
		f.scratch = appendUnescaped(f.scratch, raw)
	case valueXML:
		if strings.IndexByte(raw, '&') < 0 && strings.IndexByte(raw, '<') < 0 {
			return raw
		}
		f.scratch = appendXML(f.scratch, raw)
	default:
		return raw
	}
	return ascii.View(f.scratch[start:])
}

// IsText reports whether the value at a slot is a string.
func (f *Fields) IsText(slot int) bool {
	return f.slots[slot].kind >= valueString
}

// Nested returns an object or array at a slot as it was written, "" for everything else.
func (f *Fields) Nested(slot int) string {
	if v := f.slots[slot]; v.kind == valueNested {
		return f.body[v.start:v.end]
	}
	return ""
}

// HasValue reports whether the value at a slot is there and says something: null,
// false, 0, "", {} and [] mean no error in responses that have the member always.
func (f *Fields) HasValue(slot int) bool { return f.slots[slot].says(f.body) }

// Holds reports whether the body meets every condition. What cannot be known
// does not hold.
func (f *Fields) Holds(conditions []Condition) bool {
	for i := range conditions {
		if !f.meets(&conditions[i]) {
			return false
		}
	}
	return true
}

func (f *Fields) meets(c *Condition) bool {
	part := &f.wire.Fields[c.Field]
	text, _ := f.Part(part)
	present := text != ""
	if part.Slot != NoSlot {
		v := f.slots[part.Slot]
		if len(c.Values) == 0 {
			return v.kind != valueCut && v.says(f.body) != c.Not
		}
		present = present || v.kind > valueNull
	}
	if !present || len(c.Values) == 0 {
		return present && !c.Not
	}
	return slices.Contains(c.Values, text) != c.Not
}

// IdentifierCut reports whether the code or the type cannot be known, because
// the body ends before it.
func (f *Fields) IdentifierCut() bool { return f.codeCut || f.typeCut }

// MessageCut reports whether the message cannot be known, because the body ends
// before it.
func (f *Fields) MessageCut() bool { return f.messageCut }

// InDoubt reports whether a rule has asked, since the body was read, for a part
// that cannot be known.
func (f *Fields) InDoubt() bool { return f.doubt }

// ForgetCut takes what cannot be known for absent, and reads the message again.
func (f *Fields) ForgetCut() {
	for i := range f.slots {
		if f.slots[i].kind == valueCut {
			f.slots[i].kind = valueAbsent
		}
	}
	f.Message, f.messageCut = f.First(f.wire.Message)
	f.isFolded = false
}

// Own returns a text of the fields that stays valid after [Fields.Release], as
// long as the body does.
func (f *Fields) Own(text string) string {
	if ascii.OffsetIn(ascii.View(f.scratch), text) >= 0 {
		return strings.Clone(text)
	}
	return text
}
