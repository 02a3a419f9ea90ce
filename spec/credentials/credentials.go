// Package credentials reads how the keys of issuers look: the file credentials.yaml of
// the book, whose first page is the manual of its format. The table of keys of package
// apierr is made of it.
package credentials

import (
	"errors"
	"fmt"
	"regexp"
	"strings"

	"github.com/errbook/errbook/spec"
	"github.com/errbook/errbook/spec/yaml"
)

// A File is the file as it is written. The tag of a field is its key.
type File struct {
	yaml.Pos `noun:"file"`
	Path     string // as given to Decode

	Version yaml.Int `yaml:"version,required,min=1,max=1" doc:"The version of the format: 1."`
	Keys    []Key    `yaml:"keys,required" doc:"How keys look, by their prefixes."`
}

// A Key is how the keys of one issuer look.
type Key struct {
	yaml.Pos
	Of     yaml.Text `yaml:"of,required" doc:"Who issues keys that look so."`
	Prefix yaml.Text `yaml:"prefix,required,of=prefix" doc:"How they begin."`
	Least  yaml.Int  `yaml:"least,required,min=8,max=64" doc:"How many characters follow at least."`
	Digit  yaml.Bool `yaml:"digit" doc:"Whether one of those must be a digit."`
	Marks  yaml.Text `yaml:"marks,of=marks" doc:"What follows besides letters and digits."`
	Source yaml.Text `yaml:"source,of=source" doc:"Where the prefix is documented or shown, or the rule set of a secret scanner that has it."`
	Sample yaml.Text `yaml:"sample,required" doc:"An invented rest that is just enough for this row and for no other."`
	Near   yaml.Text `yaml:"near,required" doc:"A text that looks alike and has no key in it."`
}

func sets() []yaml.Set {
	return []yaml.Set{
		{Name: "prefix", Form: regexp.MustCompile(`^[A-Za-z][A-Za-z0-9][A-Za-z0-9._/-]+$`), Must: "a letter, a letter or digit, and more of those, dots, dashes, underscores or slashes"},
		{Name: "marks", Form: regexp.MustCompile(`^[-_.+/=]+$`), Must: "some of the characters - _ . + / ="},
		{Name: "source", Form: regexp.MustCompile(`^https://`), Must: "a URL with https"},
	}
}

// Schema returns the JSON Schema of the file, for editors.
func Schema() []byte {
	return yaml.JSONSchema(new(File), yaml.SchemaID("spec/credentials/schema.json"), "errbook credentials", "How the keys of issuers look.", sets()...)
}

// builtin is where the book has the file.
const builtin = "credentials.yaml"

// Builtin returns the file that errbook is built with, checked.
func Builtin() (*File, error) {
	data, err := spec.Builtin.ReadFile(builtin)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", builtin, errors.Unwrap(err))
	}
	f, problems := Decode("spec/"+builtin, data)
	if len(problems) == 0 {
		problems = Check(f)
	}
	if len(problems) > 0 {
		return nil, problems
	}
	return f, nil
}

// Decode reads a file. It returns what can be read, and everything that is wrong with
// its shape.
func Decode(path string, data []byte) (*File, yaml.Problems) {
	f := &File{Path: path}
	return f, yaml.Decode(path, data, f, sets()...)
}

// Check judges a file that was decoded without problems: rows that say the same, samples
// that are not just enough, and near misses without the prefix.
func Check(f *File) yaml.Problems {
	r := yaml.Reporter{Path: f.Path}
	type row struct {
		prefix string
		digit  bool
	}
	seen := map[row]yaml.Pos{}
	for i := range f.Keys {
		k := &f.Keys[i]
		of := row{k.Prefix.Value, k.Digit.Value}
		if before, ok := seen[of]; ok {
			r.Report(k.Prefix.Pos, "", "prefix must be given once; found %s on line %d, too", of.prefix, before.Line)
		}
		seen[of] = k.Prefix.Pos
		if n := len(k.Sample.Value); n != k.Least.Value {
			r.Report(k.Sample.Pos, "", "sample must have as many characters as least says, %d; found %d", k.Least.Value, n)
		}
		if k.Digit.Value != strings.ContainsAny(k.Sample.Value, "0123456789") {
			r.Report(k.Sample.Pos, "", "sample must have a digit if digit asks for one, and otherwise none; found %s", k.Sample.Value)
		}
		if near, _, _ := strings.Cut(k.Prefix.Value, "."); !strings.Contains(k.Near.Value, near) {
			r.Report(k.Near.Pos, "", "near must have the prefix %s in it; found %s", k.Prefix.Value, k.Near.Value)
		}
	}
	return r.Problems.Sorted()
}
