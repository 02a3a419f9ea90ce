package site

import (
	"cmp"
	"io"
	"slices"
	"strings"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/spec"
)

// The index that the script searches. It is loaded when somebody begins to
// type, and holds short names because it is loaded often.
type searchJSON struct {
	Kinds     []string    `json:"k"`
	Providers [][2]string `json:"p"` // id and name
	Entries   [][]any     `json:"e"` // provider, slug, title (0: the slug in words), wire codes, statuses, kind, words of messages
}

func (b *builder) writeSearch(w io.Writer) error {
	names, numbers := b.numberKinds()
	out := searchJSON{Kinds: names, Providers: [][2]string{}, Entries: make([][]any, 0, len(b.items))}
	for n, f := range b.book.Files {
		out.Providers = append(out.Providers, [2]string{f.Provider.Value, f.Name.Value})
		for _, e := range f.Errors {
			out.Entries = append(out.Entries, searchEntry(n, e, numbers[e.Doc.Kind]))
		}
	}
	return writeScript(w, "errbookSearch", out)
}

func searchEntry(provider int, e *spec.Error, kind int) []any {
	var title any = e.Doc.Title
	if plain := strings.ReplaceAll(e.Slug.Value, "-", " "); strings.EqualFold(plain, e.Doc.Title) && plain[1:] == e.Doc.Title[1:] {
		title = 0
	}
	return []any{provider, e.Slug.Value, title, strings.Join(e.Doc.WireCodes, " "), strings.Join(e.Doc.Statuses, " "), kind, messageWords(e)}
}

// maxWords is how many words of an error's messages can be found. It keeps the
// index small: whoever has a whole answer pastes it instead.
const maxWords = 8

// messageWords returns the longest words of the messages that an error is known
// to come with, of phrases first, in the order in which they stand there.
func messageWords(e *spec.Error) string {
	said := e.Doc.Title + " " + strings.Join(e.Doc.WireCodes, " ")
	var all []string
	add := func(text string) {
		for _, w := range strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return r != '\'' && r != '_' && (r < 'a' || r > 'z') }) {
			if len(w) > 3 && !strings.Contains(strings.ToLower(said), w) && !slices.Contains(all, w) {
				all = append(all, w)
			}
		}
	}
	for _, r := range append([]spec.Rule{e.Rule}, e.Match...) {
		if r.Message != nil {
			for _, p := range r.Message.Any {
				add(p.Value)
			}
		}
	}
	for i := range e.Samples {
		add(messageOf(&e.Samples[i]))
	}
	kept := slices.Clone(all)
	slices.SortStableFunc(kept, func(v, w string) int { return cmp.Compare(len(w), len(v)) })
	kept = kept[:min(len(kept), maxWords)]
	return strings.Join(slices.DeleteFunc(all, func(w string) bool { return !slices.Contains(kept, w) }), " ")
}

// messageOf returns the message of a sample, whatever the provider.
func messageOf(s *spec.Sample) string {
	e, ok := apierr.Generic.From(apierr.Response{Status: max(s.Status.Value, 400), Body: []byte(s.Body.Value)}).(*apierr.Error)
	if !ok {
		return ""
	}
	return e.Message
}

// numberKinds returns the names of the kinds in the order in which scripts number
// them, and the numbers: Unknown is 0, which is false in JavaScript.
func (b *builder) numberKinds() (names []string, numbers map[apierr.Kind]int) {
	numbers = map[apierr.Kind]int{}
	kinds := b.book.Taxonomy()
	for _, k := range append([]spec.Kind{*kinds.Kind(apierr.Unknown)}, kinds.Kinds...) {
		numbers[k.Name] = len(names)
		names = append(names, k.Name.String())
	}
	return names, numbers
}
