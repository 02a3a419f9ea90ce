package main

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/apierr/wire"
	"github.com/errbook/errbook/generated/catalog"
)

// A line says whether its target was met, and each has as many cells.
func TestPage(t *testing.T) {
	text := page([]row{atMost("fast", 2, 1.5, "×"), atMost("slow", 30, 31, " ms"), missing("gone", "no jq"), atMost("long", 500, 22100, " ms")})
	for _, want := range []string{
		"| fast | ≤ 2× | 1.50× | met |\n",
		"| slow | ≤ 30 ms | 31.00 ms | **missed** |\n",
		"| long | ≤ 500 ms | 22100 ms | **missed** |\n",
		"| gone |  | no jq | not measured |\n",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in\n%s", want, text)
		}
	}
	for line := range strings.Lines(text) {
		if strings.HasPrefix(line, "|") && strings.Count(line, "|") != 5 {
			t.Errorf("%q has another number of cells", line)
		}
	}
}

// What is compared reads the same values: gjson finds at its paths what errbook finds.
func TestPathsOf(t *testing.T) {
	paths := pathsOf(catalog.Find("openai"))
	for _, want := range []string{"error.code", "error.type", "error.message", "error.param"} {
		if !slices.Contains(paths, want) {
			t.Errorf("%s is not among %q", want, paths)
		}
	}
	if got := pathsOf(apierr.Generic); len(got) < 3 {
		t.Errorf("without a provider the paths are %q", got)
	}
	node := wire.Node{Step: wire.StepWhere, Key: "@type", Value: "x"}
	if got := gjsonStep(&node); got != `#(@type=="x")` {
		t.Errorf("got %s", got)
	}
}

func TestTurns(t *testing.T) {
	var order []int
	medians := turns(3, func() { order = append(order, 0) }, func() { order = append(order, 1) })
	if len(medians) != 2 || !slices.Equal(order, []int{0, 1, 0, 1, 0, 1}) {
		t.Errorf("the order is %v, and there are %d medians", order, len(medians))
	}
	if got := median([]time.Duration{9, 1, 5}); got != 5 {
		t.Errorf("the median is %d", got)
	}
}

// A command that fails says why; one that does not run fails before it is measured.
func TestRaceFails(t *testing.T) {
	b := &bench{dir: t.TempDir(), rounds: 1}
	if _, err := b.race(command{args: []string{"go", "no-such-command"}}); err == nil || !strings.Contains(err.Error(), "unknown command") {
		t.Errorf("got %v", err)
	}
	wrong := errors.New("wrong")
	if _, err := b.race(command{args: []string{"go", "version"}, before: func() error { return wrong }}); !errors.Is(err, wrong) {
		t.Errorf("got %v", err)
	}
}
