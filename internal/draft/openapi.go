package draft

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/errbook/errbook/internal/listing"
	"github.com/errbook/errbook/spec/yaml"
)

// openAPI takes the error statuses of all operations, and the values of enums
// whose place in the document has the word error.
func (d *Draft) openAPI(f File) error {
	root, err := listing.ReadTree(f.Data)
	if err != nil {
		return err
	}
	if root.Get("openapi") == nil && root.Get("swagger") == nil {
		return errors.New("a specification must be an OpenAPI document; found neither openapi nor swagger in it")
	}
	w := &walker{draft: d, file: f, root: root, statuses: map[string]bool{}, codes: map[string]bool{}}
	w.walk(root, nil)
	if w.others > 0 {
		d.left = append(d.left, fmt.Sprintf("%s: enums whose place does not have the word error: %d", f.Path, w.others))
	}
	return nil
}

type walker struct {
	draft    *Draft
	file     File
	root     *yaml.Tree
	statuses map[string]bool
	codes    map[string]bool
	others   int // enums that are of something else
}

func (w *walker) walk(t *yaml.Tree, at []string) {
	for i, item := range t.Items {
		key := ""
		if t.Kind == yaml.Mapping {
			key = t.Keys[i].Value
		}
		switch {
		case key == "responses" && item.Kind == yaml.Mapping && slices.Contains(at, "paths"):
			w.responses(item)
		case key == "enum" && item.Kind == yaml.Sequence && aboutErrors.MatchString(strings.Join(at, " ")):
			w.enum(item)
		case key == "enum" && item.Kind == yaml.Sequence:
			w.others++
		}
		w.walk(item, append(at, key))
	}
}

var aboutErrors = regexp.MustCompile(`(?i)error|exception|failure`)

// responses takes the statuses from 400 up, each once, with the description that
// comes first.
func (w *walker) responses(t *yaml.Tree) {
	for i, key := range t.Keys {
		if s := key.Value; httpStatus.FindString(s) != s || s < "400" || w.statuses[s] {
			continue
		}
		w.statuses[key.Value] = true
		description := t.Items[i].Get("description")
		if ref := t.Items[i].Get("$ref"); ref != nil {
			for _, found := range listing.Resolve(w.root, strings.TrimPrefix(ref.Text, "#")) {
				description = found.Get("description")
			}
		}
		c := cells{status: key.Value}
		if description != nil {
			c.causes = []string{strings.Join(strings.Fields(description.Text), " ")}
		}
		w.draft.add(propose(fmt.Sprintf("%s:%d", w.file.Path, key.Line), c))
	}
}

func (w *walker) enum(t *yaml.Tree) {
	for _, v := range t.Items {
		if v.Kind == yaml.Scalar && v.Text != "" && !w.codes[v.Text] {
			w.codes[v.Text] = true
			w.draft.add(propose(fmt.Sprintf("%s:%d", w.file.Path, v.Line), cells{code: v.Text}))
		}
	}
}
