package spec

import (
	"strings"
	"sync"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/apierr/errdoc"
	"github.com/errbook/errbook/apierr/wire"
	"github.com/errbook/errbook/spec/prose"
	"github.com/errbook/errbook/spec/yaml"
)

// The types below are the language: a spec file is a File, and the tag of a
// field is its key. What a key takes is said by the field's type; `required`
// keys must be there. [Decode] fills the tagged fields, [Check] the others.

// A File is one spec file: the errors of one provider.
type File struct {
	yaml.Pos `noun:"file"`
	Path     string // as given to Decode, with slashes

	Version  yaml.Int              `yaml:"version,required,min=1,max=1" doc:"The version of the language: 1."`
	Provider yaml.Text             `yaml:"provider,required,of=id,max=60" doc:"The provider's id, such as llama-cpp: lowercase letters and digits joined by hyphens. Without them it is the Go package."`
	Name     yaml.Text             `yaml:"name,required" doc:"The provider's name, for people."`
	OTel     yaml.Text             `yaml:"otel_provider,of=otel_provider" doc:"The value of OpenTelemetry's gen_ai.provider.name, where it defines one."`
	Hosts    []yaml.Text           `yaml:"hosts,distinct" doc:"The hosts of the API. One * in a host stands for one or more characters: *.example.com, api.*.example.com."`
	GoSDKs   []yaml.Text           `yaml:"go_sdks,of=go_package,distinct" doc:"Import paths of the Go packages whose errors are the provider's, without major version: github.com/acme/acme-go."`
	Links    yaml.Map[yaml.Text]   `yaml:"links,of=link" doc:"Pages for people, such as docs, status and support: https or mailto URLs."`
	Support  Support               `yaml:"support" doc:"What helps when asking the provider for help."`
	Own      yaml.Bool             `yaml:"own" doc:"Whether the API is your own: then its errors can be sent, sources may be left out, and what an entry does not say is filled in."`
	Generic  yaml.Text             `yaml:"generic,of=generic" doc:"What may judge responses that no rule takes, of what is known without the provider: ai (all of it, the default), http (what every API over HTTP can mean, the default for an API of your own), or none."`
	Pages    yaml.Text             `yaml:"pages,of=https" doc:"Where the pages of the errors are published: the URL of each is this one, a slash, and its slug. For an API of your own it is the type of the problem details."`
	Groups   yaml.Map[*Group]      `yaml:"groups,keys=context_word" doc:"Groups of errors, by name: targets for errors.Is, and sections of pages."`
	Include  []yaml.Text           `yaml:"include,distinct" doc:"Files of errors that are the file's, too, in a directory below that of the spec file: common/http.yaml. An error of the file takes the place of one of the same name."`
	Sources  []Source              `yaml:"sources,required,unless=own" doc:"The pages that the entries rest on. Required, unless the API is your own."`
	Wire     *Wire                 `yaml:"wire" doc:"Where the parts of an error are in a response; without it, as OpenAI has them."`
	Limits   []Limit               `yaml:"limits" doc:"Rate-limit headers worth showing."`
	Surfaces yaml.Map[*Surface]    `yaml:"surfaces,keys=surface_name" doc:"The places where errors show up, by name: a refused request, a job that failed, an event of a stream."`
	Contexts yaml.Map[[]yaml.Text] `yaml:"contexts,keys=context_word,of=context_word,distinct" doc:"What the caller knows and no response says, with its values: deployment: [serverless, dedicated]."`
	Tips     []Prose               `yaml:"tips" doc:"Advice for the whole provider: whole sentences."`
	Guides   []Guide               `yaml:"guides" doc:"Advice that several errors share."`
	Errors   []*Error              `yaml:"errors,required" doc:"The errors, each documented once."`

	CodePrefix string     // what codes begin with: the id without hyphens
	Included   []Included // the files of Include, in their order
	data       []byte     // of the file
	taxonomy   *Taxonomy
	settings   Settings // of the book
	faulty     bool     // Decode found something wrong
	partial    bool     // and left it out
	sound      bool     // Check has found nothing wrong with it
	Rows       []*Row   // the classifier, in the order in which rules are asked
	rules      *clauseIndex
	runtime    *apierr.Provider
	facts      *wire.Provider
	texts      prose.Texts // the links of its documentation
	bodiesOnce sync.Once
	bodies     []sampleBody // of all samples; see sampleBodies
}

