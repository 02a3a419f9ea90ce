package generator

import (
	"testing"

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
