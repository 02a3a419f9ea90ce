package generator

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/rogpeppe/go-internal/diff"

	"github.com/errbook/errbook/generator/disk"
	"github.com/errbook/errbook/spec/parallel"
)

// A Plan is every file that a book generates, in memory.
type Plan struct {
	Files   []File   // sorted by path
	Folders []string // where files that are no longer wanted are looked for
	Former  []string // likewise; where an earlier run generated to, directories and files
	Source  string   // what the headers of the plan's files name, or what they begin with
	// Ledger is the ledger as it was when the plan was made, which adds to it; it has no
	// path if the plan has none.
	Ledger File
}

// A File is one generated file. Its path is relative to the root of the plan
// and has slashes.
type File struct {
	Path string
	Data []byte
	// Sum is what is known of a file that was not made, with no Data: the hash of the
	// bytes that it would have, as SumOf returns it.
	Sum string
}

// SumOf returns the hash of the bytes of a file.
func SumOf(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// SumOfReader returns the hash of all that there is to read.
func SumOfReader(r io.Reader) (string, error) {
	buffer := buffers.Get().(*[bufferSize]byte)
	defer buffers.Put(buffer)
	h := sha256.New()
	// Without its other methods, or a file would be copied with a buffer of its own.
	if _, err := io.CopyBuffer(h, struct{ io.Reader }{r}, buffer[:]); err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// buffers are for reading files piece by piece: getting memory for a whole one takes
// longer than reading it.
var buffers = sync.Pool{New: func() any { return new([bufferSize]byte) }}

const bufferSize = 32 << 10

// ErrUnmade says that a file on disk is not what the plan says, and that the plan has
// only its hash: the whole plan must be made.
var ErrUnmade = errors.New("a file must be made again of which only the hash is known")

// A Change is one difference between a plan and the disk.
type Change struct {
	Path string
	Old  []byte // nil if the file is missing
	New  []byte // nil if the file is no longer wanted
}

// Diff returns the change as a unified diff.
func (c Change) Diff() []byte {
	before, after := "a/"+c.Path, "b/"+c.Path
	if c.Old == nil {
		before = "/dev/null"
	}
	if c.New == nil {
		after = "/dev/null"
	}
	return diff.Diff(before, c.Old, after, c.New)
}

// String says in a word or two what is wrong with the file on disk.
func (c Change) String() string {
	switch {
	case c.Old == nil:
		return c.Path + ": missing"
	case c.New == nil:
		return c.Path + ": no longer generated"
	}
	return c.Path + ": out of date"
}

// Diff compares the plan with the files below dir, and writes nothing. It
// returns what [Plan.Write] would change, sorted by path.
func (p *Plan) Diff(dir string) ([]Change, error) {
	fsys, err := disk.Open(dir)
	if err != nil {
		return nil, plainError(err)
	}
	defer fsys.Close()
	return p.changes(fsys)
}

func (p *Plan) changes(fsys disk.FS) ([]Change, error) {
	found := p.compare(fsys)
	var changes []Change
	var problems []error
	said := map[string]bool{}
	for i, f := range p.Files {
		if found[i].same {
			continue
		}
		if f.Data == nil {
			return nil, ErrUnmade
		}
		err, old := found[i].err, []byte(nil)
		if err == nil {
			old, err = fsys.ReadFile(f.Path, 0)
		}
		switch {
		case errors.Is(err, fs.ErrNotExist):
			changes = append(changes, Change{Path: f.Path, New: f.Data})
		case err != nil:
			if err = plainError(err); !said[err.Error()] { // a directory may be wrong for many files
				said[err.Error()] = true
				problems = append(problems, err)
			}
		case !isOurs(old):
			problems = append(problems, fmt.Errorf("%s: a file that errbook wrote is required here; found one without its header\n\thint: move the file away, or generate into another directory", f.Path))
		default:
			changes = append(changes, Change{Path: f.Path, Old: old, New: f.Data})
		}
	}
	orphans, err := p.orphans(fsys)
	if err != nil {
		problems = append(problems, err)
	}
	changes = append(changes, orphans...)
	slices.SortFunc(changes, func(a, b Change) int { return strings.Compare(a.Path, b.Path) })
	return changes, errors.Join(problems...)
}

// A finding is what there is on disk where the plan has a file.
type finding struct {
	same bool
	err  error
}

// compare looks at all files of the plan, several directories at a time. A path that
// leads through a link is an error, and so is one at which there is no file.
func (p *Plan) compare(fsys disk.FS) []finding {
	found := make([]finding, len(p.Files))
	dirs := p.byDir()
	check := disk.CheckDirs(fsys)
	parallel.Each(len(dirs), func(d int) {
		first, names := dirs[d].first, dirs[d].names
		see := func(i int, f io.Reader, err error) {
			same := false
			if err == nil {
				same, err = p.Files[first+i].isThat(f)
			}
			found[first+i] = finding{same, err}
		}
		dir := path.Dir(p.Files[first].Path)
		err := check(dir)
		if err == nil {
			err = fsys.ReadFiles(dir, names, see)
		}
		if err != nil {
			for i := range names {
				see(i, nil, err)
			}
		}
	})
	return found
}

// Matches reports whether all files of the plan, sorted, are on disk as it says.
func (p *Plan) Matches(fsys disk.FS) bool {
	return !slices.ContainsFunc(p.compare(fsys), func(f finding) bool { return !f.same })
}

// isThat reports whether what there is to read is what the plan says.
func (f *File) isThat(r io.Reader) (bool, error) {
	if f.Data == nil {
		sum, err := SumOfReader(r)
		return sum == f.Sum, err
	}
	buffer := buffers.Get().(*[bufferSize]byte)
	defer buffers.Put(buffer)
	for rest := f.Data; ; {
		n, err := r.Read(buffer[:])
		if !bytes.HasPrefix(rest, buffer[:n]) {
			return false, nil
		}
		rest = rest[n:]
		if err == io.EOF {
			return len(rest) == 0, nil
		}
		if err != nil {
			return false, err
		}
	}
}

// A dirFiles is files of a plan that follow each other and lie in one directory.
type dirFiles struct {
	first int // of Plan.Files
	names []string
}

func (p *Plan) byDir() []dirFiles {
	var dirs []dirFiles
	last := ""
	for i := range p.Files {
		dir, name := path.Split(p.Files[i].Path)
		if i == 0 || dir != last {
			dirs = append(dirs, dirFiles{first: i})
			last = dir
		}
		d := &dirs[len(dirs)-1]
		d.names = append(d.names, name)
	}
	return dirs
}

// orphans lists the files with our header that the plan does not name.
func (p *Plan) orphans(fsys disk.FS) ([]Change, error) {
	wanted := map[string]bool{}
	for _, f := range p.Files {
		wanted[f.Path] = true
	}
	var orphans []Change
	for _, name := range p.walk(fsys) {
		if wanted[name] {
			continue
		}
		wanted[name] = true // directories may lie in one another
		if source, ok := sourceOf(readHead(fsys, name)); !ok || !p.hasSource(source) {
			continue
		}
		data, err := fsys.ReadFile(name, 0)
		if errors.Is(err, fs.ErrNotExist) {
			continue // another run has just taken it away
		}
		if err != nil {
			return nil, plainError(err)
		}
		orphans = append(orphans, Change{Path: name, Old: data})
	}
	return orphans, nil
}

// hasSource reports whether a file that names source is of this plan's book;
// another book may generate into the same directories.
func (p *Plan) hasSource(source string) bool {
	return source == p.Source || strings.HasPrefix(source, p.Source+"/")
}

// isOurs reports whether errbook generated a file.
func isOurs(data []byte) bool {
	_, ok := sourceOf(data)
	return ok
}

// walk lists the regular files below the plan's directories. It looks into a
// directory only if the plan writes there or everything there could be ours: not
// into hidden ones, nor into those of other modules, of other books, or of
// vendored code.
func (p *Plan) walk(fsys disk.FS) []string {
	var names []string
	for _, dir := range slices.Concat(p.Folders, p.Former) {
		if disk.CheckDir(fsys, path.Dir(dir)) != nil {
			continue
		}
		if disk.CheckDir(fsys, dir) != nil {
			if slices.Contains(p.Former, dir) {
				names = append(names, dir) // the JSON file, if it is one of ours
			}
			continue
		}
		if entries, err := fsys.ReadDir(dir); err == nil {
			names = walk(fsys, dir, entries, names)
		}
	}
	return names
}

// walk appends the regular files below a directory. One that is not there, or
// cannot be read, has none. What has a name that is not UTF-8 is not ours.
func walk(fsys disk.FS, dir string, entries []fs.DirEntry, names []string) []string {
	for _, e := range entries {
		name := path.Join(dir, e.Name())
		switch {
		case !utf8.ValidString(name):
		case e.IsDir() && !isHidden(e.Name()):
			if below, err := fsys.ReadDir(name); err == nil && !isForeign(below) {
				names = walk(fsys, name, below, names)
			}
		case e.Type().IsRegular():
			names = append(names, name)
		}
	}
	return names
}

func isHidden(name string) bool {
	return strings.HasPrefix(name, ".") || name == "vendor" || name == "node_modules"
}

// isForeign reports whether a directory is another module or project, by what it has.
func isForeign(entries []fs.DirEntry) bool {
	return slices.ContainsFunc(entries, func(e fs.DirEntry) bool { return e.Name() == "go.mod" || e.Name() == "errbook.yaml" })
}

// headSize is how far into a file its header can be.
const headSize = 512

// readHead returns the first bytes of a file, nothing if it cannot be read:
// then it is not ours.
func readHead(fsys disk.FS, name string) []byte {
	head, err := fsys.ReadFile(name, headSize)
	if err != nil {
		return nil
	}
	return head
}

// openers are what stands before the header in the formats that are generated.
var openers = []string{"// ", "# ", "[//]: # (", "comment ", `"generated": "`, `"x-generated": "`}

// sourceOf returns what a file says that it was generated from, and reports
// whether it is one of ours: the header must be its first line or, in JSON and
// in the front matter of a page, the first line after the opening one.
func sourceOf(data []byte) (source string, ok bool) {
	line, rest, _ := bytes.Cut(data, []byte("\n"))
	if first := string(bytes.TrimSuffix(line, []byte("\r"))); first == "{" || first == "---" {
		line, _, _ = bytes.Cut(rest, []byte("\n"))
		line = bytes.TrimLeft(line, " \t")
	}
	for _, opener := range openers {
		if text, ok := strings.CutPrefix(string(line), opener+headerMark); ok {
			source, _, ok = strings.Cut(text, headerEnd)
			return source, ok
		}
	}
	return "", false
}
