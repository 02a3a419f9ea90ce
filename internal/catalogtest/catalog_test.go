package catalogtest

import (
	"fmt"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/errbook/errbook/spec"
)

// A source is a catalog, and where its list is.
type source struct {
	module, npm string // in which the list is
	convert     func(dir string) (*book, error)
	least       int // how many errors it has at least
}

var sources = []source{
	{module: "github.com/jackc/pgerrcode", convert: postgres, least: 260},
	{module: "github.com/stripe/stripe-go/v84", convert: stripe, least: 220},
	{module: "github.com/aws/aws-sdk-go-v2/service/s3", convert: s3, least: 15},
	{module: "google.golang.org/grpc", convert: grpc, least: 16},
	{npm: "@twilio/voice-errors", convert: twilio, least: 72},
}

const root = "../.."

// dir returns the directory of the list, "" if it is not installed. That is an error if
// NPM_CATALOGS says where it is.
func (s *source) dir(t *testing.T) string {
	if s.npm != "" {
		installed := os.Getenv("NPM_CATALOGS")
		dir := filepath.Join(installed, "node_modules", filepath.FromSlash(s.npm))
		if _, err := os.Stat(dir); err != nil {
			if installed != "" {
				t.Fatal(err)
			}
			return ""
		}
		return dir
	}
	command(t, ".", "off", "go", "mod", "download", s.module)
	return strings.TrimSpace(command(t, ".", "off", "go", "list", "-m", "-f", "{{.Dir}}", s.module))
}

// converted is what convert returns, once it was called.
var converted map[string]*book

// convert converts all catalogs.
func convert(t *testing.T) map[string]*book {
	t.Helper()
	if converted != nil {
		return converted
	}
	all := map[string]*book{}
	for i := range sources {
		s := &sources[i]
		dir := s.dir(t)
		if dir == "" {
			t.Logf("%s is not installed: npm install --no-save, in internal/catalogtest, does that", s.npm)
			continue
		}
		b, err := s.convert(dir)
		if err != nil {
			t.Fatal(err)
		}
		if len(b.entries) < s.least {
			t.Errorf("%s has %d errors, want %d at least", b.name, len(b.entries), s.least)
		}
		all[b.provider] = b
	}
	converted = all
	return all
}

