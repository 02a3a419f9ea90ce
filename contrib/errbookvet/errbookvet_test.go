package errbookvet_test

import (
	"testing"

	"golang.org/x/tools/go/analysis/analysistest"

	"github.com/errbook/errbook/contrib/errbookvet"
)

func TestAnalyzer(t *testing.T) {
	analysistest.RunWithSuggestedFixes(t, analysistest.TestData(), errbookvet.Analyzer, "a")
}
