package spec

import (
	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/apierr/wire"
)

// A clauseIndex is the interpreter of the rules: the first one in order that takes a
// response wins. It does not ask those whose code or type the response has not.
// The generated switches are tested against it.
type clauseIndex struct {
	byCode map[string][]indexedClause // rules that ask for exact codes
	byType map[string][]indexedClause // rules that ask for exact types, and for no exact code
	open   []indexedClause            // all others
}

// An indexedClause is a rule and its place in the order of asking.
type indexedClause struct {
	*Clause
	place int
}

func newClauseIndex(rules []*Clause) *clauseIndex {
	x := &clauseIndex{byCode: map[string][]indexedClause{}, byType: map[string][]indexedClause{}}
	for place, r := range rules {
		row := indexedClause{r, place}
		switch {
		case len(r.Codes.Values) > 0:
			for _, v := range r.Codes.Values {
				x.byCode[v] = append(x.byCode[v], row)
			}
		case len(r.Types.Values) > 0:
			for _, v := range r.Types.Values {
				x.byType[v] = append(x.byType[v], row)
			}
		default:
			x.open = append(x.open, row)
		}
	}
	return x
}

// Interpreter returns the classifier that rules are, in the order in which they are
// asked.
func Interpreter(rules []Clause) func(f *wire.Fields) apierr.Verdict {
	list := make([]*Clause, len(rules))
	for i := range rules {
		list[i] = &rules[i]
	}
	return newClauseIndex(list).classify
}

// clauses returns what of rules classifying needs.
func clauses(rows []*Row) []*Clause {
	list := make([]*Clause, len(rows))
	for i, r := range rows {
		list[i] = &r.Clause
	}
	return list
}

// classify asks the rules of the response's code, those of its type, and the
// open ones, all three in one order.
func (x *clauseIndex) classify(f *wire.Fields) apierr.Verdict {
	lists := [...][]indexedClause{x.byCode[f.Code], x.byType[f.Type], x.open}
	for {
		var next *[]indexedClause
		for i := range lists {
			if len(lists[i]) > 0 && (next == nil || lists[i][0].place < (*next)[0].place) {
				next = &lists[i]
			}
		}
		if next == nil {
			return apierr.Verdict{}
		}
		if row := (*next)[0]; row.takes(f) {
			return row.verdict()
		}
		*next = (*next)[1:]
	}
}
