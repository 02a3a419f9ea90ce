package wire

import (
	"strings"

	"github.com/errbook/errbook/apierr/internal/ascii"
)

// MaxBody is how many bytes of a body are looked at.
const MaxBody = 64 << 10

// maxDepth is how deep a value in a body may nest before the rest of the body counts as
// cut off. What is around it counts, too, but for the outermost object or array.
const maxDepth = 64

// byteOrderMark is what some servers put before a JSON text, against RFC 8259.
const byteOrderMark = "\ufeff"

// A value is one value of a body that a path leads to.
type value struct {
	kind       valueKind
	start, end int32 // of the raw text; of a string, without its quotes
}

type valueKind uint8

const (
	valueAbsent  valueKind = iota
	valueCut               // cannot be known: the body ends before
	valueNull              // null
	valueNested            // an object or array
	valuePlain             // a number, true, false
	valueString            // a string without escapes
	valueEscaped           // a string with escapes
	valueXML               // the text of an XML element or attribute
	valueDecoded           // a string whose text is in the scratch of the fields
)

// text returns a scalar of a JSON text as text: a string's value, a number or boolean
// as it was written; "" for everything else.
func (v value) text(body string) string {
	switch v.kind {
	case valuePlain, valueString:
		return body[v.start:v.end]
	case valueEscaped:
		return Unescape(body[v.start:v.end])
	}
	return ""
}

// says reports whether the value is there and says something; see [Fields.HasValue].
func (v value) says(body string) bool {
	switch v.kind {
	case valueNested:
		return anySays(body[v.start:v.end])
	case valuePlain:
		return plainSays(body[v.start:v.end])
	case valueString, valueEscaped, valueXML, valueDecoded:
		return v.start < v.end
	}
	return false
}

// plainSays reports whether a number or a literal says something.
func plainSays(text string) bool {
	return text != "false" && text != "False" && text != "0"
}

// anySays reports whether a value somewhere in an object or array says something: there
// are APIs that send {"errors": {"count": 0, "list": []}} when all went well.
func anySays(nested string) bool {
	s := scanner{s: nested}
	for s.i < len(s.s) {
		start := s.i
		says := false
		switch s.s[start] {
		case '{', '}', '[', ']', ',', ':', ' ', '\n', '\r', '\t':
			s.i++
			continue
		case '"', '\'':
			s.str()
			says = s.i-start > len(`""`) || s.cut && s.i-start > len(`"`)
		default:
			s.plain()
			text := s.s[start:s.i]
			says = plainSays(text) && text != "null" && text != "None"
		}
		s.space()
		if isKey := s.i < len(s.s) && s.s[s.i] == ':'; says && !isKey {
			return true
		}
	}
	return false
}

// A scanner walks once over a JSON text and notes the values that the paths
// lead to. It is not a validator: it reads what providers, and proxies that cut
// their responses off, really send. It takes Python's quotes and None, too: SDKs
// print a body as a dict into the messages of their errors.
type scanner struct {
	s     string
	i     int
	f     *Fields
	depth int // objects and arrays around i into which paths led
	cut   bool
}

// scan notes in f.slots the values of the body that the paths lead to. A body
// that is an array counts as its first element, unless a path begins with an
// array step.
func (f *Fields) scan(paths []Node) {
	s := scanner{s: f.body, f: f}
	if strings.HasPrefix(s.s, byteOrderMark) {
		s.i = len(byteOrderMark)
	}
	s.space()
	if s.i >= len(s.s) || s.s[s.i] != '{' && s.s[s.i] != '[' {
		return
	}
	f.names = s.s[s.i] == '['
	if f.names && !hasArrayStep(paths) {
		s.i++
		s.depth++
		s.space()
		if s.i >= len(s.s) || s.s[s.i] != '{' {
			return
		}
	}
	s.value(paths, NoSlot)
}

func hasArrayStep(nodes []Node) bool {
	for i := range nodes {
		if nodes[i].Step != StepKey {
			return true
		}
	}
	return false
}

// memberOf returns the number of the first node that is the member with a key, -1 for
// none.
func memberOf(nodes []Node, key string) int {
	for i := range nodes {
		if nodes[i].Key == key && nodes[i].Step == StepKey {
			return i
		}
	}
	return -1
}

// space skips white space, of which most bodies have none or a little.
func (s *scanner) space() {
	for s.i < len(s.s) && s.s[s.i] <= ' ' {
		switch s.s[s.i] {
		case ' ', '\n', '\r', '\t':
			s.i++
		default:
			return
		}
	}
}

