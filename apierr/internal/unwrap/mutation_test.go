package unwrap

import (
	"encoding/json"
	"os"
	"slices"
	"testing"
)

// Each word of spec/generic.yaml is needed by one of its samples: without it
// another status, or another event, is found in the text. The kinds of the samples
// are tested in package apierr.
func TestEveryWordIsNeeded(t *testing.T) {
	bodies := sampleBodies(t)
	var before []result
	for _, b := range bodies {
		before = append(before, resultOf(b))
	}
	needed := func() bool {
		return slices.ContainsFunc(bodies, func(b string) bool { return resultOf(b) != before[slices.Index(bodies, b)] })
	}
	for _, list := range []*[]string{&statusWords, &anyStatusWords, &endedStatusWords} {
		whole := *list
		for i, word := range whole {
			*list = slices.Delete(slices.Clone(whole), i, i+1)
			if !needed() {
				t.Errorf("no sample needs %q", word)
			}
		}
		*list = whole
	}
	field := errorField
	errorField = "error\x00: {"
	if !needed() {
		t.Errorf("no sample needs %q", field)
	}
	errorField = field
	if needed() {
		t.Error("the words are not what they were")
	}
}

// A result is what is found in a text.
type result struct {
	status int
	event  Response
}

func resultOf(body string) result { return result{StatusInText(body), Event(Response{Body: body})} }

// sampleBodies returns the bodies of the samples that are text.
func sampleBodies(t *testing.T) []string {
	t.Helper()
	data, err := os.ReadFile("../../testdata/generic.json")
	if err != nil {
		t.Fatal(err)
	}
	var file struct{ Samples []struct{ Body string } }
	if err := json.Unmarshal(data, &file); err != nil {
		t.Fatal(err)
	}
	var list []string
	for _, s := range file.Samples {
		if s.Body != "" && s.Body[0] != '{' {
			list = append(list, s.Body)
		}
	}
	return list
}
