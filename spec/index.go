package spec

import (
	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/apierr/wire"
)

// A rowIndex is the interpreter of the rules: the first one in order that takes a
// response wins. It does not ask those whose code or type the response has not.
// The generated switches are tested against it.
type rowIndex struct {
	byCode map[string][]indexedRow // rules that ask for exact codes
	byType map[string][]indexedRow // rules that ask for exact types, and for no exact code
	open   []indexedRow            // all others
}

// An indexedRow is a rule and its place in the order of asking.
type indexedRow struct {
	*Clause
	place int
}

func newRowIndex(rules []*Clause) *rowIndex {
	x := &rowIndex{byCode: map[string][]indexedRow{}, byType: map[string][]indexedRow{}}
	for place, r := range rules {
		row := indexedRow{r, place}
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
	return newRowIndex(list).classify
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
func (x *rowIndex) classify(f *wire.Fields) apierr.Verdict {
	lists := [...][]indexedRow{x.byCode[f.Code], x.byType[f.Type], x.open}
	for {
		var next *[]indexedRow
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
