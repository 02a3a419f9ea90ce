package generator

import (
	"errors"
	"io/fs"
	"os"
	"path"
	stdfilepath "path/filepath"
	"strings"
)

// tempPrefix begins the names of files that a crash can leave behind.
const tempPrefix = ".errbook-"

// Write makes the files below dir what the plan says: it writes those that
// differ and deletes those of its own that are no longer wanted. It returns
// what it changed.
//
// All new files are written beside their targets first, and then renamed; if
// anything fails before, nothing has changed, and if a rename fails, those
// before it are taken back. Files that a crash left behind are removed; one that
// comes between the first rename and the last leaves some files new and some
// old, which Diff shows and the next Write completes.
func (p *Plan) Write(dir string) ([]Change, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, plainError(err)
	}
	defer root.Close()
	p.removeTemps(root)
	changes, err := p.changes(root)
	if err != nil {
		return nil, err
	}
	w := &writer{root: root}
	if err := w.stage(changes); err != nil {
		w.unstage()
		return nil, plainError(err)
	}
	if err := w.commit(changes); err != nil {
		w.unstage()
		return nil, plainError(err)
	}
	removeEmpty(root, changes)
	return changes, nil
}

// A writer carries out changes, all or none.
type writer struct {
	root    *os.Root
	temps   []string // staged and not yet renamed
	folders []string // made for them, outermost first
}

// stage writes every new file beside its target.
func (w *writer) stage(changes []Change) error {
	for _, c := range changes {
		if c.New == nil {
			continue
		}
		if err := w.mkdirAll(path.Dir(c.Path)); err != nil {
			return err
		}
		temp := tempName(c.Path)
		w.temps = append(w.temps, temp)
		if err := w.root.WriteFile(filepath(temp), c.New, 0o666); err != nil {
			return err
		}
	}
	return nil
}

// mkdirAll is MkdirAll that remembers what it made.
func (w *writer) mkdirAll(dir string) error {
	if dir == "." {
		return nil
	}
	if info, err := w.root.Stat(filepath(dir)); err == nil && info.IsDir() {
		return nil
	}
	if err := w.mkdirAll(path.Dir(dir)); err != nil {
		return err
	}
	if err := w.root.Mkdir(filepath(dir), 0o777); err != nil {
		return err
	}
	w.folders = append(w.folders, dir)
	return nil
}

// unstage removes what stage left.
func (w *writer) unstage() {
	for _, t := range w.temps {
		w.root.Remove(filepath(t))
	}
	for i := len(w.folders) - 1; i >= 0; i-- {
		w.root.Remove(filepath(w.folders[i]))
	}
}

// commit renames the staged files to their targets and deletes what is no
// longer wanted. It takes everything back if it cannot go on.
func (w *writer) commit(changes []Change) error {
	for i, c := range changes {
		var err error
		if c.New == nil {
			err = w.root.Remove(filepath(c.Path))
		} else {
			err = w.root.Rename(filepath(tempName(c.Path)), filepath(c.Path))
		}
		if err != nil {
			return errors.Join(err, w.rollBack(changes[:i]))
		}
	}
	w.temps = nil
	return nil
}

func (w *writer) rollBack(done []Change) error {
	var errs []error
	for _, c := range done {
		if c.Old == nil {
			errs = append(errs, w.root.Remove(filepath(c.Path)))
		} else {
			errs = append(errs, w.root.WriteFile(filepath(c.Path), c.Old, 0o666))
		}
	}
	return errors.Join(errs...)
}

func tempName(name string) string {
	return path.Join(path.Dir(name), tempPrefix+path.Base(name)+".tmp")
}

// removeTemps removes what a run that crashed left behind.
func (p *Plan) removeTemps(root *os.Root) {
	for _, name := range p.walk(root) {
		if base := path.Base(name); strings.HasPrefix(base, tempPrefix) && strings.HasSuffix(base, ".tmp") {
			root.Remove(filepath(name))
		}
	}
}

// removeEmpty removes the directories that deletions left empty.
func removeEmpty(root *os.Root, changes []Change) {
	for _, c := range changes {
		if c.New != nil {
			continue
		}
		for dir := path.Dir(c.Path); dir != "."; dir = path.Dir(dir) {
			if entries, err := fs.ReadDir(root.FS(), dir); err != nil || len(entries) > 0 || root.Remove(filepath(dir)) != nil {
				break
			}
		}
	}
}

// filepath returns a slash-separated name as the system spells it.
func filepath(name string) string { return stdfilepath.FromSlash(name) }
