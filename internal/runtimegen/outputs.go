package main

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/errbook/errbook/generator"
	"github.com/errbook/errbook/internal/digest"
	"github.com/errbook/errbook/spec"
	"github.com/errbook/errbook/spec/credentials"
	"github.com/errbook/errbook/spec/generic"
)

// An output is one generated file of the repository.
type output struct {
	path   string
	source string // the file of the book that it is made of
	make   func(in *input, source string) ([]byte, error)
}

// outputs lists everything that this command writes.
var outputs = []output{
	{"apierr/kinds_gen.go", "spec/kinds.yaml", kindsFile},
	{"apierr/errdoc/kinds_gen.go", "spec/kinds.yaml", factsFile},
	{"apierr/generic_gen.go", "spec/generic.yaml", tablesFile},
	{"apierr/phrases_gen.go", "spec/generic.yaml", phrasesFile},
	{"apierr/wire/salvage_gen.go", "spec/generic.yaml", salvageFile},
	{"apierr/wire/outcome_gen.go", "spec/generic.yaml", outcomeFile},
	{"apierr/internal/unwrap/words_gen.go", "spec/generic.yaml", wordsFile},
	{"apierr/internal/wait/words_gen.go", "spec/generic.yaml", waitsFile},
	{"apierr/internal/redact/keys_gen.go", "spec/credentials.yaml", keysFile},
	{"apierr/internal/redact/testdata/keys.json", "spec/credentials.yaml", keySamplesFile},
	{"apierr/testdata/generic.json", "spec/generic.yaml", casesFile},
	{"spec/vague_gen.go", "spec/generic.yaml", vagueFile},
	{"docs/generic.md", "spec/generic.yaml", pageFile},
}

// directories are where files that are no longer wanted are looked for.
var directories = []string{"apierr", "docs", digest.Directory}

// An input is what the outputs are made of.
type input struct {
	kinds       *spec.Taxonomy
	generic     *generic.File
	credentials *credentials.File
}

// newPlan makes all outputs in memory.
func newPlan() (*generator.Plan, error) {
	var in input
	var err error
	if in.kinds, err = spec.BuiltinTaxonomy(); err != nil {
		return nil, err
	}
	if in.generic, err = generic.Builtin(); err != nil {
		return nil, err
	}
	problems := generic.Check(in.generic)
	if len(problems) == 0 {
		problems = generic.Prove(in.generic)
	}
	if len(problems) > 0 {
		return nil, problems
	}
	if in.credentials, err = credentials.Builtin(); err != nil {
		return nil, err
	}
	plan := &generator.Plan{Folders: directories, Source: "spec"}
	for _, o := range outputs {
		data, err := o.make(&in, o.source)
		if err != nil {
			return nil, fmt.Errorf("generate %s: %w", o.path, err)
		}
		plan.Files = append(plan.Files, generator.File{Path: o.path, Data: data})
	}
	digests, err := digestFiles()
	if err != nil {
		return nil, err
	}
	plan.Files = append(plan.Files, digests...)
	slices.SortFunc(plan.Files, func(a, b generator.File) int { return strings.Compare(a.Path, b.Path) })
	return plan, nil
}

// digestFiles makes the digests of the built-in book.
func digestFiles() ([]generator.File, error) {
	book, err := spec.LoadBuiltin()
	if err != nil {
		return nil, err
	}
	digests, err := digest.Encode(book)
	var files []generator.File
	for name, data := range digests {
		files = append(files, generator.File{Path: path.Join(digest.Directory, name), Data: data})
	}
	return files, err
}

// kindsFile makes the kinds and families of package apierr.
func kindsFile(in *input, source string) ([]byte, error) {
	return generator.KindsFile(in.kinds, source)
}

// factsFile makes what package errdoc knows about them.
func factsFile(in *input, source string) ([]byte, error) {
	return generator.FactsFile(in.kinds, source)
}
