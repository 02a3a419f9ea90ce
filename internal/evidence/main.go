// Command evidence says what of the generic layer anything needs:
//
//	go run ./internal/evidence [--list SECTION] [FILE…]
//
// It takes each item of spec/generic.yaml out of the tables of apierr alone, and
// counts the labelled responses whose kind is right with it and wrong without
// it: the samples of the book, judged as those of a host that nobody knows, with
// the kind of their entry as the right one, and the responses of the files,
// which are written as those of internal/scorecard. Then it takes out for good
// what is not needed, one item after the other, and counts what is left: items
// that can stand in for each other are needed by nothing alone.
//
// It runs the tests of apierr at the root of the repository, because only those
// can change its tables.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/spec"
)

func main() {
	list := flag.String("list", "", "print the items of a `section` that are needed: names, stems, numbers, phrases, parts, failures, or all")
	unneeded := flag.Bool("unneeded", false, "with --list, print the items that are not needed instead")
	flag.Parse()
	if err := run(flag.Args(), *list, *unneeded, os.Stdout); err != nil {
		fmt.Fprintf(os.Stderr, "evidence: %v\n", err)
		os.Exit(2)
	}
}

func run(files []string, list string, unneeded bool, out io.Writer) error {
	responses, err := bookResponses()
	if err != nil {
		return err
	}
	for _, name := range files {
		more, err := fileResponses(name)
		if err != nil {
			return err
		}
		responses = append(responses, more...)
	}
	r, err := find(responses)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "%d of %d labelled responses are judged right\n\n", r.Right, len(responses))
	printTotals(out, r.Findings)
	if list != "" {
		printItems(out, list, unneeded, r.Findings)
	}
	return nil
}

// A labelled response is one whose kind is known, as the test of apierr reads it.
type labelled struct {
	ID     string
	Kinds  []string
	Status int
	Header http.Header
	Body   string
	Event  string
	Stream bool
	Close  int
}

// bookResponses returns the samples of the book.
func bookResponses() ([]labelled, error) {
	book, err := spec.LoadBuiltin()
	if err != nil {
		return nil, err
	}
	var list []labelled
	for _, f := range book.Files {
		for _, e := range f.Errors {
			for i := range e.Samples {
				list = append(list, newLabelled(fmt.Sprintf("%s/%d", e.Code, i), e.Doc.Kind, e.Samples[i].Response(f)))
			}
			for v, variant := range e.Variants {
				for i := range variant.Samples {
					list = append(list, newLabelled(fmt.Sprintf("%s/%d/%d", e.Code, v, i), e.Doc.Variants[v].Kind, variant.Samples[i].Response(f)))
				}
			}
		}
	}
	return list, nil
}

func newLabelled(id string, kind apierr.Kind, r apierr.Response) labelled {
	return labelled{ID: id, Kinds: []string{kind.String()}, Status: r.Status, Header: r.Header, Body: string(r.Body), Event: r.Event, Stream: r.Stream, Close: r.Close}
}

// fileResponses returns the responses of a file, one on each line.
func fileResponses(name string) ([]labelled, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	base := strings.TrimSuffix(filepath.Base(name), filepath.Ext(name))
	var list []labelled
	for dec := json.NewDecoder(file); dec.More(); {
		var c struct {
			ID      string            `json:"id"`
			Status  int               `json:"status"`
			Headers map[string]string `json:"headers"`
			Body    string            `json:"body"`
			Surface string            `json:"surface"`
			Kinds   []string          `json:"kinds"`
		}
		if err := dec.Decode(&c); err != nil {
			return nil, fmt.Errorf("%s: case %d: %w", name, len(list)+1, err)
		}
		l := labelled{ID: base + "/" + c.ID, Kinds: c.Kinds, Status: c.Status, Header: http.Header{}, Body: c.Body, Stream: c.Surface == "stream"}
		for k, v := range c.Headers {
			l.Header.Set(k, v)
		}
		list = append(list, l)
	}
	return list, nil
}

// A report is what the test of apierr writes, a finding what taking one item out
// changes.
type report struct {
	Right    int
	Findings []finding
}

type finding struct {
	Section, Kind, Name string
	Needed, Harmful     []string
	Kept                bool
}

// maxOutput is how much of what a failed test prints is shown.
const maxOutput = 2 << 10

// find runs the test of apierr.
func find(responses []labelled) (*report, error) {
	dir, err := os.MkdirTemp("", "evidence")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	from, to := filepath.Join(dir, "labelled.jsonl"), filepath.Join(dir, "findings.json")
	if err := writeResponses(from, responses); err != nil {
		return nil, err
	}
	cmd := exec.Command("go", "test", "-count=1", "-run", "^TestEvidence$", "./apierr")
	cmd.Env = append(os.Environ(), "ERRBOOK_LABELLED="+from, "ERRBOOK_FINDINGS="+to)
	if out, err := cmd.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("go test ./apierr: %w\n%s", err, out[:min(len(out), maxOutput)])
	}
	data, err := os.ReadFile(to)
	if err != nil {
		return nil, err
	}
	r := new(report)
	return r, json.Unmarshal(data, r)
}

func writeResponses(name string, responses []labelled) error {
	file, err := os.Create(name)
	if err != nil {
		return err
	}
	enc := json.NewEncoder(file)
	for i := range responses {
		if err := enc.Encode(&responses[i]); err != nil {
			file.Close()
			return err
		}
	}
	return file.Close()
}

// printTotals prints a line for each section.
func printTotals(out io.Writer, findings []finding) {
	fmt.Fprintf(out, "%-10s %6s %7s %6s %8s\n", "section", "items", "needed", "kept", "harmful")
	for _, section := range sections(findings) {
		items, needed, kept, harmful := 0, 0, 0, 0
		for _, f := range findings {
			if f.Section != section {
				continue
			}
			items++
			needed += one(len(f.Needed) > 0)
			kept += one(f.Kept)
			harmful += one(len(f.Harmful) > 0)
		}
		fmt.Fprintf(out, "%-10s %6d %7d %6d %8d\n", section, items, needed, kept, harmful)
	}
}

func one(b bool) int {
	if b {
		return 1
	}
	return 0
}

func sections(findings []finding) []string {
	var list []string
	for _, f := range findings {
		if !slices.Contains(list, f.Section) {
			list = append(list, f.Section)
		}
	}
	return list
}

// printItems prints the items of a section: the kind, what is taken out, the
// number of responses that need it and those that it harms, and two of each.
func printItems(out io.Writer, section string, unneeded bool, findings []finding) {
	fmt.Fprintln(out)
	for _, f := range findings {
		if section != "all" && f.Section != section || f.Kept == unneeded {
			continue
		}
		fmt.Fprintf(out, "%s\t%s\t%s\t%d\t%d\t%s\n", f.Section, f.Kind, f.Name, len(f.Needed), len(f.Harmful),
			strings.Join(append(firstOf(f.Needed, ""), firstOf(f.Harmful, "-")...), " "))
	}
}

func firstOf(ids []string, sign string) []string {
	var list []string
	for _, id := range ids[:min(2, len(ids))] {
		list = append(list, sign+id)
	}
	return list
}
