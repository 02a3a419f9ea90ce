package npmtest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/evanw/esbuild/pkg/api"
)

// generated is the package as errbook generate writes it.
const generated = "../../generated/npm"

// sdks returns the directory whose node_modules has the SDKs.
func sdks(t *testing.T) string {
	t.Helper()
	dir, missing := os.Getenv("NPM_SDKS"), t.Fatalf
	if dir == "" {
		dir, missing = ".", t.Skipf
	}
	dir, err := filepath.Abs(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, program := range []string{"node", "npm"} {
		if _, err := exec.LookPath(program); err != nil {
			missing("%s is required to test the npm package: %v\n\thint: apt-get install nodejs npm", program, err)
		}
	}
	if _, err := os.Stat(filepath.Join(dir, "node_modules/openai")); err != nil {
		missing("the SDKs are required: %v\n\thint: npm install --prefix internal/npmtest --no-save --no-package-lock", err)
	}
	return dir
}

// run runs a program, and returns what it prints.
func run(t *testing.T, dir string, env []string, name string, args ...string) string {
	t.Helper()
	var stdout, stderr bytes.Buffer
	cmd := exec.Command(name, args...)
	cmd.Dir, cmd.Stdout, cmd.Stderr, cmd.Env = dir, &stdout, &stderr, append(os.Environ(), env...)
	if err := cmd.Run(); err != nil {
		t.Fatalf("%s %s: %v\n%s%s", name, strings.Join(args, " "), err, &stdout, &stderr)
	}
	return stdout.String()
}

// project makes a directory in which the packed package and the SDKs are installed.
func project(t *testing.T, sdks string) string {
	t.Helper()
	dir := t.TempDir()
	var packed []struct{ Filename string }
	if err := json.Unmarshal([]byte(run(t, generated, nil, "npm", "pack", "--json", "--pack-destination", dir)), &packed); err != nil || len(packed) != 1 {
		t.Fatalf("npm pack: %v, %v", packed, err)
	}
	modules := filepath.Join(dir, "node_modules")
	if err := os.Mkdir(modules, 0o777); err != nil {
		t.Fatal(err)
	}
	run(t, dir, nil, "tar", "-xzf", packed[0].Filename)
	if err := os.Rename(filepath.Join(dir, "package"), filepath.Join(modules, "errbook")); err != nil {
		t.Fatal(err)
	}
	entries, err := os.ReadDir(filepath.Join(sdks, "node_modules"))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if err := os.Symlink(filepath.Join(sdks, "node_modules", e.Name()), filepath.Join(modules, e.Name())); err != nil {
			t.Fatal(err)
		}
	}
	write(t, dir, "package.json", `{"type":"module","private":true}`)
	return dir
}

