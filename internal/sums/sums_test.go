package sums

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/errbook/errbook/generator"
	"github.com/errbook/errbook/spec"
)

// whole is a spec file with every key of the language.
const whole = "../../spec/testdata/good/whole.yaml"

// including is the line of a spec file that includes another one, of which nothing is
// remembered.
const including = "include: [common/http.yaml]\n"

// A fixture is a project that was generated, and is remembered.
type fixture struct {
	*testing.T
	dir     string
	options generator.Options
}

func newFixture(t *testing.T, changes ...func(*generator.Options)) *fixture {
	t.Helper()
	t.Setenv("ERRBOOK_CACHE", filepath.Join(t.TempDir(), "cache"))
	f := &fixture{T: t, dir: t.TempDir(), options: generator.Options{
		Spec: "spec", Go: "gen", Packages: generator.Packages{Path: "example.com/user/gen", Suffix: "err"},
		Docs: "docs", JSON: "catalog.json", OpenAPI: "api", Catalog: true, SameModule: true, SpecInModule: true, Ledger: "spec/ledger.yaml",
	}}
	for _, change := range changes {
		change(&f.options)
	}
	for name, from := range map[string]string{"whole": whole, "rules": "../../spec/testdata/good/rules.yaml", "own": "../../spec/testdata/good/own.yaml"} {
		data, err := os.ReadFile(from)
		if err != nil {
			t.Fatal(err)
		}
		f.put("spec/"+name+".yaml", strings.Replace(string(data), including, "", 1))
	}
	f.generate()
	return f
}

func (f *fixture) path(name string) string { return filepath.Join(f.dir, filepath.FromSlash(name)) }

func (f *fixture) put(name, data string) {
	f.Helper()
	if err := os.MkdirAll(filepath.Dir(f.path(name)), 0o777); err != nil {
		f.Fatal(err)
	}
	if err := os.WriteFile(f.path(name), []byte(data), 0o666); err != nil {
		f.Fatal(err)
	}
}

func (f *fixture) get(name string) string {
	f.Helper()
	data, err := os.ReadFile(f.path(name))
	if err != nil {
		f.Fatal(err)
	}
	return string(data)
}

// edit replaces the first occurrence of a text in a file.
func (f *fixture) edit(name, from, to string) {
	f.Helper()
	text := f.get(name)
	if !strings.Contains(text, from) {
		f.Fatalf("%s does not say %q", name, from)
	}
	f.put(name, strings.Replace(text, from, to, 1))
}

func (f *fixture) open() *Project { return Open(f.dir, f.path("spec"), f.options) }

// full returns the plan of everything, and the book.
func (f *fixture) full() (*generator.Plan, *spec.Book) {
	f.Helper()
	book, err := f.options.Settings.Load(f.path("spec"))
	if err != nil {
		f.Fatal(err)
	}
	plan, err := generator.New(book, f.options)
	if err != nil {
		f.Fatal(err)
	}
	return plan, book
}

// generate makes everything, and remembers it.
func (f *fixture) generate() {
	f.Helper()
	p := f.open()
	plan, book := f.full()
	plan.Ledger = generator.File{}
	if _, err := plan.Write(f.dir); err != nil {
		f.Fatal(err)
	}
	p.Keep(book, plan)
}

// made returns which files a rest has the bytes of.
func made(r *Rest) []string {
	names := []string{}
	for _, f := range r.Plan.Files {
		if f.Data != nil {
			names = append(names, f.Path)
		}
	}
	return names
}

// rest returns the rest, which there must be.
func (f *fixture) rest() *Rest {
	f.Helper()
	r := f.open().Rest()
	if r == nil {
		f.Fatal("everything must be made")
	}
	return r
}

func TestNothingToDo(t *testing.T) {
	f := newFixture(t)
	r := f.rest()
	if names := made(r); len(names) != 0 {
		t.Errorf("it made %q", names)
	}
	if changes, err := r.Plan.Write(f.dir); err != nil || len(changes) != 0 {
		t.Errorf("it changed %v (%v)", changes, err)
	}
	_, book := f.full()
	if r.Providers != len(book.Files) || r.Errors != book.Len() {
		t.Errorf("%d providers, %d errors; the book has %d, %d", r.Providers, r.Errors, len(book.Files), book.Len())
	}
}

// A sentence that changes makes the files of its provider and the catalog, and they are
// what making everything makes: each sentence of the language once.
func TestSentences(t *testing.T) {
	for name, errorPages := range map[string]bool{"a page per provider": false, "a page per error": true} {
		t.Run(name, func(t *testing.T) { testSentences(t, errorPages) })
	}
}

