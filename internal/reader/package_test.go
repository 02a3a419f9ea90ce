package reader

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/internal/reader/readertest"
	"github.com/errbook/errbook/spec"
)

// packageDriver runs the module of the npm package over questions, a line each.
const packageDriver = `
import { createInterface } from "node:readline";
import { classify } from "./core.js";
const providers = new Map();
for await (const line of createInterface({input: process.stdin})) {
	const {id, context, ...response} = JSON.parse(line);
	if (id && !providers.has(id)) providers.set(id, (await import("./" + id + ".js")).provider);
	const failure = classify(response, providers.get(id), context);
	const missing = Object.entries(failure ?? {}).find(([, value]) => value === undefined);
	if (missing) throw Error(missing[0] + " is undefined for " + line);
	console.log(JSON.stringify(failure ?? null));
}
`

// A failure is what the npm package returns. All is empty for what is not an error.
type failure struct {
	Provider  string `json:"provider"`
	Code      string `json:"code"`
	Kind      string `json:"kind"`
	Family    string `json:"family"`
	Match     string `json:"match"`
	Status    int    `json:"status"`
	Surface   string `json:"surface"`
	Retry     string `json:"retry"`
	Retryable bool   `json:"retryable"`
	DelayMS   *int64 `json:"delay_ms"`
	Actor     string `json:"actor"`
	Scope     string `json:"scope"`
	Executed  string `json:"executed"`
	Billed    string `json:"billed"`
	WireCode  string `json:"wire_code"`
	WireType  string `json:"wire_type"`
	RequestID string `json:"request_id"`
	Message   string `json:"message"`
}

func (f failure) String() string {
	text, _ := json.Marshal(f)
	return string(text)
}

// wantFailure returns what apierr makes of a response.
func wantFailure(book *spec.Book, r *readertest.Response, contexts ...apierr.Context) failure {
	p := apierr.Generic
	if r.Provider != "" {
		p = book.Find(r.Provider).Runtime()
	}
	e, _ := p.In(contexts...).From(r.Response()).(*apierr.Error)
	if e == nil {
		return failure{}
	}
	text, err := json.Marshal(e)
	if err != nil {
		panic(err)
	}
	var f failure
	if err := json.Unmarshal(text, &f); err != nil {
		panic(err)
	}
	f.Scope, f.RequestID, f.Message, f.WireCode, f.WireType = string(e.Scope()), e.RequestID, e.Message, e.WireCode, e.WireType
	return f
}

// An npmPackage is the package of a book, written once, and the driver.
type npmPackage struct {
	book      *spec.Book
	dir, node string
}

// packageOf writes the npm package of a book. It skips the test where there is no
// Node.js.
func packageOf(t *testing.T, book *spec.Book) *npmPackage {
	t.Helper()
	node, err := exec.LookPath("node")
	if err != nil {
		t.Skip("Node.js runs the npm package, and is not installed here:", err)
	}
	p := &npmPackage{book, t.TempDir(), node}
	writePackage(t, book, p.dir)
	return p
}

// read returns what the package makes of responses in a context.
func (p *npmPackage) read(t *testing.T, responses []readertest.Response, context map[string]string) []failure {
	t.Helper()
	var in bytes.Buffer
	enc := json.NewEncoder(&in)
	for _, r := range responses {
		if err := enc.Encode(map[string]any{"id": idOf(p.book, r.Provider), "context": context, "status": r.Status, "headers": r.Headers, "body": r.Body, "stream": r.Stream, "event": r.Event, "close": r.Close}); err != nil {
			t.Fatal(err)
		}
	}
	var out, stderr bytes.Buffer
	cmd := exec.Command(p.node, "driver.mjs")
	cmd.Dir, cmd.Stdin, cmd.Stdout, cmd.Stderr = p.dir, &in, &out, &stderr
	if err := cmd.Run(); err != nil {
		t.Fatalf("%v\n%s", err, stderr.Bytes())
	}
	list := make([]failure, len(responses))
	dec := json.NewDecoder(&out)
	for i := range list {
		if err := dec.Decode(&list[i]); err != nil {
			t.Fatal(err)
		}
	}
	return list
}

// idOf returns the id of a provider by that or by the name of its package.
func idOf(book *spec.Book, name string) string {
	if f := book.Find(name); f != nil {
		return f.Provider.Value
	}
	return ""
}

