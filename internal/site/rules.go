package site

import (
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/spec"
)

// The rules of the book as data, which the script runs as apierr does: it is
// held against apierr over every sample and near miss. The layer of generic
// phrases is not among them, so what stands on a status alone is only a guess
// there, and the script says so.
type (
	rulesJSON struct {
		Kinds     []string          `json:"k"`
		Statuses  map[string]string `json:"s"` // kinds by status; 4 and 5 for all others
		Generic   ruleProvider      `json:"g"` // where answers of any API have their parts
		Providers []ruleProvider    `json:"p"`
	}
	ruleProvider struct {
		ID       string        `json:"i"`
		Name     string        `json:"n"`
		Package  string        `json:"g"`
		Hosts    []string      `json:"h,omitempty"`
		Wire     wireJSON      `json:"w"`
		Surfaces []surfaceJSON `json:"s,omitempty"`
		Errors   [][3]string   `json:"e,omitempty"` // slug, title, name
		Rows     []ruleJSON    `json:"r,omitempty"`
	}
	wireJSON struct {
		Body    []nodeJSON `json:"b"`
		Code    []any      `json:"c,omitempty"`
		Type    []any      `json:"t,omitempty"`
		Message []any      `json:"m,omitempty"`
		Status  []any      `json:"s,omitempty"`
		Fields  []any      `json:"f,omitempty"`
	}
	// A nodeJSON is step, slot, key or index, value, kids.
	nodeJSON    []any
	surfaceJSON struct {
		Name     string     `json:"n"`
		Statuses [][2]int   `json:"s,omitempty"`
		Body     []bodyJSON `json:"b,omitempty"`
		Events   []string   `json:"e,omitempty"`
		Close    [][2]int   `json:"l,omitempty"`
		Stream   bool       `json:"t,omitempty"`
		Wire     *wireJSON  `json:"w,omitempty"`
	}
	bodyJSON struct {
		Field  int      `json:"f"`
		Values []string `json:"v,omitempty"`
		Not    bool     `json:"x,omitempty"`
	}
	ruleJSON struct {
		Error     int        `json:"e"`
		Kind      int        `json:"k"`
		Match     int        `json:"m"`
		Surfaces  []string   `json:"u,omitempty"`
		Statuses  [][2]int   `json:"s,omitempty"`
		AnyStatus bool       `json:"z,omitempty"`
		Code      *testJSON  `json:"c,omitempty"`
		Type      *testJSON  `json:"t,omitempty"`
		Close     [][2]int   `json:"l,omitempty"`
		Fields    []partTest `json:"f,omitempty"`
		Headers   []partTest `json:"h,omitempty"`
		Any       []string   `json:"a,omitempty"`
		Not       []string   `json:"x,omitempty"`
	}
	testJSON struct {
		Values   []string `json:"v,omitempty"`
		Prefix   string   `json:"p,omitempty"`
		Contains string   `json:"c,omitempty"`
	}
	// A partTest asks for a field, by number, or for a header, by name.
	partTest struct {
		Of any `json:"n"`
		testJSON
	}
)

func (b *builder) writeRules(w io.Writer) error {
	out := rulesJSON{Kinds: kindNames(), Statuses: statusKinds(), Generic: newRuleProvider(apierr.Generic), Providers: []ruleProvider{}}
	for _, f := range b.book.Files {
		p := newRuleProvider(f.Runtime())
		p.Package = f.Package
		for _, e := range f.Errors {
			p.Errors = append(p.Errors, [3]string{e.Slug.Value, e.Doc.Title, e.Name.Value})
		}
		for _, r := range f.Rows {
			p.Rows = append(p.Rows, newRule(f, r))
		}
		out.Providers = append(out.Providers, p)
	}
	return writeScript(w, "errbookRules", out)
}

// statusKinds returns what a status alone means, as apierr says it.
func statusKinds() map[string]string {
	of := func(status int) string {
		v, _ := apierr.Generic.Verdict(apierr.Response{Status: status})
		return v.Kind.String()
	}
	kinds := map[string]string{"4": of(418), "5": of(599)}
	for status := 400; status < 600; status++ {
		text := strconv.Itoa(status)
		if k := of(status); k != kinds[text[:1]] {
			kinds[text] = k
		}
	}
	return kinds
}

