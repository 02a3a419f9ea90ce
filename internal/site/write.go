package site

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/errbook/errbook/generator"
	"github.com/errbook/errbook/generator/disk"
	"github.com/errbook/errbook/spec"
)

// ManifestName is the file that lists what errbook wrote into a directory: what
// is not in it is not ours to change or delete.
const ManifestName = ".errbook-site"

const manifestHead = "Written by errbook site, which deletes the files below when it no longer writes them."

// A Result says what Write did.
type Result struct {
	Files   int // of the site
	Written int // that are new or changed
	Deleted int
	// Sums are the hashes of all that is in the directory now, sorted, the manifest
	// among it: see [Unchanged].
	Sums []generator.File
}

// Unchanged reports whether a directory has what [Write] left there, and no other run
// has begun to change it.
func Unchanged(dir string, sums []generator.File) bool {
	fsys, err := disk.Open(dir)
	if err != nil {
		return false
	}
	defer fsys.Close()
	return !disk.Pending(fsys) && !disk.Locked(fsys) && (&generator.Plan{Files: sums}).Matches(fsys)
}

// Write makes the site of a book in a directory, which is made if need be. It
// touches only files that change, and deletes those that it wrote before and
// the site no longer has. A directory that has other files in it must have our
// manifest, so that a mistyped path cannot bury a directory under pages. Links
// are not followed.
//
// All of that happens or nothing, whatever stops it: see package disk. A
// *[disk.HeldError] says that another run is at work.
func Write(book *spec.Book, options Options, dir string) (Result, error) {
	if err := options.Check(); err != nil {
		return Result{}, err
	}
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return Result{}, err
	}
	fsys, err := disk.Open(dir)
	if err != nil {
		return Result{}, err
	}
	defer fsys.Close()
	r, err := write(book, options, fsys, dir)
	if wrong := (*disk.Error)(nil); errors.As(err, &wrong) {
		wrong.Path = path.Join(filepath.ToSlash(dir), wrong.Path)
	}
	return r, err
}

func write(book *spec.Book, options Options, fsys disk.FS, dir string) (Result, error) {
	change, err := disk.Begin(fsys, nil)
	if err != nil {
		return Result{}, err
	}
	r, err := writeInto(book, options, fsys, change, dir)
	return r, errors.Join(err, change.Close())
}

func writeInto(book *spec.Book, options Options, fsys disk.FS, change *disk.Change, dir string) (Result, error) {
	before, err := readManifest(fsys, dir)
	if err != nil {
		return Result{}, err
	}
	w := &writer{fsys: fsys, change: change}
	if err := Build(book, options, w); err != nil {
		return Result{}, err
	}
	slices.SortFunc(w.sums, func(a, b generator.File) int { return cmp.Compare(a.Path, b.Path) })
	for _, f := range w.sums {
		w.names = append(w.names, f.Path)
	}
	r := Result{Files: len(w.names)}
	if r.Deleted, err = w.removeAll(before); err != nil {
		return Result{}, err
	}
	r.Written = w.written
	list := manifest(w.names)
	if err := w.put(ManifestName, list); err != nil {
		return Result{}, err
	}
	r.Sums = append([]generator.File{{Path: ManifestName, Sum: generator.SumOf(list)}}, w.sums...)
	return r, change.Commit()
}

// readManifest returns what errbook wrote into a directory before, sorted.
func readManifest(fsys disk.FS, dir string) ([]string, error) {
	data, err := fsys.ReadFile(ManifestName, 0)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, checkEmpty(fsys, dir)
	}
	if err != nil {
		return nil, err
	}
	head, list, _ := strings.Cut(string(data), "\n")
	if head != manifestHead {
		return nil, fmt.Errorf("%s must be the list that errbook site wrote; its first line is another\n\thint: delete it if the directory is not in use, or choose another directory", path.Join(dir, ManifestName))
	}
	names := strings.Fields(list)
	slices.Sort(names)
	return names, nil
}

// checkEmpty reports files of others. What a change needs while it is under way
// is ours.
func checkEmpty(fsys disk.FS, dir string) error {
	entries, err := fsys.ReadDir(".")
	if err != nil {
		return err
	}
	for _, e := range entries {
		if !disk.IsOwn(e.Name()) {
			return fmt.Errorf("%s must be empty, or a directory that errbook site wrote before; it has other files\n\thint: choose a directory for the site only", dir)
		}
	}
	return nil
}

func manifest(names []string) []byte {
	return []byte(manifestHead + "\n" + strings.Join(names, "\n") + "\n")
}

// A writer is the Sink that is a directory.
type writer struct {
	fsys   disk.FS
	change *disk.Change

	mu      sync.Mutex
	sums    []generator.File // what was put
	names   []string         // of it, sorted, once all was
	written int
}

// Put stages a file if it does not exist already.
func (w *writer) Put(name string, data []byte) error {
	sum := generator.SumOf(data)
	w.mu.Lock()
	w.sums = append(w.sums, generator.File{Path: name, Sum: sum})
	w.mu.Unlock()
	if w.has(name, data) {
		return nil
	}
	w.mu.Lock()
	w.written++
	w.mu.Unlock()
	return w.change.Put(name, data)
}

// put is Put for a file that is not one of the site's.
func (w *writer) put(name string, data []byte) error {
	if w.has(name, data) {
		return nil
	}
	return w.change.Put(name, data)
}

// has reports whether a file of the directory has the bytes of data. Files of
// another size need not be read.
func (w *writer) has(name string, data []byte) bool {
	info, err := w.fsys.Lstat(name)
	if err != nil || !info.Mode().IsRegular() || info.Size() != int64(len(data)) {
		return false
	}
	old, err := w.fsys.ReadFile(name, 0)
	return err == nil && bytes.Equal(old, data)
}

// Stream stages a file that comes in pieces.
func (w *writer) Stream(name string, write func(io.Writer) error) error {
	var b bytes.Buffer
	if err := write(&b); err != nil {
		return err
	}
	return w.Put(name, b.Bytes())
}

// removeAll stages the end of what was of the site and no longer is, and returns
// how many files that are.
func (w *writer) removeAll(before []string) (n int, err error) {
	for _, name := range before {
		if _, kept := slices.BinarySearch(w.names, name); kept || !fs.ValidPath(name) {
			continue
		}
		if disk.CheckDir(w.fsys, path.Dir(name)) != nil {
			continue // it leads elsewhere by now
		}
		if info, err := w.fsys.Lstat(name); err != nil || !info.Mode().IsRegular() {
			continue
		}
		if err := w.change.Remove(name); err != nil {
			return n, err
		}
		n++
	}
	return n, nil
}