// writePackage writes the modules of the npm package of a book, and the driver.
func writePackage(t *testing.T, book *spec.Book, dir string) {
	t.Helper()
	file, err := loadGeneric()
	if err != nil {
		t.Fatal(err)
	}
	p, err := NewPackage(book, file)
	if err != nil {
		t.Fatal(err)
	}
	write := func(name string, make func(b *bytes.Buffer) error) {
		var b bytes.Buffer
		if err := make(&b); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), b.Bytes(), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	text := func(text string) func(b *bytes.Buffer) error {
		return func(b *bytes.Buffer) error { b.WriteString(text); return nil }
	}
	write("package.json", text(`{"type":"module"}`))
	write("driver.mjs", text(packageDriver))
	write("core.js", text(string(p.Script())))
	write("layer.js", func(b *bytes.Buffer) error { return p.WriteGeneric(b) })
	for _, f := range book.Files {
		write(f.Provider.Value+".js", func(b *bytes.Buffer) error { return p.WriteProvider(b, "provider", f) })
	}
}

// mutated is how many changed responses are read.
const mutated = 20_000

// The npm package returns what apierr does: of every sample, of real responses of
// several collections, and of these with changes.
func TestPackageAgreesWithApierr(t *testing.T) {
	if testing.Short() {
		t.Skip("reads tens of thousands of responses under Node.js")
	}
	book := builtinBook(t)
	samples := readertest.Samples(book)
	makes := map[string][]readertest.Response{"samples": samples}
	base := samples
	for _, name := range []string{"dev", "wild", "other-apis"} {
		if list := corpusNamed(t, book, name+".jsonl"); list != nil {
			makes[name], base = list, append(base[:len(base):len(base)], list...)
		}
	}
	makes["mutated"] = readertest.Mutated(base, mutated)
	p := packageOf(t, book)
	for name, list := range makes {
		t.Run(name, func(t *testing.T) { p.compare(t, list, nil) })
	}
	t.Run("in a context", func(t *testing.T) {
		p.compare(t, samples, map[string]string{"deployment": "dedicated"})
	})
}

const neutralBook = `version: 1
provider: ID
name: Shop
generic: PART
own: true
errors:
  - {name: Gone, status: 404, causes: [It was sold.], fixes: [Choose another.]}
`

// The package of a book that is not about models does not have what is only said of them,
// and reads the same responses as apierr does nevertheless, those of models included.
func TestNeutralPackageAgreesWithApierr(t *testing.T) {
	if testing.Short() {
		t.Skip("reads thousands of responses under Node.js")
	}
	fsys := fstest.MapFS{}
	for _, part := range []string{"http", "none"} {
		fsys["spec/"+part+"-shop.yaml"] = &fstest.MapFile{Data: []byte(strings.NewReplacer("ID", part+"-shop", "PART", part).Replace(neutralBook))}
	}
	book, err := spec.LoadFS(fsys, "spec")
	if err != nil {
		t.Fatal(err)
	}
	p := packageOf(t, book)
	var list []readertest.Response
	for _, responses := range of(readertest.All(builtinBook(t), layer(t)), "samples", "undocumented", "identifiers", "phrases", "salvaged") {
		for _, r := range readertest.Spread(responses, 1500) {
			for _, f := range book.Files {
				r.Provider = f.Provider.Value
				list = append(list, r)
			}
		}
	}
	p.compare(t, list, nil)
	data, err := os.ReadFile(filepath.Join(p.dir, "layer.js"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"contextlengthexceeded", "modelnotfound", "contentfilter", "moderation"} {
		if bytes.Contains(data, []byte(name)) {
			t.Errorf("the package has the name %s", name)
		}
	}
}

// compare holds what the package makes of responses against apierr.
func (p *npmPackage) compare(t *testing.T, list []readertest.Response, context map[string]string) {
	var contexts []apierr.Context
	for name, value := range context {
		contexts = append(contexts, apierr.Context(name+"="+value))
	}
	for i := range list {
		if list[i].Headers["date"] == "" { // else the clocks of two processes are compared
			headers := map[string]string{"date": "Fri, 20 Nov 2026 10:00:00 GMT"}
			for name, value := range list[i].Headers {
				headers[name] = value
			}
			headers["date"] = "Fri, 20 Nov 2026 10:00:00 GMT"
			list[i].Headers = headers
		}
	}
	differ := 0
	for i, got := range p.read(t, list, context) {
		if want := wantFailure(p.book, &list[i], contexts...); fmt.Sprint(got) != fmt.Sprint(want) {
			if differ++; differ <= 12 {
				t.Errorf("%s %d %v: %.400s\n got %v\nwant %v", list[i].Provider, list[i].Status, list[i].Headers, list[i].Body, got, want)
			}
		}
	}
	t.Logf("%d responses, %d differ", len(list), differ)
}

// The borders between waits are those of apierr.
func TestWaitsAreThoseOfApierr(t *testing.T) {
	for name, border := range map[string]string{"delay.go": `const longWait = 5 \* time\.Minute`, "internal/wait/wait.go": `leastUnix += 1e9\n\tleastUnixMilli += 1e12`} {
		if source, err := os.ReadFile("../../apierr/" + name); err != nil || !regexp.MustCompile(border).Match(source) {
			t.Errorf("apierr/%s does not have %s: %v", name, border, err)
		}
	}
}
