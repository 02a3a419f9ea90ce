package draft

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"strings"
	"unicode"

	"github.com/errbook/errbook/spec/yaml"
)

// YAML returns the draft as a spec file. What is missing is TODO, and what is only
// proposed is marked.
func (d *Draft) YAML() []byte {
	var b strings.Builder
	b.WriteString("# A draft that errbook import made of " + comment(d.paths()) + ".\n")
	b.WriteString("# Names and statuses are those of the page. Kinds, wire codes and sentences are\n# proposals: check each, and write the sentences in your own words.\n")
	fmt.Fprintf(&b, "version: 1\nprovider: %s\nname: %s\nsources:\n", cmp.Or(d.options.Provider, "todo"), quote(cmp.Or(d.options.Name, "TODO")))
	fmt.Fprintf(&b, "  - id: errors\n    url: %s\n    verified: %s\n\nerrors:\n", quote(cmp.Or(d.options.URL, "TODO: the URL of the page")), cmp.Or(d.options.Verified, "TODO, the day on which you read it"))
	for i, p := range d.entries {
		if i > 0 {
			b.WriteByte('\n')
		}
		p.write(&b)
	}
	if len(d.left) > 0 {
		b.WriteString("\n# Not imported:\n")
	}
	for _, text := range d.left {
		b.WriteString("#   " + comment(text) + "\n")
	}
	return []byte(b.String())
}

func (d *Draft) paths() string {
	var list []string
	for _, f := range d.files {
		list = append(list, f.Path)
	}
	return strings.Join(list, ", ")
}

func (p *proposal) write(b *strings.Builder) {
	fmt.Fprintf(b, "  # %s\n  - name: %s\n    title: %s\n    summary: %s # proposed\n", comment(p.at), p.name, quote(p.title), quote(p.summary))
	if p.status != "" {
		fmt.Fprintf(b, "    status: %s\n", p.status)
	}
	if p.code != "" {
		fmt.Fprintf(b, "    code: %s # proposed: is it what the response has?\n", quote(p.code))
	}
	fmt.Fprintf(b, "    kind: %s # proposed\n", p.kind)
	list(b, "causes", p.causes, p.summary)
	list(b, "fixes", p.fixes, "TODO: say what to do.")
	b.WriteString("    sources: [errors]\n")
	for _, text := range p.rest {
		b.WriteString("    # " + comment(text) + "\n")
	}
}

// list writes sentences; without any, what there is instead.
func list(b *strings.Builder, key string, texts []string, instead string) {
	fmt.Fprintf(b, "    %s: # proposed\n", key)
	if len(texts) == 0 {
		texts = []string{instead}
	}
	for _, t := range texts {
		b.WriteString("      - " + quote(t) + "\n")
	}
}

// quote writes a text in double quotes, which YAML reads as JSON does.
func quote(s string) string {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(visible(s)); err != nil { // of a string: it cannot fail
		return `""`
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// comment keeps a text on its line.
func comment(s string) string { return visible(s) }

func visible(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t' || r == '\r':
			return ' '
		case yaml.IsUnseen(r) || unicode.IsControl(r):
			return -1
		}
		return r
	}, s)
}
