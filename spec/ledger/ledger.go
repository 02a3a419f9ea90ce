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
	Is       yaml.Text   `yaml:"is,of=code" doc:"The code that it has now."`
	Retired  yaml.Bool   `yaml:"retired" doc:"The book no longer has it."`
}

// sets are the forms of what is written without quotes.
var sets = []yaml.Set{
	{Name: "code", Form: regexp.MustCompile(`^[a-z][a-z0-9]*\.[A-Z][A-Za-z0-9_]*$`), Must: "a code", Hint: "such as shop.OutOfStock"},
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
// longer are retired; none is taken out. A nil Ledger has none.
func (l *Ledger) With(book *spec.Book) *Ledger {
	out := new(Ledger)
	live := map[string]bool{}
	add := func(r Row) {
		live[r.Code.Value] = true
		out.Codes = append(out.Codes, r)
	}
	for _, f := range book.Files {
		for _, e := range f.Errors {
			row := rowOf(e)
			add(row)
			for _, former := range e.Renamed {
				old := row
				old.Code.Value = string(f.CodeOf(former.Name.Value))
				old.Page.Value = spec.Slug(former.Name.Value)
				old.Is.Value = row.Code.Value
				add(old)
			}
		}
	}
	for _, r := range l.rows() {
		if !live[r.Code.Value] {
			r.Is, r.Retired.Value = yaml.Text{}, true
			out.Codes = append(out.Codes, r)
		}
	}
	slices.SortFunc(out.Codes, func(a, b Row) int { return cmp.Compare(a.Code.Value, b.Code.Value) })
	return out
}

func (l *Ledger) rows() []Row {
	if l == nil {
		return nil
	}
	return l.Codes
}

// rowOf returns the row of an entry.
func rowOf(e *spec.Error) Row {
	r := Row{Code: text(string(e.Code)), Kind: text(e.Doc.Kind.String()), Retry: text(e.Doc.Retry.String()), Page: text(e.Slug.Value)}
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
// code is retired when the book no longer has it. A nil Ledger allows everything.
func (l *Ledger) Check(book *spec.Book) yaml.Problems {
	c := checker{codes: map[string]*Row{}, pages: map[string]*Row{}, wires: map[string]*Row{}}
	for i := range l.rows() {
		r := &l.Codes[i]
		_, live := book.Lookup(r.Code.Value)
		if r.Retired.Value {
			c.codes[r.Code.Value] = r
		} else if live != nil {
			continue
		}
		c.pages[r.provider()+"/"+r.Page.Value] = r
		for _, w := range r.Wire {
			c.wires[r.provider()+" "+identity(w.Value)] = r
		}
	}
	for _, f := range book.Files {
		c.Path, c.Place = f.Path, f.Place
		for _, e := range f.Errors {
			c.check(f, e)
		}
	}
	return c.Problems.Sorted()
}

// codeOf takes the code out of a rule. A code can have spaces, but surfaces and statuses,
// which alone come before it, have none.
var codeOf = regexp.MustCompile(`^(?:surface=\S+ )?(?:status=\S+ )?(code=.+?)(?: (?:type|field:[^ =]+|header:[^ =]+|message|message-not|close)=|$)`)

// identity returns what of a rule identifies an error: the code, where there is one.
func identity(rule string) string {
	if m := codeOf.FindStringSubmatch(rule); m != nil {
		return m[1]
	}
	return rule
}

// provider returns the provider of the code, as codes have it.
func (r *Row) provider() string {
	provider, _, _ := strings.Cut(r.Code.Value, ".")
	return provider
}

// A checker finds what was taken from retired codes.
type checker struct {
	yaml.Reporter
	codes, pages, wires map[string]*Row // of what is retired
}

func (c *checker) check(f *spec.File, e *spec.Error) {
	now := rowOf(e)
	if r := c.codes[now.Code.Value]; r != nil {
		if r.Kind.Value != now.Kind.Value || f.Own.Value && !slices.Equal(values(r.Wire), values(now.Wire)) {
			c.Report(e.Name.Pos, "choose a name that was never used, or give the entry back what it meant", "name must not be that of a retired error with another meaning; found %s, which was %s", now.Code.Value, r)
		}
		return // it is back as what it was
	}
	former := map[string]bool{}
	for _, n := range e.Renamed {
		former[string(f.CodeOf(n.Name.Value))] = true
	}
	if r := c.pages[f.CodePrefix+"/"+now.Page.Value]; r != nil && !former[r.Code.Value] {
		c.Report(e.Name.Pos, "give another one with slug", "the page must not be that of a retired error; found %s, which was the page of %s", now.Page.Value, r.Code.Value)
	}
	for _, w := range now.Wire {
		if r := c.wires[f.CodePrefix+" "+identity(w.Value)]; r != nil && f.Own.Value && !former[r.Code.Value] {
			_, name, _ := strings.Cut(r.Code.Value, ".")
			c.Report(e.Name.Pos, "if it is the same error, say renamed_from: [{name: "+name+"}]; if "+r.Code.Value+" was never published, delete its line from the ledger", "an error must not be sent as a retired one was; found %s, which %s was sent with", identity(w.Value), r.Code.Value)
		}
	}
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
	for _, list := range []struct {
		key   string
		items []yaml.Text
	}{{"wire", r.Wire}, {"details", r.Details}} {
		if len(list.items) == 0 {
			continue
		}
		fmt.Fprintf(b, ", %s: %s", list.key, quoteList(list.items))
	}
	fmt.Fprintf(b, ", page: %s", quote(r.Page.Value))
	if r.Is.Value != "" {
		fmt.Fprintf(b, ", is: %s", r.Is.Value)
	}
	if r.Retired.Value {
		b.WriteString(", retired: true")
	}
	b.WriteString("}\n")
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
