package generator_test

import (
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/errbook/errbook/generator"
	"github.com/errbook/errbook/spec"
)

// namedSpec is a spec file of provider ID whose errors are met in all ways that
// there are, so that its package has every local name.
const namedSpec = `version: 1
provider: "ID"
name: Named
hosts: [ID.example.com, "*.ID.example.net"]
go_sdks: [example.com/sdk/ID]
sources: [{id: page, url: "https://example.com/errors", verified: 2026-11-20}]
surfaces:
  job: {http: [200], body: {state: failed}, summary: A job that failed.}
  hook: {body: {hook: failed}, summary: The body of a webhook.}
  stream: {event: [error], summary: An event of a stream.}
  socket: {close: [1008, 1013], summary: The close of a WebSocket.}
contexts: {plan: [free, paid]}
errors:
  - {name: Slow, title: Slow, summary: It is slow., status: 429, code: slow, kind: rate_limited, causes: [It was called often.], fixes: [Wait.], sources: [page],
     renamed_from: [{name: TooSlow}],
     samples: [{status: 429, headers: {Retry-After: "3"}, body: '{"error":{"code":"slow"}}'}]}
  - {name: Gone, title: Gone, summary: It is gone., surface: job, code: gone, kind: not_found, causes: [It was deleted.], fixes: [Create it.], sources: [page],
     samples: [{status: 200, surface: job, body: '{"state":"failed","error":{"code":"gone"}}'}]}
  - {name: Hooked, title: Hooked, summary: It is hooked., surface: hook, code: hooked, kind: not_found, causes: [It was deleted.], fixes: [Create it.], sources: [page],
     samples: [{surface: hook, body: '{"hook":"failed","error":{"code":"hooked"}}'}]}
  - {name: Lost, title: Lost, summary: It is lost., surface: stream, code: lost, kind: overloaded, causes: [It was busy.], fixes: [Wait.], sources: [page],
     samples: [{event: error, body: '{"error":{"code":"lost"}}'}]}
  - {name: Shut, title: Shut, summary: It is shut., surface: socket, close: 1013, code: shut, kind: overloaded, causes: [It was busy.], fixes: [Wait.], sources: [page],
     samples: [{close: 1013, body: "{\"error\":{\"code\":\"shut\"}}"}]}
`

// planOfNames returns what a book generates that has a provider of each name.
func planOfNames(t *testing.T, names []string, suffix string) *generator.Plan {
	t.Helper()
	fsys := fstest.MapFS{}
	for _, name := range names {
		fsys["spec/"+name+".yaml"] = &fstest.MapFile{Data: []byte(strings.ReplaceAll(namedSpec, "ID", name))}
	}
	book, err := spec.LoadFS(fsys, "spec")
	if err != nil {
		t.Fatal(err)
	}
	options := userOptions
	options.Packages.Suffix = suffix
	plan, err := generator.New(book, options)
	if err != nil {
		t.Fatal(err)
	}
	return plan
}

// The list of local names is what generated code declares, no more and no less.
func TestLocals(t *testing.T) {
	plans := []*generator.Plan{planOfNames(t, []string{"acme"}, "")}
	archives, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(archives) == 0 {
		t.Fatal(err)
	}
	for _, name := range archives {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		plans = append(plans, planOf(t, archive))
	}
	declared := map[string]string{}
	for _, p := range plans {
		for _, f := range p.Files {
			if path.Ext(f.Path) == ".go" {
				addDeclared(t, declared, f)
			}
		}
	}
	for name, where := range declared {
		if !slices.Contains(generator.Locals, name) {
			t.Errorf("%s declares %s, which is not in the list of local names", where, name)
		}
	}
	for _, name := range generator.Locals {
		if declared[name] == "" {
			t.Errorf("%s is in the list of local names, and no generated file declares it", name)
		}
	}
}

// addDeclared notes what a file declares and a package could be called: names in
// lowercase letters.
func addDeclared(t *testing.T, declared map[string]string, f generator.File) {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), f.Path, f.Data, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	note := func(e ast.Expr) {
		if id, ok := e.(*ast.Ident); ok && id.Name != "_" && (spec.CodePrefix(id.Name) == strings.ToLower(id.Name)) {
			declared[id.Name] = f.Path
		}
	}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			if n.Tok == token.DEFINE {
				for _, e := range n.Lhs {
					note(e)
				}
			}
		case *ast.RangeStmt:
			note(n.Key)
			note(n.Value)
		case *ast.ValueSpec:
			for _, id := range n.Names {
				note(id)
			}
		case *ast.FuncDecl:
			if n.Recv == nil {
				note(n.Name)
			}
		case *ast.FuncType:
			for _, list := range []*ast.FieldList{n.Params, n.Results} {
				if list == nil {
					continue
				}
				for _, field := range list.List {
					for _, id := range field.Names {
						note(id)
					}
				}
			}
		}
		return true
	})
}

