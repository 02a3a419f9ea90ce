package site

import (
	"bytes"
	"path"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/errbook/errbook/spec"
)

var facetLink = regexp.MustCompile(`<li><a href="([^"]*)" data-value="[^"]*">[^<]* <b>(\d+)</b></a></li>`)

// Without a script, the links of filters lead to exactly as many errors as they
// say.
func testFacetLinks(t *testing.T, site map[string][]byte) {
	links := 0
	for name, data := range site {
		if path.Ext(name) != ".html" || !bytes.Contains(data, []byte(`class="facets"`)) {
			continue
		}
		for _, m := range facetLink.FindAllSubmatch(data, -1) {
			links++
			want, err := strconv.Atoi(string(m[2]))
			if err != nil {
				t.Fatal(err)
			}
			if got := rowsBehind(site, name, string(m[1])); got != want {
				t.Errorf("%s says that there are %d errors behind %s; there are %d", name, want, m[1], got)
			}
		}
	}
	if links < 3000 {
		t.Errorf("%d links were followed", links)
	}
}

// rowsBehind returns how many errors a link leads to: those of a list, those of a
// provider's part of it, or the one whose page it is.
func rowsBehind(site map[string][]byte, from, link string) int {
	file, id, _ := strings.Cut(link, "#")
	name := from
	if file != "" {
		name = path.Join(path.Dir(from), file)
	}
	data := site[name]
	if bytes.Contains(data, []byte(`<article class="error">`)) {
		return 1
	}
	if id == "" {
		return bytes.Count(data, []byte("<tr data-kind="))
	}
	_, group, _ := bytes.Cut(data, []byte(`<tbody class="group" id="`+id+`">`))
	group, _, _ = bytes.Cut(group, []byte("</tbody>"))
	return bytes.Count(group, []byte("<tr data-kind="))
}

// The page of a class of statuses has every error of the class, also those whose
// rules ask for one status of it, or for none.
func testClassOfStatuses(t *testing.T, book *spec.Book, site map[string][]byte) {
	page := site["5xx/index.html"]
	n := 0
	for _, f := range book.Files {
		for _, e := range f.Errors {
			if !strings.HasPrefix(strings.Join(e.Doc.Statuses, ""), "5") {
				continue
			}
			n++
			if !bytes.Contains(page, []byte(`href="../`+errorDir(f, e)+`/index.html"`)) {
				t.Errorf("/5xx/ lacks %s", e.Code)
			}
		}
	}
	if n < 100 {
		t.Errorf("%d errors have a status of 5xx", n)
	}
}
