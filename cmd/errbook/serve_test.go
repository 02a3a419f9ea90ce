package main

import (
	"bufio"
	"context"
	"io"
	"net/http"
	"regexp"
	"strings"
	"testing"
)

// serve says where it serves, answers there, and ends without a complaint.
func TestServe(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	said, out := io.Pipe()
	done := make(chan int, 1)
	go func() {
		code := run(ctx, []string{"serve", "--addr", "localhost:0", "--spec", "../../internal/site/testdata/book"}, strings.NewReader(""), io.Discard, out)
		out.Close()
		done <- code
	}()
	lines := bufio.NewScanner(said)
	address := ""
	for address == "" && lines.Scan() {
		address = regexp.MustCompile(`http://[^/]*/`).FindString(lines.Text())
	}
	go io.Copy(io.Discard, said)
	resp, err := http.Get(address + "ac-me/too-fast/")
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(resp.Body)
	resp.Body.Close()
	if err != nil || !strings.Contains(string(body), "Requests come too fast.") {
		t.Errorf("got %v, %s", err, body)
	}
	cancel()
	if code := <-done; code != exitDone {
		t.Errorf("it ended with %d", code)
	}
}
