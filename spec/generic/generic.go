// Package generic reads what is known of errors without knowing the provider:
// the file generic.yaml of the book, whose first page is the manual of its
// format. [Decode] reads a file, [Check] judges it, and [File.Layer] gives it
// out as data for those who print it: the tables of package apierr, the rules
// of the JavaScript reader, the page of the docs.
package generic

import (
	"errors"
	"fmt"
	"slices"

	"github.com/errbook/errbook/spec"
)

// A File is the generic layer as it is written. The tag of a field is its key;
// what a key takes is said by the field's type.
type File struct {
	spec.Pos
	Path string // as given to Decode

	Version  spec.Int  `spec:"version,required"`
	Wire     Wire      `spec:"wire,required"`
	Failures []Failure `spec:"failures,required"`
	Names    []Name    `spec:"names,required"`
	Stems    []Stem    `spec:"stems,required"`
	Numbers  []Number  `spec:"numbers,required"`
	Phrases  []Phrase  `spec:"phrases,required"`
	Statuses []Status  `spec:"statuses,required"`
	Closes   []Close   `spec:"closes,required"`
	Unwrap   Unwrap    `spec:"unwrap,required"`
}

// Evidence is what every row can have: where what it says is documented, a
// response that it decides, and one that looks alike and is another kind.
type Evidence struct {
	spec.Pos
	Source spec.List[spec.Text]   `spec:"source"`
	Sample spec.List[spec.Sample] `spec:"sample"`
	Near   spec.List[spec.Sample] `spec:"near"`
}

// A Wire says where the parts of an error are, by the names of its parts.
type Wire struct {
	spec.Pos
	Parts       []Part               `spec:"parts,required"`
	Identifiers spec.List[spec.Text] `spec:"identifiers,required"`
	Code        spec.List[spec.Text] `spec:"code,required"`
	Type        spec.List[spec.Text] `spec:"type,required"`
	Message     spec.List[spec.Text] `spec:"message,required"`
	Param       spec.List[spec.Text] `spec:"param,required"`
	Status      spec.List[spec.Text] `spec:"status,required"`
	RequestID   spec.List[spec.Text] `spec:"request_id,required"`
	Nested      spec.List[spec.Text] `spec:"nested,required"`
	Bare        Bare                 `spec:"bare,required"`
}

// A Part is a place with a name: a header, or one or several paths into a body.
type Part struct {
	spec.Pos
	Name  spec.Text            `spec:"name,required"`
	At    spec.List[spec.Text] `spec:"at,required"`
	Strip spec.Text            `spec:"strip"` // aws
	Evidence

	paths []spec.Path // At, parsed by Check
}

// Bare names the parts of an error object that is the whole body: it has a
// message, and a type that ends in "_error" or the status of an error for code.
type Bare struct {
	spec.Pos
	Message spec.Text `spec:"message,required"`
	Type    spec.Text `spec:"type,required"`
	Code    spec.Text `spec:"code,required"`
}

// A Failure is what a part must be for a response under 2xx to be an error.
type Failure struct {
	spec.Pos
	At  spec.List[spec.Text] `spec:"at,required"`
	Is  spec.Matcher         `spec:"is,required"`
	Job spec.Bool            `spec:"job"` // the result of a job that failed
	Evidence
}

// A Name is a row of identifiers that tell the same.
type Name struct {
	spec.Pos
	Kind     spec.Text            `spec:"kind,required"`
	Strength spec.Text            `spec:"strength,required"`
	Any      spec.List[spec.Text] `spec:"any,required"`
	Evidence
}

// A Stem is a row of what is looked for inside identifiers.
type Stem struct {
	spec.Pos
	Kind     spec.Text            `spec:"kind,required"`
	Strength spec.Text            `spec:"strength,required"`
	Any      spec.List[spec.Text] `spec:"any,required"`
	Evidence
}

// A Number is a row of numbers that tell the same at one part.
type Number struct {
	spec.Pos
	Part     spec.Text            `spec:"part,required"`
	Kind     spec.Text            `spec:"kind,required"`
	Strength spec.Text            `spec:"strength,required"`
	Any      spec.List[spec.Text] `spec:"any,required"`
	Evidence
}

// A Phrase is a row of words that tell the same under some statuses.
type Phrase struct {
	spec.Pos
	Kind   spec.Text            `spec:"kind,required"`
	When   spec.List[spec.Text] `spec:"when"`
	Unless spec.List[spec.Text] `spec:"unless"`
	Broad  spec.Bool            `spec:"broad"`
	Any    spec.List[spec.Text] `spec:"any,required"`
	Evidence
}

// A Status is a row of statuses that tell the same, and their class.
type Status struct {
	spec.Pos
	Status spec.StatusSet `spec:"status,required"`
	Class  spec.Text      `spec:"class,required"`
	Kind   spec.Text      `spec:"kind,required"`
	Evidence
}

// A Close is a row of close codes that tell the same.
type Close struct {
	spec.Pos
	Close spec.StatusSet `spec:"close,required"`
	Kind  spec.Text      `spec:"kind,required"`
	Evidence
}

// Unwrap is what programs print around a response.
type Unwrap struct {
	spec.Pos
	BeforeStatus     spec.List[spec.Text] `spec:"before_status,required"`
	BeforeLastStatus spec.List[spec.Text] `spec:"before_last_status,required"`
	Relayed          spec.Text            `spec:"relayed,required"`
}

// Decode reads a file. It returns what can be read, with a place on every
// value, and everything that is wrong with the shape of the file; what the
// values mean is for [Check] to judge.
func Decode(path string, data []byte) (*File, spec.Problems) {
	f := &File{Path: path}
	problems := spec.DecodeInto(path, data, f)
	return f, problems
}

// builtin is where the book has its generic layer.
const builtin = "generic.yaml"

// Builtin returns the generic layer of the book that errbook is built with.
func Builtin() (*File, error) {
	data, err := spec.Builtin.ReadFile(builtin)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", builtin, errors.Unwrap(err))
	}
	return Parse("spec/"+builtin, data)
}

// Parse decodes and checks a file. What is wrong with it comes back as
// [spec.Problems].
func Parse(path string, data []byte) (*File, error) {
	f, problems := Decode(path, data)
	if len(problems) == 0 {
		problems = Check(f)
	}
	if len(problems) > 0 {
		return nil, problems
	}
	return f, nil
}

// part returns the part of a name, nil if there is none.
func (w *Wire) part(name string) *Part {
	if i := slices.IndexFunc(w.Parts, func(p Part) bool { return p.Name.Value == name }); i >= 0 {
		return &w.Parts[i]
	}
	return nil
}

// each calls do with the kind and the evidence of every row that has a kind.
func (f *File) each(do func(kind spec.Text, e *Evidence)) {
	for i := range f.Names {
		do(f.Names[i].Kind, &f.Names[i].Evidence)
	}
	for i := range f.Stems {
		do(f.Stems[i].Kind, &f.Stems[i].Evidence)
	}
	for i := range f.Numbers {
		do(f.Numbers[i].Kind, &f.Numbers[i].Evidence)
	}
	for i := range f.Phrases {
		do(f.Phrases[i].Kind, &f.Phrases[i].Evidence)
	}
	for i := range f.Statuses {
		do(f.Statuses[i].Kind, &f.Statuses[i].Evidence)
	}
	for i := range f.Closes {
		do(f.Closes[i].Kind, &f.Closes[i].Evidence)
	}
}
