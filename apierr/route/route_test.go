package route_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/apierr/errdoc"
	"github.com/errbook/errbook/apierr/route"
)

// What to do after each kind of error, in a router's words.
func TestNextOfKinds(t *testing.T) {
	const (
		again, key, model, provider, smaller, stop = route.SameAgain, route.OtherKey, route.OtherModel, route.OtherProvider, route.SmallerRequest, route.Stop
	)
	want := map[apierr.Kind][]route.Step{
		apierr.Unknown:               {stop},
		apierr.InvalidRequest:        {stop},
		apierr.Unsupported:           {stop},
		apierr.ContextLengthExceeded: {smaller, model, stop},
		apierr.PayloadTooLarge:       {smaller, stop},
		apierr.RequestExceedsLimit:   {smaller, stop},
		apierr.InvalidMedia:          {stop},
		apierr.MediaFetchFailed:      {again, stop},
		apierr.ContentPolicyInput:    {stop},
		apierr.ContentPolicyOutput:   {again, stop},
		apierr.NotFound:              {stop},
		apierr.AlreadyExists:         {stop},
		apierr.PreconditionFailed:    {stop},
		apierr.Conflict:              {again, stop},
		apierr.Authentication:        {key, provider, stop},
		apierr.PermissionDenied:      {key, provider, stop},
		apierr.RegionBlocked:         {provider, stop},
		apierr.AccountDisabled:       {key, provider, stop},
		apierr.InsufficientCredits:   {key, provider, stop},
		apierr.SpendLimitReached:     {key, provider, stop},
		apierr.QuotaExhausted:        {key, provider, stop},
		apierr.RateLimited:           {again, key, provider, stop},
		apierr.ConcurrencyLimited:    {again, key, provider, stop},
		apierr.Overloaded:            {again, model, provider, stop},
		apierr.ModelLoading:          {again, model, provider, stop},
		apierr.ModelNotFound:         {model, provider, stop},
		apierr.ModelAccessDenied:     {model, key, provider, stop},
		apierr.ModelRetired:          {model, provider, stop},
		apierr.ProviderError:         {again, provider, stop},
		apierr.ProviderTimeout:       {again, provider, stop},
		apierr.UpstreamError:         {again, provider, stop},
		apierr.JobFailed:             {again, provider, stop},
		apierr.InvalidResponse:       {again, provider, stop},
		apierr.ConnectFailed:         {again, provider, stop},
		apierr.ConnectionLost:        {again, provider, stop},
		apierr.StreamInterrupted:     {again, provider, stop},
		apierr.Canceled:              {stop},
		apierr.ClientTimeout:         {stop},
	}
	for _, kind := range errdoc.Kinds() {
		if got := route.Next(apierr.New(kind)).Steps; !slices.Equal(got, want[kind]) {
			t.Errorf("%s: %v, want %v", kind, got, want[kind])
		}
	}
}

// What an error says itself counts more than its kind.
func TestNextOfErrors(t *testing.T) {
	limited := apierr.New(apierr.RateLimited, apierr.WithDelay(2*time.Minute))
	perModel := apierr.New(apierr.RateLimited)
	perModel.Doc = &apierr.Doc{Scope: apierr.ScopeModel}
	tests := []struct {
		name  string
		err   error
		first route.Step
		scope apierr.Scope
		wait  time.Duration
		once  bool
	}{
		{"success", nil, route.Stop, "", 0, false},
		{"not of an API", errors.New("disk full"), route.Stop, "", 0, false},
		{"the caller gave up", context.Canceled, route.Stop, apierr.ScopeConnection, 0, false},
		{"wrapped", fmt.Errorf("chat: %w", limited), route.SameAgain, apierr.ScopeKey, 2 * time.Minute, false},
		{"a limit of the model", perModel, route.SameAgain, apierr.ScopeModel, 0, false},
		{"one more attempt", apierr.New(apierr.JobFailed), route.SameAgain, apierr.ScopeProvider, 0, true},
		{"a bare kind", apierr.ModelRetired, route.OtherModel, apierr.ScopeModel, 0, false},
	}
	for _, tt := range tests {
		d := route.Next(tt.err)
		if d.Steps[0] != tt.first || d.Scope != tt.scope || d.Wait != tt.wait || d.Once != tt.once {
			t.Errorf("%s: %+v, want %s first, scope %q, wait %s, once %t", tt.name, d, tt.first, tt.scope, tt.wait, tt.once)
		}
	}
	if got := route.Next(perModel).Steps[1]; got != route.OtherModel {
		t.Errorf("a limit of the model leads to %s second", got)
	}
}

func TestChoose(t *testing.T) {
	limited := route.Next(apierr.New(apierr.RateLimited, apierr.WithDelay(2*time.Minute)))
	tests := []struct {
		name     string
		patience time.Duration
		can      []route.Step
		want     route.Step
	}{
		{"patient", 5 * time.Minute, []route.Step{route.OtherKey, route.SameAgain}, route.SameAgain},
		{"impatient", time.Minute, []route.Step{route.OtherKey, route.SameAgain}, route.OtherKey},
		{"with one key", time.Minute, []route.Step{route.SameAgain, route.OtherProvider}, route.OtherProvider},
		{"with nothing else", time.Minute, []route.Step{route.SameAgain, route.OtherModel}, route.Stop},
	}
	for _, tt := range tests {
		if got := limited.Choose(tt.patience, tt.can...); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, got, tt.want)
		}
	}
}

func ExampleNext() {
	err := apierr.New(apierr.InsufficientCredits, apierr.WithStatus(429))
	d := route.Next(err)
	fmt.Println(d.Choose(time.Second, route.SameAgain, route.OtherKey), "because it affects every request of the", d.Scope)
	// Output: other_key because it affects every request of the account
}
