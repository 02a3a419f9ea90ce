package spec

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/apierr/wire"
	"github.com/errbook/errbook/spec/suggest"
	"github.com/errbook/errbook/spec/yaml"
)

// entry checks one error.
func (c *checker) entry(e *Error) {
	if e == nil {
		return
	}
	if c.constant("name", e.Name) {
		e.Code = apierr.Code(c.f.CodePrefix + "." + e.Name.Value)
		c.slug(e)
	}
	c.rule(&e.Rule)
	for i := range e.Match {
		c.rule(&e.Match[i])
	}
	for _, l := range e.Links {
		c.link(l.Key.Value, l.Value, "an https or mailto URL")
	}
	for _, s := range e.Sources {
		c.exists("each item of sources", s, c.sources, "sources")
	}
	c.renamed(e)
	c.ownEntry(e)
	c.variants(e)
	for i := range e.Samples {
		c.sample(&e.Samples[i])
		c.notNear(&e.Samples[i])
	}
	for i := range e.NearMisses {
		c.nearMiss(e, &e.NearMisses[i])
	}
}

// constant checks a name that becomes a Go constant, and takes it.
func (c *checker) constant(what string, name yaml.Text) bool {
	if !goNameForm.MatchString(name.Value) { // not there, or refused by Decode
		return false
	}
	first, isError := c.constants[name.Value]
	context, isContext := c.contextConstants[name.Value]
	switch {
	case slices.Contains(generatedNames, name.Value):
		c.Report(name.Pos, "", "%s must not be one of %s; found %s", what, suggest.And(generatedNames), name.Value)
	case isContext:
		c.Report(name.Pos, "", "%s must not be the constant of a context; found %s, from %s", what, name.Value, c.f.LineOf(context))
	case isError:
		c.Report(name.Pos, "", "%s must be unique; found %s again after %s", what, name.Value, c.f.LineOf(first))
	default:
		c.constants[name.Value] = name.Pos
		return true
	}
	return false
}

// slug checks the page's name of an error, and sets it if it was not given.
func (c *checker) slug(e *Error) {
	pos := e.Slug.Pos
	if pos.IsSet() && !slugForm.MatchString(e.Slug.Value) { // refused by Decode
		return
	}
	if !pos.IsSet() {
		e.Slug.Value = Slug(e.Name.Value)
		pos = e.Name.Pos
	}
	c.takeSlug(e, pos, e.Slug.Value)
}

// takeSlug takes the name of a page for an error. It may have several, because
// pages stay where they were when an error is renamed.
func (c *checker) takeSlug(e *Error, pos yaml.Pos, slug string) {
	if why := whyNotSlug(slug); why != "" {
		c.Report(pos, "give another one with slug", "slug must name a page; found %q, which %s", slug, why)
		return
	}
	first := c.slugs[slug]
	if first != nil && first != e {
		c.Report(pos, "give another one with slug", "slug must be unique; found %s again after that of %s", slug, c.f.LineOf(first.Pos))
		return
	}
	c.slugs[slug] = e
}

// rule checks what a rule refers to. Whether it can be told from others is for
// checkRules.
func (c *checker) rule(r *Rule) {
	for _, s := range r.Surface {
		c.exists("surface", s, c.surfaces, "surfaces")
	}
	for _, f := range r.Field {
		c.bodyPath("field", f.Key)
		c.mustBeThere("field", f.Value)
	}
	for _, h := range r.Header {
		c.header("each key of header", h.Key)
		c.mustBeThere("header", h.Value)
	}
	if r.Message != nil {
		c.phrases(r.Message)
	}
}

// mustBeThere refuses not and absent in a rule: what is not there cannot tell an
// error from others that nobody documents.
func (c *checker) mustBeThere(what string, m Matcher) {
	if m.Not || m.Absent {
		c.Report(m.Pos, "name the values that it has", "%s of a rule must be matched by a value, a list, contains, or present; found %s", what, pick(m.Not, "not", "absent"))
	}
}

// minPhrase is how long a phrase must be: shorter ones appear in other words.
const minPhrase = 3

// phrases checks the phrases of a message, and folds them as messages are.
func (c *checker) phrases(p *Phrases) {
	for _, list := range []yaml.List[yaml.Text]{p.Any, p.Not} {
		for i := range list {
			c.phrase(&list[i])
		}
	}
	c.distinct("any", p.Any)
	c.distinct("not", p.Not)
	for _, phrase := range p.Any {
		for _, not := range p.Not {
			if phrase.IsSet() && not.IsSet() && strings.Contains(phrase.Value, not.Value) {
				c.Report(phrase.Pos, "", "each item of any must be a phrase that the key not does not exclude; found %q, which contains %q", phrase.Value, not.Value)
			}
		}
	}
}

func (c *checker) phrase(t *yaml.Text) {
	switch {
	case !t.IsSet():
		return
	case strings.ContainsAny(t.Value, "\"`"):
		c.Report(t.Pos, "quoted parts of a message are echoes, which phrases do not match", "phrase must not have double quotes or backticks; found %s", t.Value)
	case utf8.RuneCountInString(strings.TrimSpace(t.Value)) < minPhrase:
		c.Report(t.Pos, "", "phrase must have at least %d characters; found %q", minPhrase, t.Value)
	}
	t.Value = wire.Fold(t.Value)
}

