package phrases

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Limits of what sixteen bits hold; see phrase.Table.
const (
	maxSets   = 1 << 12
	maxStates = 1 << 15
	maxRows   = 1<<15 - 1

	together = 1 << 15
	setBits  = 12
)

// Compile makes a table of rules. It fails only on more of them than a table
// can hold.
func Compile(rules []Rule) (*Table, error) {
	b := &builder{
		sets:    map[string]int{},
		states:  map[string]int{"": 0},
		steps:   [][]step{},
		effects: [][]uint16{nil},
		entries: map[string]map[int]bool{},
	}
	var nots [][]int // by row
	for row, rule := range rules {
		b.rule(uint16(row), rule)
		nots = append(nots, b.nots(rule))
	}
	if len(rules) > maxRows || len(b.steps) > maxSets || len(b.effects) > maxStates {
		return nil, fmt.Errorf("a table must have at most %d rows, %d elements and %d states; found %d, %d and %d",
			maxRows, maxSets, maxStates, len(rules), len(b.steps), len(b.effects))
	}
	t := &Table{Nots: []uint16{0}}
	followed, number := b.order(rules)
	t.Followed = uint16(followed)
	for row, rule := range rules {
		t.addRow(rule.Statuses, nots[row], number)
	}
	b.fill(t)
	if err := b.words(t); err != nil {
		return nil, err
	}
	return t, nil
}

// A builder numbers what a table has: elements of patterns become sets, and
// what has occurred of a pattern becomes a state.
type builder struct {
	sets    map[string]int // by their words
	states  map[string]int // by what has occurred
	steps   [][]step       // by set
	effects [][]uint16     // by state
	// entries holds the sets of which each word of the vocabulary is one: words,
	// stems with their asterisk, identifiers with their equals sign.
	entries map[string]map[int]bool
}

type step struct {
	from, to, reach int
	first           int    // the lowest row that can follow
	statuses        uint16 // those of all rows that can follow
}

// rule adds the states of a pattern, and its row to the last of them.
func (b *builder) rule(row uint16, r Rule) {
	sets := make([]int, len(r.Elements))
	for i, e := range r.Elements {
		sets[i] = b.set(e.Any)
	}
	last := 0
	if r.Near {
		last = b.near(sets, reachOf(r.Elements[len(sets)-1].Gap))
	} else {
		for i, set := range sets {
			last = b.follow(last, set, reachOf(r.Elements[i].Gap))
		}
	}
	b.effects[last] = append(b.effects[last], row)
}

// reachOf returns the bits of the gaps that are allowed.
func reachOf(gap int) int { return 1<<(gap+1) - 1 }

// follow returns the state that a set leads to from another one.
func (b *builder) follow(from, set, reach int) int {
	key := fmt.Sprintf("%d>%d/%d", from, set, reach)
	if from == 0 {
		key, reach = fmt.Sprint(set), 0
	}
	return b.step(key, from, set, reach)
}

// near returns the state in which all of the sets have occurred in any order.
func (b *builder) near(sets []int, reach int) int {
	if len(sets) == 1 {
		return b.follow(0, sets[0], 0)
	}
	sets = slices.Sorted(slices.Values(sets))
	key := fmt.Sprintf("%d~%d", sets, reach)
	state := 0
	for i, set := range sets {
		rest := slices.Delete(slices.Clone(sets), i, i+1)
		state = b.step(key, b.near(rest, reach), set, reach)
	}
	return state
}

// step adds a step to the state that a key names, unless there is one already.
func (b *builder) step(key string, from, set, reach int) int {
	to, ok := b.states[key]
	if !ok {
		to = len(b.effects)
		b.states[key] = to
		b.effects = append(b.effects, nil)
	}
	s := step{from: from, to: to, reach: reach}
	if !slices.Contains(b.steps[set], s) {
		b.steps[set] = append(b.steps[set], s)
	}
	return to
}

