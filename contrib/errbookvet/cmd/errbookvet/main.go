// Command errbookvet reports where Go code handles errors of APIs by what they look
// like, and fixes it with -fix. See package errbookvet.
package main

import (
	"golang.org/x/tools/go/analysis/singlechecker"

	"github.com/errbook/errbook/contrib/errbookvet"
)

func main() { singlechecker.Main(errbookvet.Analyzer) }
