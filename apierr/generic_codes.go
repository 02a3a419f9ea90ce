package apierr

import (
	"slices"
	"strings"
	"sync"

	"github.com/errbook/errbook/apierr/internal/ascii"
	"github.com/errbook/errbook/apierr/wire"
)

// A clue is what one identifier tells about an error's kind.
type clue struct {
	kind     Kind
	strength strength
}

// isOf reports whether a clue is of a part of the generic layer: kinds that only APIs of
// AI have are not of the others.
func (c clue) isOf(part wire.Generic) bool { return part == wire.GenericAI || !isOfAI(c.kind) }

// A strength says how much an identifier tells.
type strength uint8

const (
	clueNone strength = iota
	// clueVague says less than the status does: invalid_request_error.
	clueVague
	// clueWeak says more than the status, but words may refine it:
	// rate_limit_exceeded with "tokens per day".
	clueWeak
	// clueStrong leaves nothing open: context_length_exceeded.
	clueStrong
)

// maxCode is how long an identifier can be; longer text is no identifier.
const maxCode = 96

// clueOf returns what a code, type or status name tells. Spelling does not
// matter: rate_limit_error, RateLimitError, "Rate limit" and
// RateLimitException are the same, and of dotted names each part counts. What is not of
// the part of the generic layer that may judge tells nothing.
func clueOf(part wire.Generic, name string) clue {
	name = withoutPrefix(name)
	if name == "" || len(name) > maxCode {
		return clue{}
	}
	var buf [maxCode]byte
	plain := squash(buf[:0], name)
	if c := kindOfName(part, plain); c.strength != clueNone {
		return c
	}
	if c := dottedClue(part, name); c.strength != clueNone {
		return c
	}
	if strings.IndexByte(name, ' ') >= 0 {
		return clue{} // a sentence: its words are for the phrases
	}
	return kindOfStem(part, plain)
}

// withoutPrefix returns what a name says behind its prefix: of a type that is a URI (RFC
// 9457, section 3.1.1), of a name in XML, of Kraken's EService:Busy.
func withoutPrefix(name string) string {
	i := strings.LastIndexAny(name, "/#:")
	if i < 0 || strings.IndexByte(name[:i], ' ') >= 0 || strings.HasPrefix(name[i+1:], " ") {
		return name
	}
	return name[i+1:]
}

// dottedClue tries the last part of a dotted name, then the name without its
// last parts: InvalidParameter.UnsupportedParameter, SAFETY.INPUT.TEXT.
func dottedClue(part wire.Generic, name string) clue {
	dot := strings.LastIndexByte(name, '.')
	if dot < 0 {
		return clue{}
	}
	var buf [maxCode]byte
	if c := kindOfName(part, squash(buf[:0], name[dot+1:])); c.strength != clueNone {
		return c
	}
	for ; dot > 0; dot = strings.LastIndexByte(name[:dot], '.') {
		if c := kindOfName(part, squash(buf[:0], name[:dot])); c.strength != clueNone {
			return c
		}
	}
	return clue{}
}

// squash appends the ASCII letters and digits of name in lowercase, without a
// closing "error" or "exception". The result shares the memory of buf.
func squash(buf []byte, name string) string {
	for i := range len(name) {
		switch c := name[i]; {
		case 'A' <= c && c <= 'Z':
			buf = append(buf, c+'a'-'A')
		case 'a' <= c && c <= 'z', '0' <= c && c <= '9', c >= 0x80:
			buf = append(buf, c)
		}
	}
	s := ascii.View(buf)
	for _, tail := range [...]string{"exception", "error"} {
		if short := strings.TrimSuffix(s, tail); short != "" {
			s = short
		}
	}
	return s
}

// A clueRule is one row of a table of identifiers: what each of the names tells.
type clueRule struct {
	clue  clue
	names []string
}

// kindOfStem tells what a name is about that no list has, by its stem:
// ModelAccountRpmRateLimitExceeded, fine_tune_not_found.
func kindOfStem(part wire.Generic, name string) clue {
	letters := lettersOf(name)
	if letters == 0 {
		return clue{} // a number
	}
	for i := range nameIndex.stems {
		if s := &nameIndex.stems[i]; s.letters&^letters == 0 && s.clue.isOf(part) && strings.Contains(name, s.text) {
			return s.clue
		}
	}
	return clue{}
}

// lettersOf returns which letters a name has, as a set of bits: a name without a
// letter of a stem does not have the stem.
func lettersOf(name string) (letters uint32) {
	for i := range len(name) {
		if c := name[i]; c >= 'a' && c <= 'z' {
			letters |= 1 << (c - 'a')
		}
	}
	return letters
}

// nameIndex finds what names, and parts of them, say. It is filled when it is first
// used: a program that meets no unknown error does not pay for it.
var nameIndex struct {
	once  sync.Once
	clues map[string]clue
	stems []stem
}

// A stem is a part of names, which all have its letters.
type stem struct {
	letters uint32
	clue    clue
	text    string
}

// kindOfName returns what a squashed name tells.
func kindOfName(part wire.Generic, name string) clue {
	nameIndex.once.Do(fillNames)
	if c := nameIndex.clues[name]; c.isOf(part) {
		return c
	}
	return clue{}
}

func fillNames() {
	clues := make(map[string]clue, 16*len(nameRules))
	for i := range nameRules {
		for _, name := range nameRules[i].names {
			clues[name] = nameRules[i].clue
		}
	}
	nameIndex.clues = clues
	for i := range stemRules {
		for _, text := range stemRules[i].names {
			nameIndex.stems = append(nameIndex.stems, stem{lettersOf(text), stemRules[i].clue, text})
		}
	}
}

// A numberTable is what the numbers at one place tell.
type numberTable struct {
	slot  int
	rules []clueRule
}

// clueOf returns what a number tells by the table.
func (t *numberTable) clueOf(number string) clue {
	if number == "" {
		return clue{}
	}
	for i := range t.rules {
		if slices.Contains(t.rules[i].names, number) {
			return t.rules[i].clue
		}
	}
	return clue{}
}