// A Group is errors that belong together.
type Group struct {
	yaml.Pos
	Title  Prose       `yaml:"title,required" doc:"The heading: one line without a period."`
	Codes  StringSet   `yaml:"codes" doc:"The wire codes of its errors: text, a list, or {prefix: …}."`
	Errors []yaml.Text `yaml:"errors,distinct" doc:"The names of its errors, besides those that its codes name."`
}

// Support says what to include when asking a provider for help.
type Support struct {
	yaml.Pos `noun:"support"`
	Include  []yaml.Text `yaml:"include,of=snake,distinct" doc:"What to include, such as request_id."`
}

// A Source is a page or file that documents errors.
type Source struct {
	yaml.Pos
	ID       yaml.Text `yaml:"id,required,of=id" doc:"The name by which entries refer to the source."`
	URL      yaml.Text `yaml:"url,required,of=https" doc:"The URL of the page."`
	Verified yaml.Date `yaml:"verified" doc:"The day on which somebody last read the source and compared it with the entries, such as 2026-11-20; left out if nobody knows."`
	AsOf     yaml.Text `yaml:"as_of" doc:"Which copy was read: its edition, its commit, or the day it is of."`
	Basis    yaml.Text `yaml:"basis,of=basis" doc:"What kind of source it is; official unless it says otherwise."`
	List     *List     `yaml:"list" doc:"Where in the source a machine can read the names of errors, for errbook upstream."`
}

// A Wire says where the parts of an error are. Of several paths the first that
// holds something wins: an empty string is passed over.
type Wire struct {
	yaml.Pos    `noun:"wire"`
	Code        yaml.List[Path] `yaml:"code" doc:"Paths to the code that identifies the error; the first that holds something wins."`
	Type        yaml.List[Path] `yaml:"type" doc:"Paths to the type, which is coarser than the code."`
	Message     yaml.List[Path] `yaml:"message" doc:"Paths to the message for people."`
	Param       yaml.List[Path] `yaml:"param" doc:"Paths to the name of the parameter that is to blame."`
	Status      yaml.List[Path] `yaml:"status" doc:"Paths to a status that the body states, for errors that come under 200 or in a stream."`
	RequestID   yaml.List[Path] `yaml:"request_id" doc:"Paths to the id of the request, often header:x-request-id."`
	Nested      yaml.List[Path] `yaml:"nested" doc:"Paths to strings that are themselves error bodies."`
	ShouldRetry yaml.List[Path] `yaml:"should_retry" doc:"Paths to true or false: whether the provider says to send the same call again."`
	Each        yaml.List[Path] `yaml:"each" doc:"Where a response has a list of errors: errors[*]. The first decides, and all are in the chain."`
	Delay       []DelaySource   `yaml:"delay" doc:"Where the server states how long to wait."`
}

// A Path leads to a value of a response. It is written as a string, or as a
// mapping where the value must be made bare first.
type Path struct {
	yaml.Pos
	Text    yaml.Text `yaml:"path,alias=from,required,bare" doc:"A dotted path such as error.code, with [0], [*] or [key=value] into arrays, or header:NAME."`
	Strip   yaml.Text `yaml:"strip,of=strip" doc:"How to make the value bare: aws drops a namespace up to # and a tail from a colon."`
	Pattern yaml.Text `yaml:"pattern,max=200" doc:"A regular expression (RE2) that takes the value out of text: its first group, or the whole match."`

	Header string // of header:NAME
	XML    bool   // the body is XML
	Steps  []Step // of a path into the body
}

// A Step is one step of a Path.
type Step struct {
	Kind  wire.Step
	Key   string
	Value string
	Index int
}

// A DelaySource says where a server states how long to wait, and in what format.
type DelaySource struct {
	yaml.Pos  `noun:"a delay"`
	From      yaml.Text `yaml:"from,required" doc:"The path to the wait, or message for the message."`
	Pattern   yaml.Text `yaml:"pattern,max=200" doc:"A regular expression (RE2) that takes the wait out of text: its first group, or the whole match."`
	Format    yaml.Text `yaml:"format,of=delay_format" doc:"How the wait is written; may be left out if a pattern takes it with its unit."`
	Role      yaml.Text `yaml:"role,of=delay_role" doc:"hint for a forecast, which never makes an error wait for a long window."`
	Remaining yaml.Text `yaml:"remaining" doc:"The header that counts what is left: a reset counts only when that is 0."`

	Path Path
}

