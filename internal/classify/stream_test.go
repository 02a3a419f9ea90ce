package classify

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"

	"github.com/errbook/errbook/internal/shelf"
)

// builtin returns the book that errbook is built with.
func builtin(t testing.TB) *shelf.Shelf {
	t.Helper()
	s, err := shelf.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// run classifies lines and returns what was written.
func run(t *testing.T, in io.Reader) (string, Summary) {
	t.Helper()
	var out bytes.Buffer
	s := Stream{Shelf: builtin(t)}
	sum, err := s.Run(t.Context(), in, &out)
	if err != nil {
		t.Fatal(err)
	}
	return out.String(), sum
}

// TestRunKeepsOrder classifies enough lines for many chunks and workers.
func TestRunKeepsOrder(t *testing.T) {
	const n = 20000
	var in, want strings.Builder
	for i := range n {
		if i%1000 == 7 {
			fmt.Fprintf(&in, "oops\n")
			fmt.Fprintf(&want, "error line %d\n", i+1)
			continue
		}
		fmt.Fprintf(&in, `{"provider":"nobody","status":429,"headers":{"x-request-id":"req_%d"},"body":"%s"}`+"\n", i, strings.Repeat("x", i%200))
		fmt.Fprintf(&want, "req_%d\n", i)
	}
	out, sum := run(t, strings.NewReader(in.String()))
	var got strings.Builder
	for line := range strings.Lines(out) {
		var r struct {
			RequestID string `json:"request_id"`
			Error     string `json:"error"`
		}
		if err := json.Unmarshal([]byte(line), &r); err != nil {
			t.Fatal(err)
		}
		if r.Error != "" {
			r.Error, _, _ = strings.Cut("error "+r.Error, ":")
		}
		fmt.Fprintf(&got, "%s%s\n", r.RequestID, r.Error)
	}
	if got.String() != want.String() {
		t.Error("lines are not in order")
	}
	if diff := cmp.Diff(Summary{Lines: n, Faults: n / 1000, FirstFault: 8}, sum); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// TestRunReads shows that it does not matter in what portions the input comes,
// and how lines end.
func TestRunReads(t *testing.T) {
	const text = "\ufeff" + `{"provider":"a","status":401}` + "\r\n\r\n \n" + `{"provider":"b","status":404}` + "\noops"
	want, sum := run(t, strings.NewReader(text))
	if diff := cmp.Diff(Summary{Lines: 5, Faults: 1, FirstFault: 5}, sum); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if n := strings.Count(want, "\n"); n != 3 {
		t.Errorf("%d lines were written, want 3:\n%s", n, want)
	}
	for _, in := range []io.Reader{
		iotest.OneByteReader(strings.NewReader(text)),
		iotest.HalfReader(strings.NewReader(text)),
		iotest.DataErrReader(strings.NewReader(text)),
		strings.NewReader(text + "\n"),
	} {
		got, gotSum := run(t, in)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("-want +got:\n%s", diff)
		}
		if !cmp.Equal(gotSum, sum) {
			t.Errorf("got %v, want %v", gotSum, sum)
		}
	}
}

// TestRunLongLines shows that a line may have MaxLine bytes and no more, and
// that the run goes on behind a longer one.
func TestRunLongLines(t *testing.T) {
	line := func(length int) string {
		const open, end = `{"provider":"a","status":401,"x":"`, `"}`
		return open + strings.Repeat("x", length-len(open)-len(end)) + end
	}
	const fault = `{"error":"line 2: must be at most 1048576 bytes; found more"}`
	for _, text := range []string{
		line(100) + "\n" + line(MaxLine+1) + "\n" + line(MaxLine) + "\n",
		line(100) + "\n" + line(3*MaxLine) + "\n" + line(MaxLine),
	} {
		out, sum := run(t, strings.NewReader(text))
		lines := strings.Split(out, "\n")
		if len(lines) != 4 || lines[1] != fault || lines[0] != lines[2] || !strings.Contains(lines[0], `"kind":"authentication"`) {
			t.Errorf("got:\n%s", out)
		}
		if diff := cmp.Diff(Summary{Lines: 3, Faults: 1, FirstFault: 2, Unread: []string{"x"}}, sum); diff != "" {
			t.Errorf("-want +got:\n%s", diff)
		}
	}
	if out, _ := run(t, strings.NewReader("\n"+line(MaxLine+1))); out != fault+"\n" {
		t.Errorf("a last line that is too long gives %q", out)
	}
}

// TestRunIsPrompt shows that a line is answered before the next one comes.
func TestRunIsPrompt(t *testing.T) {
	in, feed := io.Pipe()
	answers, out := io.Pipe()
	go func() {
		s := Stream{Shelf: builtin(t)}
		_, err := s.Run(t.Context(), in, out)
		out.CloseWithError(err)
	}()
	d := json.NewDecoder(answers)
	for _, status := range []int{401, 404} {
		fmt.Fprintf(feed, `{"provider":"a","status":%d}`+"\n", status)
		var r struct{ Kind string }
		if err := d.Decode(&r); err != nil || r.Kind == "" {
			t.Fatalf("%d gives %q, %v", status, r.Kind, err)
		}
	}
	feed.Close()
	if _, err := io.ReadAll(answers); err != nil {
		t.Error(err)
	}
}

func TestRunFails(t *testing.T) {
	s := Stream{Shelf: builtin(t)}
	broken := errors.New("the disk is gone")
	in := io.MultiReader(strings.NewReader(`{"provider":"a","status":401}`+"\n"), iotest.ErrReader(broken))
	var out bytes.Buffer
	if _, err := s.Run(t.Context(), in, &out); !errors.Is(err, broken) {
		t.Errorf("reading gives %v, want %v", err, broken)
	}
	if n := strings.Count(out.String(), "\n"); n != 1 {
		t.Errorf("%d lines were answered before the input broke, want 1", n)
	}

	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	endless, feed := io.Pipe()
	defer feed.Close()
	if _, err := s.Run(ctx, endless, io.Discard); !errors.Is(err, context.Canceled) {
		t.Errorf("a run that was canceled gives %v", err)
	}

	in = strings.NewReader(strings.Repeat(`{"provider":"a","status":401}`+"\n", 100000))
	closed, w := io.Pipe()
	closed.CloseWithError(broken)
	if _, err := s.Run(t.Context(), in, w); !errors.Is(err, broken) {
		t.Errorf("writing gives %v, want %v", err, broken)
	}
}

// TestStringsOfWords puts every byte at every place of a word of eight, where the
// scanner and the encoder look at once, and holds them against their tables.
func TestStringsOfWords(t *testing.T) {
	for c := range 256 {
		for place := range 16 {
			text := []byte("sixteen letters.")
			text[place] = byte(c)
			wantPlain, wantPrintable := place, place
			if isPlain[c] {
				wantPlain = len(text)
			}
			if isPrintable[c] {
				wantPrintable = len(text)
			}
			s := scanner{text: string(text)}
			s.plain()
			if s.i != wantPlain || printable(string(text)) != wantPrintable {
				t.Fatalf("%q: plain up to %d, want %d; printable up to %d, want %d", text, s.i, wantPlain, printable(string(text)), wantPrintable)
			}
		}
	}
}

// TestAppendString holds the encoder against encoding/json on what a provider
// may send.
func TestAppendString(t *testing.T) {
	for _, text := range []string{"", "plain", "\"\\/\b\f\n\r\t\x00\x1f\x7f", "é😀\u2028\u202e\u200b\ufeff\u0085", "\U000e0001", "a\xffb\xc3", "<&>"} {
		got := appendString(nil, text)
		var back string
		if err := json.Unmarshal(got, &back); err != nil {
			t.Errorf("%q gives %s: %v", text, got, err)
			continue
		}
		if want := string([]rune(text)); back != want {
			t.Errorf("%q comes back as %q", want, back)
		}
		if bytes.ContainsFunc(got, func(r rune) bool {
			return r < ' ' || r == 0x7f || strings.ContainsRune("\u0085\u2028\u202e\u200b\ufeff\U000e0001", r)
		}) {
			t.Errorf("%q can steer or hide: %q", text, got)
		}
	}
}

// BenchmarkRun classifies lines of several providers, the way that they come
// out of a log: each with an id of its own, or the same ones again and again.
func BenchmarkRun(b *testing.B) {
	repeated := sampleLines(b, 20000)
	distinct := regexp.MustCompile("req_[0-9]+").ReplaceAllStringFunc(string(repeated), func(string) string {
		return fmt.Sprintf("req_%016x", rand.Uint64())
	})
	for name, text := range map[string]string{"distinct": distinct, "repeated": string(repeated)} {
		b.Run(name, func(b *testing.B) {
			s := Stream{Shelf: builtin(b)}
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				if sum, err := s.Run(b.Context(), strings.NewReader(text), io.Discard); err != nil || sum.Faults > 0 {
					b.Fatal(sum, err)
				}
			}
			b.ReportMetric(20000*float64(b.N)/b.Elapsed().Seconds(), "lines/s")
		})
	}
}

