package spec

import (
	"path/filepath"

	"github.com/errbook/errbook/spec/yaml"
)

// Decode reads one spec file. The path is for problems only; data is all of
// the file. It returns what can be read, with a place on every value, and
// everything that is wrong with the shape of the file; the File is nil if data
// holds no mapping at all. What the values mean is for [Check] to judge.
func Decode(path string, data []byte) (*File, yaml.Problems) {
	f := &File{Path: filepath.ToSlash(path)}
	problems := yaml.Decode(path, data, f, sets()...)
	if !f.Pos.IsSet() {
		return nil, problems
	}
	f.faulty = len(problems) > 0
	f.partial = problems.Lossy()
	return f, problems
}

// Schema returns the JSON Schema (draft-07) of spec files, which editors use to
// complete and to check. It accepts whatever [Decode] and [Check] accept; what
// only Check can know, such as whether a name is unique, it lets pass.
func Schema() []byte {
	return yaml.JSONSchema(new(File), "errbook spec file", "The errors of one provider.", sets()...)
}
