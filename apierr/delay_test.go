package apierr

import (
	"net/http"
	"testing"
	"time"
)

// Which of several sources counts: see serverDelay.
func TestDelayOrder(t *testing.T) {
	const limited, cold = "RateLimitExceeded", "ModelCold"
	tests := []struct {
		name   string
		code   string
		body   string // further members of the body
		error  string // further members of the error
		header http.Header
		want   Delay
	}{
		{"nothing", limited, "", "", nil, Delay{}},
		{"retry-after", limited, "", "", http.Header{"Retry-After": {"3"}}, Delay{3 * time.Second, "header:retry-after"}},
		{"names in any case", limited, "", "", http.Header{"retry-AFTER": {"3"}}, Delay{3 * time.Second, "header:retry-after"}},
		{"milliseconds before seconds", limited, "", "", http.Header{"Retry-After": {"3"}, "Retry-After-Ms": {"2500"}}, Delay{2500 * time.Millisecond, "header:retry-after-ms"}},
		{"the longest of all, in the body", limited, "", `,"retry_after":9`, http.Header{"Retry-After-Ms": {"2500"}}, Delay{9 * time.Second, "error.retry_after"}},
		{"the longest of all, in a header", limited, "", `,"retry_after":9,"message":"Try again in 20ms."`, http.Header{"Retry-After": {"277403"}}, Delay{277403 * time.Second, "header:retry-after"}},
		{"the longest of all, in words", limited, "", `,"retry_after":9,"message":"Please wait 2 minutes."`, http.Header{"Retry-After": {"3"}}, Delay{2 * time.Minute, "message"}},
		{"of Azure", limited, "", "", http.Header{"X-Ms-Retry-After-Ms": {"250"}}, Delay{250 * time.Millisecond, "header:x-ms-retry-after-ms"}},
		{"of AWS", limited, "", "", http.Header{"X-Amz-Retry-After": {"1500"}}, Delay{1500 * time.Millisecond, "header:x-amz-retry-after"}},
		{"the spec's own place", limited, "", `,"retry_after":9`, http.Header{"Retry-After": {"3"}}, Delay{9 * time.Second, "error.retry_after"}},
		{"out of the message", limited, "", `,"message":"Slow down, try again in 1m2.5s."`, nil, Delay{62500 * time.Millisecond, "error.message"}},
		{"unreadable, so the next", limited, "", `,"retry_after":-1`, http.Header{"Retry-After-Ms": {"NaN"}, "Retry-After": {"4"}}, Delay{4 * time.Second, "header:retry-after"}},
		{"zero means now", limited, "", "", http.Header{"Retry-After": {"0"}}, Delay{0, "header:retry-after"}},
		{"ratelimit", limited, "", "", http.Header{"Ratelimit": {`"a";r=0;t=30`, `"b";r=0;t=40`}}, Delay{40 * time.Second, "header:ratelimit"}},
		{"retry-after before ratelimit", limited, "", "", http.Header{"Ratelimit": {`"a";r=0;t=30`}, "Retry-After": {"50"}}, Delay{50 * time.Second, "header:retry-after"}},
		{"ratelimit of no throttle", "OutOfCredits", "", "", http.Header{"Ratelimit": {`"a";r=0;t=30`}}, Delay{}},
		{"older three", limited, "", "", http.Header{"Ratelimit-Remaining": {"0"}, "Ratelimit-Reset": {"12"}}, Delay{12 * time.Second, "header:ratelimit-reset"}},
		{"older three, some left", limited, "", "", http.Header{"Ratelimit-Remaining": {"1"}, "Ratelimit-Reset": {"12"}}, Delay{}},
		{"reset of what is used up", limited, "", "", http.Header{
			"X-Limit-Remaining-Requests": {"5"}, "X-Limit-Reset-Requests": {"10m"},
			"X-Limit-Remaining-Tokens": {"0"}, "X-Limit-Reset-Tokens": {"2026-11-20T10:00:20Z"}, "Date": {"Fri, 20 Nov 2026 10:00:00 GMT"},
		}, Delay{20 * time.Second, "header:x-limit-reset-tokens"}},
		{"the later of two resets", limited, "", "", http.Header{
			"X-Limit-Remaining-Requests": {"0"}, "X-Limit-Reset-Requests": {"10m"},
			"X-Limit-Remaining-Tokens": {"0"}, "X-Limit-Reset-Tokens": {"2026-11-20T10:00:20Z"}, "Date": {"Fri, 20 Nov 2026 10:00:00 GMT"},
		}, Delay{10 * time.Minute, "header:x-limit-reset-requests"}},
		{"a forecast", cold, `,"estimated_time":20.5`, "", nil, Delay{20500 * time.Millisecond, "estimated_time"}},
		{"a forecast comes last", cold, `,"estimated_time":20.5`, "", http.Header{"Retry-After": {"1"}}, Delay{time.Second, "header:retry-after"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			body := `{"error":{"code":"` + tt.code + `"` + tt.error + `}` + tt.body + `}`
			err := acme.From(Response{Status: 429, Header: tt.header, Body: []byte(body)})
			if got := err.(*Error).Delay; got != tt.want {
				t.Errorf("got %v, want %v", got, tt.want)
			}
			d, ok := RetryAfter(err)
			if d != tt.want.Duration || ok != (tt.want.Source != "") {
				t.Errorf("RetryAfter = %v, %v; want %v", d, ok, tt.want)
			}
		})
	}
}

func TestLongDelayIsWindow(t *testing.T) {
	tests := []struct {
		name   string
		code   string
		header http.Header
		body   string
		want   Retry
	}{
		{"short", "RateLimitExceeded", http.Header{"Retry-After": {"299"}}, "", RetryWait},
		{"five minutes", "RateLimitExceeded", http.Header{"Retry-After": {"300"}}, "", RetryWindow},
		{"no throttle", "ModelCold", http.Header{"Retry-After": {"300"}}, "", RetryWait},
		{"a forecast", "RateLimitExceeded", nil, `,"estimated_time":1809.2`, RetryWait},
		{"the end of a window", "RateLimitExceeded", http.Header{"Ratelimit": {`"a";r=0;t=300`}}, "", RetryWait},
	}
	for _, tt := range tests {
		err := acme.From(Response{Status: 429, Header: tt.header, Body: []byte(`{"error":{"code":"` + tt.code + `"}` + tt.body + `}`)})
		if got := err.(*Error).Retry(); got != tt.want {
			t.Errorf("%s: got %v, want %v", tt.name, got, tt.want)
		}
	}
}
