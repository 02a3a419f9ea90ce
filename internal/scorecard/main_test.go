package main

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/apierr/errdoc"
	"github.com/errbook/errbook/apierr/wire"
)

// corpus has one case of each outcome: right, right in a stream, wrong kind,
// money taken for a throttle.
const corpus = `{"id":"right","provider":"north","status":429,"headers":{"x-should-retry":"true"},"body":"{\"error\":{\"code\":\"rate_limit_exceeded\"}}","surface":"api","kinds":["rate_limited"],"retryable":true}
{"id":"stream","provider":"north","status":200,"headers":{},"body":"event: error\ndata: {\"error\":{\"type\":\"overloaded_error\"}}\n\n","surface":"stream","kinds":["overloaded"],"retryable":true}
{"id":"open","provider":"south","status":0,"headers":{"server":["a","b"]},"body":"Hm.","kinds":["conflict"],"retryable":null}
{"id":"confused","provider":"south","status":429,"headers":{},"body":"","kinds":["insufficient_credits"],"retryable":false}
`

const card = `provider  cases  kind right  retryable right  undocumented
north     2      2           2/2              2
south     2      0           0/1              2

misses:
  open: want conflict, got unknown (code "", match none); retryable: want open, got false; a router is told "stop"
  confused: want insufficient_credits, got rate_limited (code "", match none); retryable: want false, got true; a router is told "same_again"; MONEY CONFUSED

                 cases  kind right  retryable right  confused
in the book      0      100.0%      100.0%           0
not in the book  4      50.0%       66.7%            1

kind right, with a status: 2/3 66.7%
kind right, all:           2/4 50.0%
retryable right:           2/3 66.7%
documented:                0/4 0.0%
router action right:       2/4 50.0%, by the status alone 25.0%
money and throttles confused: 1
`

func noBook(string) *apierr.Provider { return nil }

func score(t *testing.T, content string, args ...string) (exit int, stdout, stderr string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "corpus.jsonl")
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	var out, errs bytes.Buffer
	exit = run(append(args, path), &out, &errs, noBook)
	return exit, out.String(), errs.String()
}

func TestScorecard(t *testing.T) {
	exit, out, errs := score(t, corpus)
	if diff := cmp.Diff(card, out); diff != "" {
		t.Error(diff)
	}
	if exit != 1 || !strings.Contains(errs, "1 cases take money for a throttle") {
		t.Errorf("money was confused: exit %d, %q", exit, errs)
	}
}

func TestFloors(t *testing.T) {
	lines := strings.SplitAfter(corpus, "\n")
	good := lines[0] + lines[1]
	for _, test := range []struct {
		args []string
		exit int
	}{
		{nil, 0},
		{[]string{"--kind-floor", "100", "--retry-floor", "100"}, 0},
		{[]string{"--documented-floor", "1"}, 1},
		{[]string{"--action-floor", "100"}, 0},
	} {
		if exit, _, errs := score(t, good, test.args...); exit != test.exit {
			t.Errorf("%v: exit %d, want %d: %s", test.args, exit, test.exit, errs)
		}
	}
	if exit, _, _ := score(t, lines[2], "--action-floor", "1"); exit != 1 {
		t.Errorf("under the floor of actions: exit %d, want 1", exit)
	}
	if exit, _, _ := score(t, good+lines[2]+`{"provider":"x","status":500,"headers":{},"body":"","kinds":["conflict"],"retryable":false}`, "--kind-floor", "90"); exit != 1 {
		t.Errorf("under the floor: exit %d, want 1", exit)
	}
}

func TestUnreadableInput(t *testing.T) {
	for name, content := range map[string]string{
		"no JSON":   "{",
		"no kinds":  `{"id":"x"}`,
		"no header": `{"id":"x","headers":{"a":1},"kinds":["conflict"]}`,
	} {
		if exit, _, errs := score(t, content); exit != 2 || errs == "" {
			t.Errorf("%s: exit %d, %q", name, exit, errs)
		}
	}
	for _, args := range [][]string{{}, {"a", "b"}, {"--no-such-flag", "a"}, {filepath.Join(t.TempDir(), "absent")}} {
		var out, errs bytes.Buffer
		if exit := run(args, &out, &errs, noBook); exit != 2 {
			t.Errorf("%v: exit %d, want 2", args, exit)
		}
	}
}

// TestTheBookComesFirst: a provider of the book judges its own answers.
func TestTheBookComesFirst(t *testing.T) {
	own := apierr.NewProvider(nil, func(*wire.Fields) apierr.Verdict {
		return apierr.Verdict{Code: "north.Own", Kind: apierr.Conflict, Match: apierr.MatchExact}
	}, nil)
	c := corpusCase{Provider: "north", Status: 429, Kinds: []string{"conflict"}}
	got := c.classify(func(id string) *apierr.Provider {
		if id == "north" {
			return own
		}
		return nil
	})
	if got.code != "north.Own" || got.kind != "conflict" || got.match != "exact" {
		t.Errorf("got %+v", got)
	}
}

// Each kind that a response can be of has its right actions.
func TestActionsOfAllKinds(t *testing.T) {
	noResponse := []apierr.Kind{apierr.Unknown, apierr.ConnectFailed, apierr.ConnectionLost, apierr.Canceled, apierr.ClientTimeout}
	for _, kind := range errdoc.Kinds() {
		if has := len(rightActions[kind.String()]) > 0; has == slices.Contains(noResponse, kind) {
			t.Errorf("%s has right actions: %t", kind, has)
		}
	}
}
