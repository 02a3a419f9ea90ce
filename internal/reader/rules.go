package reader

import (
	"slices"
	"strings"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/apierr/wire"
	"github.com/errbook/errbook/spec"
	"github.com/errbook/errbook/spec/generic"
)

// The rules of a book and those of the generic layer, as the script asks for
// them. All that can be is an expression, because then the script needs no more
// than one way to test a text. Kinds are numbers, 0 for the unknown one; so are
// retries and entries, each by its place in its list.
type (
	rulesData struct {
		Kinds     []kindData         `js:"kinds"`
		Retries   []retryData        `js:"retries"`
		Statuses  map[int]statusData `js:"statuses"` // by status, else by its first digit
		Closes    map[int]int        `js:"closes"`   // kinds by close code
		Generic   genericData        `js:"generic"`
		Providers []providerData     `js:"providers,omitempty"` // the last one is the generic layer

		InvalidResponse int `js:"invalidResponse"` // the kind of a response that is a page
		JobFailed       int `js:"jobFailed"`       // the kind of a job that failed
		NotFound        int `js:"notFound"`        // the kind of what does not exist
		TooLarge        int `js:"tooLarge"`        // the kind of a request that is larger than a limit
	}
	kindData struct {
		Name     string `js:"name"`
		Retry    int    `js:"retry"`
		Throttle bool   `js:"throttle,omitempty"`
		Capacity bool   `js:"capacity,omitempty"`
		Local    bool   `js:"local,omitempty"`
		Provider bool   `js:"provider,omitempty"` // a fault of the provider's
		Request  bool   `js:"request,omitempty"`  // a fault of the request
		AI       bool   `js:"ai,omitempty"`       // one that only APIs of AI have
		Untold   bool   `js:"untold,omitempty"`   // one that no page of the book mentions

		kindFacts
	}
	retryData struct {
		Name string `js:"name"`
		Note string `js:"note,omitempty"` // what a page says of it
	}
	statusData struct {
		Kind  int    `js:"kind"`
		Class uint16 `js:"class"`
	}

	providerData struct {
		ID       string        `js:"id,omitempty"`      // none for the generic layer
		Label    string        `js:"label,omitempty"`   // what comes before the name of an error: "FASHN · fashn."
		Prefix   string        `js:"prefix,omitempty"`  // of its codes: "fashn."
		Hosts    string        `js:"hosts,omitempty"`   // an expression
		InBand   bool          `js:"inBand,omitempty"`  // responses under 2xx can be errors
		General  bool          `js:"general,omitempty"` // the generic layer judges without kinds and words of AI
		Silent   bool          `js:"silent,omitempty"`  // or not at all
		Wire     wireData      `js:"wire"`
		Surfaces []surfaceData `js:"surfaces"`
		Errors   []entryData   `js:"errors"`
		Rows     []rowData     `js:"rows"` // in the order in which they are asked
	}
	entryData struct {
		Slug  string `js:"slug,omitempty"`
		Title string `js:"title,omitempty"`
		Name  string `js:"name"`            // the code without the prefix
		Retry any    `js:"retry,omitempty"` // none: that of its kind

		entryFacts
	}
	rowData struct {
		Entry  int        `js:"entry"`
		Kind   int        `js:"kind"`
		Match  int        `js:"match"`
		Weight int        `js:"weight,omitempty"` // none: as the match; how much it says, for the order of what several providers say
		Tests  []testData `js:"tests"`            // all must hold
	}
	testData struct {
		Of   any    `js:"of"`   // a member of the view, or a field by number
		Expr string `js:"expr"` // what it must match
		Not  bool   `js:"not,omitempty"`
	}
	surfaceData struct {
		Name       string          `js:"name"`
		Closes     string          `js:"closes"`           // an expression for close codes
		Events     string          `js:"events"`           // for the names of events
		Statuses   string          `js:"statuses"`         // for statuses
		Conditions []conditionData `js:"conditions"`       // what the body must say
		InBand     bool            `js:"inBand,omitempty"` // a stated status says that it is another
		Wire       *wireData       `js:"wire,omitempty"`

		surfaceFacts
	}
	conditionData struct {
		Field int    `js:"field"`
		Expr  string `js:"expr,omitempty"` // none: it says something
		Not   bool   `js:"not,omitempty"`
		Text  bool   `js:"quoted,omitempty"` // a string, not a number
	}
)

// kindNumbers are kinds as the script numbers them.
type kindNumbers map[apierr.Kind]int

// newKinds numbers the kinds of a book, and returns them by number.
func newKinds(book *spec.Book) (kindNumbers, []kindData) {
	numbers := kindNumbers{}
	kinds := book.Taxonomy()
	var list []kindData
	for _, k := range append([]spec.Kind{*kinds.Kind(apierr.Unknown)}, kinds.Kinds...) {
		numbers[k.Name] = len(list)
		list = append(list, kindData{
			Name: k.Name.String(), Retry: int(k.Retry), AI: generic.IsOfAI(k.Name),
			Throttle: k.Family == apierr.FamilyThrottle, Capacity: k.Family == apierr.FamilyCapacity, Local: k.Family == apierr.FamilyLocal, Provider: k.Family == apierr.FamilyProvider, Request: k.Family == apierr.FamilyRequest,
		})
	}
	return numbers, list
}

