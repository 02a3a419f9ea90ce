package apierr_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"

	"github.com/errbook/errbook/apierr"
)

// A provider answers 429 because the account is empty. The Transport stops
// retry loops by a header, and tells the hook what the answer means.
func ExampleTransport() {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusTooManyRequests)
		io.WriteString(w, `{"error":{"code":"insufficient_quota","message":"Add credits to continue."}}`)
	}))
	defer server.Close()

	client := &http.Client{Transport: &apierr.Transport{
		OnFailure: func(_ context.Context, f apierr.Failure) { fmt.Println(f.Error, "·", f.Error.Retry()) },
	}}
	resp, err := client.Get(server.URL)
	if err != nil {
		fmt.Println(err)
		return
	}
	defer resp.Body.Close()
	fmt.Println("x-should-retry:", resp.Header.Get("X-Should-Retry"))
	// Output:
	// api: 429 insufficient_credits: Add credits to continue. · fix_account
	// x-should-retry: false
}
