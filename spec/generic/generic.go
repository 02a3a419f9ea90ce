// Package generic reads what is known of errors without knowing the provider:
// the file generic.yaml of the book, whose first page is the manual of its
// format. [Decode] reads a file, [Check] and [Prove] judge it, and [File.Layer] gives it
// out as data for those who print it: the tables of package apierr, the rules
// of the JavaScript reader, the page of the docs.
package generic

import (
	"errors"
	"fmt"
	"net/http"
	"regexp"
	"slices"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/spec"
	"github.com/errbook/errbook/spec/yaml"
)

// A File is the generic layer as it is written. The tag of a field is its key;
// what a key takes is said by the field's type.
type File struct {
	yaml.Pos `noun:"file"`
	Path     string // as given to Decode

	Version  yaml.Int                       `yaml:"version,required,min=1,max=1" doc:"The version of the format: 1."`
	Wire     Wire                           `yaml:"wire,required" doc:"Where the parts of an error are."`
	Failures []Failure                      `yaml:"failures,required" doc:"What makes a response under 2xx an error; any row suffices."`
	InBand   []Words                        `yaml:"in_band,required" doc:"Names and values by which a response under 2xx of an unknown host says that the call failed."`
	Salvage  []Words                        `yaml:"salvage,required" doc:"Where a message and a code are looked for when no part has one."`
	Names    []Name                         `yaml:"names,required" doc:"What codes, types and names of statuses tell."`
	Stems    []Stem                         `yaml:"stems,required" doc:"What is looked for inside a name that no row of names has; the first stem decides."`
	Numbers  []Number                       `yaml:"numbers,required" doc:"What a number means where no name says anything."`
	Classes  yaml.Map[yaml.List[yaml.Text]] `yaml:"classes,required" doc:"Words that mean the same to the patterns of phrases, by the names of the classes."`
	Phrases  []Phrase                       `yaml:"phrases,required" doc:"What words tell; the first pattern that a text has decides."`
	Statuses []Status                       `yaml:"statuses,required" doc:"What a status alone says, and the class that when calls it by."`
	Closes   []Close                        `yaml:"closes,required" doc:"What the close code of a WebSocket alone says."`
	Unwrap   []Words                        `yaml:"unwrap,required" doc:"What programs print around a response."`
	Waits    []Words                        `yaml:"waits,required" doc:"What messages say before how long to wait."`

	WaitFields  WaitFields   `yaml:"wait_fields,required" doc:"Members of bodies that say how long to wait."`
	WaitHeaders []WaitHeader `yaml:"wait_headers,required" doc:"Headers that say how long to wait."`
	Sizes       []Words      `yaml:"sizes,required" doc:"Words around numbers that say that one request alone is larger than a limit."`

	Vocabularies []Vocabulary `yaml:"vocabularies,required" doc:"Identifiers as those who send them write them: the samples of names and stems."`
}

// Evidence is what every row must have: where what it says is documented, if
// anywhere, a response that it decides, and one that looks alike and is of
// another kind. Of names and stems the vocabularies are the samples.
type Evidence struct {
	yaml.Pos
	Source yaml.List[yaml.Text] `yaml:"source" doc:"Where what the row says is documented: a URL, or an RFC with its section."`
	Sample yaml.List[Sample]    `yaml:"sample" doc:"A response that the row decides."`
	Near   yaml.List[Case]      `yaml:"near" doc:"A response that looks alike and is of another kind."`
	Exempt yaml.Text            `yaml:"exempt" doc:"Why the row has no sample or no near miss yet."`
}

// Shown is what a row must have that has no kind of its own.
type Shown struct {
	yaml.Pos
	Source yaml.List[yaml.Text] `yaml:"source" doc:"Where what the row says is documented: a URL, or an RFC with its section."`
	Sample yaml.List[Case]      `yaml:"sample" doc:"A response whose kind, or a part of which, is found through the row."`
	Exempt yaml.Text            `yaml:"exempt" doc:"Why the row has no sample or no near miss yet."`
}

