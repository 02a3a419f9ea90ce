package site

import (
	"io"
	"slices"
	"strings"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/apierr/wire"
	"github.com/errbook/errbook/spec"
	"github.com/errbook/errbook/spec/generic"
)

// The rules of the book and those of the generic layer as data, which the script
// read.js runs as apierr does: it is held against apierr over many answers. All
// that can be is an expression, because then the script needs no more than one
// way to test a text. A list of Go's any is a short form of a struct: the names
// in the comments say what its elements are. A verdict is a kind times 4 plus a
// match, a clue a kind times 4 plus a strength.
type (
	rulesJSON struct {
		Kinds    [][]any        `json:"k"` // name, retry, 1 for a throttle
		Retries  [][2]string    `json:"a"` // name and words
		Statuses map[string]any `json:"s"` // by status, else by its first digit: verdict, class
		Closes   map[string]int `json:"c"` // verdicts by close code
		// The verdicts on an answer that is a page, and on a job that failed.
		InvalidResponse int             `json:"i"`
		JobFailed       int             `json:"j"`
		Generic         rulesGeneric    `json:"g"`
		Providers       []rulesProvider `json:"p"` // the last one is the generic layer
	}
	rulesProvider struct {
		ID       string         `json:"i"`
		Name     string         `json:"n,omitempty"`
		Package  string         `json:"g,omitempty"`
		Hosts    string         `json:"h,omitempty"` // an expression
		InBand   int            `json:"b,omitempty"` // 1 where answers under 2xx can be errors
		Wire     rulesWire      `json:"w"`
		Surfaces []rulesSurface `json:"s"`
		Errors   [][]any        `json:"e"` // slug, title, name, retry
		Rows     [][]any        `json:"r"` // error, verdict, weight, tests
	}
	// A part is a slot or the name of a header or, where a value must be taken out
	// of the text, a list of that and of expressions with their flags.
	rulesWire struct {
		Body    [][]any `json:"b"` // nodes: step, slot, key or index, value, kids
		Code    []any   `json:"c"`
		Type    []any   `json:"t"`
		Message []any   `json:"m"`
		Status  []any   `json:"s"`
		Nested  []any   `json:"n"`
		Fields  []any   `json:"f"` // then the headers that rules ask for
	}
	rulesSurface struct {
		Name   string     `json:"n"`
		Takes  [3]string  `json:"q"`           // expressions for close codes, events, statuses
		Body   [][]any    `json:"b"`           // conditions: field, expression or "", 1 for not
		InBand int        `json:"i,omitempty"` // 1 where a stated status says that it is another
		Wire   *rulesWire `json:"w,omitempty"`
	}
)

func verdict(k apierr.Kind, m apierr.Match) int { return kindNumber(k)*4 + int(m) }

func (b *builder) writeRules(w io.Writer) error {
	file, err := generic.Builtin()
	if err != nil {
		return err
	}
	layer := file.Layer()
	out := rulesJSON{
		Statuses: statusKinds(layer), Closes: map[string]int{}, Generic: newGeneric(layer),
		InvalidResponse: verdict(apierr.InvalidResponse, apierr.MatchPattern), JobFailed: verdict(apierr.JobFailed, apierr.MatchNone),
	}
	for _, k := range kindsInPage() {
		throttle := 0
		if k.Family() == apierr.FamilyThrottle {
			throttle = 1
		}
		out.Kinds = append(out.Kinds, []any{k.String(), int(k.Retry()), throttle})
	}
	for r := apierr.RetryNever; r <= apierr.RetryBackoff; r++ {
		out.Retries = append(out.Retries, [2]string{r.String(), r.Advice()})
	}
	for _, c := range layer.Closes {
		out.Closes[text(c.Code)] = verdict(c.Kind, apierr.MatchNone)
	}
	for _, f := range b.book.Files {
		out.Providers = append(out.Providers, newBookProvider(f))
	}
	shared := newProvider(&wire.Provider{Wire: layer.Wire, Surfaces: layer.Failures}, nil)
	shared.Wire.Nested, shared.InBand = []any{}, 0 // those are for providers of the book
	out.Providers = append(out.Providers, shared)
	return writeScript(w, "errbookRules", out)
}

// newBookProvider returns the rules of one file of the book.
func newBookProvider(f *spec.File) rulesProvider {
	var headers []string
	for _, r := range f.Rows {
		for _, h := range r.Headers {
			if !slices.Contains(headers, h.Name) {
				headers = append(headers, h.Name)
			}
		}
	}
	p := newProvider(f.Facts(), headers)
	p.Package = f.CodePrefix
	for _, e := range f.Errors {
		p.Errors = append(p.Errors, []any{e.Slug.Value, e.Doc.Title, e.Name.Value, int(e.Doc.Retry)})
	}
	for _, r := range f.Rows {
		p.Rows = append(p.Rows, newRow(f, r, headers))
	}
	return p
}

