package generator

import (
	"fmt"
	"slices"

	"github.com/dave/jennifer/jen"

	"github.com/errbook/errbook/spec"
)

// locals lists every name in lowercase letters that generated code declares:
// variables, parameters, and what is at the top of a file. A generated package of
// such a name is imported under another. A test compares the list with what is
// generated.
var locals = []string{
	"body", "classify", "code", "d", "data", "details", "docs", "err", "event", "f", "facts", "host", "id", "o", "ok", "options",
	"p", "pkg", "r", "reason", "resp", "sending", "stated", "steps", "t", "v", "wait",
}

// importPackage names a generated package in a file that imports it.
func importPackage(out *jen.File, name, path string) {
	if slices.Contains(locals, name) {
		out.ImportAlias(path, name+"errors")
		return
	}
	out.ImportName(path, name)
}

// checkPackages reports a provider whose package cannot have its name. Check
// could not know: the suffix is the project's.
func checkPackages(book *spec.Book, packages Packages) error {
	for _, f := range book.Files {
		name := packages.Name(f)
		if why := spec.WhyNotPackage(name); why != "" {
			return fmt.Errorf("package_suffix must give each provider a usable package name; found %s for %s, which %s", name, f.Provider.Value, why)
		}
	}
	return nil
}
