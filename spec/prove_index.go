package spec

import (
	"cmp"
	"slices"
	"strings"
)

// A ruleIndex finds the rules of one rank that could meet another one. Each of
// its dimensions alone suffices; the one that leaves fewest rules is asked.
type ruleIndex struct {
	all        []*Row
	dimensions []*dimension
}

// A dimension is something that rules ask for exact values of.
type dimension struct {
	values func(r *Row) []string // nil where a rule leaves it open
	status bool                  // it is the status, which a response may lack
	byKey  map[string][]*Row
	open   []*Row
}

// maxFields is how many fields and headers have a dimension: those that most
// rules ask for.
const maxFields = 8

func newRuleIndex(rules []*Row) *ruleIndex {
	x := &ruleIndex{all: rules, dimensions: []*dimension{
		{values: func(r *Row) []string { return r.Codes.Values }},
		{values: func(r *Row) []string { return r.Types.Values }},
		{values: func(r *Row) []string { return statusKeys(r.Statuses) }, status: true},
		{values: func(r *Row) []string { return statusKeys(r.Close) }},
	}}
	for _, name := range commonTests(rules) {
		x.dimensions = append(x.dimensions, &dimension{values: func(r *Row) []string { return r.testValues(name) }})
	}
	for _, d := range x.dimensions {
		d.fill(rules)
	}
	return x
}

func (d *dimension) fill(rules []*Row) {
	d.byKey = map[string][]*Row{}
	for _, r := range rules {
		values := d.values(r)
		if values == nil {
			d.open = append(d.open, r)
		}
		for _, v := range values {
			d.byKey[v] = append(d.byKey[v], r)
		}
	}
}

// commonTests names the fields and headers that most rules want exact values of.
func commonTests(rules []*Row) []string {
	count := map[string]int{}
	for _, r := range rules {
		r.eachTest(func(name string, t Test) {
			if len(t.Values) > 0 {
				count[strings.ToLower(name)]++
			}
		})
	}
	var names []string
	for name := range count {
		names = append(names, name)
	}
	slices.SortFunc(names, func(a, b string) int {
		return cmp.Or(cmp.Compare(count[b], count[a]), strings.Compare(a, b))
	})
	return names[:min(len(names), maxFields)]
}

// testValues returns the values that the rule wants of a field or header, nil if
// it does not list them.
func (r *Row) testValues(name string) (values []string) {
	r.eachTest(func(n string, t Test) {
		if strings.EqualFold(n, name) {
			values = t.Values
		}
	})
	return values
}

// peers returns the rules that could take a response that r takes, r itself
// among them. Without status the response is one whose status is not known.
func (x *ruleIndex) peers(r *Row, status bool) []*Row {
	best, keys, _ := x.choose(r, status)
	switch {
	case best == nil:
		return x.all
	case len(keys) == 1 && len(best.open) == 0:
		return best.byKey[keys[0]]
	}
	peers := slices.Clone(best.open)
	for _, k := range keys {
		peers = append(peers, best.byKey[k]...)
	}
	return peers
}

// choose returns the dimension that leaves fewest peers of r, what r wants of it,
// and how many there are; nil if all rules of the rank are peers.
func (x *ruleIndex) choose(r *Row, status bool) (best *dimension, keys []string, fewest int) {
	fewest = len(x.all)
	for _, d := range x.dimensions {
		if d.status && !status {
			continue
		}
		values := d.values(r)
		if values == nil {
			continue
		}
		n := len(d.open)
		for _, v := range values {
			n += len(d.byKey[v])
		}
		if n < fewest {
			best, keys, fewest = d, values, n
		}
	}
	return best, keys, fewest
}

// maxPairs is how many pairs of rules are compared: about a second's work.
const maxPairs = 20_000_000

// crowd returns a rule with more peers than a proof can compare, and how many; nil
// if there is none.
func (p *prover) crowd() (r *Row, n int) {
	pairs, most := 0, 0
	for _, row := range p.rules {
		_, _, n := p.index[row.Rank].choose(row, false)
		if pairs += n; n > most {
			r, most = row, n
		}
	}
	if pairs <= maxPairs {
		return nil, 0
	}
	return r, most
}
