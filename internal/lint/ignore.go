package lint

import (
	"bytes"
	"slices"
	"strings"

	"github.com/errbook/errbook/internal/findings"
	"github.com/errbook/errbook/internal/lazy"
	"github.com/errbook/errbook/spec"
	"github.com/errbook/errbook/spec/yaml"
)

// ignoreRule is the id of what is said about comments that ignore findings.
const ignoreRule = "ignore"

// RuleNames lists the ids of the rules that can be switched off or ignored.
func RuleNames() []string {
	var names []string
	for _, r := range rules {
		names = append(names, r.id)
	}
	return names
}

// Optional lists the ids of the rules to which only books that ask for them are held.
func Optional() []string {
	var names []string
	for _, r := range rules {
		if r.optional {
			names = append(names, r.id)
		}
	}
	return names
}

// An ignored is a comment that says which findings of the line below it do not count:
//
//	# lint:ignore near-miss The header tells them apart.
type ignored struct {
	yaml.Pos
	rules  []string
	reason string
	line   int // that it is about
	used   bool
	isLate bool // it is at the end of a line, and so about none
}

// ignoreComment matches such a comment, on a line of its own, lateComment one at the end
// of another.
var (
	ignoreComment = lazy.Regexp(`^\s*#\s*lint:ignore(?:\s+(\S+))?\s*(.*?)\s*$`)
	lateComment   = lazy.Regexp(`\s#\s*lint:ignore\b`)
)

// lateIn returns the comment at the end of a line, nil for none. What is in quotes is no
// comment.
func lateIn(line []byte, n int) *ignored {
	at := lateComment().FindIndex(line)
	if at == nil || bytes.Count(line[:at[0]], []byte(`'`))%2 != 0 || bytes.Count(line[:at[0]], []byte(`"`))%2 != 0 {
		return nil
	}
	return &ignored{Pos: yaml.Pos{Line: n, Col: at[0] + 2}, isLate: true}
}

// ignoresIn returns the comments of a file, each about the first line after it that is
// not a comment.
func ignoresIn(data []byte) []*ignored {
	if !bytes.Contains(data, []byte("lint:ignore")) {
		return nil
	}
	var list, waiting []*ignored
	n := 0
	for line := range bytes.Lines(data) {
		n++
		text := strings.TrimSpace(string(line))
		if m := ignoreComment().FindStringSubmatch(string(bytes.TrimRight(line, "\r\n"))); m != nil {
			ig := &ignored{Pos: yaml.Pos{Line: n, Col: 1 + bytes.IndexByte(line, '#')}, reason: m[2]}
			if m[1] != "" {
				ig.rules = strings.Split(strings.TrimSuffix(m[1], ":"), ",")
			}
			list, waiting = append(list, ig), append(waiting, ig)
			continue
		}
		if text == "" || text[0] == '#' {
			continue
		}
		for _, ig := range waiting {
			ig.line = n
		}
		waiting = nil
		if late := lateIn(line, n); late != nil {
			list = append(list, late)
		}
	}
	return list
}

// ignoring leaves out what the comments of the files ignore, and says of each comment
// that has no reason, or nothing to ignore, that this is so. Rules in off were not asked,
// so that nothing is said of comments about them.
func ignoring(files []*spec.File, off []string, found []findings.Finding) []findings.Finding {
	comments := map[string][]*ignored{}
	for _, f := range files {
		comments[f.Path] = ignoresIn(f.Data())
		for _, inc := range f.Included {
			comments[inc.Path] = ignoresIn(inc.Data)
		}
	}
	found = slices.DeleteFunc(found, func(f findings.Finding) bool {
		drop := false
		for _, ig := range comments[f.Path] {
			if ig.line == f.Line && ig.reason != "" && slices.Contains(ig.rules, f.Rule) {
				ig.used, drop = true, true
			}
		}
		return drop
	})
	if slices.Contains(off, ignoreRule) {
		return found
	}
	for path, list := range comments {
		for _, ig := range list {
			if message, hint := ig.fault(off); message != "" {
				found = append(found, findings.Finding{Path: path, Pos: ig.Pos, Rule: ignoreRule, Level: findings.Warning, Message: message, Hint: hint})
			}
		}
	}
	return found
}

// fault returns what is wrong with a comment, "" if nothing is.
func (ig *ignored) fault(off []string) (message, hint string) {
	const form = "write # lint:ignore RULE REASON above the line"
	if ig.isLate {
		return "lint:ignore must be above the line that it is about; found it at the end of one", form
	}
	if len(ig.rules) == 0 {
		return "lint:ignore must name a rule and the reason; found neither", form
	}
	for _, r := range ig.rules {
		if !slices.Contains(RuleNames(), r) {
			return "lint:ignore must name a rule; found " + r, "the rules are " + strings.Join(RuleNames(), ", ")
		}
	}
	switch {
	case ig.reason == "":
		return "lint:ignore must have a reason after the rule; found none", form
	case !ig.used && !slices.ContainsFunc(ig.rules, func(r string) bool { return slices.Contains(off, r) }):
		return "lint:ignore must have something to ignore on the next line; found nothing of rule " + strings.Join(ig.rules, ", "), "delete the comment"
	}
	return "", ""
}
