package site

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/errbook/errbook/spec"
)

// The pages of a book of one API repeat neither its name on the way to a page, nor a
// title as its own summary, nor speak of several APIs.
func TestOneBookRepeatsNothing(t *testing.T) {
	book, err := spec.LoadFS(fstest.MapFS{"shop.yaml": {Data: []byte(groupedShop)}}, "shop.yaml")
	if err != nil {
		t.Fatal(err)
	}
	pages := build(t, book, testOptions)
	page := string(pages["shop/sold-out/index.html"])
	way, _, _ := strings.Cut(page, "</nav>\n<article")
	if way = way[strings.LastIndex(way, "<ol>")+1:]; strings.Count(way, "<li>") != 2 {
		t.Errorf("the way to a page has other steps than home and the page: %s", way)
	}
	if strings.Contains(page, `class="lead"`) {
		t.Error("the summary Sold out. is shown below the title Sold out")
	}
	if list := string(pages["404/index.html"]); !strings.Contains(list, ">What a 404 can mean.<") {
		t.Errorf("the page of a status says:\n%s", list)
	}
}

// Nobody says at what depth a server shows the page for URLs that lead nowhere, so none
// of its links depend on that; and it is not a copy of another page.
func TestMissingPageAtAnyDepth(t *testing.T) {
	page := string(build(t, testBook(t), testOptions)["404.html"])
	for _, part := range strings.Split(page, `href="`)[1:] {
		if link, _, _ := strings.Cut(part, `"`); !strings.HasPrefix(link, "/") && !strings.HasPrefix(link, "#") && !strings.HasPrefix(link, "data:") {
			t.Errorf("it has the link %s", link)
		}
	}
	if strings.Contains(page, "canonical") || !strings.Contains(page, `<script src="/site.js"`) || !strings.Contains(page, `data-root="/"`) {
		t.Errorf("its head is not that of a page without a place:\n%s", page)
	}
}
