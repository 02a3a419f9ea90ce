package disk

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"syscall"
)

const errorSharingViolation syscall.Errno = 32

// nonblock opens a file without waiting for who writes into it: see rootFS.open.
const nonblock = 0

// lock opens a file that no other process may write, which holds until it is
// closed, however the process ends.
func lock(root *os.Root, name string, note []byte) (io.Closer, error) {
	p, err := syscall.UTF16PtrFromString(filepath.Join(root.Name(), name))
	if err != nil {
		return nil, err
	}
	h, err := syscall.CreateFile(p, syscall.GENERIC_READ|syscall.GENERIC_WRITE, syscall.FILE_SHARE_READ, nil, syscall.OPEN_ALWAYS, syscall.FILE_ATTRIBUTE_NORMAL, 0)
	if errors.Is(err, errorSharingViolation) {
		return nil, held(root, name)
	}
	if err != nil {
		return nil, err
	}
	f := os.NewFile(uintptr(h), name)
	if err := writeNote(f, name, note); err != nil {
		f.Close()
		return nil, err
	}
	return &exclusive{root, f, name}, nil
}

// An exclusive is a lock that this process has.
type exclusive struct {
	root *os.Root
	file *os.File
	name string
}

// Close fails to remove the file where another process has it already.
func (l *exclusive) Close() error {
	err := l.file.Close()
	l.root.Remove(l.name)
	return err
}

func cannotFlush(error) bool { return true }
