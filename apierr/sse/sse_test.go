package sse_test

import (
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"

	"github.com/errbook/errbook/apierr/sse"
)

// TestEvents takes a stream apart, as it came or as somebody pasted it.
func TestEvents(t *testing.T) {
	type event struct{ Name, Data string }
	for stream, want := range map[string][]event{
		": hello\n\nevent: a\ndata: 1\ndata: 2\n\ndata: 3": {{"a", "1\n2"}, {"", "3"}},
		"event: error\r\ndata:{\"a\":\r\n  1}\r\n\r\n":     {{"error", "{\"a\":\n  1}"}},
		"\ufeffid: 7\rdata: x\r\rretry: 5\r\r":             {{"", "x"}},
		"event: done\n\n":                                  {{"done", ""}},
		"error: {\"code\":500}\n\n":                        {{"error", `{"code":500}`}},
		`{"data": 1}`:                                      nil,
		"The data: it is gone":                             nil,
		"":                                                 nil,
	} {
		var got []event
		for name, data := range sse.Events([]byte(stream)) {
			got = append(got, event{name, string(data)})
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q: -want +got:\n%s", stream, diff)
		}
	}
	for range sse.Events([]byte("data: 1\n\ndata: 2\n\n")) {
		break // nobody must take them all
	}
}

// A live stream gives each event when it has come, however it is cut into pieces, and
// says what broke it.
func TestRead(t *testing.T) {
	const stream = ": hi\r\nevent: a\r\ndata: 1\r\ndata: 2\r\n\r\ndata: 3\r\rdata:4"
	reset := errors.New("reset")
	for name, r := range map[string]io.Reader{
		"whole":  strings.NewReader(stream),
		"bytes":  iotest.OneByteReader(strings.NewReader(stream)),
		"broken": io.MultiReader(strings.NewReader(stream), iotest.ErrReader(reset)),
	} {
		var got []string
		var broken error
		for event, data := range sse.Read(r, &broken) {
			got = append(got, event+"="+string(data))
		}
		if diff := cmp.Diff([]string{"a=1\n2", "=3", "=4"}, got); diff != "" || (broken != nil) != (name == "broken") {
			t.Errorf("%s: %v, -want +got:\n%s", name, broken, diff)
		}
	}
	pr, pw := io.Pipe()
	go func() { io.WriteString(pw, "data: first\n\n") }()
	for _, data := range sse.Read(pr, nil) { // though the stream is open
		if string(data) != "first" {
			t.Errorf("got %s", data)
		}
		break
	}
	pr.Close()
}
