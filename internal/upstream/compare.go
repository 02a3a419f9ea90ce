package upstream

import (
	"fmt"
	"slices"
	"strings"

	"github.com/errbook/errbook/internal/listing"
	"github.com/errbook/errbook/spec"
	"github.com/errbook/errbook/spec/suggest"
	"github.com/errbook/errbook/spec/yaml"
)

// A Copy is a copy of a source.
type Copy struct {
	Path string
	*listing.Listing
}

// A comparison is that of one list with its spec file.
type comparison struct {
	file    *spec.File
	source  *spec.Source
	copy    Copy
	index   *index
	classes bool // names of classes are known by the names of entries, too
	ignored []bool
	checked Checked
	found   []Finding
}

// Compare compares the list of a source, as a copy has it, with the entries of its
// file.
func Compare(f *spec.File, s *spec.Source, c Copy) (Checked, []Finding) {
	x := &comparison{file: f, source: s, copy: c, index: newIndex(f), ignored: make([]bool, len(s.List.Ignore))}
	x.classes = s.List.Select.Value == "classes" || s.List.Format.Value == "aws-model"
	x.checked = Checked{Provider: f.Provider.Value, Source: s.ID.Value, Copy: c.Path}
	missing := x.names()
	gone := x.gone()
	x.pair(missing, gone)
	for _, n := range c.Notes {
		x.note(Finding{Change: Unreadable, Name: n.Text, Copy: placeOf(c.Path, n.Pos), Book: x.list()}, "the list has something that is not a name: it %s", n.Text)
	}
	x.idle()
	return x.checked, x.found
}

// MovedFinding says that a copy does not have the list.
func MovedFinding(f *spec.File, s *spec.Source, path string, err error) Finding {
	return Finding{
		Provider: f.Provider.Value, Source: s.ID.Value, Change: Moved, Message: err.Error(),
		Copy: &Place{Path: path}, Book: placeOf(f.Path, s.List.Pos),
	}
}

func (x *comparison) list() *Place { return placeOf(x.file.Path, x.source.List.Pos) }

func (x *comparison) note(f Finding, format string, args ...any) {
	f.Provider, f.Source, f.Message = x.file.Provider.Value, x.source.ID.Value, fmt.Sprintf(format, args...)
	x.found = append(x.found, f)
}

// names looks every name of the list up, and returns those that the book lacks.
func (x *comparison) names() []listing.Item {
	var missing []listing.Item
	seen := map[string]bool{}
	for _, item := range x.copy.Items {
		entries, known := x.index.find(item.Name, x.classes)
		if known {
			x.title(item, entries)
		}
		if seen[item.Name] {
			continue
		}
		seen[item.Name] = true
		x.checked.Names++
		switch {
		case known:
			x.checked.Known++
		case x.isIgnored(item.Name):
			x.checked.Ignored++
		default:
			missing = append(missing, item)
		}
	}
	return missing
}

// title compares the title that the list has with those of the entries.
func (x *comparison) title(item listing.Item, entries []*spec.Error) {
	if !x.source.List.Title.IsSet() || item.Title == "" || len(entries) == 0 {
		return
	}
	same := func(text string) bool { return strings.EqualFold(listing.Plain(text), listing.Plain(item.Title)) }
	if slices.ContainsFunc(entries, func(e *spec.Error) bool { return same(e.Doc.Title) }) || x.isIgnored(item.Title) {
		return
	}
	e, former := entries[0], ""
	for _, candidate := range entries {
		for _, r := range candidate.Doc.Renamed {
			if same(r.Title) {
				e, former = candidate, ", which is its former title"
			}
		}
	}
	x.note(Finding{
		Change: Renamed, Name: item.Name, Code: string(e.Code), Was: e.Doc.Title, Now: item.Title,
		Copy: placeOf(x.copy.Path, item.Pos), Book: placeOf(x.file.Place(e.Title.Pos)),
	}, "%s is called %q in the book; the list has %q%s", item.Name, e.Doc.Title, item.Title, former)
}

