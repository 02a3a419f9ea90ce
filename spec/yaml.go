package spec

import (
	"bytes"
	"errors"
	"io"
	"sort"
	"strconv"
	"strings"
	"unicode/utf8"

	"gopkg.in/yaml.v3"
)

// This file is the only one that knows the YAML library. It turns bytes into
// yamlNodes and refuses what a book has no use for: further documents, anchors
// and aliases, merge keys, tags, duplicate keys and keys that are no scalars.

// Limits of a file.
const (
	maxFileBytes = 8 << 20
	maxNesting   = 64
)

// A yamlNode is one value of a file.
type yamlNode struct {
	Pos
	kind   nodeKind
	quoted bool // a scalar in quotes, or a block: its text is no number or truth value
	flow   bool // a list in brackets, or a mapping in braces
	text   string
	kids   []yamlNode // of a mapping: key, value, key, value, …
}

type nodeKind uint8

const (
	badNode nodeKind = iota // reported already
	scalarNode
	listNode
	mapNode
)

// parseYAML returns the value that data holds and reports what is wrong with
// it. It reports whether there is a value.
func parseYAML(data []byte, r *reporter) (root yamlNode, ok bool) {
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if !checkBytes(data, r) {
		return root, false
	}
	doc, err := readDocument(bytes.NewReader(data))
	if err != nil {
		reportSyntax(data, err, r)
		return root, false
	}
	if doc == nil || len(doc.Content) == 0 || isNothing(doc.Content[0]) {
		r.report(Pos{1, 1}, "", "file must hold a mapping; found nothing")
		return root, false
	}
	c := converter{reporter: r, lines: splitLines(data)}
	c.pool = make([]yamlNode, 0, countNodes(doc.Content[0], 0))
	c.node(doc.Content[0], &root, 0)
	return root, root.kind != badNode
}

// isNothing reports whether a document has no content: no more than comments.
func isNothing(n *yaml.Node) bool {
	return n.Kind == yaml.ScalarNode && n.Value == "" && n.Style == 0 && n.Anchor == ""
}

// errSecond says that a file has more than one document.
type errSecond struct{ line int }

func (e *errSecond) Error() string { return "second document" }

// readDocument returns the only document of a reader, nil if there is none. A
// fault inside the library becomes an error like any other.
func readDocument(r io.Reader) (doc *yaml.Node, err error) {
	defer func() {
		if v := recover(); v != nil {
			doc, err = nil, errors.New("yaml: cannot be read")
		}
	}()
	dec := yaml.NewDecoder(r)
	doc = new(yaml.Node)
	switch err := dec.Decode(doc); {
	case errors.Is(err, io.EOF):
		return nil, nil
	case err != nil:
		return nil, err
	}
	var second yaml.Node
	switch err := dec.Decode(&second); {
	case errors.Is(err, io.EOF):
		return doc, nil
	case err != nil:
		return nil, err
	}
	return nil, &errSecond{second.Line}
}

// checkBytes refuses what no YAML file may hold, and line ends that editors
// count otherwise than YAML does, so that every position is right.
func checkBytes(data []byte, r *reporter) bool {
	if len(data) > maxFileBytes {
		r.report(Pos{}, "split the provider's errors over surfaces or leave out long bodies", "file must have at most %d bytes; found more", maxFileBytes)
		return false
	}
	for i := 0; i < len(data); {
		if c := data[i]; ' ' <= c && c < 0x7f || c == '\n' { // most are
			i++
			continue
		}
		c, size := utf8.DecodeRune(data[i:])
		switch {
		case c == utf8.RuneError && size == 1:
			r.report(posAt(data, i), "save the file as UTF-8", "file must be UTF-8; found the byte 0x%02X", data[i])
			return false
		case c == '\r' && (i+1 == len(data) || data[i+1] != '\n'):
			r.report(posAt(data, i), "end lines with a line feed", "lines must end with a line feed; found a carriage return alone")
			return false
		case !isFileRune(c):
			r.report(posAt(data, i), "in a double-quoted string it can be written as an escape", "file must not contain the character U+%04X", c)
			return false
		}
		i += size
	}
	return true
}

// posAt returns the place of the byte at i.
func posAt(data []byte, i int) Pos {
	before := data[:i]
	return Pos{bytes.Count(before, []byte("\n")) + 1, i - bytes.LastIndexByte(before, '\n')}
}

