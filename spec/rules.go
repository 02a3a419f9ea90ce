package spec

import (
	"cmp"
	"math"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/apierr/wire"
	"github.com/errbook/errbook/spec/yaml"
)

// A Rank orders rules by what they ask for: a code says more than a type, a
// type more than a phrase, a phrase more than a status.
type Rank uint8

// The ranks, from low to high.
const (
	RankStatus Rank = iota
	RankPhrase
	RankType
	RankTypePhrase
	RankCode // a code, a field, a header or a close code
	RankCodePhrase
)

// A Row is one rule of a provider's classifier, with what only checks need to know of it.
type Row struct {
	Clause
	Entry       *Error
	family      apierr.Family
	constraints int // how many dimensions are constrained
	weight      int // constraints, or those of the lightest member of a class of codes
	pos         yaml.Pos
	statusPos   yaml.Pos // of its statuses, which can be those of the entry
	order       int      // in the file
}

// A Clause is all of a rule that classifying needs: a conjunction of what is given, and
// what is said of a response that it takes.
type Clause struct {
	Code apierr.Code
	Kind apierr.Kind

	// A dimension that has nothing is open: it takes every response.
	Surfaces []string
	Statuses []wire.StatusRange
	// AnyStatus says that the rule also takes responses of unknown status,
	// because no other entry's rule could claim them.
	AnyStatus bool
	Codes     Test
	Types     Test
	Close     []wire.StatusRange
	Fields    []FieldTest
	Headers   []HeaderTest
	Any, Not  []string // phrases, folded
	// Suits says which statuses leave room for the rule though it asks for none: a
	// fault of the provider's is not worth a retry under a 402.
	Suits Suits
	// Vague says that its identifiers tell no more than a status does, so that
	// quoted bodies and words come first.
	Vague bool

	Rank Rank
}

// A Test asks for one of some values, for a prefix, for a part, or for any
// value at all. The zero value asks for nothing.
type Test struct {
	Values   []string
	Prefix   string
	Contains string
	Present  bool
}

// A FieldTest asks for a value of the body.
type FieldTest struct {
	Index int    // among the Fields of the provider's wires
	Path  string // as written
	Test
}

// A HeaderTest asks for a header.
type HeaderTest struct {
	Name string
	Test
}

func (t *Test) IsZero() bool {
	return len(t.Values) == 0 && t.Prefix == "" && t.Contains == "" && !t.Present
}

// Takes reports whether v is what the test asks for.
func (t *Test) Takes(v string) bool {
	switch {
	case len(t.Values) > 0:
		return slices.Contains(t.Values, v)
	case t.Prefix != "":
		return strings.HasPrefix(v, t.Prefix)
	case t.Contains != "":
		return strings.Contains(v, t.Contains)
	case t.Present:
		return v != ""
	}
	return true
}

// shared returns a value that both tests take, and reports whether there is one.
func (t Test) shared(u Test) (value string, ok bool) {
	if len(u.Values) > 0 && len(t.Values) == 0 {
		t, u = u, t
	}
	if len(t.Values) > 0 {
		i := slices.IndexFunc(t.Values, u.Takes)
		if i < 0 {
			return "", false
		}
		return t.Values[i], true
	}
	if t.Prefix != "" && u.Prefix != "" && !strings.HasPrefix(t.Prefix, u.Prefix) && !strings.HasPrefix(u.Prefix, t.Prefix) {
		return "", false
	}
	longer := t.Prefix
	if len(u.Prefix) > len(longer) {
		longer = u.Prefix
	}
	return longer + t.Contains + u.Contains, true
}

// makeRules lists the rules of an entry, which is of a kind.
func makeRules(e *Error, kind *Kind, fieldIndex map[string]int) []*Row {
	var rows []*Row
	add := func(pos yaml.Pos, r Rule) {
		rows = append(rows, newRow(e, kind, pos, r, fieldIndex).splitVague(e, kind)...)
	}
	if len(e.Match) == 0 {
		add(e.Pos, e.Rule)
	}
	for i := range e.Match {
		add(e.Match[i].Pos, e.Match[i].over(e.Rule))
	}
	return rows
}

// over returns r with what it does not say taken from base.
func (r Rule) over(base Rule) Rule {
	if len(r.Surface) == 0 {
		r.Surface = base.Surface
	}
	if len(r.Status.Ranges) == 0 {
		r.Status = base.Status
	}
	if r.WireCode.isZero() {
		r.WireCode = base.WireCode
	}
	if r.WireType.isZero() {
		r.WireType = base.WireType
	}
	if len(r.Field) == 0 {
		r.Field = base.Field
	}
	if len(r.Header) == 0 {
		r.Header = base.Header
	}
	if r.Message == nil {
		r.Message = base.Message
	}
	if len(r.Close.Ranges) == 0 {
		r.Close = base.Close
	}
	return r
}

