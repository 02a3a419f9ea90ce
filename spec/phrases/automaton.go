package phrases

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// Edges of the automaton that are not bytes of words; see phrase.Table.
const (
	endWord       = 0
	endStem       = 1
	endIdentifier = 2
	backward      = 3

	hasStem = 1 << 15
	noByte  = 0xFF // occurs in no UTF-8
)

// keyOf returns the edges that lead to a word of the vocabulary.
func keyOf(entry string) string {
	if name, ok := strings.CutPrefix(entry, "="); ok {
		return name + string(rune(endIdentifier))
	}
	if stem, ok := strings.CutSuffix(entry, "*"); ok {
		return stem + string(rune(endStem))
	}
	if r, _ := utf8.DecodeRuneInString(entry); isUnspaced(r) {
		bytes := []byte(entry)
		slices.Reverse(bytes)
		return string(rune(backward)) + string(bytes) + string(rune(endWord))
	}
	return entry + string(rune(endWord))
}

// An automaton is a tree of words that becomes the smallest graph with the same
// paths: words with the same endings and signatures share them.
type automaton struct {
	root *node
}

// A node has its edges in rising order of their bytes.
type node struct {
	edges []edge
	base  int
}

type edge struct {
	byte  byte
	to    *node  // nil after the last byte of a key
	value uint16 // the signature there
}

func newAutomaton() *automaton { return &automaton{root: &node{}} }

// add takes a key in. Keys may come in any order.
func (a *automaton) add(key string, value uint16) {
	n := a.root
	for i := range len(key) - 1 {
		n = n.child(key[i])
	}
	n.insert(edge{byte: key[len(key)-1], value: value})
}

func (n *node) child(b byte) *node {
	for _, e := range n.edges {
		if e.byte == b && e.to != nil {
			return e.to
		}
	}
	to := &node{}
	n.insert(edge{byte: b, to: to})
	return to
}

func (n *node) insert(e edge) {
	i, _ := slices.BinarySearchFunc(n.edges, e.byte, func(e edge, b byte) int { return cmp.Compare(e.byte, b) })
	n.edges = slices.Insert(n.edges, i, e)
}

// shrink returns the one node that replaces all with the same paths from them.
func (n *node) shrink(known map[string]*node) *node {
	var key strings.Builder
	for i := range n.edges {
		e := &n.edges[i]
		if e.to != nil {
			e.to = e.to.shrink(known)
		}
		fmt.Fprintf(&key, "%d %p %d,", e.byte, e.to, e.value)
	}
	if same, ok := known[key.String()]; ok {
		return same
	}
	known[key.String()] = n
	return n
}

// nodes returns all nodes, the root first, those with many edges before others,
// and else as they are met.
func (a *automaton) nodes() []*node {
	seen := map[*node]bool{a.root: true}
	all := []*node{a.root}
	for i := 0; i < len(all); i++ {
		for _, e := range all[i].edges {
			if e.to != nil && !seen[e.to] {
				seen[e.to] = true
				all = append(all, e.to)
			}
		}
	}
	slices.SortStableFunc(all[1:], func(x, y *node) int { return cmp.Compare(len(y.edges), len(x.edges)) })
	return all
}

// pack writes the automaton into the double array of a table.
func (a *automaton) pack(t *Table) error {
	a.root = a.root.shrink(map[string]*node{})
	p := &packer{}
	all := a.nodes()
	for _, n := range all {
		p.place(n)
	}
	if last := len(p.cells); last > hasStem {
		return fmt.Errorf("the words of a table must fit in %d cells; found %d", hasStem, last)
	}
	check := make([]byte, len(p.cells))
	t.Next = make([]uint16, len(p.cells))
	for i := range check {
		check[i] = noByte
	}
	for _, n := range all {
		for _, e := range n.edges {
			check[n.base+int(e.byte)] = e.byte
			t.Next[n.base+int(e.byte)] = e.next()
		}
	}
	t.Check = string(check)
	return nil
}

// next returns what an edge leads to.
func (e edge) next() uint16 {
	switch {
	case e.to == nil:
		return e.value
	case slices.ContainsFunc(e.to.edges, func(e edge) bool { return e.byte == endStem }):
		return uint16(e.to.base) | hasStem
	}
	return uint16(e.to.base)
}

// A packer finds room for the edges of nodes: no two have the same base, and no
// two edges the same cell.
type packer struct {
	cells bools
	bases bools
	free  int // no cell before it is free
}

// A bools is a list of booleans that is as long as it has to be: those beyond its end
// are false.
type bools []bool

func (b bools) at(i int) bool { return i < len(b) && b[i] }

func (b *bools) set(i int) {
	if i >= len(*b) {
		*b = append(*b, make(bools, i+1-len(*b))...)
	}
	(*b)[i] = true
}

func (p *packer) place(n *node) {
	if len(n.edges) == 0 {
		return // the root of no words
	}
	for p.cells.at(p.free) {
		p.free++
	}
	base := max(0, p.free-int(n.edges[0].byte))
	if len(p.bases) == 0 {
		base = 0 // of the root
	}
	for p.bases.at(base) || !p.fits(n, base) {
		base++
	}
	n.base = base
	p.bases.set(base)
	for _, e := range n.edges {
		p.cells.set(base + int(e.byte))
	}
}

func (p *packer) fits(n *node, base int) bool {
	for _, e := range n.edges {
		if p.cells.at(base + int(e.byte)) {
			return false
		}
	}
	return true
}
