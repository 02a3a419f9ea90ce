package site

import (
	"bytes"
	"fmt"
	"html/template"
	"io"
	"math"
	"os"
	"path"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/errbook/errbook/spec"
)

// largeBook has n errors, a hundred of each provider.
func largeBook(t testing.TB, n int) *spec.Book {
	t.Helper()
	data, err := os.ReadFile("testdata/book/acme.yaml")
	if err != nil {
		t.Fatal(err)
	}
	head, _, _ := strings.Cut(string(data), "guides:\n")
	var files []*spec.File
	for p := range (n + 99) / 100 {
		var b strings.Builder
		b.WriteString(strings.NewReplacer("provider: ac-me", fmt.Sprintf("provider: acme-%d", p), "hosts: [api.acme.example, \"*.eu.acme.example\"]\n", "").Replace(head))
		b.WriteString("errors:\n")
		for e := range min(100, n-p*100) {
			fmt.Fprintf(&b, `
  - name: Trouble%[1]dOfSomeSort
    title: Trouble %[1]d of some sort
    summary: The request came to nothing because of trouble number %[1]d, which needs somebody to look at it.
    surface: api
    status: %[2]d
    code: trouble_%[1]d
    kind: invalid_request
    causes: [A field has a value that nobody expects., Two fields contradict each other in a way that is hard to see.]
    fixes: ["Correct the field, and send the request again.", Read the documentation of the endpoint.]
    sources: [errors]
    samples:
      - {status: %[2]d, body: '{"error":{"code":"trouble_%[1]d","message":"This is trouble of the sort number %[1]d"}}'}
`, e, 400+e%30)
		}
		f, problems := spec.Decode(fmt.Sprintf("acme-%d.yaml", p), []byte(b.String()))
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		files = append(files, f)
	}
	book, problems := spec.Check(files)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return book
}

// A counting Sink counts, and keeps nothing.
type counting struct {
	mu           sync.Mutex
	pages, bytes int
}

func (c *counting) Put(name string, data []byte) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if path.Ext(name) == ".html" {
		c.pages++
		c.bytes += len(data)
	}
	return nil
}

func (c *counting) Stream(_ string, write func(io.Writer) error) error { return write(io.Discard) }

// A site of ten thousand errors, with all its twins and data, written to disk:
// BenchmarkSiteInMemory, and the time that thirty thousand files take.
func BenchmarkSite(b *testing.B) {
	book := largeBook(b, 10_000)
	for b.Loop() {
		if _, err := Write(book, testOptions, b.TempDir()); err != nil {
			b.Fatal(err)
		}
	}
}

// The same without a disk. Compare with BenchmarkTemplateAlone: it must take at
// most three times that.
func BenchmarkSiteInMemory(b *testing.B) {
	book := largeBook(b, 10_000)
	for b.Loop() {
		if err := Build(book, testOptions, &counting{}); err != nil {
			b.Fatal(err)
		}
	}
}

// What html/template alone takes for as many pages of the same length: the
// lines of an error's page, each through one action.
func BenchmarkTemplateAlone(b *testing.B) {
	site := build(b, largeBook(b, 100), testOptions)
	page := strings.Split(string(site["acme-0/trouble7-of-some-sort/index.html"]), "\n")
	var count counting
	if err := Build(largeBook(b, 10_000), testOptions, &count); err != nil {
		b.Fatal(err)
	}
	tmpl := template.Must(template.New("page").Parse("{{range .}}<p>{{.}}</p>\n{{end}}"))
	b.ReportMetric(float64(count.pages), "pages")
	for b.Loop() {
		for range count.pages {
			if err := tmpl.Execute(&bytes.Buffer{}, page); err != nil {
				b.Fatal(err)
			}
		}
	}
}

// The memory that is in use while a site is written does not grow with the
// number of its pages, beyond the lists of what is on them.
func TestMemoryDoesNotGrowWithPages(t *testing.T) {
	if testing.Short() {
		t.Skip("builds sites of thousands of pages")
	}
	peak := func(book *spec.Book) uint64 {
		s := &sampling{}
		s.base = heapInUse()
		if err := Build(book, testOptions, s); err != nil {
			t.Fatal(err)
		}
		return s.peak
	}
	small, large := peak(largeBook(t, 200)), peak(largeBook(t, 1000))
	const perError = 4 << 10 // a page and its twins have more than 12 KB
	if allowed := small + 800*perError; large > allowed {
		t.Errorf("1000 errors take %d KB, 200 take %d KB", large>>10, small>>10)
	}
}

// A sampling Sink looks at the heap now and then.
type sampling struct {
	counting
	n    atomic.Int64
	base uint64
	mu   sync.Mutex
	peak uint64
}

func (s *sampling) Put(name string, data []byte) error {
	if s.n.Add(1)%300 == 0 {
		s.mu.Lock()
		if now := heapInUse(); now > s.base {
			s.peak = max(s.peak, now-s.base)
		}
		s.mu.Unlock()
	}
	return s.counting.Put(name, data)
}

// heapInUse returns the least of a few readings, because other goroutines make
// garbage between a collection and the reading.
func heapInUse() uint64 {
	least := uint64(math.MaxUint64)
	for range 5 {
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		least = min(least, m.HeapAlloc)
	}
	return least
}
