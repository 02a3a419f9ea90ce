//go:build !darwin && !dragonfly && !freebsd && !illumos && !linux && !netbsd && !openbsd && !windows

package disk

import (
	"errors"
	"io"
	"io/fs"
	"os"
)

// nonblock opens a file without waiting for who writes into it: see rootFS.open.
const nonblock = 0

// lock makes a file that must not be there. After a crash it has to be removed by
// hand, since these systems do not say whether its process still runs.
func lock(root *os.Root, name string, note []byte) (io.Closer, error) {
	f, err := root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if errors.Is(err, fs.ErrExist) {
		return nil, held(root, name)
	}
	if err != nil {
		return nil, err
	}
	_, err = f.Write(note)
	if err = errors.Join(err, f.Close()); err != nil {
		root.Remove(name) // nobody else would
		return nil, err
	}
	return made{root, name}, nil
}

// A made is a lock that this process has.
type made struct {
	root *os.Root
	name string
}

func (m made) Close() error { return m.root.Remove(m.name) }

func cannotFlush(error) bool { return true }
