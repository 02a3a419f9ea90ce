package sums

import (
	"path/filepath"
	"slices"

	"github.com/errbook/errbook/generator"
	"github.com/errbook/errbook/spec"
	"github.com/errbook/errbook/spec/parallel"
)

// A Site is what records are about that errbook site keeps: the spec files, and the
// directory to which their site is written.
type Site struct {
	project Project
	files   []string
	sums    []string // of these files when the site was opened
}

// OpenSite returns the site of a directory of spec files, or of one file, that is
// written to out. Options and files must be all else that it is made of; JSON must tell
// any two options apart.
func OpenSite(specs, out string, options any, files ...string) *Site {
	if abs, err := filepath.Abs(out); err == nil {
		out = abs
	}
	s := &Site{project: Project{Dir: ".", Spec: specs}, files: files, sums: sumsOfFiles(files)}
	s.project.open([]any{"site", out, options, s.sums})
	return s
}

func sumsOfFiles(names []string) []string {
	sums := make([]string, len(names))
	parallel.Each(len(names), func(i int) { sums[i] = sumOfFile(names[i]) })
	return sums
}

// A Made is a site that was made of the spec files as they are.
type Made struct {
	Files             []generator.File // what was written, with hashes instead of data
	Providers, Errors int              // of the book
}

// Last returns what was made last; nil if the spec files, or anything else that the
// site is made of, are not the same, or if nobody knows.
func (s *Site) Last() *Made {
	r := s.project.load()
	if r == nil {
		return nil
	}
	if places, ok := s.project.stale(r); !ok || len(places) > 0 {
		return nil
	}
	m := &Made{Providers: len(r.Specs)}
	for i := range r.Specs {
		m.Errors += r.Specs[i].Errors
	}
	for i := range r.Files {
		m.Files = append(m.Files, generator.File{Path: r.Files[i].Path, Sum: r.Files[i].Sum})
	}
	return m
}

// Keep remembers the files of a site that was made of a book.
func (s *Site) Keep(book *spec.Book, files []generator.File) {
	if slices.Equal(sumsOfFiles(s.files), s.sums) { // or one was edited meanwhile
		s.project.keep(book, files)
	}
}
