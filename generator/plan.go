package generator

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"

	"github.com/rogpeppe/go-internal/diff"
)

// A Plan is every file that a book generates, in memory.
type Plan struct {
	Files   []File   // sorted by path
	Folders []string // where files that are no longer wanted are looked for
	Source  string   // what the headers of the plan's files name, or what they begin with
}

// A File is one generated file. Its path is relative to the root of the plan
// and has slashes.
type File struct {
	Path string
	Data []byte
}

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
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, plainError(err)
	}
	defer root.Close()
	return p.changes(root)
}

func (p *Plan) changes(root *os.Root) ([]Change, error) {
	var changes []Change
	var problems []error
	for _, f := range p.Files {
		old, err := root.ReadFile(filepath(f.Path))
		switch {
		case errors.Is(err, fs.ErrNotExist):
			changes = append(changes, Change{Path: f.Path, New: f.Data})
		case err != nil:
			problems = append(problems, plainError(err))
		case !isOurs(old):
			problems = append(problems, fmt.Errorf("%s: a file that errbook wrote is required here; found one without its header\n\thint: move the file away, or generate into another directory", f.Path))
		case !bytes.Equal(old, f.Data):
			changes = append(changes, Change{Path: f.Path, Old: old, New: f.Data})
		}
	}
	orphans, err := p.orphans(root)
	if err != nil {
		problems = append(problems, err)
	}
	changes = append(changes, orphans...)
	slices.SortFunc(changes, func(a, b Change) int { return strings.Compare(a.Path, b.Path) })
	return changes, errors.Join(problems...)
}

// orphans lists the files with our header that the plan does not name.
func (p *Plan) orphans(root *os.Root) ([]Change, error) {
	wanted := map[string]bool{}
	for _, f := range p.Files {
		wanted[f.Path] = true
	}
	var orphans []Change
	for _, name := range p.walk(root) {
		if wanted[name] {
			continue
		}
		wanted[name] = true // directories may lie in one another
		if source, ok := sourceOf(readHead(root, name)); !ok || !p.hasSource(source) {
			continue
		}
		data, err := root.ReadFile(filepath(name))
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
func (p *Plan) walk(root *os.Root) []string {
	var names []string
	fsys := root.FS()
	for _, dir := range p.Folders {
		fs.WalkDir(fsys, dir, func(name string, d fs.DirEntry, err error) error {
			switch {
			case err != nil:
				return nil // a directory that is not there has no orphans
			case d.IsDir() && name != dir && isForeign(fsys, name):
				return fs.SkipDir
			case d.Type().IsRegular():
				names = append(names, name)
			}
			return nil
		})
	}
	return names
}

func isForeign(fsys fs.FS, dir string) bool {
	base := path.Base(dir)
	return strings.HasPrefix(base, ".") || base == "vendor" || base == "node_modules" ||
		exists(fsys, path.Join(dir, "go.mod")) || exists(fsys, path.Join(dir, "errbook.yaml"))
}

func exists(fsys fs.FS, name string) bool {
	_, err := fs.Stat(fsys, name)
	return err == nil
}

// headSize is how far into a file its header can stand.
const headSize = 512

// readHead returns the first bytes of a file, nothing if it cannot be read:
// then it is not ours.
func readHead(root *os.Root, name string) []byte {
	f, err := root.Open(filepath(name))
	if err != nil {
		return nil
	}
	defer f.Close()
	head := make([]byte, headSize)
	n, _ := io.ReadFull(f, head)
	return head[:n]
}

// openers are what stands before the header in the formats that are generated.
var openers = []string{"// ", "# ", "[//]: # (", "comment ", `"generated": "`}

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

// plainError says what is wrong with a path without the name of a system call.
func plainError(err error) error {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		return fmt.Errorf("%s: %w", pe.Path, pe.Err)
	}
	var le *os.LinkError
	if errors.As(err, &le) {
		return fmt.Errorf("%s: %w", le.New, le.Err)
	}
	return err
}
