package wire

// A sketch is the set of all sequences of three bytes that a text has, by hashes of
// twelve bits. A provider has dozens of phrases, and a text at most one or two of them:
// the sketch says no for the others without reading the text again, so that the time
// that a verdict takes does not grow with the phrases.
type sketch [1 << sketchBits / 64]uint64

const sketchBits = 12

// next returns the hash of the three bytes that end with c; the last one was h.
func next(h uint, c byte) uint { return (h<<4 ^ uint(c)) & (1<<sketchBits - 1) }

// draw makes the sketch that of a text.
func (s *sketch) draw(text string) {
	clear(s[:])
	var h uint
	for i := range len(text) {
		h = next(h, text[i])
		s[h/64] |= 1 << (h % 64)
	}
}

// mayHave reports whether the text may have a phrase: false is certain. It looks for
// four of the phrase's sequences, which are enough to rule nearly all texts out.
func (s *sketch) mayHave(phrase string) bool {
	const sequences = 4
	if len(phrase) < 3 {
		return true
	}
	for i := range uint(sequences) {
		at := i * uint(len(phrase)-3) / (sequences - 1)
		h := next(next(next(0, phrase[at]), phrase[at+1]), phrase[at+2])
		if s[h/64]&(1<<(h%64)) == 0 {
			return false
		}
	}
	return true
}
