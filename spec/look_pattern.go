package spec

import (
	"regexp"
	"regexp/syntax"
	"strings"

	"github.com/errbook/errbook/apierr/wire"
)

// sampleOf returns a text out of which a pattern takes a value, and reports whether
// one was found: the shortest that the pattern matches, with the value in its group.
func sampleOf(pattern, value string) (text string, ok bool) {
	re, err := syntax.Parse(pattern, syntax.Perl)
	if err != nil {
		return "", false
	}
	var b strings.Builder
	if re.MaxCap() == 0 {
		b.WriteString(value) // the whole match is the value
	} else {
		shortest(&b, re, value)
	}
	text = b.String()
	find := wire.CompileRE2(pattern)
	return text, find != nil && find(text) == value
}

// shortest writes the shortest text that an expression matches, with the value for
// its group.
func shortest(b *strings.Builder, re *syntax.Regexp, value string) {
	switch re.Op {
	case syntax.OpLiteral:
		b.WriteString(string(re.Rune))
	case syntax.OpCharClass:
		b.WriteRune(charOf(re.Rune))
	case syntax.OpAnyChar, syntax.OpAnyCharNotNL:
		b.WriteRune('x')
	case syntax.OpCapture:
		b.WriteString(value)
	case syntax.OpConcat:
		for _, sub := range re.Sub {
			shortest(b, sub, value)
		}
	case syntax.OpAlternate:
		shortest(b, alternative(re.Sub), value)
	case syntax.OpPlus:
		shortest(b, re.Sub[0], value)
	case syntax.OpRepeat:
		for range re.Min {
			shortest(b, re.Sub[0], value)
		}
	case syntax.OpStar, syntax.OpQuest:
		if re.Sub[0].MaxCap() > 0 {
			shortest(b, re.Sub[0], value)
		}
	case syntax.OpWordBoundary:
		if s := b.String(); s != "" && regexp.MustCompile(`\w$`).MatchString(s) {
			b.WriteByte(' ')
		}
	}
}

// alternative returns the alternative that has the group, else the first.
func alternative(subs []*syntax.Regexp) *syntax.Regexp {
	for _, sub := range subs {
		if sub.MaxCap() > 0 {
			return sub
		}
	}
	return subs[0]
}

// charOf returns a character of a class, one that can be read if there is one.
func charOf(ranges []rune) rune {
	for i := 0; i+1 < len(ranges); i += 2 {
		for r := max(ranges[i], ' '+1); r <= ranges[i+1] && r < 0x7f; r++ {
			return r
		}
	}
	if len(ranges) > 0 {
		return ranges[0]
	}
	return 'x'
}
