package generator

import (
	"strconv"
	"strings"
	"unicode"

	"github.com/dave/jennifer/jen"

	"github.com/errbook/errbook/apierr/wire"
	"github.com/errbook/errbook/spec"
)

// A constant is a number that generated code calls by a name.
type constant struct {
	name string
	path string // what it is the number of, as a spec file writes it
}

// constants are the names of the numbers in the facts of a provider.
type constants struct {
	fields []constant
	slots  map[*wire.Wire][]constant
	blocks []block // the slots, as they are declared
}

// A block is constants that are declared together.
type block struct {
	what string
	list []constant
}

// newConstants names the slots of each wire, and the fields that rules and
// surfaces ask for, by their paths: slotErrorCode, fieldErrorParam. The slots of a
// surface's wire have the name of the surface before the path.
func newConstants(f *spec.File) *constants {
	facts := f.Facts()
	k := &constants{slots: map[*wire.Wire][]constant{}}
	taken := map[string]bool{}
	k.addSlots(facts.Wire, "The slots of the wire: one for each path into a body.", "slot", taken)
	for i := range facts.Surfaces {
		if s := &facts.Surfaces[i]; s.Wire != nil {
			k.addSlots(s.Wire, "The slots of the wire of surface "+s.Name+".", "slot"+upperCamel(s.Name), taken)
		}
	}
	for _, part := range facts.Wire.Fields {
		path := "header:" + strings.ToLower(part.Header)
		if part.Slot != wire.NoSlot {
			path = k.slots[facts.Wire][part.Slot].path
		}
		k.fields = append(k.fields, constant{unique("field"+upperCamel(path), taken), path})
	}
	return k
}

// addSlots names the slots of a wire.
func (k *constants) addSlots(w *wire.Wire, what, prefix string, taken map[string]bool) {
	paths := map[int]string{}
	slotPaths(w.Body, "", paths)
	slotPaths(w.XML, "xml:", paths)
	if len(paths) == 0 {
		return
	}
	list := make([]constant, len(paths))
	for slot := range list {
		list[slot] = constant{unique(prefix+upperCamel(paths[slot]), taken), paths[slot]}
	}
	k.slots[w] = list
	k.blocks = append(k.blocks, block{what, list})
}

// slotPaths notes the path of each slot.
func slotPaths(nodes []wire.Node, above string, paths map[int]string) {
	for _, n := range nodes {
		path := above
		switch n.Step {
		case wire.StepIndex:
			path += "[" + strconv.Itoa(n.Index) + "]"
		case wire.StepAny:
			path += "[*]"
		case wire.StepWhere:
			path += "[" + n.Key + "=" + n.Value + "]"
		default:
			path = strings.TrimPrefix(strings.Replace(path+"."+n.Key, "xml:.", "xml:", 1), ".")
		}
		if n.Slot != wire.NoSlot {
			paths[n.Slot] = path
		}
		slotPaths(n.Kids, path, paths)
	}
}

// upperCamel joins the words of a path with a capital each. A path that asks for
// a name with a type's URL is called by the last word of that.
//
//	error.details[@type=type.googleapis.com/google.rpc.ErrorInfo].reason → ErrorDetailsErrorInfoReason
func upperCamel(path string) string {
	var b strings.Builder
	for step := range strings.FieldsFuncSeq(path, func(r rune) bool { return r == '[' || r == ']' }) {
		if key, value, ok := strings.Cut(step, "="); ok && key != "" && !strings.HasPrefix(step, ".") {
			step = value[strings.LastIndexAny(value, "/.")+1:]
		}
		if step == "*" {
			step = "each"
		}
		isMark := func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }
		for word := range strings.FieldsFuncSeq(step, isMark) {
			b.WriteString(capitalized(word))
		}
	}
	return b.String()
}

// capitalized returns a word with a capital, and initialisms in capitals.
func capitalized(word string) string {
	switch word {
	case "api", "http", "id", "uri", "url", "xml":
		return strings.ToUpper(word)
	}
	runes := []rune(word)
	return string(unicode.ToUpper(runes[0])) + string(runes[1:])
}

// unique returns name, with a number after it if it is taken, and takes it.
func unique(name string, taken map[string]bool) string {
	free := name
	for n := 2; taken[free]; n++ {
		free = name + "_" + strconv.Itoa(n)
	}
	taken[free] = true
	return free
}

// addTo declares the constants, which count from 0; nothing for none.
//
//	// what
//	const (
//		fieldErrorParam = iota // error.param
//		fieldType              // type
//	)
func (b block) addTo(out *jen.File) {
	if len(b.list) == 0 {
		return
	}
	var doc comment
	doc.para(b.what)
	doc.addTo(out.Add)
	out.Const().DefsFunc(func(group *jen.Group) {
		for i, c := range b.list {
			line := group.Id(c.name)
			if i == 0 {
				line.Op("=").Iota()
			}
			line.Comment("// " + strings.Trim(strconv.Quote(c.path), `"`))
		}
	})
	out.Line()
}
