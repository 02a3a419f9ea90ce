package draft

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"unicode/utf16"

	"github.com/errbook/errbook/spec/yaml"
)

// examples adds the errors of the bodies that a response shows to those that its schemas
// have.
func (w *walker) examples(r *response, found []*failure) []*failure {
	show := func(name, summary string, v *yaml.Tree) {
		if v == nil {
			return
		}
		f := w.shown(r, name, v, found)
		if f == nil {
			return
		}
		if summary != "" && f.title == "" {
			f.title = summary
		}
		i := slices.IndexFunc(found, func(of *failure) bool { return of.key == f.key })
		if i < 0 {
			found = append(found, f)
			return
		}
		found[i].samples = append(found[i].samples, f.samples...)
		found[i].title = cmp.Or(found[i].title, f.title)
		found[i].problemType = cmp.Or(found[i].problemType, f.problemType)
	}
	members(r.tree.Get("content"), func(_ yaml.Text, media *yaml.Tree) {
		show("", "", media.Get("example"))
		show("", "", w.resolve(media.Get("schema")).Get("example"))
		members(media.Get("examples"), func(key yaml.Text, v *yaml.Tree) {
			v = w.resolve(v)
			show(key.Value, textOf(v.Get("summary")), v.Get("value"))
		})
	})
	members(r.tree.Get("examples"), func(_ yaml.Text, v *yaml.Tree) { show("", "", v) }) // Swagger 2.0
	return found
}

// shown returns the error that a body is, nil if it says nothing of which it is.
func (w *walker) shown(r *response, name string, body *yaml.Tree, schemas []*failure) *failure {
	if text := body.Text; body.Kind == yaml.Scalar && strings.HasPrefix(strings.TrimSpace(text), "{") {
		if parsed, err := yaml.ReadTree([]byte(text)); err == nil {
			body = parsed
		}
	}
	if body.Kind != yaml.Mapping {
		return nil
	}
	values := valuesOf(body, "", 0)
	f := &failure{Pos: r.Pos, samples: []sample{{r.status, string(jsonOf(body))}}}
	for _, l := range values {
		if l.name == "title" {
			f.title = l.tree.Text
		}
		if messageName().MatchString(l.name) && l.tree.Kind == yaml.Scalar {
			w.path(&w.draft.wire.message, l.path)
		}
	}
	code := codeOf(values, func(t *yaml.Tree) bool { return t.Kind == yaml.Scalar && t.Text != "" && t.Text != r.status })
	if code != nil {
		f.problemType = problemTypeOf(values, code, func(l *leaf) *yaml.Tree { return l.tree })
	}
	if code != nil && w.keys[code.tree.Text] != "" {
		f.key = w.keys[code.tree.Text]
		return f
	}
	for _, s := range schemas {
		if len(schemas) == 1 && s.name != "" || name != "" && s.name == name {
			f.key = s.key // which says more than the body
			return f
		}
	}
	if code == nil || code.rank == len(codeNames)-1 && !strings.ContainsAny(code.tree.Text, "/_:") {
		if r.status == "" {
			return nil
		}
		f.key = "status " + r.status
		return f
	}
	f.key, f.codes, f.path = "code "+code.tree.Text, []string{code.tree.Text}, code.path
	w.path(&w.draft.wire.code, code.path)
	return f
}

// valuesOf lists the members of a body.
func valuesOf(t *yaml.Tree, path string, depth int) []leaf {
	var list []leaf
	members(t, func(key yaml.Text, v *yaml.Tree) {
		at := join(path, key.Value)
		if v.Kind == yaml.Sequence && len(v.Items) > 0 {
			v, at = v.Items[0], at+"[0]"
		}
		if v.Kind == yaml.Mapping && depth < maxDepth {
			list = append(list, valuesOf(v, at, depth+1)...)
			return
		}
		list = append(list, leaf{path: at, name: key.Value, tree: v, beside: t})
	})
	return list
}

// jsonOf returns a value as JSON.
func jsonOf(t *yaml.Tree) json.RawMessage {
	switch t.Kind {
	case yaml.Mapping:
		parts := make([]string, len(t.Keys))
		for i := range t.Keys {
			parts[i] = jsonText(t.Keys[i].Value) + ":" + string(jsonOf(t.Items[i]))
		}
		return json.RawMessage("{" + strings.Join(parts, ",") + "}")
	case yaml.Sequence:
		parts := make([]string, len(t.Items))
		for i := range t.Items {
			parts[i] = string(jsonOf(t.Items[i]))
		}
		return json.RawMessage("[" + strings.Join(parts, ",") + "]")
	}
	switch {
	case !t.Quote && (t.Text == "" || t.Text == "~"):
		return json.RawMessage("null")
	case !t.Quote && json.Valid([]byte(t.Text)):
		return json.RawMessage(t.Text)
	}
	return json.RawMessage(jsonText(t.Text))
}

// jsonText returns a text as a JSON string without characters that cannot be seen: what
// an example has is kept as it is.
func jsonText(s string) string {
	var b strings.Builder
	for _, r := range encoded(s) {
		if !yaml.IsUnseen(r) {
			b.WriteRune(r)
			continue
		}
		for _, unit := range utf16.Encode([]rune{r}) {
			fmt.Fprintf(&b, "\\u%04x", unit)
		}
	}
	return b.String()
}
