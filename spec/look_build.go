package spec

import (
	"bytes"
	"encoding/json"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/errbook/errbook/apierr/shape"
	"github.com/errbook/errbook/apierr/wire"
	"github.com/errbook/errbook/spec/yaml"
)

// A shaper makes the shape of one rule on one surface.
type shaper struct {
	file    *File
	row     *Row
	wire    *Wire
	surface *Surface // nil for none
	try     try
	shape   *shape.Shape
	fault   string
}

// shapeOf returns the shape of a response that a rule should take, or what is wrong
// with the try.
func (f *File) shapeOf(row *Row, surface string, t try) (s *shape.Shape, fault string) {
	b := &shaper{file: f, row: row, wire: f.WireOn(surface), try: t}
	b.surface, _ = f.Surfaces.Get(surface)
	b.shape = &shape.Shape{Code: row.Entry.Code, Surface: surface}
	b.place()
	if f.IsProblem() {
		b.problem()
	}
	b.identifiers()
	b.fields()
	b.message()
	b.conditions()
	b.statedStatus()
	if f.Own.Value {
		b.summary()
		b.details()
	}
	b.finish()
	return b.shape, b.fault
}

// fail notes why the try leads nowhere; the first reason counts.
func (b *shaper) fail(why string) {
	if b.fault == "" {
		b.fault = why
	}
}

// place sets where the response appears: its status, the name of the event, or the
// close code.
func (b *shaper) place() {
	s := b.surface
	switch {
	case len(b.row.Close) > 0:
		b.shape.Close = b.row.Close[0].From
	case s != nil && s.isStream() && len(s.Event) > 0:
		b.shape.Stream, b.shape.Event = true, s.Event[0].Value
	case s != nil && s.isStream():
		b.shape.Close = s.Close.Ranges[0].From
	case s != nil && len(s.HTTP.Ranges) > 0:
		b.shape.Status = b.statusIn(s.HTTP.Ranges)
	default:
		b.shape.Status = b.statusIn(anyStatus)
	}
}

// statusIn returns the status of the response: the rule's, that of a sample, the usual
// one of the kind, or the first that the surface has.
func (b *shaper) statusIn(allowed []wire.StatusRange) int {
	for _, r := range b.row.Statuses {
		if n, ok := firstShared(r, allowed); ok {
			return n
		}
	}
	if n := b.sampleStatus(); n != 0 && inRanges(allowed, n) {
		return n
	}
	if n := statusOfKind[b.row.Kind]; n != 0 && inRanges(allowed, n) {
		return n
	}
	if n := http.StatusInternalServerError; !b.row.Suits.Has(allowed[0].From) && b.row.Suits.Has(n) && inRanges(allowed, n) {
		return n // a fault of the server's, of a kind of the book's own
	}
	return allowed[0].From
}

// sampleStatus returns the status of the error's first sample, 0 for none.
func (b *shaper) sampleStatus() int {
	for i := range b.row.Entry.Samples {
		if n := b.row.Entry.Samples[i].Status.Value; n != 0 {
			return n
		}
	}
	return 0
}

func firstShared(r wire.StatusRange, allowed []wire.StatusRange) (int, bool) {
	for n := r.From; n <= r.To; n++ {
		if inRanges(allowed, n) {
			return n, true
		}
	}
	return 0, false
}

// identifiers puts the code and the type where the try says.
func (b *shaper) identifiers() {
	if !b.row.Codes.IsZero() {
		b.part("code", b.wire.Code, b.try.code, b.row.Codes)
	}
	if !b.row.Types.IsZero() {
		b.part("type", b.wire.Type, b.try.typ, b.row.Types)
	}
}

