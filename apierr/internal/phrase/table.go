package phrase

// A Table is what package spec/phrases makes of classes and rows: static data,
// printed as Go source, which nothing changes at run time. Lists of different
// lengths lie one after another in one slice, and a second slice says where
// each begins.
type Table struct {
	// Check and Next are the automaton over the bytes of words, a double array:
	// the edge of byte c out of the state at base b is cell b+c, if Check holds c
	// there. Next is then the base of the following state, with hasStem if a stem
	// ends in it. The edges endWord, endStem and endIdentifier lead to a signature
	// instead of a state, and backward to the state in which words of scripts
	// without spaces begin, their bytes from last to first.
	Check string
	Next  []uint16

	// The sets of signature s are Sets[Signatures[s]:Signatures[s+1]]: the
	// elements of patterns that a word with this signature satisfies. Signature 0
	// has none. Number and Zero are those of numbers that are not words, Secret that
	// of the name of a variable for a credential.
	Signatures   []uint16
	Sets         []uint16
	Number, Zero uint16
	Secret       uint16

	// The steps of set e are Steps[Begins[e]:Begins[e+1]], by rising From. Only
	// from states below Followed do steps lead.
	Begins   []uint16
	Steps    []Step
	Followed uint16

	// What follows from state s is Effects[Ends[s]:Ends[s+1]]: the row of that
	// number holds, or, with bit 15, words up to here satisfy a set together:
	// bits 0 to 11 are the set, bits 12 to 14 the number of words.
	Ends    []uint16
	Effects []uint16

	Rows []Row
	// Nots[Row.Not] is how many states must not be reached in the sentence, and
	// what follows is those states. Nots[0] is 0.
	Nots []uint16
}

// A Step leads from one state of a pattern to the next when a word satisfies
// the set that the step belongs to.
type Step struct {
	From, To uint16 // 0 is the state in which every pattern begins
	First    uint16 // the lowest row that can follow from it
	Reach    uint16 // bit n: n other words may lie between
	Statuses uint16 // those under which some row that can follow counts
}

// Apart is the bit of Statuses that no class has: rows that have it are set apart,
// and do not count where [Match] is given it.
const Apart = 1 << 15

// A Row is when a pattern counts, and what must not occur in its sentence.
type Row struct {
	Statuses, Not uint16
}

const (
	endWord       = 0
	endStem       = 1
	endIdentifier = 2
	backward      = 3

	hasStem = 1 << 15
	noByte  = 0xFF // in Check where there is no edge; occurs in no UTF-8

	together  = 1 << 15 // in Effects: a set that several words satisfy together
	setBits   = 12
	countMask = 7
)

// dead is the state of an automaton that no word of the vocabulary leads on from.
const dead = -1

// A cursor walks the automaton along the bytes of a word.
type cursor struct {
	state int
	stem  uint16 // the signature of the longest stem so far
}

// step goes on by one byte.
func (t *Table) step(c *cursor, b byte) {
	next, ok := t.edge(c.state, b)
	if !ok {
		c.state = dead
		return
	}
	c.state = int(next &^ hasStem)
	if next&hasStem != 0 {
		c.stem, _ = t.edge(c.state, endStem)
	}
}

// edge returns where byte b leads to from a state, and reports whether it leads
// anywhere.
func (t *Table) edge(state int, b byte) (next uint16, ok bool) {
	if state == dead {
		return 0, false
	}
	k := state + int(b)
	if k >= len(t.Check) || k >= len(t.Next) || t.Check[k] != b {
		return 0, false
	}
	return t.Next[k], true
}

// setsOf returns the sets that a word with this signature satisfies.
func (t *Table) setsOf(signature uint16) []uint16 {
	return t.Sets[t.Signatures[signature]:t.Signatures[signature+1]]
}

// stepsOf returns the steps that set e leads along.
func (t *Table) stepsOf(e uint16) []Step { return t.Steps[t.Begins[e]:t.Begins[e+1]] }

// effectsOf returns what follows from state s.
func (t *Table) effectsOf(s uint16) []uint16 { return t.Effects[t.Ends[s]:t.Ends[s+1]] }

// notsOf returns the states that must not be reached in a sentence of the row.
func (t *Table) notsOf(row uint16) []uint16 {
	at := t.Rows[row].Not
	return t.Nots[at+1 : at+1+t.Nots[at]]
}
