package breaking

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/apierr/errdoc"
	"github.com/errbook/errbook/spec"
	"github.com/errbook/errbook/spec/yaml"
)

// entries compares two versions of an error.
func (c *comparison) entries(from, to *spec.Error) {
	c.meaning(from, to)
	c.advice(from, to)
	c.looks(from, to)
	c.details(from, to)
	c.standsIn(from, to)
	c.page(from, to)
	c.words(from, to)
}

// meaning compares the kinds, also those in contexts.
func (c *comparison) meaning(from, to *spec.Error) {
	if from.Doc.Kind != to.Doc.Kind {
		c.note(to, to.Kind.Pos, "kind-changed", Major, fmt.Sprintf("%s is now of kind %s; it was of kind %s", to.Code, to.Doc.Kind, from.Doc.Kind),
			fmt.Sprintf("programs that check for %s or its family no longer match it", from.Doc.Kind), "")
	}
	for i := range from.Doc.Variants {
		v := &from.Doc.Variants[i]
		j := slices.IndexFunc(to.Doc.Variants, func(w errdoc.Variant) bool { return slices.Equal(w.Contexts, v.Contexts) })
		now := to.Doc.Kind
		if j >= 0 {
			now = to.Doc.Variants[j].Kind
		}
		if now != v.Kind {
			c.note(to, to.Kind.Pos, "kind-changed", Major, fmt.Sprintf("%s is now of kind %s with %s; it was of kind %s", to.Code, now, join(v.Contexts), v.Kind),
				fmt.Sprintf("programs in that context that check for %s no longer match it", v.Kind), "")
		}
	}
}

func join(contexts []apierr.Context) string {
	var list []string
	for _, c := range contexts {
		list = append(list, string(c))
	}
	return strings.Join(list, " and ")
}

// advice compares what programs are told to do.
func (c *comparison) advice(from, to *spec.Error) {
	a, b := from.Doc, to.Doc
	if a.Retry.Retryable() != b.Retry.Retryable() {
		breaks := "programs that retry it give up at once"
		if b.Retry.Retryable() {
			breaks = "programs retry what they did not retry before"
		}
		c.note(to, to.Retry.Pos, "retry-changed", Major, fmt.Sprintf("%s now has retry %s; it had %s", to.Code, b.Retry, a.Retry), breaks, "")
	} else if a.Retry != b.Retry {
		c.note(to, to.Retry.Pos, "advice-changed", Minor, fmt.Sprintf("%s now has retry %s; it had %s", to.Code, b.Retry, a.Retry), "", "")
	}
	for _, d := range []struct{ name, from, to string }{
		{"actor", a.Actor.String(), b.Actor.String()}, {"scope", string(a.Scope), string(b.Scope)},
		{"executed", a.Executed.String(), b.Executed.String()}, {"billed", a.Billed.String(), b.Billed.String()},
	} {
		if d.from != d.to {
			c.note(to, to.Name.Pos, "advice-changed", Minor, fmt.Sprintf("%s now has %s %s; it had %s", to.Code, d.name, orNone(d.to), orNone(d.from)), "", "")
		}
	}
}

func orNone(s string) string {
	if s == "" {
		return "none"
	}
	return s
}

// without lists what a has and b has not.
func without(a, b []string) []string {
	return slices.DeleteFunc(slices.Clone(a), func(s string) bool { return slices.Contains(b, s) })
}

// details compares the details of an error of an own API.
func (c *comparison) details(from, to *spec.Error) {
	a, b := params(from), params(to)
	note := func(detail string, effect Effect, what, breaks string) {
		c.note(to, placeOfDetail(to, detail), "details-changed", effect, what, breaks, "")
	}
	for _, p := range a {
		now, ok := typeOf(b, p.Name)
		switch {
		case !ok:
			note(p.Name, Major, fmt.Sprintf("%s no longer has the detail %s", to.Code, p.Name), "clients that read it find nothing; programs that name the field do not compile")
		case now != p.Type:
			note(p.Name, Major, fmt.Sprintf("the detail %s of %s is now of type %s; it was of type %s", p.Name, to.Code, now, p.Type), "clients of older versions cannot read it")
		}
	}
	for _, p := range b {
		if _, ok := typeOf(a, p.Name); ok {
			continue
		}
		effect, breaks := Minor, "clients do not find all details in responses of older servers"
		if len(a) == 0 {
			effect, breaks = Major, "servers that call "+spec.ConstructorName(to)+" without details do not compile"
		}
		note(p.Name, effect, fmt.Sprintf("%s has a new detail, %s", to.Code, p.Name), breaks)
	}
}