// newRules returns the rules of a book and those of a generic layer.
func newRules(book *spec.Book, layer *generic.Layer) rulesData {
	kinds, table := newKinds(book)
	out := rulesData{
		Kinds:           table,
		Statuses:        kinds.statuses(layer),
		Closes:          map[int]int{},
		Generic:         kinds.generic(layer),
		InvalidResponse: kinds[apierr.InvalidResponse],
		JobFailed:       kinds[apierr.JobFailed],
		NotFound:        kinds[apierr.NotFound],
		TooLarge:        kinds[apierr.RequestExceedsLimit],
	}
	for r := apierr.RetryNever; r <= apierr.RetryBackoff; r++ {
		out.Retries = append(out.Retries, retryData{r.String(), r.Advice()})
	}
	for _, c := range layer.Closes {
		out.Closes[c.Code] = kinds[c.Kind]
	}
	for _, f := range book.Files {
		out.Providers = append(out.Providers, kinds.bookProvider(f))
	}
	last := newProvider(&wire.Provider{Wire: layer.Wire, Surfaces: layer.Failures}, nil)
	last.Wire.Nested, last.InBand = nil, false // those are for providers of the book
	out.Providers = append(out.Providers, last)
	return out
}

// bookProvider returns the rules of one file of the book.
func (n kindNumbers) bookProvider(f *spec.File) providerData {
	headers := headersOf(f)
	p := newProvider(f.Facts(), headers)
	for _, e := range f.Errors {
		code := string(e.Code)
		p.Prefix = code[:strings.IndexByte(code, '.')+1]
		p.Label = f.Name.Value + " · " + p.Prefix
		entry := entryData{Slug: e.Slug.Value, Title: e.Doc.Title, Name: code[len(p.Prefix):]}
		if e.Doc.Retry != f.Taxonomy().Kind(e.Doc.Kind).Retry {
			entry.Retry = int(e.Doc.Retry)
		}
		p.Errors = append(p.Errors, entry)
	}
	for _, r := range f.Rows {
		p.Rows = append(p.Rows, n.row(f, r, headers))
	}
	return p
}

// headersOf returns the names of the headers that rules ask for. They count as
// fields, after those of the wire.
func headersOf(f *spec.File) []string {
	var headers []string
	for _, r := range f.Rows {
		for _, h := range r.Headers {
			if !slices.Contains(headers, h.Name) {
				headers = append(headers, h.Name)
			}
		}
	}
	return headers
}

func newProvider(p *wire.Provider, headers []string) providerData {
	out := providerData{
		ID: p.ID, Hosts: hostExpression(p.Hosts), InBand: p.InBand(), Wire: newWire(p.Wire, headers),
		General: p.Generic != wire.GenericAI, Silent: p.Generic == wire.GenericNone,
	}
	others := slices.ContainsFunc(p.Surfaces, func(s wire.Surface) bool { return !s.Stream && !s.InBand() })
	for i := range p.Surfaces {
		s := &p.Surfaces[i]
		surface := surfaceData{
			Name:       s.Name,
			Closes:     rangeExpression(s.Close, false),
			Events:     eventExpression(s),
			Statuses:   surfaceStatuses(s),
			Conditions: conditions(s.Body),
			InBand:     s.InBand() && others,
		}
		if s.Wire != nil {
			w := newWire(s.Wire, headers)
			surface.Wire = &w
		}
		out.Surfaces = append(out.Surfaces, surface)
	}
	return out
}

func conditions(list []wire.Condition) []conditionData {
	var out []conditionData
	for _, c := range list {
		expr := ""
		if len(c.Values) > 0 {
			expr = oneOf(c.Values)
		}
		out = append(out, conditionData{Field: c.Field, Expr: expr, Not: c.Not})
	}
	return out
}

// row returns a rule. Its tests ask for what is certain first, so that a cut-off
// part is asked for only if it decides.
func (n kindNumbers) row(f *spec.File, r *spec.Row, headers []string) rowData {
	out := rowData{Entry: slices.Index(f.Errors, r.Entry), Kind: n[r.Kind], Match: int(r.Match())}
	add := func(of any, expr string) { out.Tests = append(out.Tests, testData{Of: of, Expr: expr}) }
	if !r.Codes.IsZero() {
		if !r.Vague {
			out.Weight = out.Match + 2
		}
		add(member("code"), testExpression(r.Codes))
	}
	if !r.Types.IsZero() {
		add(member("type"), testExpression(r.Types))
	}
	if len(r.Statuses) > 0 {
		add(member("status"), rangeExpression(r.Statuses, r.AnyStatus))
	}
	if room := r.Suits.Statuses(); len(room) > 0 {
		add(member("status"), rangeExpression(room, true))
	}
	if len(r.Surfaces) > 0 {
		add(member("surface"), oneOf(r.Surfaces))
	}
	if len(r.Close) > 0 {
		add(member("close"), rangeExpression(r.Close, false))
	}
	for _, t := range r.Fields {
		add(t.Index, testExpression(t.Test))
	}
	for _, t := range r.Headers {
		add(len(f.Facts().Wire.Fields)+slices.Index(headers, t.Name), testExpression(t.Test))
	}
	if len(r.Any) > 0 {
		add(member("folded"), anyOf(r.Any))
	}
	if len(r.Not) > 0 {
		out.Tests = append(out.Tests, testData{member("folded"), anyOf(r.Not), true})
	}
	return out
}
