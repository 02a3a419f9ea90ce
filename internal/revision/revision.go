// Package revision reads an older version of a book: from a directory, or out of git.
package revision

import (
	"archive/tar"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strings"
	"testing/fstest"

	"github.com/errbook/errbook/spec"
	"github.com/errbook/errbook/spec/yaml"
)

// Load returns the book that a directory has or, if there is no such directory, the one
// that specPath had in the git revision with that name. Problems of the older files are
// placed in them: HEAD~1:spec/shop.yaml:3:1. The settings are those of the older book, if
// it has any: see File.
func Load(name, specPath string, settings spec.Settings) (*spec.Book, error) {
	if info, err := os.Stat(name); err == nil {
		if info.IsDir() && isFile(filepath.Join(name, filepath.Base(specPath))) {
			name = filepath.Join(name, filepath.Base(specPath)) // a copy of the directory of one spec file
		} else if info.IsDir() && isDir(filepath.Join(name, specPath)) {
			name = filepath.Join(name, specPath) // a copy of the whole project
		}
		return settings.Load(name)
	}
	files, err := filesAt(name, specPath)
	if err != nil {
		return nil, err
	}
	book, err := settings.LoadFS(files, path.Base(filepath.ToSlash(specPath)))
	var problems yaml.Problems
	if errors.As(err, &problems) {
		for i := range problems {
			problems[i].Path = name + ":" + path.Join(path.Dir(filepath.ToSlash(specPath)), problems[i].Path)
		}
		return nil, problems
	}
	return book, err
}

func isFile(name string) bool {
	info, err := os.Stat(name)
	return err == nil && info.Mode().IsRegular()
}

func isDir(name string) bool {
	info, err := os.Stat(name)
	return err == nil && info.IsDir()
}

// maxArchive bounds what is read out of git.
const maxArchive = 256 << 20

// filesAt returns the spec files in a git revision, and what is beside them.
func filesAt(rev, specPath string) (fstest.MapFS, error) {
	if strings.HasPrefix(rev, "-") {
		return nil, fmt.Errorf("a directory or a git revision is required; found %q", rev)
	}
	dir, base := filepath.Split(filepath.Clean(specPath))
	if dir == "" {
		dir = "."
	}
	pathspec := base
	if isFile(specPath) {
		pathspec = "." // kinds.yaml may be beside it
	}
	files, complaint, err := archive(rev, dir, pathspec)
	if err != nil {
		return nil, fmt.Errorf("%s is not a directory, and git has no %s there: %s", rev, filepath.ToSlash(specPath), firstLine(complaint, err))
	}
	return files, nil
}

// File returns a file of the older version of a project: of a directory that is a copy
// of it, or of a git revision. It is nil if that has none, as a copy of the spec files.
func File(name, path string) []byte {
	if info, err := os.Stat(name); err == nil && info.IsDir() {
		data, _ := os.ReadFile(filepath.Join(name, filepath.Base(path)))
		return data
	}
	if strings.HasPrefix(name, "-") {
		return nil
	}
	files, _, err := archive(name, filepath.Dir(path), filepath.Base(path))
	if err != nil {
		return nil
	}
	if f := files[filepath.Base(path)]; f != nil {
		return f.Data
	}
	return nil
}

// archive returns the files of a directory in a git revision that a pathspec stands for;
// with an error what git says of it.
func archive(rev, dir, pathspec string) (files fstest.MapFS, said string, err error) {
	cmd := exec.Command("git", "-C", dir, "archive", "--format=tar", rev, "--", pathspec)
	var out, complaint bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &complaint
	if err := cmd.Run(); err != nil {
		return nil, complaint.String(), err
	}
	files, err = untar(io.LimitReader(&out, maxArchive))
	return files, "", err
}

// firstLine returns the first line of what git said, else what is wrong with running it.
func firstLine(said string, err error) string {
	line, _, _ := strings.Cut(strings.TrimSpace(said), "\n")
	if line == "" {
		return err.Error()
	}
	return strings.TrimPrefix(line, "fatal: ")
}

// untar returns the regular files of an archive.
func untar(r io.Reader) (fstest.MapFS, error) {
	files := fstest.MapFS{}
	for archive := tar.NewReader(r); ; {
		h, err := archive.Next()
		if err == io.EOF {
			return files, nil
		}
		if err != nil {
			return nil, err
		}
		if h.Typeflag != tar.TypeReg || h.Size > yaml.MaxBytes {
			continue
		}
		data, err := io.ReadAll(archive)
		if err != nil {
			return nil, err
		}
		files[path.Clean(h.Name)] = &fstest.MapFile{Data: data}
	}
}