func (s StringSet) isZero() bool { return len(s.Values) == 0 && s.Prefix.Value == "" }

func (s StringSet) test() Test {
	return Test{Values: values(s.Values), Prefix: s.Prefix.Value}
}

func (m Matcher) test() Test {
	return Test{Values: values(m.Values), Contains: m.Contains.Value, Present: m.Present}
}

func values(texts []yaml.Text) []string {
	var vs []string
	for _, t := range texts {
		vs = append(vs, t.Value)
	}
	return vs
}

func newRow(e *Error, kind *Kind, pos yaml.Pos, src Rule, fieldIndex map[string]int) *Row {
	r := &Row{Entry: e, family: kind.Family, pos: pos, statusPos: src.Status.Pos, Clause: Clause{
		Code:     e.Code,
		Kind:     kind.Name,
		Surfaces: values(src.Surface),
		Statuses: src.Status.Ranges,
		Codes:    src.WireCode.test(),
		Types:    src.WireType.test(),
		Close:    src.Close.Ranges,
	}}
	for _, f := range src.Field {
		r.Fields = append(r.Fields, FieldTest{fieldIndex[f.Key.Value], f.Key.Value, f.Value.test()})
	}
	for _, h := range src.Header {
		r.Headers = append(r.Headers, HeaderTest{http.CanonicalHeaderKey(h.Key.Value), h.Value.test()})
	}
	if src.Message != nil {
		r.Any, r.Not = folded(src.Message.Any), folded(src.Message.Not)
	}
	r.Rank, r.constraints = r.weigh()
	r.weight = r.constraints
	return r
}

func folded(phrases []yaml.Text) []string {
	var fs []string
	for _, p := range phrases {
		fs = append(fs, wire.Fold(p.Value))
	}
	return fs
}

// HasPhrase reports whether the message takes part.
func (c *Clause) HasPhrase() bool { return len(c.Any)+len(c.Not) > 0 }

// keys returns the values of the dimension that the rule's rank is based on, nil
// if the rule leaves it open.
func (r *Row) keys() []string {
	switch r.Rank {
	case RankCode, RankCodePhrase:
		return r.Codes.Values
	case RankType, RankTypePhrase:
		return r.Types.Values
	}
	return statusKeys(r.Statuses)
}

// statusKeys lists the statuses of ranges.
func statusKeys(ranges []wire.StatusRange) []string {
	var keys []string
	for _, s := range ranges {
		for n := s.From; n <= s.To; n++ {
			keys = append(keys, strconv.Itoa(n))
		}
	}
	return keys
}

func (r *Row) weigh() (Rank, int) {
	strong := !r.Codes.IsZero() || len(r.Fields)+len(r.Headers)+len(r.Close) > 0
	typed, said := !r.Types.IsZero(), r.HasPhrase()
	n := len(r.Fields) + len(r.Headers)
	for _, given := range []bool{len(r.Surfaces) > 0, len(r.Statuses) > 0, !r.Codes.IsZero(), typed, len(r.Close) > 0, said} {
		if given {
			n++
		}
	}
	base := RankStatus
	switch {
	case strong:
		base = RankCode
	case typed:
		base = RankType
	case said:
		return RankPhrase, n
	}
	if said && base != RankStatus {
		base++
	}
	return base, n
}

// Match returns how a response was recognized when the rule takes it.
func (c *Clause) Match() apierr.Match {
	switch {
	case c.HasPhrase():
		return apierr.MatchPattern
	case c.Rank == RankStatus, c.Vague:
		return apierr.MatchStatus
	}
	return apierr.MatchExact
}

// familyOrder is the order among phrase rules: money first, because taking it
// for anything else costs most.
func (r *Row) familyOrder() int {
	switch r.family {
	case apierr.FamilyBilling:
		return 0
	case apierr.FamilyThrottle:
		return 1
	case apierr.FamilyCapacity:
		return 2
	}
	return 3
}

