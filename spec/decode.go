package spec

import (
	"path/filepath"

	"github.com/errbook/errbook/spec/yaml"
)

// Decode reads one spec file. The path is for problems only; data is all of
// the file. It returns what can be read, with a place on every value, and
// everything that is wrong with the shape of the file; the File is nil if data
// holds no mapping at all. What the values mean is for [Check] to judge. The
// kinds are errbook's own; [Taxonomy.Decode] is for books that have more.
func Decode(path string, data []byte) (*File, yaml.Problems) {
	return builtinTaxonomy().Decode(path, data)
}

// Decode is [Decode] for a file of a book that has the kinds of t.
func (t *Taxonomy) Decode(path string, data []byte) (*File, yaml.Problems) {
	f := &File{Path: filepath.ToSlash(path), data: data, taxonomy: t}
	problems := yaml.Decode(path, data, f, t.sets()...)
	if !f.Pos.IsSet() {
		return nil, problems
	}
	f.faulty = len(problems) > 0
	f.partial = problems.Lossy()
	return f, problems
}

// Schema returns the JSON Schema (draft-07) of spec files, which editors use to
// complete and to check. It accepts whatever [Decode] and [Check] accept; what
// only they can know, such as whether a name is unique, or which kinds a book has
// of its own, it lets pass.
func Schema() []byte {
	return yaml.JSONSchema(new(File), yaml.SchemaID("spec/schema.json"), "errbook spec file", "The errors of one provider.", schemaSets()...)
}

// TaxonomySchema returns the JSON Schema (draft-07) of files of kinds.
func TaxonomySchema() []byte {
	return yaml.JSONSchema(new(taxonomyFile), yaml.SchemaID("spec/kinds.schema.json"), "errbook file of kinds", "Families and kinds of errors.", taxonomySets()...)
}
