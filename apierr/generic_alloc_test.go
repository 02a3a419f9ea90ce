//go:build !race

// The race detector makes sync.Pool forget at random, so the counts mean nothing there.

package apierr

import "testing"

// TestGenericVerdictAllocatesNothing goes through bodies of every make: escaped,
// quoted in one another, HTML and plain text.
func TestGenericVerdictAllocatesNothing(t *testing.T) {
	for _, body := range append(shapes, genericSamples[0].body, "<html><title>502 Bad Gateway</title></html>", "Bad Gateway",
		"Error code: 429 - "+genericSamples[0].body, `429 "No credits are left."`) {
		r := Response{Status: 429, Body: []byte(body)}
		if n := testing.AllocsPerRun(50, func() { Generic.Verdict(r) }); n != 0 {
			t.Errorf("%v allocations for %s", n, body)
		}
	}
}

func BenchmarkGenericVerdict(b *testing.B) {
	// The identifiers say too little, so that all phrases are looked for.
	r := Response{Status: 400, Body: []byte(`{"error":{"message":"The value of field top_p in this request is not between zero and one, so please correct it and send the request again.","type":"invalid_request_error","param":"top_p","code":null}}`)}
	b.ReportAllocs()
	for b.Loop() {
		Generic.Verdict(r)
	}
}
