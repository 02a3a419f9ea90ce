package generator_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/errbook/errbook/generator"
	"github.com/errbook/errbook/internal/reader/readertest"
	"github.com/errbook/errbook/spec"
)

// npmFiles returns the npm package of a book, by the names of its files.
func npmFiles(t *testing.T, book *spec.Book, npm generator.NPM) map[string]string {
	t.Helper()
	plan, err := generator.New(book, generator.Options{Spec: "spec", JS: "npm", NPM: npm})
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	for _, f := range plan.Files {
		name, ok := strings.CutPrefix(f.Path, "npm/")
		if !ok {
			t.Errorf("%s is not of the npm package", f.Path)
		}
		files[name] = string(f.Data)
	}
	return files
}

// npmDriver prints what the package makes of responses, and what its modules hold.
const npmDriver = `import { classify, fromError, kinds } from "./index.js";
import { providers } from "./catalog.js";
import { readFileSync } from "node:fs";
const {ids, responses} = JSON.parse(readFileSync("asked.json", "utf8"));
const codes = {}, titles = {};
for (const id of ids) {
	codes[id] = Object.values(await import("./providers/" + id + ".js")).filter(value => typeof value == "string");
	const {docs, explain} = await import("./docs/" + id + ".js");
	titles[id] = Object.keys(docs).map(code => explain(code).title);
}
const made = responses.map(({id, ...response}) => classify(response, providers[ids.indexOf(id)])?.code ?? "");
const unknown = fromError(new TypeError("x is not a function"));
console.log(JSON.stringify({codes, titles, made, kinds: kinds.map(kind => kind.name), unknown}));`

// The package of a book with hostile texts, and of one with its own kinds, is loaded by
// Node.js, and says what the book says.
func TestNPM(t *testing.T) {
	node, err := exec.LookPath("node")
	if err != nil {
		t.Skip("Node.js loads the npm package, and is not installed here:", err)
	}
	for _, name := range []string{"book", "ownkinds"} {
		t.Run(name, func(t *testing.T) {
			book, err := spec.Load("../internal/site/testdata/" + name)
			if err != nil {
				t.Fatal(err)
			}
			files := npmFiles(t, book, generator.NPM{})
			var asked struct {
				IDs       []string         `json:"ids"`
				Responses []map[string]any `json:"responses"`
			}
			for _, f := range book.Files {
				asked.IDs = append(asked.IDs, f.Provider.Value)
			}
			samples := readertest.Samples(book)
			for _, r := range samples {
				asked.Responses = append(asked.Responses, map[string]any{
					"id": r.Provider, "status": r.Status, "headers": r.Headers, "body": r.Body, "stream": r.Stream, "event": r.Event, "close": r.Close,
				})
			}
			data, err := json.Marshal(asked)
			if err != nil {
				t.Fatal(err)
			}
			files["asked.json"], files["driver.js"] = string(data), npmDriver
			var got struct {
				Codes, Titles map[string][]string
				Made, Kinds   []string
				Unknown       map[string]any
			}
			cmd := exec.Command(node, "driver.js")
			cmd.Dir = writeFiles(t, files)
			if out, err := cmd.Output(); err != nil || json.Unmarshal(out, &got) != nil {
				t.Fatalf("%v: %s", err, out)
			}
			want := map[string]any{
				"provider": "", "code": "", "kind": "unknown", "family": "", "match": "none", "status": 0.0, "surface": "",
				"retry": "never", "retryable": false, "delay_ms": nil, "actor": "", "scope": "", "executed": "maybe", "billed": "",
				"message": "x is not a function", "wire_code": "", "wire_type": "", "request_id": "",
			}
			if diff := cmp.Diff(want, got.Unknown); diff != "" {
				t.Errorf("an error of which nothing is known (-want +got):\n%s", diff)
			}
			for i := range samples {
				if want := samples[i].Want(book).Code; got.Made[i] != want {
					t.Errorf("%s is %q, want %q", samples[i].Body, got.Made[i], want)
				}
			}
			for _, f := range book.Files {
				id, n := f.Provider.Value, 0
				for i, e := range f.Errors {
					n += 1 + len(e.Renamed)
					if got.Titles[id][i] != e.Doc.Title {
						t.Errorf("%s is called %q, want %q", e.Code, got.Titles[id][i], e.Doc.Title)
					}
				}
				if len(got.Codes[id]) != n {
					t.Errorf("%s has %d constants, want %d", id, len(got.Codes[id]), n)
				}
			}
			for _, k := range book.Taxonomy().Kinds {
				if !slices.Contains(got.Kinds, k.Name.String()) {
					t.Errorf("kinds does not have %s", k.Name)
				}
			}
		})
	}
}

func writeFiles(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		name = filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// package.json has the name and version that errbook.yaml says, and is private without.
func TestNPMName(t *testing.T) {
	book, err := spec.Load("../internal/site/testdata/ownkinds")
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		npm                    generator.NPM
		name, version, private string
	}{
		{generator.NPM{Name: "@acme/errors", Version: "1.2.3"}, "@acme/errors", "1.2.3", "<nil>"},
		{generator.NPM{}, "api-errors", "0.0.0", "true"},
	} {
		files := npmFiles(t, book, tt.npm)
		var p map[string]any
		if err := json.Unmarshal([]byte(files["package.json"]), &p); err != nil {
			t.Fatal(err)
		}
		if got := [3]any{p["name"], p["version"], p["private"]}; got[0] != tt.name || got[1] != tt.version || (got[2] != nil) != (tt.private == "true") {
			t.Errorf("got %v, want %v", got, tt)
		}
		if !strings.Contains(files["README.md"], "npm install "+tt.name+"\n") {
			t.Errorf("the README does not say how to install %s", tt.name)
		}
	}
}

// No text of a book ends a comment of the types.
func TestNPMComments(t *testing.T) {
	book, err := spec.Load("../internal/site/testdata/book")
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range npmFiles(t, book, generator.NPM{}) {
		if strings.HasSuffix(name, ".d.ts") && strings.Count(text, "/**") != strings.Count(text, "*/") {
			t.Errorf("%s has comments that end before their end", name)
		}
	}
}
