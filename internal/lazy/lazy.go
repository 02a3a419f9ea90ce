// Package lazy puts off work until its result is asked for.
package lazy

import (
	"os"
	"regexp"
	"strings"
	"sync"
)

// Regexp returns a function that compiles a regular expression once, when it is first
// asked for: most runs of the command ask for none. In a test the expression is compiled
// at once, so that one that is not valid is found there and not by a user.
func Regexp(expr string) func() *regexp.Regexp {
	compiled := sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expr) })
	if inTest {
		compiled()
	}
	return compiled
}

// inTest says that the program is one of go test, by its name: package testing, which
// knows it, is for tests to import.
var inTest = len(os.Args) > 0 && strings.HasSuffix(strings.TrimSuffix(os.Args[0], ".exe"), ".test")
