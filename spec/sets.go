package spec

import (
	"regexp"
	"sync"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/apierr/errdoc"
	"github.com/errbook/errbook/spec/yaml"
)

// sets are the words and forms that the tags of the language name with "of" and
// "keys": what Decode refuses by them is what the schema refuses, too.
var sets = sync.OnceValue(func() []yaml.Set {
	const hyphens = "lowercase letters and digits joined by single hyphens"
	return []yaml.Set{
		{Name: "kind", Words: kindNames(), Must: "one of the kinds of the book", Hint: "errbook explain lists all kinds with what they mean"},
		{Name: "retry", Words: retryNames()},
		{Name: "certainty", Words: []string{apierr.Never.String(), apierr.Maybe.String(), apierr.Always.String()}},
		{Name: "basis", Words: []string{"official", "specification", "sdk", "observed", "third_hand"}},
		{Name: "strip", Words: []string{"aws"}},
		{Name: "delay_role", Words: []string{"hint"}},
		{Name: "delay_format", Words: delayFormats},
		{Name: "id", Form: idForm, Must: hyphens + ", a letter first", Hint: "such as llama-cpp"},
		{Name: "slug", Form: slugForm, Must: hyphens, Hint: "such as out-of-credits"},
		{Name: "snake", Form: snakeForm, Must: "lowercase letters and digits joined by underscores", Hint: "such as request_id or remaining_requests"},
		{Name: "context_word", Form: form("-_."), Must: "lowercase letters and digits joined by hyphens or underscores", Hint: "such as deployment, or on-demand"},
		{Name: "surface_name", Form: form("-_"), Must: "lowercase letters and digits joined by hyphens or underscores"},
		{Name: "otel_provider", Form: form("._-"), Must: "lowercase letters and digits", Hint: "it is a value of gen_ai.provider.name, such as openai or aws.bedrock"},
		{Name: "go_package", Form: goPackageForm, Must: "a Go import path that begins with a host, without major version", Hint: "such as github.com/openai/openai-go"},
		{Name: "go_name", Form: goNameForm, Must: "an exported Go identifier of ASCII letters and digits", Hint: "such as OutOfCredits"},
		{Name: "https", Form: httpsForm, Must: "an https address"},
		{Name: "address", Form: addressForm, Must: "an https or mailto address"},
	}
})

var (
	idForm        = regexp.MustCompile(`^[a-z][a-z0-9]*(-[a-z0-9]+)*$`)
	slugForm      = form("-")
	snakeForm     = regexp.MustCompile(`^[a-z][a-z0-9]*(_[a-z0-9]+)*$`)
	httpsForm     = regexp.MustCompile(`^https://`)
	addressForm   = regexp.MustCompile(`^(https://|mailto:)`)
	goPackageForm = regexp.MustCompile(`^[a-z0-9-]+(\.[a-z0-9-]+)+(/[A-Za-z0-9._~-]*[A-Za-z_~-][A-Za-z0-9._~-]*)+$`)
	goNameForm    = regexp.MustCompile(`^[A-Z][A-Za-z0-9_]*$`)
)

// form returns the form of words of lowercase letters and digits that are joined
// by single joints.
func form(joints string) *regexp.Regexp {
	return regexp.MustCompile(`^[a-z0-9]+([` + joints + `][a-z0-9]+)*$`)
}

// delayFormats lists the formats of a wait, as wire.ParseDelayFormat takes
// them.
var delayFormats = []string{"retry-after", "ms", "seconds", "go-duration", "protobuf-duration", "unix", "unix-ms", "rfc3339", "ratelimit"}

func kindNames() []string {
	var names []string
	for _, k := range errdoc.Kinds() {
		if k != apierr.Unknown {
			names = append(names, k.String())
		}
	}
	return names
}

func retryNames() []string {
	var names []string
	for r := apierr.RetryNever; r <= apierr.RetryBackoff; r++ {
		names = append(names, r.String())
	}
	return names
}
