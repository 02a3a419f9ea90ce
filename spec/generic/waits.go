package generic

import (
	"net/http"
	"slices"
	"strings"

	"github.com/errbook/errbook/apierr/wire"
	"github.com/errbook/errbook/spec"
	"github.com/errbook/errbook/spec/yaml"
)

// WaitFields is the members of bodies that say how long to wait.
type WaitFields struct {
	yaml.Pos `noun:"wait_fields"`
	In       WaitObjects `yaml:"in,required" doc:"The objects that can have them, besides the body itself."`
	Fields   []WaitField `yaml:"fields,required" doc:"The members, by how they say it."`
}

// WaitObjects is the objects that can have a wait.
type WaitObjects struct {
	yaml.Pos `noun:"in"`
	Any      yaml.List[yaml.Text] `yaml:"any,required,distinct" doc:"Their paths."`
	Shown
	Near yaml.List[Case] `yaml:"near" doc:"A response that looks alike and asks for no wait."`
}

// A WaitField is members that say in the same way how long to wait.
type WaitField struct {
	yaml.Pos
	Format yaml.Text            `yaml:"format,required,of=delay" doc:"How the wait is written, as in the spec file of a provider."`
	At     yaml.List[yaml.Text] `yaml:"at,required,distinct" doc:"Paths within one of the objects."`
	Shown
	Near yaml.List[Case] `yaml:"near" doc:"A response that looks alike and asks for no wait."`
}

// A WaitHeader is a header that says how long to wait.
type WaitHeader struct {
	yaml.Pos
	Header    yaml.Text `yaml:"header,required" doc:"Its name. Without remaining it has milliseconds."`
	Remaining yaml.Text `yaml:"remaining" doc:"Of a header that says when a limit resets: the one that says how much is left."`
	Shown
	Near yaml.List[Case] `yaml:"near" doc:"A response that looks alike and asks for no wait."`
}

// waitFormats are the formats of members, each of which is given once.
var waitFormats = []string{"seconds", "ms", "protobuf-duration", "unix"}

// sizePlaces are the places of rows of sizes.
var sizePlaces = []string{"limit", "requested", "between", "counted"}

// Waits is where waits are, as data.
type Waits struct {
	Body    []wire.Node
	Sources []wire.DelaySource // by slot
	Slots   []string           // their names
	// Milliseconds are headers with a wait, Resets those that say when a limit resets.
	Milliseconds []string
	Resets       []Reset
}

// A Reset is a header that says when a limit resets, and the one that says how much
// is left of it.
type Reset struct{ Header, Remaining string }

// waits returns where waits are.
func (f *File) waits() Waits {
	var w Waits
	objects := append([]string{""}, Values(f.WaitFields.In.Any)...)
	for slot, r := range f.WaitFields.Fields {
		format, _ := wire.ParseDelayFormat(r.Format.Value)
		w.Sources = append(w.Sources, wire.DelaySource{Part: wire.Part{Slot: slot}, Name: "body:" + lastKey(r.At[0].Value), Format: format})
		w.Slots = append(w.Slots, strings.ReplaceAll(r.Format.Value, "-", "_"))
	}
	for _, object := range objects {
		for slot, r := range f.WaitFields.Fields {
			for _, at := range r.At {
				path, err := spec.ParsePath(strings.TrimPrefix(object+"."+at.Value, "."))
				if err != nil {
					continue // Check has reported it
				}
				w.Body = insert(w.Body, path.Steps, slot)
			}
		}
	}
	for _, h := range f.WaitHeaders {
		name := http.CanonicalHeaderKey(h.Header.Value)
		if h.Remaining.IsSet() {
			w.Resets = append(w.Resets, Reset{name, http.CanonicalHeaderKey(h.Remaining.Value)})
		} else {
			w.Milliseconds = append(w.Milliseconds, name)
		}
	}
	return w
}

// lastKey returns the name of the member that a path leads to.
func lastKey(path string) string { return path[strings.LastIndexByte(path, '.')+1:] }

// waits checks the paths, the formats and the headers.
func (c *checker) waits() {
	objects, formats, paths, headers := map[string]yaml.Pos{}, map[string]yaml.Pos{}, map[string]yaml.Pos{}, map[string]yaml.Pos{}
	for _, object := range c.file.WaitFields.In.Any {
		c.bodyPath("in", object, objects)
	}
	for _, r := range c.file.WaitFields.Fields {
		c.once(formats, "format", r.Format.Value, r.Format.Pos)
		for _, at := range r.At {
			c.bodyPath("at", at, paths)
		}
	}
	for _, h := range c.file.WaitHeaders {
		for _, name := range []yaml.Text{h.Header, h.Remaining} {
			if _, err := spec.ParsePath("header:" + name.Value); name.IsSet() && err != nil {
				c.report(name.Pos, "a header must have a name of letters, digits and hyphens; found %q", name.Value)
			}
		}
		c.once(headers, "header", http.CanonicalHeaderKey(h.Header.Value), h.Header.Pos)
	}
	if !slices.ContainsFunc(c.file.WaitHeaders, func(h WaitHeader) bool { return !h.Remaining.IsSet() }) {
		c.report(c.file.Pos, "wait_headers must have a header without remaining; found none")
	}
}

// bodyPath reports a text that is not a path into a body that is JSON, or that was given
// before.
func (c *checker) bodyPath(key string, at yaml.Text, seen map[string]yaml.Pos) {
	c.once(seen, key, at.Value, at.Pos)
	switch path, err := spec.ParsePath(at.Value); {
	case err != nil:
		c.report(at.Pos, "%s %v", key, err)
	case path.Header != "" || path.XML:
		c.report(at.Pos, "%s must be a path into a body that is JSON; found %s", key, at.Value)
	}
}

// shownWaits checks that each row has what shows it.
func (c *checker) shownWaits() {
	f := &c.file.WaitFields
	c.shown(f.In.Pos, f.In.Exempt, row{"sample", len(f.In.Sample)}, row{"near", len(f.In.Near)})
	for i := range f.Fields {
		r := &f.Fields[i]
		c.shown(r.Pos, r.Exempt, row{"sample", len(r.Sample)}, row{"near", len(r.Near)})
	}
	for i := range c.file.WaitHeaders {
		h := &c.file.WaitHeaders[i]
		c.shown(h.Pos, h.Exempt, row{"sample", len(h.Sample)}, row{"near", len(h.Near)})
	}
}

// shownWaits returns the samples and near misses of the rows.
func (f *File) shownWaits() []Case {
	list := slices.Concat(f.WaitFields.In.Sample, f.WaitFields.In.Near)
	for _, r := range f.WaitFields.Fields {
		list = append(append(list, r.Sample...), r.Near...)
	}
	for _, h := range f.WaitHeaders {
		list = append(append(list, h.Sample...), h.Near...)
	}
	return list
}
