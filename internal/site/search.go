package site

import (
	"io"
	"strings"

	"github.com/errbook/errbook/internal/find"
	"github.com/errbook/errbook/spec"
)

// The index that the script searches. It is loaded when somebody begins to type,
// and holds short names because it is loaded often.
type searchJSON struct {
	Weights   []int               `json:"w"` // of the texts of an entry, in their order
	Bonus     int                 `json:"b"` // of a list
	Fillers   []string            `json:"f"`
	Synonyms  map[string][]string `json:"s"`
	Kinds     []string            `json:"k"` // and families
	Providers [][3]string         `json:"p"` // id, name, and the words for it
	// Entries are columns, because they compress better than rows: provider, slug, title
	// (0: the slug in words), name (0: the title without spaces), wire codes (0: the slug
	// with underscores), statuses, former names, contexts, kinds, phrases.
	Entries [searchColumns][]any `json:"e"`
	// Lists are title, directory ("": that of the code), note, words ("": the title).
	Lists [][4]string `json:"l"`
}

const searchColumns = 10

// listBonus is what a page that stands for many errors is worth more than one of
// them.
const listBonus = 8

// searchLists returns the pages that stand for many errors.
func (b *builder) searchLists() [][4]string {
	var lists [][4]string
	for _, f := range b.book.Files {
		lists = append(lists, [4]string{f.Name.Value, f.Provider.Value, "All errors of the API", find.Provider(f)})
	}
	for _, s := range b.statuses {
		lists = append(lists, [4]string{s, s, strings.TrimSpace(statusWords(s) + ", every error"), s + statusWords(s)})
	}
	for _, k := range b.book.Taxonomy().All() {
		if b.lists[kindDir(k.Name)] != nil {
			lists = append(lists, [4]string{k.Name.String(), kindDir(k.Name), "Every error of this kind", k.Name.String()})
		}
	}
	for i := range b.codes {
		if c := &b.codes[i]; len(c.items) > 1 {
			lists = append(lists, [4]string{c.name, codeDir(c.slug), "Every error with this code", c.name})
		}
	}
	for _, c := range b.compared {
		lists = append(lists, [4]string{c.question, c.path(), b.said(c.note), c.question + " " + b.said(c.note) + " " + c.words})
	}
	return lists
}

func (b *builder) writeSearch(w io.Writer) error {
	names, numbers := b.numberKinds()
	out := searchJSON{
		Weights: []int{}, Bonus: listBonus, Fillers: find.Fillers, Synonyms: find.Synonyms,
		Providers: [][3]string{}, Lists: b.searchLists(),
	}
	for c := range out.Entries {
		out.Entries[c] = make([]any, 0, len(b.items))
	}
	for n, f := range b.book.Files {
		out.Providers = append(out.Providers, [3]string{f.Provider.Value, f.Name.Value, find.Provider(f)})
		for _, e := range f.Errors {
			card := find.CardOf(f, e)
			item := find.Of(&card)
			if len(out.Weights) == 0 {
				for _, field := range item.Fields {
					out.Weights = append(out.Weights, field.Weight)
				}
			}
			kinds := []int{}
			for k := range strings.FieldsSeq(item.Fields[find.KindsField].Text) {
				if _, ok := numbers[k]; !ok {
					numbers[k] = len(names)
					names = append(names, k)
				}
				kinds = append(kinds, numbers[k])
			}
			for c, value := range searchEntry(n, e, &item, kinds) {
				out.Entries[c] = append(out.Entries[c], value)
			}
		}
	}
	for i := range out.Lists {
		l := &out.Lists[i]
		if l[3] == l[0] {
			l[3] = ""
		}
		if l[1] == codeDir(strings.ToLower(l[0])) {
			l[1] = ""
		}
	}
	out.Kinds = names
	return writeScript(w, "errbookSearch", out)
}

func searchEntry(provider int, e *spec.Error, item *find.Item, kinds []int) [searchColumns]any {
	var title, name any = e.Doc.Title, e.Name.Value
	if plain := strings.ReplaceAll(e.Slug.Value, "-", " "); strings.ToUpper(plain[:1])+plain[1:] == e.Doc.Title {
		title = 0
	}
	if strings.EqualFold(strings.Join(strings.Fields(e.Doc.Title), ""), e.Name.Value) {
		name = 0
	}
	codes := []any{}
	for _, code := range e.Doc.WireCodes {
		if code == strings.ReplaceAll(e.Slug.Value, "-", "_") {
			codes = append(codes, 0)
		} else {
			codes = append(codes, code)
		}
	}
	text := func(field int) string { return item.Fields[field].Text }
	return [...]any{
		provider, e.Slug.Value, title, name, codes, text(find.StatusesField), text(find.FormerField), text(find.ContextsField), kinds, text(find.PhrasesField),
	}
}

// numberKinds returns the names of the kinds in the order in which scripts number
// them, and the numbers.
func (b *builder) numberKinds() (names []string, numbers map[string]int) {
	numbers = map[string]int{}
	for _, k := range b.book.Taxonomy().All() {
		numbers[k.Name.String()] = len(names)
		names = append(names, k.Name.String())
	}
	return names, numbers
}