// value reads one value, notes it in slot, and follows kids into it.
func (s *scanner) value(kids []Node, slot int) {
	s.space()
	if s.i >= len(s.s) {
		s.stop(kids, slot)
		return
	}
	start := s.i
	switch s.s[s.i] {
	case '{':
		s.object(kids)
		s.note(slot, valueNested, start, s.i)
	case '[':
		s.array(kids)
		s.note(slot, valueNested, start, s.i)
	case '"', '\'':
		kind := s.str()
		s.note(slot, kind, start+1, s.i-1)
	default:
		s.plain()
		end := s.i
		switch s.space(); {
		case end > start && s.i < len(s.s) && s.s[s.i] == '{': // the class of an object, as Node.js prints it
			s.value(kids, slot)
			return
		case end >= len(s.s), end == start: // an unterminated number may go on; a stray byte is no value
			s.cut = true
			s.note(slot, valueCut, 0, 0)
		case s.s[start:end] == "null", s.s[start:end] == "None":
			s.note(slot, valueNull, start, end)
		default:
			s.note(slot, valuePlain, start, end)
		}
	}
}

// stop ends the scan; what kids and slot ask for cannot be known.
func (s *scanner) stop(kids []Node, slot int) {
	s.cut = true
	s.note(slot, valueCut, 0, 0)
	s.lose(kids)
}

// lose marks all that nodes lead to as unknowable.
func (s *scanner) lose(nodes []Node) {
	for i := range nodes {
		s.note(nodes[i].Slot, valueCut, 0, 0)
		s.lose(nodes[i].Kids)
	}
}

// note keeps a value. The first one stays, as in duplicate keys, unless it
// says nothing: null, or an object where a later element has a scalar.
func (s *scanner) note(slot int, kind valueKind, start, end int) {
	if slot == NoSlot {
		return
	}
	if v := &s.f.slots[slot]; v.kind == valueAbsent || v.kind == valueNull || v.kind == valueNested && (kind > valueNested || kind == valueCut) {
		*v = value{kind, int32(start), int32(end)}
	}
}

// str reads a string from its quote to after its closing one. That is the first at which
// the string can end: a text may have quotes and apostrophes that nobody escaped.
func (s *scanner) str() valueKind {
	kind, quote, end := valueString, s.s[s.i], s.i
	for i := s.i + 1; ; {
		if end < i {
			n := strings.IndexByte(s.s[i:], quote)
			if n < 0 {
				s.i, s.cut = len(s.s), true
				return valueCut
			}
			end = i + n
		}
		escape := strings.IndexByte(s.s[i:end], '\\')
		switch {
		case escape >= 0:
			kind = valueEscaped
			i = min(i+escape+2, len(s.s))
		case s.endsString(end + 1):
			s.i = end + 1
			return kind
		default:
			i = end + 1
		}
	}
}

// endsString reports whether what comes at i can come after a string: a delimiter, the
// next string where the comma is missing, or nothing.
func (s *scanner) endsString(i int) bool {
	for i < len(s.s) {
		switch s.s[i] {
		case ' ', '\n', '\r', '\t':
			i++
		case ',', ':', '}', ']', '"', '\'':
			return true
		default:
			return false
		}
	}
	return true
}

// plain skips a number, a literal, or anything else up to a delimiter.
func (s *scanner) plain() {
	for s.i < len(s.s) {
		switch s.s[s.i] {
		case ',', '}', ']', ' ', '\n', '\r', '\t', '{', '[', '"', ':':
			return
		}
		s.i++
	}
}

// object reads an object and follows the key steps of kids into it.
func (s *scanner) object(kids []Node) {
	if len(kids) == 0 {
		s.skip()
		return
	}
	var seen uint64
	outermost := s.depth == 0
	s.depth++
	for s.i++; ; {
		key, more := s.key()
		if !more {
			break
		}
		if outermost && (key == "error" || key == "message") {
			s.f.names = true
		}
		n := memberOf(kids, key)
		switch {
		case n < 0:
			s.value(nil, NoSlot)
		case seen&(1<<n) != 0: // a duplicate: the first one counts
			s.value(nil, NoSlot)
		default:
			seen |= 1 << n
			s.value(kids[n].Kids, kids[n].Slot)
		}
		if s.cut {
			break
		}
	}
	s.depth--
	if s.cut {
		for k := range kids {
			if seen&(1<<k) == 0 {
				s.lose(kids[k : k+1])
			}
		}
	}
}

