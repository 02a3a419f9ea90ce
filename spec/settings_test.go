package spec

import (
	"strings"
	"testing"
	"testing/fstest"
)

// What errbook.yaml says of all spec files counts when their samples are tried: the same
// samples are tests of the generated packages, which judge so.
func TestSettingsCountForSamples(t *testing.T) {
	const file = `version: 1
provider: shop
name: Shop
sources: [{id: errors, url: "https://shop.example/errors"}]
errors:
  - name: SoldOut
    title: Sold out
    summary: The item is sold out.
    kind: provider_error
    status: 418
    causes: [Somebody else bought the last piece.]
    fixes: [Order another item.]
    sources: [errors]
    samples: [{status: 418, body: '{"error": {"message": "Hm."}}'}]
    near_misses: [{status: 418, body: '{"error": {"message": "Rate limit reached"}}'}]
`
	fsys := fstest.MapFS{"spec/shop.yaml": {Data: []byte(file)}}
	for _, generic := range []string{"", "ai", "http"} {
		if _, err := (Settings{Generic: generic}).LoadFS(fsys, "spec"); err != nil {
			t.Errorf("%q: %v", generic, err)
		}
	}
	_, err := Settings{Generic: "none"}.LoadFS(fsys, "spec")
	if err == nil || !strings.Contains(err.Error(), "spec/shop.yaml:15:") {
		t.Errorf("the near miss is the error itself: %v", err)
	}
}
