package site

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/errbook/errbook/spec"
)

const sendingShop = `version: 1
provider: shop
name: Shop
own: true
errors:
  - {name: Gone, status: 404, detail: "Nothing {{at all}} is left.", causes: [It was sold.], fixes: [Choose another.]}
  - name: Few
    status: 409
    kind: precondition_failed
    detail: "Only {left} of {item} are left."
    params: {left: int, item: string}
    causes: [Others were first.]
    fixes: [Order fewer.]
    samples:
      - {status: 409, body: '{"code":"few","left":7,"item":"A1"}'}
`

// The page of an error of one's own API shows what the server sends: the message, not an
// ellipsis, and details, those of a sample where one has them.
func TestOwnErrorIsShownAsItIsSent(t *testing.T) {
	book, err := spec.LoadFS(fstest.MapFS{"shop.yaml": {Data: []byte(sendingShop)}}, "shop.yaml")
	if err != nil {
		t.Fatal(err)
	}
	pages := build(t, book, testOptions)
	gone, few := string(pages["shop/gone/index.html"]), string(pages["shop/few/index.html"])
	inOrder(t, gone, "<dt>Message</dt><dd>Nothing {at all} is left.</dd>", "<p>For example:</p>", "&#34;detail&#34;: &#34;Nothing {at all} is left.&#34;\n")
	inOrder(t, few, "<dt>Message</dt><dd>Only {left} of {item} are left.</dd>",
		"&#34;detail&#34;: &#34;Only 7 of A1 are left.&#34;,\n  &#34;left&#34;: 7,\n  &#34;item&#34;: &#34;A1&#34;\n")
	for _, page := range []string{gone, few} {
		if _, shown, _ := strings.Cut(page, "<p>For example:</p>"); strings.Contains(shown, "…") {
			t.Errorf("an ellipsis is shown:\n%s", shown)
		}
	}
}
