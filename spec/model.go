package spec

import (
	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/spec/prose"
)

// The types below are the language: a spec file is a File, and the tag of a
// field is its key. What a key takes is said by the field's type; `required`
// keys must be there. [Decode] fills the tagged fields, [Check] the others.

// A File is one spec file: the errors of one provider.
type File struct {
	Pos
	Path string // as given to Decode, with slashes

	Version  Int           `spec:"version,required"`
	Provider Text          `spec:"provider,required"` // the provider's id: [a-z][a-z0-9-]*
	Name     Text          `spec:"name,required"`
	OTel     Text          `spec:"otel_provider"` // OpenTelemetry's gen_ai.provider.name
	Hosts    []Text        `spec:"hosts"`
	Links    Map[Text]     `spec:"links"`
	Support  Support       `spec:"support"`
	Sources  []Source      `spec:"sources,required"`
	Wire     *Wire         `spec:"wire"`
	Limits   []Limit       `spec:"limits"`
	Surfaces Map[*Surface] `spec:"surfaces"`
	Contexts Map[[]Text]   `spec:"contexts"`
	Tips     []Prose       `spec:"tips"`
	Guides   []Guide       `spec:"guides"`
	Errors   []*Error      `spec:"errors,required"`

	CodePrefix string // what codes begin with: the id without hyphens
	faulty     bool   // Decode found something wrong
	Rows       []*Row // the classifier, in the order in which rules are asked
	runtime    *apierr.Provider
	texts      prose.Texts // the links of its documentation
}

// Support says what to send along when asking a provider for help.
type Support struct {
	Pos
	Include []Text `spec:"include"`
}

// A Source is a page or file that documents errors.
type Source struct {
	Pos
	ID       Text `spec:"id,required"`
	URL      Text `spec:"url,required"`
	Verified Date `spec:"verified,required"`
	Basis    Text `spec:"basis"` // official (the default), specification, sdk, observed, third_hand
}

// A Wire says where the parts of an error are. Of several paths the first that
// holds something wins: an empty string is passed over.
type Wire struct {
	Pos
	Code        List[Path]    `spec:"code"`
	Type        List[Path]    `spec:"type"`
	Message     List[Path]    `spec:"message"`
	Param       List[Path]    `spec:"param"`
	Status      List[Path]    `spec:"status"`
	RequestID   List[Path]    `spec:"request_id"`
	Nested      List[Path]    `spec:"nested"`
	ShouldRetry List[Path]    `spec:"should_retry"`
	Delay       []DelaySource `spec:"delay"`
}

// A Path leads to a value of a response. It is written as a string, or as a
// mapping where the value must be made bare first.
type Path struct {
	Pos
	Text    Text `spec:"path,alias=from,required"` // a.b[0].c, a[*].b, a[@type=x].b, header:NAME
	Strip   Text `spec:"strip"`                    // aws
	Pattern Text `spec:"pattern"`                  // RE2; its first group, or the whole match, is the value

	Header string // of header:NAME
	Steps  []Step // of a path into the body
}

// A Step is one step of a Path.
type Step struct {
	Kind  apierr.Step
	Key   string
	Value string
	Index int
}

// A DelaySource says where a server states how long to wait, and in what format.
type DelaySource struct {
	Pos
	From      Text `spec:"from,required"`
	Pattern   Text `spec:"pattern"`
	Format    Text `spec:"format"`    // required unless the text of a pattern says its unit
	Role      Text `spec:"role"`      // hint: a forecast
	Remaining Text `spec:"remaining"` // the header that counts what is left, for a reset

	Path Path
}

// A Limit is a header that tells of a rate limit.
type Limit struct {
	Pos
	Header Text `spec:"header,required"`
	Means  Text `spec:"means,required"`
	Format Text `spec:"format"`
}

