package site

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"sync"

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
}

// Write makes the site of a book in a directory, which is made if need be. It
// touches only files that change, and deletes those that it wrote before and
// the site no longer has. A directory that has other files in it must have our
// manifest, so that a mistyped path cannot bury a directory under pages. Links
// that lead out of the directory are not followed.
func Write(book *spec.Book, options Options, dir string) (Result, error) {
	if err := options.Check(); err != nil {
		return Result{}, err
	}
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return Result{}, err
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return Result{}, err
	}
	defer root.Close()
	d := &disk{root: root, dirs: map[string]bool{}}
	if d.before, err = readManifest(root, dir); err != nil {
		return Result{}, err
	}
	// Until all is done, the manifest names what was there and, from the moment
	// of the first page, whatever is being written: see finish.
	if err := d.begin(); err != nil {
		return Result{}, err
	}
	if err := Build(book, options, d); err != nil {
		return Result{}, errors.Join(err, d.note())
	}
	return d.finish()
}

// A disk is the Sink that is a directory.
type disk struct {
	root   *os.Root
	before []string // what the manifest named, sorted

	mu      sync.Mutex
	names   []string        // what was put
	dirs    map[string]bool // those made or found, and whether they were made
	written int
}

// readManifest returns what errbook wrote into a directory before.
func readManifest(root *os.Root, dir string) ([]string, error) {
	data, err := root.ReadFile(ManifestName)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, checkEmpty(root, dir)
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

func checkEmpty(root *os.Root, dir string) error {
	f, err := root.Open(".")
	if err != nil {
		return err
	}
	defer f.Close()
	switch _, err := f.Readdirnames(1); err {
	case io.EOF:
		return nil
	case nil:
		return fmt.Errorf("%s must be empty, or a directory that errbook site wrote before; it has other files\n\thint: choose a directory for the site only", dir)
	default:
		return err
	}
}

// begin says at once that the directory is ours.
func (d *disk) begin() error {
	if d.before != nil {
		return nil
	}
	return d.note()
}

// note writes the manifest as it must be when a run ends early: what was there
// and what has come.
func (d *disk) note() error {
	names := slices.Concat(d.before, d.names)
	slices.Sort(names)
	return d.writeManifest(slices.Compact(names))
}

func (d *disk) writeManifest(names []string) error {
	var b bytes.Buffer
	b.WriteString(manifestHead + "\n")
	for _, n := range names {
		b.WriteString(n + "\n")
	}
	if old, err := d.root.ReadFile(ManifestName); err == nil && bytes.Equal(old, b.Bytes()) {
		return nil
	}
	return d.root.WriteFile(ManifestName, b.Bytes(), 0o666)
}

// Put writes a file if it is not there already.
func (d *disk) Put(name string, data []byte) error {
	fresh, err := d.add(name)
	if err != nil || !fresh && d.has(name, data) {
		return err
	}
	d.countWritten()
	return d.root.WriteFile(name, data, 0o666)
}

func (d *disk) countWritten() {
	d.mu.Lock()
	d.written++
	d.mu.Unlock()
}

// add notes a file, makes its directory, and reports whether the directory is fresh:
// such a one has no older files.
func (d *disk) add(name string) (fresh bool, err error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.names = append(d.names, name)
	return d.makeDir(path.Dir(name))
}

// makeDir makes a directory and those above it, each once.
func (d *disk) makeDir(dir string) (fresh bool, err error) {
	if fresh, known := d.dirs[dir]; known || dir == "." {
		return fresh, nil
	}
	if _, err := d.makeDir(path.Dir(dir)); err != nil {
		return false, err
	}
	err = d.root.Mkdir(dir, 0o777)
	d.dirs[dir] = err == nil
	if errors.Is(err, fs.ErrExist) {
		err = nil
	}
	return d.dirs[dir], err
}

// has reports whether a file of the directory has the bytes of data. Files of
// another size need not be read.
func (d *disk) has(name string, data []byte) bool {
	info, err := d.root.Lstat(name)
	if err != nil || !info.Mode().IsRegular() || info.Size() != int64(len(data)) {
		return false
	}
	old, err := d.root.ReadFile(name)
	return err == nil && bytes.Equal(old, data)
}

// Stream writes a file beside its old version, and then takes its place.
func (d *disk) Stream(name string, write func(io.Writer) error) error {
	if _, err := d.add(name); err != nil {
		return err
	}
	temporary := name + ".new"
	f, err := d.root.Create(temporary)
	if err != nil {
		return err
	}
	err = write(f)
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return errors.Join(err, d.root.Remove(temporary))
	}
	if d.same(name, temporary) {
		return d.root.Remove(temporary)
	}
	d.countWritten()
	return d.root.Rename(temporary, name)
}

// same reports whether two files have the same bytes.
func (d *disk) same(one, other string) bool {
	a, err := d.root.Open(one)
	if err != nil {
		return false
	}
	defer a.Close()
	b, err := d.root.Open(other)
	if err != nil {
		return false
	}
	defer b.Close()
	return sameBytes(bufio.NewReader(a), bufio.NewReader(b))
}

func sameBytes(a, b *bufio.Reader) bool {
	for {
		x, errA := a.ReadByte()
		y, errB := b.ReadByte()
		if errA != nil || errB != nil {
			return errA == io.EOF && errB == io.EOF
		}
		if x != y {
			return false
		}
	}
}

// finish deletes what is no longer of the site, and the directories that this
// leaves empty.
func (d *disk) finish() (Result, error) {
	slices.Sort(d.names)
	r := Result{Files: len(d.names), Written: d.written}
	for _, name := range d.before {
		if _, kept := slices.BinarySearch(d.names, name); kept {
			continue
		}
		switch err := d.root.Remove(name); {
		case err == nil:
			r.Deleted++
		case !errors.Is(err, fs.ErrNotExist):
			return r, errors.Join(err, d.note())
		}
		for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
			if d.root.Remove(dir) != nil { // it has other files
				break
			}
		}
	}
	return r, d.writeManifest(d.names)
}
