package spec

import (
	"bytes"
	"cmp"
	"embed"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/apierr/errdoc"
	"github.com/errbook/errbook/spec/parallel"
	"github.com/errbook/errbook/spec/yaml"
)

// A Book is spec files that [Check] found sound.
type Book struct {
	Files []*File // sorted by the id of the provider

	packages map[string]*File
	codes    map[apierr.Code]entry
	plain    bool // all that it was made of is its files: none is included, and no kind is its own
}

// Taxonomy returns the kinds that the book's errors can be of.
func (b *Book) Taxonomy() *Taxonomy {
	if len(b.Files) == 0 {
		return builtinTaxonomy()
	}
	return b.Files[0].Taxonomy() // it is the same for all
}

// IsOwn reports whether all APIs of the book are one's own.
func (b *Book) IsOwn() bool {
	return len(b.Files) > 0 && !slices.ContainsFunc(b.Files, func(f *File) bool { return !f.Own.Value })
}

// IsNeutral reports whether no API of the book is one of models.
func (b *Book) IsNeutral() bool {
	return len(b.Files) > 0 && !slices.ContainsFunc(b.Files, (*File).isAboutModels)
}

// ToldTaxonomy returns the taxonomy as pages print it. Where no API of the book is one
// of models, kinds that only those have are left out unless an error is of one, and texts
// say nothing of models; nor of a provider, where all APIs are one's own.
func (b *Book) ToldTaxonomy() *Taxonomy {
	t := b.Taxonomy()
	as := errdoc.Doc{Neutral: b.IsNeutral()}
	if b.IsOwn() {
		as.Own = new(errdoc.Own)
	}
	if !as.Neutral && as.Own == nil {
		return t
	}
	used := b.kinds()
	told := &Taxonomy{open: t.open}
	for _, k := range t.Kinds {
		if as.Neutral && k.Pack == PackAI && !used[k.Name] {
			continue
		}
		if !k.Own {
			k.Meaning, k.Tell = as.Said(k.Meaning), as.Said(k.Tell)
			k.Scope = scopeWithout(as.Neutral, &k)
		}
		k.neutral, k.ofOwnAPI = as.Neutral, as.Own != nil
		told.Kinds = append(told.Kinds, k)
	}
	for _, f := range t.Families {
		if !slices.ContainsFunc(told.Kinds, func(k Kind) bool { return k.Family == f.Name }) {
			continue
		}
		if !f.Own {
			f.Meaning = as.Said(f.Meaning)
		}
		told.Families = append(told.Families, f)
	}
	return told
}

// kinds returns which kinds errors of the book are of, in some context or in all.
func (b *Book) kinds() map[apierr.Kind]bool {
	used := map[apierr.Kind]bool{}
	for _, f := range b.Files {
		for _, e := range f.Errors {
			used[e.Doc.Kind] = true
			for i := range e.Doc.Variants {
				used[e.Doc.Variants[i].Kind] = true
			}
		}
	}
	return used
}

// An entry is an error with the file that it appears in.
type entry struct {
	file *File
	err  *Error
}

func newBook(files []*File) *Book {
	b := &Book{Files: slices.Clone(files), packages: make(map[string]*File, len(files)), codes: make(map[apierr.Code]entry)}
	slices.SortFunc(b.Files, func(a, b *File) int { return cmp.Compare(a.Provider.Value, b.Provider.Value) })
	b.plain = true
	for _, f := range b.Files {
		if !f.sound {
			f.sound = true
		}
		b.plain = b.plain && len(f.Included) == 0 && f.taxonomy == builtinTaxonomy()
		b.packages[f.CodePrefix] = f
		for _, e := range f.Errors {
			b.codes[e.Code] = entry{f, e}
			for _, r := range e.Renamed {
				b.codes[apierr.Code(f.CodePrefix+"."+r.Name.Value)] = entry{f, e}
			}
		}
	}
	return b
}

// Len returns how many errors the book has.
func (b *Book) Len() int {
	n := 0
	for _, f := range b.Files {
		n += len(f.Errors)
	}
	return n
}

// Find returns the file of a provider, by its id or its package, or nil.
func (b *Book) Find(provider string) *File { return b.packages[CodePrefix(provider)] }

