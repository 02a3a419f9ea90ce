package disk

import (
	"bytes"
	"cmp"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"runtime"
)

// A rootFS is the FS of a directory of the computer. os.Root keeps it in there.
type rootFS struct{ *os.Root }

// Open returns the file system of a directory.
func Open(dir string) (FS, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, plain(dir, err)
	}
	return rootFS{root}, nil
}

func (r rootFS) Lstat(name string) (fs.FileInfo, error) {
	return r.Root.Lstat(filepath.FromSlash(name))
}
func (r rootFS) Mkdir(name string) error  { return r.Root.Mkdir(filepath.FromSlash(name), 0o777) }
func (r rootFS) Remove(name string) error { return r.Root.Remove(filepath.FromSlash(name)) }

func (r rootFS) ReadDir(name string) ([]fs.DirEntry, error) { return fs.ReadDir(r.FS(), name) }

func (r rootFS) Link(old, new string) error {
	return r.Root.Link(filepath.FromSlash(old), filepath.FromSlash(new))
}

func (r rootFS) Rename(old, new string) error {
	return r.Root.Rename(filepath.FromSlash(old), filepath.FromSlash(new))
}

func (r rootFS) ReadFile(name string, limit int) ([]byte, error) {
	f, err := r.open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	if limit > 0 {
		return io.ReadAll(io.LimitReader(f, int64(limit)))
	}
	var b bytes.Buffer
	if info, err := f.Stat(); err == nil {
		b.Grow(int(info.Size()) + bytes.MinRead)
	}
	_, err = b.ReadFrom(f)
	return b.Bytes(), err
}

// open opens a regular file. If it has just become a pipe, that does not wait for who
// writes into it; and package os saves four system calls with which it would arrange that.
func (r rootFS) open(name string) (*os.File, error) {
	if exists, err := CheckFile(r, name); err != nil || !exists {
		return nil, cmp.Or(err, fs.ErrNotExist)
	}
	return r.Root.OpenFile(filepath.FromSlash(name), os.O_RDONLY|nonblock, 0)
}

func (r rootFS) ReadFiles(dir string, names []string, see func(i int, f io.Reader, err error)) error {
	root, err := r.Root.OpenRoot(filepath.FromSlash(dir))
	if err != nil {
		return plain(dir, err)
	}
	defer root.Close()
	for i, name := range names {
		f, err := rootFS{root}.open(name)
		if wrong := (*Error)(nil); errors.As(err, &wrong) {
			err = &Error{path.Join(dir, name), wrong.Err}
		}
		see(i, f, err)
		f.Close() // which does nothing to a nil one
	}
	return nil
}

func (r rootFS) Create(name string) (File, error) {
	f, err := r.Root.OpenFile(filepath.FromSlash(name), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return nil, err // a nil *os.File is not a nil File
	}
	return f, nil
}

// Sync needs a file that is open for writing on Windows, and cannot flush
// directories there; elsewhere any open file does.
func (r rootFS) Sync(name string) error {
	info, err := r.Lstat(name)
	if err != nil {
		return err
	}
	flag := os.O_RDONLY
	if runtime.GOOS == "windows" {
		if info.IsDir() || info.Mode().Perm()&0o200 == 0 {
			return nil
		}
		flag = os.O_RDWR
	}
	f, err := r.Root.OpenFile(filepath.FromSlash(name), flag, 0)
	if err != nil {
		return err
	}
	err = f.Sync()
	if info.IsDir() && cannotFlush(err) {
		err = nil
	}
	return errors.Join(err, f.Close())
}

func (r rootFS) Lock(name string, note []byte) (io.Closer, error) {
	if info, err := r.Lstat(name); err == nil && !info.Mode().IsRegular() {
		return nil, &Error{name, errNotLock}
	}
	return lock(r.Root, name, note)
}
