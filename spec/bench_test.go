package spec

import (
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"

	"gopkg.in/yaml.v3"
)

// bigFile returns a spec file of n errors, each as long as a real one.
func bigFile(n int) []byte {
	var b strings.Builder
	b.WriteString(`version: 1
provider: acme
name: Acme
sources:
  - {id: errors, url: "https://docs.acme.example/errors", verified: 2026-11-20}
errors:
`)
	for i := range n {
		fmt.Fprintf(&b, `  - name: Error%[1]d
    title: Error number %[1]d
    summary: The request met the condition that has the number %[1]d.
    status: 429
    code: ERROR_%[1]d
    kind: rate_limited
    causes:
      - The client sent more than the plan with the number %[1]d allows in one minute.
      - Another client of the same account did.
    fixes:
      - Wait as long as the header `+"`retry-after`"+` says, then send the request again.
    sources: [errors]
    samples:
      - {status: 429, body: '{"error":{"code":"ERROR_%[1]d","message":"Slow down."}}'}
`, i)
	}
	return []byte(b.String())
}

// BenchmarkDecode measures Decode on 10,000 errors against the YAML library
// alone, turn by turn; the metric x/yaml is their quotient, which should stay
// under 1.25.
func BenchmarkDecode(b *testing.B) {
	data := bigFile(10000)
	b.SetBytes(int64(len(data)))
	var library, all time.Duration
	for b.Loop() {
		runtime.GC()
		start := time.Now()
		var doc yaml.Node
		if err := yaml.Unmarshal(data, &doc); err != nil {
			b.Fatal(err)
		}
		library += time.Since(start)
		runtime.GC() // or Decode would clear up after the library
		start = time.Now()
		if _, problems := Decode("big.yaml", data); len(problems) > 0 {
			b.Fatal(problems)
		}
		all += time.Since(start)
	}
	b.ReportMetric(all.Seconds()/library.Seconds(), "x/yaml")
	b.ReportMetric(all.Seconds()*1e3/float64(b.N), "ms/decode")
}

// BenchmarkCheck measures Check, rules and samples included.
func BenchmarkCheck(b *testing.B) {
	data := bigFile(1000)
	for b.Loop() {
		b.StopTimer()
		f, _ := Decode("big.yaml", data)
		b.StartTimer()
		if _, problems := Check([]*File{f}); len(problems) > 0 {
			b.Fatal(problems)
		}
	}
}
