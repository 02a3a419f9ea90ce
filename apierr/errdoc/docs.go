package errdoc

import (
	"slices"
	"strings"

	"github.com/errbook/errbook/apierr/wire"
)

// A Code names one documented error of one provider, "fashn.OutOfCredits", and
// is stable forever. Codes are errors, so they serve as targets for errors.Is.
// The empty Code matches nothing.
type Code string

// Error makes a Code a target for errors.Is. It returns the code.
func (c Code) Error() string { return string(c) }

// A Context is something that the caller knows and no response says,
// as "name=value": "deployment=dedicated". Generated packages declare the ones
// that matter; see apierr.Provider.In.
type Context string

// A Doc is the documentation of one error: what its spec file says. All prose
// is plain text in which `code` appears in backticks.
type Doc struct {
	Code    Code   `json:"code"`
	Title   string `json:"title"`
	Summary string `json:"summary"`
	Kind    Kind   `json:"kind"`
	Family  Family `json:"family,omitempty"`
	// OwnKind is what there is to say of the kind where a book defines it; nil
	// for errbook's own, which know it themselves.
	OwnKind *OwnKind `json:"own_kind,omitempty"`
	// Retry, Actor, Executed and Scope are the kind's own unless the provider
	// says otherwise; Executed is Unstated where it depends on the surface, see
	// apierr.Error.Executed.
	Retry    Retry     `json:"retry"`
	Actor    Actor     `json:"actor,omitempty"`
	Executed Certainty `json:"executed,omitempty"`
	Scope    Scope     `json:"scope,omitempty"`
	// Billed is Unstated where the provider says nothing about it.
	Billed Certainty `json:"billed,omitempty"`
	// Surface is where the error shows up, "" for anywhere.
	Surface string `json:"surface,omitempty"`
	// Statuses and WireCodes are what the error looks like, for people; the
	// classifier has the exact rules. Statuses are those that the rules ask for,
	// then those of responses that the book has as samples.
	Statuses  []string `json:"statuses,omitempty"`
	WireCodes []string `json:"wire_codes,omitempty"`
	// Says are fragments that the message is known to contain.
	Says    []string `json:"says,omitempty"`
	Causes  []string `json:"causes,omitempty"`
	Fixes   []string `json:"fixes,omitempty"`
	Checks  []string `json:"checks,omitempty"`
	Links   []Link   `json:"links,omitempty"`
	Sources []Source `json:"sources,omitempty"`
	// Page is where the error's page is published, "" if it is not; see [Doc.URL].
	Page string `json:"page,omitempty"`
	// Guides is advice that this error shares with others.
	Guides []Guide `json:"guides,omitempty"`
	// Renamed lists what the error was formerly called.
	Renamed []Renamed `json:"renamed_from,omitempty"`
	// Since is when, or since which version of the API, the provider sends it.
	Since string `json:"since,omitempty"`
	// Deprecated says what to use instead; "" for an error in use.
	Deprecated string `json:"deprecated,omitempty"`
	// Variants is what the error means in certain contexts; see [Doc.In].
	Variants []Variant `json:"variants,omitempty"`

	// Own is what there is to say of an error of one's own API; nil for a provider's.
	Own *Own `json:"own,omitempty"`
	// Neutral says that the API is not one of models, so that texts say nothing of them.
	Neutral bool `json:"neutral,omitempty"`
	// Tags is how a book sorts its errors; nil where it does not.
	Tags *Tags `json:"tags,omitempty"`
}

// An OwnKind is what a book says of a kind of its own, besides the family, retry,
// actor and scope, which each [Doc] has.
type OwnKind struct {
	Meaning string `json:"meaning"` // a clause without a period
	Tell    string `json:"tell"`    // what an end user may be told
	// Executed is the kind's, where the surface says nothing.
	Executed Certainty `json:"executed,omitempty"`
}

// tell returns what an end user may be told, "" for errbook's own kinds.
func (o *OwnKind) tell() string {
	if o == nil {
		return ""
	}
	return o.Tell
}

