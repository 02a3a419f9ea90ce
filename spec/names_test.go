package spec

import (
	"go/types"
	"slices"
	"testing"

	"github.com/errbook/errbook/apierr"
)

func TestSlug(t *testing.T) {
	for name, want := range map[string]string{
		"InvalidAPIKey":         "invalid-api-key",
		"HTTP2Error":            "http2-error",
		"OutOfCredits":          "out-of-credits",
		"Error404":              "error404",
		"S3BucketMissing":       "s3-bucket-missing",
		"GPT4oMini":             "gpt4o-mini",
		"JSON":                  "json",
		"A":                     "a",
		"ABTest":                "ab-test",
		"Bad_Request":           "bad-request",
		"Trailing_":             "trailing",
		"ErrAPI2TLS":            "err-api2-tls",
		"LoRALoadFailed":        "lo-ra-load-failed",
		"ContextLengthExceeded": "context-length-exceeded",
	} {
		if got := Slug(name); got != want {
			t.Errorf("Slug(%q) = %q, want %q", name, got, want)
		}
		if why := whyNotSlug(Slug(name)); why != "" {
			t.Errorf("Slug(%q) %s", name, why)
		}
	}
}

func TestContextName(t *testing.T) {
	for _, tt := range [][3]string{
		{"deployment", "dedicated", "DeploymentDedicated"},
		{"deployment", "on-demand", "DeploymentOnDemand"},
		{"api_version", "v1.5", "ApiVersionV15"},
	} {
		if got := ContextName(tt[0], tt[1]); got != tt[2] {
			t.Errorf("ContextName(%q, %q) = %q, want %q", tt[0], tt[1], got, tt[2])
		}
	}
}

// The lists that are written out here are those of Go and of package apierr.
func TestLists(t *testing.T) {
	if got, want := slices.Sorted(slices.Values(predeclared)), types.Universe.Names(); !slices.Equal(got, want) {
		t.Errorf("predeclared is %v, want %v", got, want)
	}
	for _, name := range delayFormats {
		if _, ok := apierr.ParseDelayFormat(name); !ok {
			t.Errorf("apierr has no format %s", name)
		}
	}
}
