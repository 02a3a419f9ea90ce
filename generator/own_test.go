package generator_test

import (
	"path"
	"regexp"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
)

// identifiers are what the pages show as code: names that are the same in every book.
var identifiers = regexp.MustCompile("`[^`]*`")

// The pages of a book whose APIs are its own call nobody a provider, and say nothing of
// models and prompts, in which its errors have no part.
func TestPagesOfAnOwnAPI(t *testing.T) {
	archive, err := txtar.ParseFile("testdata/own.txtar")
	if err != nil {
		t.Fatal(err)
	}
	pages := 0
	for _, f := range planOf(t, archive).Files {
		if path.Ext(f.Path) != ".md" {
			continue
		}
		pages++
		for line := range strings.Lines(identifiers.ReplaceAllString(string(f.Data), "")) {
			for _, word := range []string{"provider", "model", "prompt", "fashn", "token"} {
				if strings.Contains(strings.ToLower(line), word) && !strings.HasPrefix(line, "## Family ") {
					t.Errorf("%s says %q: %s", f.Path, word, line)
				}
			}
		}
	}
	if pages != 4 {
		t.Errorf("there are %d pages", pages)
	}
}