// kindSentence returns what the error's kind means.
func (d *Doc) kindSentence() string {
	if d.OwnKind != nil {
		return sentence(d.OwnKind.Meaning)
	}
	return d.Said(d.Kind.sentence())
}

// A Fact is one thing that is known of an error, in words.
type Fact struct {
	Key    string   // the member of the JSON that holds it: "retry"
	Label  string   // for people: "Retry"
	Text   string   // a sentence or a phrase, perhaps none: "Retry once."
	Values []string // identifiers, perhaps none: "once"
}

// String returns the fact without its label: "Retry once (once)".
func (f Fact) String() string {
	values := strings.Join(f.Values, ", ")
	switch {
	case f.Text == "":
		return values
	case values == "":
		return f.Text
	}
	return strings.TrimSuffix(f.Text, ".") + " (" + values + ")"
}

// Facts returns what can be said of the error in a line each, in the order in
// which every page of the documentation shows it: what to do first. Causes, fixes and checks,
// guides, variants, links and sources are not facts but lists of their own.
func (d *Doc) Facts() []Fact {
	facts := []Fact{
		{"retry", "Retry", AdviceOn(d.Kind, d.Retry), values(d.Retry)},
		{"actor", "Who acts", d.actorText(), values(d.Actor)},
		{"executed", "Executed", textOf(d.Executed, executedTexts[:]), values(d.Executed)},
		{"billed", "Billed", textOf(d.Billed, billedTexts[:]), values(d.Billed)},
		{"kind", "Kind", d.kindSentence(), values(d.Kind)},
		{"family", "Family", "", values(d.Family)},
		{"scope", "Affects", d.Said(textOfWord(scopeWords[:], string(d.Scope))), values(d.Scope)},
		{"own_kind", "Tell users", d.OwnKind.tell(), nil},
		{"statuses", "Status", "", d.Statuses},
		{"wire_codes", "Wire code", "", d.WireCodes},
		{"says", "Message contains", "", d.Says},
		{"surface", "Surface", "", values(d.Surface)},
		{"since", "Since", d.Since, nil},
		{"code", "Code", "", values(d.Code)},
	}
	for _, r := range d.Renamed {
		facts = append(facts, Fact{"renamed_from", "Formerly", r.Title, values(r.Code)})
	}
	facts = slices.Concat(facts, d.Own.facts(), []Fact{{"page", "Page", d.Page, nil}}, d.Tags.facts())
	return slices.DeleteFunc(facts, func(f Fact) bool { return f.Text == "" && len(f.Values) == 0 })
}

// A Variant is the same error meaning something else in a context. Empty
// fields leave what the Doc says.
type Variant struct {
	// Contexts must all be given by the caller for the variant to apply.
	Contexts []Context `json:"contexts"`
	Kind     Kind      `json:"kind"`
	Family   Family    `json:"family,omitempty"`
	OwnKind  *OwnKind  `json:"own_kind,omitempty"`
	Retry    Retry     `json:"retry"`
	Actor    Actor     `json:"actor,omitempty"`
	Executed Certainty `json:"executed,omitempty"`
	Scope    Scope     `json:"scope,omitempty"`
	Summary  string    `json:"summary,omitempty"`
	Causes   []string  `json:"causes,omitempty"`
	Fixes    []string  `json:"fixes,omitempty"`
}

// A Guide is advice shared by several errors: what to check, in order.
type Guide struct {
	Title  string   `json:"title"`
	Text   string   `json:"text,omitempty"`
	Checks []string `json:"checks,omitempty"`
}

// A Link leads to a page that helps with an error.
type Link = wire.Link

// A Renamed is a code, and the title, that an error formerly had. The code
// still finds the error's documentation.
type Renamed struct {
	Code  Code   `json:"code"`
	Title string `json:"title,omitempty"`
}

