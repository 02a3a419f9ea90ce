package apierr_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"time"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/apierr/sse"
)

// respond makes a response, as http.Client.Do returns one.
func respond(status int, header http.Header, body string) *http.Response {
	return &http.Response{StatusCode: status, Header: header, Body: io.NopCloser(strings.NewReader(body)), ContentLength: int64(len(body))}
}

// The provider of a generated package, such as openaierr.Provider, also knows the
// codes of its API. Generic knows what many APIs share.
func ExampleProvider_FromResponse() {
	resp := respond(429, http.Header{"Retry-After": {"20"}}, `{"error":{"message":"Rate limit reached for requests"}}`)

	err := apierr.Generic.FromResponse(resp)
	switch {
	case err == nil: // the response is not an error; its body is still there
	case errors.Is(err, apierr.RateLimited):
		wait, _ := apierr.RetryAfter(err)
		fmt.Println("slow down for", wait)
	case errors.Is(err, apierr.FamilyBilling):
		fmt.Println("somebody has to pay")
	}
	body, _ := io.ReadAll(resp.Body)
	fmt.Println(len(body), "bytes are still there to be read")
	// Output:
	// slow down for 20s
	// 55 bytes are still there to be read
}

// A chatError is an error as SDKs make them.
type chatError struct {
	StatusCode int
	Code       string
	Message    string
}

func (e *chatError) Error() string { return "chat: " + e.Message }

// The error of an SDK is read by its fields, and stays in the chain.
func ExampleFromError() {
	sdk := &chatError{StatusCode: 429, Code: "insufficient_quota", Message: "You exceeded your current quota."}

	err := apierr.FromError(fmt.Errorf("summary: %w", sdk))
	fmt.Println(apierr.KindOf(err), apierr.Retryable(err))

	var original *chatError
	fmt.Println(errors.As(err, &original))
	// Output:
	// insufficient_credits false
	// true
}

// The SDK noticed nothing, because the job failed under 200. Transport saw the
// response, and the context leads to it.
func ExampleTrack() {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusServiceUnavailable)
		io.WriteString(w, `{"error":{"message":"The model is overloaded"}}`)
	}))
	defer server.Close()
	client := &http.Client{Transport: &apierr.Transport{}}
	sdk := func(ctx context.Context) error { // an SDK that drops what went wrong
		req, _ := http.NewRequestWithContext(ctx, http.MethodPost, server.URL, nil)
		resp, err := client.Do(req)
		if err != nil {
			return err
		}
		defer resp.Body.Close()
		_, err = io.Copy(io.Discard, resp.Body)
		return err
	}

	ctx, calls := apierr.Track(context.Background())
	err := calls.Err(sdk(ctx))
	fmt.Println(err)
	fmt.Println(apierr.KindOf(err), apierr.Retryable(err))
	// Output:
	// api: 503 overloaded: The model is overloaded
	// overloaded true
}

// A loop asks the policy after each try. It waits as long as the server says, and
// not at all for what a wait cannot fix.
func ExamplePolicy_Next() {
	policy := apierr.Policy{MaxTries: 5, MaxWait: 30 * time.Second}
	for _, err := range []error{
		apierr.New(apierr.RateLimited, apierr.WithDelay(8*time.Second)),
		apierr.New(apierr.RateLimited, apierr.WithDelay(time.Minute)), // longer than MaxWait
		apierr.New(apierr.InsufficientCredits),
	} {
		wait, again := policy.Next(err, 1)
		fmt.Println(apierr.KindOf(err), again, wait)
	}
	// Output:
	// rate_limited true 8s
	// rate_limited false 0s
	// insufficient_credits false 0s
}

// Tests and fakes make errors by kind. Generated packages also have New for their
// codes.
func ExampleNew() {
	err := fmt.Errorf("translate: %w", apierr.New(apierr.Overloaded, apierr.WithStatus(529), apierr.WithMessage("Try later.")))

	fmt.Println(err)
	fmt.Println(errors.Is(err, apierr.Overloaded), apierr.Retryable(err))
	// Output:
	// translate: api: 529 overloaded: Try later.
	// true true
}

// A stream that began with 200 can fail while it is read. Transport finds that by
// itself; a program that reads events itself hands them to FromEvent.
func ExampleProvider_FromEvent() {
	stream := strings.NewReader("data: {\"delta\":\"Once upon\"}\n\n" +
		"event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}\n\n")

	var broken error
	for name, data := range sse.Read(stream, &broken) {
		if err := apierr.Generic.FromEvent(name, data); err != nil {
			fmt.Println("failed:", apierr.KindOf(err))
			return
		}
		fmt.Printf("%s\n", data)
	}
	fmt.Println("ended:", broken)
	// Output:
	// {"delta":"Once upon"}
	// failed: overloaded
}

// From judges a response that was recorded, for example in a log.
func ExampleProvider_From() {
	err := apierr.Generic.From(apierr.Response{Status: 401, Body: []byte(`{"error":{"message":"Incorrect API key provided: sk-proj-abcdefghijklmnopqrstuvwxyz0123456789"}}`)})

	var e *apierr.Error
	if errors.As(err, &e) {
		data, _ := json.Marshal(e)
		fmt.Println(strings.Contains(string(data), "abcdefghijkl"), e.Kind, e.Actor())
	}
	// Output:
	// false authentication owner
}
