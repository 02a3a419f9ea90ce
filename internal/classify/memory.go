package classify

import "hash/maphash"

// A memory keeps what became of lines, because logs repeat themselves: in an
// outage a provider gives the same answer a thousand times. It has room for
// some thousand lines of ordinary length, whatever the input is.
//
// The zero value is not ready for use; see [newMemory].
type memory struct {
	seed  maphash.Seed
	pairs [1024][2]remembered // the latest first
}

// A remembered line has been seen once, when only its hash is kept, so that
// lines that never come again cost next to nothing; or twice and more.
type remembered struct {
	hash      uint64
	line, out []byte
}

// maxRemembered is how long a line can be to be kept.
const maxRemembered = 2 << 10

func newMemory() *memory { return &memory{seed: maphash.MakeSeed()} }

// find returns the place of a line that was seen lately, nil for any other,
// which takes the place of the older of the two that share its part of the hash.
func (m *memory) find(line string) *remembered {
	hash := maphash.String(m.seed, line)
	pair := &m.pairs[hash%uint64(len(m.pairs))]
	if pair[0].hash != hash {
		pair[0], pair[1] = pair[1], pair[0]
	}
	if pair[0].hash != hash {
		pair[0].hash = hash
		pair[0].line, pair[0].out = pair[0].line[:0], pair[0].out[:0]
		return nil
	}
	return &pair[0]
}

// is reports whether r holds the line, and not only its hash.
func (r *remembered) is(line string) bool { return string(r.line) == line }

// keep notes what became of a line that was seen before.
func (r *remembered) keep(line string, out []byte) {
	if len(line) <= maxRemembered {
		r.line, r.out = append(r.line[:0], line...), append(r.out[:0], out...)
	}
}