// Whatever a provider is called: what Check and New take compiles and is vetted,
// with every other provider in the catalog.
func TestEveryPackageNameCompiles(t *testing.T) {
	if testing.Short() {
		t.Skip("compiles a package for each name")
	}
	var names []string
	add := func(name string) {
		if name != "" && strings.Trim(name, "abcdefghijklmnopqrstuvwxyz0123456789") == "" && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	for _, name := range generator.Locals {
		add(strings.ToLower(name))
	}
	for tok := token.Token(0); tok < 100; tok++ {
		add(tok.String())
	}
	for line := range strings.Lines(goCommand(t, t.TempDir(), "list", "std")) {
		add(path.Base(strings.TrimSpace(line)))
	}
	for c := 'a'; c <= 'z'; c++ {
		add(string(c))
	}
	for _, name := range []string{"id", "host", "body", "any", "nil", "true", "iota", "string", "error", "len", "apierr", "wire", "errdoc", "doctext", "apierrtest", "docs", "kinds", "catalog", "index", "test", "main", "init", "provider", "providers", "lookup", "find", "forhost", "classify", "codes", "new"} {
		add(name)
	}
	refused := 0
	var accepted []string
	for _, name := range names {
		if spec.WhyNotPackage(name) != "" {
			refused++
			continue
		}
		accepted = append(accepted, name)
	}
	if refused < 30 || len(accepted) < 100 {
		t.Errorf("%d names are refused, %d taken", refused, len(accepted))
	}
	slices.Sort(accepted)
	dir := userModule(t, "github.com/google/go-cmp")
	typeCheck(t, dir, planOfNames(t, accepted, ""))
	few := slices.DeleteFunc(accepted, func(name string) bool { return !slices.Contains(generator.Locals, name) && len(name)%7 != 0 })
	write(t, planOfNames(t, few[:min(len(few), 12)], ""), dir)
	goCommand(t, dir, "vet", "./gen/catalog")
}

// typeCheck checks all Go of a plan as the compiler does, but in this process,
// since there may be hundreds of packages.
func typeCheck(t *testing.T, dir string, plan *generator.Plan) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, "deps.go"), []byte("package user\n\nimport (\n\t_ \"net/http\"\n\t_ \"testing\"\n\t_ \""+errbook+"/apierr/apierrtest\"\n\t_ \""+errbook+"/apierr/doctext\"\n)\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	exports := map[string]string{}
	for line := range strings.Lines(goCommand(t, dir, "list", "-export", "-deps", "-f", "{{.ImportPath}} {{.Export}}", ".")) {
		pkg, file, _ := strings.Cut(strings.TrimSpace(line), " ")
		exports[pkg] = file
	}
	c := &checker{t: t, fset: token.NewFileSet(), files: map[string][]*ast.File{}, done: map[string]*types.Package{}}
	c.others = importer.ForCompiler(c.fset, "gc", func(path string) (io.ReadCloser, error) { return os.Open(exports[path]) })
	for _, f := range plan.Files {
		if path.Ext(f.Path) != ".go" {
			continue
		}
		file, err := parser.ParseFile(c.fset, f.Path, f.Data, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		pkg := path.Join(userOptions.Packages.Path, strings.TrimPrefix(path.Dir(f.Path), userOptions.Go))
		if strings.HasSuffix(f.Path, "_test.go") {
			pkg += "_test"
		}
		c.files[pkg] = append(c.files[pkg], file)
	}
	for pkg := range c.files {
		if _, err := c.Import(pkg); err != nil {
			t.Error(err)
		}
	}
}

// A checker imports generated packages from their source, and others as compiled.
type checker struct {
	t      *testing.T
	fset   *token.FileSet
	files  map[string][]*ast.File // by import path
	done   map[string]*types.Package
	others types.Importer
}

func (c *checker) Import(pkg string) (*types.Package, error) {
	files, ours := c.files[pkg]
	if !ours {
		return c.others.Import(pkg)
	}
	if c.done[pkg] == nil {
		checked, err := (&types.Config{Importer: c}).Check(pkg, c.fset, files, nil)
		if err != nil {
			return nil, err
		}
		c.done[pkg] = checked
	}
	return c.done[pkg], nil
}

// A suffix can make a name that none can have.
func TestSuffixMakesBadPackage(t *testing.T) {
	for _, tt := range []struct{ provider, suffix, want string }{
		{"mai", "n", "found main for mai, which means something else as a directory or package"},
		{"ca", "se", "found case for ca, which is a Go keyword"},
		{"api", "err", "found apierr for api, which means something else as a directory or package"},
	} {
		book, err := spec.LoadFS(fstest.MapFS{"spec/x.yaml": {Data: []byte(strings.ReplaceAll(otherSpec, "ID", tt.provider))}}, "spec")
		if err != nil {
			t.Fatal(err)
		}
		options := userOptions
		options.Packages.Suffix = tt.suffix
		if _, err := generator.New(book, options); err == nil || !strings.Contains(fmt.Sprint(err), tt.want) {
			t.Errorf("got %v, want %q", err, tt.want)
		}
	}
}