func newRuleProvider(p *apierr.Provider) ruleProvider {
	out := ruleProvider{ID: p.ID, Name: p.Name, Hosts: p.Hosts, Wire: newWire(p.Wire)}
	for i := range p.Surfaces {
		s := &p.Surfaces[i]
		surface := surfaceJSON{Name: s.Name, Statuses: ranges(s.Statuses), Events: s.Events, Close: ranges(s.Close), Stream: s.Stream}
		for _, c := range s.Body {
			surface.Body = append(surface.Body, bodyJSON{c.Field, c.Values, c.Not})
		}
		if s.Wire != nil {
			w := newWire(s.Wire)
			surface.Wire = &w
		}
		out.Surfaces = append(out.Surfaces, surface)
	}
	return out
}

func newWire(w *apierr.Wire) wireJSON {
	return wireJSON{newNodes(w.Body), parts(w.Code), parts(w.Type), parts(w.Message), parts(w.Status), parts(w.Fields)}
}

func newNodes(nodes []apierr.Node) []nodeJSON {
	list := []nodeJSON{}
	for _, n := range nodes {
		var key any = n.Key
		if n.Step == apierr.StepIndex {
			key = n.Index
		}
		node := nodeJSON{int(n.Step), n.Slot, key, n.Value, newNodes(n.Kids)}
		list = append(list, node)
	}
	return list
}

// parts returns each part as a slot or the name of a header or, where a value
// must be made bare, as a list of that, 1 to strip, an expression and its flags.
func parts(list []apierr.Part) []any {
	var out []any
	for _, p := range list {
		var at any = p.Slot
		if p.Slot == apierr.NoSlot {
			at = strings.ToLower(p.Header)
		}
		if p.Match != nil || p.Strip != apierr.StripNone {
			expr, flags := "", ""
			if p.Match != nil {
				expr, flags = scriptExpression(p.Match.Expr)
			}
			at = []any{at, int(p.Strip), expr, flags}
		}
		out = append(out, at)
	}
	return out
}

// leadingFlags are flags of RE2 that hold for a whole expression.
var leadingFlags = regexp.MustCompile(`^\(\?([ims]+)\)`)

// scriptExpression returns an expression of RE2 as JavaScript writes it.
func scriptExpression(expr string) (source, flags string) {
	if m := leadingFlags.FindStringSubmatch(expr); m != nil {
		expr, flags = expr[len(m[0]):], m[1]
	}
	return strings.NewReplacer(`\\`, `\\`, `(?P<`, `(?<`, `\A`, `^`, `\z`, `$`).Replace(expr), flags
}

func newRule(f *spec.File, r *spec.Row) ruleJSON {
	out := ruleJSON{
		Error: slices.Index(f.Errors, r.Entry), Kind: int(r.Kind), Match: int(r.Match()),
		Surfaces: r.Surfaces, Statuses: ranges(r.Statuses), AnyStatus: r.AnyStatus,
		Close: ranges(r.Close), Any: r.Any, Not: r.Not,
	}
	if !r.Codes.IsZero() {
		t := newTest(r.Codes)
		out.Code = &t
	}
	if !r.Types.IsZero() {
		t := newTest(r.Types)
		out.Type = &t
	}
	for _, t := range r.Fields {
		out.Fields = append(out.Fields, partTest{t.Index, newTest(t.Test)})
	}
	for _, t := range r.Headers {
		out.Headers = append(out.Headers, partTest{strings.ToLower(t.Name), newTest(t.Test)})
	}
	return out
}

// newTest returns a test; one that says nothing takes any value that is there.
func newTest(t spec.Test) testJSON { return testJSON{t.Values, t.Prefix, t.Contains} }

func ranges(list []apierr.StatusRange) [][2]int {
	var out [][2]int
	for _, r := range list {
		out = append(out, [2]int{r.From, r.To})
	}
	return out
}
