package wait

import (
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/errbook/errbook/apierr/wire"
)

func TestParse(t *testing.T) {
	const now = "Fri, 20 Nov 2026 10:00:00 GMT" // 1795168800
	none := time.Duration(-1)
	tests := []struct {
		format wire.DelayFormat
		text   string
		want   time.Duration
	}{
		{wire.FormatRetryAfter, "120", 2 * time.Minute},
		{wire.FormatRetryAfter, "1.5", 1500 * time.Millisecond},
		{wire.FormatRetryAfter, "0", 0},
		{wire.FormatRetryAfter, " 7 ", 7 * time.Second},
		{wire.FormatRetryAfter, "277403", 277403 * time.Second},
		{wire.FormatRetryAfter, "Fri, 20 Nov 2026 10:00:30 GMT", 30 * time.Second},  // IMF-fixdate
		{wire.FormatRetryAfter, "Friday, 20-Nov-26 10:00:30 GMT", 30 * time.Second}, // RFC 850
		{wire.FormatRetryAfter, "Fri Nov 20 10:00:30 2026", 30 * time.Second},       // asctime
		{wire.FormatRetryAfter, "Fri, 20 Nov 2026 09:59:59 GMT", none},              // has passed
		{wire.FormatRetryAfter, "soon", none},

		{wire.FormatRetryAfter, "1h2m3.5s", time.Hour + 2*time.Minute + 3500*time.Millisecond},
		{wire.FormatRetryAfter, "20s.", 20 * time.Second},
		{wire.FormatRetryAfter, "1.984999999s", 1984999999},
		{wire.FormatRetryAfter, "52220 seconds", 52220 * time.Second},
		{wire.FormatRetryAfter, "2 minutes", 2 * time.Minute},
		{wire.FormatRetryAfter, "1 minute and 5 sec", 65 * time.Second},
		{wire.FormatRetryAfter, "7m12s", 7*time.Minute + 12*time.Second},
		{wire.FormatRetryAfter, "123ms", 123 * time.Millisecond},
		{wire.FormatRetryAfter, "3 days", 72 * time.Hour},
		{wire.FormatRetryAfter, "5 apples", none},
		{wire.FormatRetryAfter, "5 seconds ago", none},

		{wire.FormatMilliseconds, "1500", 1500 * time.Millisecond},
		{wire.FormatMilliseconds, "0.5", 500 * time.Microsecond},
		{wire.FormatSeconds, "20.0", 20 * time.Second},
		{wire.FormatSeconds, "1.8e3", 30 * time.Minute},
		{wire.FormatSeconds, "NaN", none},
		{wire.FormatSeconds, "Inf", none},
		{wire.FormatSeconds, "-1", none},
		{wire.FormatSeconds, "0x10", none},
		{wire.FormatSeconds, "1e300", none},
		{wire.FormatSeconds, "9223372036.854775807", none}, // 2^63 as a float64
		{wire.FormatSeconds, "9223372036", 9223372036 * time.Second},
		{wire.FormatSeconds, "", none},
		{wire.FormatGoDuration, "6m0s", 6 * time.Minute},
		{wire.FormatGoDuration, "-6m", none},
		{wire.FormatGoDuration, "6", none},
		{wire.FormatProtobufDuration, "34.074824224s", 34074824224},
		{wire.FormatProtobufDuration, "34", none},
		{wire.FormatUnix, "1795168860", time.Minute},
		{wire.FormatUnix, "1795168860.25", time.Minute + 250*time.Millisecond},
		{wire.FormatUnix, "1795168799", none},
		{wire.FormatUnixMilli, "1795168860500", 60500 * time.Millisecond},
		{wire.FormatRFC3339, "2026-11-20T10:01:00Z", time.Minute},
		{wire.FormatRFC3339, "2026-11-20T11:01:00.5+01:00", 60500 * time.Millisecond},
		{wire.FormatRFC3339, "20 November", none},
	}
	header := wire.NewHeader(http.Header{"Date": {now}})
	for _, tt := range tests {
		got, ok := Parse(tt.text, tt.format, header)
		if want := tt.want; ok != (want != none) || ok && got != want {
			t.Errorf("%v %q: got %v, %v; want %v", tt.format, tt.text, got, ok, want)
		}
	}
}

func TestRateLimit(t *testing.T) {
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
		got, ok := RateLimit(tt.field)
		if ok != (tt.want != none) || ok && got != tt.want {
			t.Errorf("%s: got %v, %v; want %v", tt.field, got, ok, tt.want)
		}
	}
}

// Without a Date header the local clock counts.
func TestParseByLocalClock(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		at := time.Now().Add(42 * time.Second).UTC().Format(http.TimeFormat)
		got, ok := Parse(at, wire.FormatRetryAfter, wire.Header{})
		if !ok || got != 42*time.Second {
			t.Errorf("got %v, %v; want 42s", got, ok)
		}
	})
}

// A place whose format nobody states has numbers of its own unit, moments, and texts.
func TestParseAny(t *testing.T) {
	const none = time.Duration(-1)
	header := wire.NewHeader(http.Header{"Date": {"Fri, 20 Nov 2026 10:00:00 GMT"}}) // 1795168800
	for _, tt := range []struct {
		text   string
		number wire.DelayFormat
		want   time.Duration
	}{
		{"30", wire.FormatSeconds, 30 * time.Second},
		{"30.000000000000000", wire.FormatSeconds, 30 * time.Second},
		{"999999999", wire.FormatSeconds, 999999999 * time.Second},
		{"1795168860", wire.FormatSeconds, time.Minute},
		{"1795168860250.0", wire.FormatSeconds, 60250 * time.Millisecond},
		{"1.79516886e9", wire.FormatSeconds, time.Minute},
		{"1795168860250", wire.FormatUnix, 60250 * time.Millisecond},
		{"1795168799", wire.FormatSeconds, none}, // has passed
		{"30", wire.FormatUnix, none},            // has passed
		{"1795168860", wire.FormatMilliseconds, 1795168860 * time.Millisecond},
		{"3.5", wire.FormatProtobufDuration, none},
		{"3.5s", wire.FormatProtobufDuration, 3500 * time.Millisecond},
		{"1m30s", wire.FormatMilliseconds, 90 * time.Second},
		{"2 minutes", wire.FormatSeconds, 2 * time.Minute},
		{"2026-11-20T10:01:00Z", wire.FormatUnix, time.Minute},
		{"Fri, 20 Nov 2026 10:00:30 GMT", wire.FormatUnix, 30 * time.Second},
		{"-5", wire.FormatSeconds, none},
		{"soon", wire.FormatSeconds, none},
		{"", wire.FormatSeconds, none},
	} {
		got, ok := ParseAny(tt.text, tt.number, header)
		if ok != (tt.want != none) || ok && got != tt.want {
			t.Errorf("%v %q: got %v, %v; want %v", tt.number, tt.text, got, ok, tt.want)
		}
	}
}
