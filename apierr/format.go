package apierr

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/errbook/errbook/apierr/errdoc"
	"github.com/errbook/errbook/apierr/internal/harmless"
)

// Format prints the error: %v and %s as [Error.Error] does, %q the same in quotes, and
// %+v with everything that is known: what it means, whether to retry, who must act, the
// documented causes, fixes, checks and links, and what to send to the provider's support.
// What the provider sent is printed safely: without control characters, terminal escapes
// or invisible marks that reorder text, and so that none of its lines can pass for one of
// ours.
func (e *Error) Format(f fmt.State, verb rune) {
	switch {
	case e == nil:
		io.WriteString(f, "<nil>")
	case verb == 'v' && f.Flag('+'):
		io.WriteString(f, e.details())
	case verb == 'v' && f.Flag('#'):
		fmt.Fprintf(f, "&apierr.Error{Provider:%q, Code:%q, Kind:%#v, Status:%d}", e.Provider, string(e.Code), e.Kind, e.Status)
	case verb == 'v' || verb == 's' || verb == 'q' || verb == 'x' || verb == 'X':
		fmt.Fprintf(f, fmt.FormatString(f, verb), e.Error())
	default:
		fmt.Fprintf(f, "%%!%c(*apierr.Error=%s)", verb, e.Error())
	}
}

// details returns the long form.
func (e *Error) details() string {
	var b strings.Builder
	b.WriteString(e.Error())
	line := func(label, text string) {
		if text != "" {
			b.WriteString("\n  " + label + ": ")
			b.WriteString(strings.ReplaceAll(text, "\n", "\n    "))
		}
	}
	for _, f := range e.facts() {
		line(strings.ToLower(f.Label), f.String())
	}
	if m := harmless.Text(e.Message); m != harmless.Line(e.Message) {
		line("message", m)
	}
	line("param", harmless.Line(e.Param))
	for _, one := range e.several {
		line("one of its errors", one.Error())
	}
	line("wire", strings.TrimSpace(harmless.Line(e.WireType)+" "+harmless.Line(e.WireCode)))
	e.documentation(line)
	line("send to support", e.supportNote())
	if e.from != nil {
		links(line, e.from.Facts().Links)
	}
	return b.String()
}

// documentation prints what the provider's documentation says.
func (e *Error) documentation(line func(label, text string)) {
	d := e.Doc
	if d == nil {
		return
	}
	line("title", d.Title)
	line("meaning", d.Summary)
	each(line, "cause", d.Causes)
	each(line, "fix", d.Fixes)
	each(line, "check", d.Checks)
	for _, g := range d.Guides {
		line("guide", strings.TrimSuffix(g.Title+": "+g.Text, ": "))
		each(line, "check", g.Checks)
	}
	line("deprecated", d.Deprecated)
	links(line, d.Links)
	for _, s := range d.Sources {
		line("source", strings.TrimSuffix(s.ID+", "+s.URL+", "+s.Note(), ", "))
	}
}

func each(line func(label, text string), label string, texts []string) {
	for _, text := range texts {
		line(label, text)
	}
}

func links(line func(label, text string), links []errdoc.Link) {
	for _, l := range links {
		line("link", strings.TrimSpace(l.Title+" "+l.URL))
	}
}

// facts returns what is known of the error in a line each: what its
// documentation says, and what the response itself says in its place. The code
// and what the response looks like are in the first line and under "wire".
func (e *Error) facts() []errdoc.Fact {
	var d Doc
	if e.Doc != nil {
		d = *e.Doc
	}
	d.Kind, d.Family, d.Actor, d.Scope = e.Kind, e.family(), e.Actor(), e.Scope()
	d.Retry, d.Executed, d.Billed = e.Retry(), e.Executed(), e.Billed()
	d.Code, d.Statuses, d.WireCodes = "", nil, nil
	if e.Surface != "" {
		d.Surface = e.Surface
	}
	facts := d.Facts()
	if i := slices.IndexFunc(facts, func(f errdoc.Fact) bool { return f.Key == "retry" }); e.Delay.Source != "" {
		facts = slices.Insert(facts, i+1, errdoc.Fact{
			Key: "delay_ms", Label: "Server asks to wait", Text: e.Delay.Duration.String(), Values: []string{e.Delay.Source},
		})
	}
	if e.Match == MatchNone && e.Status == 0 {
		return facts
	}
	return append(facts, errdoc.Fact{Key: "match", Label: "Recognized", Text: e.Match.Text(), Values: []string{e.Match.String()}})
}

// supportNote returns what to send along when asking the provider for help.
func (e *Error) supportNote() string {
	var notes []string
	if e.RequestID != "" {
		notes = append(notes, "request ID "+harmless.Line(e.RequestID))
	}
	if e.from != nil {
		for _, want := range e.from.Facts().Support {
			if want != "request_id" {
				notes = append(notes, strings.ReplaceAll(want, "_", " "))
			}
		}
	}
	return strings.Join(notes, ", ")
}
