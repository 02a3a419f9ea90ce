package apierr

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"slices"
	"strconv"
	"testing"

	"github.com/errbook/errbook/apierr/wire"
)

// A shown response is a sample or near miss of spec/generic.yaml.
type shown struct {
	Kinds  []string          // what it is, "none" for no error
	Gives  map[string]string // the parts that are found in it
	Status int
	Header map[string]string
	Body   string
	Event  string
	Close  int

	Salvaged bool // no path leads to what it gives

	response Response
}

// samplesFile is written from spec/generic.yaml by internal/runtimegen.
const samplesFile = "testdata/generic.json"

func readShown(t *testing.T) []shown {
	t.Helper()
	data, err := os.ReadFile(samplesFile)
	if err != nil {
		t.Fatal(err)
	}
	var file struct{ Samples []shown }
	if err := json.Unmarshal(data, &file); err != nil {
		t.Fatal(err)
	}
	for i := range file.Samples {
		s := &file.Samples[i]
		s.response = Response{Status: s.Status, Body: []byte(s.Body), Event: s.Event, Stream: s.Event != "", Close: s.Close}
		for k, v := range s.Header {
			if s.response.Header == nil {
				s.response.Header = http.Header{}
			}
			s.response.Header.Set(k, v)
		}
	}
	return file.Samples
}

// wrong says what of the response the generic layer does not find, "" for nothing.
func (s *shown) wrong() string {
	kind := "none"
	if v, ok := Generic.Verdict(s.response); ok {
		kind = v.Kind.String()
	}
	if kind != s.Kinds[0] {
		return fmt.Sprintf("%+v: is %s, found %s", s.response, s.Kinds[0], kind)
	}
	if len(s.Gives) == 0 {
		return ""
	}
	var e *Error
	if !errors.As(Generic.From(s.response), &e) {
		return fmt.Sprintf("%+v: is not an error", s.response)
	}
	found := map[string]string{"code": e.WireCode, "type": e.WireType, "message": e.Message, "param": e.Param, "request_id": e.RequestID, "delay": "none"}
	if e.Delay.Source != "" {
		found["delay"] = e.Delay.Duration.String()
	}
	for part, want := range s.Gives {
		if found[part] != want {
			return fmt.Sprintf("%+v: has the %s %q, found %q", s.response, part, want, found[part])
		}
	}
	return ""
}

// A shownList is the responses by which tables are tried.
type shownList struct {
	list []shown
	at   int // the last one that failed
}

// anyFails reports whether one of the responses is no longer judged right. It begins
// where the last search ended: what is taken out one after the other stands together in
// the book, and so do its samples.
func (l *shownList) anyFails() bool {
	for i := range l.list {
		at := (l.at + i) % len(l.list)
		if l.list[at].wrong() != "" {
			l.at = at
			return true
		}
	}
	return false
}

// Every sample of the generic layer is what it says, and each thing that the
// layer knows is needed by one: when it is taken out or tells another kind, a
// sample fails.
func TestGenericMutations(t *testing.T) {
	salvages, spells = false, false
	defer func() { salvages, spells = true, true }()
	list := shownList{list: slices.DeleteFunc(readShown(t), func(s shown) bool { return s.Salvaged })}
	for i := range list.list {
		if wrong := list.list[i].wrong(); wrong != "" {
			t.Errorf("%s", wrong)
		}
	}
	if t.Failed() {
		return
	}
	for _, it := range slices.Concat(identifierItems(), misplacedNames(), phraseItems(), pathItems(genericWire.Body), listItems(), failureItems(), inBandItems(), waitItems(), sizeItems()) {
		restore := it.remove()
		if !list.anyFails() {
			t.Errorf("%s: nothing fails without %s %s", it.Section, it.Kind, it.Name)
		}
		restore()
	}
	if list.anyFails() {
		t.Error("the tables are not what they were")
	}
}

// Each name by which a message or a code is found where no path leads to one is
// needed by a sample, and in its place.
func TestSalvageMutations(t *testing.T) {
	list := shownList{list: slices.DeleteFunc(readShown(t), func(s shown) bool { return !s.Salvaged })}
	for i := range list.list {
		if wrong := list.list[i].wrong(); wrong != "" {
			t.Errorf("%s", wrong)
		}
	}
	if t.Failed() {
		return
	}
	for _, it := range salvageItems() {
		restore := it.remove()
		if !list.anyFails() {
			t.Errorf("%s: nothing fails without %s %s", it.Section, it.Kind, it.Name)
		}
		restore()
	}
	if list.anyFails() {
		t.Error("the names are not what they were")
	}
}

