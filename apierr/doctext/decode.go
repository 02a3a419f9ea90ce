package doctext

import (
	"strconv"
	"strings"

	"github.com/errbook/errbook/apierr/errdoc"
	"github.com/errbook/errbook/apierr/wire"
)

// decode makes the documentation of an error of its paragraph.
func (t *Table) decode(text string) *errdoc.Doc {
	first, rest, _ := strings.Cut(text, "\n")
	name, title, _ := strings.Cut(first, ": ")
	d := &decoder{table: t, doc: &errdoc.Doc{Code: errdoc.Code(t.Prefix + "." + name), Title: unescape(title)}}
	d.meaning = ofDoc(d.doc)
	d.lines(strings.Split(rest, "\n"))
	return d.doc
}

// A decoder reads the lines of one error.
type decoder struct {
	table   *Table
	doc     *errdoc.Doc
	meaning meaning // of the error, or of the variant that is read
}

// A meaning is what an error and a variant of it both have.
type meaning struct {
	kind          *errdoc.Kind
	family        *errdoc.Family
	own           **errdoc.OwnKind
	retry         *errdoc.Retry
	actor         *errdoc.Actor
	executed      *errdoc.Certainty
	scope         *errdoc.Scope
	summary       *string
	causes, fixes *[]string
}

func ofDoc(d *errdoc.Doc) meaning {
	return meaning{&d.Kind, &d.Family, &d.OwnKind, &d.Retry, &d.Actor, &d.Executed, &d.Scope, &d.Summary, &d.Causes, &d.Fixes}
}

func ofVariant(v *errdoc.Variant) meaning {
	return meaning{&v.Kind, &v.Family, &v.OwnKind, &v.Retry, &v.Actor, &v.Executed, &v.Scope, &v.Summary, &v.Causes, &v.Fixes}
}

func (d *decoder) lines(lines []string) {
	var key string
	for _, line := range lines {
		value, more := strings.CutPrefix(line, " ")
		if !more {
			key, value, _ = strings.Cut(line, " ")
		}
		if !d.meaning.read(key, value) && !d.readList(key, value) && !d.readOwn(key, value) {
			d.readFact(key, value)
		}
	}
}

// setKind sets the kind, and what comes with it.
func (m *meaning) setKind(k errdoc.Kind) {
	*m.kind, *m.family, *m.retry, *m.actor, *m.executed, *m.scope = k, k.Family(), k.Retry(), k.Actor(), k.Executed(), k.Scope()
}

// read reads a line of what an error means, and reports whether it is one.
func (m *meaning) read(key, value string) bool {
	switch key {
	case "summary":
		*m.summary = unescape(value)
	case "kind":
		var k errdoc.Kind
		_ = k.UnmarshalText([]byte(unescape(value))) // which takes every name
		m.setKind(k)
	case "family":
		*m.family = errdoc.Family(word(value))
	case "retry":
		*m.retry, _ = errdoc.ParseRetry(value)
	case "actor":
		*m.actor, _ = errdoc.ParseActor(word(value))
	case "executed":
		*m.executed = certainty(value)
	case "scope":
		*m.scope = errdoc.Scope(word(value))
	case "cause":
		*m.causes = append(*m.causes, unescape(value))
	case "fix":
		*m.fixes = append(*m.fixes, unescape(value))
	case "meaning":
		made(m.own).Meaning = unescape(value)
	case "tell":
		made(m.own).Tell = unescape(value)
	case "kind_executed":
		made(m.own).Executed = certainty(value)
	default:
		return false
	}
	return true
}

