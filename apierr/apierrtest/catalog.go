package apierrtest

import (
	"strings"
	"testing"

	"github.com/errbook/errbook/apierr"
)

// Catalog fails unless a catalog finds each of its providers by id, by package
// name and by host, and each code that file lists, old names included, with
// the title that it lists; and unless it finds nothing that is unknown.
// The file has one code and its title per line; lines that begin with # do not count.
func Catalog(t testing.TB, providers []*apierr.Provider, find, forHost func(string) *apierr.Provider, lookup func(apierr.Code) *apierr.Doc, file string) {
	t.Helper()
	for _, p := range providers {
		for _, id := range []string{p.ID(), strings.ReplaceAll(p.ID(), "-", "")} {
			if find(id) != p {
				t.Errorf("Find(%q) does not return the provider %s%s", id, p.ID(), advice)
			}
		}
		for _, host := range p.Facts().Hosts {
			example := strings.Replace(host, "*", "example", 1)
			if forHost(example) != p {
				t.Errorf("ForHost(%q) does not return the provider %s%s", example, p.ID(), advice)
			}
		}
	}
	if find("") != nil || forHost("") != nil || forHost("nobody.invalid") != nil {
		t.Errorf("the catalog finds a provider for an unknown id or host%s", advice)
	}
	catalogCodes(t, lookup, file)
	unknownCodes(t, lookup)
}

func catalogCodes(t testing.TB, find lookup, file string) {
	t.Helper()
	for line := range strings.Lines(string(readFile(t, file))) {
		code, title, ok := strings.Cut(strings.TrimSpace(line), " ")
		if !ok || code == "#" {
			continue
		}
		switch d := find(apierr.Code(code)); {
		case d == nil:
			t.Errorf("Lookup(%q) found nothing, but %s lists the code%s", code, file, advice)
		case d.Title != title:
			t.Errorf("the title of %s is %q, but %s says %q%s", code, d.Title, file, title, advice)
		}
	}
}