func newProvider(p *wire.Provider, headers []string) rulesProvider {
	out := rulesProvider{ID: p.ID, Name: p.Name, Hosts: hostExpression(p.Hosts), Wire: newWire(p.Wire, headers), Surfaces: []rulesSurface{}, Errors: [][]any{}, Rows: [][]any{}}
	others := slices.ContainsFunc(p.Surfaces, func(s wire.Surface) bool { return !s.Stream && !s.InBand() })
	for _, s := range p.Surfaces {
		surface := rulesSurface{Name: s.Name, Takes: [3]string{rangeExpression(s.Close, false), eventExpression(&s), surfaceStatuses(&s)}, Body: conditions(s.Body)}
		if s.InBand() && others {
			surface.InBand = 1
		}
		if s.Wire != nil {
			w := newWire(s.Wire, headers)
			surface.Wire = &w
		}
		out.Surfaces = append(out.Surfaces, surface)
	}
	if p.InBand() {
		out.InBand = 1
	}
	return out
}

func conditions(list []wire.Condition) [][]any {
	out := [][]any{}
	for _, c := range list {
		expr, not := "", 0
		if len(c.Values) > 0 {
			expr = oneOf(c.Values)
		}
		if c.Not {
			not = 1
		}
		out = append(out, []any{c.Field, expr, not})
	}
	return out
}

func newWire(w *wire.Wire, headers []string) rulesWire {
	fields := parts(w.Fields)
	for _, h := range headers {
		fields = append(fields, strings.ToLower(h))
	}
	return rulesWire{newNodes(w.Body), parts(w.Code), parts(w.Type), parts(w.Message), parts(w.Status), parts(w.Nested), fields}
}

func newNodes(nodes []wire.Node) [][]any {
	list := [][]any{}
	for _, n := range nodes {
		var key any = n.Key
		if n.Step == wire.StepIndex {
			key = n.Index
		}
		list = append(list, []any{int(n.Step), n.Slot, key, n.Value, newNodes(n.Kids)})
	}
	return list
}

func parts(list []wire.Part) []any {
	out := []any{}
	for _, p := range list {
		out = append(out, newPart(p))
	}
	return out
}

func newPart(p wire.Part) any {
	var at any = p.Slot
	if p.Slot == wire.NoSlot {
		at = strings.ToLower(p.Header)
	}
	if p.Match == nil && p.Strip == wire.StripNone {
		return at
	}
	list := []any{at}
	if p.Match != nil {
		expr, flags := scriptExpression(p.Match.Expr)
		list = append(list, []string{expr, flags})
	}
	if p.Strip == wire.StripAWS {
		list = append(list, []string{awsName, ""})
	}
	return list
}

// newRow returns a rule. Its tests ask for what is certain first, so that a
// cut-off part is asked for only if it decides. They are lists of what is asked
// for (u the surface, s the status, c the code, t the type, l the close code, f
// the folded message, or a field by number), an expression, and 1 for not.
func newRow(f *spec.File, r *spec.Row, headers []string) []any {
	tests := [][]any{}
	add := func(of any, expr string, not ...any) { tests = append(tests, append([]any{of, expr}, not...)) }
	weight := int(r.Match())
	if !r.Codes.IsZero() {
		weight += 2
		add("c", testExpression(r.Codes))
	}
	if !r.Types.IsZero() {
		add("t", testExpression(r.Types))
	}
	if len(r.Statuses) > 0 {
		add("s", rangeExpression(r.Statuses, r.AnyStatus))
	}
	if len(r.Surfaces) > 0 {
		add("u", oneOf(r.Surfaces))
	}
	if len(r.Close) > 0 {
		add("l", rangeExpression(r.Close, false))
	}
	for _, t := range r.Fields {
		add(t.Index, testExpression(t.Test))
	}
	for _, t := range r.Headers {
		add(len(f.Facts().Wire.Fields)+slices.Index(headers, t.Name), testExpression(t.Test))
	}
	if len(r.Any) > 0 {
		add("f", anyOf(r.Any))
	}
	if len(r.Not) > 0 {
		add("f", anyOf(r.Not), 1)
	}
	return []any{slices.Index(f.Errors, r.Entry), verdict(r.Kind, r.Match()), weight, tests}
}
