package disk

import (
	"cmp"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"path"
	"slices"
	"sync"
)

// A Change is a set of files to be written and removed. Several goroutines may
// stage files at once.
type Change struct {
	fsys FS
	ours func(name string, data []byte) bool
	lock io.Closer

	mu      sync.Mutex
	journal File            // nil until something is staged
	token   string          // random
	ops     []op            // what the journal says
	dirs    map[string]bool // that were found sound, or made
	failed  bool            // whether the journal may lack an operation
}

// Begin locks a directory for a change, and recovers from one that ended early.
// Recovery removes a file that the change made only if ours says that it is one
// of ours; a nil function says so of all.
func Begin(fsys FS, ours func(name string, data []byte) bool) (*Change, error) {
	lock, err := fsys.Lock(lockName, newNote())
	if held := (*HeldError)(nil); errors.As(err, &held) {
		return nil, err
	}
	if err != nil {
		return nil, plain(lockName, err)
	}
	if err := recoverAll(fsys, ours); err != nil {
		lock.Close()
		return nil, err
	}
	return &Change{fsys: fsys, ours: ours, lock: lock, token: newToken(), dirs: map[string]bool{".": true}}, nil
}

// Put stages a file.
func (c *Change) Put(name string, data []byte) error {
	o, err := c.note(op{Path: name, Sum: sumOf(data)})
	if err == nil {
		err = c.keepOld(o)
	}
	if err == nil {
		err = c.write(companion(c.token, o, "new"), data, name)
	}
	return plain(name, err)
}

// Remove stages the end of a file.
func (c *Change) Remove(name string) error {
	o, err := c.note(op{Path: name})
	if err == nil {
		err = c.keepOld(o)
	}
	return plain(name, err)
}

// write makes a file with the permissions that another one has, if it exists.
func (c *Change) write(name string, data []byte, like string) error {
	f, err := c.fsys.Create(name)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if info, bad := c.fsys.Lstat(like); err == nil && bad == nil {
		err = f.Chmod(info.Mode().Perm())
	}
	return errors.Join(err, f.Close())
}

// keepOld gives the file of an operation a second name. Where the file system has
// no hard links it makes a copy.
func (c *Change) keepOld(o *op) error {
	if !o.Old {
		return nil
	}
	kept := companion(c.token, o, "old")
	if c.fsys.Link(o.Path, kept) == nil {
		return nil
	}
	data, err := c.fsys.ReadFile(o.Path, 0)
	if err != nil {
		return err
	}
	return c.write(kept, data, o.Path)
}

