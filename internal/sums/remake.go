package sums

import (
	"slices"

	"github.com/errbook/errbook/generator"
	"github.com/errbook/errbook/spec"
	"github.com/errbook/errbook/spec/catalog"
)

// A Rest is a plan of which only that is made which has changed.
type Rest struct {
	Plan              *generator.Plan
	Providers, Errors int // of the book

	project *Project
	record  *record // once the plan is carried out
	changed bool
}

// Rest returns the plan of the project as far as it must be made; nil if all of it
// must. A spec file whose sentences alone have changed is made again by itself. If
// anything else of one has changed, the whole book is made.
//
// The plan can turn out to be too little when it meets the files on disk: see
// [generator.ErrUnmade].
func (p *Project) Rest() *Rest {
	r := p.load()
	if r == nil {
		return nil
	}
	places, ok := p.stale(r)
	if !ok {
		return nil
	}
	made := map[string][]byte{}
	if len(places) > 0 {
		if !p.Options.Separable() || !p.remake(r, places, made) {
			return nil
		}
	}
	return p.rest(r, made, len(places) > 0)
}

// rest returns the plan that has the files that were made, and of all others the
// hashes.
func (p *Project) rest(r *record, made map[string][]byte, changed bool) *Rest {
	rest := &Rest{
		Plan:      &generator.Plan{Folders: p.Options.Folders(), Source: p.source()},
		Providers: len(r.Specs), project: p, record: r, changed: changed,
	}
	for i := range r.Specs {
		rest.Errors += r.Specs[i].Errors
	}
	found := 0
	for i := range r.Files {
		f := &r.Files[i]
		file := generator.File{Path: f.Path, Sum: f.Sum}
		if data, ok := made[f.Path]; ok {
			found++
			file = generator.File{Path: f.Path, Data: data}
			f.Sum = generator.SumOf(data)
		}
		rest.Plan.Files = append(rest.Plan.Files, file)
	}
	if found != len(made) {
		return nil // a file that the record does not have
	}
	return rest
}

// Keep remembers the plan, now that it has been carried out.
func (r *Rest) Keep() {
	if r.changed {
		r.project.save(r.record)
	}
}

// remake makes the files of the providers at some places of the record, and puts their
// new sums into it. It reports whether nothing else of the book can have changed.
func (p *Project) remake(r *record, places []int, made map[string][]byte) bool {
	var paths []string
	for _, i := range places {
		paths = append(paths, r.Specs[i].Path)
	}
	book, err := p.Options.Settings.Load(paths...)
	if err != nil || len(book.Files) != len(places) {
		return false // making the whole book says what is wrong
	}
	for i, f := range book.Files { // in the order of the record, as all ids are the same
		old := &r.Specs[places[i]]
		if f.Path != old.Path || f.Skeleton() != old.Skeleton {
			return false
		}
		old.Sum = generator.SumOf(f.Data())
	}
	files, err := generator.Remake(book, p.Options)
	if err != nil {
		return false
	}
	for _, f := range files {
		made[f.Path] = f.Data
	}
	return p.Options.JSON == "" || p.remakeJSON(r, places, book, made)
}

// remakeJSON makes the catalog out of the one on disk, if that is the recorded one.
func (p *Project) remakeJSON(r *record, places []int, book *spec.Book, made map[string][]byte) bool {
	i := slices.IndexFunc(r.Files, func(f fileSum) bool { return f.Path == p.Options.JSON })
	data, ok := read(p.jsonName())
	if i < 0 || !ok || generator.SumOf(data) != r.Files[i].Sum {
		return false
	}
	for i, f := range book.Files {
		provider := catalog.NewProvider(f, p.Options.Packages.Name(f))
		if data, ok = catalog.Replace(data, places[i], &provider); !ok {
			return false
		}
	}
	made[p.Options.JSON] = data
	return true
}
