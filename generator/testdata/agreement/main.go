// Command agreement holds the generated switches of a book against the plain
// interpreter of its rules: over the combinations of the statuses, codes,
// types, phrases and surfaces that the rules of a provider name, over bodies
// that carry them, and over every cut of these bodies.
//
// The test adds one file in memory, with the table made: provider id to the
// generated package's rules.
package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"slices"
	"strings"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/apierr/wire"
	"github.com/errbook/errbook/spec"
)

func main() {
	book, err := spec.Load(os.Args[1:]...)
	if err != nil {
		fmt.Println(err)
		os.Exit(2)
	}
	total, failed := 0, 0
	for _, f := range book.Files {
		c := &comparison{file: f, made: made[f.Provider.Value]}
		c.fields()
		c.samples()
		total += c.compared
		failed += c.failed
	}
	fmt.Printf("%d compared, %d differ\n", total, failed)
	if failed > 0 || total == 0 {
		os.Exit(1)
	}
}

// generatedRules are what a generated package exports.
type generatedRules struct {
	provider *apierr.Provider
	classify func(*wire.Fields) apierr.Verdict
}

// A comparison is that of one provider.
type comparison struct {
	file             *spec.File
	made             generatedRules
	compared, failed int
}

// same compares two verdicts; describe says on what, if they differ.
func (c *comparison) same(a, b apierr.Verdict, describe func() string) {
	c.compared++
	if a != b {
		if c.failed++; c.failed <= 5 {
			fmt.Printf("%s: %s: the rules say %+v, the switch %+v\n", c.file.Provider.Value, describe(), a, b)
		}
	}
}

// limit bounds the combinations of one provider.
const limit = 60_000

// fields compares over combinations of values in hand.
func (c *comparison) fields() {
	dims := c.dimensions()
	product := 1
	for _, d := range dims {
		product *= d.size
	}
	// A stride without a common factor visits all combinations if they are
	// few, and an even spread of them if they are many.
	stride := 1
	if product > limit {
		stride = product/limit | 1
	}
	var a, b wire.Fields
	for n := 0; n < product; n += stride {
		a, b = wire.Fields{}, wire.Fields{}
		rest := n
		for _, d := range dims {
			d.set(&a, rest%d.size)
			d.set(&b, rest%d.size)
			rest /= d.size
		}
		c.same(c.file.Classify(&a), c.made.classify(&b), func() string {
			return fmt.Sprintf("%q, status %d, code %q, type %q, message %q, close code %d", a.Surface, a.Status, a.Code, a.Type, a.Message, a.Close)
		})
	}
}

// A dimension is one part of a response, with the values that matter.
type dimension struct {
	size int
	set  func(f *wire.Fields, i int)
}

func (c *comparison) dimensions() []dimension {
	surfaces, codes, types, messages := []string{""}, []string{"", "of nobody"}, []string{"", "of nobody"}, []string{""}
	statuses, closes := []int{0, 418, 599}, []int{0}
	for _, r := range c.file.Rows {
		surfaces = append(surfaces, r.Surfaces...)
		codes = append(append(codes, r.Codes.Values...), r.Codes.Prefix+r.Codes.Prefix)
		types = append(append(types, r.Types.Values...), r.Types.Prefix+"x")
		for _, s := range r.Statuses {
			statuses = append(statuses, s.From, s.To)
		}
		for _, s := range r.Close {
			closes = append(closes, s.From)
		}
		for _, p := range r.Any {
			messages = append(messages, p, strings.ToUpper(p)+" "+strings.Join(r.Not, " "), `he said "`+p+`"`)
		}
	}
	return []dimension{
		over(surfaces, func(f *wire.Fields, v string) { f.Surface = v }),
		over(codes, func(f *wire.Fields, v string) { f.Code = v }),
		over(types, func(f *wire.Fields, v string) { f.Type = v }),
		over(messages, func(f *wire.Fields, v string) { f.Message = v }),
		over(statuses, func(f *wire.Fields, v int) { f.Status = v }),
		over(closes, func(f *wire.Fields, v int) { f.Close = v }),
	}
}

func over[T string | int](values []T, set func(*wire.Fields, T)) dimension {
	slices.Sort(values)
	values = slices.Compact(values)
	return dimension{len(values), func(f *wire.Fields, i int) { set(f, values[i]) }}
}

// samples compares over whole responses: every sample and near miss under
// every status, cut at every byte, and with each field and header that rules
// ask for put into it.
func (c *comparison) samples() {
	for _, e := range c.file.Errors {
		list := slices.Concat(e.Samples, e.NearMisses)
		for i := range list {
			r := list[i].Response(c.file)
			c.response(r)
			for n := range r.Body {
				cut := r
				cut.Body = r.Body[:n]
				c.response(cut)
			}
			for _, row := range c.file.Rows {
				c.response(with(r, row))
			}
			for _, status := range []int{0, 400, 401, 402, 403, 404, 409, 413, 422, 429, 500, 502, 503, 504, 529} {
				if r.Status >= 400 {
					r.Status = status
					c.response(r)
				}
			}
		}
	}
}

func (c *comparison) response(r apierr.Response) {
	a, errorA := c.file.Runtime().Verdict(r)
	b, errorB := c.made.provider.Verdict(r)
	if errorA != errorB {
		a.Code, b.Code = "is an error", "is no error"
	}
	c.same(a, b, func() string { return fmt.Sprintf("%d %s %s", r.Status, r.Surface, r.Body) })
}

// with returns a response with the fields and headers that a rule asks for.
func with(r apierr.Response, row *spec.Row) apierr.Response {
	header := http.Header{}
	for k, v := range r.Header {
		header[k] = v
	}
	for _, t := range row.Headers {
		header.Set(t.Name, valueFor(t.Test))
	}
	r.Header = header
	var body map[string]any
	if len(row.Fields) == 0 || json.Unmarshal(r.Body, &body) != nil {
		return r
	}
	for _, t := range row.Fields {
		put(body, strings.Split(t.Path, "."), valueFor(t.Test))
	}
	if data, err := json.Marshal(body); err == nil {
		r.Body = data
	}
	return r
}

func put(body map[string]any, path []string, value string) {
	for ; len(path) > 1; path = path[1:] {
		next, ok := body[path[0]].(map[string]any)
		if !ok {
			next = map[string]any{}
			body[path[0]] = next
		}
		body = next
	}
	body[path[0]] = value
}

func valueFor(t spec.Test) string {
	switch {
	case len(t.Values) > 0:
		return t.Values[0]
	case t.Prefix != "":
		return t.Prefix + "x"
	}
	return "x" + t.Contains
}
