package problem_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"time"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/apierr/problem"
)

// An API that calls another one reports what went wrong there as a problem of its
// own.
func ExampleOf() {
	handler := func(w http.ResponseWriter, _ *http.Request) {
		err := apierr.New(apierr.RateLimited, apierr.WithDelay(3*time.Second))
		details := problem.Of(err)
		details.Status = http.StatusServiceUnavailable
		w.Header().Set("Content-Type", problem.ContentType)
		w.WriteHeader(details.Status)
		json.NewEncoder(w).Encode(details)
	}

	w := httptest.NewRecorder()
	handler(w, nil)
	var got problem.Details
	if err := json.NewDecoder(w.Body).Decode(&got); err != nil {
		fmt.Println(err)
	}
	fmt.Println(w.Code, w.Header().Get("Content-Type"))
	fmt.Println(got.Type, got.Retryable, *got.DelayMS)
	// Output:
	// 503 application/problem+json
	// urn:errbook:kind:rate_limited true 3000
}