// isFileRune reports whether a file may hold a character as it is: all that
// YAML calls printable (YAML 1.2, section 5.1), except the line ends that no
// editor shows as such.
func isFileRune(c rune) bool {
	switch {
	case c < ' ':
		return c == '\t' || c == '\n' || c == '\r'
	case c < 0x7f:
		return true
	case c <= 0x9f, c == '\u2028', c == '\u2029', c == '\ufeff', c == 0xfffe, c == 0xffff:
		return false
	}
	return true
}

// reportSyntax reports, in our words, what the library said about data that is
// no YAML. It gives no columns.
func reportSyntax(data []byte, err error, r *reporter) {
	if second := (*errSecond)(nil); errors.As(err, &second) {
		r.report(Pos{second.line, 1}, "write a file for each provider", "file must hold one document; found a second one")
		return
	}
	line, msg := syntaxLine(data, err)
	for _, w := range syntaxWords {
		if strings.Contains(msg, w.library) {
			r.report(Pos{line, 1}, w.hint, "file must be YAML; found %s", w.found)
			return
		}
	}
	r.report(Pos{line, 1}, "", "file must be YAML; found something that cannot be read")
}

// syntaxLine takes the line out of an error of the library, and the message
// without it. Lines of the library's parser count from 0, those of its scanner
// from 1, and a line 0 is left out.
func syntaxLine(data []byte, err error) (int, string) {
	msg := strings.TrimPrefix(err.Error(), "yaml: ")
	line := 0
	if rest, ok := strings.CutPrefix(msg, "line "); ok {
		if number, text, ok := strings.Cut(rest, ": "); ok {
			line, _ = strconv.Atoi(number)
			msg = text
		}
	}
	switch {
	case strings.HasPrefix(msg, "unknown anchor"): // has no line at all
		_, name, _ := strings.Cut(msg, "'")
		name, _, _ = strings.Cut(name, "'")
		before, _, _ := bytes.Cut(data, []byte("*"+name))
		line = bytes.Count(before, []byte("\n")) + 1
	case strings.HasPrefix(msg, "did not find expected key"), strings.HasPrefix(msg, "did not find expected '-'"), strings.Contains(msg, "tab character"):
		line = breakingLine(data, msg)
	case strings.Contains(msg, "expected ','"), strings.Contains(msg, "expected <"), strings.Contains(msg, "expected node"):
		line++
	}
	return min(max(line, 1), bytes.Count(data, []byte("\n"))+1), msg
}

// breakingLine returns the line that makes data fail with a message for which
// the library tells where the list or mapping began: the first one with which
// the lines before it fail the same way. Reading line by line narrows the
// search, except where the library looks far ahead.
func breakingLine(data []byte, msg string) int {
	reader := &lineReader{rest: data}
	_, _ = readDocument(reader)
	ends := lineEnds(data)
	most := min(reader.lines, len(ends))
	return 1 + sort.Search(max(most-1, 0), func(i int) bool {
		_, err := readDocument(bytes.NewReader(data[:ends[i]]))
		return err != nil && strings.HasSuffix(err.Error(), msg)
	})
}

// lineEnds returns where the lines of data end.
func lineEnds(data []byte) []int {
	var ends []int
	for i, c := range data {
		if c == '\n' {
			ends = append(ends, i+1)
		}
	}
	return append(ends, len(data))
}

// A lineReader hands out a line at a time, so that the number of lines handed
// out tells how far the library read before it gave up.
type lineReader struct {
	rest  []byte
	lines int
}

func (l *lineReader) Read(p []byte) (int, error) {
	if len(l.rest) == 0 {
		return 0, io.EOF
	}
	n := bytes.IndexByte(l.rest, '\n') + 1
	if n == 0 {
		n = len(l.rest)
	}
	n = copy(p, l.rest[:n])
	if l.rest[n-1] == '\n' || n == len(l.rest) {
		l.lines++
	}
	l.rest = l.rest[n:]
	return n, nil
}

// What text must be quoted for, though it looks plain.
const (
	quoteHint = "quote text that begins with a link; an apostrophe in 'single quotes' is written twice"
	starHint  = "quote text that begins with * or &"
)