// BenchmarkParse reads the same lines, without classifying them.
func BenchmarkParse(b *testing.B) {
	text := string(sampleLines(b, 1000))
	var l Line
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		for line := range strings.Lines(text) {
			if err := l.Parse(line); err != nil {
				b.Fatal(err)
			}
		}
	}
}

// sampleLines returns n lines with the samples of the book, with headers as
// servers send them.
func sampleLines(b *testing.B, n int) []byte {
	files, err := builtin(b).Files()
	if err != nil {
		b.Fatal(err)
	}
	type line struct {
		Provider string            `json:"provider"`
		Status   int               `json:"status"`
		Headers  map[string]string `json:"headers"`
		Body     string            `json:"body"`
	}
	var samples [][]byte
	for _, f := range files {
		for _, e := range f.Errors {
			for _, sample := range e.Samples {
				l := line{f.Provider.Value, sample.Status.Value, map[string]string{}, sample.Body.Value}
				for _, h := range []string{"Content-Type: application/json", "Date: Fri, 20 Nov 2026 10:00:00 GMT", "Server: nginx", "X-Request-Id: req_0123456789abcdef", "Strict-Transport-Security: max-age=31536000"} {
					name, value, _ := strings.Cut(h, ": ")
					l.Headers[name] = value
				}
				data, err := json.Marshal(l)
				if err != nil {
					b.Fatal(err)
				}
				samples = append(samples, append(data, '\n'))
			}
		}
	}
	var text []byte
	for i := range n {
		text = append(text, samples[i%len(samples)]...)
	}
	return text
}
