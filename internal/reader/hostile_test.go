package reader

import (
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/errbook/errbook/apierr/wire"
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
	for _, body := range repeated(length) {
		list = append(list, readertest.Response{Status: 200, Body: body}, readertest.Response{Status: 500, Body: body})
	}
	return list
}

// repeated returns texts that are so long, and that say one thing again and again.
func repeated(length int) (list []string) {
	for _, part := range []string{
		"<", "<Body ", "<Body>", "</", "<?", "<a:", "<h1", "<h1>", "<title", "<title>", "<p>x</p>", "<details>", `\"`, `"`, "'", "{'", "[", "[]", "{}", ":", "a:", `"a":1,`, "七", "é",
		"StatusCode.", "StatusCode.A details = ", `details = "`, "rpc error: code = ", "received 1008 (", "AError", "try again in ", "Caused by: ", "model ", "limit: 5 ", "429 ", "\n", "data: ",
	} {
		for _, head := range []string{"", "<s:Envelope>", "Error: ", `{"error":"`, "received 1008 (x) ", "["} {
			list = append(list, head+strings.Repeat(part, (length-len(head))/len(part)))
		}
	}
	return list
}

// Whatever is pasted, the page answers before anybody waits: 50 ms on a machine that
// has nothing else to do. More is allowed here, because tests run beside others.
func TestPasteIsReadAtOnce(t *testing.T) {
	n := inNode(t, builtinBook(t))
	var questions [][]any
	for _, text := range repeated(wire.MaxBody) {
		for _, head := range []string{"", "HTTP/1.1 500 x\na: b\n\n", "data: "} {
			questions = append(questions, []any{head + text, ""})
		}
	}
	n.write("stopwatch.cjs", []byte(stopwatch))
	var took []float64
	n.run("stopwatch.cjs", questions, &took)
	const most = 250
	for i, ms := range took {
		if text := questions[i][0].(string); ms > most {
			t.Errorf("a text that begins %.60q takes %.0f ms; at most %d are allowed", text, ms, most)
		}
	}
	t.Logf("%d pastes, of which one takes %.0f ms, and half of them at most %.0f: %.60q", len(took), slices.Max(took), median(took), questions[slices.Index(took, slices.Max(took))][0])
}

// stopwatch prints how many milliseconds of the processor each question takes, the
// less of two times: the second text is another one, because the script remembers texts.
const stopwatch = loading + `
const once = input => {
	const before = process.cpuUsage();
	errbookReader(input);
	const {user, system} = process.cpuUsage(before);
	return (user + system) / 1000;
};
console.log(JSON.stringify(questions.map(([input]) => Math.min(once(input), once(input.slice(0, -1))))));
`

func median(list []float64) float64 {
	sorted := slices.Sorted(slices.Values(list))
	return sorted[len(sorted)/2]
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
