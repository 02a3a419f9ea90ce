package sdktest

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/openai/openai-go/v3"
	"github.com/openai/openai-go/v3/option"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/generated/fashnerr"
	"github.com/errbook/errbook/generated/fashnerr/fashnerrtest"
	"github.com/errbook/errbook/generated/openaierr"
	"github.com/errbook/errbook/generated/openaierr/openaierrtest"
)

// The Examples contain what the README and the guide show, line by line, and run it.

func Example_withAnSDK() {
	server := failing(openaierrtest.Response(openaierr.InsufficientQuota))
	defer server.Close()
	ctx := context.Background()
	client := openai.NewClient(option.WithBaseURL(server.URL), option.WithAPIKey("none"), option.WithMaxRetries(0))
	params := openai.ChatCompletionNewParams{Model: "m"}

	completion, err := client.Chat.Completions.New(ctx, params) // openai-go, or another SDK
	err = openaierr.Provider.FromError(err)                     // the SDK's own error stays in the chain

	switch {
	case err == nil:
		fmt.Println(completion.Choices[0].Message.Content)
	case errors.Is(err, openaierr.InsufficientQuota): // exactly this error
		fmt.Println("the quota is used up")
	case errors.Is(err, apierr.FamilyBilling): // somebody has to pay, whoever the provider is
		fmt.Println("tell the owner of the account")
	case apierr.Retryable(err): // a rate limit, an overload, a timeout
		wait, stated := apierr.RetryAfter(err) // what the server asked for, if it did
		fmt.Println("try again", wait, stated)
	default:
		fmt.Printf("%+v\n", err) // what it means, why it happens, how to fix it
	}

	// Output: the quota is used up
}

func Example_withASpecFile() {
	server := failing(fashnerrtest.Response(fashnerr.OutOfCredits))
	defer server.Close()
	req, err := http.NewRequest(http.MethodPost, server.URL, nil)
	if err != nil {
		panic(err)
	}

	resp, err := http.DefaultClient.Do(req)
	if err == nil {
		defer resp.Body.Close()
		err = fashnerr.Provider.FromResponse(resp) // nil if the response is not an error; its body can still be read
	}
	switch {
	case errors.Is(err, fashnerr.OutOfCredits): // exactly this error
		fmt.Println("buy credits")
	case errors.Is(err, apierr.RateLimited): // a kind of error, from any provider
		fmt.Println("slow down")
	}

	// Output: buy credits
}

// failing starts a server that sends the response.
func failing(r apierr.Response, ok bool) *httptest.Server {
	if !ok {
		panic("no response is known for the error")
	}
	return httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(r.Status)
		_, _ = w.Write(r.Body)
	}))
}

// readmeGo matches a block of Go in a document.
var readmeGo = regexp.MustCompile("(?s)```go\n(.*?)```")

// TestReadmeCompiles asks whether the first block of Go in the README, and the first in
// the guide, are in the Examples of this file, which compile and run.
func TestReadmeCompiles(t *testing.T) {
	source, err := os.ReadFile("readme_test.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"README.md", "docs/guide.md"} {
		text, err := os.ReadFile("../../" + name)
		if err != nil {
			t.Fatal(err)
		}
		block := readmeGo.FindStringSubmatch(string(text))
		if block == nil {
			t.Fatalf("%s has no block of Go", name)
		}
		code := strings.ReplaceAll("\n"+block[1], "\n", "\n\t")
		code = strings.ReplaceAll(strings.TrimRight(code, "\t"), "\n\t\n", "\n\n")
		if !strings.Contains(string(source), code) {
			t.Errorf("no Example of readme_test.go has this of %s:\n%s", name, block[1])
		}
	}
}
