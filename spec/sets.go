package spec

import (
	"regexp"
	"slices"
	"sync"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/apierr/wire"
	"github.com/errbook/errbook/spec/yaml"
)

// sets are the words and forms that the tags of the language name with "of" and
// "keys", for a book that has the kinds of t.
func (t *Taxonomy) sets() []yaml.Set {
	kinds := yaml.Set{Name: "kind", Words: t.kindNames(), Must: "one of the kinds of the book", Hint: "errbook explain lists all kinds with what they mean", Hints: map[string]string{
		"unknown": "unknown is the kind of a response that no entry documents; an entry says what it means, such as provider_error for a fault of the server that is not explained",
	}}
	if t.open {
		kinds.Form = snakeForm
	}
	return append(commonSets(), kinds)
}

// schemaSets are those for the schema, which cannot know a book's own kinds: it
// lists errbook's, and takes whatever can be the name of a kind. What Decode
// refuses by the other sets is what the schema refuses, too.
func schemaSets() []yaml.Set {
	t := Taxonomy{Kinds: builtinTaxonomy().Kinds, open: true}
	return t.sets()
}

// commonSets are the sets that are the same for all books, in a list that can be
// appended to.
func commonSets() []yaml.Set { return slices.Clip(fixedSets()) }

var fixedSets = sync.OnceValue(func() []yaml.Set {
	const hyphens = "lowercase letters and digits joined by single hyphens"
	return []yaml.Set{
		{Name: "retry", Words: retryNames(), Hints: map[string]string{
			"true":  "backoff, or wait if the response says how long, or once",
			"false": "never, or fix_request or fix_account if a change helps",
		}},
		{Name: "certainty", Words: []string{apierr.Never.String(), apierr.Maybe.String(), apierr.Always.String()}},
		{Name: "actor", Words: actorNames()},
		{Name: "scope", Words: scopeNames()},
		{Name: "param_type", Words: paramTypes, OneHint: oneValue, Hints: map[string]string{
			"number":    "int or float",
			"integer":   "did you mean int?",
			"int64":     "did you mean int?",
			"double":    "did you mean float?",
			"decimal":   "float, or string for an exact number such as a price",
			"boolean":   "did you mean bool?",
			"datetime":  "did you mean time?",
			"date-time": "did you mean time?",
			"uuid":      "string", "url": "string", "uri": "string", "email": "string", "enum": "string",
			"date":      "time, a moment such as 2026-11-30T00:00:00Z",
			"timestamp": "time, a moment such as 2026-11-30T00:00:00Z",
			"[]string":  oneValue, "string[]": oneValue, "[]int": oneValue, "array": oneValue, "list": oneValue, "object": oneValue,
		}},
		{Name: "param_name", Form: snakeForm, Must: "lowercase letters and digits joined by underscores", Hint: "such as retry_after"},
		{Name: "basis", Words: []string{"official", "specification", "sdk", "observed", "third_hand"}},
		{Name: "origin", Words: origins},
		{Name: "list_format", Words: []string{"openapi", "json", "aws-model", "proto", "go", "typescript", "python", "markdown", "html"}},
		{Name: "generic", Words: []string{wire.GenericAI.String(), wire.GenericHTTP.String(), wire.GenericNone.String()}},
		{Name: "strip", Words: []string{"aws"}},
		{Name: "delay_role", Words: []string{"hint"}},
		{Name: "delay_format", Words: delayFormats},
		{Name: "id", Form: idForm, Must: hyphens + ", a letter first", Hint: "such as llama-cpp"},
		{Name: "slug", Form: slugForm, Must: hyphens, Hint: "such as out-of-credits"},
		{Name: "severity", Form: snakeForm, Must: "lowercase letters and digits joined by underscores", Hint: "such as high or page_on_call"},
		{Name: "snake", Form: snakeForm, Must: "lowercase letters and digits joined by underscores", Hint: "such as request_id or remaining_requests"},
		{Name: "context_word", Form: form("-_."), Must: "lowercase letters and digits joined by hyphens or underscores", Hint: "such as deployment, or on-demand"},
		{Name: "surface_name", Form: form("-_"), Must: "lowercase letters and digits joined by hyphens or underscores"},
		{Name: "otel_provider", Form: form("._-"), Must: "lowercase letters and digits", Hint: "it is a value of gen_ai.provider.name, such as openai or aws.bedrock"},
		{Name: "go_package", Form: regexp.MustCompile(`^[a-z0-9-]+(\.[a-z0-9-]+)+(/[A-Za-z0-9._~-]*[A-Za-z_~-][A-Za-z0-9._~-]*)+$`), Must: "a Go import path that begins with a host, without major version", Hint: "such as github.com/openai/openai-go"},
		{Name: "go_name", Form: goNameForm, Must: "an exported Go identifier of ASCII letters and digits", Hint: "such as OutOfCredits"},
		{Name: "fragment", Form: regexp.MustCompile(`^(?:[\p{Han}\p{Hiragana}\p{Katakana}，、：]{4,40}|\S{1,40}(?: \S{1,40}){1,7})$`), Must: "a fragment of 2 to 8 words of at most 40 characters", Hint: "such as credit balance is too low"},
		{Name: "request_path", Form: regexp.MustCompile(`^(?:/[\w.~:@!$&'()+,;=%*-]+)+$`), Must: "a path that begins with a slash, without query", Hint: "such as /v1/status/*"},
		{Name: "https", Form: regexp.MustCompile(`^https://`), Must: "an https URL"},
		{Name: "link", Form: linkForm, Must: "an https or mailto URL"},
	}
})

var (
	idForm     = regexp.MustCompile(`^[a-z][a-z0-9]*(-[a-z0-9]+)*$`)
	slugForm   = form("-")
	snakeForm  = regexp.MustCompile(`^[a-z][a-z0-9]*(_[a-z0-9]+)*$`)
	linkForm   = regexp.MustCompile(`^(https://|mailto:)`)
	goNameForm = regexp.MustCompile(`^[A-Z][A-Za-z0-9_]*$`)
)

// form returns the form of words of lowercase letters and digits that are joined
// by single joints.
func form(joints string) *regexp.Regexp {
	return regexp.MustCompile(`^[a-z0-9]+([` + joints + `][a-z0-9]+)*$`)
}

// delayFormats lists the formats of a wait, as wire.ParseDelayFormat takes
// them.
var delayFormats = []string{"retry-after", "ms", "seconds", "go-duration", "protobuf-duration", "unix", "unix-ms", "rfc3339", "ratelimit"}

// oneValue helps who wants a detail that has several.
const oneValue = "a detail is one value: make each a detail, or join them into a string"

// paramTypes lists the types that the details of an error can have.
var paramTypes = []string{"string", "int", "float", "bool", "time", "duration"}

func retryNames() []string {
	var names []string
	for r := apierr.RetryNever; r <= apierr.RetryBackoff; r++ {
		names = append(names, r.String())
	}
	return names
}
