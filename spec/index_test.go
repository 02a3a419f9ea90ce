package spec

import (
	"testing"

	"github.com/errbook/errbook/apierr"
)

// firstTaker is what the index must say: it asks all rules, one after the other.
func firstTaker(rows []*Row, f *apierr.Fields) apierr.Verdict {
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
	book, err := LoadBuiltin()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range book.Files {
		index, compared := newRowIndex(f.Rows), 0
		for _, x := range askedFor(f) {
			compared++
			if got, want := index.classify(&x), firstTaker(f.Rows, &x); got != want {
				t.Fatalf("%s: status %d, code %q, type %q, surface %q: the index says %v, the rules %v",
					f.Provider.Value, x.Status, x.Code, x.Type, x.Surface, got, want)
			}
		}
		if compared < len(f.Rows) {
			t.Errorf("%s: %d responses compared for %d rules", f.Provider.Value, compared, len(f.Rows))
		}
	}
}

// askedFor lists responses of every code with every type that a file's rules
// ask for, each under a few statuses and with each rule's first phrase in turn.
func askedFor(f *File) []apierr.Fields {
	codes, types, phrases := []string{"", "no_such_code"}, []string{"", "no_such_type"}, []string{""}
	surfaces := append(f.Surfaces.Keys(), "")
	for _, r := range f.Rows {
		codes = append(append(codes, r.Codes.Values...), r.Codes.Prefix)
		types = append(append(types, r.Types.Values...), r.Types.Prefix)
		phrases = append(phrases, r.Any...)
	}
	statuses := []int{0, 400, 401, 402, 403, 404, 422, 429, 500, 503, 529}
	var list []apierr.Fields
	for i, code := range codes {
		for j, typ := range types {
			for k, surface := range surfaces {
				n := i + j + k
				list = append(list, apierr.Fields{Code: code, Type: typ, Surface: surface, Status: statuses[n%len(statuses)], Message: phrases[n%len(phrases)]})
			}
		}
	}
	return list
}
