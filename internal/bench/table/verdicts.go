package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/tidwall/gjson"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/apierr/wire"
	"github.com/errbook/errbook/generated/catalog"
)

// A response is a recorded one.
type response struct {
	Provider string `json:"provider"`
	Status   int    `json:"status"`
	Body     string `json:"body"`
}

func readCorpus(name string) ([]response, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var list []response
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 8<<20)
	for lines.Scan() {
		var r response
		if err := json.Unmarshal(lines.Bytes(), &r); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		if gjson.Valid(r.Body) {
			list = append(list, r)
		}
	}
	return list, lines.Err()
}

// pathsOf returns the paths of a provider's body as gjson writes them: those to the
// parts of an error.
func pathsOf(p *apierr.Provider) []string {
	w := p.Facts().Wire
	if w == nil {
		return []string{"error.code", "error.type", "error.message", "message", "error"}
	}
	asked := map[int]bool{}
	for _, parts := range [][]wire.Part{w.Code, w.Type, w.Message, w.Param, w.RequestID, w.Fields} {
		for _, part := range parts {
			asked[part.Slot] = true
		}
	}
	var list []string
	var walk func(prefix string, nodes []wire.Node)
	walk = func(prefix string, nodes []wire.Node) {
		for i := range nodes {
			n := &nodes[i]
			path := prefix + gjsonStep(n)
			if n.Slot != wire.NoSlot && asked[n.Slot] {
				list = append(list, path)
			}
			walk(path+".", n.Kids)
		}
	}
	walk("", w.Body)
	return list
}

func gjsonStep(n *wire.Node) string {
	switch n.Step {
	case wire.StepKey:
		return strings.NewReplacer(".", `\.`, "@", `\@`).Replace(n.Key)
	case wire.StepIndex:
		return strconv.Itoa(n.Index)
	case wire.StepWhere:
		return "#(" + n.Key + `=="` + n.Value + `")`
	}
	return "0"
}

var (
	sink  apierr.Verdict
	found []gjson.Result
)

// verdicts compares the verdicts on recorded responses with reading the same values.
func (b *bench) verdicts() ([]row, error) {
	const what = "verdict from the bytes of a recorded response, mean"
	if b.corpus == "" {
		return []row{missing(what, "no corpus was given")}, nil
	}
	list, err := readCorpus(b.corpus)
	if err != nil {
		return nil, err
	}
	type task struct {
		provider *apierr.Provider
		response apierr.Response
		paths    []string
	}
	var tasks []task
	for _, r := range list {
		p := catalog.Find(r.Provider)
		if p == nil {
			p = apierr.Generic
		}
		tasks = append(tasks, task{p, apierr.Response{Status: r.Status, Body: []byte(r.Body)}, pathsOf(p)})
	}
	ours := func() {
		for i := range tasks {
			sink, _ = tasks[i].provider.Verdict(tasks[i].response)
		}
	}
	theirs := func() {
		for i := range tasks {
			found = gjson.GetManyBytes(tasks[i].response.Body, tasks[i].paths...)
		}
	}
	decoded := func() {
		for i := range tasks {
			var v map[string]any
			json.Unmarshal(tasks[i].response.Body, &v) // also of lists, which are no objects
		}
	}
	medians := turns(200, ours, theirs, decoded)
	allocs := testing.AllocsPerRun(20, ours) / float64(len(tasks))
	what2 := fmt.Sprintf("%s of %d", what, len(tasks))
	return []row{
		atMost(what2+", against gjson's GetMany of the same paths", 1, per(medians[0], medians[1]), "×"),
		atMost(what2+", against encoding/json into a map", 0.5, per(medians[0], medians[2]), "×"),
		atMost("allocations of such a verdict", 0, allocs, ""),
	}, nil
}

// worst are texts that are long in one way, by what they are.
var worst = []struct{ name, body string }{
	{"prose", message(`The model is not available right now, try again later. `)},
	{"“model version ” repeated", message("model version ")},
	{"“model ” repeated", message("model ")},
	{"“maximum of the model ” repeated", message("maximum of the model ")},
	{"digits", message("1234567890")},
	{"short keys", `{"error":{` + strings.Repeat(`"a":1,`, bodySize/6) + `"b":2}}`},
	{"brackets", strings.Repeat("[", bodySize)},
	{"tags", strings.Repeat("<h1>", bodySize/4)},
	{"escapes", message(`\u0041`)},
}

const bodySize = 60 << 10

// message returns a body whose message is a text again and again.
func message(text string) string {
	return `{"error":{"message":"` + strings.Repeat(text, bodySize/len(text)) + `"}}`
}

// worstBodies measures the body that takes longest by its size.
func (b *bench) worstBodies() ([]row, error) {
	providers := []*apierr.Provider{apierr.Generic}
	for _, id := range []string{"openai", "anthropic", "minimax", "openrouter", "gemini"} {
		providers = append(providers, catalog.Find(id))
	}
	type result struct {
		ns   float64
		what string
	}
	var results []result
	for _, w := range worst {
		for _, p := range providers {
			r := apierr.Response{Status: 400, Body: []byte(w.body)}
			took := turns(5, func() { sink, _ = p.Verdict(r) })[0]
			name := p.ID()
			if name == "" {
				name = "the generic layer"
			}
			results = append(results, result{float64(took.Nanoseconds()) / float64(len(w.body)), w.name + ", " + name})
		}
	}
	slices.SortFunc(results, func(x, y result) int { return int(y.ns*1000) - int(x.ns*1000) })
	return []row{atMost("the worst of "+strconv.Itoa(len(results))+" bodies of 60 KiB ("+results[0].what+"), a byte", 15, results[0].ns, " ns")}, nil
}
