package listing

import (
	"errors"
	"fmt"
	"regexp"
	"strings"

	"github.com/errbook/errbook/spec"
	"github.com/errbook/errbook/spec/yaml"
)

// A Listing is the names that a file lists.
type Listing struct {
	Items []Item
	Notes []Note   // what was read and is not a name
	Pos   yaml.Pos // where the list begins
	Page  *Page    // the whole page, if the file is one
}

// An Item is one name of a list.
type Item struct {
	yaml.Pos
	Name  string
	Title string // what the title column of a table has
	Cells []Cell // the other columns
}

// A Cell is a column of a row.
type Cell struct {
	yaml.Pos
	Column string
	Text   string
}

// A Note is something in the place of a name that cannot be one.
type Note struct {
	yaml.Pos
	Text string
}

// The limits of what is read.
const (
	MaxBytes = 16 << 20
	maxItems = 20_000
	maxName  = 200 // bytes
	maxDepth = 64
)

// errMany is for lists that no provider has.
var errMany = fmt.Errorf("a list must have at most %d names", maxItems)

// A MovedError says that a file no longer has what At names.
type MovedError struct {
	What string // "enum", "type", "section"
	At   string
}

func (e *MovedError) Error() string {
	return fmt.Sprintf("the copy must have the %s %s; found none", e.What, e.At)
}

// Read returns what a copy of a source lists.
func Read(data []byte, list *spec.List) (*Listing, error) {
	if len(data) > MaxBytes {
		return nil, fmt.Errorf("a copy must have at most %d bytes; found more", MaxBytes)
	}
	r := &reader{list: list, source: newSource(data)}
	if list.Pattern.IsSet() {
		var err error
		if r.pattern, err = regexp.Compile(list.Pattern.Value); err != nil {
			return nil, err
		}
	}
	if err := r.read(); err != nil {
		return nil, err
	}
	if len(r.out.Items) == 0 {
		return nil, errors.New("a list must have names; found none where it should be")
	}
	return &r.out, nil
}

// A reader reads one copy.
type reader struct {
	list    *spec.List
	pattern *regexp.Regexp
	source  *source
	out     Listing
}

func (r *reader) read() error {
	switch r.list.Format.Value {
	case "openapi", "json":
		return r.pointers()
	case "aws-model":
		return r.awsModel()
	case "proto":
		return r.each(r.protoEnum)
	case "go":
		return r.goFile()
	case "typescript":
		return r.typeScript()
	case "python":
		return r.python()
	case "markdown":
		return r.page(ReadMarkdown(r.source.data))
	case "html":
		return r.page(ReadHTML(r.source.data))
	}
	return fmt.Errorf("the format must be one that lists have; found %s", r.list.Format.Value)
}

// each reads every place that the list names.
func (r *reader) each(read func(at string) error) error {
	for _, at := range r.list.At {
		if err := read(at.Value); err != nil {
			return err
		}
	}
	return nil
}

// add takes a text for a name, or for as many as the pattern finds in it.
func (r *reader) add(pos yaml.Pos, text string, row Item) error {
	if !r.out.Pos.IsSet() {
		r.out.Pos = pos
	}
	names := r.names(text)
	if len(names) == 0 {
		r.note(pos, "has no name: "+text)
	}
	for _, name := range names {
		if len(name) > maxName {
			r.note(pos, "is too long for a name: "+name[:maxName]+"…")
			continue
		}
		if len(r.out.Items) == maxItems {
			return errMany
		}
		row.Pos, row.Name = pos, name
		r.out.Items = append(r.out.Items, row)
	}
	return nil
}

func (r *reader) note(pos yaml.Pos, text string) {
	r.out.Notes = append(r.out.Notes, Note{pos, text})
}

func (r *reader) names(text string) []string {
	if text = strings.TrimSpace(text); text == "" {
		return nil
	}
	if r.pattern == nil {
		return []string{text}
	}
	var names []string
	for _, m := range r.pattern.FindAllStringSubmatch(text, -1) {
		if name := m[len(m)-1]; name != "" {
			names = append(names, name)
		}
	}
	return names
}