// A Limit is a header about a rate limit.
type Limit struct {
	yaml.Pos
	Header yaml.Text `yaml:"header,required" doc:"The name of the header."`
	Means  yaml.Text `yaml:"means,required,of=snake" doc:"What it means, such as remaining_requests, limit_tokens or reset_requests."`
	Format yaml.Text `yaml:"format,of=delay_format" doc:"How it is written; must be given for a reset."`
}

// A Surface is a place where errors show up.
type Surface struct {
	yaml.Pos
	Summary  Prose                `yaml:"summary" doc:"What the surface is: whole sentences."`
	HTTP     StatusSet            `yaml:"http,min=100,max=599" doc:"The HTTP statuses under which it shows; 400 to 599 without it."`
	Path     yaml.List[yaml.Text] `yaml:"path,of=request_path,distinct" doc:"The paths of the requests whose responses these are, with * for any text without a slash. A response to a request of another surface is not on this one, and one below 400 is read whatever its Content-Type says, unless it is a stream."`
	Body     yaml.Map[Matcher]    `yaml:"body" doc:"What the body says of failure, by path: a value, a list, {not: …}, present or absent. Required for statuses below 400."`
	Event    yaml.List[yaml.Text] `yaml:"event,distinct" doc:"The names of the events of a stream that carry errors."`
	End      yaml.List[yaml.Text] `yaml:"end,distinct" doc:"What ends a stream when nothing failed: the name of an event, its type, its data, such as [DONE], or a member of it, such as done=true or finishReason=*. A stream that ends without any is interrupted."`
	Close    StatusSet            `yaml:"close,min=1000,max=4999" doc:"The codes with which a WebSocket is closed."`
	Executed yaml.Text            `yaml:"executed,of=certainty" doc:"Whether the request can have been executed."`
	Billed   yaml.Text            `yaml:"billed,of=certainty" doc:"Whether the request can have been billed."`
	Wire     *Wire                `yaml:"wire" doc:"Where the parts of an error are here, if not where the provider has them."`

	Text string // the summary, as documentation has it
}

// A Guide is advice that several errors share.
type Guide struct {
	yaml.Pos
	Title  Prose       `yaml:"title,required" doc:"The heading."`
	Text   Prose       `yaml:"text" doc:"What the advice is about: whole sentences."`
	Errors []yaml.Text `yaml:"errors,distinct" doc:"The names of the errors that it is for; all without it."`
	Checks []Prose     `yaml:"checks,required" doc:"What to check, in order: whole sentences."`

	Doc errdoc.Guide // what the guide says
}

