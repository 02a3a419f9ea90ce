package generator

import (
	"slices"
	"strconv"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/errbook/errbook/apierr/wire"
	"github.com/errbook/errbook/spec"
)

// classifier returns the classifier of a provider: its rules as switches. The rules are
// in a function of three results, because the compiler makes a third of the code of a
// return that it makes where the result is a struct.
//
//	func Classify(f *wire.Fields) (v apierr.Verdict) {
//		v.Code, v.Kind, v.Match = classify(f)
//		return v
//	}
//
//	func classify(f *wire.Fields) (apierr.Code, apierr.Kind, apierr.Match) {
//		switch f.Code {
//		case "OutOfCredits":
//			if f.Surface == "api" && f.Status == 429 {
//				return OutOfCredits, apierr.InsufficientCredits, apierr.MatchExact
//			}
//		}
//		…
//		return "", apierr.Unknown, apierr.MatchNone
//	}
func classifier(f *spec.File, fields []constant, words vocabulary) []jen.Code {
	w := &ruleWriter{fields: fields, words: words}
	fieldsParam := func() *jen.Statement { return jen.Id("f").Op("*").Qual(wirePath, "Fields") }
	public := jen.Func().Id("Classify").Params(fieldsParam()).Params(jen.Id("v").Qual(apierrPath, "Verdict")).Block(
		jen.List(jen.Id("v").Dot("Code"), jen.Id("v").Dot("Kind"), jen.Id("v").Dot("Match")).Op("=").Id("classify").Call(jen.Id("f")),
		jen.Return(jen.Id("v")))
	rules := jen.Func().Id("classify").Params(fieldsParam()).
		Params(jen.Qual(apierrPath, "Code"), jen.Qual(apierrPath, "Kind"), jen.Qual(apierrPath, "Match")).Block(w.rules(f.Rows)...)
	return append([]jen.Code{public, rules}, w.keys...)
}

// A ruleWriter writes rules as Go; it calls fields and kinds by their names.
type ruleWriter struct {
	fields []constant
	words  vocabulary
	keys   []jen.Code // the sorted keys of large switches
}

// rules returns the statements that try all rules of a provider, strongest first.
func (w *ruleWriter) rules(rows []*spec.Row) []jen.Code {
	var body []jen.Code
	ranks := rowsByRank(rows)
	body = append(body, w.level(codeDimension, slices.Concat(ranks[spec.RankCodePhrase], ranks[spec.RankCode]))...)
	body = append(body, w.level(typeDimension, slices.Concat(ranks[spec.RankTypePhrase], ranks[spec.RankType]))...)
	body = append(body, w.tests(ranks[spec.RankPhrase], nil)...)
	body = append(body, w.level(statusDimension, ranks[spec.RankStatus])...)
	if n := len(rows); n == 0 || !w.isOpen(rows[n-1]) {
		body = append(body, jen.Return(jen.Lit(""), jen.Qual(apierrPath, "Unknown"), jen.Qual(apierrPath, "MatchNone")))
	}
	return body
}

func rowsByRank(rows []*spec.Row) map[spec.Rank][]*spec.Row {
	byRank := map[spec.Rank][]*spec.Row{}
	for _, r := range rows {
		byRank[r.Rank] = append(byRank[r.Rank], r)
	}
	return byRank
}

// isOpen reports whether a row takes every response, so that nothing after it is
// reached.
func (w *ruleWriter) isOpen(r *spec.Row) bool { return w.condition(r, nil) == nil }

// A dimension is what a switch is over.
type dimension struct {
	subject func() *jen.Statement
	keys    func(*spec.Row) []string // the exact values of a row; none leaves it open
	literal func(key string) jen.Code
}

var (
	codeDimension = &dimension{
		subject: func() *jen.Statement { return jen.Id("f").Dot("Code") },
		keys:    func(r *spec.Row) []string { return r.Codes.Values },
		literal: func(key string) jen.Code { return jen.Lit(key) },
	}
	typeDimension = &dimension{
		subject: func() *jen.Statement { return jen.Id("f").Dot("Type") },
		keys:    func(r *spec.Row) []string { return r.Types.Values },
		literal: func(key string) jen.Code { return jen.Lit(key) },
	}
	statusDimension = &dimension{
		subject: func() *jen.Statement { return jen.Id("f").Dot("Status") },
		keys:    statusKeys,
		literal: func(key string) jen.Code { return jen.Lit(number(key)) },
	}
)

// number returns a status key as the number that it was made from.
func number(key string) int {
	n, _ := strconv.Atoi(key)
	return n
}

