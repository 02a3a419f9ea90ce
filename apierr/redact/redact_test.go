package redact_test

import (
	"fmt"
	"testing"

	"github.com/errbook/errbook/apierr/redact"
)

func ExampleText() {
	fmt.Println(redact.Text("Incorrect API key provided: sk-proj-abcdefghijklmnopqrstuvwxyz0123456789."))
	// Output: Incorrect API key provided: [redacted].
}

func TestHeader(t *testing.T) {
	for _, tt := range []struct{ name, value, want string }{
		{"Authorization", "Basic dXNlcjpwYXNz", redact.Mark},
		{"proxy-authorization", "x", redact.Mark},
		{"cookie", "theme=dark", redact.Mark},
		{"Set-Cookie", "session=4c3f", redact.Mark},
		{"X-Api-Key", "1f2e3d4c", redact.Mark},
		{"x-goog-api-key", "1f2e3d4c", redact.Mark},
		{"x-api-key", "", ""},
		{"retry-after", "30", "30"},
		{"idempotency-key", "4c3f", "4c3f"},
		{"x-auth-type", "bearer", "bearer"},
		{"location", "https://api.example.com/?api_key=1f2e3d4c5b6a&page=2", "https://api.example.com/?api_key=[redacted]&page=2"},
	} {
		if got := redact.Header(tt.name, tt.value); got != tt.want {
			t.Errorf("%s: %q becomes %q, want %q", tt.name, tt.value, got, tt.want)
		}
	}
}
