package generator

import (
	"slices"
	"strconv"

	"github.com/dave/jennifer/jen"

	"github.com/errbook/errbook/apierr/wire"
	"github.com/errbook/errbook/spec"
)

// classifyFunc returns the classifier of a provider: its rules as switches.
//
//	func Classify(f *wire.Fields) apierr.Verdict {
//		switch f.Code {
//		case "OutOfCredits":
//			if f.Surface == "api" && f.Status == 429 {
//				return apierr.Verdict{Code: OutOfCredits, …}
//			}
//		}
//		…
//		return apierr.Verdict{}
//	}
func classifyFunc(f *spec.File, fields []constant, words vocabulary) jen.Code {
	w := &ruleWriter{fields, words}
	var body []jen.Code
	ranks := rowsByRank(f.Rows)
	body = append(body, w.level(codeDimension, slices.Concat(ranks[spec.RankCodePhrase], ranks[spec.RankCode]))...)
	body = append(body, w.level(typeDimension, slices.Concat(ranks[spec.RankTypePhrase], ranks[spec.RankType]))...)
	body = append(body, w.tests(ranks[spec.RankPhrase], nil)...)
	body = append(body, w.level(statusDimension, ranks[spec.RankStatus])...)
	if n := len(f.Rows); n == 0 || !w.isOpen(f.Rows[n-1]) {
		body = append(body, jen.Return(jen.Qual(apierrPath, "Verdict").Values()))
	}
	return jen.Func().Id("Classify").Params(jen.Id("f").Op("*").Qual(wirePath, "Fields")).Qual(apierrPath, "Verdict").Block(body...)
}

// A ruleWriter writes rules as Go; it calls fields and kinds by their names.
type ruleWriter struct {
	fields []constant
	words  vocabulary
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
			out = append(out, jen.Switch(d.subject()).Block(w.cases(d, rows[:n])...))
		} else {
			out = append(out, w.tests(rows[:n], nil)...)
		}
		rows = rows[n:]
	}
	return out
}

// cases returns a case for each list of rows, with all keys that share it.
func (w *ruleWriter) cases(d *dimension, rows []*spec.Row) []jen.Code {
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
	var out []jen.Code
	done := map[string]bool{}
	for _, k := range keys {
		if done[k] {
			continue
		}
		labels := []jen.Code{d.literal(k)}
		for _, other := range d.keys(byKey[k][0]) { // only those can share the list
			if other != k && !done[other] && slices.Equal(byKey[k], byKey[other]) {
				done[other] = true
				labels = append(labels, d.literal(other))
			}
		}
		out = append(out, jen.Case(labels...).Block(w.tests(byKey[k], d)...))
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

// verdict returns what a row answers.
//
//	return apierr.Verdict{Code: OutOfCredits, Kind: apierr.InsufficientCredits, Match: apierr.MatchExact}
func (w *ruleWriter) verdict(r *spec.Row) jen.Code {
	return jen.Return(jen.Qual(apierrPath, "Verdict").Values(
		jen.Id("Code").Op(":").Id(r.Entry.Name.Value),
		jen.Id("Kind").Op(":").Add(w.words.kind(r.Kind)),
		jen.Id("Match").Op(":").Add(goString(r.Match())),
	))
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
