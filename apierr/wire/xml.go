package wire

import (
	"iter"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/errbook/errbook/apierr/internal/ascii"
)

// An xmlScanner walks once over an XML document and notes the texts of elements, and the
// values of attributes, that the paths lead to. As [scanner], it is not a validator: it
// reads documents that are cut off, and names count without their prefixes.
type xmlScanner struct {
	s     string
	i     int
	f     *Fields
	depth int
	open  [maxDepth]xmlElement
}

// An xmlElement is an element that is open.
type xmlElement struct {
	kids  []Node // what paths ask for in it
	slot  int
	start int // of its text
	inner bool
}

// isXML reports whether a body begins as XML does.
func isXML(body string) bool {
	return strings.HasPrefix(strings.TrimLeft(strings.TrimPrefix(body, byteOrderMark), " \t\r\n"), "<")
}

// scanXML notes in f.slots what the paths lead to in an XML document.
func (f *Fields) scanXML(paths []Node) {
	x := xmlScanner{s: f.body, f: f}
	for x.tag(paths) {
	}
	if x.depth > 0 || x.i < len(x.s) {
		s := scanner{f: f}
		s.lose(paths) // the document ends before they can come
	}
}

// tag reads up to the end of the next tag, and reports whether there was one.
func (x *xmlScanner) tag(paths []Node) bool {
	n := strings.IndexByte(x.s[x.i:], '<')
	if n < 0 {
		if x.depth == 0 {
			x.i = len(x.s)
		}
		return false
	}
	at := x.i + n
	rest := x.s[at:]
	for _, skip := range [...]struct{ begin, end string }{{"<!--", "-->"}, {"<![CDATA[", "]]>"}, {"<?", "?>"}, {"<!", ">"}} {
		if strings.HasPrefix(rest, skip.begin) {
			return x.skipTo(at+len(skip.begin), skip.end)
		}
	}
	end := tagEnd(rest)
	if end < 0 {
		return false
	}
	x.i = at + end + 1
	if strings.HasPrefix(rest, "</") {
		x.close(at)
		return true
	}
	empty := rest[end-1] == '/'
	if empty {
		end--
	}
	return x.element(paths, at+1, at+end, empty)
}

// skipTo goes behind the next end mark, and reports whether there is one.
func (x *xmlScanner) skipTo(from int, mark string) bool {
	n := strings.Index(x.s[from:], mark)
	if n < 0 {
		return false
	}
	x.i = from + n + len(mark)
	return true
}

// tagEnd returns where the tag ends that a text begins with, -1 if it does not: a >
// in quotes is part of an attribute.
func tagEnd(s string) int {
	quote := byte(0)
	for i := range len(s) {
		switch c := s[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '>':
			return i
		}
	}
	return -1
}

// element opens the element whose tag is between two places, and closes it if it is
// empty. It reports whether the document may go on: one that nests too deep counts as
// cut off.
func (x *xmlScanner) element(paths []Node, from, to int, empty bool) bool {
	kids := paths
	if x.depth > 0 {
		kids = x.open[x.depth-1].kids
		x.open[x.depth-1].inner = true
	}
	end := from
	for end < to && !isXMLSpace(x.s[end]) {
		end++
	}
	e := xmlElement{slot: NoSlot, start: x.i}
	if node := kidOf(kids, localName(x.s[from:end])); node != nil {
		e.kids, e.slot = node.Kids, node.Slot
		x.attributes(node.Kids, end, to)
	}
	if x.depth == maxDepth {
		return false
	}
	x.open[x.depth] = e
	x.depth++
	if empty {
		x.close(x.i)
	}
	return true
}

// close closes the innermost element, whose text ends at a place.
func (x *xmlScanner) close(at int) {
	if x.depth == 0 {
		return
	}
	x.depth--
	if e := &x.open[x.depth]; e.slot != NoSlot && !e.inner {
		x.note(e.slot, e.start, at)
	}
}

