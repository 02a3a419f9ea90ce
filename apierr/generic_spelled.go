package apierr

import (
	"strings"

	"github.com/errbook/errbook/apierr/internal/ascii"
)

// spelledKind returns the kind that the first identifier tells whose words mean
// something where no list has the whole: DAILY_FREE_LIMIT_EXCEEDED is the daily
// free limit, exceeded.
func (f *reading) spelledKind() Kind {
	for i := range genericCodes {
		if f.Lacks(&genericCodes[i]) {
			continue
		}
		text, _ := f.Part(&genericCodes[i])
		if k := f.kindOfSpelled(text); k != Unknown {
			return k
		}
	}
	return f.kindOfSpelled(f.code)
}

// spells is turned off by tests of the names, for which their words are a net.
var spells = true

// kindOfSpelled reads an identifier as the words that it is made of. One that a list
// or a stem has means what that says, be it as vague as daily_limit_invalid, and words
// that are in messages about anything say nothing in a name.
func (f *reading) kindOfSpelled(name string) Kind {
	if !spells || len(name) > maxCode || strings.IndexByte(name, ' ') >= 0 || clueOf(f.part, name).strength != clueNone {
		return Unknown
	}
	var buf [2 * maxCode]byte
	words := spell(buf[:0], name)
	if strings.IndexByte(words, ' ') < 0 {
		return Unknown // one word is a topic
	}
	k, isBroad := kindOfWords(f.part, f.Status, words)
	switch family := k.Family(); {
	case isBroad, family == FamilyLocal:
		return Unknown
	case family == FamilyCapacity && f.BlamesCaller():
		return Unknown // maintenance_window_overlaps
	}
	return k
}

// spell appends the words of a name, with a space between each and the next. The
// result shares the memory of buf.
func spell(buf []byte, name string) string {
	for i := range len(name) {
		c := name[i]
		switch {
		case !ascii.IsAlnum(c) && c < 0x80:
			c = ' '
		case ascii.BeginsWord(name, i):
			buf = append(buf, ' ')
		}
		buf = append(buf, c)
	}
	return ascii.View(buf)
}
