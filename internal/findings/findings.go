// Package findings prints what commands find in spec files: for people, for programs,
// for code scanning, and for pull requests.
package findings

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"slices"
	"strings"

	"github.com/errbook/errbook/spec/yaml"
)

// A Finding is one thing that was found at one place.
type Finding struct {
	Path string
	yaml.Pos
	Rule    string
	Level   string // Error, Warning or Note
	Message string
	Hint    string

	// Code is the error that it is about, and Effect the part of a version that it
	// raises; "" where nobody says. They are for programs.
	Code, Effect string
}

// The levels, as SARIF calls them.
const (
	Error   = "error"
	Warning = "warning"
	Note    = "note"
)

// A Rule is what findings name: its ID is a promise, because tools filter by it.
type Rule struct{ ID, About string }

// Sort sorts findings by path and place, then by rule and message.
func Sort(found []Finding) {
	slices.SortStableFunc(found, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.Path, b.Path), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Col, b.Col), cmp.Compare(a.Rule, b.Rule), cmp.Compare(a.Message, b.Message))
	})
}

// Formats lists the formats that Write knows.
var Formats = []string{"text", "json", "sarif", "github"}

// Write prints findings in one of the Formats: for people, for programs, for
// code scanning (SARIF 2.1.0), or as workflow commands of GitHub Actions.
func Write(w io.Writer, format string, rules []Rule, found []Finding) error {
	switch format {
	case "json":
		return writeJSON(w, jsonFindings(found))
	case "sarif":
		return writeJSON(w, sarifLog(rules, found))
	case "github":
		return writeLines(w, found, githubLine)
	}
	return writeLines(w, found, textLine)
}

func writeLines(w io.Writer, found []Finding, line func(Finding) string) error {
	for _, f := range found {
		if _, err := io.WriteString(w, line(f)+"\n"); err != nil {
			return err
		}
	}
	return nil
}

func textLine(f Finding) string {
	s := yaml.Visible(f.Path)
	if f.IsSet() {
		s += fmt.Sprintf(":%d:%d", f.Line, f.Col)
	}
	s += fmt.Sprintf(": %s (%s)", yaml.Visible(f.Message), f.Rule)
	s += excerpt(f.Path, f.Pos)
	if f.Hint != "" {
		s += "\n\thint: " + yaml.Visible(f.Hint)
	}
	return s
}

// githubLine writes a workflow command. Its data must not have line ends, nor
// its properties commas and colons.
func githubLine(f Finding) string {
	data := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	property := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
	level := f.Level
	if level == Note {
		level = "notice"
	}
	place := "file=" + property.Replace(yaml.Visible(f.Path))
	if f.IsSet() {
		place += fmt.Sprintf(",line=%d,col=%d", f.Line, f.Col)
	}
	return fmt.Sprintf("::%s %s,title=errbook %s::%s", level, place, f.Rule, data.Replace(text(f)))
}

// text returns what a finding says, on one line that shows all there is on it.
func text(f Finding) string {
	if f.Hint == "" {
		return yaml.Visible(f.Message)
	}
	return yaml.Visible(f.Message + "; " + f.Hint)
}

type jsonFinding struct {
	Path    string `json:"path"`
	Line    int    `json:"line"`
	Col     int    `json:"col"`
	Level   string `json:"level"`
	Rule    string `json:"rule"`
	Message string `json:"message"`
	Hint    string `json:"hint,omitempty"`
	Code    string `json:"code,omitempty"`
	Effect  string `json:"effect,omitempty"`
}

func jsonFindings(found []Finding) []jsonFinding {
	list := make([]jsonFinding, 0, len(found))
	for _, f := range found {
		list = append(list, jsonFinding{f.Path, f.Line, f.Col, f.Level, f.Rule, f.Message, f.Hint, f.Code, f.Effect})
	}
	return list
}

// The parts of a SARIF 2.1.0 log that code scanning reads.
type (
	sarif struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool    sarifTool     `json:"tool"`
		Results []sarifResult `json:"results"`
	}
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct {
		Name  string      `json:"name"`
		Rules []sarifRule `json:"rules"`
	}
	sarifRule struct {
		ID    string    `json:"id"`
		Short sarifText `json:"shortDescription"`
	}
	sarifText struct {
		Text string `json:"text"`
	}
	sarifResult struct {
		RuleID    string          `json:"ruleId"`
		Level     string          `json:"level"`
		Message   sarifText       `json:"message"`
		Locations []sarifLocation `json:"locations"`
	}
	sarifLocation struct {
		Physical sarifPhysical `json:"physicalLocation"`
	}
	sarifPhysical struct {
		Artifact sarifArtifact `json:"artifactLocation"`
		Region   *sarifRegion  `json:"region,omitempty"` // nil for the whole file
	}
	sarifArtifact struct {
		URI string `json:"uri"`
	}
	sarifRegion struct {
		StartLine   int `json:"startLine"`
		StartColumn int `json:"startColumn"`
	}
)

func sarifLog(rules []Rule, found []Finding) sarif {
	run := sarifRun{Tool: sarifTool{sarifDriver{Name: "errbook"}}, Results: []sarifResult{}}
	for _, r := range rules {
		run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, sarifRule{r.ID, sarifText{r.About}})
	}
	for _, f := range found {
		at := sarifPhysical{Artifact: sarifArtifact{(&url.URL{Path: f.Path}).EscapedPath()}}
		if f.IsSet() {
			at.Region = &sarifRegion{f.Line, max(f.Col, 1)}
		}
		run.Results = append(run.Results, sarifResult{f.Rule, f.Level, sarifText{text(f)}, []sarifLocation{{at}}})
	}
	return sarif{Schema: "https://json.schemastore.org/sarif-2.1.0.json", Version: "2.1.0", Runs: []sarifRun{run}}
}

func writeJSON(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}