func write(t *testing.T, dir, name, text string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

// What npm would publish is every file that errbook generates, and nothing else.
func TestPacked(t *testing.T) {
	if _, err := exec.LookPath("npm"); err != nil {
		t.Skip("npm says what it would publish, and is not installed here:", err)
	}
	var packed []struct{ Files []struct{ Path string } }
	if err := json.Unmarshal([]byte(run(t, generated, nil, "npm", "pack", "--dry-run", "--json")), &packed); err != nil || len(packed) != 1 {
		t.Fatalf("npm pack: %v", err)
	}
	var got, want []string
	for _, f := range packed[0].Files {
		got = append(got, f.Path)
	}
	err := fs.WalkDir(os.DirFS(generated), ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			want = append(want, name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("npm would publish %d files:\n%q\nerrbook generates %d:\n%q", len(got), got, len(want), want)
	}
}

// examples returns the programs of the README, by the first module that they import.
func examples(t *testing.T) map[string]string {
	t.Helper()
	readme, err := os.ReadFile(filepath.Join(generated, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	list := map[string]string{}
	for _, m := range regexp.MustCompile("(?s)```ts\n(.*?)```").FindAllStringSubmatch(string(readme), -1) {
		list[regexp.MustCompile(`from "@?([\w-]+)`).FindStringSubmatch(m[1])[1]+".ts"] = m[1]
	}
	if len(list) != 4 {
		t.Fatalf("the README has %d examples", len(list))
	}
	return list
}

// wrongUses must not compile: each line has an error.
const wrongUses = `import { classify, fromError } from "errbook";
import * as openai from "errbook/openai";
import { explain } from "errbook/docs/openai";
const failure = fromError(new Error("x"), openai.provider)!;
// @ts-expect-error: the code of another provider
if (failure.code === "anthropic.OverloadedError") {}
// @ts-expect-error: no such kind
if (failure.kind === "rate_limit") {}
// @ts-expect-error: there may be no failure
classify({ status: 200 }).code;
// @ts-expect-error: a status is a number
classify({ status: "429" });
// @ts-expect-error: no such constant
openai.NoSuchError;
explain(openai.InsufficientQuota).title.trim();
// @ts-expect-error: nobody may document it
explain("x").title;
export {};
`

// The examples of the README compile, with the types of the package and of the SDKs,
// and what is wrong does not.
func TestTypes(t *testing.T) {
	if testing.Short() {
		t.Skip("compiles the types of three SDKs")
	}
	dir := project(t, sdks(t))
	for name, code := range examples(t) {
		if name == "errbook.ts" {
			code = "declare const url: string;\ndeclare const request: RequestInit;\n" + code
		}
		write(t, dir, name, code)
	}
	write(t, dir, "wrong.ts", wrongUses)
	const options = `"strict": true, "noEmit": true, "module": "nodenext", "target": "es2022", "lib": ["es2022", "dom"], "types": ["node"]`
	write(t, dir, "tsconfig.json", `{"compilerOptions": {`+options+`, "skipLibCheck": true}, "include": ["*.ts"]}`)
	run(t, dir, nil, "node_modules/.bin/tsc", "-p", ".")
	// The package's own types, checked whole and more strictly.
	write(t, dir, "own.ts", `import "errbook/catalog"; import "errbook/docs/fashn"; import "errbook/fashn";`)
	write(t, dir, "own.json", `{"compilerOptions": {`+options+`, "types": [], "exactOptionalPropertyTypes": true}, "include": ["node_modules/errbook/**/*.d.ts", "own.ts"], "exclude": []}`)
	run(t, dir, nil, "node_modules/.bin/tsc", "-p", "own.json")
}

// What a program does not import is not in its bundle: that of one provider is the reader,
// the generic layer, which is by far the largest part and grows by its rows, and the
// provider's rules.
func TestBundle(t *testing.T) {
	size := func(code string) int {
		result := api.Build(api.BuildOptions{
			Stdin:  &api.StdinOptions{Contents: code, ResolveDir: "testdata", Loader: api.LoaderTS},
			Bundle: true, MinifyWhitespace: true, MinifySyntax: true, MinifyIdentifiers: true, Format: api.FormatESModule, TreeShaking: api.TreeShakingTrue,
			Plugins: []api.Plugin{{Name: "errbook", Setup: func(b api.PluginBuild) {
				b.OnResolve(api.OnResolveOptions{Filter: `^errbook`}, func(args api.OnResolveArgs) (api.OnResolveResult, error) {
					_, name, found := strings.Cut(args.Path, "/")
					switch {
					case !found:
						name = "index"
					case name != "catalog" && !strings.HasPrefix(name, "docs/"):
						name = "providers/" + name
					}
					at, err := filepath.Abs(filepath.Join(generated, name+".js"))
					none := api.SideEffectsFalse // as package.json says
					return api.OnResolveResult{Path: at, SideEffects: none}, err
				})
			}}},
		})
		for _, e := range result.Errors {
			t.Fatal(e.Text)
		}
		return len(result.OutputFiles[0].Contents)
	}
	one := size(`import { classify } from "errbook"; import { provider } from "errbook/fashn"; console.log(classify({status: 500}, provider));`)
	constant := size(`import { OutOfCredits } from "errbook/fashn"; console.log(OutOfCredits);`)
	all := size(`import { classify } from "errbook"; import { forHost } from "errbook/catalog"; console.log(classify({status: 500}, forHost("x")));`)
	t.Logf("a constant: %d bytes; one provider: %d; all: %d", constant, one, all)
	if constant > 100 || one > 180_000 || all < 3*one {
		t.Error("a bundle holds what its program does not use")
	}
}

// answer is what a server says to a request.
type answer struct {
	status int
	header map[string]string
	body   string
}

func (a answer) String() string { return fmt.Sprintf("%d %s", a.status, a.body) }
