package generator

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	stdfilepath "path/filepath"
	"slices"

	"github.com/errbook/errbook/generator/disk"
)

// Write makes the files below dir what the plan says: it writes those that
// differ and deletes those of its own that are no longer wanted. It returns
// what it changed.
//
// All of that happens or nothing, whatever stops it: see package disk. What a run
// that was killed left half done is undone first. A *[disk.HeldError] says that
// another run is at work, and [ErrOutdated] that the plan must be made again.
func (p *Plan) Write(dir string) ([]Change, error) {
	fsys, err := disk.Open(dir)
	if err != nil {
		return nil, plainError(err)
	}
	defer fsys.Close()
	return p.write(fsys)
}

func (p *Plan) write(fsys disk.FS) ([]Change, error) {
	if !disk.Pending(fsys) && !p.hasEdit(fsys) {
		// Where there is nothing to do, no right to write is needed.
		changes, err := p.changes(fsys)
		if err != nil {
			return nil, err
		}
		if len(changes) == 0 {
			disk.RemoveStaleLock(fsys)
			return nil, nil
		}
	}
	change, err := disk.Begin(fsys, isOursNamed)
	if err != nil {
		return nil, plainError(err)
	}
	var changes []Change
	if err = p.checkLedger(fsys); err == nil {
		changes, err = p.changes(fsys) // again, now that nobody else writes
	}
	if err == nil {
		err = stage(change, changes)
	}
	if err == nil {
		err = change.Commit()
	}
	if err = errors.Join(err, change.Close()); err != nil {
		return nil, plainError(err)
	}
	return changes, nil
}

// hasEdit reports whether a file that was made anew is not on disk yet, so that there is
// something to do whatever the others are. Of a plan that was made completely it knows
// nothing.
func (p *Plan) hasEdit(fsys disk.FS) bool {
	if !slices.ContainsFunc(p.Files, func(f File) bool { return f.Data == nil }) {
		return false
	}
	made := Plan{Files: slices.DeleteFunc(slices.Clone(p.Files), func(f File) bool { return f.Data == nil })}
	return !made.Matches(fsys)
}

// ErrOutdated says that another run has added to the ledger since a plan was made, so
// that the plan would take out again what that run added.
var ErrOutdated = errors.New("the ledger has changed since it was read")

// checkLedger returns ErrOutdated if the ledger is not what the plan adds to.
func (p *Plan) checkLedger(fsys disk.FS) error {
	if p.Ledger.Path == "" {
		return nil
	}
	data, err := fsys.ReadFile(p.Ledger.Path, 0)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if !bytes.Equal(data, p.Ledger.Data) {
		return fmt.Errorf("%s: %w", p.Ledger.Path, ErrOutdated)
	}
	return nil
}

func stage(change *disk.Change, changes []Change) error {
	for _, c := range changes {
		var err error
		if c.New == nil {
			err = change.Remove(c.Path)
		} else {
			err = change.Put(c.Path, c.New)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// Recover undoes what a run that was killed left half done below dir. It does
// nothing where there is nothing to undo, and while another run is at work.
func Recover(dir string) error {
	fsys, err := disk.Open(dir)
	if err != nil {
		return plainError(err)
	}
	defer fsys.Close()
	err = disk.Recover(fsys, isOursNamed)
	if held := (*disk.HeldError)(nil); errors.As(err, &held) {
		return nil
	}
	return plainError(err)
}

func isOursNamed(_ string, data []byte) bool { return isOurs(data) }

// filepath returns a slash-separated name as the system spells it.
func filepath(name string) string { return stdfilepath.FromSlash(name) }

// filepathIsLocal reports whether a slash-separated name is of a file below its root.
func filepathIsLocal(name string) bool { return stdfilepath.IsLocal(filepath(name)) }

// plainError says what is wrong with a path without the name of a system call.
func plainError(err error) error {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		return fmt.Errorf("%s: %w", pe.Path, pe.Err)
	}
	var le *os.LinkError
	if errors.As(err, &le) {
		return fmt.Errorf("%s: %w", le.New, le.Err)
	}
	return err
}
