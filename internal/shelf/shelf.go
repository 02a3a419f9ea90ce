// Package shelf hands out spec files one at a time, so that a command decodes
// only the providers that it is asked about. What concerns all of them, such as a
// search, is in their digests, and no file of the built-in book is decoded for it.
package shelf

import (
	"cmp"
	"maps"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/errbook/errbook/apierr/wire"
	"github.com/errbook/errbook/internal/digest"
	"github.com/errbook/errbook/spec"
	"github.com/errbook/errbook/spec/parallel"
)

// A Shelf holds a book whose files are decoded when they are asked for. It is
// safe for use by several goroutines.
type Shelf struct {
	kinds *spec.Taxonomy

	ids  []string // sorted
	open map[string]func() (*spec.File, error)
	all  func() ([]*spec.File, error)
	over *Shelf // whose providers come first, nil for none
	// builtin has the ids whose digests are embedded.
	builtin map[string]bool
}

func newShelf(kinds *spec.Taxonomy) *Shelf {
	return &Shelf{kinds: kinds, open: map[string]func() (*spec.File, error){}, builtin: map[string]bool{}}
}

// Builtin returns the book that errbook is built with.
func Builtin() (*Shelf, error) {
	entries, err := spec.Builtin.ReadDir("providers")
	if err != nil {
		return nil, err
	}
	kinds, err := spec.BuiltinTaxonomy()
	if err != nil {
		return nil, err
	}
	s := newShelf(kinds)
	for _, e := range entries {
		id := strings.TrimSuffix(e.Name(), path.Ext(e.Name()))
		s.put(id, sync.OnceValues(func() (*spec.File, error) {
			book, err := spec.LoadBuiltin(id)
			if err != nil {
				return nil, err
			}
			return book.Find(id), nil
		}))
		s.builtin[id] = true
	}
	s.all = sync.OnceValues(func() ([]*spec.File, error) { return s.each() })
	return s, nil
}

// Of returns a book that was loaded.
func Of(book *spec.Book) *Shelf {
	s := newShelf(book.Taxonomy())
	for _, f := range book.Files {
		s.put(f.Provider.Value, func() (*spec.File, error) { return f, nil })
	}
	s.all = func() ([]*spec.File, error) { return book.Files, nil }
	return s
}

// Over returns a book that has the providers of s and, of base, those that s has not.
func (s *Shelf) Over(base *Shelf) *Shelf {
	both := newShelf(s.kinds)
	both.ids, both.open, both.builtin, both.over = slices.Clone(s.ids), maps.Clone(s.open), maps.Clone(s.builtin), s
	for _, id := range base.ids {
		if !s.Has(id) && !s.Has(spec.CodePrefix(id)) {
			both.put(id, base.open[id])
			both.builtin[id] = base.builtin[id]
		}
	}
	both.all = sync.OnceValues(both.each)
	return both
}

func (s *Shelf) put(id string, open func() (*spec.File, error)) {
	s.ids = append(s.ids, id)
	slices.Sort(s.ids)
	s.open[id] = open
	s.open[spec.CodePrefix(id)] = open
}

// Taxonomy returns the kinds that errors of the book can be of.
func (s *Shelf) Taxonomy() *spec.Taxonomy { return s.kinds }

// IDs returns the ids of all providers, sorted.
func (s *Shelf) IDs() []string { return s.ids }

// Has reports whether the book has a provider, by its id or package.
func (s *Shelf) Has(provider string) bool { return s.open[provider] != nil }

// ComesFirst reports whether the shelf holds one book over another, and a provider is of
// the upper one.
func (s *Shelf) ComesFirst(provider string) bool { return s.over != nil && s.over.Has(provider) }

// File returns the file of a provider, by its id or package; nil if the book
// has none.
func (s *Shelf) File(provider string) (*spec.File, error) {
	open := s.open[provider]
	if open == nil {
		return nil, nil
	}
	return open()
}

// Files returns all files, sorted by the id of their provider.
func (s *Shelf) Files() ([]*spec.File, error) { return s.all() }

func (s *Shelf) each() ([]*spec.File, error) { return s.files(s.ids) }

// files returns the files of some providers, decoding several at a time.
func (s *Shelf) files(ids []string) ([]*spec.File, error) {
	files, errs := make([]*spec.File, len(ids)), make([]error, len(ids))
	parallel.Each(len(ids), func(i int) { files[i], errs[i] = s.File(ids[i]) })
	if err := cmp.Or(errs...); err != nil {
		return nil, err
	}
	return files, nil
}

// ForHost returns the file of the provider that serves a host, with or without
// a port; nil if none does. A host that is named wins over a pattern, within a book.
func (s *Shelf) ForHost(host string) (*spec.File, error) {
	if s.over != nil {
		if f, err := s.over.ForHost(host); f != nil || err != nil {
			return f, err
		}
	}
	list, err := digests(s, digest.BuiltinHosts, func(h *digest.Hosts) string { return h.ID }, digest.HostsOf)
	found := ""
	for _, d := range list {
		switch serves := (&wire.Provider{Hosts: d.Hosts}).Serves(host); {
		case !serves:
		case found == "" || slices.Contains(d.Hosts, wire.HostName(host)):
			found = d.ID
		}
	}
	if found == "" || err != nil {
		return nil, err
	}
	return s.File(found)
}

// Names returns what the errors of all providers are found by, sorted by id.
func (s *Shelf) Names() ([]*digest.Names, error) {
	return digests(s, digest.BuiltinNames, func(n *digest.Names) string { return n.ID }, digest.NamesOf)
}

// Traits returns what the responses of all providers are recognized by, sorted by id.
func (s *Shelf) Traits() ([]*digest.Traits, error) {
	list, err := digests(s, digest.BuiltinTraits, func(t *digest.Traits) string { return t.ID }, digest.TraitsOf)
	if err != nil {
		return nil, err
	}
	var own []*digest.Traits
	var files []*spec.File
	for i, id := range s.ids {
		if s.builtin[id] {
			continue
		}
		f, err := s.File(id)
		if err != nil {
			return nil, err
		}
		own, files = append(own, list[i]), append(files, f)
	}
	digest.TellApart(own, files)
	return list, nil
}

// digests returns the digest of each provider: one that is embedded, or of its file.
func digests[T any](s *Shelf, embedded func() []T, id func(*T) string, of func(*spec.File) *T) ([]*T, error) {
	list, errs := make([]*T, len(s.ids)), make([]error, len(s.ids))
	byID := map[string]*T{}
	if slices.ContainsFunc(s.ids, func(id string) bool { return s.builtin[id] }) {
		all := embedded()
		for i := range all {
			byID[id(&all[i])] = &all[i]
		}
	}
	for i, id := range s.ids {
		if d := byID[id]; d != nil && s.builtin[id] {
			list[i] = d
			continue
		}
		f, err := s.File(id)
		if errs[i] = err; err == nil {
			list[i] = of(f)
		}
	}
	return list, cmp.Or(errs...)
}

// ContextsOf lists the contexts that files know as callers write them, name=value, each
// once.
func ContextsOf(files ...*spec.File) []string {
	var list []string
	for _, f := range files {
		for _, entry := range f.Contexts {
			for _, value := range entry.Value {
				if c := string(spec.ContextOf(entry.Key.Value, value.Value)); !slices.Contains(list, c) {
					list = append(list, c)
				}
			}
		}
	}
	return list
}