// An Error is one documented error.
type Error struct {
	yaml.Pos `noun:"an error"`
	Name     yaml.Text `yaml:"name,required,of=go_name,max=100" doc:"The name in Go, such as OutOfCredits. It makes the code, and never changes."`
	Title    Prose     `yaml:"title,required,unless=own" doc:"The title for people: one line without a period. In an API of your own it is made of the name if it is left out."`
	Summary  Prose     `yaml:"summary,meant=description|meaning,required,unless=own" doc:"What the error means: whole sentences. In an API of your own it is the title if it is left out."`
	// Says is not prose: the words of the provider, exactly.
	Says yaml.List[yaml.Text] `yaml:"says,of=fragment,distinct" doc:"What the message is known to contain: fragments of 2 to 8 words, exactly, as sources or recorded responses have them. They help to find the entry, and never decide; no whole sentences."`
	Slug yaml.Text            `yaml:"slug,of=slug,max=200" doc:"The name of its page; made of the name without it."`

	// What a response must look like. The keys given here hold for every rule
	// of Match that does not say its own; without Match they are the only rule.
	Rule
	Match []Rule `yaml:"match" doc:"Several rules, for an error that shows in several ways. Keys given beside it hold for each that does not say its own."`

	Kind     yaml.Text `yaml:"kind,required,unless=own,of=kind" doc:"What the error means whoever sent it. In an API of your own it follows from the status if it is left out."`
	Vague    yaml.Bool `yaml:"vague" doc:"Whether the code or type says less than the HTTP status does, as api_error and server_error do."`
	Retry    yaml.Text `yaml:"retry,meant=retryable|retries,of=retry" doc:"Whether and how to retry, where the provider says other than the kind does."`
	Executed yaml.Text `yaml:"executed,of=certainty" doc:"Whether the request can have been executed, where it is other than the kind's or the surface's."`
	Billed   yaml.Text `yaml:"billed,of=certainty" doc:"Whether the request can have been billed."`
	Actor    yaml.Text `yaml:"actor,of=actor" doc:"Who must act, where it is other than the kind's."`
	Scope    yaml.Text `yaml:"scope,of=scope" doc:"What is affected, where it is other than the kind's."`
	Severity yaml.Text `yaml:"severity,of=severity" doc:"How serious the error is, in a word of the book's own."`

	Default yaml.Bool           `yaml:"default" doc:"In an API of your own: whether the error is sent in place of every one that is not documented."`
	Detail  yaml.Text           `yaml:"detail" doc:"In an API of your own: the message that is sent, with the names of params in braces."`
	Params  yaml.Map[yaml.Text] `yaml:"params,keys=param_name,of=param_type" doc:"In an API of your own: the details that the error has besides its message, and their types."`
	Extra   yaml.Map[yaml.Text] `yaml:"x-*" doc:"What else there is to say, under keys of your own."`

	Causes []Prose             `yaml:"causes,required" doc:"What happened, a cause each: whole sentences."`
	Fixes  []Prose             `yaml:"fixes,required" doc:"What to do, an instruction each: whole sentences."`
	Checks []Prose             `yaml:"checks" doc:"What to look at to find the cause: whole sentences."`
	Links  yaml.Map[yaml.Text] `yaml:"links,of=link" doc:"Pages that help with this error: https or mailto URLs."`

	Sources    []yaml.Text `yaml:"sources,required,unless=own,distinct" doc:"The ids of the sources that it rests on. Required, unless the API is your own."`
	Variants   []*Variant  `yaml:"variants" doc:"What the error means in contexts."`
	Renamed    []Renamed   `yaml:"renamed_from" doc:"The names that it had before: each stays as a deprecated constant."`
	Since      yaml.Text   `yaml:"since" doc:"Since when, or since which version of the API, the provider sends it: 2026-03, v2."`
	Deprecated Prose       `yaml:"deprecated" doc:"That the provider no longer sends it, and what came in its place: whole sentences."`

	Samples    []Sample `yaml:"samples" doc:"Responses that must come back as this error."`
	NearMisses []Sample `yaml:"near_misses" doc:"Responses that must not."`

	Code apierr.Code // "fashn.OutOfCredits"
	Doc  *apierr.Doc // what the entry says, resolved
}

// doc returns the documentation of an entry: all that it says, resolved. It is
// the only step from the language to what every printer takes.
func (f *File) doc(e *Error) *apierr.Doc {
	kind := f.kindOf(e.Kind)
	d := &apierr.Doc{
		Code:       e.Code,
		Title:      f.text(e.Title),
		Summary:    f.text(e.Summary),
		Kind:       kind.Name,
		Family:     kind.Family,
		OwnKind:    kind.own(),
		Retry:      retryOf(e.Retry, kind.Retry),
		Actor:      actorOf(e.Actor, kind.Actor),
		Scope:      scopeOf(e.Scope, f.scopeOfKind(kind)),
		Executed:   f.resolveCertainty(e, e.Executed, func(s *Surface) yaml.Text { return s.Executed }, kind.Executed),
		Billed:     f.resolveCertainty(e, e.Billed, func(s *Surface) yaml.Text { return s.Billed }, apierr.Unstated),
		Surface:    strings.Join(e.surfaces(), ", "),
		Statuses:   f.statuses(e),
		WireCodes:  e.wireCodes(),
		Says:       values(e.Says),
		Causes:     f.list(e.Causes),
		Fixes:      f.list(e.Fixes),
		Checks:     f.list(e.Checks),
		Links:      linksOf(e.Links),
		Sources:    f.sourcesOf(e),
		Guides:     f.guidesOf(e),
		Since:      e.Since.Value,
		Deprecated: f.text(e.Deprecated),
		Own:        f.ownDoc(e),
		Neutral:    !f.isAboutModels(),
		Page:       f.pageOf(e),
		Tags:       f.tagsOf(e),
	}
	for _, r := range e.Renamed {
		d.Renamed = append(d.Renamed, errdoc.Renamed{Code: f.CodeOf(r.Name.Value), Title: f.text(r.Title)})
	}
	for _, v := range e.Variants {
		d.Variants = append(d.Variants, f.variant(v, d))
	}
	return d
}

// Data returns the bytes of the file. They must not be changed.
func (f *File) Data() []byte { return f.data }

// Taxonomy returns the kinds that the file's errors can be of.
func (f *File) Taxonomy() *Taxonomy {
	if f.taxonomy == nil {
		return builtinTaxonomy()
	}
	return f.taxonomy
}