// salvageItems are the names of members, each without its meaning, and with the next
// one of those that rank places.
func salvageItems() []item {
	n := &wire.SalvageNames
	var list []item
	for _, names := range []struct {
		meaning string
		own     *[]string
		other   *[]string
	}{
		{"message", &n.Message, &n.Title}, {"title", &n.Title, &n.Message}, {"same", &n.Same, nil},
		{"code", &n.Code, &n.Type}, {"type", &n.Type, &n.Code}, {"type", &n.Type, &n.Other}, {"other", &n.Other, &n.Type},
		{"echo", &n.Echo, nil}, {"success", &n.Success, nil},
	} {
		for _, name := range *names.own {
			list = append(list, item{"salvage", names.meaning, name, func() func() { return without(names.own, name) }})
			if names.other == nil {
				continue
			}
			list = append(list, item{"misplaced salvage", names.meaning, name, func() func() {
				restore, whole := without(names.own, name), *names.other
				*names.other = append(slices.Clip(whole), name)
				return func() { *names.other = whole; restore() }
			}})
		}
	}
	return list
}

// identifierItems are the names, stems and numbers.
func identifierItems() []item {
	return slices.DeleteFunc(items(), func(it item) bool { return !slices.Contains([]string{"names", "stems", "numbers"}, it.Section) })
}

// misplacedNames gives each name the kind of another row.
func misplacedNames() []item {
	var list []item
	for r := range nameRules {
		other := nameRules[(r+1)%len(nameRules)].clue
		if other.kind == nameRules[r].clue.kind {
			other = nameRules[(r+2)%len(nameRules)].clue
		}
		for _, name := range nameRules[r].names {
			list = append(list, item{"misplaced names", other.kind.String(), name, func() func() {
				restore := removeName(name)
				nameIndex.clues[name] = other
				return restore
			}})
		}
	}
	return list
}

// phraseItems are the rows of words: each is taken out, and given the kind of
// another row.
func phraseItems() []item {
	var list []item
	for r := range phraseMeanings {
		m := &phraseMeanings[r]
		was := *m
		other := phraseMeanings[(r+len(phraseMeanings)/2)%len(phraseMeanings)].kind
		if other == was.kind {
			other = Canceled
		}
		name := "row " + strconv.Itoa(r) + " of words"
		list = append(list,
			item{"phrases", was.kind.String(), name, func() func() { return removePhrase(r) }},
			item{"misplaced phrases", other.String(), name, func() func() { m.kind = other; return func() { m.kind = was.kind } }},
		)
	}
	return list
}

// pathItems are the paths into a body, one by one: several can share a part.
func pathItems(nodes []wire.Node) []item {
	var list []item
	var walk func(nodes []wire.Node, above string)
	walk = func(nodes []wire.Node, above string) {
		for i := range nodes {
			n := &nodes[i]
			at := fmt.Sprintf("%s.%s%s", above, n.Key, n.Value)
			if n.Slot != wire.NoSlot {
				list = append(list, item{"paths", "", at, func() func() {
					slot := n.Slot
					n.Slot = wire.NoSlot
					return func() { n.Slot = slot }
				}})
			}
			walk(n.Kids, at)
		}
	}
	walk(nodes, "")
	return list
}

// listItems are the parts of each list of the wire.
func listItems() []item {
	paths := pathsOf(genericWire.Body, "")
	var list []item
	for _, l := range []struct {
		name  string
		parts *[]wire.Part
	}{
		{"identifiers", &genericCodes},
		{"code", &genericWire.Code}, {"type", &genericWire.Type}, {"message", &genericWire.Message}, {"param", &genericWire.Param},
		{"status", &genericWire.Status}, {"request_id", &genericWire.RequestID}, {"nested", &genericWire.Nested},
	} {
		for _, p := range *l.parts {
			name := "header:" + p.Header
			if p.Slot != wire.NoSlot {
				name = paths[p.Slot]
			}
			list = append(list, item{"lists", l.name, name, func() func() { return without(l.parts, p) }})
		}
	}
	return list
}

