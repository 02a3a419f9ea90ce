package disk

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"path"
)

// Recover undoes a change that ended early, and tidies up after one that ended
// late. Where there is none it does nothing, so that it needs no right to write.
// It returns a *HeldError while the change has not ended.
func Recover(fsys FS, ours func(name string, data []byte) bool) error {
	if !Pending(fsys) {
		return nil
	}
	c, err := Begin(fsys, ours)
	if err != nil {
		return err
	}
	return c.Close()
}

// Locked reports whether a directory has a lock file: a change has not ended, or its process
// was killed.
func Locked(fsys FS) bool {
	_, err := fsys.Lstat(lockName)
	return err == nil
}

// RemoveStaleLock removes the lock file of a process that was killed. A lock that is
// held stays, as does whatever else has the name; so does the file of a system that
// cannot tell. Where there is none it does nothing.
func RemoveStaleLock(fsys FS) {
	if !Locked(fsys) {
		return
	}
	if lock, err := fsys.Lock(lockName, newNote()); err == nil {
		lock.Close()
	}
}

// recoverAll is Recover with the lock held.
func recoverAll(fsys FS, ours func(string, []byte) bool) error {
	// A change that is done is older than one that is not.
	if err := replay(fsys, doneName, tidy); err != nil {
		return err
	}
	return replay(fsys, journalName, func(fsys FS, token string, ops []op) error {
		return undo(fsys, token, ops, ours)
	})
}

// replay does something about a journal, if there is one, and removes it then.
func replay(fsys FS, name string, do func(fsys FS, token string, ops []op) error) error {
	token, ops, err := readJournal(fsys, name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err == nil {
		err = do(fsys, token, ops)
	}
	if err != nil {
		return err
	}
	return plain(name, fsys.Remove(name))
}

// undo brings back what there was before a change, in the reverse order of its
// making. It can be done again from the start at any moment. A file that
// somebody has changed since then stays as it is.
func undo(fsys FS, token string, ops []op, ours func(string, []byte) bool) error {
	var errs []error
	for i := len(ops) - 1; i >= 0; i-- {
		o := &ops[i]
		if o.Dir != "" {
			fsys.Remove(o.Dir) // which fails, rightly, if others have put something there
			continue
		}
		errs = append(errs, plain(o.Path, undoOne(fsys, token, o, ours)))
	}
	if err := errors.Join(errs...); err != nil {
		return err
	}
	return syncAll(fsys, dirsOf(ops))
}

func undoOne(fsys FS, token string, o *op, ours func(string, []byte) bool) error {
	if foreign, err := isForeign(fsys, path.Dir(o.Path)); foreign || err != nil {
		return err
	}
	if err := removeIfThere(fsys, companion(token, o, "new")); err != nil {
		return err
	}
	old := companion(token, o, "old")
	changed, err := isResult(fsys, o, ours)
	if err != nil {
		return err
	}
	_, err = fsys.Lstat(old)
	kept := err == nil
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	switch {
	case changed && kept:
		if err := fsys.Rename(old, o.Path); err != nil {
			return err
		}
		return removeIfThere(fsys, old) // two names of one file do not become one
	case changed && !o.Old && o.Sum != "":
		return removeIfThere(fsys, o.Path)
	case kept:
		return fsys.Remove(old)
	}
	return nil
}

// isForeign reports whether somebody has put something else where there was a
// directory: what is in it is not of the change.
func isForeign(fsys FS, dir string) (bool, error) {
	err := CheckDir(fsys, dir)
	if errors.Is(err, errNotDir) {
		return true, nil
	}
	return false, err
}

// isResult reports whether a file is now what the operation makes of it.
func isResult(fsys FS, o *op, ours func(string, []byte) bool) (bool, error) {
	info, err := fsys.Lstat(o.Path)
	if errors.Is(err, fs.ErrNotExist) {
		return true, nil // removed, or about to be written
	}
	if err != nil || !info.Mode().IsRegular() || o.Sum == "" {
		return false, err
	}
	data, err := fsys.ReadFile(o.Path, 0)
	return err == nil && sumOf(data) == o.Sum && (ours == nil || ours(o.Path, data)), err
}

// tidy removes what a change that is done left: second names, and directories
// that it emptied.
func tidy(fsys FS, token string, ops []op) error {
	for i := range ops {
		o := &ops[i]
		if o.Path == "" {
			continue
		}
		foreign, err := isForeign(fsys, path.Dir(o.Path))
		if err != nil {
			return err
		}
		if foreign {
			continue
		}
		if o.Old {
			if err := removeIfThere(fsys, companion(token, o, "old")); err != nil {
				return plain(o.Path, err)
			}
		}
		if o.Sum == "" {
			removeEmpty(fsys, path.Dir(o.Path))
		}
	}
	return nil
}

// removeEmpty removes a directory and those above it for as long as they are empty.
func removeEmpty(fsys FS, dir string) {
	for ; dir != "."; dir = path.Dir(dir) {
		if entries, err := fsys.ReadDir(dir); err != nil || len(entries) > 0 || fsys.Remove(dir) != nil {
			return
		}
	}
}

func removeIfThere(fsys FS, name string) error {
	if err := fsys.Remove(name); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

func sumOf(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}
