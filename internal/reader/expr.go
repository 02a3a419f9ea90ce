package reader

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/errbook/errbook/apierr/wire"
	"github.com/errbook/errbook/spec"
)

// Expressions of JavaScript for what rules ask for.
const (
	never   = "$." // no text goes on after its end
	present = "[^]"
	// How a value that says nothing is written.
	emptyValue = `^(?:[{[](?:[{}[\],: \r\n\t]|(?:"(?:[^"\\]|\\[^])*"|'(?:[^'\\]|\\[^])*'|[\w$]+)[ \r\n\t]*:|(?:""|''|(?:0|[fF]alse|null|None)(?![\w$]))(?![ \r\n\t]*:))*$|[fF]alse$|0$|""$|''$|$)`
	awsName    = "([^#:]*)(?::[^#]*)?$" // as StripAWS of package apierr makes a name bare
)

func text(n int) string { return strconv.Itoa(n) }

// anyOf returns the expression for a text that has one of the parts.
func anyOf(parts []string) string {
	quoted := make([]string, len(parts))
	for i, p := range parts {
		quoted[i] = regexp.QuoteMeta(p)
	}
	return strings.Join(quoted, "|")
}

// oneOf returns the expression for a text that is one of the values.
func oneOf(values []string) string { return "^(?:" + anyOf(values) + ")$" }

// endOf returns the expression for a text that ends in one of the values.
func endOf(values []string) string { return "(?:" + anyOf(values) + ")$" }

// testExpression returns the expression for a test; one that says nothing takes
// any value that is there.
func testExpression(t spec.Test) string {
	switch {
	case len(t.Values) > 0:
		return oneOf(t.Values)
	case t.Prefix != "":
		return "^" + regexp.QuoteMeta(t.Prefix)
	case t.Contains != "":
		return regexp.QuoteMeta(t.Contains)
	}
	return present
}

// hostExpression returns the expression for the hosts of a provider, in which a
// "*" is one or more characters.
func hostExpression(hosts []string) string {
	if len(hosts) == 0 {
		return never
	}
	return strings.ReplaceAll("^("+anyOf(hosts)+")$", `\*`, ".+")
}

// eventExpression returns the expression for the names of events of a surface,
// which takes those without a name, too.
func eventExpression(s *wire.Surface) string {
	if len(s.Events) == 0 || !s.Stream {
		return never
	}
	return oneOf(append([]string{""}, s.Events...))
}

// surfaceStatuses returns the expression for the statuses of a surface; 0 is for
// a response whose status nobody knows.
func surfaceStatuses(s *wire.Surface) string {
	switch {
	case s.Stream:
		return never
	case len(s.Statuses) == 0:
		return "^(?:0|[4-9]..)$"
	}
	return rangeExpression(s.Statuses, len(s.Body) > 0)
}

// rangeExpression returns the expression for the numbers of ranges, and for 0.
func rangeExpression(list []wire.StatusRange, zero bool) string {
	var all []string
	if zero {
		all = append(all, "0")
	}
	for _, r := range list {
		for n := r.From; n <= r.To; {
			block := 1 // 500 to 599 is 5.., 500 to 504 is five numbers
			for n%(10*block) == 0 && n+10*block-1 <= r.To && n >= 10*block {
				block *= 10
			}
			all = append(all, text(n/block)+strings.Repeat(".", len(text(block))-1))
			n += block
		}
	}
	if len(all) == 0 {
		return never
	}
	return "^(?:" + strings.Join(all, "|") + ")$"
}

// leadingFlags are flags of RE2 that hold for a whole expression.
var leadingFlags = regexp.MustCompile(`^\(\?([ims]+)\)`)

// scriptExpression returns an expression of RE2 as JavaScript writes it. One that
// begins with anything matches from the beginning of a text or not at all, but
// JavaScript would try from every place of it.
func scriptExpression(expr string) expressionData {
	flags := ""
	if m := leadingFlags.FindStringSubmatch(expr); m != nil {
		expr, flags = expr[len(m[0]):], m[1]
	}
	source := strings.NewReplacer(`\\`, `\\`, `(?P<`, `(?<`, `\A`, `^`, `\z`, `$`).Replace(expr)
	if strings.HasPrefix(source, ".*") && strings.Contains(flags, "s") {
		source = "^" + source
	}
	return expressionData{source, flags}
}