// failureItems are the values of each part that tell a failure, or its being
// there at all.
func failureItems() []item {
	var list []item
	paths := pathsOf(genericWire.Body, "")
	for i := range genericFailures {
		c := &genericFailures[i].Body[0]
		path := paths[genericWire.Fields[c.Field].Slot]
		list = append(list, item{"failures", "", path, func() func() { return removeFailure(c.Field) }})
		if c.Not {
			continue
		}
		for _, v := range c.Values {
			list = append(list, item{"failures", path, v, func() func() { return without(&c.Values, v) }})
		}
	}
	for i := range failedJobs {
		list = append(list, item{"failed jobs", "", paths[genericWire.Fields[failedJobs[i].Field].Slot], func() func() {
			whole := failedJobs
			failedJobs = slices.Delete(slices.Clone(whole), i, i+1)
			return func() { failedJobs = whole }
		}})
	}
	return list
}

// inBandItems are the names and values by which a body says how a call went.
func inBandItems() []item {
	n := &wire.OutcomeNames
	var list []item
	for i := range n.Names {
		means := &n.Names[i].Means
		for role := wire.RoleOutcome; role != 0; role <<= 1 {
			if *means&role != 0 {
				list = append(list, item{"in_band", fmt.Sprintf("role %b", role), n.Names[i].Name, func() func() {
					was := *means
					*means &^= role
					return func() { *means = was }
				}})
			}
		}
	}
	for _, names := range []struct {
		meaning string
		own     *[]string
	}{
		{"failed", &n.Failed}, {"failure", &n.Failure}, {"well", &n.Well},
		{"envelope_end", &n.Envelope}, {"root", &n.Root}, {"reply", &n.Reply},
	} {
		for _, name := range *names.own {
			list = append(list, item{"in_band", names.meaning, name, func() func() { return without(names.own, name) }})
		}
	}
	return list
}

// waitItems are the members and headers that say how long to wait: each is taken out,
// and each member is read as another one.
func waitItems() []item {
	var list []item
	objects, members := [][]wire.Node{waitWire.Body}, map[string]bool{}
	for i := range waitWire.Body {
		n := &waitWire.Body[i]
		if n.Slot != wire.NoSlot || n.Key == "details" {
			members[n.Key] = true
			continue
		}
		objects = append(objects, n.Kids)
		list = append(list, item{"waits", "object", n.Key, func() func() { return emptied(n) }})
		for k := range n.Kids {
			if inner := &n.Kids[k]; inner.Slot == wire.NoSlot && inner.Key != "details" {
				objects = append(objects, inner.Kids)
				list = append(list, item{"waits", "object", n.Key + "." + inner.Key, func() func() { return emptied(inner) }})
			}
		}
	}
	for key := range members {
		list = append(list,
			item{"waits", "member", key, func() func() { return moved(objects, key, func(int) int { return wire.NoSlot }) }},
			item{"misplaced waits", "member", key, func() func() {
				return moved(objects, key, func(slot int) int { return (slot + 2) % len(waitParts) })
			}},
		)
	}
	for i := range millisecondHeaders {
		list = append(list, item{"waits", "header", millisecondHeaders[i].name, func() func() { return renamed(&millisecondHeaders[i].name) }})
	}
	for i := range resetHeaders {
		list = append(list,
			item{"waits", "header", resetHeaders[i].name, func() func() { return renamed(&resetHeaders[i].name) }},
			item{"waits", "header", resetHeaders[i].remaining, func() func() { return renamed(&resetHeaders[i].remaining) }},
		)
	}
	return list
}

// emptied takes the nodes below one away.
func emptied(n *wire.Node) (restore func()) {
	was := n.Kids
	n.Kids = nil
	return func() { n.Kids = was }
}

// renamed gives a header a name that none has.
func renamed(name *string) (restore func()) {
	was := *name
	*name = "X-None"
	return func() { *name = was }
}

// moved gives other slots to the nodes of a member of all objects.
func moved(objects [][]wire.Node, key string, to func(slot int) int) (restore func()) {
	var undo []func()
	var move func(n *wire.Node)
	move = func(n *wire.Node) {
		if slot := n.Slot; slot != wire.NoSlot {
			n.Slot = to(slot)
			undo = append(undo, func() { n.Slot = slot })
		}
		for i := range n.Kids {
			move(&n.Kids[i])
		}
	}
	for _, nodes := range objects {
		for i := range nodes {
			if nodes[i].Key == key {
				move(&nodes[i])
			}
		}
	}
	return func() {
		for _, f := range undo {
			f()
		}
	}
}

// sizeItems are the words around numbers that say that a request is too large.
func sizeItems() []item {
	var list []item
	for _, words := range []*[]string{&limitWords, &requestedWords, &sizeFillers, &countedWords} {
		for _, word := range *words {
			list = append(list, item{"sizes", "", word, func() func() { return without(words, word) }})
		}
	}
	return list
}
