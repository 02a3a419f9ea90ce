package errdoc

import (
	"slices"
	"strings"
)

// An Own is what a spec file says of an error of its own API: how it is sent. Words
// are chosen by it, too: to those who wrote the file, the API is not a provider.
type Own struct {
	// Default says that the error is sent in place of every one that is not documented.
	Default bool `json:"default,omitempty"`
	// Detail is the message as a template, with the names of Params in braces.
	Detail string  `json:"detail,omitempty"`
	Params []Param `json:"params,omitempty"`
}

// Message returns Detail as it is sent, but for the names of Params, which are still in
// their braces.
func (o *Own) Message() string {
	return strings.NewReplacer("{{", "{", "}}", "}").Replace(o.Detail)
}

// Tags are how a book sorts its errors.
type Tags struct {
	// Groups lists the groups that the error belongs to.
	Groups []Group `json:"groups,omitempty"`
	// Severity is how serious the error is, in the words of the book.
	Severity string `json:"severity,omitempty"`
	// Extra is what a spec file says under keys that begin with x-.
	Extra []Extra `json:"extra,omitempty"`
}

// In reports whether the error belongs to a group.
func (t *Tags) In(g Group) bool { return t != nil && slices.Contains(t.Groups, g) }

// A Group is errors of one book that belong together, "postgres.integrity". Groups
// are errors, so they serve as targets for errors.Is.
type Group string

// Error makes a Group a target for errors.Is. It returns its name.
func (g Group) Error() string { return string(g) }

// A Param is one detail that an error has besides its message.
type Param struct {
	Name string `json:"name"`
	Type string `json:"type"` // string, int, float, bool, time or duration
}

// An Extra is a key of a book's own, and what it says of an error.
type Extra struct {
	Key   string `json:"key"` // "x-owner"
	Value string `json:"value"`
}

// URL returns the URL of the error's page, or else, where it is not published, a name
// by which programs can tell errors apart, "urn:errbook:fashn.OutOfCredits". It is the
// type of the error's problem details (RFC 9457, section 3.1.1).
func (d *Doc) URL() string {
	switch {
	case d == nil || d.Code == "":
		return "about:blank"
	case d.Page != "":
		return d.Page
	}
	return "urn:errbook:" + string(d.Code)
}

// Said returns a text of errbook's as the documentation has it: in that of an own API
// nobody is called a provider, and where the API is not one of models, nothing is said
// of them.
func (d *Doc) Said(text string) string {
	var pairs []string
	if d.Neutral {
		pairs = append(pairs,
			", model or deployment", "", "parameter, modality or feature", "parameter or feature", "this model", "this API",
			"requests or tokens", "requests", "key, token or signature", "key or signature",
		)
	}
	if d.Own != nil {
		pairs = append(pairs, "this provider", "this API", "The provider", "The API", "the provider", "the API")
	}
	if len(pairs) == 0 {
		return text
	}
	return strings.NewReplacer(pairs...).Replace(text)
}

// actorText returns who must act.
func (d *Doc) actorText() string {
	if d.Own != nil && d.Actor == ActorProvider {
		return "The team that runs the API."
	}
	return wordOf(actorWords[:], uint8(d.Actor)).text
}

// facts returns what can be said in a line each; none of nil.
func (o *Own) facts() []Fact {
	if o == nil {
		return nil
	}
	var params []string
	for _, p := range o.Params {
		params = append(params, p.Name+" ("+p.Type+")")
	}
	facts := []Fact{
		{"own.detail", "Message", o.Message(), nil},
		{"own.params", "Details", strings.Join(params, ", "), nil},
	}
	if o.Default {
		facts = append(facts, Fact{"own.default", "Default", "Sent in place of every error that is not documented.", nil})
	}
	return facts
}

// facts returns what can be said in a line each; none of nil.
func (t *Tags) facts() []Fact {
	if t == nil {
		return nil
	}
	var groups []string
	for _, g := range t.Groups {
		groups = append(groups, string(g))
	}
	facts := []Fact{{"tags.groups", "Groups", "", groups}, {"tags.severity", "Severity", t.Severity, nil}}
	for _, x := range t.Extra {
		facts = append(facts, Fact{"tags.extra", x.Key, x.Value, nil})
	}
	return facts
}