// placeOfDetail returns where an entry has a detail, else where it has others. It is not
// set if there are none.
func placeOfDetail(e *spec.Error, name string) yaml.Pos {
	for _, p := range e.Params {
		if p.Key.Value == name {
			return p.Key.Pos
		}
	}
	if len(e.Params) > 0 {
		return e.Params[0].Key.Pos
	}
	return yaml.Pos{}
}

// standsIn compares what is sent in place of undocumented errors. Without a default,
// servers send a status and nothing that clients could recognize.
func (c *comparison) standsIn(from, to *spec.Error) {
	if !from.Default.Value || to.Default.Value || !c.file.Own.Value {
		return
	}
	effect, breaks, hint := Major, "clients get a bare 500 instead, by which no error is recognized", "default: true keeps it"
	pos := to.Name.Pos
	if now := c.file.DefaultError(); now != nil {
		pos = now.Default.Pos
		breaks = "clients get " + string(now.Code) + " instead"
		if now.Doc.Kind == from.Doc.Kind {
			effect, hint = Minor, ""
		}
	}
	c.note(to, pos, "default-changed", effect, fmt.Sprintf("%s is no longer sent in place of undocumented errors", to.Code), breaks, hint)
}

func params(e *spec.Error) []errdoc.Param {
	if e.Doc.Own == nil {
		return nil
	}
	return e.Doc.Own.Params
}

func typeOf(list []errdoc.Param, name string) (string, bool) {
	for _, p := range list {
		if p.Name == name {
			return p.Type, true
		}
	}
	return "", false
}

// page compares the URLs of an error's page. Problem details have it as their type, by
// which clients may know the error; everywhere else it is a link. The page of a former
// name leads on.
func (c *comparison) page(from, to *spec.Error) {
	if from.Code != to.Code {
		return
	}
	a, b := from.Doc.URL(), to.Doc.URL()
	isSlug := from.Slug.Value != to.Slug.Value
	switch {
	case from.Doc.Own != nil && to.Doc.Own != nil && a != b && c.was.IsProblem() && c.file.IsProblem():
		c.note(to, c.placeOfPage(to, isSlug), "page-moved", Major, fmt.Sprintf("the page of %s is now at %s; it was at %s", to.Code, b, a), "clients that check the type of problem details do not recognize it", "")
	case isSlug:
		c.note(to, to.Slug.Pos, "page-moved", Minor, fmt.Sprintf("the page of %s is now %s; it was %s", to.Code, to.Slug.Value, from.Slug.Value), "old links still work on a site that has the ledger, but not in Markdown", "")
	case a != b && c.file.Own.Value && from.Doc.Page != "":
		c.note(to, c.placeOfPage(to, false), "page-moved", Minor, fmt.Sprintf("the page of %s is now at %s; it was at %s", to.Code, b, a), "old links, in logs and messages, work as long as the pages stay there or lead on", "")
	}
}

// placeOfPage returns what says where the page of an error is: its slug, or pages.
func (c *comparison) placeOfPage(e *spec.Error, isSlug bool) yaml.Pos {
	if !isSlug && c.file.Pages.IsSet() {
		return c.file.Pages.Pos
	}
	return e.Slug.Pos
}

// words compares what is only for people.
func (c *comparison) words(from, to *spec.Error) {
	a, b := from.Doc, to.Doc
	same := a.Title == b.Title && a.Summary == b.Summary && slices.Equal(a.Causes, b.Causes) && slices.Equal(a.Fixes, b.Fixes) &&
		slices.Equal(a.Checks, b.Checks) && slices.Equal(a.Links, b.Links) && a.Deprecated == b.Deprecated && a.Since == b.Since && detailOf(a) == detailOf(b) && sameTags(a.Tags, b.Tags)
	if !same {
		c.note(to, to.Name.Pos, "docs-changed", Patch, fmt.Sprintf("the documentation of %s changed", to.Code), "", "")
	}
}

func detailOf(d *apierr.Doc) string {
	if d.Own == nil {
		return ""
	}
	return d.Own.Detail
}

// sameTags reports whether two errors have the same severity, and the same under keys
// of the book's own. Groups are compared as what programs ask for.
func sameTags(a, b *errdoc.Tags) bool {
	a, b = cmp.Or(a, new(errdoc.Tags)), cmp.Or(b, new(errdoc.Tags))
	return a.Severity == b.Severity && slices.Equal(a.Extra, b.Extra)
}