// A Sample is a response of a host that nobody knows.
type Sample struct {
	yaml.Pos `noun:"a sample"`
	Status   yaml.Int            `yaml:"status,min=100,max=599" doc:"The HTTP status."`
	Headers  yaml.Map[yaml.Text] `yaml:"headers,raw" doc:"The headers, by name."`
	Body     yaml.Text           `yaml:"body,raw" doc:"The body, or the data of an event."`
	Event    yaml.Text           `yaml:"event" doc:"The name of the event of a stream."`
	Close    yaml.Int            `yaml:"close,min=1000,max=4999" doc:"The code with which a WebSocket was closed."`
}

// A Case is a sample that says of which kind it is.
type Case struct {
	yaml.Pos `noun:"a case"`
	Sample
	Is    yaml.Text `yaml:"is,required,of=verdict" doc:"The kind that it is; unknown for an error whose kind nothing shows, none for no error."`
	Gives Gives     `yaml:"gives" doc:"The parts that are found in it."`
}

// Gives is what is found in a response beside its kind.
type Gives struct {
	yaml.Pos  `noun:"gives"`
	Code      yaml.Text `yaml:"code" doc:"The code."`
	Type      yaml.Text `yaml:"type" doc:"The type."`
	Message   yaml.Text `yaml:"message" doc:"The message for people."`
	Param     yaml.Text `yaml:"param" doc:"The parameter that is to blame."`
	RequestID yaml.Text `yaml:"request_id" doc:"The id of the request."`
	Delay     yaml.Text `yaml:"delay" doc:"How long to wait, such as 1m30s; none for no wait."`
}

// NoError is what a case is that is not an error.
const NoError = "none"

// Response returns the sample as apierr takes it.
func (s *Sample) Response() apierr.Response {
	r := apierr.Response{Status: s.Status.Value, Body: []byte(s.Body.Value), Event: s.Event.Value, Stream: s.Event.IsSet(), Close: s.Close.Value}
	for _, h := range s.Headers {
		if r.Header == nil {
			r.Header = http.Header{}
		}
		r.Header.Add(h.Key.Value, h.Value.Value)
	}
	return r
}

// A Wire says where the parts of an error are, by the names of its parts.
type Wire struct {
	yaml.Pos    `noun:"wire"`
	Parts       []Part               `yaml:"parts,required" doc:"Places with names."`
	Identifiers yaml.List[yaml.Text] `yaml:"identifiers,required,distinct" doc:"Where names are that tell a kind, the one that says most first."`
	Code        yaml.List[yaml.Text] `yaml:"code,required,distinct" doc:"Where the code is; the first part that holds something wins."`
	Type        yaml.List[yaml.Text] `yaml:"type,required,distinct" doc:"Where the type is."`
	Message     yaml.List[yaml.Text] `yaml:"message,required,distinct" doc:"Where the message for people is."`
	Param       yaml.List[yaml.Text] `yaml:"param,required,distinct" doc:"Where the name of the parameter is that is to blame."`
	Status      yaml.List[yaml.Text] `yaml:"status,required,distinct" doc:"Where a body states a status."`
	RequestID   yaml.List[yaml.Text] `yaml:"request_id,required,distinct" doc:"Where the id of the request is."`
	Nested      yaml.List[yaml.Text] `yaml:"nested,required,distinct" doc:"Where the body of an upstream can be."`
	Bare        Bare                 `yaml:"bare,required" doc:"What an error object has that is the whole body."`
}

// A Part is a place with a name: a header, or one or several paths into a body.
type Part struct {
	yaml.Pos
	Name  yaml.Text            `yaml:"name,required,of=name" doc:"How the lists call it."`
	At    yaml.List[yaml.Text] `yaml:"at,required,distinct" doc:"A path such as error.code, or header:NAME; or several paths that share the place, of which the one that comes first in the body counts."`
	Strip yaml.Text            `yaml:"strip,of=strip" doc:"How to make the value bare: aws drops a namespace up to # and a tail from a colon."`
	Shown

	paths []spec.Path // At, parsed
}

