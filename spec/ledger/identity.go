package ledger

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// An identity is what of a rule, as a ledger has it, identifies an error: the code or,
// where there is none, the type.
type identity struct {
	rule     string // the whole
	key      string // code or type, "" for neither
	values   []string
	prefix   string   // of a class of values, "" for a list
	statuses []string // none for all
	rest     string   // what else the rule asks for
}

// A retired identity is that of an error that the book no longer has.
type retired struct {
	row *Row
	identity
}

// ruleForm takes a rule apart. A code can have spaces, but surfaces and statuses, which
// alone come before it, have none.
var ruleForm = regexp.MustCompile(`^(?:surface=\S+ ?)?(?:status=(\S+) ?)?(?:(code|type)=(.+?))?((?: ?(?:type|field:[^ =]+|header:[^ =]+|message|message-not|close)=.*)?)$`)

// identityOf returns the identity in a rule. A prefix ends with an ellipsis.
func identityOf(rule string) identity {
	m := ruleForm.FindStringSubmatch(rule)
	if m == nil {
		return identity{rule: rule}
	}
	id := identity{rule: rule, key: m[2], rest: m[4]}
	if m[1] != "" {
		id.statuses = strings.Split(m[1], "|")
	}
	if prefix, ok := strings.CutSuffix(m[3], "…"); ok {
		id.prefix = prefix
	} else if m[3] != "" {
		id.values = strings.Split(m[3], "|")
	}
	return id
}

// takes reports whether responses with a retired identity would be taken by i, and by
// what: "code=gone". A code that is listed is reused under whatever status; types, and
// classes of codes, are coarser, and take only what they have a status and the rest for.
func (i *identity) takes(was *identity) (what string, ok bool) {
	if i.key == "" || i.key != was.key {
		return i.rule, i.rule == was.rule
	}
	value, ok := i.shared(was)
	if isListed := i.prefix == "" && i.key == "code"; !isListed {
		ok = ok && (i.rest == "" || i.rest == was.rest) && meet(i.statuses, was.statuses)
	}
	return i.key + "=" + value, ok
}

// shared returns a value of a retired identity that i takes, and reports whether there
// is one. A retired class does not keep its single codes.
func (i *identity) shared(was *identity) (value string, ok bool) {
	switch {
	case i.prefix != "" && was.prefix != "":
		return was.prefix + "…", strings.HasPrefix(was.prefix, i.prefix)
	case i.prefix != "":
		return first(was.values, func(v string) bool { return strings.HasPrefix(v, i.prefix) })
	}
	return first(was.values, func(v string) bool { return slices.Contains(i.values, v) })
}

// first returns the first value that is ok, and reports whether there is one.
func first(list []string, ok func(string) bool) (string, bool) {
	at := slices.IndexFunc(list, ok)
	if at < 0 {
		return "", false
	}
	return list[at], true
}

// meet reports whether two lists of statuses have one in common; an empty one has all.
func meet(a, b []string) bool {
	if len(a) == 0 || len(b) == 0 {
		return true
	}
	for _, s := range a {
		for _, t := range b {
			from, to := bounds(s)
			if low, high := bounds(t); from <= high && low <= to {
				return true
			}
		}
	}
	return false
}

// bounds returns the first and the last status of 404, 5xx or 500-504.
func bounds(text string) (from, to int) {
	if class, ok := strings.CutSuffix(text, "xx"); ok {
		n, _ := strconv.Atoi(class)
		return n * 100, n*100 + 99
	}
	low, high, isRange := strings.Cut(text, "-")
	from, _ = strconv.Atoi(low)
	if to = from; isRange {
		to, _ = strconv.Atoi(high)
	}
	return from, to
}
