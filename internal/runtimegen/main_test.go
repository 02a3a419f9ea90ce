package main

import "testing"

// What is generated in apierr is what the spec says.
func TestRuntimeIsUpToDate(t *testing.T) {
	p, err := plan()
	if err != nil {
		t.Fatal(err)
	}
	changes, err := p.Diff("../..")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range changes {
		t.Errorf("%s\n\thint: go run ./internal/runtimegen\n%s", c, c.Diff())
	}
}