// part puts a value that a test takes at one of several paths.
func (b *shaper) part(what string, paths yaml.List[Path], n int, t Test) {
	if n >= len(paths) {
		b.fail("there is no path to a " + what + " on this surface")
		return
	}
	p := &paths[n]
	value := b.example(t, what)
	if p.Pattern.Value == "" {
		b.put(p, shape.Node{Text: b.literal(p, value)})
		return
	}
	text, ok := sampleOf(p.Pattern.Value, value)
	if !ok {
		b.fail("no text was found that the pattern takes the " + what + " out of")
		return
	}
	if p.Text.Value == "message" && len(b.wire.Message) > 0 || b.isMessage(p) {
		b.put(b.messagePath(p), shape.Node{Hole: shape.Message, Text: text})
		return
	}
	b.put(p, shape.Node{Text: quoted(text)})
}

// isMessage reports whether a path is one of the message.
func (b *shaper) isMessage(p *Path) bool {
	return slices.ContainsFunc(b.wire.Message, func(m Path) bool { return m.Pattern.Value == "" && m.String() == p.String() })
}

// messagePath returns the path of the message that a pattern looks into.
func (b *shaper) messagePath(p *Path) *Path {
	if p.Text.Value == "message" && !b.isMessage(p) {
		return &b.wire.Message[0]
	}
	return p
}

// example returns a value that the test of a part takes. An own API sends it as it is, so
// nothing in it can be left open: of a class of codes it sends the prefix.
func (b *shaper) example(t Test, what string) string {
	value := t.example()
	if !b.file.Own.Value || !strings.HasSuffix(value, ellipsis) {
		return value
	}
	if t.Prefix == "" {
		b.fail("nothing says which " + what + " to send")
	}
	return t.Prefix
}

// example returns a value that the test takes, in which an ellipsis is what is open.
func (t *Test) example() string {
	switch {
	case len(t.Values) > 0:
		return t.Values[0]
	case t.Prefix != "":
		return t.Prefix + ellipsis
	case t.Contains != "":
		return t.Contains
	}
	return ellipsis
}

// fields puts the other values of the body and the headers that the rule asks for.
func (b *shaper) fields() {
	for _, t := range b.row.Fields {
		p, err := ParsePath(t.Path)
		if err != nil { // Check has read it
			continue
		}
		b.put(&p, shape.Node{Text: b.literal(&p, b.example(t.Test, t.Path))})
	}
	for _, t := range b.row.Headers {
		b.header(t.Name, quoted(b.example(t.Test, t.Name)))
	}
}

func (b *shaper) header(name, literal string) {
	b.shape.Header = append(b.shape.Header, shape.Node{Key: http.CanonicalHeaderKey(name), Text: literal})
}

// message puts the message, with a phrase in it that the rule asks for.
func (b *shaper) message() {
	node := shape.Node{Hole: shape.Message}
	if len(b.row.Any) > 0 {
		node.Text = b.row.Any[0]
	}
	if n := b.try.message; n < len(b.wire.Message) {
		p := &b.wire.Message[n]
		if p.Pattern.Value != "" {
			b.fail("the message is taken out of a text by a pattern")
			return
		}
		b.put(p, node)
		return
	}
	if len(b.wire.Message) == 0 && b.shape.Body == nil {
		b.shape.Body = &node // a body of plain text is its own message
	} else if node.Text != "" {
		b.fail("there is no path to the message on this surface")
	}
}

// conditions puts what the surface asks of a body, where nothing is there yet.
func (b *shaper) conditions() {
	if b.surface == nil {
		return
	}
	for _, c := range b.surface.conditions() {
		p, err := ParsePath(c.Key.Value)
		m := &c.Value
		if err != nil || m.Absent || b.has(&p) {
			continue
		}
		value := ellipsis
		if len(m.Values) > 0 && !m.Not {
			value = m.Values[0].Value
		} else if b.file.Own.Value {
			b.fail("nothing says which " + c.Key.Value + " to send")
		}
		b.put(&p, shape.Node{Text: b.literal(&p, value)})
	}
}

