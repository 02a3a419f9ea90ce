package generator_test

import (
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/errbook/errbook/generator"
)

// ownKindsArchive is a book with kinds of its own.
func ownKindsArchive(t *testing.T) *txtar.Archive {
	t.Helper()
	archive, err := txtar.ParseFile("testdata/ownkinds.txtar")
	if err != nil {
		t.Fatal(err)
	}
	return archive
}

// A program can ask for a book's own kinds as it asks for errbook's.
func TestOwnKindsInAProgram(t *testing.T) {
	if testing.Short() {
		t.Skip("builds and tests a program")
	}
	dir := userModule(t, "github.com/google/go-cmp")
	if _, err := planOf(t, ownKindsArchive(t)).Write(dir); err != nil {
		t.Fatal(err)
	}
	put(t, dir, "own_test.go", ownKindsProgram)
	goCommand(t, dir, "vet", "./...")
	goCommand(t, dir, "test", "-vet=off", "./...")
}

// ownKindsProgram is what a user writes against the generated packages.
const ownKindsProgram = `package user

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"testing"

	"example.com/user/gen/kindserr"
	"example.com/user/gen/shoperr"

	"github.com/errbook/errbook/apierr"
)

func wrapped(p *apierr.Provider, r apierr.Response) (error, *apierr.Error) {
	err := fmt.Errorf("order 1: %w", p.From(r))
	var e *apierr.Error
	errors.As(err, &e)
	return err, e
}

func TestSoldOut(t *testing.T) {
	err, e := wrapped(shoperr.Provider, apierr.Response{Status: 409, Body: []byte("{\"error\": {\"code\": \"sold_out\"}}")})
	for target, want := range map[error]bool{
		kindserr.OutOfWarehouse: true, kindserr.FamilyStock: true, shoperr.SoldOut: true,
		kindserr.WarehouseBusy: false, apierr.Conflict: false, apierr.FamilyRequest: false, apierr.Unknown: false,
	} {
		if errors.Is(err, target) != want {
			t.Errorf("errors.Is(err, %v) is not %t", target, want)
		}
	}
	if apierr.KindOf(err) != kindserr.OutOfWarehouse || apierr.Retryable(err) || e.Retry() != apierr.RetryWindow || e.Actor() != apierr.ActorProvider || e.Scope() != apierr.ScopeRequest {
		t.Errorf("got %+v", e)
	}
	if got := e.UserMessage(); got != "The item is sold out." {
		t.Errorf("users are told %q", got)
	}
	// The surface says nothing of execution, so the kind does.
	if got := e.Executed(); got != apierr.Never {
		t.Errorf("executed is %v", got)
	}
	_, e = wrapped(shoperr.Provider, apierr.Response{Status: 200, Body: []byte("{\"state\": \"failed\", \"error\": {\"code\": \"sold_out\"}}")})
	if got := e.Executed(); got != apierr.Always {
		t.Errorf("executed is %v on the surface that says so", got)
	}
}

// A kind of a family of errbook's is handled as the family is, and means
// something else in a context.
func TestCounting(t *testing.T) {
	r := apierr.Response{Status: 503, Header: http.Header{"Retry-After": {"600"}}, Body: []byte("{}")}
	err, e := wrapped(shoperr.Provider, r)
	if !errors.Is(err, kindserr.WarehouseBusy) || !errors.Is(err, apierr.FamilyThrottle) {
		t.Errorf("got %+v", e)
	}
	if e.Retry() != apierr.RetryWindow { // ten minutes are a window to a throttle
		t.Errorf("the retry is %v", e.Retry())
	}
	err, e = wrapped(shoperr.Provider.In(shoperr.PlanFree), r)
	if !errors.Is(err, kindserr.FamilyStock) || e.UserMessage() != "The item is sold out." {
		t.Errorf("got %+v", e)
	}
}

func TestJSON(t *testing.T) {
	_, e := wrapped(shoperr.Provider, apierr.Response{Status: 409, Body: []byte("{\"error\": {\"code\": \"sold_out\"}}")})
	data, err := json.Marshal(e)
	if err != nil {
		t.Fatal(err)
	}
	var back struct {
		Kind   apierr.Kind
		Family apierr.Family
	}
	if err := json.Unmarshal(data, &back); err != nil {
		t.Fatal(err)
	}
	if !errors.Is(back.Kind, kindserr.OutOfWarehouse) || !errors.Is(back.Family, kindserr.FamilyStock) {
		t.Errorf("%s came back as %v", data, back)
	}
}
`

// The package's own test notices a change of only the code, even of a comment, and of
// only the file of kinds, even of what no constant shows.
func TestOwnKindsAreTested(t *testing.T) {
	if testing.Short() {
		t.Skip("runs the tests of a generated package")
	}
	archive := ownKindsArchive(t)
	for _, c := range []struct{ name, source, file, from, to, want string }{
		{"a comment", "spec", "gen/kindserr/kinds.go", "counts its stock", "is empty", "kinds.go is not what was generated"},
		{"the retry of a kind", "spec", "spec/kinds.yaml", "retry: wait", "retry: once", "kinds.yaml has changed since"},
		{"that of a book of one file", "spec/shop.yaml", "spec/kinds.yaml", "retry: wait", "retry: once", "kinds.yaml has changed since"},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := userModule(t, "github.com/google/go-cmp")
			write(t, planOf(t, archive, func(o *generator.Options) { o.Spec, o.SpecInModule = c.source, true }), dir)
			put(t, dir, "spec/kinds.yaml", string(archive.Files[0].Data))
			goCommand(t, dir, "test", "-vet=off", "./gen/kindserr")
			before := tree(t, dir)[c.file]
			put(t, dir, c.file, strings.Replace(before, c.from, c.to, 1))
			test := exec.Command("go", "test", "-vet=off", "./gen/kindserr")
			test.Dir, test.Env = dir, append(os.Environ(), "GOFLAGS=-mod=readonly -trimpath", "GOWORK=off")
			if out, err := test.CombinedOutput(); err == nil || !strings.Contains(string(out), c.want) {
				t.Errorf("the test says %v, want %q:\n%s", err, c.want, out)
			}
		})
	}
}

// What a book no longer has goes, and a book of one file can have kinds, too.
func TestOwnKindsComeAndGo(t *testing.T) {
	archive := ownKindsArchive(t)
	without := &txtar.Archive{Files: slices.Clone(archive.Files)}
	without.Files = slices.DeleteFunc(without.Files, func(f txtar.File) bool { return f.Name == "spec/kinds.yaml" })
	for i := range without.Files {
		text := strings.NewReplacer("out_of_warehouse", "conflict", "warehouse_busy", "overloaded").Replace(string(without.Files[i].Data))
		without.Files[i].Data = []byte(text)
	}
	for _, source := range []string{"spec", "spec/shop.yaml"} {
		dir := t.TempDir()
		from := func(o *generator.Options) { o.Spec = source }
		write(t, planOf(t, archive, from), dir)
		if _, ok := tree(t, dir)["gen/kindserr/kinds.go"]; !ok {
			t.Errorf("%s: there is no package of kinds", source)
		}
		write(t, planOf(t, without, from), dir)
		if _, ok := tree(t, dir)["gen/kindserr/kinds.go"]; ok {
			t.Errorf("%s: the package of kinds is still there", source)
		}
	}
}
