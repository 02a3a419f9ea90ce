//go:build darwin || dragonfly || freebsd || illumos || linux || netbsd || openbsd

package disk

import (
	"errors"
	"io"
	"os"
	"syscall"
)

// nonblock opens a file without waiting for who writes into it: see rootFS.open.
const nonblock = syscall.O_NONBLOCK

// lock locks with flock, which ends with the process, however it ends.
func lock(root *os.Root, name string, note []byte) (io.Closer, error) {
	for {
		f, err := root.OpenFile(name, os.O_RDWR|os.O_CREATE, 0o666)
		if err != nil {
			return nil, err
		}
		err = flock(f)
		switch {
		case errors.Is(err, syscall.EWOULDBLOCK):
			f.Close()
			return nil, held(root, name)
		case err != nil && !cannotFlush(err): // some network file systems have no locks
			f.Close()
			return nil, err
		}
		if !keepsName(root, f, name) {
			f.Close()
			continue
		}
		if err := writeNote(f, name, note); err != nil {
			f.Close()
			return nil, err
		}
		return &flocked{root, f, name}, nil
	}
}

func flock(f *os.File) error {
	for {
		err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
		if err != syscall.EINTR {
			return err
		}
	}
}

// A flocked is a lock that this process has.
type flocked struct {
	root *os.Root
	file *os.File
	name string
}

// Close removes the file while it is still locked, so that whoever waits for it
// sees that it has lost its name.
func (l *flocked) Close() error {
	return errors.Join(l.root.Remove(l.name), l.file.Close())
}

// cannotFlush reports whether an error says that the file system lacks an
// operation: locks, or flushing directories.
func cannotFlush(err error) bool {
	return errors.Is(err, syscall.EINVAL) || errors.Is(err, syscall.ENOTSUP) || errors.Is(err, syscall.ENOSYS) || errors.Is(err, syscall.EOPNOTSUPP) || errors.Is(err, syscall.ENOLCK)
}