// renamed checks the names that an error had before.
func (c *checker) renamed(e *Error) {
	for i := range e.Renamed {
		r := &e.Renamed[i]
		c.exists("seen_in", r.SeenIn, c.sources, "sources")
		if c.errors[r.Name.Value] != nil {
			c.Report(r.Name.Pos, "", "a former name must not be in use; found %s, on %s", r.Name.Value, c.f.LineOf(c.errors[r.Name.Value].Name.Pos))
			continue
		}
		if c.constant("a former name", r.Name) {
			c.takeSlug(e, r.Name.Pos, Slug(r.Name.Value))
		}
	}
}

// variants checks what an error means in contexts, and that no two variants
// hold at once.
func (c *checker) variants(e *Error) {
	for i, v := range e.Variants {
		if v == nil {
			continue
		}
		c.context(v.Context)
		if v.isIdle() {
			c.missing(v.Pos, "it has at least one of kind, retry, executed, actor, scope, summary, causes and fixes", "a variant must say what is different; found nothing")
		}
		for _, w := range e.Variants[:i] {
			if w != nil && meet(v.Context, w.Context) {
				c.Report(v.Pos, "give both a context with different values", "a variant must not apply at the same time as another; found that of %s", c.f.LineOf(w.Pos))
			}
		}
		for j := range v.Samples {
			c.sample(&v.Samples[j])
			c.notNear(&v.Samples[j])
		}
	}
}

// isIdle reports whether a variant changes nothing.
func (v *Variant) isIdle() bool {
	return !v.Kind.IsSet() && !v.Retry.IsSet() && !v.Executed.IsSet() && !v.Actor.IsSet() && !v.Scope.IsSet() && !v.Summary.IsSet() && len(v.Causes) == 0 && len(v.Fixes) == 0
}

// meet reports whether a caller can be in both contexts.
func meet(a, b yaml.Map[yaml.Text]) bool {
	for _, e := range a {
		if other, ok := b.Get(e.Key.Value); ok && other.Value != e.Value.Value {
			return false
		}
	}
	return true
}

// nearMiss checks a response that must not come back as the entry.
func (c *checker) nearMiss(e *Error, s *Sample) {
	c.sample(s)
	if s.Is.IsSet() && s.Is.Value == e.Name.Value {
		c.Report(s.Is.Pos, "", "is must be another error; found %s itself", s.Is.Value)
		return
	}
	c.errorName("is", s.Is)
}

func (c *checker) notNear(s *Sample) {
	if s.Is.IsSet() {
		c.Report(s.Is.Pos, "", "is must be under near_misses; found it in a sample")
	}
}

// sample checks a response.
func (c *checker) sample(s *Sample) {
	for _, h := range s.Headers {
		c.header("each key of headers", h.Key)
	}
	c.exists("surface", s.Surface, c.surfaces, "surfaces")
	c.context(s.Context)
	c.origin(s)
	if !s.Status.IsSet() && !s.Body.IsSet() && !s.Event.IsSet() && !s.Close.IsSet() && len(s.Headers) == 0 {
		c.missing(s.Pos, "", "a sample must have a status, headers, a body, an event or a close code; found none")
	}
	if s.Body.IsSet() {
		c.body(s.Body)
	}
}

// origin checks that what was recorded or documented names its source, and that
// what was made up does not pretend to have one.
func (c *checker) origin(s *Sample) {
	c.exists("source", s.Source, c.sources, "sources")
	switch {
	case s.From() != Made && !s.Source.IsSet():
		c.missing(s.Pos, "add source: and the id of the source that has it", "a sample that is %s must name its source; found none", s.From())
	case s.From() == Made && s.Source.IsSet():
		c.Report(s.Source.Pos, "say origin: recorded or origin: documented, if it is the source's", "only a recorded or documented sample must have a source; found %s", s.Source.Value)
	}
}

// body checks that a body that looks like JSON is JSON: otherwise a slip of the
// hand would pass as a response that was cut off.
func (c *checker) body(t yaml.Text) {
	if !looksLikeJSON(t.Value) {
		return
	}
	var v json.RawMessage
	err := json.Unmarshal([]byte(t.Value), &v)
	if err == nil {
		return
	}
	fault := (*json.SyntaxError)(nil)
	if !errors.As(err, &fault) || strings.HasPrefix(err.Error(), "unexpected end") {
		c.Report(t.Pos, "", "body must be valid JSON, because it begins like JSON; found its end too early")
		return
	}
	at := max(0, min(int(fault.Offset)-1, len(t.Value)))
	c.Report(t.Pos, "", "body must be valid JSON, because it begins like JSON; found an error at %s", yaml.Excerpt(t.Value[at:]))
}

// looksLikeJSON reports whether a text begins as a JSON object does, or as an
// array of objects, strings or numbers.
func looksLikeJSON(s string) bool {
	s = strings.TrimSpace(s)
	if strings.HasPrefix(s, "{") {
		return true
	}
	inside, ok := strings.CutPrefix(s, "[")
	inside = strings.TrimSpace(inside)
	return ok && inside != "" && strings.IndexByte(`{["-0123456789]`, inside[0]) >= 0
}
