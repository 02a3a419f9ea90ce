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
	old, new := "a/"+c.Path, "b/"+c.Path
	if c.Old == nil {
		old = "/dev/null"
	}
	if c.New == nil {
		new = "/dev/null"
	}
	return diff.Diff(old, c.Old, new, c.New)
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
		case !isGenerated(old):
			problems = append(problems, fmt.Errorf("%s: a file that errbook wrote is required here; found one without its header\n\thint: move the file away, or generate into another folder", f.Path))
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
		wanted[name] = true // folders may lie in one another
		if !isGenerated(readHead(root, name)) {
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

// walk lists the regular files below the plan's folders. It looks into a
// folder only if the plan writes there or everything there could be ours: not
// into hidden ones, nor into those of other modules or of vendored code.
func (p *Plan) walk(root *os.Root) []string {
	var names []string
	fsys := root.FS()
	for _, dir := range p.Folders {
		fs.WalkDir(fsys, dir, func(name string, d fs.DirEntry, err error) error {
			switch {
			case err != nil:
				return nil // a folder that is not there has no orphans
			case d.IsDir() && name != dir && (strings.HasPrefix(d.Name(), ".") || d.Name() == "vendor" || d.Name() == "node_modules" || exists(fsys, path.Join(name, "go.mod"))):
				return fs.SkipDir
			case d.Type().IsRegular():
				names = append(names, name)
			}
			return nil
		})
	}
	return names
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

// isGenerated reports whether a file begins like one of ours. Whatever the
// format, the header stands in the first lines.
func isGenerated(data []byte) bool {
	head := data[:min(len(data), headSize)]
	return bytes.Contains(head, []byte(headerMark)) && bytes.Contains(head, []byte("; DO NOT EDIT."))
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
