package catalogtest

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// A book is a spec file that a converter makes.
type book struct {
	provider, name, url string
	own                 bool
	wire                string // in YAML, in braces
	groups              []string
	entries             []entry
}

// An entry is an error of a catalog.
type entry struct {
	name, summary string
	status        int
	code          string
	field         string // in YAML, in braces
	kind          string
	causes, fixes []string
}

// yaml returns the spec file.
func (b *book) yaml() []byte {
	var w strings.Builder
	fmt.Fprintf(&w, "version: 1\nprovider: %s\nname: %s\n", b.provider, quote(b.name))
	if b.own {
		w.WriteString("own: true\n")
	} else {
		fmt.Fprintf(&w, "generic: http\nsources:\n  - {id: list, url: %s}\n", quote(b.url))
	}
	fmt.Fprintf(&w, "wire: %s\n", b.wire)
	if b.groups != nil {
		w.WriteString("groups:\n  " + strings.Join(b.groups, "\n  ") + "\n")
	}
	w.WriteString("errors:\n")
	for _, e := range b.entries {
		fmt.Fprintf(&w, "  - name: %s\n    title: %s\n    summary: %s\n    code: %s\n    kind: %s\n", e.name, quote(titleOf(e.name)), quote(e.summary), quote(e.code), e.kind)
		if e.status != 0 {
			fmt.Fprintf(&w, "    status: %d\n", e.status)
		}
		if e.field != "" {
			fmt.Fprintf(&w, "    field: %s\n", e.field)
		}
		if !b.own {
			w.WriteString("    sources: [list]\n")
		}
		writeList(&w, "causes", e.causes, e.summary)
		writeList(&w, "fixes", e.fixes, "Read what the list says of "+e.name+".")
	}
	return []byte(w.String())
}

func writeList(w *strings.Builder, key string, texts []string, instead string) {
	if len(texts) == 0 {
		texts = []string{instead}
	}
	fmt.Fprintf(w, "    %s:\n", key)
	for _, t := range texts {
		fmt.Fprintf(w, "      - %s\n", quote(t))
	}
}

// quote writes a text as JSON does, which YAML reads.
func quote(s string) string {
	data, _ := json.Marshal(s) // of a text: it cannot fail
	return string(data)
}

var humps = regexp.MustCompile(`([a-z0-9])([A-Z])|([A-Z])([A-Z][a-z])`)

// titleOf returns a name as words: UniqueViolation is "Unique violation".
func titleOf(name string) string {
	words := strings.Fields(humps.ReplaceAllString(humps.ReplaceAllString(name, "$1$3 $2$4"), "$1$3 $2$4"))
	for i, w := range words {
		if i > 0 && w != strings.ToUpper(w) {
			words[i] = strings.ToLower(w)
		}
	}
	return strings.Join(words, " ")
}

// nameOf returns an identifier as a name: card_declined is CardDeclined.
func nameOf(id string) string {
	var b strings.Builder
	for w := range strings.FieldsFuncSeq(id, func(r rune) bool { return r == '_' || r == '-' || r == ' ' }) {
		b.WriteString(strings.ToUpper(w[:1]) + w[1:])
	}
	return b.String()
}

// sentence makes a text of a catalog one that a spec file takes: its first paragraph,
// without marks, with an end.
func sentence(s string) string {
	s, _, _ = strings.Cut(strings.TrimSpace(s), "\n\n")
	s = strings.NewReplacer("`", "", "[", "(", "]", ")").Replace(strings.Join(strings.Fields(s), " "))
	s = strings.TrimLeftFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	if s == "" {
		return ""
	}
	s = strings.ToUpper(s[:1]) + s[1:]
	return strings.TrimRight(s, ".:;, ") + "."
}

// sentences is sentence for a list, without what is left of empty texts.
func sentences(list []string) []string {
	var out []string
	for _, s := range list {
		if s = sentence(s); s != "" {
			out = append(out, s)
		}
	}
	return out
}

// A rule says what kind the identifiers are that an expression matches.
type rule struct {
	of   *regexp.Regexp
	kind string
}

func kindBy(rules []rule, id string) string {
	if i := slices.IndexFunc(rules, func(r rule) bool { return r.of.MatchString(id) }); i >= 0 {
		return rules[i].kind
	}
	return ""
}