// kindOf returns the row of the kind that a key names.
func (f *File) kindOf(name yaml.Text) *Kind { return f.Taxonomy().Kind(apierr.Kind(name.Value)) }

// A Rule is what a response must look like: all that is given must hold.
type Rule struct {
	yaml.Pos
	Surface  yaml.List[yaml.Text] `yaml:"surface,distinct" doc:"The surface, or a list of surfaces, where the error shows."`
	Status   StatusSet            `yaml:"status,meant=http_status|http|statuses|status_code,min=100,max=599" doc:"The HTTP status: a number, a class such as 5xx, or a list."`
	WireCode StringSet            `yaml:"code,meant=error_code|wire_code" doc:"The code on the wire: text, a list, or {prefix: …}."`
	WireType StringSet            `yaml:"type" doc:"The type on the wire: text, a list, or {prefix: …}."`
	Field    yaml.Map[Matcher]    `yaml:"field" doc:"Other values of the body, by path: a value, a list, {contains: …} or present."`
	Header   yaml.Map[Matcher]    `yaml:"header" doc:"Headers, by name: a value, a list, {contains: …} or present."`
	Message  *Phrases             `yaml:"message" doc:"Phrases that the message must have, and must not have."`
	Close    StatusSet            `yaml:"close,min=1000,max=4999" doc:"The code with which a WebSocket is closed."`
}

// Phrases is what a message must, and must not, say.
type Phrases struct {
	yaml.Pos `noun:"message" hint:"write {any: [WORDS]} for words by which a response is recognized; detail is the text that an API of your own sends"`
	Any      yaml.List[yaml.Text] `yaml:"any,required" doc:"Phrases of which the message has one, in any case, outside of quotes."`
	Not      yaml.List[yaml.Text] `yaml:"not" doc:"Phrases of which the message has none."`
}

// A Variant is an error meaning something else in a context.
type Variant struct {
	yaml.Pos
	Context  yaml.Map[yaml.Text] `yaml:"context,required" doc:"The contexts that must all be given."`
	Kind     yaml.Text           `yaml:"kind,of=kind" doc:"What the error means there."`
	Retry    yaml.Text           `yaml:"retry,of=retry" doc:"Whether and how to retry there."`
	Executed yaml.Text           `yaml:"executed,of=certainty" doc:"Whether the request can have been executed there."`
	Actor    yaml.Text           `yaml:"actor,of=actor" doc:"Who must act there."`
	Scope    yaml.Text           `yaml:"scope,of=scope" doc:"What is affected there."`
	Summary  Prose               `yaml:"summary" doc:"What the error means there: whole sentences."`
	Causes   []Prose             `yaml:"causes" doc:"What happened there: whole sentences."`
	Fixes    []Prose             `yaml:"fixes" doc:"What to do there: whole sentences."`
	Samples  []Sample            `yaml:"samples" doc:"Responses that must come back as this error there."`
}

// A Renamed is a name that an error had before.
type Renamed struct {
	yaml.Pos `noun:"a former name"`
	Name     yaml.Text `yaml:"name,required,of=go_name,max=100" doc:"The former name in Go."`
	Title    Prose     `yaml:"title" doc:"The former title."`
	SeenIn   yaml.Text `yaml:"seen_in" doc:"The id of the source that has the former name."`
}

// A Sample is a response that must come back as its entry; as a near miss, one
// that must not.
type Sample struct {
	yaml.Pos
	Status  yaml.Int            `yaml:"status,min=100,max=599" doc:"The HTTP status."`
	Headers yaml.Map[yaml.Text] `yaml:"headers,raw" doc:"The headers, by name."`
	Body    yaml.Text           `yaml:"body,raw" doc:"The body, or the data of an event."`
	Event   yaml.Text           `yaml:"event" doc:"The name of the event of a stream."`
	Close   yaml.Int            `yaml:"close,min=1000,max=4999" doc:"The code with which a WebSocket was closed."`
	Surface yaml.Text           `yaml:"surface" doc:"The surface where it was seen, where the response does not show it."`
	Context yaml.Map[yaml.Text] `yaml:"context" doc:"What the caller knows."`
	Is      yaml.Text           `yaml:"is" doc:"Of a near miss: the error that it is."`
	Origin  yaml.Text           `yaml:"origin,of=origin" doc:"Where the response comes from: recorded, documented or made; made unless it says otherwise."`
	Source  yaml.Text           `yaml:"source" doc:"The id of the source that has the response, if it is not made."`
}
