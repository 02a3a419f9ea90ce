package apierr

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Every word for people about retry, actors, certainties, matches, families and
// sources is in this file, and every printer takes it from here: %+v, Markdown,
// the site, the command, generated examples, and problem details.

// A word is one value of a small enumeration: its name in spec files and in
// JSON, the name of its Go constant, and what it means.
type word struct{ name, goName, text string }

var retryWords = [retryCount]word{
	RetryNever:      {"never", "RetryNever", "Do not retry. No later attempt can succeed."},
	RetryFixRequest: {"fix_request", "RetryFixRequest", "Do not retry. Change the request, then send it again."},
	RetryFixAccount: {"fix_account", "RetryFixAccount", "Do not retry. Fix the account, its key or its payment, then send the request again."},
	RetryWindow:     {"window", "RetryWindow", "Retry when the limit resets, which can take an hour, a day or a month."},
	RetryOnce:       {"once", "RetryOnce", "Retry once."},
	RetryWait:       {"wait", "RetryWait", "Wait as long as the response says, or a few seconds, then retry."},
	RetryBackoff:    {"backoff", "RetryBackoff", "Retry with exponential backoff and jitter."},
}

var actorWords = [...]word{
	ActorNone:     {"", "ActorNone", "Nobody in particular."},
	ActorCaller:   {"caller", "ActorCaller", "The program that sends the request."},
	ActorOwner:    {"owner", "ActorOwner", "The owner of the account."},
	ActorProvider: {"provider", "ActorProvider", "The provider."},
	ActorNetwork:  {"network", "ActorNetwork", "Whoever runs the network in between."},
}

var certaintyWords = [certaintyCount]word{
	Unstated: {name: "", goName: "Unstated"},
	Never:    {name: "never", goName: "Never"},
	Maybe:    {name: "maybe", goName: "Maybe"},
	Always:   {name: "always", goName: "Always"},
}

// What a certainty says of execution and of billing.
var (
	executedTexts = [certaintyCount]string{
		Unstated: "It depends on where the error appears.",
		Never:    "No, the request did not run.",
		Maybe:    "Possibly, the request may have run.",
		Always:   "Yes, the request ran.",
	}
	billedTexts = [certaintyCount]string{
		Never:  "No, the request is not billed.",
		Maybe:  "Possibly, the request may be billed.",
		Always: "Yes, the request is billed.",
	}
)

var matchWords = [...]word{
	MatchNone:    {"none", "MatchNone", "By the class of its status."},
	MatchStatus:  {"status", "MatchStatus", "By a status that the provider documents."},
	MatchPattern: {"pattern", "MatchPattern", "By a phrase in the message."},
	MatchExact:   {"exact", "MatchExact", "By its identifiers."},
}

var familyWords = [...]word{
	FamilyNone:      {"", "FamilyNone", ""},
	FamilyRequest:   {"request", "FamilyRequest", "something in the request must change"},
	FamilyIdentity:  {"identity", "FamilyIdentity", "the key is refused, or lacks a right"},
	FamilyBilling:   {"billing", "FamilyBilling", "somebody must pay, or a period must end"},
	FamilyThrottle:  {"throttle", "FamilyThrottle", "requests come too fast"},
	FamilyCapacity:  {"capacity", "FamilyCapacity", "the provider has no capacity at the moment"},
	FamilyModel:     {"model", "FamilyModel", "the requested model cannot be used"},
	FamilyProvider:  {"provider", "FamilyProvider", "something failed at the provider, or upstream of it"},
	FamilyTransport: {"transport", "FamilyTransport", "the connection failed"},
	FamilyLocal:     {"local", "FamilyLocal", "the program itself ended the call"},
}

// basisWords says what a source is. What the provider itself publishes needs no
// word.
var basisWords = [...]word{
	{name: "official"},
	{name: "specification", text: "from a specification"},
	{name: "sdk", text: "from the code of an SDK"},
	{name: "observed", text: "from a recorded response"},
	{name: "third_hand", text: "from a third party"},
}

// pick returns what the certainty says out of a table.
func (c Certainty) pick(texts *[certaintyCount]string) string {
	if c >= certaintyCount {
		c = Unstated
	}
	return texts[c]
}

// wordOf returns words[i], or the first word if i is out of range.
func wordOf(words []word, i uint8) *word {
	if int(i) >= len(words) {
		i = 0
	}
	return &words[i]
}

// indexOf returns the index of the word with a name, -1 if there is none.
func indexOf(words []word, name string) int {
	for i := range words {
		if words[i].name == name {
			return i
		}
	}
	return -1
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
		{"retry", "Retry", d.Retry.Advice(), values(d.Retry)},
		{"actor", "Who acts", wordOf(actorWords[:], uint8(d.Kind.Actor())).text, values(d.Kind.Actor())},
		{"executed", "Executed", d.Executed.pick(&executedTexts), values(d.Executed)},
		{"billed", "Billed", d.Billed.pick(&billedTexts), values(d.Billed)},
		{"kind", "Kind", sentence(d.Kind.Meaning()), values(d.Kind)},
		{"family", "Family", "", values(d.Kind.Family())},
		{"statuses", "Status", "", d.Statuses},
		{"wire_codes", "Wire code", "", d.WireCodes},
		{"surface", "Surface", "", values(d.Surface)},
		{"code", "Code", "", values(d.Code)},
	}
	for _, r := range d.Renamed {
		facts = append(facts, Fact{"renamed_from", "Formerly", r.Title, values(r.Code)})
	}
	return slices.DeleteFunc(facts, func(f Fact) bool { return f.Text == "" && len(f.Values) == 0 })
}

// values returns the identifier of v as a list, none for an empty one.
func values(v any) []string {
	if s := fmt.Sprint(v); s != "" {
		return []string{s}
	}
	return nil
}

// sentence returns a phrase as a sentence.
func sentence(phrase string) string {
	r, n := utf8.DecodeRuneInString(phrase)
	if n == 0 {
		return ""
	}
	return string(unicode.ToUpper(r)) + phrase[n:] + "."
}
