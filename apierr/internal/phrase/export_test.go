package phrase

// A Run is scratch that a test keeps.
type Run struct{ run run }

// Match is [Match] with this scratch; the number of rows if none holds.
func (r *Run) Match(t *Table, statuses uint16, text string) int {
	r.run.begin(t, statuses)
	r.run.text(text)
	return int(r.run.best)
}

// SetPosition makes the scratch look as if many messages had been read.
func (r *Run) SetPosition(pos uint32) { r.run.pos = pos }

// What tests compare rune by rune.
func IsLetter(r rune) bool { return kindOf(r) == runeLetter }
func IsAlone(r rune) bool  { return kindOf(r) == runeAlone }
func Lower(r rune) rune    { return lower(r) }