// A lost is a name of an entry that the list does not have.
type lost struct {
	name  string
	entry *spec.Error
}

// gone returns the names of the entries that rest on this list alone, if the list
// has none of an entry.
func (x *comparison) gone() []lost {
	if x.source.List.Partial.Value {
		return nil
	}
	statuses := listsStatuses(x.copy.Listing)
	listed := x.listed(statuses)
	var list []lost
	for _, e := range x.file.Errors {
		if len(e.Sources) != 1 || e.Sources[0].Value != x.source.ID.Value {
			continue
		}
		names := identifiers(x.file, e, statuses)
		if len(names) == 0 || slices.ContainsFunc(names, listed) || x.classes && listed(e.Name.Value) {
			continue
		}
		for _, name := range names {
			if !x.isIgnored(name) {
				list = append(list, lost{name, e})
			}
		}
	}
	return list
}

// listed returns a function that reports whether the list has an identifier of an
// entry.
func (x *comparison) listed(statuses bool) func(name string) bool {
	names := map[string]bool{}
	for _, item := range x.copy.Items {
		names[item.Name] = true
	}
	return func(name string) bool {
		if names[name] || !statuses {
			return names[name]
		}
		return slices.ContainsFunc(x.copy.Items, func(i listing.Item) bool { return covers(name, i.Name) })
	}
}

// pair reports names that the list lost and others that it has instead as renamed,
// if they are alike, and all others as what they are.
func (x *comparison) pair(missing []listing.Item, gone []lost) {
	for _, item := range missing {
		at := placeOf(x.copy.Path, item.Pos)
		if i := nearest(item.Name, gone); i >= 0 {
			l := gone[i]
			gone = slices.Delete(gone, i, i+1)
			x.note(Finding{Change: Renamed, Name: item.Name, Code: string(l.entry.Code), Was: l.name, Now: item.Name, Copy: at, Book: placeOf(x.file.Place(l.entry.Name.Pos))},
				"%s has %s; the list has %s instead", l.entry.Code, l.name, item.Name)
			continue
		}
		x.note(Finding{Change: Missing, Name: item.Name, Copy: at, Book: x.list()}, "the list has %s%s; no entry does", item.Name, titled(item))
	}
	for _, l := range gone {
		x.note(Finding{Change: Gone, Name: l.name, Code: string(l.entry.Code), Book: placeOf(x.file.Place(l.entry.Name.Pos)), Copy: placeOf(x.copy.Path, x.copy.Pos)},
			"%s has %s; the list does not", l.entry.Code, l.name)
	}
}

func titled(item listing.Item) string {
	if item.Title == "" {
		return ""
	}
	return fmt.Sprintf(" (%s)", item.Title)
}

// nearest returns the index of the lost name that is most like a new one, -1 if
// none is.
func nearest(name string, gone []lost) int {
	if isStatus(name) {
		return -1
	}
	names := make([]string, len(gone))
	for i := range gone {
		names[i] = gone[i].name
	}
	best := suggest.Nearest(name, names)
	if best == "" {
		return -1
	}
	return slices.Index(names, best)
}

// isIgnored reports whether an ignore is for a name, and notes that it was needed.
func (x *comparison) isIgnored(name string) bool {
	found := false
	for i := range x.source.List.Ignore {
		if matches(x.source.List.Ignore[i].Name, name) {
			x.ignored[i], found = true, true
		}
	}
	return found
}

func matches(pattern yaml.Text, name string) bool {
	if prefix, ok := strings.CutSuffix(pattern.Value, "*"); ok {
		return strings.HasPrefix(name, prefix)
	}
	return pattern.Value == name
}

// idle reports the ignores that ignored nothing.
func (x *comparison) idle() {
	for i, used := range x.ignored {
		if ig := &x.source.List.Ignore[i]; !used {
			x.note(Finding{Change: IdleIgnore, Name: ig.Name.Value, Book: placeOf(x.file.Path, ig.Name.Pos), Copy: placeOf(x.copy.Path, x.copy.Pos)},
				"ignore must be for a name that differs; %s does not", ig.Name.Value)
		}
	}
}
