// Command runtimegen writes what package apierr takes from the book: the kinds
// of spec/kinds.yaml, the generic layer of spec/generic.yaml with its samples for
// the tests, and the page of the docs about that layer; how keys look, of
// spec/credentials.yaml; and the digests of the spec files, which the command takes from
// it. It belongs to the project, not to its users:
// `make generate` runs it at the root of the repository, before errbook itself.
package main

import (
	"fmt"
	"os"
)

func main() {
	changes, err := generate(".")
	if err != nil {
		fmt.Fprintf(os.Stderr, "runtimegen: %v\n", err)
		os.Exit(2)
	}
	for _, name := range changes {
		fmt.Println("wrote", name)
	}
}

// generate writes the outputs that differ below the root of the repository, and
// returns their names.
func generate(root string) ([]string, error) {
	plan, err := newPlan()
	if err != nil {
		return nil, err
	}
	changes, err := plan.Write(root)
	names := make([]string, len(changes))
	for i, c := range changes {
		names[i] = c.Path
	}
	return names, err
}
