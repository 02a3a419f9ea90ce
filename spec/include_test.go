package spec

import (
	"bytes"
	"fmt"
	"os"
	"strings"
	"testing"
	"testing/fstest"
)

// Twenty errors of an own API need at most 120 lines, those of all its services
// included, and each service has all of them.
func TestTerse(t *testing.T) {
	book, err := Load("testdata/terse")
	if err != nil {
		t.Fatal(err)
	}
	lines := 0
	for _, name := range []string{"shop.yaml", "common/http.yaml"} {
		data, err := os.ReadFile("testdata/terse/" + name)
		if err != nil {
			t.Fatal(err)
		}
		lines += bytes.Count(data, []byte("\n"))
	}
	shop := book.Find("shop")
	if n := len(shop.Errors); n != 20 || lines > 120 {
		t.Errorf("%d errors in %d lines", n, lines)
	}
	t.Logf("%d lines", lines)
	for _, e := range shop.Errors {
		if looks, missing := shop.Looks(e); len(looks) != 1 || len(missing) > 0 {
			t.Errorf("%s cannot be sent: %v", e.Code, missing)
		}
	}
	if f, e := book.Lookup("bank.Unauthorized"); e == nil || f.Provider.Value != "bank" || e.Doc.URL() != "https://bank.example/errors/unauthorized" {
		t.Error("the bank lacks an included error")
	}
	if _, e := book.Lookup("bank.Fault"); e.Doc.Summary != "The books are closed." || book.Find("bank").DefaultError() != e {
		t.Errorf("an included error is in place of the bank's own: %s", e.Doc.Summary)
	}
	if _, e := book.Lookup("shop.Fault"); !e.Default.Value || e.Doc.Summary != "Fault." {
		t.Errorf("the shop's default error: %+v", e.Doc)
	}
}

// An includeCase is what a spec file includes, the files that are there, and a problem.
type includeCase struct {
	include string
	files   map[string]string
	want    string
}

// load loads the spec file of a case.
func (c *includeCase) load() error {
	const file = "version: 1\nprovider: shop\nname: Shop\nown: true\ninclude: [%s]\nerrors:\n  - {name: Gone, status: 410, causes: [It is gone.], fixes: [Forget it.]}\n"
	fsys := fstest.MapFS{"spec/shop.yaml": {Data: []byte(strings.Replace(file, "%s", c.include, 1))}}
	for name, data := range c.files {
		fsys["spec/"+name] = &fstest.MapFile{Data: []byte(data)}
	}
	_, err := LoadFS(fsys, "spec")
	return err
}

func includeCases() []includeCase {
	const entry = "  - name: Bad\n    status: 400\n    causes: [It is bad.]\n    fixes: [Do better.]\n"
	common := "version: 1\nown: true\nerrors:\n" + entry
	return []includeCase{
		{"c/a.yaml", map[string]string{"c/a.yaml": strings.Replace(common, "400", "42", 1)}, "spec/c/a.yaml:5:13: status must be between 100 and 599; found 42"},
		{"c/a.yaml", map[string]string{"c/a.yaml": common + "    kind: sad\n"}, "spec/c/a.yaml:8:11: kind must be one of the kinds of the book; found \"sad\""},
		{"c/a.yaml", map[string]string{"c/a.yaml": strings.Replace(common, "[Do better.]", "[do better]", 1)}, "spec/c/a.yaml:7:13: each item of fixes must begin with a capital, a digit or code; found \"do better\""},
		{"c/a.yaml, c/b.yaml", map[string]string{"c/a.yaml": common, "c/b.yaml": strings.Replace(strings.Replace(common, "Bad", "Worse", 1), "It is bad.", "it is worse", 1)}, "spec/c/b.yaml:6:14: each item of causes must begin with a capital, a digit or code; found \"it is worse\""},
		{"c/a.yaml", map[string]string{"c/a.yaml": strings.Replace(common, "400", "410", 1) + "    code: gone\n"}, "spec/c/a.yaml:4:5: rules of equal rank must not match the same response"},
		{"c/a.yaml", map[string]string{"c/a.yaml": common + strings.Replace(entry, "Bad", "Worse", 1) + "    code: bad\n"}, "Bad (line 4 of spec/c/a.yaml) and Worse both match one with"},
		{"c/a.yaml", map[string]string{"c/a.yaml": strings.Replace(common, "400", "410", 1) + "    code: gone\n"}, "Gone (line 7 of spec/shop.yaml) and Bad both match one with"},
		{"c/a.yaml, c/b.yaml", map[string]string{"c/a.yaml": common, "c/b.yaml": common}, "spec/shop.yaml:5:21: each error must be included once; found Bad again after c/a.yaml"},
		{"c/a.yaml, c/b.yaml", map[string]string{"c/a.yaml": common + "    default: true\n", "c/b.yaml": strings.Replace(common, "Bad", "Worse", 1) + "    default: true\n"}, "spec/c/b.yaml:8:14: at most one error must be the default; found another one after line 8 of spec/c/a.yaml"},
		{"c/a.yaml", nil, "spec/shop.yaml:5:11: each item of include must be an existing file; found none at spec/c/a.yaml"},
		{"a.yaml", map[string]string{"a.yml/x": ""}, "spec/shop.yaml:5:11: each item of include must be a YAML file in a directory below that of the spec file; found \"a.yaml\""},
		{"../a.yaml", nil, "found \"../a.yaml\""},
		{"/etc/a.yaml", nil, "found \"/etc/a.yaml\""},
		{"c/a.txt", nil, "found \"c/a.txt\""},
		{"c/a.yaml", map[string]string{"c/a.yaml": strings.Replace(common, "own: true\n", "", 1)}, "spec/shop.yaml:5:11: own must be the same in an included file and in the spec file; found a difference in c/a.yaml"},
		{"c/a.yaml", map[string]string{"c/a.yaml": "version: 2\nown: true\nerrors: []\nmore: 1\n"}, "spec/c/a.yaml:4:1: file must not have the key more"},
		{"c/a.yaml", map[string]string{"c/a.yaml/b": ""}, "spec/c/a.yaml: a regular file is required"},
	}
}

// A default error of one's own takes the place of an included one that has its name.
func TestIncludedDefault(t *testing.T) {
	const fault = "  - {name: %s, status: 500, default: true, causes: [It broke.], fixes: [Try again.]}\n"
	file := "version: 1\nown: true\n%serrors:\n"
	load := func(name string) error {
		_, err := LoadFS(fstest.MapFS{
			"spec/shop.yaml":     {Data: fmt.Appendf(nil, file+fault, "provider: shop\nname: Shop\ninclude: [common/a.yaml]\n", name)},
			"spec/common/a.yaml": {Data: fmt.Appendf(nil, file+fault, "", "Fault")},
		}, "spec")
		return err
	}
	if err := load("Fault"); err != nil {
		t.Error(err)
	}
	const want = "spec/common/a.yaml:4:41: at most one error must be the default; found another one after line 7 of spec/shop.yaml\n\thint: an error of the spec file takes the place of an included one of the same name: call it Fault"
	if err := load("Broken"); err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("got  %v\nwant %s", err, want)
	}
}

// What is wrong with an included file is placed in it, and what is wrong with including
// it in the spec file.
func TestIncludeProblems(t *testing.T) {
	for _, c := range includeCases() {
		if err := c.load(); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s:\ngot  %v\nwant %s", c.include, err, c.want)
		}
	}
}
