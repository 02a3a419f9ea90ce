package upstream

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/errbook/errbook/internal/listing"
	"github.com/errbook/errbook/spec"
)

// A From is a file that is a copy of a source.
type From struct {
	File   *spec.File
	Source *spec.Source
	Path   string
}

// Lists returns the sources of files that have lists.
func Lists(files []*spec.File) []From {
	var list []From
	for _, f := range files {
		for i := range f.Sources {
			if f.Sources[i].List != nil {
				list = append(list, From{File: f, Source: &f.Sources[i]})
			}
		}
	}
	return list
}

// Run compares lists with the copies of them that are given; with a fetcher, it gets
// the others. Of several copies of a source each is compared with the one before
// it, and the last with the book. An error is about copies that could not be had;
// the report is about all others.
func Run(ctx context.Context, files []*spec.File, given []From, fetcher *Fetcher) (*Report, error) {
	r := runner{ctx: ctx, fetcher: fetcher, given: given, report: &Report{Lists: []Checked{}, Findings: []Finding{}}}
	for _, l := range Lists(files) {
		r.list(l)
	}
	r.report.Sort()
	return r.report, errors.Join(r.errs...)
}

type runner struct {
	ctx     context.Context
	fetcher *Fetcher
	given   []From
	report  *Report
	errs    []error
}

// list compares one list with its copies.
func (r *runner) list(l From) {
	var copies []Copy
	for _, path := range r.paths(l) {
		data, err := readCopy(path)
		if c, ok := r.read(l, path, data, err); ok {
			copies = append(copies, c)
		}
	}
	if len(r.paths(l)) == 0 && r.fetcher != nil {
		path, data, err := r.fetcher.Fetch(r.ctx, l.Source)
		if c, ok := r.read(l, path, data, err); ok {
			copies = append(copies, c)
		}
	}
	for i := 1; i < len(copies); i++ {
		if copies[i].Page != nil {
			r.report.Findings = append(r.report.Findings, CompareCopies(l.File, l.Source, copies[i-1], copies[i])...)
		}
	}
	if len(copies) > 0 {
		checked, found := Compare(l.File, l.Source, copies[len(copies)-1])
		r.report.Lists = append(r.report.Lists, checked)
		r.report.Findings = append(r.report.Findings, found...)
	}
}

// paths returns the files that are copies of a source: those of its former source
// first, if there is one of itself, too.
func (r *runner) paths(l From) []string {
	var former, own []string
	for _, g := range r.given {
		switch {
		case g.Source == l.Source:
			own = append(own, g.Path)
		case g.File == l.File && l.Source.List.Former.IsSet() && g.Source.ID.Value == l.Source.List.Former.Value:
			former = append(former, g.Path)
		}
	}
	if len(own) == 0 {
		return nil
	}
	return append(former, own...)
}

func (r *runner) read(l From, path string, data []byte, err error) (Copy, bool) {
	if err != nil {
		r.errs = append(r.errs, err)
		return Copy{}, false
	}
	found, err := listing.Read(data, l.Source.List)
	if moved := (*listing.MovedError)(nil); errors.As(err, &moved) {
		r.report.Lists = append(r.report.Lists, Checked{Provider: l.File.Provider.Value, Source: l.Source.ID.Value, Copy: path})
		r.report.Findings = append(r.report.Findings, MovedFinding(l.File, l.Source, path, err))
		return Copy{}, false
	}
	if err != nil {
		r.errs = append(r.errs, fmt.Errorf("%s: %w", path, err))
		return Copy{}, false
	}
	return Copy{path, found}, true
}

// readCopy reads a file, of one that is too large no more than it takes to find
// out.
func readCopy(path string) ([]byte, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", filepath.ToSlash(path), reason(err))
	}
	if info.Size() > listing.MaxBytes {
		return nil, fmt.Errorf("%s: a copy must have at most %d bytes; found %d", filepath.ToSlash(path), listing.MaxBytes, info.Size())
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", filepath.ToSlash(path), reason(err))
	}
	return data, nil
}

// reason returns an error of the file system without the path.
func reason(err error) error {
	if e := (*os.PathError)(nil); errors.As(err, &e) {
		return e.Err
	}
	return err
}
