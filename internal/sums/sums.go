// Package sums remembers, in the user's cache directory, what errbook generate and
// errbook site made of which spec files, so that the next run makes only what has
// changed since then; of a site, everything or nothing.
//
// A record has the hashes of all spec files and of all generated files. It is believed
// about nothing else: what lies on disk is hashed again, and a file that is not what
// the record says, or that a changed spec file bears upon, is made again. A record of
// another errbook, of other options, or that is damaged does not count.
//
// It is not kept in the project, where it would be in the way of merges, and where a
// stranger's would come with a repository.
package sums

import (
	"crypto/sha256"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/errbook/errbook/generator"
	"github.com/errbook/errbook/internal/lazy"
	"github.com/errbook/errbook/spec"
)

// A Project is what records are about: the spec files of a directory, and where that
// which they generate goes.
type Project struct {
	Dir     string            // that the paths of the options are relative to
	Spec    string            // the path of the spec files, as spec.Load takes it
	Options generator.Options // without what was published

	file  string // of the record, "" for none
	tool  string // which errbook this is
	kinds string // the sum of the file of kinds when the project was opened
}

// A record is what is remembered.
type record struct {
	Tool  string    `json:"tool"`
	Kinds string    `json:"kinds"` // the sum of kinds.yaml
	Specs []specSum `json:"specs"` // in the order of the book
	Files []fileSum `json:"files"` // in the order of the plan
}

type specSum struct {
	Path     string `json:"path"`
	Sum      string `json:"sum"`
	Skeleton string `json:"skeleton"`
	Errors   int    `json:"errors"`
}

type fileSum struct {
	Path string `json:"path"`
	Sum  string `json:"sum"`
}

// Open returns the project of a directory. It has no record, and so nothing to
// remember, where ERRBOOK_CACHE is off or the user has no cache directory.
func Open(dir, specs string, options generator.Options) *Project {
	options.Published = nil
	p := &Project{Dir: dir, Spec: specs, Options: options}
	p.open(options)
	return p
}

// open finds out where the record of a project is that has these options.
func (p *Project) open(options any) {
	p.kinds = sumOfFile(kindsOf(p.Spec))
	if cache := cacheDir(); cache != "" {
		if p.tool = tool(); p.tool != "" {
			p.file = filepath.Join(cache, p.name(options)+".json")
		}
	}
}

// cacheDir returns where records are, "" for nowhere.
func cacheDir() string {
	switch dir := os.Getenv("ERRBOOK_CACHE"); dir {
	case "off":
		return ""
	case "":
		dir, err := os.UserCacheDir()
		if err != nil {
			return ""
		}
		return filepath.Join(dir, "errbook")
	default:
		return dir
	}
}

// name returns a name that differs with the directory and with every option.
func (p *Project) name(options any) string {
	dir, err := filepath.Abs(p.Dir)
	if err != nil {
		dir = p.Dir
	}
	data, _ := json.Marshal([]any{dir, p.Spec, options}) // texts and booleans
	return generator.SumOf(data)[:32]
}

// kindsOf returns the path of the file of kinds that a book has.
func kindsOf(specs string) string {
	if info, err := os.Stat(specs); err == nil && !info.IsDir() {
		specs = filepath.Dir(specs)
	}
	return filepath.Join(specs, spec.TaxonomyName)
}

// sumOfFile returns the hash of a file, "" if there is none, and what no hash is if
// there is one that cannot be read.
func sumOfFile(name string) string {
	info, err := os.Stat(name)
	if errors.Is(err, fs.ErrNotExist) {
		return ""
	}
	if err == nil && info.Mode().IsRegular() { // others may never end
		if f, err := os.Open(name); err == nil {
			defer f.Close()
			if sum, err := generator.SumOfReader(f); err == nil {
				return sum
			}
		}
	}
	return "unreadable"
}

// read returns the bytes of a regular file: others may never end.
func read(name string) ([]byte, bool) {
	info, err := os.Stat(name)
	if err != nil || !info.Mode().IsRegular() {
		return nil, false
	}
	data, err := os.ReadFile(name)
	return data, err == nil
}

