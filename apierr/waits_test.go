package apierr

import (
	"errors"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"
)

// What unknown hosts say about waiting is read wherever they say it.
func TestWaitsOfUnknownHosts(t *testing.T) {
	date := time.Date(2026, 11, 20, 10, 0, 0, 0, time.UTC)
	in := func(d time.Duration) string { return strconv.FormatInt(date.Add(d).Unix(), 10) }
	header := func(pairs ...string) http.Header {
		h := http.Header{"Date": {date.Format(http.TimeFormat)}}
		for i := 0; i < len(pairs); i += 2 {
			h.Set(pairs[i], pairs[i+1])
		}
		return h
	}
	for _, tt := range []struct {
		header http.Header
		body   string
		want   time.Duration
		retry  Retry
	}{
		{nil, `{"error":{"message":"Rate limit reached, try again in 11.054s"}}`, 11054 * time.Millisecond, RetryWait},
		{nil, `{"error":{"message":"Rate limit exceeded. Please retry after 86400 seconds."}}`, 24 * time.Hour, RetryWindow},
		{nil, `{"message":"Slow down","retry_after":30}`, 30 * time.Second, RetryWait},
		{nil, `{"message":"Slow down","retry_after":"1m30s"}`, 90 * time.Second, RetryWait},
		{nil, `{"message":"Slow down","retryAfterMs":1500}`, 1500 * time.Millisecond, RetryWait},
		{nil, `{"error":{"message":"Slow down","retry_after":2.5}}`, 2500 * time.Millisecond, RetryWait},
		{nil, `{"ok":false,"error_code":429,"description":"Too Many Requests","parameters":{"retry_after":35}}`, 35 * time.Second, RetryWait},
		{nil, `{"error":{"code":429,"message":"Slow down","details":[{"@type":"x"},{"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"3.5s"}]}}`, 3500 * time.Millisecond, RetryWait},
		{nil, `{"error":{"message":"Slow down","resets_in_seconds":120}}`, 2 * time.Minute, RetryWait},
		{header(), `{"error":{"message":"Slow down","resets_at":` + in(time.Minute) + `}}`, time.Minute, RetryWait},
		{header(), `{"error":{"message":"Slow down","resets_at":"2026-11-20T10:00:40Z"}}`, 40 * time.Second, RetryWait},
		{nil, `{"error":{"message":"Rate limited: Resets in 19hr"}}`, 19 * time.Hour, RetryWindow},
		// Headers of limits that are used up.
		{header("X-Ratelimit-Remaining", "0", "X-Ratelimit-Reset", in(50*time.Second)), `{"message":"Slow down"}`, 50 * time.Second, RetryWait},
		{header("X-Ratelimit-Remaining-Requests", "0", "X-Ratelimit-Reset-Requests", "6m0s"), `{"message":"Slow down"}`, 6 * time.Minute, RetryWait},
		{header("X-Rate-Limit-Reset", "17"), `{"message":"Slow down"}`, 17 * time.Second, RetryWait},
		{header("X-Ratelimit-Remaining", "12", "X-Ratelimit-Reset", in(50*time.Second)), `{"message":"Slow down"}`, 0, RetryWait},
		// Whatever the unit of a number, a fraction or a text does not change it.
		{header("X-Ratelimit-Remaining", "0", "X-Ratelimit-Reset", in(50*time.Second)+".532125"), `{"message":"Slow down"}`, 50532125 * time.Microsecond, RetryWait},
		{header("X-Ratelimit-Reset", "17.25000000000"), `{"message":"Slow down"}`, 17250 * time.Millisecond, RetryWait},
		{header("X-Ratelimit-Reset", in(50*time.Second)+"250"), `{"message":"Slow down"}`, 50250 * time.Millisecond, RetryWait},
		{header("X-Ratelimit-Reset", "2026-11-20T10:00:50Z"), `{"message":"Slow down"}`, 50 * time.Second, RetryWait},
		{header(), `{"error":{"message":"Slow down","resets_at":` + in(time.Minute) + `250}}`, 60250 * time.Millisecond, RetryWait},
		{nil, `{"message":"Slow down","retry_after":"2 minutes"}`, 2 * time.Minute, RetryWait},
		{nil, `{"message":"Slow down","retry_after_ms":"2s"}`, 2 * time.Second, RetryWait},
		{nil, `{"message":"Slow down","retry_after_ms":1e3}`, time.Second, RetryWait},
		{nil, `{"message":"Slow down","retry_after":-5,"retry_after_ms":"-5s"}`, 0, RetryWait},
		{header(), `{"message":"Slow down","resets_at":30}`, 0, RetryWait},
		// Quoted upstreams.
		{nil, `{"error":{"message":"Provider returned error","code":429,"metadata":{"raw":"{\"error\":{\"code\":429,\"message\":\"Slow down\",\"details\":[{\"@type\":\"type.googleapis.com/google.rpc.RetryInfo\",\"retryDelay\":\"21s\"}]}}"}}}`, 21 * time.Second, RetryWait},
		{nil, `{"error":{"message":"Provider returned error","metadata":{"raw":"Rate limit reached, try again in 9s"}}}`, 9 * time.Second, RetryWait},
		// Of waits that contradict each other the longest holds.
		{header("Retry-After", "277403"), `{"error":{"message":"Rate limit reached, try again in 20ms"}}`, 277403 * time.Second, RetryWindow},
		{header("Retry-After", "1"), `{"message":"Slow down","retry_after":30}`, 30 * time.Second, RetryWait},
		// A quota of which words alone tell passes soon if the server says so.
		{nil, `{"error":{"code":429,"message":"Resource has been exhausted (e.g. check quota).","details":[{"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"1s"}]}}`, time.Second, RetryWait},
		{nil, `{"error":{"message":"Daily quota exceeded. Try again in 5h."}}`, 5 * time.Hour, RetryWindow},
		{nil, `{"message":"retry of everything","note":"reset"}`, 0, RetryWait},
	} {
		var e *Error
		if err := Generic.From(Response{Status: 429, Header: tt.header, Body: []byte(tt.body)}); !errors.As(err, &e) {
			t.Errorf("%s: no error", tt.body)
			continue
		}
		if e.Delay.Duration != tt.want || e.Retry() != tt.retry {
			t.Errorf("%v %s: waits %v (%s), %v, %s; want %v, %v", tt.header, tt.body, e.Delay.Duration, e.Delay.Source, e.Retry(), e.Kind, tt.want, tt.retry)
		}
	}
}

// The quick no agrees with a search for each of the words.
func TestMayStateWait(t *testing.T) {
	for _, body := range []string{
		"", "y", "try", "etry", "tr", "try again", "Try again", "try againy", "country", "retry", "entry", "cry try again", "ytry again", "reset", "eset",
		"try  again", "retr y", "y again", "trtry again", "etrtry", "a key and a query",
	} {
		want := strings.Contains(body, "etry") || strings.Contains(body, "eset") || strings.Contains(body, "try again")
		if got := mayStateWait(body); got != want {
			t.Errorf("%q: got %t, want %t", body, got, want)
		}
	}
}
