package main

import (
	"context"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"gopkg.in/yaml.v3"

	"github.com/errbook/errbook/internal/classify"
)

// The form for wrong verdicts asks for what classify prints, member by member.
func TestIssueFormAsksForTheVerdict(t *testing.T) {
	var form struct {
		Body []struct {
			ID         string
			Attributes struct{ Placeholder string }
		}
	}
	decodeFile(t, "../../.github/ISSUE_TEMPLATE/wrong-verdict.yml", &form)
	members := regexp.MustCompile(`"\w+":`)
	want := members.FindAllString(string(classify.AppendJSON(nil, "", nil)), -1)
	for _, field := range form.Body {
		if field.ID != "verdict" {
			continue
		}
		if got := members.FindAllString(field.Attributes.Placeholder, -1); !slices.Equal(got, want) {
			t.Errorf("the form asks for %q, classify prints %q", got, want)
		}
		return
	}
	t.Error("the form has no field verdict")
}

// The hooks are commands that work in a project: generate, then check finds
// nothing, and lint does not fail.
func TestPreCommitHooks(t *testing.T) {
	var hooks []struct{ ID, Entry, Language, Files string }
	decodeFile(t, "../../.pre-commit-hooks.yaml", &hooks)
	slices.SortFunc(hooks, func(a, b struct{ ID, Entry, Language, Files string }) int { return -strings.Compare(a.ID, b.ID) })
	dir := exampleProject(t)
	t.Chdir(dir)
	ran := 0
	runHook := func(entry string) {
		ran++
		var out strings.Builder
		args := strings.Fields(strings.TrimPrefix(entry, "errbook "))
		if code := run(context.Background(), args, strings.NewReader(""), &out, &out); code != exitDone && entry != "errbook lint" || code == exitFailed {
			t.Errorf("%s ends with %d:\n%s", entry, code, out.String())
		}
	}
	for _, hook := range hooks {
		if !strings.HasPrefix(hook.Entry, "errbook ") || hook.Language != "golang" || !regexp.MustCompile(hook.Files).MatchString("spec/acme.yaml") {
			t.Errorf("hook %s is %+v", hook.ID, hook)
		}
		runHook(hook.Entry)
	}
	if ran != 3 {
		t.Errorf("%d hooks ran", ran)
	}
}

func decodeFile(t *testing.T, name string, v any) {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if err := yaml.Unmarshal(data, v); err != nil {
		t.Fatal(name, err)
	}
}

// Every command has a man page, which the tool that prints it takes without a
// warning, and two runs write the same.
func TestManPages(t *testing.T) {
	groff, err := exec.LookPath("groff")
	if err != nil {
		t.Log("groff is not installed: the pages are made, and not judged")
	}
	first, second := t.TempDir(), t.TempDir()
	for _, dir := range []string{first, second} {
		var out strings.Builder
		if code := run(t.Context(), []string{"man", dir}, nil, &out, &out); code != exitDone {
			t.Fatal(out.String())
		}
	}
	each(rootCommand(io.Discard), func(c *cobra.Command) {
		if c.Hidden {
			return
		}
		name := strings.ReplaceAll(c.CommandPath(), " ", "-") + ".1"
		page, err := os.ReadFile(filepath.Join(first, name))
		if err != nil || !strings.Contains(string(page), "\n.SH NAME\n") {
			t.Errorf("%s has no page: %v", c.CommandPath(), err)
		}
		if again, _ := os.ReadFile(filepath.Join(second, name)); string(again) != string(page) {
			t.Errorf("%s differs from run to run", name)
		}
		if groff == "" {
			return
		}
		if out, err := exec.Command(groff, "-man", "-ww", "-z", filepath.Join(first, name)).CombinedOutput(); err != nil || len(out) > 0 {
			t.Errorf("%s: %v\n%s", name, err, out)
		}
	})
}
