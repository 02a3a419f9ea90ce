package cookbook

import (
	"context"
	"fmt"

	"github.com/sony/gobreaker/v2"

	"github.com/errbook/errbook/contrib/gobreaker"
)

func retryGobreaker(ctx context.Context, baseURL string) {
	breaker := gobreaker.NewCircuitBreaker[string](gobreaker.Settings{
		IsSuccessful: gobreakererr.IsSuccessful,
		IsExcluded:   gobreakererr.IsExcluded,
		ReadyToTrip:  func(c gobreaker.Counts) bool { return c.ConsecutiveFailures == 2 },
	})
	for range 5 {
		_, err := breaker.Execute(func() (string, error) { return ask(ctx, baseURL) })
		fmt.Println(breaker.State(), err)
	}
}
