package reader

import (
	"math"
	"strings"
	"testing"
	"time"

	"github.com/errbook/errbook/internal/reader/readertest"
)

// Bodies that repeat what something is looked for behind are read as apierr reads them,
// in time that grows as they do: eight times the length takes eight times as long, or
// 64 times if a pattern reads one again and again.
func TestHostileBodies(t *testing.T) {
	book := siteBook(t)
	n := inNode(t, book)
	long := hostile(64 << 10)
	times, most := timeOf(n, long)/timeOf(n, hostile(8<<10)), 6.0
	t.Logf("%.1f times as long", times)
	if times > most {
		t.Errorf("bodies of eight times the length took %.1f times as long; at most %.0f are allowed", times, most)
	}
	compare(t, n, book, map[string][]readertest.Response{"hostile": long})
}

// hostile returns responses whose bodies are so long.
func hostile(length int) (list []readertest.Response) {
	for _, part := range []string{"<", "<Body ", "<Body>", "</", "<?", "<a:", "<h1>", `\"`, "{'", "StatusCode.", "StatusCode.A details = ", `details = "`, "rpc error: code = ", "try again in ", "Caused by: "} {
		for _, head := range []string{"", "<s:Envelope>", "Error: "} {
			body := head + strings.Repeat(part, (length-len(head))/len(part))
			list = append(list, readertest.Response{Status: 200, Body: body}, readertest.Response{Status: 500, Body: body})
		}
	}
	return list
}

// timeOf returns the seconds that it takes to read responses, the shorter of two times.
func timeOf(n *node, list []readertest.Response) float64 {
	best := time.Duration(math.MaxInt64)
	for range 2 {
		start := time.Now()
		n.read(list)
		best = min(best, time.Since(start))
	}
	return best.Seconds()
}