// statedStatus puts the status into a body that states one, where HTTP does not say
// what the rule asks for.
func (b *shaper) statedStatus() {
	if b.shape.Status >= 400 || len(b.row.Statuses) == 0 || len(b.wire.Status) == 0 {
		return
	}
	for i := range b.wire.Status {
		p := &b.wire.Status[i]
		if p.Pattern.Value == "" && !b.has(p) {
			b.put(p, shape.Node{Text: strconv.Itoa(b.row.Statuses[0].From)})
			return
		}
	}
}

// problem puts the members of problem details that say the same in all responses.
func (b *shaper) problem() {
	d := b.row.Entry.Doc
	b.shape.Media = "application/problem+json"
	for _, m := range []struct{ key, text string }{{"type", quoted(d.URL())}, {"title", quoted(d.Title)}, {"status", strconv.Itoa(b.shape.Status)}} {
		b.put(&paths(m.key)[0], shape.Node{Text: m.text})
	}
}

// summary puts the code, the type and the message of a response with a list of errors also
// where the wire has them outside of the list, for whoever reads one error: there the
// first of the list is summed up.
func (b *shaper) summary() {
	if eachKeys(b.wire) == nil {
		return
	}
	for _, paths := range b.wire.lists()[:summaryParts] {
		if len(paths) == 0 || !b.wire.isInList(&paths[0]) {
			continue
		}
		node := b.nodeAt(&paths[0])
		for i := range paths {
			if p := &paths[i]; node != nil && len(p.Steps) > 0 && p.Pattern.Value == "" && !b.wire.isInList(p) && !b.has(p) {
				fault := b.fault
				b.put(p, shape.Node{Text: node.Text, Hole: node.Hole})
				b.fault = fault // without a place for it the list is enough
				break
			}
		}
	}
}

// summaryParts is how many of [Wire.lists], the first ones, a summary has.
const summaryParts = 3

// isInList reports whether a path leads into the list of errors.
func (w *Wire) isInList(p *Path) bool {
	list := w.Each[0].Steps[:len(w.Each[0].Steps)-1]
	return len(p.Steps) > len(list) && p.Steps[len(list)].Kind != wire.StepKey && slices.Equal(p.Steps[:len(list)], list)
}

// details puts the holes for what is not the same in all responses of an own API.
func (b *shaper) details() {
	parent := detailsParent(b.wire)
	b.shape.Details = detailsKeys(parent)
	b.shape.Each = eachKeys(b.wire)
	for _, p := range b.row.Entry.Params {
		path := Path{Text: p.Key, Steps: memberOf(parent, p.Key.Value), XML: b.shape.XML}
		b.put(&path, shape.Node{Hole: shape.Detail, Name: p.Key.Value})
	}
	for i := range b.wire.RequestID {
		if p := &b.wire.RequestID[i]; p.Pattern.Value == "" && b.holds(p) && !b.has(p) {
			b.put(p, shape.Node{Hole: shape.RequestID})
			break
		}
	}
	for i := range b.wire.Delay {
		d := &b.wire.Delay[i]
		if d.Pattern.Value != "" || d.From.Value == "message" || d.Remaining.IsSet() || !b.holds(&d.Path) || b.has(&d.Path) {
			continue
		}
		format, _ := wire.ParseDelayFormat(d.Format.Value)
		b.put(&d.Path, shape.Node{Hole: shape.Delay, Format: format})
		break
	}
}

// detailsParent returns the steps that lead to the object that has the code, in which
// details are, too; that of the message where the code's is one that a value picks.
func detailsParent(w *Wire) []Step {
	for _, list := range []yaml.List[Path]{w.Code, w.Message} {
		for i := range list {
			steps := list[i].Steps
			if len(steps) > 0 && !slices.ContainsFunc(steps, func(s Step) bool { return s.Kind == wire.StepWhere }) {
				return steps[:len(steps)-1]
			}
		}
	}
	return nil
}

