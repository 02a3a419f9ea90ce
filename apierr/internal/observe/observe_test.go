package observe

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"testing/iotest"
	"time"

	"github.com/google/go-cmp/cmp"
)

// What comes in time is returned, and the next reader gets all of it.
func TestPeek(t *testing.T) {
	reset := errors.New("reset")
	tests := []struct {
		name  string
		body  io.Reader
		limit Limit
		head  string
		rest  string
		err   error
	}{
		{"a short body", strings.NewReader("body"), Limit{Bytes: 10, Wait: time.Minute}, "body", "body", nil},
		{"a long body", strings.NewReader("long body"), Limit{Bytes: 4}, "long", "long body", nil},
		{"a byte at a time", iotest.OneByteReader(strings.NewReader("body")), Limit{Bytes: 10, Wait: time.Minute, Size: 4}, "body", "body", nil},
		{"enough", iotest.OneByteReader(strings.NewReader("ab|cd")), Limit{Bytes: 10, Wait: time.Minute, Ready: func(b []byte) bool { return b[len(b)-1] == '|' }}, "ab|", "ab|cd", nil},
		{"a break", io.MultiReader(strings.NewReader("bo"), iotest.ErrReader(reset)), Limit{Bytes: 10, Wait: time.Minute}, "bo", "bo", reset},
	}
	for _, tt := range tests {
		head, body, err := Peek(io.NopCloser(tt.body), tt.limit)
		if string(head) != tt.head || err != tt.err {
			t.Errorf("%s: peeked %q, %v", tt.name, head, err)
		}
		if rest, err := io.ReadAll(body); string(rest) != tt.rest || err != tt.err {
			t.Errorf("%s: then read %q, %v", tt.name, rest, err)
		}
	}
}

// A body that stalls holds nobody longer than the limit, and what comes later is
// not lost.
func TestPeekOfStalledBody(t *testing.T) {
	pr, pw := io.Pipe()
	go io.WriteString(pw, "be")
	begin := time.Now()
	head, body, err := Peek(pr, Limit{Bytes: 100, Wait: 50 * time.Millisecond})
	if string(head) != "be" || err != nil || time.Since(begin) > 5*time.Second {
		t.Fatalf("peeked %q, %v after %s", head, err, time.Since(begin))
	}
	go func() { io.WriteString(pw, "gin"); io.WriteString(pw, "ning"); pw.Close() }()
	if all, err := io.ReadAll(body); string(all) != "beginning" || err != nil {
		t.Errorf("then read %q, %v", all, err)
	}
}

// Close ends the reading ahead.
func TestPeekThenClose(t *testing.T) {
	pr, pw := io.Pipe()
	_, body, _ := Peek(pr, Limit{Bytes: 100, Wait: time.Millisecond})
	body.Close()
	if _, err := body.Read(make([]byte, 1)); err != http.ErrBodyReadAfterClose {
		t.Errorf("reading after Close: %v", err)
	}
	if _, err := pw.Write([]byte("x")); err == nil {
		t.Error("the connection's body is open")
	}
}

// A watcher sees what its reader gets, and the end once.
func TestWatch(t *testing.T) {
	for name, end := range map[string]func(io.ReadCloser){
		"EOF":                   func(b io.ReadCloser) { io.ReadAll(b); b.Close(); b.Read(nil) },
		"closed before its end": func(b io.ReadCloser) { io.ReadFull(b, make([]byte, 4)); b.Close(); b.Close() },
	} {
		var seen strings.Builder
		var ends []string
		end(Watch(io.NopCloser(strings.NewReader("body")), func(p []byte, err error) {
			seen.Write(p)
			if err != nil {
				ends = append(ends, err.Error())
			}
		}, nil))
		if diff := cmp.Diff([]string{name}, ends); diff != "" || seen.String() != "body" {
			t.Errorf("%s: saw %q, %s", name, seen.String(), diff)
		}
	}
}

// A text that its reader closes too early is read on while it wants more, and no longer
// than for a moment.
func TestWatchOfText(t *testing.T) {
	tests := []struct {
		name string
		text Text
		body string // what comes; the rest stalls unless it is the end
		end  bool
		want string
	}{
		{"an object", &Values{Max: 100}, `{"a":"b"}`, true, `{"a":"b"}`},
		{"an object that is followed by more", &Values{Max: 100}, `{"a":"b"} {"c":1}`, false, `{"a":"b"} {"c":1}`},
		{"a list", &Values{Max: 100}, `[{"a":1},{"b":2}]`, false, `[{"`},
		{"other text", &Values{Max: 100}, `sorry, nothing`, false, `sor`},
		{"an object that is too long", &Values{Max: 4}, `{"a":"` + strings.Repeat("b", 9000), false, `{"a":"` + strings.Repeat("b", 4093)},
		{"an object that stalls", &Values{Max: 100}, `{"a":"b`, false, `{"a":"b`},
		{"a whole text", &Whole{Max: 100}, `<a/>`, true, `<a/>`},
		{"no text", nil, `{"a":"b"}`, true, `{"a`},
	}
	for _, tt := range tests {
		pr, pw := io.Pipe()
		go func() {
			io.WriteString(pw, tt.body)
			if tt.end {
				pw.Close()
			}
		}()
		var seen strings.Builder
		body := Watch(pr, func(p []byte, err error) {
			if s, ok := tt.text.(interface{ Feed([]byte, func(Part)) }); ok {
				s.Feed(p, func(Part) {})
			}
			seen.Write(p)
		}, tt.text)
		io.ReadFull(body, make([]byte, 3))
		begin := time.Now()
		body.Close()
		if seen.String() != tt.want || time.Since(begin) > 5*time.Second {
			t.Errorf("%s: saw %d bytes, %.40q, after %s; want %.40q", tt.name, seen.Len(), seen.String(), time.Since(begin), tt.want)
		}
		if _, err := pw.Write([]byte("x")); err == nil {
			t.Errorf("%s: the connection's body is open", tt.name)
		}
	}
}