// A Source is a page that documents an error, with the day on which somebody
// last compared the two (YYYY-MM-DD).
type Source struct {
	ID       string `json:"id"`
	URL      string `json:"url"`
	Verified string `json:"verified,omitempty"`
	// AsOf says which copy was read: its edition, its commit or the day it is of.
	AsOf string `json:"as_of,omitempty"`
	// Basis says what kind of source it is: official (the provider's own page or
	// code), specification, sdk, observed (a recorded response), third_hand.
	Basis string `json:"basis,omitempty"`
}

// Note returns what is known of the source, for people: "verified 2026-11-20,
// as of version 2.3, from a recorded response".
func (s Source) Note() string {
	var notes []string
	if s.Verified != "" {
		notes = append(notes, "verified "+s.Verified)
	}
	if s.AsOf != "" {
		notes = append(notes, edition(s.AsOf))
	}
	if i := indexOf(basisWords[:], s.Basis); i > 0 {
		notes = append(notes, basisWords[i].text)
	}
	return strings.Join(notes, ", ")
}

// edition says which copy of a source was read: "as of version 2.3", or "read in an
// undated copy" where the copy itself is described.
func edition(asOf string) string {
	for _, begin := range []string{"a ", "an ", "undated "} {
		if strings.HasPrefix(asOf, begin) {
			return "read in " + asOf
		}
	}
	return "as of " + asOf
}

// Name returns what to call the source, for people: where it is, without what only
// programs need of its URL, in at most 72 characters. A file of a repository is named
// by both: "vllm-project/vllm: vllm/entrypoints/openai/api_server.py".
func (s Source) Name() string {
	_, name, found := strings.Cut(s.URL, "://")
	if !found {
		return s.ID
	}
	name, _, _ = strings.Cut(name, "?")
	name, _, _ = strings.Cut(name, "#")
	name = strings.TrimSuffix(strings.TrimPrefix(name, "www."), "/")
	if parts := strings.SplitN(name, "/", 6); len(parts) > 4 && parts[0] == "github.com" {
		repository := parts[1] + "/" + parts[2]
		switch rest := strings.Join(parts[4:], "/"); parts[3] {
		case "blob", "tree", "raw":
			name = strings.TrimSuffix(repository+": "+strings.Join(parts[5:], "/"), ": ")
		case "issues", "pull", "discussions":
			name = repository + " #" + rest
		}
	}
	return shortened(name)
}

// maxName is how long the name of a source gets at most.
const maxName = 72

// shortened leaves out the middle of a long name.
func shortened(name string) string {
	r := []rune(name)
	if len(r) <= maxName {
		return name
	}
	const head = 24
	return string(r[:head]) + "…" + string(r[len(r)-(maxName-head-1):])
}

// Verified returns the newest day on which somebody compared a source with the
// documentation, "" for none.
func (d *Doc) Verified() string {
	newest := ""
	for i := range d.Sources {
		newest = max(newest, d.Sources[i].Verified)
	}
	return newest
}

// In returns the documentation as it holds in the given contexts: d itself
// when no variant applies, else a copy with the first variant that does laid
// over it. A nil Doc stays nil.
func (d *Doc) In(contexts ...Context) *Doc {
	if d == nil {
		return nil
	}
	for i := range d.Variants {
		if v := &d.Variants[i]; v.applies(contexts) {
			return d.overlay(v)
		}
	}
	return d
}

func (v *Variant) applies(contexts []Context) bool {
	for _, c := range v.Contexts {
		if !slices.Contains(contexts, c) {
			return false
		}
	}
	return len(v.Contexts) > 0
}

func (d *Doc) overlay(v *Variant) *Doc {
	o := *d
	o.Kind, o.Family, o.OwnKind = v.Kind, v.Family, v.OwnKind
	o.Retry, o.Actor, o.Executed, o.Scope = v.Retry, v.Actor, v.Executed, v.Scope
	if v.Summary != "" {
		o.Summary = v.Summary
	}
	if len(v.Causes) > 0 {
		o.Causes = v.Causes
	}
	if len(v.Fixes) > 0 {
		o.Fixes = v.Fixes
	}
	return &o
}
