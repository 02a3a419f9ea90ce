package draft

import (
	"cmp"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/errbook/errbook/internal/lazy"
	"github.com/errbook/errbook/internal/listing"
	"github.com/errbook/errbook/spec/yaml"
)

// openAPI takes the errors of all responses, of operations and of components: those that
// schemas and examples name by a code, else one per status. Then come the values of enums
// whose place in the document has the word error.
func (d *Draft) openAPI(f File) error {
	root, err := listing.ReadTree(f.Data)
	if err != nil {
		return err
	}
	if root.Get("openapi") == nil && root.Get("swagger") == nil {
		return errors.New("a specification must be an OpenAPI document; found neither openapi nor swagger in it")
	}
	w := &walker{draft: d, file: f, root: root, errors: map[string]*failure{}, shared: map[*yaml.Tree]map[string]bool{}, codes: map[string]bool{}, referred: map[string]bool{}, keys: map[string]string{}}
	w.collect(root, nil)
	for _, r := range w.responses {
		w.share(r)
	}
	for _, r := range w.responses {
		w.take(r)
	}
	w.schemas()
	w.walk(root, nil)
	w.finish()
	return nil
}

type walker struct {
	draft     *Draft
	file      File
	root      *yaml.Tree
	responses []response
	order     []*failure
	errors    map[string]*failure
	// shared has, for each list of codes, the statuses whose responses have it: a list
	// that several have says of none of its codes with which status it is sent.
	shared   map[*yaml.Tree]map[string]bool
	codes    map[string]bool
	keys     map[string]string // of the errors that schemas have, by their codes
	referred map[string]bool   // the shared responses that operations have
	others   int               // enums that are of something else
}

// A response is a response of an operation, or one that several share.
type response struct {
	yaml.Pos
	tree   *yaml.Tree
	status string // "" where only its errors say it
	name   string // of the component, "" for none
}

var aboutErrors = lazy.Regexp(`(?i)error|exception|failure|problem`)

// collect lists the responses of the document.
func (w *walker) collect(t *yaml.Tree, at []string) {
	for i, item := range t.Items {
		key := ""
		if t.Kind == yaml.Mapping {
			key = t.Keys[i].Value
		}
		if key == "responses" && item.Kind == yaml.Mapping && (slices.Contains(at, "paths") || slices.Contains(at, "webhooks")) {
			for j, status := range item.Keys {
				w.response(status, item.Items[j], true)
			}
			continue
		}
		w.collect(item, append(at, key))
	}
	if at != nil {
		return
	}
	for _, shared := range []*yaml.Tree{t.Get("components").Get("responses"), t.Get("responses")} {
		if shared != nil {
			for j, name := range shared.Keys {
				if !w.referred[name.Value] {
					w.response(name, shared.Items[j], false)
				}
			}
		}
	}
}

// response takes a response by its key: a status, or in components often one in words.
func (w *walker) response(key yaml.Text, t *yaml.Tree, ofOperation bool) {
	r := response{Pos: key.Pos}
	if ref := t.Get("$ref"); ref != nil && ofOperation {
		r.name = lastOf(ref.Text)
		w.referred[r.name] = true
	}
	if r.tree = w.resolve(t); r.tree == nil {
		return
	}
	switch status := strings.ToLower(key.Value); {
	case httpStatus().FindString(status) == status && status != "":
		r.status = status
	case !ofOperation:
		r.name, r.status = key.Value, statusInWords(key.Value)
	}
	if r.status != "" && r.status < "400" {
		return
	}
	w.responses = append(w.responses, r)
}

// statusInWords returns the status of a name such as NotFound, "" for none.
func statusInWords(name string) string {
	bare := strings.NewReplacer(" ", "", "-", "", "_", "", "'", "")
	for status := 400; status < 600; status++ {
		if text := http.StatusText(status); text != "" && strings.EqualFold(bare.Replace(text), bare.Replace(name)) {
			return strconv.Itoa(status)
		}
	}
	return ""
}

// maxRefs bounds a chain of references.
const maxRefs = 8

// resolve returns what a value is, or what it refers to; nil for what is in another file.
func (w *walker) resolve(t *yaml.Tree) *yaml.Tree {
	for range maxRefs {
		ref := t.Get("$ref")
		if ref == nil {
			return t
		}
		if t = listing.Refer(w.root, ref.Text); t == nil {
			why := "refers to something that is not in the document: "
			if !strings.HasPrefix(ref.Text, "#") {
				why = "refers to another file, which is not read; bundle both into one document: "
			}
			w.leave(ref.Pos, why+ref.Text)
			return nil
		}
	}
	w.leave(t.Pos, "refers to itself through other parts")
	return nil
}

func lastOf(ref string) string { return ref[strings.LastIndex(ref, "/")+1:] }

// leave notes what is not imported, once.
func (w *walker) leave(pos yaml.Pos, text string) {
	line := fmt.Sprintf("%s:%d: %s", w.file.Path, pos.Line, text)
	w.draft.left = with(w.draft.left, line)
}

// schemas takes the schemas that say which error they are, and that no response has: of
// events of streams, and of closes of WebSockets.
func (w *walker) schemas() {
	schemas := w.root.Get("components").Get("schemas")
	if schemas == nil {
		return
	}
	for i, key := range schemas.Keys {
		if own := schemas.Items[i].Get("x-errbook"); own != nil {
			w.add(w.identify(&response{Pos: key.Pos}, schemas.Items[i]), &response{Pos: key.Pos})
		}
	}
}

// walk takes the values of enums that no response has.
func (w *walker) walk(t *yaml.Tree, at []string) {
	for i, item := range t.Items {
		key := ""
		if t.Kind == yaml.Mapping {
			key = t.Keys[i].Value
		}
		isEnum := key == "enum" && item.Kind == yaml.Sequence
		switch {
		case isEnum && w.shared[item] != nil:
		case isEnum && aboutErrors().MatchString(strings.Join(at, " ")):
			w.enum(item)
		case isEnum:
			w.others++
		}
		w.walk(item, append(at, key))
	}
}

func (w *walker) enum(t *yaml.Tree) {
	for _, v := range withText(t.Items) {
		if !w.codes[v.Text] {
			w.codes[v.Text] = true
			w.order = append(w.order, &failure{Pos: v.Pos, codes: []string{v.Text}})
		}
	}
}

// finish makes an entry of each error.
func (w *walker) finish() {
	wire := &w.draft.wire
	for _, f := range w.order {
		w.draft.add(f.proposal(w))
		wire.inBand, wire.closes, wire.events = with(wire.inBand, f.inBand), with(wire.closes, f.close), with(wire.events, f.event)
	}
	if w.others > 0 {
		w.draft.left = append(w.draft.left, fmt.Sprintf("%s: enums whose path does not contain the word error: %d", w.file.Path, w.others))
	}
	slices.SortStableFunc(wire.message, func(a, b string) int { return cmp.Compare(rankOfMessage(a), rankOfMessage(b)) })
	if wire.code != nil && slices.ContainsFunc(w.order, func(f *failure) bool { return f.codes != nil && f.path == "" }) {
		for _, usual := range []string{"code", "error.code"} { // where the rest may be
			wire.code = with(wire.code, usual)
		}
	}
}

// with adds a text to a list that does not have it.
func with(list []string, text string) []string {
	if text == "" || slices.Contains(list, text) {
		return list
	}
	return append(list, text)
}