// Whoever closes a body under a reader does not wait for the rest of it.
func TestWatchOfTextBeingRead(t *testing.T) {
	pr, pw := io.Pipe()
	defer pw.Close()
	body := Watch(pr, func([]byte, error) {}, &Values{Max: 100})
	done := make(chan error)
	go func() { _, err := body.Read(make([]byte, 1)); done <- err }()
	for body.(*watched).readers.Load() == 0 {
		time.Sleep(time.Millisecond)
	}
	begin := time.Now()
	body.Close()
	if err := <-done; err == nil || time.Since(begin) >= closeWait {
		t.Errorf("the reader got %v after %s", err, time.Since(begin))
	}
}

// A single is a body that only one may read at a time, as a gzip.Reader is.
type single struct {
	io.ReadCloser
	readers, most atomic.Int32
}

func (s *single) Read(p []byte) (int, error) {
	s.most.Store(max(s.most.Load(), s.readers.Add(1)))
	defer s.readers.Add(-1)
	return s.ReadCloser.Read(p)
}

// While Close reads on, nobody else reads, whether another Read or another Close comes.
func TestWatchOfTextWhileClosing(t *testing.T) {
	for _, name := range []string{"read", "close"} {
		pr, pw := io.Pipe()
		defer pw.Close()
		under := &single{ReadCloser: pr}
		body := Watch(under, func([]byte, error) {}, &Values{Max: 100})
		done := make(chan struct{})
		go func() { body.Close(); close(done) }()
		for under.readers.Load() == 0 {
			time.Sleep(time.Millisecond)
		}
		if name == "read" {
			if _, err := body.Read(make([]byte, 1)); err != http.ErrBodyReadAfterClose {
				t.Errorf("the reader got %v", err)
			}
		} else {
			body.Close()
		}
		<-done
		if most := under.most.Load(); most != 1 {
			t.Errorf("%s: %d read at once", name, most)
		}
	}
}

// A body that never ends, and that closing does not end, is read for a moment only.
func TestWatchOfEndlessText(t *testing.T) {
	begin := time.Now()
	Watch(io.NopCloser(blanks{}), func([]byte, error) {}, &Values{Max: 100}).Close()
	if took := time.Since(begin); took > 5*time.Second {
		t.Errorf("it took %s", took)
	}
}

type blanks struct{}

func (blanks) Read(p []byte) (int, error) { p[0] = ' '; return 1, nil }

// Streams and JSON texts are taken apart, however the network cuts them.
func TestSplit(t *testing.T) {
	type splitter interface {
		Feed([]byte, func(Part))
		End(func(Part))
	}
	events := func() splitter { return &Events{Max: 20} }
	values := func() splitter { return &Values{Max: 20} }
	whole := func() splitter { return &Whole{Max: 5} }
	tests := []struct {
		make func() splitter
		text string
		want []string
	}{
		{events, "event: a\r\ndata: 1\r\ndata: 2\r\n\r\ndata: 3\n\n\n: ping\n\nid: 4\n\ndata", []string{"a 1\n2", " 3", " "}},
		{events, "error: {}\n\ndata: " + strings.Repeat("x", 50) + "\n\n", []string{"error {}", " " + strings.Repeat("x", 14)}},
		{events, "event: end", []string{"end "}},
		{values, `{"a":"}\"{"}` + "\n" + `{"b":[{}]}`, []string{` {"a":"}\"{"}`, ` {"b":[{}]} in a list`}},
		{values, `[{"a":1},` + "\n" + `{"b":2}]`, []string{` {"a":1} in a list`, ` {"b":2} in a list`}},
		{values, `{"a":"` + strings.Repeat("x", 50) + `"} {"b":2}`, []string{` {"b":2} in a list`}},
		{values, `data {"a":1}`, nil},
		{values, `{"a":`, nil},
		{whole, "12345", []string{" 12345"}},
		{whole, "123456", nil},
	}
	for _, tt := range tests {
		for _, size := range []int{1, 3, 1000} {
			var got []string
			yield := func(p Part) {
				text := p.Name + " " + string(p.Data)
				if p.InArray {
					text += " in a list"
				}
				got = append(got, text)
			}
			s := tt.make()
			for rest := tt.text; rest != ""; {
				n := min(size, len(rest))
				s.Feed([]byte(rest[:n]), yield)
				rest = rest[n:]
			}
			s.End(yield)
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("%q by %d: -want +got:\n%s", tt.text, size, diff)
			}
		}
	}
}

func ExampleHasObject() {
	for _, text := range []string{`{"status":`, `{"status":"failed"} `, `[{"id":1`, `data: {`} {
		fmt.Println(HasObject([]byte(text)))
	}
	// Output:
	// false
	// true
	// true
	// true
}
