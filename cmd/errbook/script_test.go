package main

import (
	"flag"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

var update = flag.Bool("u", false, "write what the commands print into the scripts")

// TestMain lets the scripts run errbook, which is this test binary again.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"errbook": main})
}

// TestScripts runs testdata/script/*.txtar: one behavior of the command each.
// With -u, outputs that differ are written into the scripts.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{Dir: "testdata/script", UpdateScripts: *update, RequireExplicitExec: true})
}