// detailsKeys returns steps as a shape has them: any element is the first.
func detailsKeys(steps []Step) []string {
	var keys []string
	for _, s := range steps {
		if s.Kind == wire.StepKey {
			keys = append(keys, s.Key)
		} else {
			keys = append(keys, "["+strconv.Itoa(s.Index)+"]")
		}
	}
	return keys
}

// eachKeys returns the keys that lead to the list of errors; none if a step to it is not a
// member.
func eachKeys(w *Wire) []string {
	if len(w.Each) == 0 {
		return nil
	}
	var keys []string
	steps := w.Each[0].Steps
	for _, s := range steps[:len(steps)-1] {
		if s.Kind != wire.StepKey {
			return nil
		}
		keys = append(keys, s.Key)
	}
	return keys
}

// memberOf returns the steps to a member of the object to which steps lead.
func memberOf(parent []Step, key string) []Step {
	return append(slices.Clone(parent), Step{Kind: wire.StepKey, Key: key})
}

// partAt returns the part of the wire that has a path of the steps into the body, "" for
// none.
func (w *Wire) partAt(steps []Step) string {
	leads := func(p Path) bool { return slices.Equal(p.Steps, steps) }
	for i, paths := range w.lists() {
		if slices.ContainsFunc(paths, leads) {
			return partNames[i]
		}
	}
	if slices.ContainsFunc(w.Delay, func(d DelaySource) bool { return leads(d.Path) }) {
		return "delay"
	}
	return ""
}

// finish sets the media type, and takes an empty body away.
func (b *shaper) finish() {
	body := b.shape.Body
	switch {
	case body == nil || b.shape.Media != "":
	case b.shape.XML:
		b.shape.Media = "application/xml"
	case !body.List && body.Kids == nil:
		b.shape.Media = "text/plain; charset=utf-8"
	default:
		b.shape.Media = "application/json"
	}
}

// literal returns a value as JSON has it at a path: as the samples of the file have
// it there, else true and false as booleans, all others as strings.
func (b *shaper) literal(p *Path, value string) string {
	switch b.file.typeAt(p) {
	case "number":
		if json.Valid([]byte(value)) {
			return value
		}
	case "":
		if value == "true" || value == "false" {
			return value
		}
	case "boolean":
		return value
	}
	return quoted(value)
}

// typeAt returns the JSON type that the samples of the file have at a path, "" if
// they have none.
func (f *File) typeAt(p *Path) string {
	if len(p.Steps) == 0 || p.XML { // XML has texts alone
		return ""
	}
	for _, s := range f.sampleBodies() {
		switch valueAt(s.body, p.Steps).(type) {
		case string:
			return "string"
		case float64:
			return "number"
		case bool:
			return "boolean"
		}
	}
	return ""
}

// valueAt returns what a body has where steps lead, nil for nothing.
func valueAt(v any, steps []Step) any {
	for _, s := range steps {
		switch at := v.(type) {
		case map[string]any:
			if s.Kind != wire.StepKey {
				return nil
			}
			v = at[s.Key]
		case []any:
			if v = elementAt(at, s); v == nil {
				return nil
			}
		default:
			return nil
		}
	}
	return v
}

func elementAt(list []any, s Step) any {
	for i, v := range list {
		object, _ := v.(map[string]any)
		if s.Kind == wire.StepAny || s.Kind == wire.StepIndex && s.Index == i || s.Kind == wire.StepWhere && object[s.Key] == s.Value {
			return v
		}
	}
	return nil
}

// quoted returns a text as a JSON string.
func quoted(s string) string { return shape.String("", s).JSON }

// sortedKeys lists the names of headers in order.
func sortedKeys(h http.Header) []string { return slices.Sorted(maps.Keys(h)) }

// indented returns a body on several lines if it is JSON.
func indented(body []byte) []byte {
	var b bytes.Buffer
	if json.Indent(&b, body, "", "  ") != nil {
		return body
	}
	return b.Bytes()
}
