// Package shelf hands out spec files one at a time, so that a command decodes
// only the providers that it is asked about.
package shelf

import (
	"maps"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/errbook/errbook/apierr/wire"
	"github.com/errbook/errbook/spec"
)

// A Shelf holds a book whose files are decoded when they are asked for. It is
// safe for use by several goroutines.
type Shelf struct {
	kinds *spec.Taxonomy

	ids  []string // sorted
	open map[string]func() (*spec.File, error)
	all  func() ([]*spec.File, error)
	over *Shelf // whose providers come first, nil for none
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
	s := &Shelf{kinds: kinds, open: map[string]func() (*spec.File, error){}}
	for _, e := range entries {
		id := strings.TrimSuffix(e.Name(), path.Ext(e.Name()))
		s.put(id, sync.OnceValues(func() (*spec.File, error) {
			book, err := spec.LoadBuiltin(id)
			if err != nil {
				return nil, err
			}
			return book.Find(id), nil
		}))
	}
	s.all = sync.OnceValues(func() ([]*spec.File, error) { return s.each() })
	return s, nil
}

// Load returns the book of some paths, as [spec.Load] takes them.
func Load(paths ...string) (*Shelf, error) {
	book, err := spec.Load(paths...)
	if err != nil {
		return nil, err
	}
	s := &Shelf{kinds: book.Taxonomy(), open: map[string]func() (*spec.File, error){}}
	for _, f := range book.Files {
		s.put(f.Provider.Value, func() (*spec.File, error) { return f, nil })
	}
	s.all = func() ([]*spec.File, error) { return book.Files, nil }
	return s, nil
}

// Over returns a book that has the providers of s and, of base, those that s has not.
func (s *Shelf) Over(base *Shelf) *Shelf {
	both := &Shelf{kinds: s.kinds, ids: slices.Clone(s.ids), open: maps.Clone(s.open), over: s}
	for _, id := range base.ids {
		if !s.Has(id) && !s.Has(spec.CodePrefix(id)) {
			both.put(id, base.open[id])
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

func (s *Shelf) each() ([]*spec.File, error) {
	var files []*spec.File
	for _, id := range s.ids {
		f, err := s.File(id)
		if err != nil {
			return nil, err
		}
		files = append(files, f)
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
	files, err := s.Files()
	if err != nil {
		return nil, err
	}
	var found *spec.File
	for _, f := range files {
		switch {
		case !f.Facts().Serves(host):
		case found == nil || namesHost(f, host):
			found = f
		}
	}
	return found, nil
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

// namesHost reports whether a provider lists a host by its name and not by a
// pattern.
func namesHost(f *spec.File, host string) bool {
	return slices.Contains(f.Facts().Hosts, wire.HostName(host))
}
