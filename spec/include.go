package spec

import (
	"bytes"
	"errors"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/errbook/errbook/spec/yaml"
)

// A commonFile is errors that several spec files include.
type commonFile struct {
	yaml.Pos `noun:"file"`
	Version  yaml.Int  `yaml:"version,required,min=1,max=1" doc:"The version of the language: 1."`
	Own      yaml.Bool `yaml:"own" doc:"Whether the errors are those of your own APIs."`
	Errors   []*Error  `yaml:"errors,required" doc:"The errors, each documented once."`
}

// An Included is a file whose errors a spec file includes.
type Included struct {
	Name string // as the spec file has it: "common/http.yaml"
	Path string // as Path of File
	Data []byte

	// before is how many lines come before it. Places in included files go on where
	// those of the spec file end, as if all were one: see File.Place.
	before int
}

// Place returns the file and the place in it of a value of f, which may be in a file
// that f includes.
func (f *File) Place(pos yaml.Pos) (file string, in yaml.Pos) {
	for i := len(f.Included) - 1; i >= 0; i-- {
		if inc := &f.Included[i]; pos.Line > inc.before {
			return inc.Path, yaml.Pos{Line: pos.Line - inc.before, Col: pos.Col}
		}
	}
	return f.Path, pos
}

// LineOf says on which line a value of f is: "line 7", or "line 3 of
// spec/common/http.yaml" if f includes files: whoever reads it may be in another one.
func (f *File) LineOf(pos yaml.Pos) string {
	file, in := f.Place(pos)
	line := "line " + strconv.Itoa(in.Line)
	if len(f.Included) > 0 {
		line += " of " + file
	}
	return line
}

// include adds the errors of the files that f includes to its own. An error of f takes
// the place of an included one of the same name. What is wrong with the files comes back
// as problems; an error is one of reading.
func (f *File) include(fsys fs.FS) (yaml.Problems, error) {
	r := yaml.Reporter{Path: f.Path}
	var problems yaml.Problems
	own := f.names()
	from := map[string]string{}
	lines := bytes.Count(f.data, []byte("\n")) + 1
	for _, name := range f.Include {
		if !name.IsSet() || !isIncludable(name.Value) {
			if name.IsSet() {
				r.Report(name.Pos, "such as common/http.yaml", "each item of include must be a YAML file in a directory below that of the spec file; found %s", yaml.Excerpt(name.Value))
			}
			continue
		}
		inc := Included{Name: name.Value, Path: path.Join(path.Dir(filepath.ToSlash(f.Path)), name.Value), before: lines}
		var err error
		if inc.Data, err = read(fsys, inc.Path); errors.Is(err, fs.ErrNotExist) {
			r.Report(name.Pos, "", "each item of include must be an existing file; found none at %s", inc.Path)
			continue
		} else if err != nil {
			return nil, unreadable(inc.Path, err)
		}
		common, bad := f.Taxonomy().decodeCommon(&inc)
		problems = append(problems, bad...)
		if common.Pos.IsSet() && common.Own.Value != f.Own.Value {
			r.Report(name.Pos, "say own: true in both, or in neither", "own must be the same in an included file and in the spec file; found a difference in %s", name.Value)
		}
		f.faulty, f.partial = f.faulty || len(bad) > 0, f.partial || bad.Lossy()
		f.Included = append(f.Included, inc)
		lines += bytes.Count(inc.Data, []byte("\n")) + 1
		for _, e := range common.Errors {
			switch {
			case e == nil, slices.Contains(own, e.Name.Value):
			case from[e.Name.Value] != "":
				r.Report(name.Pos, "", "each error must be included once; found %s again after %s", e.Name.Value, from[e.Name.Value])
			default:
				from[e.Name.Value] = name.Value
				f.Errors = append(f.Errors, e)
			}
		}
	}
	f.faulty = f.faulty || len(r.Problems) > 0
	return append(problems, r.Problems...), nil
}

// names lists the names of the file's errors.
func (f *File) names() (list []string) {
	for _, e := range f.Errors {
		if e != nil {
			list = append(list, e.Name.Value)
		}
	}
	return list
}

// decodeCommon reads an included file. The empty lines before it move the places of its
// values; problems have those of the file.
func (t *Taxonomy) decodeCommon(inc *Included) (*commonFile, yaml.Problems) {
	common := new(commonFile)
	data := append(bytes.Repeat([]byte("\n"), inc.before), inc.Data...)
	problems := yaml.Decode(inc.Path, data, common, t.sets()...)
	for i := range problems {
		if p := &problems[i]; p.Line > inc.before {
			p.Line -= inc.before
		}
	}
	return common, problems
}

// isIncludable reports whether a name is that of a YAML file in a directory below that
// of the spec file: beside it there are spec files.
func isIncludable(name string) bool {
	ext := path.Ext(name)
	return fs.ValidPath(name) && strings.Contains(name, "/") && !strings.Contains(name, "\\") && (ext == ".yaml" || ext == ".yml")
}

// CommonSchema returns the JSON Schema (draft-07) of files that spec files include.
func CommonSchema() []byte {
	return yaml.JSONSchema(new(commonFile), yaml.SchemaID("spec/common.schema.json"), "errbook file of common errors", "Errors that several spec files include.", schemaSets()...)
}
