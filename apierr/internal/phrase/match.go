package phrase

import "sync"

// Match returns the first row of the table that holds for a message under a
// status, which is given as a set of classes of statuses, and reports whether
// any holds. With [Apart] in the set, rows that are set apart do not count. No row
// reaches from one of the message's texts into another.
func Match(t *Table, statuses uint16, texts ...string) (row int, ok bool) {
	r := runs.Get().(*run)
	r.begin(t, statuses)
	for _, s := range texts {
		if r.best > 0 {
			r.text(s)
		}
	}
	best := r.best
	r.t = nil
	runs.Put(r)
	return int(best), int(best) < len(t.Rows)
}

// Holding returns all rows that hold for a message under a status, in order.
// It is made for tests, which ask what any other order of rows would say.
func Holding(t *Table, statuses uint16, texts ...string) []int {
	r := new(run)
	r.begin(t, statuses)
	r.holding = make([]bool, len(t.Rows))
	for _, s := range texts {
		r.text(s)
	}
	var rows []int
	for row, holds := range r.holding {
		if holds {
			rows = append(rows, row)
		}
	}
	return rows
}

var runs = sync.Pool{New: func() any { return new(run) }}

// A run is the reading of one message. What it knows of states and rows is
// dated by positions, which rise from message to message, so that nothing has
// to be cleared.
type run struct {
	t        *Table
	statuses uint16
	best     uint16 // the first row that holds so far
	holding  []bool // for Holding: all that hold; best stays beyond them

	pos      uint32 // the position of the last word
	sentence uint32 // the position before its sentence
	states   []reached
	live     []uint16 // states reached in the sentence that others follow
	pending  []uint16 // rows that hold unless the rest of the sentence forbids it
	dated    []uint32 // by row: the sentence in which it was last pending

	plain   int // up to here no word is part of an identifier
	closers [quoteKinds]closer
}

// reached says where a state was reached: last, and, by a bit for each of the
// positions before, earlier.
type reached struct {
	last, seen uint32
}

// window is how many positions a state remembers; between sentences lie as many.
const window = 32

// begin makes the run ready for a message.
func (r *run) begin(t *Table, statuses uint16) {
	r.t, r.statuses, r.best = t, statuses, uint16(len(t.Rows))
	if len(r.states) < len(t.Ends) || len(r.dated) < len(t.Rows) || r.pos > 1<<31 {
		r.states = make([]reached, max(len(t.Ends), len(r.states)))
		r.dated = make([]uint32, max(len(t.Rows), len(r.dated)))
		r.pending = make([]uint16, 0, len(r.dated))
		r.live = make([]uint16, 0, len(r.states))
		r.pos = 0
	}
	r.pos += window
	r.sentence = r.pos
}

// take goes on by one word.
func (r *run) take(signature uint16) {
	r.pos++
	if signature != 0 {
		r.fireAll(signature, 1)
	}
}

// fireAll follows the steps of all sets that the last count words satisfy.
func (r *run) fireAll(signature uint16, count uint32) {
	for _, set := range r.t.setsOf(signature) {
		r.fire(set, count)
	}
}

// fire follows the steps of a set that the last count words satisfy. Of a set
// with many steps it looks up those from the states that were reached, so that
// a word that many rows share costs little where their other words are missing.
func (r *run) fire(set uint16, count uint32) {
	steps := r.t.stepsOf(set)
	if len(steps) > 0 && steps[0].From == 0 {
		if r.leads(&steps[0]) {
			r.reach(steps[0].To)
		}
		steps = steps[1:]
	}
	if manySteps*len(r.live) >= len(steps) {
		r.follow(steps, count)
		return
	}
	for _, state := range r.live {
		r.follow(stepsFrom(steps, state), count)
	}
}

// manySteps is how many steps are looked at as fast as one is looked up.
const manySteps = 6

// stepsFrom returns the steps from a state, of steps that are sorted.
func stepsFrom(steps []Step, state uint16) []Step {
	low, high := 0, len(steps)
	for low < high {
		mid := int(uint(low+high) / 2)
		if steps[mid].From < state {
			low = mid + 1
		} else {
			high = mid
		}
	}
	for high < len(steps) && steps[high].From == state {
		high++
	}
	return steps[low:high]
}

// follow takes the steps whose states were reached shortly before.
func (r *run) follow(steps []Step, count uint32) {
	for i := range steps {
		s := &steps[i]
		if r.leads(s) && r.states[s.From].before(r.pos, count)&uint32(s.Reach) != 0 {
			r.reach(s.To)
		}
	}
}

// leads reports whether a step can lead to a row that changes the result.
func (r *run) leads(s *Step) bool { return s.First < r.best && s.Statuses&r.statuses != 0 }

// before returns where the state was reached before the count words that end
// at pos: bit n is set if n other words lie between.
func (a reached) before(pos, count uint32) uint32 {
	return a.seen << (pos - a.last) >> count
}

// reach records that a state is reached, and follows what comes of it.
func (r *run) reach(state uint16) {
	a := &r.states[state]
	if a.last == r.pos {
		return
	}
	if a.last <= r.sentence && state < r.t.Followed {
		r.live = append(r.live, state)
	}
	a.seen = a.seen<<(r.pos-a.last) | 1
	a.last = r.pos
	for _, e := range r.t.effectsOf(state) {
		if e&together != 0 {
			r.fire(e&(1<<setBits-1), uint32(e>>setBits&countMask))
		} else {
			r.hold(e)
		}
	}
}

// hold records that the pattern of a row occurs.
func (r *run) hold(row uint16) {
	if shared := r.t.Rows[row].Statuses & r.statuses; row >= r.best || shared == 0 || shared&Apart != 0 {
		return
	}
	if r.t.Rows[row].Not == 0 {
		r.decide(row)
		return
	}
	if r.dated[row] != r.sentence {
		r.dated[row] = r.sentence
		r.pending = append(r.pending, row)
	}
}

// decide records that a row holds.
func (r *run) decide(row uint16) {
	if r.holding != nil {
		r.holding[row] = true
		return
	}
	r.best = min(r.best, row)
}

// endSentence decides the rows that waited for it, and moves on so far that no
// row reaches over it.
func (r *run) endSentence() {
	for _, row := range r.pending {
		if !r.isForbidden(row) {
			r.decide(row)
		}
	}
	r.pending = r.pending[:0]
	if r.pos != r.sentence { // an ellipsis of periods is one end
		r.live = r.live[:0]
		r.pos += window
		r.sentence = r.pos
	}
}

// isForbidden reports whether the sentence has what must not occur with the row.
func (r *run) isForbidden(row uint16) bool {
	for _, state := range r.t.notsOf(row) {
		if r.states[state].last > r.sentence {
			return true
		}
	}
	return false
}