// note writes an operation into the journal, and makes its directory.
func (c *Change) note(o op) (*op, error) {
	if !fs.ValidPath(o.Path) || o.Path == "." { // no journal can have it
		return nil, errPath
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if err := c.begin(); err != nil {
		return nil, err
	}
	if err := c.makeDir(path.Dir(o.Path)); err != nil {
		return nil, err
	}
	exists, err := CheckFile(c.fsys, o.Path)
	if err != nil {
		return nil, err
	}
	o.Old, o.N = exists, len(c.ops)+1
	return &o, c.append(o)
}

var errPath = errors.New("a path below the directory, in UTF-8, is required here")

// begin makes the journal, once, and flushes it.
func (c *Change) begin() error {
	if c.failed {
		return errors.New("the journal could not be written")
	}
	if c.journal != nil {
		return nil
	}
	f, err := c.fsys.Create(journalName)
	if err != nil {
		return err
	}
	c.journal = f
	if err = c.record(&head{journalNote, c.token}); err == nil {
		err = f.Sync()
	}
	if err == nil {
		err = c.fsys.Sync(".")
	}
	c.failed = err != nil
	return err
}

// append adds an operation to the journal before it happens.
func (c *Change) append(o op) error {
	c.ops = append(c.ops, o)
	return c.record(&o)
}

// record writes a line of the journal.
func (c *Change) record(v any) error {
	line, err := json.Marshal(v)
	if err == nil {
		_, err = c.journal.Write(append(line, '\n'))
	}
	c.failed = err != nil
	return err
}

// makeDir makes a directory and those above it, each once.
func (c *Change) makeDir(dir string) error {
	if c.dirs[dir] {
		return nil
	}
	if err := c.makeDir(path.Dir(dir)); err != nil {
		return err
	}
	info, err := c.fsys.Lstat(dir)
	switch {
	case err == nil && info.IsDir():
	case err == nil:
		return CheckDir(c.fsys, dir)
	case !errors.Is(err, fs.ErrNotExist):
		return err
	default:
		if err := c.append(op{Dir: dir}); err != nil {
			return err
		}
		if err := c.fsys.Mkdir(dir); err != nil {
			return err
		}
	}
	c.dirs[dir] = true
	return nil
}

// Commit makes the change: afterwards all staged files are there, or, if it
// returns an error, none.
func (c *Change) Commit() error {
	if c.journal == nil {
		return nil
	}
	if err := c.flush(); err != nil {
		return err
	}
	for i := range c.ops {
		if err := c.rename(&c.ops[i]); err != nil {
			return err
		}
	}
	if err := syncAll(c.fsys, dirsOf(c.ops)); err != nil {
		return err
	}
	if err := c.journal.Close(); err != nil {
		return plain(journalName, err)
	}
	if err := c.fsys.Rename(journalName, doneName); err != nil {
		return plain(journalName, err)
	}
	c.journal = nil
	// From here on the change is made. What fails now is tidied up by the next run;
	// the second names must stay until it is certain on disk that it is made.
	if c.fsys.Sync(".") == nil && tidy(c.fsys, c.token, c.ops) == nil {
		c.fsys.Remove(doneName)
	}
	return nil
}

// flush puts everything that is staged on disk, the journal included.
func (c *Change) flush() error {
	if err := c.journal.Sync(); err != nil {
		return plain(journalName, err)
	}
	var staged []string
	for i := range c.ops {
		if o := &c.ops[i]; o.Sum != "" {
			staged = append(staged, companion(c.token, o, "new"))
		}
	}
	if err := syncAll(c.fsys, staged); err != nil {
		return err
	}
	return syncAll(c.fsys, dirsOf(c.ops))
}

func (c *Change) rename(o *op) error {
	switch {
	case o.Dir != "":
		return nil
	case o.Sum == "" && !o.Old:
		return nil
	case o.Sum == "":
		return plain(o.Path, c.fsys.Remove(o.Path))
	}
	return plain(o.Path, c.fsys.Rename(companion(c.token, o, "new"), o.Path))
}

// Close undoes what is staged and was not committed, and unlocks the directory.
func (c *Change) Close() error {
	var err error
	if c.journal != nil {
		c.journal.Close()
		if err = undo(c.fsys, c.token, c.ops, c.ours); err == nil {
			err = plain(journalName, c.fsys.Remove(journalName))
		}
		c.journal = nil
	}
	c.lock.Close() // a lock file that is left is not locked
	return err
}

// dirsOf returns the directories in which a change happens, each once.
func dirsOf(ops []op) []string {
	seen := map[string]bool{".": true}
	dirs := []string{"."}
	for i := range ops {
		dir := path.Dir(cmp.Or(ops[i].Path, ops[i].Dir))
		if !seen[dir] {
			seen[dir] = true
			dirs = append(dirs, dir)
		}
	}
	return dirs
}

// syncers is how many files are flushed at once: file systems flush many together.
const syncers = 16

// syncAll flushes files or directories. Those that no longer exist need none.
func syncAll(fsys FS, names []string) error {
	var wg sync.WaitGroup
	errs := make([]error, min(syncers, len(names)))
	for i := range errs {
		wg.Go(func() {
			for j := i; j < len(names) && errs[i] == nil; j += len(errs) {
				if err := fsys.Sync(names[j]); !errors.Is(err, fs.ErrNotExist) {
					errs[i] = plain(names[j], err)
				}
			}
		})
	}
	wg.Wait()
	return errors.Join(slices.DeleteFunc(errs, func(err error) bool { return err == nil })...)
}