func testSentences(t *testing.T, errorPages bool) {
	f := newFixture(t, func(o *generator.Options) { o.JS, o.ErrorPages = "npm", errorPages })
	book, err := spec.Load(f.path("spec/whole.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	edits := 0
	for i, sentence := range sentencesOf(book.Files[0]) {
		if testing.Short() && i%4 != 0 {
			continue
		}
		before := f.get("spec/whole.yaml")
		for _, edit := range [][2]string{{" the ", " that "}, {" a ", " this "}, {"The ", "That "}, {"A ", "This "}, {"is ", "was "}, {"It ", "That "}} {
			other := strings.Replace(sentence, edit[0], edit[1], 1)
			if other == sentence || !strings.Contains(before, sentence) {
				continue
			}
			f.edit("spec/whole.yaml", sentence, other)
			edits++
			f.checkRest(sentence, "acme-ai", "acmeaierr")
			break
		}
	}
	if edits < 5 {
		t.Errorf("only %d sentences were edited", edits)
	}
}

// A book of which a file includes another one is always made whole.
func TestIncludes(t *testing.T) {
	f := newFixture(t)
	for _, name := range []string{"own.yaml", "common/http.yaml"} {
		data, err := os.ReadFile("../../spec/testdata/good/" + name)
		if err != nil {
			t.Fatal(err)
		}
		f.put("spec/"+name, string(data))
	}
	if !strings.Contains(f.get("spec/own.yaml"), including) {
		t.Fatal("the file includes nothing")
	}
	for range 2 {
		f.generate()
		if f.open().Rest() != nil {
			t.Error("it remembers files of which it does not know what they include")
		}
	}
}

// What errbook.yaml says of all spec files is said of a part of them, too.
func TestSettings(t *testing.T) {
	f := newFixture(t)
	if f.options.Settings = (spec.Settings{Site: "https://errors.example", Generic: "none"}); f.open().Rest() != nil {
		t.Error("it remembers what other settings made")
	}
	f.generate()
	f.edit("spec/whole.yaml", "The account has no", "This account has no")
	f.checkRest("other settings", "acme-ai", "acmeaierr")
}

// checkRest carries a rest out, which makes the files of one package, and compares the
// tree with what making everything makes.
func (f *fixture) checkRest(what, id, pkg string) {
	f.Helper()
	r := f.open().Rest()
	if r == nil {
		f.Errorf("%s: everything must be made", what)
		f.generate()
		return
	}
	for _, name := range made(r) {
		if !strings.HasPrefix(name, "gen/"+pkg+"/") && name != "catalog.json" && !strings.Contains(name, "/"+id+".") && !strings.HasPrefix(name, "docs/"+id+"/") {
			f.Errorf("%s: it made %s", what, name)
		}
	}
	changes, err := r.Plan.Write(f.dir)
	if err != nil || len(changes) == 0 {
		f.Errorf("%s: %d changes (%v)", what, len(changes), err)
	}
	r.Keep()
	all, _ := f.full()
	if changes, err = all.Diff(f.dir); err != nil || len(changes) != 0 {
		f.Errorf("%s: making everything makes something else: %v (%v)", what, changes, err)
	}
	if names := made(f.rest()); len(names) != 0 {
		f.Errorf("%s: it is not remembered: %q", what, names)
	}
}

// sentencesOf lists the sentences of a file, each once.
func sentencesOf(f *spec.File) []string {
	var list []string
	var walk func(v reflect.Value)
	walk = func(v reflect.Value) {
		switch v.Kind() {
		case reflect.Pointer:
			if !v.IsNil() {
				walk(v.Elem())
			}
		case reflect.Slice:
			for i := range v.Len() {
				walk(v.Index(i))
			}
		case reflect.Struct:
			if p, ok := v.Interface().(spec.Prose); ok {
				list = append(list, p.Raw)
				return
			}
			for i := range v.NumField() {
				// What is deprecated shows in more places than the error's own page.
				if name := v.Type().Field(i); name.IsExported() && name.Name != "Deprecated" {
					walk(v.Field(i))
				}
			}
		}
	}
	for _, part := range []any{f.Tips, f.Guides, f.Surfaces, f.Errors} {
		walk(reflect.ValueOf(part))
	}
	slices.Sort(list)
	return slices.DeleteFunc(slices.Compact(list), func(s string) bool { return !strings.HasSuffix(s, ".") })
}

// Whatever else changes, everything is made.
func TestEverythingIsMade(t *testing.T) {
	for name, change := range map[string]func(f *fixture){
		"a title":             func(f *fixture) { f.edit("spec/whole.yaml", "title: ", "title: Other ") },
		"a kind":              func(f *fixture) { f.edit("spec/whole.yaml", "kind: rate_limited", "kind: overloaded") },
		"a host":              func(f *fixture) { f.edit("spec/whole.yaml", "api.acme.example", "api2.acme.example") },
		"a refused file":      func(f *fixture) { f.edit("spec/whole.yaml", "version: 1", "version: 2") },
		"a new file":          func(f *fixture) { f.put("spec/new.yaml", strings.ReplaceAll(gone, "ID", "new")) },
		"a file that is gone": func(f *fixture) { os.Remove(f.path("spec/rules.yaml")) },
		"another name":        func(f *fixture) { os.Rename(f.path("spec/rules.yaml"), f.path("spec/rules2.yaml")) },
		"kinds": func(f *fixture) {
			f.put("spec/kinds.yaml", "version: 1\nkinds:\n  - {kind: sold_out, meaning: It is sold out., retry: never, actor: caller, executed: never, scope: request, tell: It is sold out.}\n")
		},
		"kinds that cannot be read":  func(f *fixture) { os.Mkdir(f.path("spec/kinds.yaml"), 0o777) },
		"a file that is a directory": func(f *fixture) { os.Remove(f.path("spec/rules.yaml")); os.Mkdir(f.path("spec/rules.yaml"), 0o777) },
		"a sentence, and the catalog on disk": func(f *fixture) {
			f.edit("spec/rules.yaml", "summary: ", "summary: Now ")
			f.edit("catalog.json", "Acme AI", "Acme")
		},
		"a sentence, and no catalog on disk": func(f *fixture) {
			f.edit("spec/rules.yaml", "summary: ", "summary: Now ")
			os.Remove(f.path("catalog.json"))
		},
		"the options":   func(f *fixture) { f.options.Docs = "pages" },
		"another cache": func(f *fixture) { f.Setenv("ERRBOOK_CACHE", f.path("cache2")) },
		"no cache":      func(f *fixture) { f.Setenv("ERRBOOK_CACHE", "off") },
		"a project that was copied": func(f *fixture) {
			to := f.TempDir()
			if err := os.CopyFS(to, os.DirFS(f.dir)); err != nil {
				f.Fatal(err)
			}
			f.dir = to
		},
	} {
		t.Run(name, func(t *testing.T) {
			f := newFixture(t)
			change(f)
			if r := f.open().Rest(); r != nil {
				t.Errorf("only %q is made", made(r))
			}
		})
	}
}

// gone is a spec file of provider ID.
const gone = `version: 1
provider: ID
name: Gone
sources: [{id: page, url: "https://gone.example/errors", verified: 2026-11-20}]
errors:
  - {name: Gone, title: Gone, summary: The thing is gone., status: 410, kind: not_found, causes: [It was deleted.], fixes: [Create it again.], sources: [page]}
`

// The record is never believed about what lies on disk.
func TestFilesOnDisk(t *testing.T) {
	for name, change := range map[string]func(f *fixture){
		"a file that was edited":          func(f *fixture) { f.edit("gen/acmeaierr/codes.go", "Acme AI", "Acme") },
		"one whose size and time stay":    func(f *fixture) { sameStat(f, "docs/index.md") },
		"a file that is gone":             func(f *fixture) { os.Remove(f.path("docs/index.md")) },
		"a ledger that somebody added to": func(f *fixture) { f.edit("spec/ledger.yaml", "codes:\n", "codes:\n  # mine\n") },
		"a ledger that is gone":           func(f *fixture) { os.Remove(f.path("spec/ledger.yaml")) },
		"a file without our header":       func(f *fixture) { f.put("docs/index.md", "mine\n") },
		"a directory that is a link":      func(f *fixture) { link(f, "docs") },
		"a sentence, and a file elsewhere": func(f *fixture) {
			f.edit("spec/rules.yaml", "summary: ", "summary: Now ")
			f.put("docs/kinds.md", "mine\n")
		},
	} {
		t.Run(name, func(t *testing.T) {
			f := newFixture(t)
			change(f)
			r := f.rest()
			if _, err := r.Plan.Diff(f.dir); !errors.Is(err, generator.ErrUnmade) {
				t.Errorf("Diff says %v", err)
			}
			if _, err := r.Plan.Write(f.dir); !errors.Is(err, generator.ErrUnmade) {
				t.Errorf("Write says %v", err)
			}
		})
	}
}

// sameStat changes a byte of a file and keeps its size and its time.
func sameStat(f *fixture, name string) {
	info, err := os.Stat(f.path(name))
	if err != nil {
		f.Fatal(err)
	}
	data := []byte(f.get(name))
	data[len(data)/2] ^= 1
	f.put(name, string(data))
	os.Chtimes(f.path(name), info.ModTime(), info.ModTime())
}

func link(f *fixture, dir string) {
	os.Rename(f.path(dir), f.path(dir+"2"))
	if err := os.Symlink(dir+"2", f.path(dir)); err != nil {
		f.Fatal(err)
	}
}

// Files that are no longer wanted are found also when nothing is made.
func TestOrphans(t *testing.T) {
	f := newFixture(t)
	f.put("docs/old.md", "[//]: # ("+generator.Header("spec/old.yaml")+")\n")
	changes, err := f.rest().Plan.Write(f.dir)
	if err != nil || len(changes) != 1 || changes[0].Path != "docs/old.md" || changes[0].New != nil {
		t.Errorf("it changed %v (%v)", changes, err)
	}
}

// A record that is damaged, or another's, does not count.
func TestDamagedRecords(t *testing.T) {
	f := newFixture(t)
	file := f.open().file
	sound, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	try := func(what string, data []byte) {
		if err := os.WriteFile(file, data, 0o600); err != nil {
			t.Fatal(err)
		}
		if f.open().Rest() != nil {
			t.Errorf("%s: it is believed", what)
		}
	}
	for n := 0; n < len(sound); n += 97 {
		try("cut", sound[:n])
		flipped := bytes.Clone(sound)
		flipped[n] ^= 1
		try("a flipped bit", flipped)
	}
	try("longer", append(bytes.Clone(sound), '\n'))
	signed := func(text string) []byte { return []byte(text + generator.SumOf([]byte(text))) }
	body := string(sound[:len(sound)-64])
	try("of another errbook", signed(strings.Replace(body, `"tool":"`, `"tool":"x`, 1)))
	try("of other kinds", signed(strings.Replace(body, `"kinds":"`, `"kinds":"x`, 1)))
	try("no JSON", signed("[]"))
	try("of no files", signed(`{"tool":"`+f.open().tool+`"}`))
	os.WriteFile(file, sound, 0o600)
	if f.open().Rest() == nil {
		t.Error("the sound record is not believed")
	}
	os.Remove(file)
	os.Mkdir(file, 0o700)
	if f.open().Rest() != nil {
		t.Error("a directory is believed")
	}
	f.generate() // which cannot remember
}

// Every option makes another record.
func TestOptionsAreTold(t *testing.T) {
	names := map[string]string{}
	note := func(what string, o generator.Options) {
		p := &Project{Dir: ".", Spec: "spec", Options: o}
		if other := names[p.name(p.Options)]; other != "" {
			t.Errorf("%s and %s have one record", what, other)
		}
		names[p.name(p.Options)] = what
	}
	note("none", generator.Options{})
	v := reflect.ValueOf(&generator.Options{}).Elem()
	for i := range v.NumField() {
		var o generator.Options
		field := reflect.ValueOf(&o).Elem().Field(i)
		switch name := v.Type().Field(i).Name; {
		case name == "Published": // which is on disk
		case field.Kind() == reflect.Bool:
			field.SetBool(true)
			note(name, o)
		case field.Kind() == reflect.String:
			field.SetString("x")
			note(name, o)
		case field.Kind() == reflect.Slice:
			field.Set(reflect.ValueOf([]string{"x"}))
			note(name, o)
		default:
			for j := range field.NumField() {
				field.SetZero()
				field.Field(j).SetString("x")
				note(name+"."+field.Type().Field(j).Name, o)
			}
		}
	}
	if len(names) < 12 {
		t.Errorf("only %d options were tried", len(names))
	}
}

// What is made again is the same for any number of workers.
func TestAnyNumberOfWorkers(t *testing.T) {
	f := newFixture(t)
	f.edit("spec/whole.yaml", "tips:", "tips:\n  - Now it is another file.")
	f.edit("spec/rules.yaml", "summary: ", "summary: Now ")
	f.generate()
	f.edit("spec/whole.yaml", "Now it is another file.", "Now it is one more.")
	f.edit("spec/rules.yaml", "summary: Now ", "summary: Then ")
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	var first *generator.Plan
	for _, workers := range []int{1, 2, 16} {
		runtime.GOMAXPROCS(workers)
		r := f.rest()
		if first == nil {
			first = r.Plan
		}
		if diff := cmp.Diff(first, r.Plan); diff != "" {
			t.Errorf("%d workers: %s", workers, diff)
		}
	}
}

// Records that nobody made anew for a month go; other files stay.
func TestPrune(t *testing.T) {
	f := newFixture(t)
	dir := filepath.Dir(f.open().file)
	old := time.Now().Add(-maxAge - time.Hour)
	kept := []string{filepath.Base(f.open().file), "notes.json"}
	for _, name := range []string{strings.Repeat("0", 32) + ".json", tempPrefix + "1", "notes.json"} {
		if err := os.WriteFile(filepath.Join(dir, name), nil, 0o600); err != nil {
			t.Fatal(err)
		}
		os.Chtimes(filepath.Join(dir, name), old, old)
	}
	f.generate()
	entries, _ := os.ReadDir(dir)
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	slices.Sort(kept)
	if !slices.Equal(names, kept) {
		t.Errorf("there are %q, want %q", names, kept)
	}
}
