package apierr_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/errbook/errbook/apierr"
)

const credits apierr.Code = "acme.OutOfCredits"

var shop = apierr.NewProvider(nil, nil, func(code apierr.Code) *apierr.Doc {
	if code != credits {
		return nil
	}
	return &apierr.Doc{
		Code: credits, Title: "Out of credits", Kind: apierr.InsufficientCredits, Retry: apierr.RetryFixAccount,
		Statuses: []string{"4xx", "402"}, WireCodes: []string{"no_credits"}, Executed: apierr.Never, Billed: apierr.Never,
	}
})

// A fake that fails as a provider does is one line, and behaves as the real one.
func TestNew(t *testing.T) {
	e := shop.New(credits, apierr.WithMessage("Pay first."), apierr.WithDelay(time.Second))
	err := fmt.Errorf("fake: %w", e)
	switch {
	case !errors.Is(err, credits), !errors.Is(err, apierr.InsufficientCredits), !errors.Is(err, apierr.FamilyBilling):
		t.Errorf("%v is not what its code says", err)
	case apierr.Retryable(err), e.Retry() != apierr.RetryFixAccount, e.Executed() != apierr.Never, e.Billed() != apierr.Never:
		t.Errorf("advice: %+v", e)
	case e.Status != 402, e.WireCode != "no_credits", e.Match != apierr.MatchExact, e.Doc == nil:
		t.Errorf("facts: %+v", e)
	case e.Message != "Pay first.", e.Delay != apierr.Delay{Duration: time.Second, Source: "given"}:
		t.Errorf("options: %+v", e)
	}
	if e := shop.New("acme.Nothing"); e.Code != "acme.Nothing" || e.Kind != apierr.Unknown || e.Doc != nil {
		t.Errorf("a code without documentation: %+v", e)
	}
}

// A kind makes an error, and so does a literal.
func TestKindAlone(t *testing.T) {
	cause := errors.New("queue full")
	full := apierr.New(apierr.RateLimited, apierr.WithStatus(429), apierr.WithCause(cause), apierr.WithDelay(10*time.Minute))
	if full.Status != 429 || !errors.Is(full, cause) || full.Retry() != apierr.RetryWindow {
		t.Errorf("%+v, unwraps to %v", full, errors.Unwrap(full))
	}
	literal := &apierr.Error{Kind: apierr.RateLimited}
	if literal.Retry() != apierr.RateLimited.Retry() || !literal.Retryable() {
		t.Errorf("a literal says %s", literal.Retry())
	}
	changed := *shop.New(credits)
	if changed.Kind = apierr.Overloaded; changed.Retry() != apierr.Overloaded.Retry() || changed.Executed() != apierr.Overloaded.Executed() {
		t.Errorf("a changed kind keeps the old one's advice: %s, %s", changed.Retry(), changed.Executed())
	}
}

// A kind in a chain is as good as an error of the kind; a code is a name.
func TestTargetsInChains(t *testing.T) {
	limited := fmt.Errorf("fake: %w", apierr.RateLimited)
	if apierr.KindOf(limited) != apierr.RateLimited || !apierr.Retryable(limited) || !errors.Is(limited, apierr.FamilyThrottle) || errors.Is(limited, apierr.Family("")) {
		t.Errorf("%v: %s, retryable %t", limited, apierr.KindOf(limited), apierr.Retryable(limited))
	}
	named := fmt.Errorf("fake: %w", credits)
	if apierr.CodeOf(named) != credits || !errors.Is(named, credits) || apierr.KindOf(named) != apierr.Unknown {
		t.Errorf("%v: %q, %s", named, apierr.CodeOf(named), apierr.KindOf(named))
	}
	if err := shop.FromError(named); !errors.Is(err, apierr.FamilyBilling) || !errors.Is(err, named) {
		t.Errorf("its provider reads the code as %v", err)
	}
}

// What was written as JSON comes back whole: printed again, it is the same.
func TestJSONComesBack(t *testing.T) {
	response := apierr.Generic.From(apierr.Response{Status: 429, Header: map[string][]string{"X-Request-Id": {"req_1"}}, Body: []byte(
		`{"error":{"code":"rate_limit_exceeded","type":"requests","param":"n","message":"Slow down.","retry_after":400}}`)}).(*apierr.Error)
	own := &apierr.Error{Code: "acme.Locked", Kind: "acme_locked", Doc: &apierr.Doc{Family: "acme_family", Actor: apierr.ActorOwner}}
	for _, e := range []*apierr.Error{response, shop.New(credits, apierr.WithDelay(1500*time.Millisecond)), own, {}, apierr.New(apierr.Canceled)} {
		first, err := json.Marshal(e)
		if err != nil {
			t.Fatal(err)
		}
		var back apierr.Error
		if err := json.Unmarshal(first, &back); err != nil {
			t.Fatal(err)
		}
		if second, _ := json.Marshal(&back); string(first) != string(second) {
			t.Errorf("wrote %s\nthen  %s", first, second)
		}
		if back.Retry() != e.Retry() || back.Executed() != e.Executed() || back.Actor() != e.Actor() || back.Delay != e.Delay || apierr.CodeOf(&back) != e.Code {
			t.Errorf("%s came back as %+v", first, &back)
		}
	}
	var e apierr.Error
	if err := json.Unmarshal([]byte(`{"retry":"often"}`), &e); err == nil {
		t.Error("a class of retry that is none was taken")
	}
}