// key reads up to and including the colon of the next member; more is false
// after the last one, and where the text ends or is not JSON.
func (s *scanner) key() (key string, more bool) {
	for s.space(); s.i < len(s.s); s.space() {
		switch s.s[s.i] {
		case ',':
			s.i++
			continue
		case '}', ']': // the wrong one, too: the member before it is whole
			s.i++
			return "", false
		case '"', '\'':
			start := s.i + 1
			kind := s.str()
			if kind == valueCut {
				return "", false
			}
			key = s.s[start : s.i-1]
			if kind == valueEscaped {
				key = Unescape(key)
			}
			if s.colon() {
				return key, true
			}
		default:
			if key = s.name(); key != "" && s.colon() {
				return key, true
			}
		}
		break
	}
	s.cut = true
	return "", false
}

// colon goes past a colon, and reports whether there is one.
func (s *scanner) colon() bool {
	if s.space(); s.i == len(s.s) || s.s[s.i] != ':' {
		return false
	}
	s.i++
	return true
}

// name reads a key without quotes, as Node.js prints those of an object; "" for none.
func (s *scanner) name() string {
	start := s.i
	for s.i < len(s.s) && (ascii.IsWord(s.s[s.i]) || s.s[s.i] == '$') {
		s.i++
	}
	if s.i == start || ascii.IsDigit(s.s[start]) {
		return ""
	}
	return s.s[start:s.i]
}

// array reads an array and follows the array steps of kids into it.
func (s *scanner) array(kids []Node) {
	if !hasArrayStep(kids) {
		s.skip()
		return
	}
	s.i++
	s.depth++
	for n := 0; ; n++ {
		if !s.element() {
			break
		}
		s.elementValue(kids, n)
		if s.cut {
			break
		}
	}
	s.depth--
	if s.cut {
		for k := range kids {
			if kids[k].Step != StepKey {
				s.lose(kids[k : k+1])
			}
		}
	}
}

// element goes to the next element of an array and reports whether there is one.
func (s *scanner) element() bool {
	for {
		s.space()
		switch {
		case s.i >= len(s.s):
			s.cut = true
			return false
		case s.s[s.i] == ',':
			s.i++
		case s.s[s.i] == ']':
			s.i++
			return false
		default:
			return true
		}
	}
}

// elementValue reads element n once for each step that takes it.
func (s *scanner) elementValue(kids []Node, n int) {
	start, end := s.i, s.i
	for k := range kids {
		if s.i = start; s.takes(&kids[k], n) {
			s.value(kids[k].Kids, kids[k].Slot)
			end = s.i
		}
	}
	if s.i = end; end == start {
		s.value(nil, NoSlot)
	}
}

// takes reports whether an array step takes element n, where s is.
func (s *scanner) takes(node *Node, n int) bool {
	switch node.Step {
	case StepIndex:
		return node.Index == n
	case StepAny:
		return true
	case StepWhere:
		return s.member(node.Key) == node.Value
	}
	return false
}

// member returns the text of a member of the object where s is, and leaves s there.
func (s *scanner) member(name string) string {
	if s.s[s.i] != '{' {
		return ""
	}
	at := scanner{s: s.s, i: s.i + 1, f: s.f, depth: s.depth + 1}
	for {
		key, more := at.key()
		if !more {
			return ""
		}
		at.space()
		if key == name && at.i < len(at.s) && (at.s[at.i] == '"' || at.s[at.i] == '\'') {
			start := at.i + 1
			kind := at.str()
			return value{kind, int32(start), int32(at.i - 1)}.text(at.s)
		}
		if at.value(nil, NoSlot); at.cut {
			return ""
		}
	}
}

// skip reads an object or array without looking into it.
func (s *scanner) skip() {
	depth := 0
	for s.i < len(s.s) {
		switch s.s[s.i] {
		case '{', '[':
			if depth++; s.depth+depth > maxDepth+1 {
				s.cut = true
				return
			}
		case '}', ']':
			if depth--; depth == 0 {
				s.i++
				return
			}
		case '"', '\'':
			if s.str() == valueCut {
				return
			}
			continue
		case ',', ':', ' ', '\n', '\r', '\t':
		default: // a quote within a word begins no string
			s.plain()
			continue
		}
		s.i++
	}
	s.cut = true
}
