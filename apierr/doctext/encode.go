package doctext

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"

	"github.com/errbook/errbook/apierr/errdoc"
)

// Encode writes documentation as text, which a [Table] with the same prefix reads. It
// fails only if a code is not the prefix, a period and a name of ASCII letters, digits
// and underscores, or if two sources have the same ID and differ.
func Encode(prefix string, docs []*errdoc.Doc) (string, error) {
	e := &encoder{prefix: prefix + ".", sources: map[string]errdoc.Source{}}
	for _, d := range docs {
		e.paragraph(d)
	}
	if e.err != nil {
		return "", e.err
	}
	return "\n" + e.head() + e.b.String(), nil
}

// An encoder writes the errors, and collects what they share.
type encoder struct {
	b       strings.Builder
	prefix  string
	last    string // the key of the line before
	ids     []string
	sources map[string]errdoc.Source
	guides  []errdoc.Guide
	err     error
}

// head returns what comes before the first error.
func (e *encoder) head() string {
	h := &encoder{}
	for _, id := range e.ids {
		s := e.sources[id]
		fmt.Fprintf(&h.b, "source %s %s %s %s %s\n", escapeWord(id), escapeWord(s.URL), escapeWord(s.Basis), escapeWord(s.Verified), escapeRest(s.AsOf))
	}
	for _, g := range e.guides {
		h.last = ""
		h.line("guide", escape(g.Title))
		h.some("text", g.Text)
		h.all("check", g.Checks)
	}
	return h.b.String()
}

// line writes a line; the key only where it is not that of the line before.
func (e *encoder) line(key, value string) {
	if key != e.last {
		e.b.WriteString(key)
	}
	if value != "" || key == e.last {
		e.b.WriteString(" " + value)
	}
	e.b.WriteByte('\n')
	e.last = key
}

func (e *encoder) some(key, text string) {
	if text != "" {
		e.line(key, escape(text))
	}
}

func (e *encoder) all(key string, texts []string) {
	for _, t := range texts {
		e.line(key, escape(t))
	}
}

func (e *encoder) words(key string, texts []string) {
	if len(texts) > 0 {
		e.line(key, joinWords(texts))
	}
}

func (e *encoder) flag(key string, is bool) {
	if is {
		e.line(key, "")
	}
}

// unless writes a word that is not the usual one.
func (e *encoder) unless(usual, key, value string) {
	if value != usual {
		e.line(key, escapeWord(value))
	}
}

func (e *encoder) name(code errdoc.Code) string {
	name, ok := strings.CutPrefix(string(code), e.prefix)
	if ok = ok && isName(name); !ok && e.err == nil {
		e.err = fmt.Errorf("doctext: a code must be %q and a name of letters, digits and underscores; found %q", e.prefix, code)
	}
	return name
}

func isName(s string) bool {
	return s != "" && strings.Trim(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_") == ""
}

func (e *encoder) paragraph(d *errdoc.Doc) {
	fmt.Fprintf(&e.b, "\n%s: %s\n", e.name(d.Code), escape(d.Title))
	e.last = ""
	e.meaning(ofDoc(d))
	e.unless("", "billed", d.Billed.String())
	e.some("surface", d.Surface)
	e.words("status", d.Statuses)
	e.words("code", d.WireCodes)
	e.all("says", d.Says)
	e.all("cause", d.Causes)
	e.all("fix", d.Fixes)
	e.all("check", d.Checks)
	for _, l := range d.Links {
		e.line("link", escapeWord(l.URL)+" "+escape(l.Title))
	}
	e.shared(d)
	e.some("page", d.Page)
	for _, r := range d.Renamed {
		e.last = "" // each line has its key, by which Table finds it
		e.line("formerly", e.name(r.Code)+" "+escape(r.Title))
	}
	e.some("since", d.Since)
	e.some("deprecated", d.Deprecated)
	e.flag("neutral", d.Neutral)
	e.own(d.Own)
	e.tags(d.Tags)
	for i := range d.Variants {
		e.variant(&d.Variants[i])
	}
}

// meaning writes the summary, and the kind with what is not usual for it.
func (e *encoder) meaning(m meaning) {
	e.some("summary", *m.summary)
	var usual errdoc.Doc
	u := ofDoc(&usual)
	u.setKind(*m.kind)
	e.line("kind", escape(m.kind.String()))
	e.unless(string(*u.family), "family", string(*m.family))
	e.unless(u.retry.String(), "retry", m.retry.String())
	e.unless(u.actor.String(), "actor", m.actor.String())
	e.unless(u.executed.String(), "executed", m.executed.String())
	e.unless(string(*u.scope), "scope", string(*m.scope))
	if own := *m.own; own != nil {
		e.line("meaning", escape(own.Meaning))
		e.some("tell", own.Tell)
		e.unless("", "kind_executed", own.Executed.String())
	}
}

// shared writes what the head has.
func (e *encoder) shared(d *errdoc.Doc) {
	var ids, numbers []string
	for _, s := range d.Sources {
		if known, ok := e.sources[s.ID]; !ok {
			e.ids, e.sources[s.ID] = append(e.ids, s.ID), s
		} else if known != s && e.err == nil {
			e.err = fmt.Errorf("doctext: two sources have the ID %q", s.ID)
		}
		ids = append(ids, s.ID)
	}
	for _, g := range d.Guides {
		numbers = append(numbers, strconv.Itoa(e.guide(g)))
	}
	e.words("source", ids)
	e.words("guide", numbers)
}

// guide returns the number of a guide.
func (e *encoder) guide(g errdoc.Guide) int {
	for i := range e.guides {
		if reflect.DeepEqual(e.guides[i], g) {
			return i
		}
	}
	e.guides = append(e.guides, g)
	return len(e.guides) - 1
}

func (e *encoder) own(o *errdoc.Own) {
	if o == nil {
		return
	}
	e.flag("own", true)
	e.flag("default", o.Default)
	e.some("detail", o.Detail)
	for _, p := range o.Params {
		e.line("param", escapeWord(p.Name)+" "+escape(p.Type))
	}
}

func (e *encoder) tags(t *errdoc.Tags) {
	if t == nil {
		return
	}
	e.flag("tags", true)
	for _, g := range t.Groups {
		e.line("group", escape(string(g)))
	}
	e.some("severity", t.Severity)
	for _, x := range t.Extra {
		e.line("extra", escapeWord(x.Key)+" "+escape(x.Value))
	}
}

func (e *encoder) variant(v *errdoc.Variant) {
	contexts := make([]string, len(v.Contexts))
	for i, c := range v.Contexts {
		contexts[i] = string(c)
	}
	e.line("in", joinWords(contexts))
	e.meaning(ofVariant(v))
	e.all("cause", v.Causes)
	e.all("fix", v.Fixes)
}