// Bare names the parts of an error object that is the whole body: it has a
// message, and a type that ends in "_error", or a code or a status that is the status of
// an error.
type Bare struct {
	yaml.Pos `noun:"bare"`
	Message  yaml.Text `yaml:"message,required" doc:"The part with the message."`
	Type     yaml.Text `yaml:"type,required" doc:"The part with a type that ends in _error."`
	Code     yaml.Text `yaml:"code,required" doc:"The part with the status of an error."`
	Status   yaml.Text `yaml:"status,required" doc:"The part named status, with the status of an error."`
}

// A Failure is what a part must be for a response under 2xx to be an error.
type Failure struct {
	yaml.Pos
	At  yaml.List[yaml.Text] `yaml:"at,required,distinct" doc:"The part, or the parts of which one suffices."`
	Is  spec.Matcher         `yaml:"is,required" doc:"What it must be: present, values, or {not: values}."`
	Job yaml.Bool            `yaml:"job" doc:"Whether it is the result of a job that failed and may say no more."`
	Shown
	Near yaml.List[Case] `yaml:"near" doc:"A response that looks alike and is not an error, or fails for another reason."`
}

// A Name is a row of identifiers that tell the same.
type Name struct {
	yaml.Pos
	Kind     yaml.Text            `yaml:"kind,required,of=kind" doc:"What the names mean."`
	Strength yaml.Text            `yaml:"strength,required,of=strength" doc:"How much they tell: strong leaves nothing open, words may refine weak, vague says less than the status."`
	Any      yaml.List[yaml.Text] `yaml:"any,required,of=name,distinct" doc:"Names; spelling does not matter, nor a closing error or exception."`
	Evidence
}

// A Stem is a row of what is looked for inside identifiers.
type Stem struct {
	yaml.Pos
	Kind     yaml.Text            `yaml:"kind,required,of=kind" doc:"What names mean that contain the stems."`
	Strength yaml.Text            `yaml:"strength,required,of=strength" doc:"How much they tell."`
	Any      yaml.List[yaml.Text] `yaml:"any,required,of=name,distinct" doc:"Parts of names."`
	Alone    yaml.List[yaml.Text] `yaml:"alone,of=name,distinct" doc:"Of a vague stem: names that have it and say nothing besides, which a provider's rules must not trust either."`
	Evidence
}

// A Number is a row of numbers that tell the same at one part.
type Number struct {
	yaml.Pos
	Part     yaml.Text            `yaml:"part,required" doc:"Where the numbers are."`
	Kind     yaml.Text            `yaml:"kind,required,of=kind" doc:"What they mean."`
	Strength yaml.Text            `yaml:"strength,required,of=strength" doc:"How much they tell."`
	Any      yaml.List[yaml.Text] `yaml:"any,required,of=digits,distinct" doc:"The numbers."`
	Evidence
}

// A Phrase is a row of patterns that tell the same under some statuses.
type Phrase struct {
	yaml.Pos
	Kind   yaml.Text            `yaml:"kind,required,of=kind" doc:"What the words mean."`
	When   yaml.List[yaml.Text] `yaml:"when,distinct" doc:"The classes of statuses under which they count."`
	Unless yaml.List[yaml.Text] `yaml:"unless,distinct" doc:"The classes of statuses under which they do not."`
	Broad  yaml.Bool            `yaml:"broad" doc:"Whether the words are in messages about anything, so that a weak identifier says more."`
	Source yaml.List[yaml.Text] `yaml:"source" doc:"Where what the row says is documented: a URL, or an RFC with its section."`
	Any    []Pattern            `yaml:"any,required" doc:"The patterns, of which one suffices."`
}

