package observe

import "bytes"

// A Part is one event of a stream, or one value of a JSON text.
type Part struct {
	Name string // of the event, "" for none
	Data []byte // valid until the next piece
	// InArray says that the value is an element of an array, or follows another
	// value: the text is a list and no single response.
	InArray bool
	// Failed says that the stream itself calls the event a failure.
	Failed bool
}

// Events takes a stream of server-sent events apart (HTML standard, section 9.2.6),
// piece by piece. Of a line and of an event it keeps at most Max bytes.
type Events struct {
	Max   int
	line  []byte
	name  string
	data  []byte
	lines int  // of data
	cr    bool // the last byte was CR
}

// Feed takes a piece and yields the events that end in it.
func (e *Events) Feed(piece []byte, yield func(Part)) {
	for len(piece) > 0 {
		if e.cr && piece[0] == '\n' {
			piece = piece[1:]
		}
		e.cr = false
		i := bytes.IndexAny(piece, "\r\n")
		if i < 0 {
			e.keep(piece)
			return
		}
		e.keep(piece[:i])
		e.cr = piece[i] == '\r'
		piece = piece[i+1:]
		e.endLine(yield)
	}
}

// End yields the event that the end of the stream cut off.
func (e *Events) End(yield func(Part)) {
	if len(e.line) > 0 {
		e.endLine(yield)
	}
	e.endEvent(yield)
}

func (e *Events) keep(text []byte) {
	e.line = append(e.line, text[:min(len(text), e.Max-len(e.line))]...)
}

func (e *Events) endLine(yield func(Part)) {
	line := e.line
	e.line = e.line[:0]
	if len(line) == 0 {
		e.endEvent(yield)
		return
	}
	field, value, _ := bytes.Cut(line, []byte(":"))
	value = bytes.TrimPrefix(value, []byte(" "))
	switch string(bytes.TrimPrefix(field, []byte("\ufeff"))) {
	case "event":
		e.name = string(value)
	case "error": // llama.cpp's own field
		e.name, e.data, e.lines = "error", append(e.data[:0], value...), 1
	case "data":
		if e.lines > 0 && len(e.data) < e.Max {
			e.data = append(e.data, '\n')
		}
		e.data = append(e.data, value[:min(len(value), e.Max-len(e.data))]...)
		e.lines++
	}
}

func (e *Events) endEvent(yield func(Part)) {
	if e.lines > 0 || e.name != "" {
		yield(Part{Name: e.name, Data: e.data})
	}
	e.name, e.data, e.lines = "", e.data[:0], 0
}

// Values takes JSON objects apart: one, several in a row, or those of an array.
// Values that are not objects, and objects of more than Max bytes, are not
// yielded.
type Values struct {
	Max     int
	value   []byte
	depth   int
	tooLong bool
	quoted  bool // inside a string
	escaped bool // after a backslash in it
	array   bool
	dead    bool // the text is something else
	later   bool // a value came before
}

// Feed takes a piece and yields the objects that end in it.
func (v *Values) Feed(piece []byte, yield func(Part)) {
	for i := 0; i < len(piece) && !v.dead; {
		if v.depth == 0 {
			v.between(piece[i])
			if v.depth == 0 {
				i++
				continue
			}
			v.quoted, v.escaped, v.depth = false, false, 0 // inside sees the brace, too
		}
		n := v.inside(piece[i:])
		part := piece[i : i+n]
		i += n
		switch {
		case v.depth == 0 && len(v.value) == 0 && n <= v.Max: // whole, as most are
			yield(Part{Data: part, InArray: v.array || v.later})
			v.later = true
		case v.depth == 0:
			v.keep(part)
			v.endValue(yield)
		default:
			v.keep(part)
		}
	}
}

// keep adds what came of an object to the rest of it, up to Max.
func (v *Values) keep(part []byte) {
	if fits := v.Max - len(v.value); len(part) > fits {
		part, v.tooLong = part[:max(fits, 0)], true
	}
	v.value = append(v.value, part...)
}

// between takes a byte that is in no object.
func (v *Values) between(c byte) {
	switch c {
	case '{':
		v.depth = 1
	case '[':
		v.array = true
	case ' ', '\t', '\r', '\n', ',', ']', 0x1e:
	default:
		v.dead = true
	}
}

// inside takes bytes of an object up to its end, and returns how many they are. What
// it keeps in mind is in variables of its own, because every body comes through here.
func (v *Values) inside(piece []byte) (n int) {
	depth, quoted, escaped := v.depth, v.quoted, v.escaped
	quote := -1 // a quote that is known
	for n < len(piece) {
		switch {
		case escaped:
			escaped = false
			n++
			continue
		case !quoted:
			for n < len(piece) && !isStructural[piece[n]] {
				n++
			}
		default:
			if quote < n {
				quote = indexOr(piece, n, '"', len(piece))
			}
			n = indexOr(piece[:quote], n, '\\', quote)
		}
		if n == len(piece) {
			break
		}
		c := piece[n]
		n++
		switch {
		case quoted:
			quoted, escaped = c != '"', c == '\\'
		case c == '"':
			quoted = true
		case c == '{' || c == '[':
			depth++
		default:
			depth--
		}
		if depth == 0 {
			break
		}
	}
	v.depth, v.quoted, v.escaped = depth, quoted, escaped
	return n
}

// isStructural says of bytes outside of strings whether they begin or end something.
var isStructural = [256]bool{'"': true, '{': true, '[': true, '}': true, ']': true}

// indexOr returns where a byte is in a text, from i on, or other.
func indexOr(text []byte, i int, c byte, other int) int {
	if n := bytes.IndexByte(text[i:], c); n >= 0 {
		return i + n
	}
	return other
}

func (v *Values) endValue(yield func(Part)) {
	if !v.tooLong {
		yield(Part{Data: v.value, InArray: v.array || v.later})
	}
	v.value, v.tooLong, v.later = v.value[:0], false, true
}

// End yields nothing: an object that was cut off is none.
func (v *Values) End(func(Part)) {}

// Wants reports whether the first object has come in part only, as far as there is one.
func (v *Values) Wants() bool {
	return !v.array && !v.later && !v.dead && !v.tooLong && len(v.value) < v.Max
}

// HasObject reports whether a text that has come so far needs no more to be judged:
// its first object is whole, or it does not begin with one.
func HasObject(text []byte) bool {
	v := Values{Max: len(text)}
	whole := false
	v.Feed(text, func(Part) { whole = true })
	return whole || v.dead || v.array
}

// Whole keeps a text of at most Max bytes as it comes: one that must be decoded first, or
// that is not JSON.
type Whole struct {
	Max  int
	text []byte
	long bool
}

// Feed keeps a piece.
func (w *Whole) Feed(piece []byte, _ func(Part)) {
	if w.long = w.long || len(w.text)+len(piece) > w.Max; w.long {
		w.text = nil
		return
	}
	w.text = append(w.text, piece...)
}

// Wants reports whether the text may have more.
func (w *Whole) Wants() bool { return !w.long }

// End yields the text.
func (w *Whole) End(yield func(Part)) {
	if !w.long && len(w.text) > 0 {
		yield(Part{Data: w.text})
	}
}
