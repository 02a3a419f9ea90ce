package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/mod/modfile"
	"golang.org/x/mod/semver"
)

// A publishedModule is a module of the repository that gets a tag.
type publishedModule struct {
	dir  string // relative to the root, with slashes; "." for the root
	file *modfile.File
}

func (m publishedModule) path() string { return m.file.Module.Mod.Path }

// tag returns the name of the module's tag: its directory, as go asks for.
func (m publishedModule) tag(version string) string {
	if m.dir == "." {
		return version
	}
	return m.dir + "/" + version
}

// modules lists the modules that are published: the command's, the run time, the
// generated packages, and everything in contrib. Those of internal and tools are
// for this repository alone.
func modules(root string) ([]publishedModule, error) {
	contrib, err := filepath.Glob(filepath.Join(root, "contrib", "*", "go.mod"))
	if err != nil {
		return nil, err
	}
	dirs := []string{".", "apierr", "generated"}
	for _, file := range contrib {
		dirs = append(dirs, "contrib/"+filepath.Base(filepath.Dir(file)))
	}
	var list []publishedModule
	for _, dir := range dirs {
		name := filepath.Join(root, filepath.FromSlash(dir), "go.mod")
		data, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		file, err := modfile.Parse(name, data, nil)
		if err != nil {
			return nil, err
		}
		list = append(list, publishedModule{dir, file})
	}
	return list, nil
}

// check returns everything that keeps the tree from being released as a version.
func check(root, version string) error {
	if semver.Canonical(version) != version {
		return fmt.Errorf("the version must be such as v0.1.0; found %q", version)
	}
	list, err := modules(root)
	if err != nil {
		return err
	}
	var problems []error
	for _, m := range list {
		problems = append(problems, wrongRequirements(m, list, version)...)
		replaced, err := replacements(root, m)
		if err != nil {
			return err
		}
		problems = append(problems, replaced...)
	}
	if err := wrongPackage(root, version); err != nil {
		problems = append(problems, err)
	}
	wrong, err := wrongWorkspaces(root, list, version)
	if err != nil {
		return err
	}
	problems = append(problems, wrong...)
	if _, err := notes(root, version); err != nil {
		problems = append(problems, err)
	}
	return errors.Join(problems...)
}

// wrongPackage returns an error if the npm package has another version.
func wrongPackage(root, version string) error {
	data, err := os.ReadFile(filepath.Join(root, "generated", "npm", "package.json"))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	var p struct{ Version string }
	if err == nil {
		err = json.Unmarshal(data, &p)
	}
	if err == nil && "v"+p.Version != version {
		err = fmt.Errorf("the version of js_package in errbook.yaml must be %s; found %s", strings.TrimPrefix(version, "v"), p.Version)
	}
	return err
}

// wrongRequirements returns the requirements of m that name another version of
// the modules that are released with it.
func wrongRequirements(m publishedModule, list []publishedModule, version string) (problems []error) {
	for _, r := range m.file.Require {
		ours := slices.ContainsFunc(list, func(o publishedModule) bool { return o.path() == r.Mod.Path })
		if ours && r.Mod.Version != version {
			at := r.Syntax.Start
			problems = append(problems, fmt.Errorf("%s:%d:%d: %s must be required at %s; found %s",
				goMod(m.dir), at.Line, at.LineRune, r.Mod.Path, version, r.Mod.Version))
		}
	}
	return problems
}

// replacements returns the replacements of m if it has a command: go install and go
// run do not take a module with replacements at a version.
func replacements(root string, m publishedModule) (problems []error, err error) {
	if len(m.file.Replace) == 0 {
		return nil, nil
	}
	command, err := hasCommand(filepath.Join(root, filepath.FromSlash(m.dir)))
	if err != nil || !command {
		return nil, err
	}
	for _, r := range m.file.Replace {
		at := r.Syntax.Start
		problems = append(problems, fmt.Errorf("%s:%d:%d: a module with a command must replace nothing, or nobody can install it; found %s\n\thint: replace it in a go.work",
			goMod(m.dir), at.Line, at.LineRune, r.Old.Path))
	}
	return problems, nil
}

// hasCommand reports whether a module has a package main, outside of testdata, of
// modules below it, and of internal, where programs are for this repository alone.
func hasCommand(dir string) (found bool, err error) {
	err = filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && name != dir && (d.Name() == "testdata" || d.Name() == "internal" || isModule(name)):
			return filepath.SkipDir
		case filepath.Ext(name) != ".go" || strings.HasSuffix(name, "_test.go"):
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.PackageClauseOnly)
		if err == nil && file.Name.Name == "main" {
			found, err = true, fs.SkipAll
		}
		return err
	})
	return found, err
}

func isModule(dir string) bool {
	_, err := os.Stat(filepath.Join(dir, "go.mod"))
	return err == nil
}

// wrongWorkspaces returns the replacements of go.work files that are for another
// version of the modules that are released: what is required would not be the
// directory beside it any more.
func wrongWorkspaces(root string, list []publishedModule, version string) (problems []error, err error) {
	for _, m := range list {
		name := strings.TrimSuffix(goMod(m.dir), "mod") + "work"
		data, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(name)))
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, err
		}
		work, err := modfile.ParseWork(name, data, nil)
		if err != nil {
			return nil, err
		}
		for _, r := range work.Replace {
			ours := slices.ContainsFunc(list, func(o publishedModule) bool { return o.path() == r.Old.Path })
			if at := r.Syntax.Start; ours && r.Old.Version != version {
				problems = append(problems, fmt.Errorf("%s:%d:%d: %s must be replaced at %s; found %s", name, at.Line, at.LineRune, r.Old.Path, version, r.Old.Version))
			}
		}
	}
	return problems, nil
}

func goMod(dir string) string {
	return strings.TrimPrefix(dir+"/go.mod", "./")
}