// Lookup returns the error that has, or had, a code such as
// "fashn.OutOfCredits", and its file; both are nil if there is none. The
// provider's id may stand for its package.
func (b *Book) Lookup(code string) (*File, *Error) {
	provider, name, _ := strings.Cut(code, ".")
	e := b.codes[apierr.Code(CodePrefix(provider)+"."+name)]
	return e.file, e.err
}

// Load reads spec files and checks them together. A path that is a directory
// stands for the *.yaml and *.yml files in it. A file kinds.yaml beside spec files
// is none of them: it has the book's own kinds; nor is ledger.yaml, which errbook
// writes. What is wrong with the files
// comes back as [yaml.Problems]; any other error names the path that could not be
// read, and the reason.
func Load(paths ...string) (*Book, error) { return Settings{}.Load(paths...) }

// LoadFS is [Load] for a file system.
func LoadFS(fsys fs.FS, names ...string) (*Book, error) { return Settings{}.LoadFS(fsys, names...) }

// A disk is the computer's own file system: as an fs.FS that takes any path.
type disk struct{}

func (disk) Open(name string) (fs.File, error)          { return os.Open(name) }
func (disk) Stat(name string) (fs.FileInfo, error)      { return os.Stat(name) }
func (disk) ReadDir(name string) ([]fs.DirEntry, error) { return os.ReadDir(name) }

// Paths returns the spec files that a path stands for, as [Load] takes it, sorted.
func Paths(path string) ([]string, error) { return expand(disk{}, path) }

// expand returns the spec files that name stands for, sorted.
func expand(fsys fs.FS, name string) ([]string, error) {
	info, err := fs.Stat(fsys, name)
	if err != nil {
		return nil, unreadable(name, err)
	}
	if !info.IsDir() {
		if path.Base(filepath.ToSlash(name)) == TaxonomyName {
			return nil, fmt.Errorf("%s: a spec file is required; found a file of kinds\n\thint: give its directory, or a spec file beside it", filepath.ToSlash(name))
		}
		return []string{name}, nil
	}
	entries, err := fs.ReadDir(fsys, name)
	if err != nil {
		return nil, unreadable(name, err)
	}
	var list []string
	for _, e := range entries {
		if !e.IsDir() && isSpecName(e.Name()) {
			list = append(list, path.Join(filepath.ToSlash(name), e.Name()))
		}
	}
	if len(list) == 0 {
		found := "none"
		if slices.ContainsFunc(entries, func(e fs.DirEntry) bool { return e.Name() == TaxonomyName }) {
			found = TaxonomyName + " alone"
		}
		return nil, fmt.Errorf("%s: a directory of spec files must have a *.yaml file; found %s", filepath.ToSlash(name), found)
	}
	return list, nil
}

// LedgerName is the name of the file beside the spec files in which errbook keeps what
// the book has published; see package ledger.
const LedgerName = "ledger.yaml"

func isSpecName(name string) bool {
	ext := path.Ext(name)
	return (ext == ".yaml" || ext == ".yml") && !strings.HasPrefix(name, ".") && name != TaxonomyName && name != LedgerName
}

// unreadable says which path could not be read, and why.
func unreadable(name string, err error) error {
	return fmt.Errorf("%s: %w", filepath.ToSlash(name), reason(err))
}

// reason returns the error without the paths and operations around it.
func reason(err error) error {
	if e := (*fs.PathError)(nil); errors.As(err, &e) {
		return e.Err
	}
	return err
}

// load reads, decodes and checks files, each once. Files of an earlier book with the
// same settings, nil for none, are taken over if they have not changed.
func (s Settings) load(fsys fs.FS, names []string, earlier *Book) (*Book, error) {
	taxonomy, problems, err := loadTaxonomy(fsys, names)
	if err != nil {
		return nil, err
	}
	var distinct []string
	for i, name := range names {
		if slices.Contains(names[:i], name) {
			continue
		}
		if strings.ContainsFunc(path.Base(filepath.ToSlash(name)), yaml.IsUnseen) {
			return nil, fmt.Errorf("%q: the name of a spec file must be plain text, since generated files name it", name)
		}
		distinct = append(distinct, name)
	}
	files, bad, err := decodeAll(fsys, distinct, taxonomy, earlier.unchanged(taxonomy))
	if err != nil {
		return nil, err
	}
	problems = append(problems, bad...)
	for _, f := range files {
		if f != nil && !f.sound {
			f.settings = s
		}
	}
	book, bad := Check(files)
	if problems = append(problems, bad...); len(problems) > 0 {
		return nil, problems.Sorted()
	}
	return book, nil
}

