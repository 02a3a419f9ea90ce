package spec

import (
	"slices"
	"strings"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/apierr/errdoc"
	"github.com/errbook/errbook/apierr/wire"
	"github.com/errbook/errbook/spec/suggest"
	"github.com/errbook/errbook/spec/yaml"
)

// This file has what only a file with own: true has: what its entries need not say,
// and what they say of how errors are sent.

// problemWire is the wire of an own API that says nothing: problem details (RFC 9457)
// with the code as an extension member.
var problemWire = &Wire{
	Code:      paths("code"),
	Message:   paths("detail", "title"),
	RequestID: []Path{{Header: "x-request-id"}},
}

// problemMembers are what problem details have of their own, so that no detail of an
// error can be called so.
var problemMembers = []string{"type", "title", "status", "detail", "instance", "code"}

// IsProblem reports whether the errors of the file are sent as problem details.
func (f *File) IsProblem() bool { return f.Own.Value && f.Wire == nil }

// fillIn fills in what the entries of an own API do not say: the title from the name,
// the summary from the title, the wire code from the name, and of kind and status the
// one from the other.
func (f *File) fillIn() {
	for _, e := range f.Errors {
		if e == nil {
			continue
		}
		if goNameForm.MatchString(e.Name.Value) {
			e.fillByName(e.Name.Pos)
		}
		if !e.Kind.IsSet() && len(e.Status.Ranges) > 0 {
			if kind := kindOfStatus(e.Status.Ranges[0].From); kind != "" {
				e.Kind = yaml.Text{Pos: e.Name.Pos, Value: string(kind)}
			}
		}
	}
}

// fillByName fills in what follows from the name of an entry.
func (e *Error) fillByName(pos yaml.Pos) {
	if !e.Title.IsSet() {
		e.Title = Prose{Pos: pos, Raw: titleOf(e.Name.Value)}
	}
	if !e.Summary.IsSet() {
		e.Summary = Prose{Pos: pos, Raw: strings.TrimRight(e.Title.Raw, ".") + "."}
	}
	if len(e.Match) == 0 {
		e.fillRule(pos)
	}
}

// fillRule fills in what the only rule of an entry does not say.
func (e *Error) fillRule(pos yaml.Pos) {
	if e.WireCode.isZero() && e.WireType.isZero() && len(e.Field) == 0 && len(e.Header) == 0 && e.Message == nil && len(e.Close.Ranges) == 0 {
		e.WireCode.Values = []yaml.Text{{Pos: pos, Value: strings.ReplaceAll(Slug(e.Name.Value), "-", "_")}}
	}
	if len(e.Status.Ranges) == 0 && len(e.Surface) == 0 && len(e.Close.Ranges) == 0 {
		if status := statusOfKind[apierr.Kind(e.Kind.Value)]; status != 0 {
			e.Status.Ranges = []wire.StatusRange{{From: status, To: status}}
			e.Status.Pos = pos
		}
	}
}

// titleOf returns a name as a title: OutOfStock is "Out of stock", InvalidAPIKey
// "Invalid API key".
func titleOf(name string) string {
	words := strings.Split(splitName(name), " ")
	for i, w := range words {
		if i > 0 && w != strings.ToUpper(w) || len(w) == 1 && i > 0 {
			words[i] = strings.ToLower(w)
		}
	}
	return strings.Join(words, " ")
}

// splitName puts spaces between the words of a name, where Slug has hyphens.
func splitName(name string) string {
	slug := Slug(name)
	name = strings.ReplaceAll(name, "_", "")
	var b strings.Builder
	at := 0
	for i := range len(slug) {
		if slug[i] == '-' {
			b.WriteByte(' ')
			continue
		}
		b.WriteByte(name[at])
		at++
	}
	return b.String()
}

