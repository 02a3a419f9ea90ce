package spec

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/errbook/errbook/apierr/wire"
)

// This file has the scalars of the language and what is built of them: what
// each takes, and what it says about the rest.

func (t *Text) decode(d *decoder, l label, n *yamlNode) {
	if d.isText(l, n) {
		*t = Text{n.Pos, n.text}
	}
}

// isText reports whether n is text, and reports it otherwise.
func (d *decoder) isText(l label, n *yamlNode) bool {
	if !d.isScalar(l, n, "text") {
		return false
	}
	if !n.quoted {
		switch plainKindOf(n.text) {
		case plainNull:
			d.report(n.Pos, "", "%s must be text; found nothing", l)
			return false
		case plainBool, plainNumber, plainDate:
			d.report(n.Pos, `quote it: "`+n.text+`"`, "%s must be text; found %s", l, n.found())
			return false
		}
	}
	return d.isCleanText(l, n)
}

// isScalar reports whether n is a scalar, and reports it otherwise.
func (d *decoder) isScalar(l label, n *yamlNode, want string) bool {
	if n.kind == listNode || n.kind == mapNode {
		hint := ""
		if want == "text" && n.flow {
			hint = "quote text that begins with " + pick(n.kind == listNode, "[, such as a link", "{")
		}
		d.report(n.Pos, hint, "%s must be %s; found %s", l, want, n.found())
	}
	return n.kind == scalarNode
}

// isCleanText reports whether a text holds something that can be seen, and
// nothing that cannot, and reports it otherwise.
func (d *decoder) isCleanText(l label, n *yamlNode) bool {
	if !l.raw && strings.TrimSpace(n.text) == "" {
		d.report(n.Pos, "", "%s must be text; found an empty string", l)
		return false
	}
	for _, r := range n.text {
		if r >= ' ' && r < 0x7f || l.raw && (r == '\n' || r == '\r' || r == '\t') {
			continue
		}
		if isUnseen(r) {
			d.report(n.Pos, unseenHint(l, r), "%s must have no control or invisible characters; found U+%04X", l, r)
			return false
		}
	}
	return true
}

// isUnseen reports whether a character cannot be seen, or changes how others
// are seen: control characters, those that turn the direction of text, those
// of no width, line and paragraph separators, private and replaced ones.
func isUnseen(r rune) bool {
	return r == unicode.ReplacementChar || unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp, unicode.Co)
}

func unseenHint(l label, r rune) string {
	switch {
	case r == '\n' && !l.raw:
		return "write it on one line; a plain or folded (>-) text may go over several"
	case l.raw:
		return `in JSON it can be written as an escape`
	}
	return "leave it out"
}

func (i *Int) decode(d *decoder, l label, n *yamlNode) {
	if v, ok := d.number(l, n, "a number"); ok {
		*i = Int{n.Pos, v}
	}
}

// number reads a decimal integer of at most nine digits.
func (d *decoder) number(l label, n *yamlNode, want string) (int, bool) {
	if !d.isScalar(l, n, want) {
		return 0, false
	}
	hint := ""
	if n.quoted && isCanonicalInt(n.text) {
		hint = "leave the quotes out"
	}
	v, err := strconv.Atoi(n.text)
	if err != nil || n.quoted || !isCanonicalInt(n.text) || len(n.text) > 9 {
		d.report(n.Pos, hint, "%s must be %s; found %s", l, want, n.found())
		return 0, false
	}
	return v, true
}

func (t *Date) decode(d *decoder, l label, n *yamlNode) {
	if !d.isScalar(l, n, "a day such as 2026-11-20") {
		return
	}
	if _, err := time.Parse(time.DateOnly, n.text); err != nil {
		hint := ""
		if len(n.text) == len(time.DateOnly) && isDate(n.text) {
			hint = "there is no such day"
		}
		d.report(n.Pos, hint, "%s must be a day such as 2026-11-20; found %s", l, n.found())
		return
	}
	*t = Date{n.Pos, n.text}
}

func (p *Prose) decode(d *decoder, l label, n *yamlNode) {
	if d.isText(l, n) {
		*p = Prose{Pos: n.Pos, Raw: n.text}
	}
}

func (l *List[T]) decode(d *decoder, lab label, n *yamlNode) {
	if n.kind != listNode {
		var v T
		before := len(d.problems)
		if into(d, lab, n, &v); len(d.problems) == before {
			*l = List[T]{v}
		}
		return
	}
	if d.isEmpty(lab, n) {
		return
	}
	*l = make(List[T], len(n.kids))
	for i := range n.kids {
		into(d, lab.each(), &n.kids[i], &(*l)[i])
	}
}

// isEmpty reports whether a list or mapping has nothing in it, and reports it
// if so: it can only be a mistake. Only a key that need not be there can be
// left out instead.
func (d *decoder) isEmpty(l label, n *yamlNode) bool {
	if len(n.kids) == 0 {
		d.report(n.Pos, pick(l.required, "", "leave the key out"), "%s must have an item; found an empty %s", l, pick(n.kind == mapNode, "mapping", "list"))
	}
	return len(n.kids) == 0
}

func (m *Map[T]) decode(d *decoder, l label, n *yamlNode) {
	if n.kind != mapNode {
		d.report(n.Pos, "", "%s must be a mapping; found %s", l, n.found())
		return
	}
	if d.isEmpty(l, n) {
		return
	}
	*m = make(Map[T], 0, len(n.kids)/2)
	for i := 0; i < len(n.kids); i += 2 {
		var e Entry[T]
		key := &n.kids[i]
		if !d.isText(label{key: "each key of " + l.key}, key) {
			continue
		}
		e.Key = Text{key.Pos, key.text}
		into(d, label{key: key.text, raw: l.raw}, &n.kids[i+1], &e.Value)
		*m = append(*m, e)
	}
}

