//go:build darwin || dragonfly || freebsd || illumos || linux || netbsd || openbsd

package disk

import (
	"errors"
	"io"
	"io/fs"
	"sync"
)

// errKilled is what every operation returns after the process has been "killed".
var errKilled = errors.New("killed")

// A faultFS counts the operations on a file system, and breaks at one of them.
type faultFS struct {
	FS
	at   int                  // the operation that breaks, from 1; 0 for none
	kill bool                 // whether nothing happens from then on
	err  error                // what it returns otherwise
	last bool                 // whether operations that need space fail from then on
	only func(op string) bool // which operations count; nil for all

	mu  sync.Mutex
	n   int
	ops []string // what happened
}

// step counts an operation, and returns the error with which it ends before it
// does anything.
func (f *faultFS) step(op, name string) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.only != nil && !f.only(op) {
		return nil
	}
	f.n++
	f.ops = append(f.ops, op+" "+name)
	switch {
	case f.at == 0 || f.n < f.at:
		return nil
	case f.kill:
		return errKilled
	case f.n == f.at || f.last:
		return f.err
	}
	return nil
}

func (f *faultFS) broken() bool { return f.at > 0 && f.n >= f.at }

func (f *faultFS) Lstat(name string) (fs.FileInfo, error) {
	if err := f.step("lstat", name); err != nil {
		return nil, err
	}
	return f.FS.Lstat(name)
}

func (f *faultFS) ReadDir(name string) ([]fs.DirEntry, error) {
	if err := f.step("readdir", name); err != nil {
		return nil, err
	}
	return f.FS.ReadDir(name)
}

func (f *faultFS) ReadFile(name string, limit int) ([]byte, error) {
	if err := f.step("read", name); err != nil {
		return nil, err
	}
	return f.FS.ReadFile(name, limit)
}

func (f *faultFS) Create(name string) (File, error) {
	if err := f.step("create", name); err != nil {
		return nil, err
	}
	file, err := f.FS.Create(name)
	if err != nil {
		return nil, err
	}
	return &faultFile{file, f, name}, nil
}

func (f *faultFS) Mkdir(name string) error {
	if err := f.step("mkdir", name); err != nil {
		return err
	}
	return f.FS.Mkdir(name)
}

func (f *faultFS) Link(old, new string) error {
	if err := f.step("link", old); err != nil {
		return err
	}
	return f.FS.Link(old, new)
}

func (f *faultFS) Rename(old, new string) error {
	if err := f.step("rename", new); err != nil {
		return err
	}
	return f.FS.Rename(old, new)
}

func (f *faultFS) Remove(name string) error {
	if err := f.step("remove", name); err != nil {
		return err
	}
	return f.FS.Remove(name)
}

// Sync only counts: what is not flushed is lost with the power, not with the process.
func (f *faultFS) Sync(name string) error { return f.step("sync", name) }

func (f *faultFS) Lock(name string, note []byte) (io.Closer, error) {
	if err := f.step("lock", name); err != nil {
		return nil, err
	}
	l, err := f.FS.Lock(name, note)
	if err != nil {
		return nil, err
	}
	return &faultLock{l, f}, nil
}

// A faultLock is a lock of a process that may have been killed: then the lock is
// gone, and its file is not.
type faultLock struct {
	io.Closer
	fs *faultFS
}

func (l *faultLock) Close() error {
	if err := l.fs.step("unlock", ""); err != nil {
		return errors.Join(err, l.Closer.(*flocked).file.Close())
	}
	return l.Closer.Close()
}

type faultFile struct {
	File
	fs   *faultFS
	name string
}

// Write writes half of the data if it breaks.
func (f *faultFile) Write(data []byte) (int, error) {
	if err := f.fs.step("write", f.name); err != nil {
		if f.fs.n == f.fs.at {
			f.File.Write(data[:len(data)/2])
		}
		return len(data) / 2, err
	}
	return f.File.Write(data)
}

func (f *faultFile) Chmod(mode fs.FileMode) error {
	if err := f.fs.step("chmod", f.name); err != nil {
		return err
	}
	return f.File.Chmod(mode)
}

func (f *faultFile) Sync() error { return f.fs.step("fsync", f.name) }

func (f *faultFile) Close() error {
	err := f.fs.step("close", f.name)
	return errors.Join(err, f.File.Close())
}