// statusKeys lists the statuses of a row, none if it has a range of them.
func statusKeys(r *spec.Row) []string {
	var keys []string
	for _, s := range r.Statuses {
		if s.From != s.To {
			return nil
		}
		keys = append(keys, strconv.Itoa(s.From))
	}
	return keys
}

// level returns the tests of the rows of one level, in order: a switch for
// each run of rows that have exact values in the dimension, and an if for each
// row between them that has none.
func (w *ruleWriter) level(d *dimension, rows []*spec.Row) []jen.Code {
	var out []jen.Code
	for len(rows) > 0 {
		keyed := len(d.keys(rows[0])) > 0
		n := slices.IndexFunc(rows, func(r *spec.Row) bool { return len(d.keys(r)) > 0 != keyed })
		if n < 0 {
			n = len(rows)
		}
		if keyed {
			out = append(out, w.switchOver(d, rows[:n]))
		} else {
			out = append(out, w.tests(rows[:n], nil)...)
		}
		rows = rows[n:]
	}
	return out
}

// manyKeys is how many strings a switch may have. The compiler takes 2 ms for each,
// and a tenth of that for a number.
const manyKeys = 128

// switchOver returns a switch over the values of a dimension.
func (w *ruleWriter) switchOver(d *dimension, rows []*spec.Row) jen.Code {
	groups := groupsOf(d, rows)
	var keys []string
	for _, g := range groups {
		keys = append(keys, g.keys...)
	}
	if d == statusDimension || len(keys) <= manyKeys {
		return jen.Switch(d.subject()).Block(w.cases(d, groups, func(key string) *jen.Statement { return jen.Add(d.literal(key)) })...)
	}
	slices.Sort(keys)
	name := "keys" + strconv.Itoa(len(w.keys)+1)
	list := make([]jen.Code, len(keys))
	for i, k := range keys {
		list[i] = d.literal(k)
	}
	w.keys = append(w.keys, jen.Comment("// "+name+" are the values of a switch, sorted.").Line().
		Var().Id(name).Op("=").Index(jen.Op("...")).String().Add(lines(true, list)))
	numbered := func(key string) *jen.Statement {
		i, _ := slices.BinarySearch(keys, key)
		return jen.Lit(i).Comment("/* " + strings.ReplaceAll(strconv.QuoteToASCII(key), "*/", `*\u002f`) + " */")
	}
	// switch wire.IndexOf(keys1[:], f.Code) { … }
	return jen.Switch(jen.Qual(wirePath, "IndexOf").Call(jen.Id(name).Index(jen.Op(":")), d.subject())).Block(w.cases(d, groups, numbered)...)
}

// A group is rows that take the same values.
type group struct {
	keys []string
	rows []*spec.Row
}

// groupsOf groups rows by their values, in the order in which these come first.
func groupsOf(d *dimension, rows []*spec.Row) []group {
	var keys []string
	byKey := map[string][]*spec.Row{}
	for _, r := range rows {
		for _, k := range d.keys(r) {
			if byKey[k] == nil {
				keys = append(keys, k)
			}
			byKey[k] = append(byKey[k], r)
		}
	}
	var groups []group
	done := map[string]bool{}
	for _, k := range keys {
		if done[k] {
			continue
		}
		g := group{[]string{k}, byKey[k]}
		for _, other := range d.keys(byKey[k][0]) { // only those can share the list
			if other != k && !done[other] && slices.Equal(byKey[k], byKey[other]) {
				done[other] = true
				g.keys = append(g.keys, other)
			}
		}
		groups = append(groups, g)
	}
	return groups
}

// cases returns a case for each group.
func (w *ruleWriter) cases(d *dimension, groups []group, label func(key string) *jen.Statement) []jen.Code {
	var out []jen.Code
	for _, g := range groups {
		var labels []jen.Code
		for _, k := range g.keys {
			labels = append(labels, label(k))
		}
		out = append(out, jen.Case(labels...).Block(w.tests(g.rows, d)...))
	}
	return out
}

// tests returns an if for each row, up to the first one that has no condition
// left. Within a switch over d the rows' exact values are already known to hold.
func (w *ruleWriter) tests(rows []*spec.Row, d *dimension) []jen.Code {
	var out []jen.Code
	for _, r := range rows {
		cond := w.condition(r, d)
		if cond == nil {
			return append(out, w.verdict(r))
		}
		out = append(out, jen.If(cond).Block(w.verdict(r)))
	}
	return out
}

// verdict returns what a row says.
//
//	return OutOfCredits, apierr.InsufficientCredits, apierr.MatchExact
func (w *ruleWriter) verdict(r *spec.Row) jen.Code {
	return jen.Return(jen.Id(r.Entry.Name.Value), w.words.kind(r.Kind), goString(r.Match()))
}

