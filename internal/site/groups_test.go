package site

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/errbook/errbook/spec"
)

const groupedShop = `version: 1
provider: shop
name: Shop
own: true
surfaces:
  job: {http: 200, body: {ok: "false"}}
groups:
  stock: {title: "Stock & <b>orders</b>", errors: [SoldOut, Late]}
errors:
  - {name: Slow, status: 429, causes: [Many orders.], fixes: [Order later.]}
  - {name: SoldOut, status: 404, causes: [Nothing is left.], fixes: [Order something else.]}
  - {name: Late, code: late, surface: job, kind: job_failed, causes: [The van is late.], fixes: [Wait for it.]}
`

// Where a file sorts its errors, the list of its errors has a part for each group, in
// HTML and in Markdown.
func TestGroupsAreParts(t *testing.T) {
	book, err := spec.LoadFS(fstest.MapFS{"shop.yaml": {Data: []byte(groupedShop)}}, "shop.yaml")
	if err != nil {
		t.Fatal(err)
	}
	pages := build(t, book, testOptions)
	inOrder(t, string(pages["shop/index.html"]),
		`>Anywhere in the API: Stock &amp; &lt;b&gt;orders&lt;/b&gt;</th>`, ">Sold out<", ">Anywhere in the API: Other errors</th>", ">Slow<",
		`>job: Stock &amp; &lt;b&gt;orders&lt;/b&gt;</th>`, ">Late<")
	inOrder(t, string(pages["index.html"]), ">Anywhere in the API: Other errors</th>", ">Slow<")
	inOrder(t, string(pages["shop/index.md"]),
		"\n## Anywhere in the API: Stock & &#60;b>orders&#60;/b>\n", "[Sold out]", "\n## Anywhere in the API: Other errors\n", "[Slow]", "[Late]")
}

// The page of an error says what its groups are called, in HTML and in Markdown, and not
// only their identifiers.
func TestGroupsHaveTheirTitles(t *testing.T) {
	book, err := spec.LoadFS(fstest.MapFS{"shop.yaml": {Data: []byte(groupedShop)}}, "shop.yaml")
	if err != nil {
		t.Fatal(err)
	}
	pages := build(t, book, testOptions)
	inOrder(t, string(pages["shop/sold-out/index.html"]), "<dt>Groups</dt>", "Stock &amp; &lt;b&gt;orders&lt;/b&gt;", "<code>shop.stock</code>")
	inOrder(t, string(pages["shop/sold-out/index.md"]), "- Groups: Stock & &#60;b>orders&#60;/b> (`shop.stock`)")
}

// inOrder checks that a page has all texts, one after the other.
func inOrder(t *testing.T, page string, texts ...string) {
	t.Helper()
	for _, text := range texts {
		_, after, found := strings.Cut(page, text)
		if !found {
			t.Fatalf("the page has no %q after what comes before it:\n%s", text, page)
		}
		page = after
	}
}
