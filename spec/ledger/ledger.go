// Package ledger keeps what a book has ever published: each code with what programs
// and links rest on. errbook generate writes the file and never takes a code out of it;
// a code that the book no longer has stays as retired, so that nobody gives its name,
// its page or its wire code to something else.
package ledger

import (
	"bytes"
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/errbook/errbook/spec"
	"github.com/errbook/errbook/spec/yaml"
)

// A Ledger is every code that a book has published, sorted.
type Ledger struct {
	yaml.Pos `noun:"file"`
	Version  yaml.Int `yaml:"version,required,min=1,max=1" doc:"Always 1."`
	// Outputs is where the last run generated to: directories, and the JSON file.
	Outputs []yaml.Text `yaml:"outputs,distinct" doc:"Where what was generated is, so that it is found when errbook.yaml no longer says so."`
	Codes   []Row       `yaml:"codes,required" doc:"The codes, sorted."`

	data []byte // of the file that it was read from
}

// A Row is what there is to keep of one code.
type Row struct {
	yaml.Pos `noun:"a code"`
	Code     yaml.Text   `yaml:"code,required,of=code" doc:"The code: shop.OutOfStock."`
	Kind     yaml.Text   `yaml:"kind,required" doc:"What it means."`
	Retry    yaml.Text   `yaml:"retry,required,of=retry" doc:"Its class of retry."`
	Wire     []yaml.Text `yaml:"wire,raw" doc:"What responses are recognized by, a rule each."`
	Details  []yaml.Text `yaml:"details" doc:"The details of an error of an own API, each with its type."`
	Page     yaml.Text   `yaml:"page,required" doc:"The name of its page."`
	Provider yaml.Text   `yaml:"provider,of=id" doc:"The id of the provider if codes do not begin with it: ac-me of acme.TooFast."`
	Former   []yaml.Text `yaml:"former_pages" doc:"Where its page was before, each a provider's id, a slash and a name."`
	Is       yaml.Text   `yaml:"is,of=code" doc:"The code that it has now."`
	Retired  yaml.Bool   `yaml:"retired" doc:"The book no longer has it."`
}

// sets are the forms of what is written without quotes.
var sets = []yaml.Set{
	{Name: "code", Form: regexp.MustCompile(`^[a-z][a-z0-9]*\.[A-Z][A-Za-z0-9_]*$`), Must: "a code", Hint: "such as shop.OutOfStock"},
	{Name: "id", Form: regexp.MustCompile(`^[a-z][a-z0-9]*(-[a-z0-9]+)*$`), Must: "the id of a provider", Hint: "such as fireworks"},
	{Name: "retry", Form: regexp.MustCompile(`^[a-z]+(_[a-z]+)*$`), Must: "a class of retry", Hint: "such as backoff"},
}

// Decode reads a ledger. The path is for problems.
func Decode(path string, data []byte) (*Ledger, yaml.Problems) {
	l := &Ledger{data: data}
	problems := yaml.Decode(path, data, l, sets...)
	return l, problems
}

// Data returns the bytes of the file that the ledger was read from, nil for none. They
// must not be changed.
func (l *Ledger) Data() []byte {
	if l == nil {
		return nil
	}
	return l.data
}

// Of returns the ledger of a book that published nothing before.
func Of(book *spec.Book) *Ledger { return (*Ledger)(nil).With(book) }

// WithOutputs returns the ledger with other outputs, which are paths relative to the
// directory of errbook.yaml.
func (l *Ledger) WithOutputs(paths []string) *Ledger {
	out := *l
	out.Outputs = nil
	for _, p := range paths {
		out.Outputs = append(out.Outputs, text(p))
	}
	return &out
}

// Former returns the outputs of the last run, without those in paths.
func (l *Ledger) Former(paths []string) []string {
	if l == nil {
		return nil
	}
	return slices.DeleteFunc(values(l.Outputs), func(p string) bool { return slices.Contains(paths, p) })
}

// With returns the ledger with what a book publishes now. Codes that the book has no
// longer are retired; none is taken out, nor is a place where a page was. A nil Ledger
// has none.
func (l *Ledger) With(book *spec.Book) *Ledger {
	out := new(Ledger)
	had, live := map[string]*Row{}, map[string]bool{}
	rows := l.Rows()
	for i := range rows {
		had[rows[i].Code.Value] = &rows[i]
	}
	add := func(r Row) {
		live[r.Code.Value] = true
		r.keepPages(had[r.Code.Value])
		out.Codes = append(out.Codes, r)
	}
	for _, f := range book.Files {
		for _, e := range f.Errors {
			row := rowOf(f, e)
			add(row)
			for _, former := range e.Renamed {
				old := row
				old.Code.Value = string(f.CodeOf(former.Name.Value))
				old.Page.Value = spec.Slug(former.Name.Value)
				if before := had[old.Code.Value]; before != nil {
					old.Page, old.Provider = before.Page, before.Provider
				}
				old.Is.Value = row.Code.Value
				add(old)
			}
		}
	}
	for _, r := range rows {
		if !live[r.Code.Value] {
			r.retire(book)
			out.Codes = append(out.Codes, r)
		}
	}
	slices.SortFunc(out.Codes, func(a, b Row) int { return cmp.Compare(a.Code.Value, b.Code.Value) })
	return out
}

