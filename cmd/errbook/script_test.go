package main

import (
	"flag"
	"os"
	"path/filepath"
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
	testscript.Run(t, testscript.Params{Dir: "testdata/script", UpdateScripts: *update, RequireExplicitExec: true, Setup: setUp})
}

// setUp gives a script a cache of its own, so that what one remembers no other one does.
func setUp(env *testscript.Env) error {
	env.Setenv("ERRBOOK_CACHE", filepath.Join(env.WorkDir, ".tmp", "sums"))
	return copyRecipes(env)
}

// copyRecipes gives scripts the pages whose commands some of them run.
func copyRecipes(env *testscript.Env) error {
	for _, page := range []string{"monorepos.md", "pipelines.md"} {
		data, err := os.ReadFile(filepath.Join("../../docs", page))
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(env.WorkDir, page), data, 0o666); err != nil {
			return err
		}
	}
	return nil
}