// A Surface is a place where errors show up.
type Surface struct {
	Pos
	Summary  Prose        `spec:"summary"`
	HTTP     StatusSet    `spec:"http"`
	Body     Map[Matcher] `spec:"body"` // a path each
	Event    List[Text]   `spec:"event"`
	Close    StatusSet    `spec:"close"`
	Executed Text         `spec:"executed"`
	Billed   Text         `spec:"billed"`
	Wire     *Wire        `spec:"wire"`

	Text string // the summary, as documentation has it
}

// A Guide is advice that several errors share.
type Guide struct {
	Pos
	Title  Prose   `spec:"title,required"`
	Text   Prose   `spec:"text"`
	Errors []Text  `spec:"errors"` // names; none means all
	Checks []Prose `spec:"checks,required"`

	Doc apierr.Guide // what the guide says
}

// An Error is one documented error.
type Error struct {
	Pos
	Name    Text  `spec:"name,required"`
	Title   Prose `spec:"title,required"`
	Summary Prose `spec:"summary,required"`
	Slug    Text  `spec:"slug"`

	// What a response must look like. The keys given here hold for every rule
	// of Match that does not say its own; without Match they are the only rule.
	Rule
	Match []Rule `spec:"match"`

	Kind     Text `spec:"kind,required"`
	Retry    Text `spec:"retry"`
	Executed Text `spec:"executed"`
	Billed   Text `spec:"billed"`

	Causes []Prose   `spec:"causes,required"`
	Fixes  []Prose   `spec:"fixes,required"`
	Checks []Prose   `spec:"checks"`
	Links  Map[Text] `spec:"links"`

	Sources    []Text     `spec:"sources,required"`
	Variants   []*Variant `spec:"variants"`
	Renamed    []Renamed  `spec:"renamed_from"`
	Deprecated Prose      `spec:"deprecated"`

	Samples    []Sample `spec:"samples"`
	NearMisses []Sample `spec:"near_misses"`

	Code apierr.Code // "fashn.OutOfCredits"
	Doc  *apierr.Doc // what the entry says, resolved
}

// A Rule is what a response must look like: all that is given must hold.
type Rule struct {
	Pos
	Surface  List[Text]   `spec:"surface"`
	Status   StatusSet    `spec:"status"`
	WireCode StringSet    `spec:"code"`
	WireType StringSet    `spec:"type"`
	Field    Map[Matcher] `spec:"field"`  // a path each
	Header   Map[Matcher] `spec:"header"` // a header name each
	Message  *Phrases     `spec:"message"`
	Close    StatusSet    `spec:"close"`
}

// Phrases is what a message must, and must not, say.
type Phrases struct {
	Pos
	Any List[Text] `spec:"any,required"`
	Not List[Text] `spec:"not"`
}

// A Variant is an error meaning something else in a context.
type Variant struct {
	Pos
	Context  Map[Text] `spec:"context,required"`
	Kind     Text      `spec:"kind"`
	Retry    Text      `spec:"retry"`
	Executed Text      `spec:"executed"`
	Summary  Prose     `spec:"summary"`
	Causes   []Prose   `spec:"causes"`
	Fixes    []Prose   `spec:"fixes"`
	Samples  []Sample  `spec:"samples"`
}

// A Renamed is a name that an error had before.
type Renamed struct {
	Pos
	Name   Text  `spec:"name,required"`
	Title  Prose `spec:"title"`
	SeenIn Text  `spec:"seen_in"`
}

// A Sample is a response that must come back as its entry; as a near miss, one
// that must not.
type Sample struct {
	Pos
	Status  Int       `spec:"status"`
	Headers Map[Text] `spec:"headers,raw"`
	Body    Text      `spec:"body,raw"` // may be empty, and have line breaks
	Event   Text      `spec:"event"`
	Close   Int       `spec:"close"`
	Surface Text      `spec:"surface"`
	Context Map[Text] `spec:"context"`
	Is      Text      `spec:"is"` // near misses only: the entry that it is, or nothing
}