// load returns the record; nil if there is none that counts. Its last line is the hash
// of what comes before it.
func (p *Project) load() *record {
	if p.file == "" {
		return nil
	}
	data, _ := read(p.file)
	i := len(data) - sha256.Size*2
	if i <= 0 || generator.SumOf(data[:i]) != string(data[i:]) {
		return nil
	}
	r := new(record)
	if json.Unmarshal(data[:i], r) != nil || r.Tool != p.tool || r.Kinds != p.kinds {
		return nil
	}
	return r
}

// save writes the record, all of it or nothing. Where it cannot, the next run makes
// everything.
func (p *Project) save(r *record) {
	data, err := json.Marshal(r)
	if err != nil {
		return
	}
	data = append(data, generator.SumOf(data)...)
	dir := filepath.Dir(p.file)
	if os.MkdirAll(dir, 0o700) != nil {
		return
	}
	prune(dir)
	f, err := os.CreateTemp(dir, tempPrefix+"*")
	if err != nil {
		return
	}
	_, err = f.Write(data)
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err != nil || os.Rename(f.Name(), p.file) != nil {
		os.Remove(f.Name())
	}
}

const (
	tempPrefix = ".sums-"
	// maxAge is how long a record is kept that no run has made anew.
	maxAge = 30 * 24 * time.Hour
)

// prune removes what projects left that are no more, and runs that were killed.
func prune(dir string) {
	entries, _ := os.ReadDir(dir)
	for _, e := range entries {
		ours := strings.HasPrefix(e.Name(), tempPrefix) || recordForm().MatchString(e.Name())
		if info, err := e.Info(); ours && err == nil && time.Since(info.ModTime()) > maxAge {
			os.Remove(filepath.Join(dir, e.Name()))
		}
	}
}

var recordForm = lazy.Regexp(`^[0-9a-f]{32}\.json$`)

// Keep remembers a plan that has been carried out, and the book that it was made of,
// unless a spec file includes others, of which a record says nothing.
func (p *Project) Keep(book *spec.Book, plan *generator.Plan) {
	p.keep(book, plan.Files)
}

func (p *Project) keep(book *spec.Book, files []generator.File) {
	if p.file == "" || sumOfFile(kindsOf(p.Spec)) != p.kinds { // which was edited meanwhile
		return
	}
	r := &record{Tool: p.tool, Kinds: p.kinds}
	for _, f := range book.Files {
		if len(f.Included) > 0 {
			return
		}
		r.Specs = append(r.Specs, specSum{f.Path, generator.SumOf(f.Data()), f.Skeleton(), len(f.Errors)})
	}
	for _, f := range files {
		sum := f.Sum
		if sum == "" {
			sum = generator.SumOf(f.Data)
		}
		r.Files = append(r.Files, fileSum{f.Path, sum})
	}
	p.save(r)
}

// stale returns which spec files are not what the record says, by their places in it.
// It reports whether the book still has the same files.
func (p *Project) stale(r *record) (places []int, ok bool) {
	paths, err := spec.Paths(p.Spec)
	if err != nil || len(paths) != len(r.Specs) {
		return nil, false
	}
	known := map[string]int{}
	for i := range r.Specs {
		known[r.Specs[i].Path] = i
	}
	sums := sumsOfFiles(paths)
	for k, name := range paths {
		i, ok := known[filepath.ToSlash(name)]
		if !ok {
			return nil, false
		}
		if sums[k] != r.Specs[i].Sum {
			places = append(places, i)
		}
	}
	slices.Sort(places)
	return places, true
}

// jsonName returns the path of the JSON catalog.
func (p *Project) jsonName() string {
	return filepath.Join(p.Dir, filepath.FromSlash(p.Options.JSON))
}

// source is what the headers of the project's generated files begin with.
func (p *Project) source() string { return path.Clean(p.Options.Spec) }