// command runs a command, with the workspace that is given, and returns what it prints.
func command(t *testing.T, dir, work string, args ...string) string {
	t.Helper()
	out, err := try(dir, work, args...)
	if err != nil {
		t.Fatalf("%s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return out
}

func try(dir, work string, args ...string) (string, error) {
	cmd := exec.Command(args[0], args[1:]...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOWORK="+work, "ERRBOOK_CACHE=off")
	out, err := cmd.CombinedOutput()
	return string(out), err
}

// A project is a module of a team that has the catalogs as its book.
type project struct {
	*testing.T
	dir, errbook string
}

func newProject(t *testing.T) *project {
	t.Helper()
	p := &project{t, t.TempDir(), filepath.Join(t.TempDir(), "errbook")}
	abs, err := filepath.Abs(root)
	if err != nil {
		t.Fatal(err)
	}
	command(t, abs, filepath.Join(abs, "go.work"), "go", "build", "-o", p.errbook, "./cmd/errbook")
	for name, b := range convert(t) {
		p.put("spec/"+name+".yaml", b.yaml())
	}
	kinds, err := os.ReadFile("testdata/kinds.yaml")
	if err != nil {
		t.Fatal(err)
	}
	p.put("spec/kinds.yaml", kinds)
	p.put("errbook.yaml", []byte("version: 1\nspec: spec\ngo: gen\ncatalog: true\ndocs: docs\njson: errors.json\nopenapi: api\n"))
	p.put("go.mod", []byte("module example.com/team\n\ngo 1.25.0\n\nrequire (\n\tgithub.com/errbook/errbook/apierr v0.1.0\n\tgithub.com/google/go-cmp v0.7.0\n)\n\nreplace github.com/errbook/errbook/apierr => "+filepath.Join(abs, "apierr")+"\n"))
	sum, err := os.ReadFile("go.sum")
	if err != nil {
		t.Fatal(err)
	}
	p.put("go.sum", sum)
	return p
}

func (p *project) put(name string, data []byte) {
	p.Helper()
	name = filepath.Join(p.dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		p.Fatal(err)
	}
	if err := os.WriteFile(name, data, 0o666); err != nil {
		p.Fatal(err)
	}
}

func (p *project) get(name string) string {
	p.Helper()
	data, err := os.ReadFile(filepath.Join(p.dir, filepath.FromSlash(name)))
	if err != nil {
		p.Fatal(err)
	}
	return string(data)
}

// run runs the command, which must succeed.
func (p *project) run(args ...string) string {
	p.Helper()
	return command(p.T, p.dir, "off", append([]string{p.errbook}, args...)...)
}

// Every error of every catalog has a kind that its list gives reason for: none is
// unknown, and what no kind of errbook's says has one of the book's own.
func TestKinds(t *testing.T) {
	for _, b := range convert(t) {
		count, own := map[string]int{}, 0
		for _, e := range b.entries {
			if e.kind == "" {
				t.Errorf("%s: %s (%s%s) has no kind", b.name, e.name, e.code, e.field)
			}
			count[e.kind]++
			if slices.Contains(ownKinds(t), e.kind) {
				own++
			}
		}
		var list []string
		for _, kind := range slices.Sorted(maps.Keys(count)) {
			list = append(list, fmt.Sprintf("%s %d", kind, count[kind]))
		}
		t.Logf("%s: %d errors, %d of the book's own kinds: %s", b.name, len(b.entries), own, strings.Join(list, ", "))
	}
}

// ownKinds lists the kinds of the book's own.
func ownKinds(t *testing.T) []string {
	t.Helper()
	data, err := os.ReadFile("testdata/kinds.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for line := range strings.Lines(string(data)) {
		if rest, ok := strings.CutPrefix(line, "  - {name: "); ok && strings.Contains(line, "retry:") {
			name, _, _ := strings.Cut(rest, ",")
			list = append(list, name)
		}
	}
	return list
}

// The book does what a book must: it is generated, builds, passes its own tests, has a
// site, and says what a change breaks.
func TestCatalogs(t *testing.T) {
	p := newProject(t)
	p.Log(strings.TrimSpace(p.run("generate")))
	p.run("check")
	book, err := spec.Load(filepath.Join(p.dir, "spec"))
	if err != nil {
		t.Fatal(err)
	}
	command(t, p.dir, "off", "go", "build", "./...")
	command(t, p.dir, "off", "go", "test", "-vet=off", "./...")

	t.Run("explain", func(t *testing.T) {
		for ref, want := range map[string]string{
			"postgres.UniqueViolation": "already_exists", "stripe.DeclineInsufficientFunds": "card_declined", "s3.NoSuchKey": "not_found", "rpc.Aborted": "transaction_collided",
		} {
			if out := p.run("explain", ref); !strings.Contains(out, want) {
				t.Errorf("explain %s says\n%s", ref, out)
			}
		}
	})
	t.Run("classify", func(t *testing.T) {
		for _, tt := range []struct{ provider, status, body, want string }{
			{"stripe", "402", `{"error":{"type":"card_error","code":"card_declined","decline_code":"lost_card","message":"Your card was declined."}}`, `"code":"stripe.DeclineLostCard","kind":"card_declined"`},
			{"stripe", "402", `{"error":{"type":"card_error","code":"card_declined","message":"Your card was declined."}}`, `"code":"stripe.CardDeclined","kind":"card_declined"`},
			{"s3", "404", `<?xml version="1.0"?><Error><Code>NoSuchKey</Code><Message>None.</Message></Error>`, `"code":"s3.NoSuchKey"`},
			{"rpc", "409", `{"error":{"code":409,"status":"ABORTED","message":"Lost."}}`, `"code":"rpc.Aborted","kind":"transaction_collided"`},
			{"postgres", "500", `{"code":"40P01","message":"deadlock detected"}`, `"code":"postgres.DeadlockDetected","kind":"transaction_collided"`},
		} {
			p.put("body", []byte(tt.body))
			if out := p.run("classify", "--provider", tt.provider, "--status", tt.status, "--format", "json", "body"); !strings.Contains(out, tt.want) {
				t.Errorf("%s is read as %s", tt.body, out)
			}
		}
	})
	t.Run("site", func(t *testing.T) {
		p.run("site", "--out", "site")
		for _, f := range book.Files {
			for _, e := range f.Errors {
				name := "site/" + f.Provider.Value + "/" + e.Slug.Value + "/index.html"
				if _, err := os.Stat(filepath.Join(p.dir, filepath.FromSlash(name))); err != nil {
					t.Errorf("%s has no page: %v", e.Code, err)
				}
			}
		}
	})
	t.Run("pages", func(t *testing.T) { p.noFalseFacts(t) })
	t.Run("openapi", func(t *testing.T) { p.validateOpenAPI(t) })
	t.Run("breaking", func(t *testing.T) { p.breaks(t) })
}

// noFalseFacts shows that nothing says that a database states its waits in a header, or
// has a status; that each of its errors has an Example that prints something; and
// that nobody asks of prompts.
func (p *project) noFalseFacts(t *testing.T) {
	for name, dir := range map[string]string{"docs": "docs/postgres.md", "site": "site/postgres"} {
		err := filepath.WalkDir(filepath.Join(p.dir, filepath.FromSlash(dir)), func(file string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !slices.Contains([]string{".md", ".html"}, filepath.Ext(file)) {
				return err
			}
			data, err := os.ReadFile(file)
			for _, made := range []string{"retry-after", "http/1.1"} {
				if strings.Contains(strings.ToLower(string(data)), made) {
					t.Errorf("%s: %s says that a database sends %s", name, file, made)
				}
			}
			return err
		})
		if err != nil {
			t.Error(err)
		}
	}
	examples := p.get("gen/postgreserr/example_test.go")
	if funcs, prints := strings.Count(examples, "\nfunc Example_"), strings.Count(examples, "// Output: "); funcs < 260 || prints != funcs {
		t.Errorf("of %d Examples %d print something", funcs, prints)
	}
	if strings.Contains(p.get("site/index.html"), "prompt") {
		t.Error("the site of a book without models asks of prompts")
	}
}

// breaks changes the book, and looks for what is said of each change.
func (p *project) breaks(t *testing.T) {
	command(t, p.dir, "off", "cp", "-r", "spec", "before")
	if out := p.run("breaking", "--against", "before"); strings.Contains(out, "major") {
		t.Errorf("nothing changed, and it says\n%s", out)
	}
	edit := func(name, from, to string) {
		text := p.get(name)
		if !strings.Contains(text, from) {
			t.Fatalf("%s does not say %s", name, from)
		}
		p.put(name, []byte(strings.Replace(text, from, to, 1)))
	}
	edit("spec/postgres.yaml", "name: UniqueViolation", "name: DuplicateKey")
	edit("spec/postgres.yaml", `code: "40P01"`, `code: "40P99"`)
	edit("spec/stripe.yaml", "kind: rate_limited", "kind: invalid_request")
	edit("spec/rpc.yaml", "status: 409", "status: 422")
	out, err := try(p.dir, "off", p.errbook, "breaking", "--against", "before")
	if err == nil {
		t.Error("four changes break nothing")
	}
	for _, want := range []string{"postgres.UniqueViolation", "40P01", "rate_limited", "409"} {
		if !strings.Contains(out, want) {
			t.Errorf("nothing is said of %s:\n%s", want, out)
		}
	}
	out, err = try(p.dir, "off", p.errbook, "check")
	if err == nil || !strings.Contains(out, "out of date") {
		t.Errorf("check takes the changed book (%v)\n%s", err, out)
	}
}
