// Command runtimegen writes the parts of package apierr that are generated from
// what errbook itself knows: the taxonomy in spec/kinds.yaml.
//
//	go run ./internal/runtimegen
package main

import (
	"fmt"
	"os"

	"github.com/errbook/errbook/generator"
	"github.com/errbook/errbook/spec"
)

func main() {
	p, err := plan()
	if err == nil {
		_, err = p.Write(".")
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "runtimegen:", err)
		os.Exit(2)
	}
}

// plan makes the files, relative to the root of the repository.
func plan() (*generator.Plan, error) {
	t, err := spec.BuiltinTaxonomy()
	if err != nil {
		return nil, err
	}
	return generator.Runtime(t, "spec", "apierr")
}
