//go:build !race

// The race detector makes sync.Pool forget at random, so the counts mean nothing there.

package main

import (
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"testing"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/internal/shelf"
)

// TestVerdictsOfSamplesAllocateNothing goes through the samples and near misses of
// the whole book.
func TestVerdictsOfSamplesAllocateNothing(t *testing.T) {
	book, err := shelf.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	count := 0
	for _, id := range book.IDs() {
		f, err := book.File(id)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range f.Errors {
			for i := range e.Samples {
				s := &e.Samples[i]
				wantNoAllocations(t, string(e.Code), f.Runtime().In(s.Contexts()...), s.Response(f))
				count++
			}
			for i := range e.NearMisses {
				s := &e.NearMisses[i]
				wantNoAllocations(t, "near miss of "+string(e.Code), f.Runtime().In(s.Contexts()...), s.Response(f))
				count++
			}
		}
	}
	if count < 3000 {
		t.Errorf("the book has only %d samples", count)
	}
}

// TestVerdictsOfRecordedResponsesAllocateNothing goes through the recorded responses,
// which are not part of the repository, where somebody has them.
func TestVerdictsOfRecordedResponsesAllocateNothing(t *testing.T) {
	book, err := shelf.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	names, err := filepath.Glob("../../../shared/corpus/*.jsonl")
	if err != nil || len(names) == 0 {
		t.Skip("the recorded responses are not here")
	}
	for _, name := range names {
		in, err := os.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		defer in.Close()
		for c, err := range cases(in) {
			if err != nil {
				t.Fatal(err)
			}
			p := provider(book, c.Provider)
			if p == nil {
				p = apierr.Generic
			}
			wantNoAllocations(t, c.ID, p, apierr.Response{
				Status: c.Status, Header: http.Header(c.Headers), Body: []byte(c.Body), Stream: c.Surface == "stream",
			})
		}
	}
}

func wantNoAllocations(t *testing.T, what string, p *apierr.Provider, r apierr.Response) {
	t.Helper()
	defer debug.SetGCPercent(debug.SetGCPercent(-1)) // a collection empties the pools
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))  // of which each processor has its own
	for range 20 {                                   // buffers of all sizes that it needs, in every pool
		p.Verdict(r)
	}
	if n := testing.AllocsPerRun(5, func() { p.Verdict(r) }); n != 0 {
		t.Errorf("%s: the verdict allocates %v times", what, n)
	}
}
