package disk

import (
	"bytes"
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"

	"github.com/errbook/errbook/internal/lazy"
)

const (
	journalName = ".errbook-journal"
	doneName    = ".errbook-journal.done"
	journalNote = "errbook is changing files of this directory; if it ends early, its next run undoes this"

	// maxJournal is how large a journal may be: one of 100,000 files has 20 MB.
	maxJournal = 256 << 20
)

// A head is the first line of a journal.
type head struct {
	Note  string `json:"note"`
	Token string `json:"token"` // in the names of all files of the change
}

// An op is a further line: a file that is written or removed, or a directory
// that was made for one.
type op struct {
	Dir  string `json:"dir,omitempty"`
	Path string `json:"path,omitempty"`
	N    int    `json:"n,omitempty"`   // in the names of its two companions
	Sum  string `json:"sum,omitempty"` // of the new file, in hexadecimal; none for one that is removed
	Old  bool   `json:"old,omitempty"` // whether there was a file before
}

func newToken() string {
	var b [16]byte
	rand.Read(b[:]) // it cannot fail
	return hex.EncodeToString(b[:])
}

var (
	tokenForm = lazy.Regexp(`^[0-9a-f]{32}$`)
	sumForm   = lazy.Regexp(`^([0-9a-f]{64})?$`)
)

// companion returns the name of a file that belongs to an operation: "new" or "old".
func companion(token string, o *op, kind string) string {
	return path.Join(path.Dir(o.Path), fmt.Sprintf(".errbook-%s-%d.%s", token, o.N, kind))
}

var companionForm = lazy.Regexp(`^\.errbook-[0-9a-f]{32}-[0-9]+\.(new|old)$`)

// IsOwn reports whether a file has the name of one that a change needs while it
// is under way.
func IsOwn(name string) bool {
	base := path.Base(name)
	return base == lockName || base == journalName || base == doneName || companionForm().MatchString(base)
}

// readJournal returns what a journal says. Lines that are not whole were never
// acted upon. It is not ours if its first line is whole and another's.
func readJournal(fsys FS, name string) (token string, ops []op, err error) {
	info, err := fsys.Lstat(name)
	if err != nil {
		return "", nil, err
	}
	if !info.Mode().IsRegular() || info.Size() > maxJournal {
		return "", nil, notJournal(name)
	}
	data, err := fsys.ReadFile(name, 0)
	if err != nil {
		return "", nil, plain(name, err)
	}
	first, rest, whole := bytes.Cut(data, []byte("\n"))
	if !whole {
		if isCutHead(first) {
			return "", nil, nil
		}
		return "", nil, notJournal(name)
	}
	var h head
	if json.Unmarshal(first, &h) != nil || h.Note != journalNote || !tokenForm().MatchString(h.Token) {
		return "", nil, notJournal(name)
	}
	ops, err = readOps(name, rest)
	return h.Token, ops, err
}

func readOps(name string, data []byte) ([]op, error) {
	var ops []op
	for {
		line, rest, whole := bytes.Cut(data, []byte("\n"))
		if !whole {
			return ops, nil
		}
		data = rest
		var o op
		if json.Unmarshal(line, &o) != nil || !o.sound() {
			return nil, notJournal(name)
		}
		ops = append(ops, o)
	}
}

// sound reports whether an operation is one that errbook can have noted: a
// journal is a file like any other, and may come from a stranger.
func (o *op) sound() bool {
	if o.Dir != "" {
		return fs.ValidPath(o.Dir) && o.Path == ""
	}
	return fs.ValidPath(o.Path) && o.Path != "." && o.N > 0 && sumForm().MatchString(o.Sum)
}

// isCutHead reports whether a text is the beginning of a journal's first line.
func isCutHead(text []byte) bool {
	mark := []byte(`{"note":"` + journalNote)
	return bytes.HasPrefix(mark, text) || bytes.HasPrefix(text, mark)
}

func notJournal(name string) error {
	return fmt.Errorf("%s: a journal that errbook wrote is required here; found another file\n\thint: move the file away", name)
}

// Pending reports whether a change of the directory ended early, or has not ended.
func Pending(fsys FS) bool {
	for _, name := range []string{journalName, doneName} {
		if _, err := fsys.Lstat(name); !errors.Is(err, fs.ErrNotExist) {
			return true
		}
	}
	return false
}
