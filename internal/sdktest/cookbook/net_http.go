package cookbook

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/generated/fashnerr"
)

func netHTTP(ctx context.Context, baseURL string) {
	id, err := startJob(ctx, baseURL)
	switch {
	case err == nil:
		fmt.Println("started", id)
	case errors.Is(err, fashnerr.OutOfCredits):
		fmt.Println("buy credits:", err)
	case errors.Is(err, apierr.ConnectFailed): // not sent at all
		fmt.Println("no network:", err)
	default:
		fmt.Printf("%+v\n", err)
	}
}

func startJob(ctx context.Context, baseURL string) (id string, err error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, baseURL+"/v1/run", strings.NewReader(`{"model_name":"tryon-v1.6"}`))
	if err != nil {
		return "", err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return "", fashnerr.Provider.FromError(err)
	}
	defer resp.Body.Close()
	if err := fashnerr.Provider.FromResponse(resp); err != nil { // the body can still be read
		return "", err
	}
	var job struct{ ID string }
	err = json.NewDecoder(resp.Body).Decode(&job)
	return job.ID, err
}
