package doctext

import (
	"strings"
	"sync"
	"sync/atomic"

	"github.com/errbook/errbook/apierr/errdoc"
)

// A Table is the documentation of a provider's errors. It is safe for use by several
// goroutines, and must not be copied after first use.
type Table struct {
	Prefix string // of the codes: "openai"
	Text   string // as Encode writes it

	once    sync.Once
	head    []string // the lines before the first error
	entries []entry
	byName  map[string]int // also by former names
}

// An entry is the documentation of an error, as text until it is asked for.
type entry struct {
	text string
	doc  atomic.Pointer[errdoc.Doc]
}

// Lookup returns the documentation of a code or former code, or nil if there is none. It
// returns the same pointer each time; the result must not be changed.
func (t *Table) Lookup(code errdoc.Code) *errdoc.Doc {
	name, ok := strings.CutPrefix(string(code), t.Prefix)
	if !ok || !strings.HasPrefix(name, ".") {
		return nil
	}
	t.once.Do(t.open)
	i, ok := t.byName[name[1:]]
	if !ok {
		return nil
	}
	e := &t.entries[i]
	if doc := e.doc.Load(); doc != nil {
		return doc
	}
	e.doc.CompareAndSwap(nil, t.decode(e.text))
	return e.doc.Load()
}

// open notes where each error's paragraph is.
func (t *Table) open() {
	head, rest, _ := strings.Cut(strings.TrimSuffix(t.Text, "\n"), "\n\n")
	t.head = strings.Split(head, "\n")
	n := strings.Count(rest, "\n\n") + 1
	t.entries = make([]entry, 0, n)
	t.byName = make(map[string]int, n)
	for rest != "" {
		var text string
		text, rest, _ = strings.Cut(rest, "\n\n")
		name, _, _ := strings.Cut(text, ":")
		t.byName[name] = len(t.entries)
		for former := range valuesOf(text, "\nformerly ") {
			t.byName[former] = len(t.entries)
		}
		t.entries = append(t.entries, entry{text: text})
	}
}

// valuesOf returns the first word of each line that begins with a key, which has the end
// of the line before in it.
func valuesOf(text, key string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		for {
			_, after, found := strings.Cut(text, key)
			if !found {
				return
			}
			line, _, _ := strings.Cut(after, "\n")
			word, _, _ := strings.Cut(line, " ")
			if !yield(word) {
				return
			}
			text = after
		}
	}
}
