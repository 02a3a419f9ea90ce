package disk

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"sync"
)

// FS is what a change needs of a file system. [Open] returns that of a directory;
// tests put others in front of it, in which operations fail.
type FS interface {
	Lstat(name string) (fs.FileInfo, error)
	ReadDir(name string) ([]fs.DirEntry, error)
	// ReadFile reads a file, at most limit bytes of it unless limit is 0.
	ReadFile(name string, limit int) ([]byte, error)
	// ReadFiles opens files of one directory, which is opened once. It hands each to see,
	// with its place in names, and closes it when see returns.
	ReadFiles(dir string, names []string, see func(i int, f io.Reader, err error)) error
	// Create makes a file that must not exist, nor a link of its name.
	Create(name string) (File, error)
	Mkdir(name string) error
	Link(old, new string) error
	Rename(old, new string) error
	Remove(name string) error
	// Sync flushes a file or a directory to the disk.
	Sync(name string) error
	// Lock makes a file and locks it; note is what the file says. It returns a
	// *HeldError where another process has it.
	Lock(name string, note []byte) (io.Closer, error)
	Close() error
}

// A File is a file in the making.
type File interface {
	io.Writer
	Chmod(mode fs.FileMode) error
	Sync() error
	Close() error
}

// A HeldError says that another process is changing the directory.
type HeldError struct {
	Dir    string
	Holder string // who it is, as far as is known
}

func (e *HeldError) Error() string {
	return fmt.Sprintf("%s: another errbook must not be writing here; found %s", e.Dir, e.Holder)
}

// An Error is what is wrong with a file or directory, for people: without the
// name of a system call.
type Error struct {
	Path string
	Err  error
}

func (e *Error) Error() string { return e.Path + ": " + e.Err.Error() }
func (e *Error) Unwrap() error { return e.Err }

// plain returns an error of the file system as an Error about the file that the
// change is about.
func plain(name string, err error) error {
	if known := (*Error)(nil); err == nil || errors.As(err, &known) {
		return err
	}
	return &Error{name, reason(err)}
}

// reason returns an error without the paths and operations around it.
func reason(err error) error {
	if e := (*fs.PathError)(nil); errors.As(err, &e) {
		return reason(e.Err)
	}
	if e := (*os.LinkError)(nil); errors.As(err, &e) {
		return reason(e.Err)
	}
	return err
}

var errNotDir = errors.New("a directory is required here")

// CheckDir reports why a directory is not one that may be written into: it, or
// one above it, is a symbolic link or no directory at all. One that does not
// exist is fine.
func CheckDir(fsys FS, dir string) error { return CheckDirs(fsys)(dir) }

// CheckDirs returns CheckDir for many directories, several at a time. It looks at each
// once, however many are below it.
func CheckDirs(fsys FS) func(dir string) error {
	var known sync.Map // what is wrong with the directories that were looked at
	var check func(dir string) error
	check = func(dir string) error {
		if dir == path.Dir(dir) { // "." or, of a path that Put refuses, "/"
			return nil
		}
		if known, ok := known.Load(dir); ok {
			err, _ := known.(error)
			return err
		}
		err := check(path.Dir(dir))
		if err == nil {
			err = checkOneDir(fsys, dir)
		}
		known.Store(dir, err)
		return err
	}
	return check
}

// checkOneDir is CheckDir without the directories above.
func checkOneDir(fsys FS, dir string) error {
	info, err := fsys.Lstat(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return plain(dir, err)
	case info.Mode()&fs.ModeSymlink != 0:
		return &Error{dir, fmt.Errorf("%w; found a symbolic link\n\thint: errbook does not write through links: name the directory that it points to", errNotDir)}
	case !info.IsDir():
		return &Error{dir, fmt.Errorf("%w; found a file", errNotDir)}
	}
	return nil
}

func kindOf(mode fs.FileMode) string {
	switch {
	case mode.IsDir():
		return "a directory"
	case mode&fs.ModeSymlink != 0:
		return "a symbolic link"
	}
	return "something else"
}

// CheckFile reports why a path is not one at which a file may be written or
// replaced. It returns whether there is a file.
func CheckFile(fsys FS, name string) (exists bool, err error) {
	info, err := fsys.Lstat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return false, nil
	case err != nil:
		return false, plain(name, err)
	case !info.Mode().IsRegular():
		return false, plain(name, fmt.Errorf("a file is required here; found %s", kindOf(info.Mode())))
	}
	return true, nil
}