// syntaxWords says in our words what the library finds.
var syntaxWords = []struct{ library, found, hint string }{
	{"mapping values are not allowed", "a colon where no key can stand", "quote a value that has a colon and a space in it"},
	{"tab character", "a tab as indentation", "indent with spaces"},
	{"cannot start any token", "a character that no value begins with", "quote values that begin with @, ` or %, and indent with spaces"},
	{"unexpected end of stream", "a quote that is never closed", "close it on the line where the value ends"},
	{"unexpected document indicator", "a quote that is never closed", "close it on the line where the value ends"},
	{"expected ',' or ']'", "a list in brackets that is not closed, or lacks a comma", "quote a value that has a bracket, brace or comma in it"},
	{"expected ',' or '}'", "a mapping in braces that is not closed, or lacks a comma", "quote a value that has a bracket, brace or comma in it"},
	{"expected key", "text out of line, or behind a closing quote or bracket", "keys of one mapping begin in one column; " + quoteHint},
	{"expected '-' indicator", "text out of line, or behind a closing quote or bracket", "items of one list begin in one column; " + quoteHint},
	{"expected ':'", "a line without a colon among keys", "a key needs a colon and a value"},
	{"unknown escape", "an escape that YAML does not know", `write a backslash twice, or use 'single quotes'`},
	{"escape sequence", "an escape that YAML does not know", `write a backslash twice, or use 'single quotes'`},
	{"hexdecimal number", "an escape that YAML does not know", `write a backslash twice, or use 'single quotes'`},
	{"alphabetic or numeric", "a * or & that no name stands behind", starHint},
	{"anchor", "an alias", "write the value out, or " + starHint},
	{"directive", "a directive", "leave lines that begin with % out"},
	{"comment or line break", "text behind | or >", "begin the text on the next line"},
	{"document start", "text outside of the document", "quote values that begin with a quote, bracket or brace but go on behind it"},
	{"max depth", "values nested too deep", ""},
}

// splitLines returns the lines of data, which turn the library's columns, in
// characters, into ours, in bytes.
func splitLines(data []byte) [][]byte { return bytes.Split(data, []byte("\n")) }

// countNodes returns how many nodes convert needs below n, itself not counted.
func countNodes(n *yaml.Node, depth int) int {
	if depth > maxNesting {
		return 0
	}
	count := len(n.Content)
	for _, kid := range n.Content {
		if len(kid.Content) > 0 {
			count += countNodes(kid, depth+1)
		}
	}
	return count
}

// A converter turns the library's nodes into ours.
type converter struct {
	*reporter
	lines [][]byte
	pool  []yamlNode // all nodes but the root, so that there is one allocation

	line, chars, bytes int // how far pos has counted
}

// node converts n into out.
func (c *converter) node(n *yaml.Node, out *yamlNode, depth int) {
	out.Pos = c.pos(n)
	if c.refused(n, out.Pos) {
		return
	}
	if depth > maxNesting {
		c.report(out.Pos, "", "values must nest at most %d deep", maxNesting)
		return
	}
	switch n.Kind {
	case yaml.ScalarNode:
		out.kind = scalarNode
		out.text = n.Value
		out.quoted = n.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle|yaml.LiteralStyle|yaml.FoldedStyle) != 0
	case yaml.SequenceNode:
		out.kind, out.flow = listNode, n.Style&yaml.FlowStyle != 0
		out.kids = c.take(len(n.Content))
		for i, kid := range n.Content {
			c.node(kid, &out.kids[i], depth+1)
		}
	case yaml.MappingNode:
		out.kind, out.flow = mapNode, n.Style&yaml.FlowStyle != 0
		c.mapping(n, out, depth)
	}
}

// take returns n nodes of the pool.
func (c *converter) take(n int) []yamlNode {
	start := len(c.pool)
	c.pool = c.pool[:start+n]
	return c.pool[start : start+n : start+n]
}

// mapping converts the members of a mapping, without those whose keys are
// refused.
func (c *converter) mapping(n *yaml.Node, out *yamlNode, depth int) {
	kids := c.take(len(n.Content))
	var seen keySet
	kept := 0
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := &kids[kept], &kids[kept+1]
		*key, *value = yamlNode{}, yamlNode{}
		c.node(n.Content[i], key, depth+1)
		c.node(n.Content[i+1], value, depth+1)
		if c.isKey(key, kids[:kept], &seen) {
			kept += 2
		}
	}
	out.kids = kids[:kept]
}