// set returns the number of the set of these entries.
func (b *builder) set(entries []string) int {
	key := strings.Join(entries, "|")
	if set, ok := b.sets[key]; ok {
		return set
	}
	set := len(b.steps)
	b.sets[key] = set
	b.steps = append(b.steps, nil)
	for _, entry := range entries {
		words := strings.Split(entry, " ")
		if len(words) > 1 {
			b.together(set, words)
			continue
		}
		if b.entries[entry] == nil {
			b.entries[entry] = map[int]bool{}
		}
		b.entries[entry][set] = true
	}
	return set
}

// together lets words that follow one another satisfy a set.
func (b *builder) together(set int, words []string) {
	state, count := 0, 0
	for _, w := range words {
		state = b.follow(state, b.set([]string{w}), reachOf(0))
		n, _ := positionsOf(w)
		if w[0] == '{' {
			n = 1
		}
		count += n
	}
	b.effects[state] = append(b.effects[state], uint16(together|count<<setBits|set))
}

// nots returns the states that a rule excludes.
func (b *builder) nots(r Rule) []int {
	var states []int
	for _, e := range r.Not {
		states = append(states, b.follow(0, b.set(e.Any), 0))
	}
	return states
}

// addRow adds a row with the states that it excludes, which number gives new numbers.
func (t *Table) addRow(statuses uint16, nots, number []int) {
	row := TableRow{Statuses: statuses}
	if len(nots) > 0 {
		row.Not = uint16(len(t.Nots))
		t.Nots = append(t.Nots, uint16(len(nots)))
		for _, state := range nots {
			t.Nots = append(t.Nots, uint16(number[state]))
		}
	}
	t.Rows = append(t.Rows, row)
}

// order finds the rows that can follow from each step, numbers the states
// anew, those first from which steps lead, and sorts the steps of each set. It
// returns how many states steps lead from.
func (b *builder) order(rules []Rule) (followed int, number []int) {
	ofState := b.prospects(rules)
	isFollowed := make([]bool, len(b.effects))
	isFollowed[0] = true
	for _, steps := range b.steps {
		for i := range steps {
			steps[i].first, steps[i].statuses = ofState[steps[i].to].first, ofState[steps[i].to].statuses
			isFollowed[steps[i].from] = true
		}
	}
	number, followed = numbered(isFollowed)
	effects := make([][]uint16, len(b.effects))
	for state, e := range b.effects {
		effects[number[state]] = e
	}
	b.effects = effects
	for _, steps := range b.steps {
		for i := range steps {
			steps[i].from, steps[i].to = number[steps[i].from], number[steps[i].to]
		}
		slices.SortStableFunc(steps, func(x, y step) int {
			return cmp.Or(cmp.Compare(x.from, y.from), cmp.Compare(x.first, y.first))
		})
	}
	return followed, number
}

// numbered returns new numbers in which the chosen ones come first, each part
// in its old order, and how many are chosen.
func numbered(chosen []bool) (number []int, count int) {
	number = make([]int, len(chosen))
	for i, c := range chosen {
		if c {
			number[i] = count
			count++
		}
	}
	rest := count
	for i, c := range chosen {
		if !c {
			number[i] = rest
			rest++
		}
	}
	return number, count
}

// A prospect is what can follow: the lowest row, and the statuses of all rows.
type prospect struct {
	first    int
	statuses uint16
}