// unchanged returns a function that returns the file of the book with a path and bytes,
// or nil. A nil book has none.
func (b *Book) unchanged(taxonomy *Taxonomy) func(path string, data []byte) *File {
	if b == nil || !b.plain || taxonomy != builtinTaxonomy() {
		return func(string, []byte) *File { return nil }
	}
	return func(path string, data []byte) *File {
		i := slices.IndexFunc(b.Files, func(f *File) bool { return f.Path == filepath.ToSlash(path) && bytes.Equal(f.data, data) })
		if i < 0 {
			return nil
		}
		return b.Files[i]
	}
}

// decodeAll reads and decodes files, several at a time, with what they include, unless
// they are known. An error is that of the first file that cannot be read.
func decodeAll(fsys fs.FS, names []string, taxonomy *Taxonomy, known func(path string, data []byte) *File) ([]*File, yaml.Problems, error) {
	files, problems, errs := make([]*File, len(names)), make([]yaml.Problems, len(names)), make([]error, len(names))
	parallel.Each(len(names), func(i int) {
		data, err := read(fsys, names[i])
		if err != nil {
			errs[i] = unreadable(names[i], err)
			return
		}
		if files[i] = known(names[i], data); files[i] != nil {
			return
		}
		files[i], problems[i] = taxonomy.Decode(names[i], data)
		if files[i] != nil {
			var bad yaml.Problems
			bad, errs[i] = files[i].include(fsys)
			problems[i] = append(problems[i], bad...)
		}
	})
	return files, slices.Concat(problems...), cmp.Or(errs...)
}

// loadTaxonomy returns the kinds of a book: errbook's, and those of each
// kinds.yaml beside one of its spec files.
func loadTaxonomy(fsys fs.FS, names []string) (*Taxonomy, yaml.Problems, error) {
	taxonomy := builtinTaxonomy()
	var problems yaml.Problems
	var asked []string
	for _, name := range names {
		file := path.Join(path.Dir(filepath.ToSlash(name)), TaxonomyName)
		if slices.Contains(asked, file) {
			continue
		}
		asked = append(asked, file)
		data, err := read(fsys, file)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, nil, unreadable(file, err)
		}
		var bad yaml.Problems
		taxonomy, bad = taxonomy.Extend(file, data)
		problems = append(problems, bad...)
	}
	return taxonomy, problems, nil
}

// read returns the bytes of a file; of one that is too large no more than it
// takes to find out.
// One that is no file at all, such as a pipe, may never end: it is not opened.
func read(fsys fs.FS, name string) ([]byte, error) {
	info, err := fs.Stat(fsys, name)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, errors.New("a regular file is required; found something else")
	}
	f, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, yaml.MaxBytes+1))
}

// Builtin holds the files of the book that errbook is built with: generic.yaml,
// credentials.yaml and, under providers, the spec files.
//
//go:embed providers/*.yaml generic.yaml credentials.yaml
var Builtin embed.FS

// LoadBuiltin decodes and checks the files of the given providers, by id or
// package, and no others; without any, the whole book. A provider that the book
// does not have is left out: ask the Book.
func LoadBuiltin(providers ...string) (*Book, error) {
	entries, err := Builtin.ReadDir("providers")
	if err != nil {
		return nil, unreadable("providers", err)
	}
	var names []string
	for _, e := range entries {
		if len(providers) == 0 || slices.ContainsFunc(providers, func(p string) bool { return isFileOf(e.Name(), p) }) {
			names = append(names, "providers/"+e.Name())
		}
	}
	return Settings{}.load(Builtin, names, nil)
}

// isFileOf reports whether a file of the book is that of a provider.
func isFileOf(name, provider string) bool {
	id := strings.TrimSuffix(name, path.Ext(name))
	return CodePrefix(id) == CodePrefix(provider)
}