// A Pattern is words in a sentence; package spec/phrases says how it is written.
type Pattern struct {
	yaml.Pos `noun:"a pattern"`
	Says     yaml.Text            `yaml:"says,required" doc:"The words: {credit} ~ {none}."`
	Status   yaml.Int             `yaml:"status,min=0,max=599" doc:"The status of the samples, 0 for none; the first that the row counts under if not given."`
	Sample   yaml.List[yaml.Text] `yaml:"sample,required" doc:"Messages, or bodies, of the row's kind; the first is of it by this pattern alone."`
	Near     yaml.List[yaml.Text] `yaml:"near,required" doc:"Messages, or bodies, that look alike and do not have the pattern."`
	Is       yaml.Text            `yaml:"is,of=kind" doc:"The kind of the near misses; what their status alone says if not given."`
	AI       yaml.Bool            `yaml:"ai" doc:"Whether the words mean that in APIs of AI alone, though the kind is one of every API."`
}

// A Status is a row of statuses that tell the same, and their class.
type Status struct {
	yaml.Pos
	Status spec.StatusSet `yaml:"status,required,min=400,max=599" doc:"Statuses, 4xx or 5xx for all others."`
	Class  yaml.Text      `yaml:"class,required" doc:"What when calls them."`
	Kind   yaml.Text      `yaml:"kind,required,of=kind" doc:"What they mean."`
	Evidence
}

// A Close is a row of close codes that tell the same.
type Close struct {
	yaml.Pos
	Close spec.StatusSet `yaml:"close,required,min=1000,max=4999" doc:"Close codes."`
	Kind  yaml.Text      `yaml:"kind,required,of=kind" doc:"What they mean."`
	Evidence
}

// Words is a row of words that are looked for at one place.
type Words struct {
	yaml.Pos
	Place yaml.Text            `yaml:"place,required,of=place" doc:"Where they are: for unwrap, before_status begins a line that continues with a status; before_any_status comes before a status anywhere in a line, before_ended_status before one that a mark ends; event_field begins a field of a stream of events that has an error. For waits, before_duration is followed by an amount with a unit, before_moment by a date with a time (RFC 3339), and filler may be between. For salvage, names of members and elements, of which case and underscores do not matter: message is written for people, title often no more than a word, same means what the member around it means; code, type and other hold identifiers, from the best to the worst; echo can repeat the request. success is not a name, but a value that says that the call went well. For in_band, names of members, elements and attributes, likewise: outcome says how the call went, error is there for errors, error_code is a code that only errors have, code one of anything, text is written for people, note is a sentence where it is the only member, data is what was asked for, envelope is an object around the rest. failed, failure, which needs nothing beside it, and well are values; envelope_end is how the name of an object around the rest can end, root how the name of an outermost element ends that is an error, reply the name of one that can have an error in it. For sizes, limit and requested come before a number, between may be between, and counted is what a number counts that is not a size."`
	Any   yaml.List[yaml.Text] `yaml:"any,required,distinct" doc:"The words."`
	Shown
	Near yaml.List[Case] `yaml:"near" doc:"A response that looks alike and is not unwrapped, asks for no wait, or is read otherwise."`
}

// A Vocabulary is what one provider, standard or program calls errors, in its
// spelling. Each identifier is a sample of the row that has it as a name, or the
// stem of which is in it.
type Vocabulary struct {
	yaml.Pos
	Provider yaml.Text                      `yaml:"provider" doc:"The provider of the book in whose file the identifiers are."`
	Source   yaml.Text                      `yaml:"source" doc:"Where the identifiers are documented: a URL, or an RFC with its section."`
	Names    yaml.Map[yaml.List[yaml.Text]] `yaml:"names,required,keys=kind" doc:"The identifiers, by their kind."`
}