// keepPages adds the places where the page was before, according to the row that the
// code had; nil for none.
func (r *Row) keepPages(before *Row) {
	if before == nil {
		return
	}
	for _, dir := range before.Dirs() {
		if !slices.Contains(r.Dirs(), dir) {
			r.Former = append(r.Former, text(dir))
		}
	}
}

// retire marks a code that the book has no longer. What the error was renamed to
// stays, as long as the book has that.
func (r *Row) retire(book *spec.Book) {
	r.Retired.Value = true
	_, e := book.Lookup(r.Is.Value)
	r.Is = yaml.Text{}
	if e != nil {
		r.Is.Value = string(e.Code)
	}
}

// Dirs returns where the page of the error is, as a provider's id, a slash and a name,
// and then where it was before.
func (r *Row) Dirs() []string {
	return append([]string{cmp.Or(r.Provider.Value, r.prefix()) + "/" + r.Page.Value}, values(r.Former)...)
}

// Now returns what a code of the ledger is in a book, and its file; both are nil if the
// book no longer has the error.
func (r *Row) Now(book *spec.Book) (*spec.File, *spec.Error) {
	if f, e := book.Lookup(r.Code.Value); e != nil {
		return f, e
	}
	return book.Lookup(r.Is.Value)
}

// Rows returns the codes, none for a nil Ledger.
func (l *Ledger) Rows() []Row {
	if l == nil {
		return nil
	}
	return slices.Clone(l.Codes)
}

// rowOf returns the row of an entry.
func rowOf(f *spec.File, e *spec.Error) Row {
	r := Row{Code: text(string(e.Code)), Kind: text(e.Doc.Kind.String()), Retry: text(e.Doc.Retry.String()), Page: text(e.Slug.Value)}
	if f.Provider.Value != f.CodePrefix {
		r.Provider = text(f.Provider.Value)
	}
	for _, rule := range e.Rules() {
		r.Wire = append(r.Wire, text(rule))
	}
	for _, p := range e.Params {
		r.Details = append(r.Details, text(p.Key.Value+" "+p.Value.Value))
	}
	return r
}

func text(s string) yaml.Text { return yaml.Text{Value: s} }

// Check reports where a book gives something to another error that a retired code had:
// its name with another meaning, its page, or, in an own API, what it was sent as. A
// code is retired when the book no longer has it. Nor may an error have the page that
// another one had before. A nil Ledger allows everything.
func (l *Ledger) Check(book *spec.Book) yaml.Problems {
	c := checker{book: book, codes: map[string]*Row{}, pages: map[string]*Row{}, live: map[string]*Row{}}
	rows := l.Rows()
	for i := range rows {
		c.take(&rows[i])
	}
	for _, f := range book.Files {
		c.Path, c.Place = f.Path, f.Place
		for _, e := range f.Errors {
			c.check(f, e)
		}
	}
	return c.Problems.Sorted()
}

// prefix returns the provider of the code, as codes have it.
func (r *Row) prefix() string {
	prefix, _, _ := strings.Cut(r.Code.Value, ".")
	return prefix
}

// A checker finds what was taken from retired codes, and pages that were others'.
type checker struct {
	yaml.Reporter
	book  *spec.Book
	codes map[string]*Row // of what is retired
	pages map[string]*Row // of what is retired or was renamed, and former ones
	live  map[string]*Row // of what the book still has
	wires []retired
}

// take notes what a row keeps from being given to other errors.
func (c *checker) take(r *Row) {
	for _, dir := range r.Dirs() {
		c.pages[dir] = r
	}
	if r.Retired.Value {
		c.codes[r.Code.Value] = r
	} else if _, live := c.book.Lookup(r.Code.Value); live != nil {
		c.live[r.Code.Value] = r
		return
	}
	for _, w := range r.Wire {
		c.wires = append(c.wires, retired{r, identityOf(w.Value)})
	}
}