func (s *StatusSet) decode(d *decoder, l label, n *yamlNode) {
	nodes := []yamlNode{*n}
	if n.kind == listNode {
		if d.isEmpty(l, n) {
			return
		}
		nodes, l = n.kids, l.each()
	}
	out := StatusSet{Pos: n.Pos}
	for i := range nodes {
		r, ok := d.status(l, &nodes[i])
		switch {
		case !ok:
		case slices.Contains(out.Ranges, r):
			d.report(nodes[i].Pos, "", "%s must be given once; found %s again", l, nodes[i].text)
		default:
			out.Ranges = append(out.Ranges, r)
		}
	}
	if len(out.Ranges) > 0 {
		*s = out
	}
}

// status reads a status, a class of statuses (5xx), or a close code.
func (d *decoder) status(l label, n *yamlNode) (r wire.StatusRange, ok bool) {
	if l.key == "close" {
		v, ok := d.within(l, n, closeCodes, "a number")
		return wire.StatusRange{From: v, To: v}, ok
	}
	if n.kind == scalarNode && len(n.text) == 3 && strings.HasSuffix(n.text, "xx") && '1' <= n.text[0] && n.text[0] <= '5' {
		from := int(n.text[0]-'0') * 100
		return wire.StatusRange{From: from, To: from + 99}, true
	}
	v, ok := d.within(l, n, statuses, "a number or a class such as 5xx")
	return wire.StatusRange{From: v, To: v}, ok
}

// What a status of HTTP (RFC 9110, section 15) and a close code of a WebSocket
// (RFC 6455, section 7.4) can be.
var (
	statuses   = wire.StatusRange{From: 100, To: 599}
	closeCodes = wire.StatusRange{From: 1000, To: 4999}
)

// within reads a number of a range.
func (d *decoder) within(l label, n *yamlNode, r wire.StatusRange, want string) (int, bool) {
	v, ok := d.number(l, n, want)
	if ok && (v < r.From || v > r.To) {
		d.report(n.Pos, "", "%s must be between %d and %d; found %d", l, r.From, r.To, v)
		return 0, false
	}
	return v, ok
}

func (s *StringSet) decode(d *decoder, l label, n *yamlNode) {
	s.Pos = n.Pos
	if n.kind != mapNode {
		s.Values = d.texts(l, n)
		return
	}
	if key, value := d.only(l, n, "prefix"); key != nil {
		s.Prefix.decode(d, label{key: "prefix"}, value)
	}
}

// texts reads a text or a list of texts, each once.
func (d *decoder) texts(l label, n *yamlNode) []Text {
	var list List[Text]
	list.decode(d, l, n)
	seen := make(map[string]bool, len(list))
	for _, t := range list {
		if t.IsSet() && seen[t.Value] {
			d.report(t.Pos, "", "%s must be given once; found %s again", l.each(), t.Value)
		}
		seen[t.Value] = true
	}
	return list
}

// only reads a mapping that has one of the given keys and no other.
func (d *decoder) only(l label, n *yamlNode, keys ...string) (key, value *yamlNode) {
	if len(n.kids) != 2 || !slices.Contains(keys, n.kids[0].text) {
		names := make([]string, 0, len(n.kids)/2)
		for i := 0; i < len(n.kids); i += 2 {
			names = append(names, n.kids[i].text)
		}
		d.report(n.Pos, "", "%s must have the key %s alone; found %s", l, strings.Join(keys, " or "), listed(names))
		return nil, nil
	}
	return &n.kids[0], &n.kids[1]
}

func (m *Matcher) decode(d *decoder, l label, n *yamlNode) {
	m.Pos = n.Pos
	switch {
	case n.kind == mapNode:
		key, value := d.only(l, n, "contains", "not")
		switch {
		case key == nil:
		case key.text == "not":
			m.Not = true
			m.Values = d.matcherValues(label{key: "not", required: true}, value)
		default:
			m.Contains.decode(d, label{key: "contains"}, value)
		}
	case n.isWord("present"):
		m.Present = true
	case n.isWord("absent"):
		m.Absent = true
	default:
		m.Values = d.matcherValues(l, n)
	}
}

// isWord reports whether n is one of the words that ask for any value at all or
// for none; in quotes it is a value like others.
func (n *yamlNode) isWord(word string) bool {
	return n.kind == scalarNode && !n.quoted && n.text == word
}

// matcherValues reads what a value of a response can be.
func (d *decoder) matcherValues(l label, n *yamlNode) []Text {
	out := *n
	if n.kind != listNode {
		out = d.matcherValue(l, n)
		return d.texts(l, &out)
	}
	out.kids = make([]yamlNode, len(n.kids))
	for i := range n.kids {
		out.kids[i] = d.matcherValue(l.each(), &n.kids[i])
	}
	return d.texts(l, &out)
}

// matcherValue returns n as texts takes it: bodies have true and false, so
// those need no quotes here.
func (d *decoder) matcherValue(l label, n *yamlNode) yamlNode {
	out := *n
	switch {
	case n.isWord("present"), n.isWord("absent"):
		d.report(n.Pos, fmt.Sprintf("quote it if it is a value: %q", n.text), "%s must be a value; found %s", l, n.text)
		out.kind = badNode
	case n.kind == scalarNode && (n.text == "true" || n.text == "false"):
		out.quoted = true
	}
	return out
}

func (p *Path) decode(d *decoder, l label, n *yamlNode) {
	if n.kind != mapNode {
		p.Pos = n.Pos
		p.Text.decode(d, l, n)
		return
	}
	type path Path // without the method decode
	into(d, l, n, (*path)(p))
}
