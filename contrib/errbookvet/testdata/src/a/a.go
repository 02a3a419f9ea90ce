package a

import (
	"errors"
	"fmt"
	"strings"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/generated/openaierr"
	"github.com/openai/openai-go/v3"
)

func fake() error {
	return openaierr.InsufficientQuota // want `openaierr.InsufficientQuota is returned as an error, but it is a name; openaierr.New\(openaierr.InsufficientQuota\) has what it means`
}

func fakeWithResult() (string, error) {
	return "", openaierr.InsufficientQuota // want `is returned as an error`
}

func wrapped() error {
	return fmt.Errorf("complete: %w", openaierr.InsufficientQuota) // want `is wrapped as an error`
}

func code() apierr.Code { return openaierr.InsufficientQuota }

func whole() error { return openaierr.New(openaierr.InsufficientQuota) }

func kind() error { return fmt.Errorf("complete: %w", apierr.RateLimited) }

func target(err error) bool { return errors.Is(err, openaierr.InsufficientQuota) }

func wire(e *apierr.Error) bool {
	return e.WireCode == "insufficient_quota" // want `a wire code is compared, .* openaierr.InsufficientQuota`
}

func notWire(e *apierr.Error) bool {
	return "insufficient_quota" != e.WireCode // want `a wire code is compared`
}

func sdk(err error) bool {
	var e *openai.Error
	if !errors.As(err, &e) {
		return false
	}
	return e.Code == "insufficient_quota" // want `a wire code is compared`
}

func status(e *openai.Error) bool {
	return e.StatusCode == 429 // want `an HTTP status is compared, .* apierr.RateLimited`
}

func success(e *openai.Error) bool { return e.StatusCode == 200 }

func switched(e *openai.Error) string {
	switch e.Code {
	case "insufficient_quota": // want `a wire code is compared`
		return "money"
	case "anything else":
		return "?"
	}
	return ""
}

func text(err error) bool {
	return strings.Contains(strings.ToLower(err.Error()), "rate limit") // want `the text of an error is searched, .* apierr.RateLimited`
}

func message(e *apierr.Error) bool {
	return strings.Contains(e.Message, "insufficient credits") // want `the text of an error is searched, .* apierr.InsufficientCredits`
}

func otherText(err error) bool { return strings.Contains(err.Error(), "no such table") }

func otherValue(s string) bool { return s == "insufficient_quota" }