// kindOfStatus returns the kind that a status of an own API means where the entry has
// none; "" for 409, which can be worth a retry or not.
func kindOfStatus(status int) apierr.Kind {
	for kind, s := range statusOfKind {
		if s == status && !slices.Contains(lessUsual, kind) {
			return kind
		}
	}
	switch status {
	case 409:
		return ""
	case 410:
		return apierr.NotFound
	case 405, 406, 501:
		return apierr.Unsupported
	case 422:
		return apierr.InvalidRequest
	case 428:
		return apierr.PreconditionFailed
	}
	if status >= 500 {
		return apierr.ProviderError
	}
	return apierr.InvalidRequest
}

// statusOfKind is the status with which an own API sends a kind unless the entry says
// another one.
var statusOfKind = map[apierr.Kind]int{
	apierr.InvalidRequest:      400,
	apierr.Unsupported:         400,
	apierr.Authentication:      401,
	apierr.InsufficientCredits: 402,
	apierr.PermissionDenied:    403,
	apierr.NotFound:            404,
	apierr.AlreadyExists:       409,
	apierr.Conflict:            409,
	apierr.PreconditionFailed:  412,
	apierr.PayloadTooLarge:     413,
	apierr.InvalidMedia:        415,
	apierr.RateLimited:         429,
	apierr.ConcurrencyLimited:  429,
	apierr.QuotaExhausted:      429,
	apierr.ProviderError:       500,
	apierr.UpstreamError:       502,
	apierr.Overloaded:          503,
	apierr.ProviderTimeout:     504,
}

// lessUsual are kinds whose status means another kind where only it is given.
var lessUsual = []apierr.Kind{apierr.Unsupported, apierr.AlreadyExists, apierr.Conflict, apierr.ConcurrencyLimited, apierr.QuotaExhausted}

// kindGiven reports that the kind of an entry neither is given nor follows from its
// status.
func (c *checker) kindGiven(e *Error) {
	if e.Kind.Value != "" {
		return
	}
	hint := "or a status, from which it follows"
	if len(e.Status.Ranges) > 0 {
		hint = "a 409 is of kind conflict if a retry can help, else of already_exists or precondition_failed"
	}
	c.missing(e.Pos, hint, "an error of your own API must have the key kind; found none")
}

// ownEntry checks what an entry says of how it is sent.
func (c *checker) ownEntry(e *Error) {
	own := c.f.Own.Value
	for _, key := range []struct {
		name string
		pos  yaml.Pos
	}{{"detail", e.Detail.Pos}, {"default", e.Default.Pos}, {"params", posOf(e.Params)}} {
		if !own && key.pos.IsSet() {
			c.Report(key.pos, "own: true at the top of the file says that the API is yours", "%s must be in a spec file of an API of your own; found it in a provider's", key.name)
		}
	}
	if !own {
		return
	}
	if e.Default.Value {
		if first := c.f.DefaultError(); first != nil && first != e {
			c.Report(e.Default.Pos, c.defaultHint(first, e), "at most one error must be the default; found another one after %s", c.f.LineOf(first.Default.Pos))
		}
	}
	c.kindGiven(e)
	c.ownConstants(e)
	c.params(e)
	c.detail(e)
}

// defaultHint says what helps where one of two default errors is an included one.
func (c *checker) defaultHint(first, second *Error) string {
	if in, _ := c.f.Place(second.Pos); in == c.f.Path {
		return ""
	}
	if in, _ := c.f.Place(first.Pos); in != c.f.Path {
		return ""
	}
	return "an error of the spec file takes the place of an included one of the same name: call it " + second.Name.Value
}

func posOf(m yaml.Map[yaml.Text]) yaml.Pos {
	if len(m) == 0 {
		return yaml.Pos{}
	}
	return m[0].Key.Pos
}

// DefaultError returns the error that is sent in place of every one that is not
// documented, nil if there is none.
func (f *File) DefaultError() *Error {
	for _, e := range f.Errors {
		if e != nil && e.Default.Value {
			return e
		}
	}
	return nil
}

