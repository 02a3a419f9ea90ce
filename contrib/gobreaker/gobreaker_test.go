package gobreakererr_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/sony/gobreaker/v2"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/contrib/gobreaker"
)

// What opens a breaker is the provider's fault.
func TestBreaker(t *testing.T) {
	tests := []struct {
		err  error
		want gobreaker.State
	}{
		{apierr.InvalidRequest, gobreaker.StateClosed},
		{apierr.InsufficientCredits, gobreaker.StateClosed},
		{apierr.RateLimited, gobreaker.StateClosed},
		{context.Canceled, gobreaker.StateClosed},
		{context.DeadlineExceeded, gobreaker.StateClosed},
		{apierr.Overloaded, gobreaker.StateOpen},
		{apierr.ProviderError, gobreaker.StateOpen},
		{apierr.ConnectFailed, gobreaker.StateOpen},
		{errors.New("nobody knows"), gobreaker.StateOpen},
	}
	for _, tt := range tests {
		b := gobreaker.NewCircuitBreaker[string](gobreaker.Settings{IsSuccessful: gobreakererr.IsSuccessful, IsExcluded: gobreakererr.IsExcluded})
		for range 10 {
			_, _ = b.Execute(func() (string, error) { return "", fmt.Errorf("call: %w", tt.err) })
		}
		if got := b.State(); got != tt.want {
			t.Errorf("after ten times %v the breaker is %s, want %s", tt.err, got, tt.want)
		}
	}
}