// readList reads a line of one of the error's lists, and reports whether it is one.
func (d *decoder) readList(key, value string) bool {
	switch key {
	case "status":
		d.doc.Statuses = words(value)
	case "code":
		d.doc.WireCodes = words(value)
	case "says":
		d.doc.Says = append(d.doc.Says, unescape(value))
	case "check":
		d.doc.Checks = append(d.doc.Checks, unescape(value))
	case "link":
		url, title, _ := strings.Cut(value, " ")
		d.doc.Links = append(d.doc.Links, errdoc.Link{Title: unescape(title), URL: word(url)})
	case "source":
		for id := range strings.SplitSeq(value, " ") {
			d.doc.Sources = append(d.doc.Sources, d.table.source(id))
		}
	case "guide":
		for number := range strings.SplitSeq(value, " ") {
			d.doc.Guides = append(d.doc.Guides, d.table.guide(number))
		}
	case "formerly":
		name, title, _ := strings.Cut(value, " ")
		d.doc.Renamed = append(d.doc.Renamed, errdoc.Renamed{Code: errdoc.Code(d.table.Prefix + "." + name), Title: unescape(title)})
	case "in":
		d.doc.Variants = append(d.doc.Variants, errdoc.Variant{})
		v := &d.doc.Variants[len(d.doc.Variants)-1]
		for _, c := range words(value) {
			v.Contexts = append(v.Contexts, errdoc.Context(c))
		}
		d.meaning = ofVariant(v)
	default:
		return false
	}
	return true
}

// readFact reads a line that says one thing of the error; one that says nothing known is
// of a later version, and passed over.
func (d *decoder) readFact(key, value string) {
	switch key {
	case "billed":
		d.doc.Billed = certainty(value)
	case "surface":
		d.doc.Surface = unescape(value)
	case "page":
		d.doc.Page = unescape(value)
	case "since":
		d.doc.Since = unescape(value)
	case "deprecated":
		d.doc.Deprecated = unescape(value)
	case "neutral":
		d.doc.Neutral = true
	}
}

// readOwn reads a line of an own API's error, or of how a book sorts its errors, and
// reports whether it is one.
func (d *decoder) readOwn(key, value string) bool {
	switch key {
	case "own":
		made(&d.doc.Own)
	case "default":
		made(&d.doc.Own).Default = true
	case "detail":
		made(&d.doc.Own).Detail = unescape(value)
	case "param":
		name, kind, _ := strings.Cut(value, " ")
		made(&d.doc.Own).Params = append(d.doc.Own.Params, errdoc.Param{Name: word(name), Type: unescape(kind)})
	case "tags":
		made(&d.doc.Tags)
	case "group":
		made(&d.doc.Tags).Groups = append(d.doc.Tags.Groups, errdoc.Group(unescape(value)))
	case "severity":
		made(&d.doc.Tags).Severity = unescape(value)
	case "extra":
		name, said, _ := strings.Cut(value, " ")
		made(&d.doc.Tags).Extra = append(d.doc.Tags.Extra, errdoc.Extra{Key: word(name), Value: unescape(said)})
	default:
		return false
	}
	return true
}

// source returns the source that has an ID.
func (t *Table) source(id string) errdoc.Source {
	for _, line := range t.head {
		rest, ok := strings.CutPrefix(line, "source "+id+" ")
		if !ok {
			continue
		}
		s := errdoc.Source{ID: word(id)}
		for _, to := range []*string{&s.URL, &s.Basis, &s.Verified} {
			var value string
			value, rest, _ = strings.Cut(rest, " ")
			*to = word(value)
		}
		s.AsOf = word(rest)
		return s
	}
	return errdoc.Source{ID: word(id)}
}

// guide returns the guide that has a number.
func (t *Table) guide(number string) errdoc.Guide {
	var g errdoc.Guide
	at, _ := strconv.Atoi(number)
	var key string
	for _, line := range t.head {
		value, more := strings.CutPrefix(line, " ")
		if !more {
			key, value, _ = strings.Cut(line, " ")
		}
		if key == "guide" {
			at--
		}
		if at != -1 {
			continue
		}
		switch key {
		case "guide":
			g.Title = unescape(value)
		case "text":
			g.Text = unescape(value)
		case "check":
			g.Checks = append(g.Checks, unescape(value))
		}
	}
	return g
}

// certainty returns the certainty that a word is, Unstated for any other.
func certainty(value string) errdoc.Certainty {
	c, _ := wire.ParseCertainty(value)
	return c
}

// made returns what a pointer points to, and makes it where it is nil.
func made[T any](p **T) *T {
	if *p == nil {
		*p = new(T)
	}
	return *p
}