func (c *checker) check(f *spec.File, e *spec.Error) {
	now := rowOf(f, e)
	if r := c.codes[now.Code.Value]; r != nil {
		if r.Kind.Value != now.Kind.Value || f.Own.Value && !slices.Equal(values(r.Wire), values(now.Wire)) {
			c.Report(e.Name.Pos, "choose a name that was never used, or give the entry back what it meant", "name must not be that of a retired error with another meaning; found %s, which was %s", now.Code.Value, r)
		}
		return // it is back as what it was
	}
	if r := c.pages[now.Dirs()[0]]; r != nil && c.isOther(r, e) {
		c.Report(e.Name.Pos, "give another one with slug", "the page must not be one that another error had; found %s, which was the page of %s", now.Page.Value, r.Code.Value)
	}
	if f.Own.Value {
		c.checkWire(f, e, now.Wire)
	}
}

// checkWire reports the rules of an entry that take what identified retired errors. What
// a rule took when it was published it may go on taking.
func (c *checker) checkWire(f *spec.File, e *spec.Error, rules []yaml.Text) {
	before := c.live[string(e.Code)]
	for i, w := range rules {
		if before != nil && slices.Contains(values(before.Wire), w.Value) {
			continue
		}
		now := identityOf(w.Value)
		for _, was := range c.wires {
			taken, ok := now.takes(&was.identity)
			if !ok || was.row.prefix() != f.CodePrefix || !c.isOther(was.row, e) {
				continue
			}
			code := was.row.Code.Value
			_, name, _ := strings.Cut(code, ".")
			c.Report(placeOf(e, i), "if it is the same error, say renamed_from: [{name: "+name+"}]; if "+code+" was never published, delete its line from the ledger", "an error must not reuse the identifier of a retired one; found %s, which identified %s", taken, code)
			break // another retired error with the same identifier says nothing new
		}
	}
}

// placeOf returns where the rule of an entry says by what it takes responses.
func placeOf(e *spec.Error, rule int) yaml.Pos {
	places := []yaml.Pos{e.WireCode.Pos, e.WireType.Pos, e.Name.Pos}
	if len(e.Match) > 0 {
		r := &e.Match[rule]
		places = append([]yaml.Pos{r.WireCode.Pos, r.WireType.Pos}, places...)
	}
	return places[slices.IndexFunc(places, yaml.Pos.IsSet)]
}

// isOther reports whether a row is that of another error than e.
func (c *checker) isOther(r *Row, e *spec.Error) bool {
	_, now := r.Now(c.book)
	return now != e
}

// String says what a row means: "conflict, 409 gone".
func (r *Row) String() string {
	return strings.Join(append([]string{r.Kind.Value}, values(r.Wire)...), ", ")
}

func values(texts []yaml.Text) []string {
	var list []string
	for _, t := range texts {
		list = append(list, t.Value)
	}
	return list
}

// Encode returns the file. The header is the line that marks generated files.
func (l *Ledger) Encode(header string) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "# %s\n# Every code that was ever published, so that none is used for something else. errbook\n# adds to it and takes nothing out: keep it under version control.\nversion: 1\n", header)
	if len(l.Outputs) > 0 {
		fmt.Fprintf(&b, "outputs: %s # where files that are no longer generated are found\n", quoteList(l.Outputs))
	}
	b.WriteString("codes:\n")
	for i := range l.Codes {
		l.Codes[i].encode(&b)
	}
	return b.Bytes()
}

// encode writes a row on a line.
func (r *Row) encode(b *bytes.Buffer) {
	fmt.Fprintf(b, "  - {code: %s, kind: %s, retry: %s", r.Code.Value, quote(r.Kind.Value), r.Retry.Value)
	encodeList(b, "wire", r.Wire)
	encodeList(b, "details", r.Details)
	fmt.Fprintf(b, ", page: %s", quote(r.Page.Value))
	if r.Provider.Value != "" {
		fmt.Fprintf(b, ", provider: %s", r.Provider.Value)
	}
	encodeList(b, "former_pages", r.Former)
	if r.Is.Value != "" {
		fmt.Fprintf(b, ", is: %s", r.Is.Value)
	}
	if r.Retired.Value {
		b.WriteString(", retired: true")
	}
	b.WriteString("}\n")
}

// encodeList writes a key with a list, nothing for an empty one.
func encodeList(b *bytes.Buffer, key string, items []yaml.Text) {
	if len(items) > 0 {
		fmt.Fprintf(b, ", %s: %s", key, quoteList(items))
	}
}

// quoteList returns a list of texts, each quoted.
func quoteList(list []yaml.Text) string {
	var quoted []string
	for _, t := range list {
		quoted = append(quoted, quote(t.Value))
	}
	return "[" + strings.Join(quoted, ", ") + "]"
}

// quote returns a text between apostrophes, in which nothing but those has a meaning.
func quote(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }
