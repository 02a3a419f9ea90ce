package disk

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"
)

const lockName = ".errbook-lock"

// A note says in the lock file who holds it.
type note struct {
	Note    string `json:"note"`
	PID     int    `json:"pid"`
	Host    string `json:"host"`
	Command string `json:"command"`
	Since   string `json:"since"`
}

const lockNote = "errbook is writing into this directory; it removes this file at the end"

// newNote returns what the lock file of this process says.
func newNote() []byte {
	host, _ := os.Hostname()
	command := filepath.Base(os.Args[0])
	if len(os.Args) > 1 {
		command += " " + os.Args[1]
	}
	data, _ := json.Marshal(&note{lockNote, os.Getpid(), host, command, time.Now().Format(time.DateTime)})
	return append(data, '\n')
}

// isNote reports whether a lock file is ours: empty, whole, or cut off.
func isNote(data []byte) bool {
	mark := `{"note":"` + lockNote
	text := string(data)
	return strings.HasPrefix(mark, text) || strings.HasPrefix(text, mark)
}

// errNotLock is returned for a file of the lock's name that errbook did not write.
var errNotLock = errors.New("a lock of errbook is required here; found another file")

// held returns the error for a lock that another process has.
func held(root *os.Root, name string) error {
	holder := "a process that did not say its name"
	data, err := rootFS{root}.ReadFile(name, 1<<10)
	var n note
	if err == nil && json.Unmarshal(data, &n) == nil && n.PID != 0 {
		holder = fmt.Sprintf("process %d on %s (%s), since %s", n.PID, n.Host, n.Command, n.Since)
	}
	return &HeldError{Dir: root.Name(), Holder: holder}
}

// keepsName reports whether a file that is open is still the one of its name: the
// process that had it locked before may have removed it, and a link may have led
// elsewhere.
func keepsName(root *os.Root, f *os.File, name string) bool {
	mine, err := f.Stat()
	if err != nil {
		return false
	}
	named, err := root.Lstat(name)
	return err == nil && os.SameFile(mine, named)
}

// writeNote fills the lock file, unless it is another's.
func writeNote(f *os.File, name string, data []byte) error {
	found := make([]byte, 1<<10)
	n, _ := f.ReadAt(found, 0)
	if !isNote(found[:n]) {
		return &Error{name, errNotLock}
	}
	if err := f.Truncate(0); err != nil {
		return err
	}
	_, err := f.WriteAt(data, 0)
	return err
}
