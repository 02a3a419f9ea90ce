package generator_test

import (
	"fmt"
	"go/format"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"gopkg.in/yaml.v3"

	"github.com/errbook/errbook/generator"
	"github.com/errbook/errbook/spec"
)

// options are those of this repository's own errbook.yaml.
var options = generator.Options{
	Spec: "spec/providers", Go: "generated", Packages: generator.Packages{Path: "github.com/errbook/errbook/generated", Suffix: "err"},
	Docs: "generated/docs", JSON: "generated/catalog.json", Catalog: true, SameModule: true,
}

// BenchmarkGenerate measures a whole generation, from the bytes of the spec
// files to the bytes of the generated ones, and reports its CPU time as a
// multiple of the floor: what yaml.v3 takes to read the same files plus what
// go/format takes to format the same Go.
func BenchmarkGenerate(b *testing.B) {
	for _, n := range []int{1000, 10000} {
		b.Run(fmt.Sprintf("synthetic-%d", n), func(b *testing.B) { benchmarkGenerate(b, syntheticBook(n)) })
	}
	b.Run("three", func(b *testing.B) { benchmarkGenerate(b, specFiles(b, "fashn", "fireworks", "fluent")) })
	b.Run("book", func(b *testing.B) { benchmarkGenerate(b, specFiles(b)) })
}

func benchmarkGenerate(b *testing.B, files map[string][]byte) {
	var own, floor time.Duration
	for b.Loop() {
		start := cpuTime(b)
		plan := generateBytes(b, files)
		own += cpuTime(b) - start
		start = cpuTime(b)
		readAndFormat(b, files, plan)
		floor += cpuTime(b) - start
	}
	b.ReportMetric(float64(own)/float64(floor), "x-floor")
	b.ReportMetric(own.Seconds()*1000/float64(b.N), "cpu-ms/op")
}

func generateBytes(b *testing.B, files map[string][]byte) *generator.Plan {
	var decoded []*spec.File
	for name, data := range files {
		f, problems := spec.Decode(name, data)
		if len(problems) > 0 {
			b.Fatal(problems)
		}
		decoded = append(decoded, f)
	}
	book, problems := spec.Check(decoded)
	if len(problems) > 0 {
		b.Fatal(problems)
	}
	plan, err := generator.New(book, options)
	if err != nil {
		b.Fatal(err)
	}
	return plan
}

// readAndFormat is the floor.
func readAndFormat(b *testing.B, files map[string][]byte, plan *generator.Plan) {
	for _, data := range files {
		var node yaml.Node
		if err := yaml.Unmarshal(data, &node); err != nil {
			b.Fatal(err)
		}
	}
	for _, f := range plan.Files {
		if strings.HasSuffix(f.Path, ".go") {
			if _, err := format.Source(f.Data); err != nil {
				b.Fatal(err)
			}
		}
	}
}

// specFiles reads spec files of the book: the named ones, or all.
func specFiles(tb testing.TB, providers ...string) map[string][]byte {
	names, err := filepath.Glob("../spec/providers/*.yaml")
	if err != nil || len(names) == 0 {
		tb.Fatal("no spec files", err)
	}
	files := map[string][]byte{}
	for _, name := range names {
		id := strings.TrimSuffix(filepath.Base(name), ".yaml")
		if len(providers) > 0 && !strings.Contains(" "+strings.Join(providers, " ")+" ", " "+id+" ") {
			continue
		}
		data, err := os.ReadFile(name)
		if err != nil {
			tb.Fatal(err)
		}
		files[filepath.ToSlash(name)] = data
	}
	return files
}

// syntheticBook makes one spec file for every hundred errors, each as rich as
// an ordinary entry.
func syntheticBook(n int) map[string][]byte {
	kinds := []string{"invalid_request", "insufficient_credits", "rate_limited", "overloaded", "model_not_found", "provider_error"}
	files := map[string][]byte{}
	const perFile = 100
	for p := range n / perFile {
		var b strings.Builder
		fmt.Fprintf(&b, "version: 1\nprovider: maker%d\nname: Maker %d\nhosts: [api.maker%d.example]\n", p, p, p)
		b.WriteString("sources:\n  - {id: errors, url: \"https://maker.example/errors\", verified: 2026-11-20}\n")
		b.WriteString("wire:\n  code: [error.code]\n  message: [error.message]\nerrors:\n")
		for i := range perFile {
			fmt.Fprintf(&b, `  - name: Trouble%d
    title: Trouble of sort %d
    summary: The request met trouble of sort %d on its way.
    status: %d
    code: trouble_%d
    kind: %s
    causes: [The field number %d holds a value that is out of range., The other field contradicts it.]
    fixes: [Set the field number %d to a value between 1 and 10., Leave out the other field.]
    sources: [errors]
    samples:
      - {status: %d, body: '{"error":{"code":"trouble_%d","message":"The field number %d is wrong."}}'}
`, i, i, i, 400+i%30, i, kinds[i%len(kinds)], i, i, 400+i%30, i, i)
		}
		files[fmt.Sprintf("spec/maker%d.yaml", p)] = []byte(b.String())
	}
	return files
}
