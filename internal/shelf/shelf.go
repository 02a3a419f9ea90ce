// Package shelf hands out spec files one at a time, so that a command decodes
// only the providers that it is asked about.
package shelf

import (
	"cmp"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/errbook/errbook/apierr/wire"
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
	// hosts returns what may be hosts of a provider, all of them among it, without its
	// file being decoded; a provider that is not in here may have any.
	hosts map[string]func() []string
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
	s := &Shelf{kinds: kinds, open: map[string]func() (*spec.File, error){}, hosts: map[string]func() []string{}}
	for _, e := range entries {
		id := strings.TrimSuffix(e.Name(), path.Ext(e.Name()))
		s.hosts[id] = func() []string {
			data, _ := spec.Builtin.ReadFile("providers/" + e.Name()) // which was just listed
			return hostsIn(string(data))
		}
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

// Of returns a book that was loaded.
func Of(book *spec.Book) *Shelf {
	s := &Shelf{kinds: book.Taxonomy(), open: map[string]func() (*spec.File, error){}}
	for _, f := range book.Files {
		s.put(f.Provider.Value, func() (*spec.File, error) { return f, nil })
	}
	s.all = func() ([]*spec.File, error) { return book.Files, nil }
	return s
}

// Over returns a book that has the providers of s and, of base, those that s has not.
func (s *Shelf) Over(base *Shelf) *Shelf {
	both := &Shelf{kinds: s.kinds, ids: slices.Clone(s.ids), open: maps.Clone(s.open), over: s, hosts: map[string]func() []string{}}
	for _, id := range base.ids {
		if !s.Has(id) && !s.Has(spec.CodePrefix(id)) {
			both.put(id, base.open[id])
			if hosts := base.hosts[id]; hosts != nil {
				both.hosts[id] = hosts
			}
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
	ids := slices.DeleteFunc(slices.Clone(s.ids), func(id string) bool {
		hosts := s.hosts[id]
		return hosts != nil && !(&wire.Provider{Hosts: hosts()}).Serves(host)
	})
	files, err := s.files(ids)
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

// hostsIn returns all words of the key hosts of a spec file, of which a host or a
// pattern is one, if it is written as it is: those of the built-in book are.
func hostsIn(text string) []string {
	_, rest, found := strings.Cut("\n"+text, "\nhosts:")
	if !found {
		return []string{}
	}
	if next := nextKey.FindStringIndex(rest); next != nil {
		rest = rest[:next[0]]
	}
	return strings.FieldsFunc(rest, func(r rune) bool {
		return !(r == '*' || r == '.' || r == '-' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z')
	})
}

// nextKey begins the next key of a spec file.
var nextKey = regexp.MustCompile(`\n[a-z_]+:`)

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