// compareRules orders rules by who is asked first.
func compareRules(a, b *Row) int {
	if c := cmp.Or(cmp.Compare(b.Rank, a.Rank), cmp.Compare(b.weight, a.weight), compareReach(a, b), cmp.Compare(b.constraints, a.constraints)); c != 0 {
		return c
	}
	if a.HasPhrase() && b.HasPhrase() {
		return cmp.Or(cmp.Compare(a.familyOrder(), b.familyOrder()), cmp.Compare(a.order, b.order))
	}
	// No response is taken by both, so the order is free: rules with exact
	// values first make one switch.
	return cmp.Or(cmp.Compare(min(len(b.keys()), 1), min(len(a.keys()), 1)), cmp.Compare(a.order, b.order))
}

// compareReach orders rules by how closely they name a code, then a type: a value before
// a prefix, a longer prefix before a shorter one. So a class of codes, such as 23 of
// SQLSTATE, can have an entry beside those of its members. Rules for a phrase keep the
// order of the file.
func compareReach(a, b *Row) int {
	if a.HasPhrase() || b.HasPhrase() {
		return 0
	}
	return cmp.Or(cmp.Compare(b.Codes.closeness(), a.Codes.closeness()), cmp.Compare(b.Types.closeness(), a.Types.closeness()))
}

// closenessDecides reports whether both rules name a code, or else a type, and one of
// them names it more closely: then it is asked first, and nothing is left to chance.
func closenessDecides(a, b *Row) bool {
	if a.HasPhrase() || b.HasPhrase() {
		return false
	}
	if x, y := a.Codes.closeness(), b.Codes.closeness(); x != y {
		return x > 0 && y > 0
	}
	x, y := a.Types.closeness(), b.Types.closeness()
	return x != y && x > 0 && y > 0
}

// closer reports whether a names a code, or else a type, that b names less closely: a
// member of b's class.
func (a *Row) closer(b *Row) bool {
	return a.Rank == b.Rank && closenessDecides(a, b) && compareReach(a, b) < 0
}

// settleClasses makes each class of codes as light as its lightest member, so that the
// member is asked first, however much else the class asks for. Classes within classes
// come first.
func settleClasses(rules []*Row) {
	rules = slices.DeleteFunc(slices.Clone(rules), func(r *Row) bool { return r.HasPhrase() }) // whose order is the file's
	for _, class := range slices.SortedStableFunc(slices.Values(rules), compareReach) {
		if class.Codes.Prefix == "" && class.Types.Prefix == "" {
			continue
		}
		for _, r := range rules {
			if r.weight < class.weight && r.closer(class) && r.sharesName(class) {
				class.weight = r.weight
			}
		}
	}
}

// sharesName reports whether a code and a type can be what both rules ask for.
func (a *Row) sharesName(b *Row) bool {
	_, code := a.Codes.shared(b.Codes)
	_, typ := a.Types.shared(b.Types)
	return code && typ
}

// closeness returns how closely a test names a value.
func (t *Test) closeness() int {
	switch {
	case len(t.Values) > 0:
		return math.MaxInt
	case t.Prefix != "":
		return len(t.Prefix)
	}
	return 0
}

// takes reports whether the rule takes a response. It asks for the cheap and
// certain parts first, so that a cut-off part is asked for only if it decides.
func (c *Clause) takes(f *wire.Fields) bool {
	if !c.Codes.IsZero() && !c.Codes.Takes(f.Code) || !c.Types.IsZero() && !c.Types.Takes(f.Type) {
		return false
	}
	if !c.TakesStatus(f.Status) || !c.Suits.takes(f) || len(c.Surfaces) > 0 && !slices.Contains(c.Surfaces, f.Surface) {
		return false
	}
	if len(c.Close) > 0 && !inRanges(c.Close, f.Close) {
		return false
	}
	for i := range c.Fields {
		if t := &c.Fields[i]; !t.Takes(f.Field(t.Index)) {
			return false
		}
	}
	for i := range c.Headers {
		if t := &c.Headers[i]; !t.Takes(f.Header(t.Name)) {
			return false
		}
	}
	if len(c.Any) > 0 && !f.Says(c.Any...) {
		return false
	}
	return len(c.Not) == 0 || !f.Says(c.Not...)
}

// TakesStatus reports whether status is one of the rule's; 0 is unknown.
func (c *Clause) TakesStatus(status int) bool {
	return len(c.Statuses) == 0 || inRanges(c.Statuses, status) || status == 0 && c.AnyStatus
}

func inRanges(ranges []wire.StatusRange, n int) bool {
	return slices.ContainsFunc(ranges, func(r wire.StatusRange) bool { return r.From <= n && n <= r.To })
}

// verdict returns what the rule says of a response that it takes.
func (c *Clause) verdict() apierr.Verdict {
	return apierr.Verdict{Code: c.Code, Kind: c.Kind, Match: c.Match()}
}
