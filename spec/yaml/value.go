package yaml

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/errbook/errbook/spec/suggest"
)

// A Decoder is a type that reads its value itself, because it takes more than
// one form. What it cannot take it reports, and stays zero.
type Decoder interface {
	DecodeYAML(v Value)
	// SchemaYAML returns the schema of all that DecodeYAML takes.
	SchemaYAML(key Key) *Schema
}

// A Key says which key a value belongs to, and what the key's tag asks for.
type Key struct {
	Name     string
	Min, Max int // of a number the bounds, of a text the characters; 0 and 0: any

	item     bool // one of the values of a list
	raw      bool
	quoted   bool // a plain number is not text
	required bool
	unless   string // a key of the file that, when true, makes this one optional
	distinct bool
	set      string // of its texts
	keys     string // of the keys of a Map
}

// String returns the words for the value: "status", "each item of hosts".
func (k Key) String() string {
	if k.item {
		return "each item of " + k.Name
	}
	return k.Name
}

// A Value is one value of a file, for a [Decoder].
type Value struct {
	d    *decoder
	key  Key
	node *node
}

// Pos returns where the value begins.
func (v Value) Pos() Pos { return v.node.Pos }

// Key returns the key that the value belongs to.
func (v Value) Key() Key { return v.key }

// IsMapping reports whether the value is a mapping.
func (v Value) IsMapping() bool { return v.node.kind == mapNode }

// Scalar returns the text of a scalar, and whether it is plain: not in quotes
// and no block. Of a list and of a mapping the text is "".
func (v Value) Scalar() (text string, plain bool) {
	if v.node.kind != scalarNode {
		return "", false
	}
	return v.node.text, !v.node.quoted
}

// Found describes the value, for a problem: `"text"`, "the number 42", "a list".
func (v Value) Found() string { return v.node.found() }

// Report notes a problem. The message is the words for the value, a space and
// the format: `v.Report("", "must be a color; found %s", v.Found())`. The hint may
// be empty.
func (v Value) Report(hint, format string, args ...any) {
	v.d.Report(v.node.Pos, hint, "%s "+format, append([]any{v.key.String()}, args...)...)
}

// Items returns the values of a list, or v itself if it is none. An empty list
// is a problem.
func (v Value) Items() []Value {
	if v.node.kind != listNode {
		return []Value{v}
	}
	if v.isEmpty() {
		return nil
	}
	if v.isCrowded() {
		return nil
	}
	items := make([]Value, len(v.node.kids))
	for i := range items {
		items[i] = v.item(i)
	}
	return items
}

// maxValues is how many values a list has at most where one value could be given,
// too: what is compared with each of them must not take long.
const maxValues = 1000

// isCrowded reports whether a list has too many values, and notes the problem.
func (v Value) isCrowded() bool {
	n := len(v.node.kids)
	if n > maxValues {
		v.Report("", "must have at most %d values; found %d", maxValues, n)
	}
	return n > maxValues
}

// item returns the value at i of a list.
func (v Value) item(i int) Value {
	v.key.item = true
	v.node = &v.node.kids[i]
	return v
}

// Texts returns a text, or a list of texts in which each is there once.
func (v Value) Texts() []Text {
	var list []Text
	for _, item := range v.Items() {
		if t, ok := item.Text(); ok {
			list = append(list, t)
		}
	}
	v.Distinct(list)
	return list
}

// Distinct notes a problem for each text of a list that was there before.
func (v Value) Distinct(list []Text) {
	if len(list) < 2 {
		return
	}
	v.key.item = true
	seen := make(map[string]bool, len(list))
	for _, t := range list {
		if t.IsSet() && seen[t.Value] {
			v.d.Report(t.Pos, "", "%s must be given once; found %s again", v.key.String(), t.Value)
			v.d.keep()
		}
		seen[t.Value] = true
	}
}

// Only reads a mapping that has one of the given keys and no other. It reports
// whether it has; if not, it notes the problem.
func (v Value) Only(keys ...string) (value Value, ok bool) {
	kids := v.node.kids
	if v.node.kind != mapNode || len(kids) != 2 || !slices.Contains(keys, kids[0].text) {
		var names []string
		for i := 0; v.node.kind == mapNode && i < len(kids); i += 2 {
			names = append(names, kids[i].text)
		}
		v.Report("", "must have only the key %s; found %s", strings.Join(keys, " or "), suggest.And(names))
		return Value{}, false
	}
	return Value{v.d, Key{Name: kids[0].text, required: true}, &kids[1]}, true
}

// isScalar reports whether v is a scalar, and notes the problem otherwise.
func (v Value) isScalar(want string) bool {
	if n := v.node; n.kind == listNode || n.kind == mapNode {
		hint := ""
		if s := v.words(); s != nil {
			hint = cmp.Or(s.OneHint, s.Hint)
		} else if want == "text" && n.flow {
			hint = "quote text that begins with " + pick(n.kind == listNode, "[, such as a link", "{")
		}
		v.Report(hint, "must be %s; found %s", want, v.Found())
	}
	return v.node.kind == scalarNode
}

// isMapping reports whether v is a mapping, and notes the problem otherwise.
func (v Value) isMapping() bool {
	if v.node.kind != mapNode {
		v.Report("", "must be a mapping; found %s", v.Found())
	}
	return v.node.kind == mapNode
}

// isEmpty reports whether a list or mapping has nothing in it, and notes the
// problem if so: it can only be a mistake. Only a key that need not be there can
// be left out instead.
func (v Value) isEmpty() bool {
	n := v.node
	if len(n.kids) == 0 {
		v.Report(pick(v.key.required, "", "leave the key out"), "must have an item; found an empty %s", pick(n.kind == mapNode, "mapping", "list"))
	}
	return len(n.kids) == 0
}

// checkLength notes a problem if a text has more characters than the key's tag
// allows.
func (v Value) checkLength() {
	if v.key.Max == 0 {
		return
	}
	if n := utf8.RuneCountInString(v.node.text); n > v.key.Max {
		v.Report("", "must have at most %d characters; found %d", v.key.Max, n)
		v.d.keep()
	}
}

// Excerpt quotes the beginning of a text, for a problem.
func Excerpt(s string) string {
	const most = 40
	if utf8.RuneCountInString(s) > most {
		runes := []rune(s)
		s = string(runes[:most]) + "…"
	}
	return fmt.Sprintf("%q", s)
}

func pick(cond bool, yes, no string) string {
	if cond {
		return yes
	}
	return no
}