// condition returns what a row asks for, nil if nothing is left. Cheap and
// certain parts come first, as in the interpreter.
func (w *ruleWriter) condition(r *spec.Row, known *dimension) *jen.Statement {
	var all []jen.Code
	add := func(c ...jen.Code) { all = append(all, c...) }
	if len(r.Surfaces) > 0 {
		add(oneOf(jen.Id("f").Dot("Surface"), r.Surfaces))
	}
	if len(r.Statuses) > 0 && !(known == statusDimension && len(statusKeys(r)) > 0) {
		add(inRanges(jen.Id("f").Dot("Status"), r.Statuses, r.AnyStatus))
	}
	if room := suits(r.Suits); room != nil {
		add(room)
	}
	if !(known == codeDimension && len(r.Codes.Values) > 0) {
		add(testOf(jen.Id("f").Dot("Code"), r.Codes)...)
	}
	if !(known == typeDimension && len(r.Types.Values) > 0) {
		add(testOf(jen.Id("f").Dot("Type"), r.Types)...)
	}
	if len(r.Close) > 0 {
		add(inRanges(jen.Id("f").Dot("Close"), r.Close, false))
	}
	for _, t := range r.Fields {
		add(testOf(jen.Id("f").Dot("Field").Call(jen.Id(w.fields[t.Index].name)), t.Test)...)
	}
	for _, t := range r.Headers {
		add(testOf(jen.Id("f").Dot("Header").Call(jen.Lit(t.Name)), t.Test)...)
	}
	if len(r.Any) > 0 {
		add(says(r.Any))
	}
	if len(r.Not) > 0 {
		add(jen.Op("!").Add(says(r.Not)))
	}
	if len(all) == 0 {
		return nil
	}
	return join(all, "&&")
}

// suits returns what a row asks of a status that it does not name, nil for nothing.
//
//	!f.BlamesCaller()
func suits(s spec.Suits) *jen.Statement {
	switch s {
	case spec.SuitsServer:
		return jen.Op("!").Id("f").Dot("BlamesCaller").Call()
	case spec.SuitsServerOnly:
		return jen.Id("f").Dot("BlamesServer").Call()
	case spec.SuitsRequest:
		return jen.Id("f").Dot("BlamesRequest").Call()
	}
	return nil
}

func says(phrases []string) jen.Code {
	return jen.Id("f").Dot("Says").CallFunc(func(g *jen.Group) {
		for _, p := range phrases {
			g.Lit(p)
		}
	})
}

// testOf returns the condition that a test puts on a string, none if it asks
// for nothing.
func testOf(subject *jen.Statement, t spec.Test) []jen.Code {
	switch {
	case len(t.Values) > 0:
		return []jen.Code{oneOf(subject, t.Values)}
	case t.Prefix != "":
		return []jen.Code{jen.Qual("strings", "HasPrefix").Call(subject, jen.Lit(t.Prefix))}
	case t.Contains != "":
		return []jen.Code{jen.Qual("strings", "Contains").Call(subject, jen.Lit(t.Contains))}
	case t.Present:
		return []jen.Code{jen.Add(subject).Op("!=").Lit("")}
	}
	return nil
}

// oneOf returns a == "x", or (a == "x" || a == "y").
func oneOf(subject *jen.Statement, values []string) jen.Code {
	var tests []jen.Code
	for _, v := range values {
		tests = append(tests, jen.Add(subject).Op("==").Lit(v))
	}
	return either(tests)
}

// inRanges returns f.Status == 429, or (f.Status >= 500 && f.Status <= 599 || …);
// zero lets an unknown status pass.
func inRanges(subject *jen.Statement, ranges []wire.StatusRange, zero bool) jen.Code {
	var tests []jen.Code
	for _, r := range ranges {
		if r.From == r.To {
			tests = append(tests, jen.Add(subject).Op("==").Lit(r.From))
		} else {
			tests = append(tests, jen.Add(subject).Op(">=").Lit(r.From).Op("&&").Add(subject).Op("<=").Lit(r.To))
		}
	}
	if zero {
		tests = append(tests, jen.Add(subject).Op("==").Lit(0))
	}
	return either(tests)
}

func either(tests []jen.Code) jen.Code {
	if len(tests) == 1 {
		return tests[0]
	}
	return jen.Parens(join(tests, "||"))
}

func join(parts []jen.Code, op string) *jen.Statement {
	s := jen.Add(parts[0])
	for _, p := range parts[1:] {
		s.Op(op).Add(p)
	}
	return s
}
