package site

import (
	"strings"
	"testing"

	"github.com/errbook/errbook/spec"
)

// A book's own kinds and families have pages as errbook's have, and what is said
// of them is text.
func TestOwnKinds(t *testing.T) {
	book, err := spec.Load("testdata/ownkinds")
	if err != nil {
		t.Fatal(err)
	}
	pages := build(t, book, testOptions)
	for page, texts := range map[string][]string{
		"kinds/index.html":                  {"out_of_warehouse", "Échantillon &lt;b&gt;of none&lt;/b&gt; is left"},
		"kinds/out_of_warehouse/index.html": {"Échantillon &lt;b&gt;of none", "kindserr.<wbr>Out<wbr>Of<wbr>Warehouse", "family-stock/index.html", "Sold out", "Stock is counted"},
		"kinds/family-stock/index.html":     {"what was asked for is not in stock", "Sold out"},
		"kinds/family-throttle/index.html":  {"Stock is counted", "Too fast"},
		"kinds/warehouse_busy/index.json":   {`"shop.Counting"`},
		"shop/sold-out/index.html":          {"kinds/out_of_warehouse/index.html", "kinds/family-stock/index.html", "The item is sold out."},
		"shop/sold-out/index.json":          {`"own_kind"`, `"family": "stock"`},
		"index.json":                        {`"kind": "out_of_warehouse"`, `"go": "kindserr.OutOfWarehouse"`},
		"errors.json":                       {`"kind":"out_of_warehouse","go":"kindserr.OutOfWarehouse","family":"stock"`, `{"family":"stock","meaning":"what was asked for is not in stock","kinds":["out_of_warehouse"]}`},
		"kinds/index.md":                    {"[warehouse_busy](warehouse_busy/index.md)"},
		"search.js":                         {`"out_of_warehouse"`},
		"llms.txt":                          {"kinds/out_of_warehouse/index.md"},
	} {
		for _, text := range texts {
			if !strings.Contains(string(pages[page]), text) {
				t.Errorf("%s has no %q in\n%s", page, text, pages[page])
			}
		}
	}
}
