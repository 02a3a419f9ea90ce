package upstream

import (
	"slices"
	"strings"

	"github.com/errbook/errbook/internal/listing"
	"github.com/errbook/errbook/spec"
)

// An index is the identifiers of a spec file, and whose they are. A name that only
// a surface has belongs to nobody: its list is empty.
type index struct {
	file     *spec.File
	exact    map[string][]*spec.Error
	prefixes map[string][]*spec.Error
	statuses map[string][]*spec.Error // as documentation has them: 429, 5xx, 500-504
	names    map[string][]*spec.Error // in Go, also former ones
	known    map[string]bool          // what surfaces ask for
}

func newIndex(f *spec.File) *index {
	x := &index{f, map[string][]*spec.Error{}, map[string][]*spec.Error{}, map[string][]*spec.Error{}, map[string][]*spec.Error{}, map[string]bool{}}
	for _, row := range f.Rows {
		x.test(row.Entry, row.Codes)
		x.test(row.Entry, row.Types)
		for _, t := range row.Fields {
			x.test(row.Entry, t.Test)
		}
		for _, t := range row.Headers {
			x.test(row.Entry, t.Test)
		}
	}
	for _, e := range f.Errors {
		for _, s := range e.Doc.Statuses {
			put(x.statuses, s, e)
		}
		put(x.names, e.Name.Value, e)
		for _, r := range e.Renamed {
			put(x.names, r.Name.Value, e)
		}
	}
	x.surfaces(f)
	return x
}

func (x *index) surfaces(f *spec.File) {
	for _, s := range f.Surfaces {
		for _, b := range s.Value.Body {
			for _, v := range b.Value.Values {
				x.known[v.Value] = true
			}
		}
		for _, e := range s.Value.Event {
			x.known[e.Value] = true
		}
	}
}

func (x *index) test(e *spec.Error, t spec.Test) {
	for _, v := range t.Values {
		put(x.exact, v, e)
	}
	if t.Prefix != "" {
		put(x.prefixes, t.Prefix, e)
	}
}

func put(m map[string][]*spec.Error, key string, e *spec.Error) {
	if !slices.Contains(m[key], e) {
		m[key] = append(m[key], e)
	}
}

// find returns the entries that a listed name is of, and reports whether the book
// knows it at all.
func (x *index) find(name string, classes bool) ([]*spec.Error, bool) {
	if found := x.exact[name]; found != nil {
		return found, true
	}
	if found := x.ofStatus(name); found != nil {
		return found, true
	}
	for n := len(name); n > 0; n-- { // the longest prefix wins, as in the rules
		if found := x.prefixes[name[:n]]; found != nil {
			return found, true
		}
	}
	if found := x.names[name]; found != nil && classes {
		return found, true
	}
	return nil, x.known[name]
}

// ofStatus returns the entries that come under a status: those that name it before
// those that name a range around it.
func (x *index) ofStatus(name string) []*spec.Error {
	if !isStatus(name) {
		return nil
	}
	if found := x.statuses[name]; found != nil {
		return found
	}
	var list []*spec.Error
	for _, e := range x.file.Errors {
		if slices.ContainsFunc(e.Doc.Statuses, func(s string) bool { return covers(s, name) }) {
			list = append(list, e)
		}
	}
	return list
}

// covers reports whether what documentation has for statuses, such as 429, 5xx or
// 500-504, has a listed one.
func covers(statuses, name string) bool {
	from, to, ok := strings.Cut(statuses, "-")
	if !ok {
		to = from
	}
	low, high := strings.ReplaceAll(from, "x", "0"), strings.ReplaceAll(to, "x", "9")
	return low <= strings.ReplaceAll(name, "x", "0") && strings.ReplaceAll(name, "x", "9") <= high
}

// isStatus reports whether a name is an HTTP status, or a class of them.
func isStatus(name string) bool {
	return len(name) == 3 && '1' <= name[0] && name[0] <= '5' && strings.Trim(name[1:], "0123456789x") == ""
}

// identifiers returns what an entry asks for of the sort that a list has: statuses,
// or else codes, types and fields; prefixes and what it merely contains are none.
func identifiers(f *spec.File, e *spec.Error, statuses bool) []string {
	if statuses {
		return e.Doc.Statuses
	}
	var list []string
	for _, row := range f.Rows {
		if row.Entry != e {
			continue
		}
		list = append(append(list, row.Codes.Values...), row.Types.Values...)
		for _, t := range row.Fields {
			list = append(list, t.Values...)
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// listsStatuses reports whether all names of a listing are statuses.
func listsStatuses(l *listing.Listing) bool {
	return !slices.ContainsFunc(l.Items, func(i listing.Item) bool { return !isStatus(i.Name) })
}