// note keeps a text without the space around it; the first one that says something
// stays.
func (x *xmlScanner) note(slot, start, end int) {
	for start < end && isXMLSpace(x.s[start]) {
		start++
	}
	for start < end && isXMLSpace(x.s[end-1]) {
		end--
	}
	v := &x.f.slots[slot]
	if v.kind != valueAbsent && v.start < v.end {
		return
	}
	*v = value{valueXML, int32(start), int32(end)}
}

// attributes notes the attributes of a tag that nodes ask for: those whose keys begin
// with @. They are in the document between two places.
func (x *xmlScanner) attributes(nodes []Node, from, to int) {
	for name, value := range xmlAttributes(x.s[from:to]) {
		for i := range nodes {
			if n := &nodes[i]; n.Slot != NoSlot && len(n.Key) > 1 && n.Key[0] == '@' && n.Key[1:] == name {
				if at := ascii.OffsetIn(x.s, value); at >= 0 {
					x.note(n.Slot, at, at+len(value))
				}
			}
		}
	}
}

// xmlAttributes returns the names, without their prefixes, and values of the attributes
// in what comes behind the name of a tag.
func xmlAttributes(text string) iter.Seq2[string, string] {
	return func(yield func(name, value string) bool) {
		for {
			name, rest, ok := strings.Cut(text, "=")
			if !ok {
				return
			}
			rest = strings.TrimLeft(rest, xmlSpaces)
			if rest == "" || rest[0] != '"' && rest[0] != '\'' {
				return
			}
			value, after, ok := strings.Cut(rest[1:], rest[:1])
			if !ok || !yield(localName(strings.TrimSpace(name)), value) {
				return
			}
			text = after
		}
	}
}

const xmlSpaces = " \t\r\n"

// kidOf returns the node that asks for an element, nil if there is none.
func kidOf(nodes []Node, name string) *Node {
	for i := range nodes {
		if nodes[i].Key == name {
			return &nodes[i]
		}
	}
	return nil
}

// localName returns a name without its prefix.
func localName(name string) string { return name[strings.IndexByte(name, ':')+1:] }

func isXMLSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\r' || c == '\n' }

// appendXML appends the text of an element: its CDATA sections without their marks, its
// references as the characters that they are, and nothing of its comments.
func appendXML(buf []byte, raw string) []byte {
	for raw != "" {
		n := strings.IndexAny(raw, "&<")
		if n < 0 {
			return append(buf, raw...)
		}
		buf = append(buf, raw[:n]...)
		raw = raw[n:]
		if raw[0] == '&' {
			buf, raw = appendReference(buf, raw)
			continue
		}
		inside, isText := strings.CutPrefix(raw, "<![CDATA[")
		mark := "]]>"
		if !isText {
			mark = ">"
			if strings.HasPrefix(raw, "<!--") {
				mark = "-->"
			}
		}
		text, rest, _ := strings.Cut(inside, mark)
		if isText {
			buf = append(buf, text...)
		}
		raw = rest
	}
	return buf
}

// maxReference is how long a reference can be: &#x10FFFF; has ten bytes.
const maxReference = 12

// appendReference appends the character of the reference that a text begins with, or
// the ampersand if it is none, and returns what follows.
func appendReference(buf []byte, raw string) ([]byte, string) {
	end := strings.IndexByte(raw[:min(len(raw), maxReference)], ';')
	if end < 0 {
		return append(buf, '&'), raw[1:]
	}
	switch name := raw[1:end]; name {
	case "amp":
		return append(buf, '&'), raw[end+1:]
	case "lt":
		return append(buf, '<'), raw[end+1:]
	case "gt":
		return append(buf, '>'), raw[end+1:]
	case "quot":
		return append(buf, '"'), raw[end+1:]
	case "apos":
		return append(buf, '\''), raw[end+1:]
	default:
		if n, ok := strings.CutPrefix(name, "#"); ok {
			base := 10
			if hex, ok := strings.CutPrefix(n, "x"); ok {
				n, base = hex, 16
			}
			if c, err := strconv.ParseUint(n, base, 32); err == nil && c <= utf8.MaxRune {
				return utf8.AppendRune(buf, rune(c)), raw[end+1:]
			}
		}
	}
	return append(buf, '&'), raw[1:]
}
