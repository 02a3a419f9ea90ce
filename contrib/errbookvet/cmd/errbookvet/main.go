// Command errbookvet reports where Go code recognizes API errors by their wire codes,
// statuses or messages, and fixes it with -fix. See package errbookvet.
package main

import (
	"golang.org/x/tools/go/analysis/singlechecker"

	"github.com/errbook/errbook/contrib/errbookvet"
)

func main() { singlechecker.Main(errbookvet.Analyzer) }
