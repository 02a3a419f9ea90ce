package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/internal/config"
	"github.com/errbook/errbook/internal/explain"
	"github.com/errbook/errbook/internal/shelf"
	"github.com/errbook/errbook/spec"
)

// A library is the books that the server has, those of its user first. Of a
// provider that several have, the first counts.
type library []*shelf.Shelf

// openLibrary opens books by path, and the built-in one after them.
func openLibrary(paths []string) (library, error) {
	var l library
	for _, path := range paths {
		book, err := config.LoadSpec(path)
		if err != nil {
			return nil, err
		}
		l = append(l, shelf.Of(book))
	}
	builtin, err := shelf.Builtin()
	if err != nil {
		return nil, err
	}
	return append(l, builtin), nil
}

// files returns the spec files of all providers.
func (l library) files() ([]*spec.File, error) {
	var list []*spec.File
	for _, s := range l {
		files, err := s.Files()
		if err != nil {
			return nil, err
		}
		for _, f := range files {
			if !slices.ContainsFunc(list, func(known *spec.File) bool { return known.Provider.Value == f.Provider.Value }) {
				list = append(list, f)
			}
		}
	}
	return list, nil
}

// file returns the file of a provider, by its id or by a host; nil for none.
func (l library) file(provider, host string) (*spec.File, error) {
	for _, s := range l {
		var f *spec.File
		var err error
		switch {
		case provider != "":
			f, err = s.File(provider)
		case host != "":
			f, err = s.ForHost(host)
		}
		if f != nil || err != nil {
			return f, err
		}
	}
	return nil, nil
}

// find looks a reference up as errbook explain does, in every book. It returns what
// may be meant if there is nothing.
func (l library) find(ref string) (found []explain.Entry, nearest string, err error) {
	for _, s := range l {
		results, err := explain.Find(s, []string{ref})
		if err != nil {
			return nil, "", err
		}
		for _, r := range results {
			if nearest == "" {
				nearest = r.Nearest
			}
			entries, err := explain.Open(s, r.Hits)
			if err != nil {
				return nil, "", err
			}
			for _, e := range entries {
				if !slices.ContainsFunc(found, func(known explain.Entry) bool { return known.Error.Code == e.Error.Code }) {
					found = append(found, e)
				}
			}
		}
	}
	return found, nearest, nil
}

// contextsOf reads contexts, written as name=value, each of which one of the files
// must know.
func contextsOf(written []string, files ...*spec.File) ([]apierr.Context, error) {
	known := shelf.ContextsOf(files...)
	var list []apierr.Context
	for _, w := range written {
		if !slices.Contains(known, w) {
			return nil, fmt.Errorf("contexts must be %s; found %q", orNone(known), w)
		}
		list = append(list, apierr.Context(w))
	}
	return list, nil
}

func orNone(known []string) string {
	if len(known) == 0 {
		return "left out here"
	}
	slices.Sort(known)
	return "one of " + strings.Join(known, ", ")
}
