package spec

import (
	"iter"
	"testing"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/apierr/wire"
)

// firstTaker is what the index must say: it asks all rules, one after the other.
func firstTaker(rows []*Row, f *wire.Fields) apierr.Verdict {
	for _, r := range rows {
		if r.takes(f) {
			return r.verdict()
		}
	}
	return apierr.Verdict{}
}

// TestRowIndex holds the index against the rules in their order: every code and
// type of every file of the book, together, under the statuses and on the
// surfaces that rules tell apart.
func TestRowIndex(t *testing.T) {
	if testing.Short() {
		t.Skip("compares every code and type of the book")
	}
	book, err := LoadBuiltin()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range book.Files {
		index, compared := newClauseIndex(clauses(f.Rows)), 0
		for x := range askedFor(f) {
			compared++
			if got, want := index.classify(x), firstTaker(f.Rows, x); got != want {
				t.Fatalf("%s: status %d, code %q, type %q, surface %q: the index says %v, the rules %v",
					f.Provider.Value, x.Status, x.Code, x.Type, x.Surface, got, want)
			}
		}
		if compared < len(f.Rows) {
			t.Errorf("%s: %d responses compared for %d rules", f.Provider.Value, compared, len(f.Rows))
		}
	}
}

// askedFor yields responses of every code with every type that a file's rules
// ask for, each under a few statuses and with each rule's first phrase in turn. The Fields
// are the same ones each time: millions of copies would take gigabytes.
func askedFor(f *File) iter.Seq[*wire.Fields] {
	codes, types, phrases := []string{"", "no_such_code"}, []string{"", "no_such_type"}, []string{""}
	surfaces := append(f.Surfaces.Keys(), "")
	for _, r := range f.Rows {
		codes = append(append(codes, r.Codes.Values...), r.Codes.Prefix)
		types = append(append(types, r.Types.Values...), r.Types.Prefix)
		phrases = append(phrases, r.Any...)
	}
	statuses := []int{0, 400, 401, 402, 403, 404, 422, 429, 500, 503, 529}
	return func(yield func(*wire.Fields) bool) {
		var x wire.Fields
		for i, code := range codes {
			for j, typ := range types {
				for k, surface := range surfaces {
					n := i + j + k
					x = wire.Fields{Code: code, Type: typ, Surface: surface, Status: statuses[n%len(statuses)], Message: phrases[n%len(phrases)]}
					if !yield(&x) {
						return
					}
				}
			}
		}
	}
}