// sets are the words and forms that tags name. The kinds are those of the
// taxonomy: the ones of apierr are generated from it, and can be older.
func sets() []yaml.Set {
	return []yaml.Set{
		{Name: "kind", Words: kindNames(), Must: "one of the kinds of spec/kinds.yaml"},
		{Name: "verdict", Words: append(kindNames(), apierr.Unknown.String(), NoError), Must: "one of the kinds of spec/kinds.yaml, unknown or none"},
		{Name: "strength", Words: strengths[1:]},
		{Name: "place", Words: slices.Concat(unwrapPlaces, waitPlaces, salvagePlaces, sizePlaces, slices.DeleteFunc(slices.Clone(inBandPlaces), func(place string) bool { return slices.Contains(salvagePlaces, place) }))},
		{Name: "delay", Words: waitFormats},
		{Name: "strip", Words: []string{"aws"}},
		{Name: "name", Form: regexp.MustCompile(`^[a-z][a-z0-9]*(_[a-z0-9]+)*$`), Must: "lowercase letters and digits joined by underscores"},
		{Name: "digits", Form: regexp.MustCompile(`^[0-9]+$`), Must: "digits"},
	}
}

func kindNames() []string {
	t, err := spec.BuiltinTaxonomy()
	if err != nil {
		return nil
	}
	names := make([]string, len(t.Kinds))
	for i := range t.Kinds {
		names[i] = string(t.Kinds[i].Name)
	}
	return names
}

// Schema returns the JSON Schema of the file, for editors.
func Schema() []byte {
	return yaml.JSONSchema(new(File), yaml.SchemaID("spec/generic/schema.json"), "errbook generic layer", "What is known of errors without knowing the provider.", sets()...)
}

// Decode reads a file. It returns what can be read, with a place on every
// value, and everything that is wrong with the shape of the file and of its paths;
// what the values mean is for [Check] to judge.
func Decode(path string, data []byte) (*File, yaml.Problems) {
	f := &File{Path: path}
	problems := yaml.Decode(path, data, f, sets()...)
	if len(problems) == 0 {
		r := yaml.Reporter{Path: path}
		parsePaths(&r, f.Wire.Parts)
		problems = r.Problems.Sorted()
	}
	return f, problems
}

func parsePaths(r *yaml.Reporter, parts []Part) {
	for i := range parts {
		for _, at := range parts[i].At {
			path, err := spec.ParsePath(at.Value)
			if err != nil {
				r.Report(at.Pos, "", "at %v", err)
			}
			parts[i].paths = append(parts[i].paths, path)
		}
	}
}

// builtin is where the book has its generic layer.
const builtin = "generic.yaml"

// Builtin returns the generic layer of the book that errbook is built with, decoded. It
// was checked and proved when the tables of package apierr were made of it.
func Builtin() (*File, error) {
	data, err := spec.Builtin.ReadFile(builtin)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", builtin, errors.Unwrap(err))
	}
	f, problems := Decode("spec/"+builtin, data)
	if len(problems) > 0 {
		return nil, problems
	}
	return f, nil
}

// part returns the part of a name, nil if there is none.
func (w *Wire) part(name string) *Part { return partNamed(w.Parts, name) }

func partNamed(parts []Part, name string) *Part {
	if i := slices.IndexFunc(parts, func(p Part) bool { return p.Name.Value == name }); i >= 0 {
		return &parts[i]
	}
	return nil
}

// each calls do with the kind and the evidence of every row that has a kind.
func (f *File) each(do func(kind yaml.Text, e *Evidence)) {
	for i := range f.Names {
		do(f.Names[i].Kind, &f.Names[i].Evidence)
	}
	for i := range f.Stems {
		do(f.Stems[i].Kind, &f.Stems[i].Evidence)
	}
	for i := range f.Numbers {
		do(f.Numbers[i].Kind, &f.Numbers[i].Evidence)
	}
	for i := range f.Statuses {
		do(f.Statuses[i].Kind, &f.Statuses[i].Evidence)
	}
	for i := range f.Closes {
		do(f.Closes[i].Kind, &f.Closes[i].Evidence)
	}
}
