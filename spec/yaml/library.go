package yaml

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"

	yaml3 "gopkg.in/yaml.v3"
)

// This file is the only one that knows the YAML library. It turns bytes into
// nodes, and refuses what no file here has a use for.

// parse returns the value that data holds, and reports what is wrong with it and
// whether there is a value.
func parse(data []byte, r *Reporter) (root node, ok bool) {
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
		r.Report(Pos{1, 1}, "", "file must be a mapping; found nothing")
		return root, false
	}
	c := converter{Reporter: r, lines: splitLines(data)}
	c.pool = make([]node, 0, countNodes(doc.Content[0], 0))
	c.node(doc.Content[0], &root, 0)
	return root, root.kind != badNode
}

// isNothing reports whether a document has no content: no more than comments.
func isNothing(n *yaml3.Node) bool {
	return n.Kind == yaml3.ScalarNode && n.Value == "" && n.Style == 0 && n.Anchor == ""
}

// errSecond says that a file has more than one document.
type errSecond struct{ line int }

func (e *errSecond) Error() string { return "second document" }

// readDocument returns the only document of a reader, nil if there is none. A
// fault inside the library becomes an error like any other.
func readDocument(r io.Reader) (doc *yaml3.Node, err error) {
	defer func() {
		if v := recover(); v != nil {
			doc, err = nil, errors.New("yaml: cannot be read")
		}
	}()
	dec := yaml3.NewDecoder(r)
	doc = new(yaml3.Node)
	switch err := dec.Decode(doc); {
	case errors.Is(err, io.EOF):
		return nil, nil
	case err != nil:
		return nil, err
	}
	var second yaml3.Node
	switch err := dec.Decode(&second); {
	case errors.Is(err, io.EOF):
		return doc, nil
	case err != nil:
		return nil, err
	}
	return nil, &errSecond{second.Line}
}

// splitLines returns the lines of data, which turn the library's columns, in
// characters, into ours, in bytes.
func splitLines(data []byte) [][]byte { return bytes.Split(data, []byte("\n")) }

// countNodes returns how many nodes convert needs below n, itself not counted.
func countNodes(n *yaml3.Node, depth int) int {
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
	*Reporter
	lines [][]byte
	pool  []node // all nodes but the root, so that there is one allocation

	line, chars, bytes int // how far pos has counted
}

// node converts n into out.
func (c *converter) node(n *yaml3.Node, out *node, depth int) {
	out.Pos = c.pos(n)
	if c.refused(n, out.Pos) {
		return
	}
	if depth > maxNesting {
		c.Report(out.Pos, "", "values must nest at most %d deep", maxNesting)
		return
	}
	switch n.Kind {
	case yaml3.ScalarNode:
		out.kind = scalarNode
		out.text = n.Value
		out.quoted = n.Style&(yaml3.DoubleQuotedStyle|yaml3.SingleQuotedStyle|yaml3.LiteralStyle|yaml3.FoldedStyle) != 0
	case yaml3.SequenceNode:
		out.kind, out.flow = listNode, n.Style&yaml3.FlowStyle != 0
		out.kids = c.take(len(n.Content))
		for i, kid := range n.Content {
			c.node(kid, &out.kids[i], depth+1)
		}
	case yaml3.MappingNode:
		out.kind, out.flow = mapNode, n.Style&yaml3.FlowStyle != 0
		c.mapping(n, out, depth)
	}
}

// take returns n nodes of the pool.
func (c *converter) take(n int) []node {
	start := len(c.pool)
	c.pool = c.pool[:start+n]
	return c.pool[start : start+n : start+n]
}

// mapping converts the members of a mapping, without those whose keys are
// refused.
func (c *converter) mapping(n *yaml3.Node, out *node, depth int) {
	kids := c.take(len(n.Content))
	var seen keySet
	kept := 0
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := &kids[kept], &kids[kept+1]
		*key, *value = node{}, node{}
		c.node(n.Content[i], key, depth+1)
		c.node(n.Content[i+1], value, depth+1)
		if c.isKey(key, kids[:kept], &seen) {
			kept += 2
		}
	}
	out.kids = kids[:kept]
}

// isKey reports whether a node can be the key after those in kids, and reports
// what is wrong with it otherwise.
func (c *converter) isKey(key *node, kids []node, seen *keySet) bool {
	switch {
	case key.kind == badNode:
		return false
	case key.kind != scalarNode:
		c.Report(key.Pos, "", "key must be text; found %s", key.found())
		return false
	case key.text == "<<" && !key.quoted:
		c.Report(key.Pos, "write the keys out", "key must be text; found the merge key <<")
		return false
	}
	first, again := seen.find(key.text, kids)
	if again {
		c.Report(key.Pos, "", "key %s must be given once; found it again after line %d", key.text, first.Line)
	}
	return !again
}

// refused reports, and reports whether it did, what no value may have.
func (c *converter) refused(n *yaml3.Node, pos Pos) bool {
	switch {
	case n.Kind == yaml3.AliasNode:
		c.Report(pos, "write the value out, or "+starHint, "value must be written out; found the alias *%s", n.Value)
	case n.Anchor != "":
		c.Report(pos, "write the value out where it is needed again, or "+starHint, "value must have no anchor; found &%s", n.Anchor)
	case n.Style&yaml3.TaggedStyle != 0:
		c.Report(pos, "quote what must be text", "value must have no tag; found %s", n.Tag)
	case c.byteAt(pos) == '!':
		c.Report(pos, "quote what must be text", "value must have no tag; found !")
	default:
		return false
	}
	return true
}

// pos returns the place of a node. The library counts columns in characters.
// Nodes come in the order of the file, so a line is counted through once.
func (c *converter) pos(n *yaml3.Node) Pos {
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

// ReadTree returns the first document of a file that is not ours, with aliases
// written out, within bounds.
func ReadTree(data []byte) (*Tree, error) {
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	doc, err := readDocument(bytes.NewReader(data))
	if second := (*errSecond)(nil); errors.As(err, &second) {
		return nil, errors.New("the file must hold one document; found a second")
	}
	if err != nil {
		line, fault := syntaxFaultOf(data, err)
		return nil, fmt.Errorf("the file must be YAML; found %s, on line %d", fault.found, line)
	}
	if doc == nil || len(doc.Content) == 0 {
		return nil, errors.New("the file must hold a value; found nothing")
	}
	g := grower{converter: converter{lines: splitLines(data)}}
	return g.tree(doc.Content[0], 0)
}

// A grower turns the library's nodes into a Tree.
type grower struct {
	converter
	size int
}

func (g *grower) tree(n *yaml3.Node, depth int) (*Tree, error) {
	if g.size++; g.size > maxTree {
		return nil, errLarge
	}
	if depth > maxNesting {
		return nil, errDeep
	}
	if n.Kind == yaml3.AliasNode {
		return g.tree(n.Alias, depth+1)
	}
	t := &Tree{Pos: g.pos(n), Text: n.Value, Quote: n.Kind == yaml3.ScalarNode && n.ShortTag() == "!!str"}
	step := 1
	switch n.Kind {
	case yaml3.SequenceNode:
		t.Kind = Sequence
	case yaml3.MappingNode:
		t.Kind, step = Mapping, 2
	}
	for i := step - 1; i < len(n.Content); i += step {
		if step == 2 {
			t.Keys = append(t.Keys, Text{g.pos(n.Content[i-1]), n.Content[i-1].Value})
		}
		item, err := g.tree(n.Content[i], depth+1)
		if err != nil {
			return nil, err
		}
		t.Items = append(t.Items, item)
	}
	return t, nil
}
