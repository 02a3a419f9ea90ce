// Command table measures what errbook promises about speed, against what else a program
// could do, and writes docs/benchmarks.md. All that is compared is measured turn by
// turn in one run, by CPU time, so that a busy machine weighs on both sides:
//
//	make bench CORPUS=responses.jsonl
//
// The corpus is recorded responses, one JSON object a line, with provider, status and
// body. Without it, and without jq, the lines that need them say so.
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
)

func main() {
	root := flag.String("root", ".", "the root of the repository")
	corpus := flag.String("corpus", "", "recorded responses")
	rounds := flag.Int("rounds", 5, "how often each command runs")
	flag.Parse()
	if err := run(*root, *corpus, *rounds, os.Stdout); err != nil {
		fmt.Fprintf(os.Stderr, "table: %v\n", err)
		os.Exit(1)
	}
}

// A row is one line of the table.
type row struct{ what, target, seen, verdict string }

// atMost returns the row of a measure that must not exceed a limit.
func atMost(what string, limit, seen float64, unit string) row {
	verdict := "met"
	if seen > limit {
		verdict = "**missed**"
	}
	digits := 3
	if seen >= 100 {
		digits = 0
	} else if seen >= 1 {
		digits = 2
	}
	return row{what, fmt.Sprintf("≤ %g%s", limit, unit), fmt.Sprintf("%.*f%s", digits, seen, unit), verdict}
}

// missing returns the row of what could not be measured.
func missing(what, why string) row { return row{what, "", why, "not measured"} }

func run(root, corpus string, rounds int, out io.Writer) error {
	root, err := filepath.Abs(root)
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "errbook-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	b := &bench{root: root, dir: dir, corpus: corpus, rounds: rounds}
	var rows []row
	for _, measure := range []func() ([]row, error){b.verdicts, b.worstBodies, b.build, b.lines, b.lookups, b.generate, b.site, b.program, b.compile} {
		more, err := measure()
		if err != nil {
			return err
		}
		rows = append(rows, more...)
	}
	text := page(rows)
	if _, err := io.WriteString(out, text); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(root, "docs", "benchmarks.md"), []byte(text), 0o666)
}

// A bench is one run of all measurements.
type bench struct {
	root, dir, corpus string
	rounds            int
	errbook           string // the program
}

// page prints the table as the document.
func page(rows []row) string {
	var b strings.Builder
	b.WriteString("# Benchmarks\n\nWritten by `make bench`, which measures everything again. Ratios are of CPU time unless a line says otherwise, and what\n" +
		"is compared was measured turn by turn in one run. Milliseconds depend on the machine and on what else it does: compare\n" +
		"them with those of `errbook version`, which does nothing.\n\n")
	fmt.Fprintf(&b, "%s, %d cores, %s, %s/%s.\n\n", processor(), runtime.NumCPU(), runtime.Version(), runtime.GOOS, runtime.GOARCH)
	b.WriteString("| What | Target | Seen | |\n| --- | --- | --- | --- |\n")
	for _, r := range rows {
		fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", r.what, r.target, r.seen, r.verdict)
	}
	return b.String()
}

// processor returns the model of the processor, as Linux names it.
func processor() string {
	data, _ := os.ReadFile("/proc/cpuinfo")
	for line := range strings.Lines(string(data)) {
		if name, model, ok := strings.Cut(line, ":"); ok && strings.TrimSpace(name) == "model name" {
			return strings.TrimSpace(model)
		}
	}
	return "an unknown processor"
}
