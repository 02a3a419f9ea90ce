package spec

import (
	"strings"
	"testing"
)

// FuzzSlot puts hostile words where a spec file has texts: what Check takes has
// names and pages that are sound.
func FuzzSlot(f *testing.F) {
	for _, seed := range []string{"id", "x\n::error::y", "\u202e", "</script>", "`+`", "*/", "import \"x\"", "../..", "con", "${{ x }}", "- a: b", "\x00", "'\"\\", "{{.}}", "|a|b|"} {
		f.Add(seed, uint8(0))
		f.Add(seed, uint8(3))
	}
	slots := []string{"provider: acme", "name: Acme", "name: Gone", "title: Gone", "summary: It is gone.", "code: gone", "fixes: [Create it.]", "causes: [It was deleted.]"}
	const file = "version: 1\nprovider: acme\nname: Acme\nsources: [{id: page, url: \"https://acme.example/errors\", verified: 2026-11-20}]\nerrors:\n  - name: Gone\n    title: Gone\n    summary: It is gone.\n    status: 410\n    code: gone\n    kind: not_found\n    causes: [It was deleted.]\n    fixes: [Create it.]\n    sources: [page]\n"
	f.Fuzz(func(t *testing.T, word string, slot uint8) {
		line := slots[int(slot)%len(slots)]
		key, _, _ := strings.Cut(line, ": ")
		quoted := `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`, "\r", `\r`, "\t", `\t`).Replace(word) + `"`
		if strings.HasSuffix(line, "]") {
			quoted = "[" + quoted + "]"
		}
		data := []byte(strings.Replace(file, line, key+": "+quoted, 1))
		one, problems := Decode("spec/acme.yaml", data)
		if len(problems) > 0 {
			return
		}
		book, problems := Check([]*File{one})
		if len(problems) > 0 {
			for _, p := range problems {
				if strings.ContainsAny(p.Message, "\n\r\x1b") {
					t.Errorf("a problem breaks its line: %q", p.Message)
				}
			}
			return
		}
		e := book.Files[0].Errors[0]
		if WhyNotPackage(book.Files[0].CodePrefix) != "" || whyNotSlug(e.Slug.Value) != "" || !goNameForm.MatchString(e.Name.Value) {
			t.Errorf("it takes the names %q, %q, %q", book.Files[0].CodePrefix, e.Slug.Value, e.Name.Value)
		}
	})
}
