package wire

import (
	"regexp"
	"regexp/syntax"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

// A Pattern is a regular expression that takes a value out of a text: its first
// group, or the whole match if it has none. It is compiled when it is first used.
type Pattern struct {
	Expr string
	// Compile is [CompileRE2]. It is a value so that package regexp, which takes
	// 200 kB of a program, is linked only where a provider has a pattern.
	Compile func(expr string) (find func(text string) string)

	once sync.Once
	find func(text string) string
}

// Find returns what the pattern takes out of text, "" if it does not match or
// is not an expression.
func (p *Pattern) Find(text string) string {
	p.once.Do(p.compile)
	if p.find == nil {
		return ""
	}
	return p.find(text)
}

func (p *Pattern) compile() {
	if p.Compile != nil {
		p.find = p.Compile(p.Expr)
	}
}

// CompileRE2 returns the function that finds what an RE2 expression takes out of a
// text, nil for an expression that is not valid. It allocates memory only for texts
// that are thousands of bytes long.
func CompileRE2(expr string) (find func(text string) string) {
	re, err := regexp.Compile(expr)
	if err != nil {
		return nil
	}
	tree, err := syntax.Parse(expr, syntax.Perl)
	if err != nil {
		return nil
	}
	prog, err := syntax.Compile(tree.Simplify())
	if err != nil {
		return nil
	}
	literal := literalOf(tree)
	return func(text string) string {
		if !strings.Contains(text, literal) {
			return ""
		}
		if len(prog.Inst)*(len(text)+1) <= maxStates {
			return findShort(prog, text)
		}
		m := re.FindStringSubmatchIndex(text)
		switch {
		case m == nil:
			return ""
		case len(m) >= 4 && m[2] >= 0:
			return text[m[2]:m[3]]
		}
		return text[m[0]:m[1]]
	}
}

// literalOf returns the longest text that must be in whatever an expression matches,
// "" for none: a quick no for most texts.
func literalOf(tree *syntax.Regexp) (literal string) {
	switch tree.Op {
	case syntax.OpLiteral:
		if tree.Flags&syntax.FoldCase == 0 && !slices.Contains(tree.Rune, utf8.RuneError) { // which any byte can be
			return string(tree.Rune)
		}
	case syntax.OpRepeat:
		if tree.Min > 0 {
			return literalOf(tree.Sub[0])
		}
	case syntax.OpCapture, syntax.OpPlus, syntax.OpConcat:
		for _, sub := range tree.Sub {
			if l := literalOf(sub); len(l) > len(literal) {
				literal = l
			}
		}
	}
	return literal
}

// maxStates is how many pairs of an instruction and a place in the text a search
// can remember.
const maxStates = 1 << 18

// A search looks for what a program of an expression takes out of a text. It does
// what [regexp.Regexp.FindStringSubmatchIndex] does, whose result is always new
// memory, and nothing else: it tries the ways through the program one after the
// other, in the order in which they count, and none of them twice from the same
// place.
type search struct {
	prog  *syntax.Prog
	text  string
	group [4]int // where the match and the first group begin and end, -1 for nowhere
	left  []way
	tried [maxStates / 64]uint64
}

// A way is one that is left to try: from an instruction, at a place in the text. One
// from restore, which is no instruction, puts back where the group began or ended.
type way struct{ pc, at, bound int32 }

const restore = -1

var searches = sync.Pool{New: newSearch}

func newSearch() any { return new(search) }

func findShort(prog *syntax.Prog, text string) string {
	s := searches.Get().(*search)
	defer s.release()
	s.prog, s.text, s.group = prog, text, [4]int{-1, -1, -1, -1}
	clear(s.tried[:(len(prog.Inst)*(len(text)+1)+63)/64])
	atStart := prog.StartCond()&syntax.EmptyBeginText != 0
	for at := 0; ; {
		if s.matches(at) {
			if s.group[2] >= 0 {
				return text[s.group[2]:s.group[3]]
			}
			return text[at:s.group[1]]
		}
		_, n := utf8.DecodeRuneInString(text[at:])
		if n == 0 || atStart {
			return ""
		}
		at += n
	}
}

// maxWays is how many ways the memory of a search that is kept for the next one has
// room for.
const maxWays = 1 << 12

// release keeps the memory of the search, but nothing of the text.
func (s *search) release() {
	s.prog, s.text = nil, ""
	if cap(s.left) > maxWays {
		s.left = nil
	}
	searches.Put(s)
}

// matches reports whether the program matches from a place in the text on.
func (s *search) matches(at int) bool {
	s.left = append(s.left[:0], way{pc: int32(s.prog.Start), at: int32(at)})
	for len(s.left) > 0 {
		w := s.left[len(s.left)-1]
		s.left = s.left[:len(s.left)-1]
		if w.pc == restore {
			s.group[w.bound] = int(w.at)
		} else if s.follow(uint32(w.pc), int(w.at)) {
			return true
		}
	}
	return false
}

// follow goes on with an instruction at a place in the text, leaves other ways for
// later, and reports whether it came to a match.
func (s *search) follow(pc uint32, at int) bool {
	for !s.wasTried(pc, at) {
		in := &s.prog.Inst[pc]
		switch in.Op {
		case syntax.InstMatch:
			s.group[1] = at
			return true
		case syntax.InstFail:
			return false
		case syntax.InstAlt, syntax.InstAltMatch:
			s.left = append(s.left, way{pc: int32(in.Arg), at: int32(at)})
		case syntax.InstCapture:
			if in.Arg == 2 || in.Arg == 3 {
				s.left = append(s.left, way{pc: restore, at: int32(s.group[in.Arg]), bound: int32(in.Arg)})
				s.group[in.Arg] = at
			}
		case syntax.InstEmptyWidth:
			if !s.meets(syntax.EmptyOp(in.Arg), at) {
				return false
			}
		case syntax.InstRune, syntax.InstRune1, syntax.InstRuneAny, syntax.InstRuneAnyNotNL:
			r, n := utf8.DecodeRuneInString(s.text[at:])
			if n == 0 || !takesRune(in, r) {
				return false
			}
			at += n
		}
		pc = in.Out
	}
	return false
}

// wasTried reports whether an instruction was tried at a place before, and notes
// that it is now.
func (s *search) wasTried(pc uint32, at int) bool {
	n := int(pc)*(len(s.text)+1) + at
	bit := uint64(1) << (n & 63)
	was := s.tried[n>>6]&bit != 0
	s.tried[n>>6] |= bit
	return was
}

// meets reports whether what is asked for holds between the characters at a place.
func (s *search) meets(op syntax.EmptyOp, at int) bool {
	before, after := rune(-1), rune(-1)
	if at > 0 {
		before, _ = utf8.DecodeLastRuneInString(s.text[:at])
	}
	if at < len(s.text) {
		after, _ = utf8.DecodeRuneInString(s.text[at:])
	}
	return op&^syntax.EmptyOpContext(before, after) == 0
}

func takesRune(in *syntax.Inst, r rune) bool {
	switch in.Op {
	case syntax.InstRuneAny:
		return true
	case syntax.InstRuneAnyNotNL:
		return r != '\n'
	}
	return in.MatchRune(r)
}