// isKey reports whether a node can be the key behind those in kids, and reports
// what is wrong with it otherwise.
func (c *converter) isKey(key *yamlNode, kids []yamlNode, seen *keySet) bool {
	switch {
	case key.kind == badNode:
		return false
	case key.kind != scalarNode:
		c.report(key.Pos, "", "key must be text; found %s", key.found())
		return false
	case key.text == "<<" && !key.quoted:
		c.report(key.Pos, "write the keys out", "key must be text; found the merge key <<")
		return false
	}
	first, again := seen.find(key.text, kids)
	if again {
		c.report(key.Pos, "", "key %s must be given once; found it again after line %d", key.text, first.Line)
	}
	return !again
}

// A keySet finds the keys of a mapping: by looking at each while they are few.
type keySet struct {
	index   map[string]Pos
	indexed int // how many of the kids are in the index
}

// fewKeys is how many keys are looked at one by one.
const fewKeys = 32

// find returns where a key was given before, in kids.
func (s *keySet) find(key string, kids []yamlNode) (Pos, bool) {
	if len(kids) <= 2*fewKeys {
		for i := 0; i < len(kids); i += 2 {
			if kids[i].text == key {
				return kids[i].Pos, true
			}
		}
		return Pos{}, false
	}
	if s.index == nil {
		s.index = make(map[string]Pos)
	}
	for ; s.indexed < len(kids); s.indexed += 2 {
		s.index[kids[s.indexed].text] = kids[s.indexed].Pos
	}
	pos, ok := s.index[key]
	return pos, ok
}

// refused reports, and reports whether it did, what no value may have.
func (c *converter) refused(n *yaml.Node, pos Pos) bool {
	switch {
	case n.Kind == yaml.AliasNode:
		c.report(pos, "write the value out, or "+starHint, "value must be written out; found the alias *%s", n.Value)
	case n.Anchor != "":
		c.report(pos, "write the value out where it is needed again, or "+starHint, "value must have no anchor; found &%s", n.Anchor)
	case n.Style&yaml.TaggedStyle != 0:
		c.report(pos, "quote what must be text", "value must have no tag; found %s", n.Tag)
	case c.byteAt(pos) == '!':
		c.report(pos, "quote what must be text", "value must have no tag; found !")
	default:
		return false
	}
	return true
}

// pos returns the place of a node. The library counts columns in characters.
// Nodes come in the order of the file, so a line is counted through once.
func (c *converter) pos(n *yaml.Node) Pos {
	if n.Line > len(c.lines) {
		return Pos{n.Line, n.Column}
	}
	if n.Line != c.line || n.Column-1 < c.chars {
		c.line, c.chars, c.bytes = n.Line, 0, 0
	}
	line := c.lines[n.Line-1]
	for ; c.chars < n.Column-1; c.chars++ {
		size := 1
		if c.bytes < len(line) && line[c.bytes] >= utf8.RuneSelf {
			_, size = utf8.DecodeRune(line[c.bytes:])
		}
		c.bytes += size
	}
	return Pos{n.Line, c.bytes + 1}
}

// byteAt returns the byte at a place, 0 if there is none.
func (c *converter) byteAt(p Pos) byte {
	if p.Line < 1 || p.Line > len(c.lines) || p.Col > len(c.lines[p.Line-1]) {
		return 0
	}
	return c.lines[p.Line-1][p.Col-1]
}

// found describes a node for a problem: what was found.
func (n *yamlNode) found() string {
	switch n.kind {
	case listNode:
		return "a list"
	case mapNode:
		return "a mapping"
	}
	if n.quoted {
		return excerpt(n.text)
	}
	switch plainKindOf(n.text) {
	case plainNull:
		return "nothing"
	case plainBool:
		return "the truth value " + n.text
	case plainInt, plainNumber:
		return "the number " + n.text
	case plainDate:
		return "the date " + n.text
	}
	return excerpt(n.text)
}

// excerpt quotes the beginning of a text.
func excerpt(s string) string {
	const most = 40
	if utf8.RuneCountInString(s) > most {
		runes := []rune(s)
		s = string(runes[:most]) + "…"
	}
	return strconv.Quote(s)
}
