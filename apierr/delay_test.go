package apierr

import (
	"net/http"
	"testing"
	"testing/synctest"
	"time"
)

func TestParseDelay(t *testing.T) {
	const now = "Fri, 20 Nov 2026 10:00:00 GMT" // 1795168800
	none := time.Duration(-1)
	tests := []struct {
		format DelayFormat
		text   string
		want   time.Duration
	}{
		{FormatRetryAfter, "120", 2 * time.Minute},
		{FormatRetryAfter, "1.5", 1500 * time.Millisecond},
		{FormatRetryAfter, "0", 0},
		{FormatRetryAfter, " 7 ", 7 * time.Second},
		{FormatRetryAfter, "277403", 277403 * time.Second},
		{FormatRetryAfter, "Fri, 20 Nov 2026 10:00:30 GMT", 30 * time.Second},  // IMF-fixdate
		{FormatRetryAfter, "Friday, 20-Nov-26 10:00:30 GMT", 30 * time.Second}, // RFC 850
		{FormatRetryAfter, "Fri Nov 20 10:00:30 2026", 30 * time.Second},       // asctime
		{FormatRetryAfter, "Fri, 20 Nov 2026 09:59:59 GMT", none},              // has passed
		{FormatRetryAfter, "soon", none},

		{FormatRetryAfter, "1h2m3.5s", time.Hour + 2*time.Minute + 3500*time.Millisecond},
		{FormatRetryAfter, "20s.", 20 * time.Second},
		{FormatRetryAfter, "1.984999999s", 1984999999},
		{FormatRetryAfter, "52220 seconds", 52220 * time.Second},
		{FormatRetryAfter, "2 minutes", 2 * time.Minute},
		{FormatRetryAfter, "1 minute and 5 sec", 65 * time.Second},
		{FormatRetryAfter, "7m12s", 7*time.Minute + 12*time.Second},
		{FormatRetryAfter, "123ms", 123 * time.Millisecond},
		{FormatRetryAfter, "3 days", 72 * time.Hour},
		{FormatRetryAfter, "5 apples", none},
		{FormatRetryAfter, "5 seconds ago", none},

		{FormatMilliseconds, "1500", 1500 * time.Millisecond},
		{FormatMilliseconds, "0.5", 500 * time.Microsecond},
		{FormatSeconds, "20.0", 20 * time.Second},
		{FormatSeconds, "1.8e3", 30 * time.Minute},
		{FormatSeconds, "NaN", none},
		{FormatSeconds, "Inf", none},
		{FormatSeconds, "-1", none},
		{FormatSeconds, "0x10", none},
		{FormatSeconds, "1e300", none},
		{FormatSeconds, "9223372036.854775807", none}, // 2^63 as a float64
		{FormatSeconds, "9223372036", 9223372036 * time.Second},
		{FormatSeconds, "", none},
		{FormatGoDuration, "6m0s", 6 * time.Minute},
		{FormatGoDuration, "-6m", none},
		{FormatGoDuration, "6", none},
		{FormatProtobufDuration, "34.074824224s", 34074824224},
		{FormatProtobufDuration, "34", none},
		{FormatUnix, "1795168860", time.Minute},
		{FormatUnix, "1795168860.25", time.Minute + 250*time.Millisecond},
		{FormatUnix, "1795168799", none},
		{FormatUnixMilli, "1795168860500", 60500 * time.Millisecond},
		{FormatRFC3339, "2026-11-20T10:01:00Z", time.Minute},
		{FormatRFC3339, "2026-11-20T11:01:00.5+01:00", 60500 * time.Millisecond},
		{FormatRFC3339, "20 November", none},
	}
	header := http.Header{"Date": {now}}
	for _, tt := range tests {
		got, ok := parseDelay(tt.text, tt.format, header)
		if want := tt.want; ok != (want != none) || ok && got != want {
			t.Errorf("%v %q: got %v, %v; want %v", tt.format, tt.text, got, ok, want)
		}
	}
}

func TestParseRateLimit(t *testing.T) {
	none := time.Duration(-1)
	tests := []struct {
		field string
		want  time.Duration
	}{
		{`"default";r=0;t=30`, 30 * time.Second},
		{`default;t=30;r=0`, 30 * time.Second},
		{`"default";r=50;t=30`, none}, // something is left
		{`"default";r=0`, none},       // no window
		{`"default";t=30`, none},      // r is required
		{`"minute";r=0;t=30, "day";r=0;t=3600`, time.Hour},
		{`"minute";r=0;t=30,"day";r=5;t=3600`, 30 * time.Second},
		{`"a, \"b;r=9";r=0;t=5;pk=:cHM=:`, 5 * time.Second},
		{`limit=10, remaining=0, reset=50`, 50 * time.Second}, // draft 07
		{`limit=10, remaining=1, reset=50`, none},
		{`;;,"`, none},
	}
	for _, tt := range tests {
		got, ok := parseRateLimit(tt.field)
		if ok != (tt.want != none) || ok && got != tt.want {
			t.Errorf("%s: got %v, %v; want %v", tt.field, got, ok, tt.want)
		}
	}
}

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
		{"milliseconds first", limited, "", `,"retry_after":9`, http.Header{"Retry-After": {"3"}, "Retry-After-Ms": {"2500"}}, Delay{2500 * time.Millisecond, "header:retry-after-ms"}},
		{"of Azure", limited, "", "", http.Header{"X-Ms-Retry-After-Ms": {"250"}}, Delay{250 * time.Millisecond, "header:x-ms-retry-after-ms"}},
		{"of AWS", limited, "", "", http.Header{"X-Amz-Retry-After": {"1500"}}, Delay{1500 * time.Millisecond, "header:x-amz-retry-after"}},
		{"the spec before retry-after", limited, "", `,"retry_after":9`, http.Header{"Retry-After": {"3"}}, Delay{9 * time.Second, "error.retry_after"}},
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

// Without a Date header the local clock counts.
func TestDelayByLocalClock(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		at := time.Now().Add(42 * time.Second).UTC().Format(http.TimeFormat)
		got, ok := parseDelay(at, FormatRetryAfter, nil)
		if !ok || got != 42*time.Second {
			t.Errorf("got %v, %v; want 42s", got, ok)
		}
	})
}

func TestDelayFormatNames(t *testing.T) {
	for f := range formatCount {
		if got, ok := ParseDelayFormat(f.String()); got != f || !ok {
			t.Errorf("ParseDelayFormat(%q) = %v, %v", f.String(), got, ok)
		}
	}
	if _, ok := ParseDelayFormat("fortnights"); ok {
		t.Error("an unknown format was taken")
	}
	if got := FormatSeconds.GoString(); got != "apierr.FormatSeconds" {
		t.Errorf("GoString = %s", got)
	}
}