// ownConstants takes the names of what the generated package has for the entry.
func (c *checker) ownConstants(e *Error) {
	if e.Code == "" {
		return
	}
	var names []string
	for _, name := range append([]string{e.Name.Value}, formerNames(e)...) {
		names = append(names, "New"+name)
		if len(e.Params) > 0 {
			names = append(names, name+"Details", name+"DetailsOf")
		}
	}
	for _, name := range names {
		if first, taken := c.constants[name]; taken {
			c.Report(e.Name.Pos, "", "name must not make %s twice; found it again after %s", name, c.f.LineOf(first))
			continue
		}
		c.constants[name] = e.Name.Pos
	}
}

func formerNames(e *Error) []string {
	var names []string
	for _, r := range e.Renamed {
		names = append(names, r.Name.Value)
	}
	return names
}

// ConstructorName returns the name of the function that makes an error of an own API:
// NewOutOfStock.
func ConstructorName(e *Error) string { return "New" + e.Name.Value }

// DetailsName returns the name of the type of an error's details: OutOfStockDetails.
func DetailsName(e *Error) string { return e.Name.Value + "Details" }

// ParamName returns the name of a detail in Go: RetryAfter for retry_after.
func ParamName(name string) string { return camel(name) }

// params checks that the details can be told from what else a body has, and in Go from
// one another.
func (c *checker) params(e *Error) {
	var taken []string
	if c.f.IsProblem() {
		taken = problemMembers
	}
	parent := detailsParent(c.f.MainWire())
	fields := map[string]string{}
	for _, p := range e.Params {
		name := ParamName(p.Key.Value)
		if first, twice := fields[name]; twice {
			c.Report(p.Key.Pos, "", "each key of params must have a unique Go name; found %s, which becomes %s as %s does", p.Key.Value, name, first)
		}
		fields[name] = p.Key.Value
		hint := ""
		if slices.Contains(taken, p.Key.Value) {
			hint = "problem details have it (RFC 9457): choose another name"
		} else if part := c.f.MainWire().partAt(memberOf(parent, p.Key.Value)); part != "" {
			hint = "wire reads it as the " + part + ": choose another name, or leave " + part + " out of wire"
		}
		if hint != "" {
			c.Report(p.Key.Pos, hint, "each key of params must be a member that the body does not have already; found %s", p.Key.Value)
		}
	}
}

// detail checks the template of a message.
func (c *checker) detail(e *Error) {
	if !e.Detail.IsSet() {
		return
	}
	names := e.Params.Keys()
	for rest := e.Detail.Value; ; {
		i := strings.IndexAny(rest, "{}")
		if i < 0 {
			return
		}
		brace := rest[i]
		rest = rest[i+1:]
		if rest != "" && rest[0] == brace {
			rest = rest[1:]
			continue
		}
		name, after, ok := strings.Cut(rest, "}")
		switch {
		case brace == '}' || !ok:
			c.Report(e.Detail.Pos, "write a literal brace twice", "detail must close each brace; found %s", yaml.Excerpt(e.Detail.Value))
			return
		case !slices.Contains(names, name):
			c.Report(e.Detail.Pos, suggest.Hint(name, names), "each name in the braces of detail must be one of params; found %s", yaml.Excerpt(name))
			return
		}
		rest = after
	}
}

// ownDoc returns what an entry says of how it is sent, nil for one of a provider.
func (f *File) ownDoc(e *Error) *errdoc.Own {
	if !f.Own.Value {
		return nil
	}
	own := &errdoc.Own{Default: e.Default.Value, Detail: e.Detail.Value}
	for _, p := range e.Params {
		own.Params = append(own.Params, errdoc.Param{Name: p.Key.Value, Type: p.Value.Value})
	}
	return own
}

// pageOf returns where an entry's page is published, "" where neither the file nor
// errbook.yaml says so.
func (f *File) pageOf(e *Error) string {
	switch {
	case f.Pages.IsSet():
		return strings.TrimSuffix(f.Pages.Value, "/") + "/" + e.Slug.Value
	case f.settings.Site != "":
		return strings.TrimSuffix(f.settings.Site, "/") + "/" + f.Provider.Value + "/" + e.Slug.Value + "/"
	}
	return ""
}
