package yaml

import (
	"strconv"
	"strings"
	"time"
)

// A Pos is a place in a file; lines and columns count from 1, columns in bytes.
// The zero Pos means no place: the key was not given.
type Pos struct{ Line, Col int }

// IsSet reports whether there is a place: whether the key was given.
func (p Pos) IsSet() bool { return p.Line > 0 }

// A Text is a string with its place.
type Text struct {
	Pos
	Value string
}

// An Int is a decimal integer with its place.
type Int struct {
	Pos
	Value int
}

// A Bool is true or false with its place.
type Bool struct {
	Pos
	Value bool
}

// A Date is a day, written as 2026-11-20, with its place.
type Date struct {
	Pos
	Value string
}

// A List is a value or a list of values.
type List[T any] []T

// A Map is a mapping whose keys are names, in the order of its file.
type Map[T any] []Entry[T]

// An Entry is one member of a Map.
type Entry[T any] struct {
	Key   Text
	Value T
}

// Get returns the value of a key and reports whether it is there.
func (m Map[T]) Get(key string) (v T, ok bool) {
	for i := range m {
		if m[i].Key.Value == key {
			return m[i].Value, true
		}
	}
	return v, false
}

// Keys returns the keys in order.
func (m Map[T]) Keys() []string {
	keys := make([]string, len(m))
	for i := range m {
		keys[i] = m[i].Key.Value
	}
	return keys
}

// The methods below say what each of these types takes.

func (t *Text) decode(v Value) { *t, _ = v.Text() }

func (i *Int) decode(v Value) {
	if n, ok := v.Number("a number"); ok {
		*i = Int{v.Pos(), n}
	}
}

func (b *Bool) decode(v Value) {
	text, plain := v.Scalar()
	if text != "true" && text != "false" {
		v.Report("", "must be true or false; found %s", v.Found())
		return
	}
	if !plain { // text to every other reader of YAML, and to the schema
		v.Report("leave out the quotes", "must be true or false; found %s", v.Found())
		return
	}
	*b = Bool{v.Pos(), text == "true"}
}

func (t *Date) decode(v Value) {
	if !v.isScalar("a day such as 2026-11-20") {
		return
	}
	text, _ := v.Scalar()
	if _, err := time.Parse(time.DateOnly, text); err != nil {
		hint := ""
		if len(text) == len(time.DateOnly) && isDate(text) {
			hint = "there is no such day"
		}
		v.Report(hint, "must be a day such as 2026-11-20; found %s", v.Found())
		return
	}
	*t = Date{v.Pos(), text}
}

func (l *List[T]) decode(v Value) {
	if v.node.kind != listNode {
		var item T
		before := len(v.d.Problems)
		if decodeInto(v, &item); !v.d.Problems[before:].Lossy() {
			*l = List[T]{item}
		}
		return
	}
	if v.isEmpty() || v.isCrowded() {
		return
	}
	*l = make(List[T], len(v.node.kids))
	for i := range *l {
		decodeInto(v.item(i), &(*l)[i])
	}
	v.distinctIn(l)
}

func (m *Map[T]) decode(v Value) {
	if !v.isMapping() || v.isEmpty() {
		return
	}
	n := v.node
	*m = make(Map[T], 0, len(n.kids)/2)
	for i := 0; i < len(n.kids); i += 2 {
		var e Entry[T]
		key := Value{v.d, Key{Name: "each key of " + v.key.Name, set: v.key.keys}, &n.kids[i]}
		var ok bool
		if e.Key, ok = key.Text(); !ok {
			continue
		}
		decodeInto(v.member(e.Key.Value, &n.kids[i+1]), &e.Value)
		*m = append(*m, e)
	}
}

// member returns the value of a name in a Map: what the tag says of the values
// of the Map holds for it.
func (v Value) member(name string, n *node) Value {
	key := v.key
	key.Name, key.item, key.required = name, false, false
	return Value{v.d, key, n}
}

// Text returns the text that v is, and reports whether it is text; if not, it
// notes the problem. That a text is too long, or not of the set that the key's
// tag names, is a problem, too, but the text is returned.
func (v Value) Text() (Text, bool) {
	n := v.node
	if n.kind != scalarNode {
		v.isScalar(v.mustBe())
		return Text{}, false
	}
	if !n.quoted {
		switch kind := plainKindOf(n.text); {
		case kind == plainNull:
			v.Report("", "must be %s; found nothing", v.mustBe())
			return Text{}, false
		case kind != plainText && (kind != plainInt || v.key.quoted):
			v.Report(v.textHint(), "must be %s; found %s", v.mustBe(), v.Found())
			return Text{}, false
		}
	}
	if !v.isClean() {
		return Text{}, false
	}
	v.checkSet()
	v.checkLength()
	return Text{n.Pos, n.text}, true
}

// mustBe says what text v must be.
func (v Value) mustBe() string {
	if s := v.words(); s != nil {
		return s.must()
	}
	return "text"
}

// textHint says how v, which is a boolean, a number or a date, becomes text.
func (v Value) textHint() string {
	if s := v.words(); s != nil {
		return s.hint(v.node.text)
	}
	return `quote it: "` + v.node.text + `"`
}

// isClean reports whether a text holds something that can be seen, and nothing
// that cannot, and notes the problem otherwise.
func (v Value) isClean() bool {
	text, raw := v.node.text, v.key.raw
	if !raw && strings.TrimSpace(text) == "" {
		v.Report("", "must not be empty; found an empty string")
		return false
	}
	for _, r := range text {
		if r >= ' ' && r < 0x7f || raw && (r == '\n' || r == '\r' || r == '\t') {
			continue
		}
		if IsUnseen(r) {
			v.Report(unseenHint(raw, r), "must have no control or invisible characters; found U+%04X", r)
			return false
		}
	}
	return true
}

func unseenHint(raw bool, r rune) string {
	switch {
	case raw:
		return "in JSON it can be written as an escape"
	case r == '\n':
		return "write it on one line; a plain or folded (>-) text may go over several"
	}
	return "leave it out"
}

// maxDigits is how many characters a number has at most, so that it fits an int
// of 32 bits.
const maxDigits = 9

// Number returns the decimal integer that v is, and reports whether it is one
// within the bounds of the key's tag; if not, it notes the problem. Want says
// what is required: "a number".
func (v Value) Number(want string) (int, bool) {
	if !v.isScalar(want) {
		return 0, false
	}
	n := v.node
	number, err := strconv.Atoi(n.text)
	if err != nil || n.quoted || !isCanonicalInt(n.text) || len(n.text) > maxDigits {
		hint := ""
		if n.quoted && isCanonicalInt(n.text) {
			hint = "leave the quotes out"
		}
		v.Report(hint, "must be %s; found %s", want, v.Found())
		return 0, false
	}
	return number, v.isWithin(number)
}

// isWithin reports whether a number lies within the bounds of the key's tag, and
// notes the problem otherwise.
func (v Value) isWithin(n int) bool {
	low, high := v.key.Min, v.key.Max
	switch {
	case low == 0 && high == 0 || low <= n && n <= high:
		return true
	case low == high:
		v.Report("", "must be %d; found %d", low, n)
	default:
		v.Report("", "must be between %d and %d; found %d", low, high, n)
	}
	return false
}
