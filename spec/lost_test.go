package spec

import (
	"errors"
	"fmt"
	"os"
	"testing"

	"github.com/errbook/errbook/apierr"
)

// Proxies answer in shapes of their own: what they say is kept, also where a
// provider's rules know no more than the status.
func TestNoMessageIsLost(t *testing.T) {
	book, err := LoadFS(os.DirFS("."), "providers")
	if err != nil {
		t.Fatal(err)
	}
	const text = "Something about turnips is not right"
	shapes := []string{
		`{"detail":%q}`, `{"error":%q}`, `{"error":{"message":%q}}`, `{"message":%q}`, `{"msg":%q}`, `{"errors":[{"detail":%q}]}`,
		`{"errors":[%q]}`, `{"meta":{"error_message":%q}}`, `{"status":{"message":%q}}`, `{"error":{"details":%q}}`,
	}
	for _, f := range book.Files {
		for _, status := range []int{400, 401, 402, 403, 404, 429, 500, 503} {
			for _, shape := range shapes {
				body := fmt.Sprintf(shape, text)
				var e *apierr.Error
				if err := f.Runtime().From(apierr.Response{Status: status, Body: []byte(body)}); !errors.As(err, &e) || e.Message != text {
					t.Errorf("%s: %d %s: %v", f.Provider.Value, status, body, err)
				}
			}
		}
	}
}