// prospects returns, for each state, the rows that depend on it.
func (b *builder) prospects(rules []Rule) []prospect {
	ofState := slices.Repeat([]prospect{{first: maxRows}}, len(b.effects))
	ofSet := slices.Repeat([]prospect{{first: maxRows}}, len(b.steps))
	lowered := true
	lower := func(to *prospect, of prospect) {
		both := prospect{min(to.first, of.first), to.statuses | of.statuses}
		lowered = lowered || both != *to
		*to = both
	}
	ofRow := func(row int) prospect { return prospect{row, rules[row].Statuses} }
	for row, rule := range rules {
		for _, e := range rule.Not {
			lower(&ofState[b.follow(0, b.set(e.Any), 0)], ofRow(row))
		}
	}
	for lowered {
		lowered = false
		for state, effects := range b.effects {
			for _, e := range effects {
				if e&together != 0 {
					lower(&ofState[state], ofSet[e&(1<<setBits-1)])
				} else {
					lower(&ofState[state], ofRow(int(e)))
				}
			}
		}
		for set, steps := range b.steps {
			for _, s := range steps {
				lower(&ofSet[set], ofState[s.to])
				lower(&ofState[s.from], ofState[s.to])
			}
		}
	}
	return ofState
}

// fill writes steps and effects into a table.
func (b *builder) fill(t *Table) {
	for _, steps := range b.steps {
		t.Begins = append(t.Begins, uint16(len(t.Steps)))
		for _, s := range steps {
			t.Steps = append(t.Steps, Step{uint16(s.from), uint16(s.to), uint16(s.first), uint16(s.reach), s.statuses})
		}
	}
	t.Begins = append(t.Begins, uint16(len(t.Steps)))
	for _, effects := range b.effects {
		t.Ends = append(t.Ends, uint16(len(t.Effects)))
		t.Effects = append(t.Effects, effects...)
	}
	t.Ends = append(t.Ends, uint16(len(t.Effects)))
}

// words writes the vocabulary into a table: the signature of each word, and the
// automaton that finds it.
func (b *builder) words(t *Table) error {
	s := &signatures{numbers: map[string]int{}, table: t}
	s.of(nil)
	t.Number = s.of(b.entries["{number}"])
	t.Zero = s.of(b.entries["{number}"], b.entries["{zero}"])
	t.Secret = s.of(b.entries["{secret}"])
	a := newAutomaton()
	for _, entry := range slices.Sorted(maps.Keys(b.entries)) {
		if entry[0] != '{' {
			a.add(keyOf(entry), s.of(b.satisfied(entry)...))
		}
	}
	t.Signatures = append(t.Signatures, uint16(len(t.Sets)))
	if len(t.Sets) > 1<<16-1 || len(t.Steps) > 1<<16-1 || len(t.Effects) > 1<<16-1 {
		return fmt.Errorf("a table must have at most 65535 steps, effects and sets of words; found %d, %d and %d", len(t.Steps), len(t.Effects), len(t.Sets))
	}
	return a.pack(t)
}

// satisfied returns the sets that a word satisfies, in parts: its own, those of
// stems that it begins with, and of numbers if it is one.
func (b *builder) satisfied(entry string) []map[int]bool {
	parts := []map[int]bool{b.entries[entry]}
	if entry[0] == '=' {
		return parts
	}
	word := strings.TrimSuffix(entry, "*")
	if strings.Trim(word, "0123456789") == "" {
		parts = append(parts, b.entries["{number}"])
		if strings.Trim(word, "0") == "" {
			parts = append(parts, b.entries["{zero}"])
		}
	}
	for i := range word {
		parts = append(parts, b.entries[word[:i]+"*"])
	}
	return append(parts, b.entries[word+"*"])
}

// A signatures numbers groups of sets that the same words satisfy.
type signatures struct {
	numbers map[string]int
	table   *Table
}

func (s *signatures) of(parts ...map[int]bool) uint16 {
	all := map[int]bool{}
	for _, p := range parts {
		maps.Copy(all, p)
	}
	sets := slices.Sorted(maps.Keys(all))
	key := fmt.Sprint(sets)
	n, ok := s.numbers[key]
	if !ok {
		n = len(s.numbers)
		s.numbers[key] = n
		s.table.Signatures = append(s.table.Signatures, uint16(len(s.table.Sets)))
		for _, set := range sets {
			s.table.Sets = append(s.table.Sets, uint16(set))
		}
	}
	return uint16(n)
}
