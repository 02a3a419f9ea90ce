package cookbook

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/apierr/route"
	"github.com/errbook/errbook/generated/openaierr"
)

func routers(ctx context.Context, baseURL string) {
	keys, models := []string{"key A", "key B"}, []string{"gpt-5", "gpt-4o"}
	for {
		err := complete(ctx, baseURL, keys[0], models[0])
		if err == nil {
			fmt.Println("done with", keys[0], "and", models[0])
			return
		}

		can := []route.Step{route.SameAgain}
		if len(keys) > 1 {
			can = append(can, route.OtherKey)
		}
		if len(models) > 1 {
			can = append(can, route.OtherModel)
		}
		d := route.Next(err)
		step := d.Choose(5*time.Second, can...) // waits no longer than that
		fmt.Printf("%s (%s): %s\n", apierr.KindOf(err), d.Scope, step)
		switch step {
		case route.SameAgain:
			time.Sleep(d.Wait)
		case route.OtherKey:
			keys = keys[1:]
		case route.OtherModel:
			models = models[1:]
		default:
			var e *apierr.Error
			if errors.As(err, &e) {
				fmt.Println("the user reads:", e.UserMessage())
			}
			return
		}
	}
}

// complete makes one call, with whatever SDK.
func complete(ctx context.Context, baseURL, key, model string) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, baseURL, strings.NewReader(`{"model":"`+model+`"}`))
	if err != nil {
		return err
	}
	req.Header.Set("Authorization", "Bearer "+key)
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return openaierr.Provider.FromError(err)
	}
	defer resp.Body.Close()
	return openaierr.Provider.FromResponse(resp)
}
