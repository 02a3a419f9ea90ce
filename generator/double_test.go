package generator

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/spec"
)

// Every error of the book can be served to tests.
func TestEveryErrorCanBeServed(t *testing.T) {
	book, err := spec.Load("../spec/providers")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range book.Files {
		for _, e := range f.Errors {
			r, ok := servable(f, e)
			if !ok {
				t.Errorf("%s has no response that a server could send; give it a sample", e.Code)
			} else if err := f.Runtime().From(r); apierr.CodeOf(err) != e.Code {
				t.Errorf("%s: %d %s is %v", e.Code, r.Status, r.Body, err)
			}
		}
	}
}

// Errors that have no sample, as those of an own API, are served as their rules say: in
// a body, an event, the close of a WebSocket.
func TestErrorsWithoutSamplesCanBeServed(t *testing.T) {
	archive, err := txtar.ParseFile("testdata/own.txtar")
	if err != nil {
		t.Fatal(err)
	}
	fsys := fstest.MapFS{}
	for _, f := range archive.Files {
		if strings.HasPrefix(f.Name, "spec/") {
			fsys[f.Name] = &fstest.MapFile{Data: f.Data}
		}
	}
	book, err := spec.LoadFS(fsys, "spec")
	if err != nil {
		t.Fatal(err)
	}
	served := map[string]string{
		"bank.NoFunds": `{"error":{"message":"No funds"}}`, "bank.Rejected": `{"error":{"type":"bank_","message":"Rejected"},"state":"failed"}`,
		"bank.FeedBroke": `{"error":{"code":"broke","message":"Feed broke"}}`, "bank.Kicked": `{"error":{"message":"Kicked"}}`,
		"bank.Busy":       `{"error":{"message":"too busy Busy"}}`,
		"shop.OutOfStock": `{"type":"https://shop.example/errors/out-of-stock","title":"Out of stock","status":409,"code":"out_of_stock","detail":"Out of stock"}`,
	}
	for code, want := range served {
		f, e := book.Lookup(code)
		r, ok := servable(f, e)
		if !ok || string(r.Body) != want {
			t.Errorf("%s: %t, %s; want %s", code, ok, r.Body, want)
		}
		if (r.Stream || r.Close != 0) && r.Header != nil {
			t.Errorf("%s: an event and a close have no headers; found %v", code, r.Header)
		}
		if err := f.Runtime().From(r); apierr.CodeOf(err) != e.Code {
			t.Errorf("%s: it is read as %v", code, err)
		}
	}
}
