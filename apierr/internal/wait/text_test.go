package wait

import (
	"encoding/json"
	"net/http"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/errbook/errbook/apierr/wire"
)

func TestInText(t *testing.T) {
	const none = time.Duration(-1)
	for _, tt := range []struct {
		message string
		want    time.Duration
	}{
		{"Rate limit reached. Please try again in 11.054s. Visit https://a.example/9s", 11054 * time.Millisecond},
		{"Limit 30000, Requested 12528. Please try again in 7m12s", 7*time.Minute + 12*time.Second},
		{"litellm.RateLimitError: retry after 86400 seconds", 24 * time.Hour},
		{"Weekly limit reached ∙ Resets in 19hr", 19 * time.Hour},
		{"RETRY AFTER 38 SECONDS.", 38 * time.Second},
		{"Please wait 1 day, 3 hours and 5 min. Then go on.", 27*time.Hour + 5*time.Minute},
		{"Please retry in 20ms; or try again in 3 minutes", 3 * time.Minute},
		{"try again in 5 minutes, 3 of 5 calls are left", 5 * time.Minute},
		{"try again in 0s", 0},
		{"please wait for at least ~ 30 seconds", 30 * time.Second},
		{"It resets at 2026-11-20T10:00:30Z.", 30 * time.Second},

		{"", none},
		{"try again in", none},
		{"try again in 5", none},
		{"try again in 5 tries", none},
		{"try again in a few seconds, at most 5 seconds", none},
		{"the deployment of the last 5 minutes", none},
		{"await 5 seconds", none},
		{"retry after 9999999999999999999999 days", none},
		{"resets at 2026-11-20T09:00:30Z", none}, // has passed
		{"resets at 10:00", none},
	} {
		h := wire.NewHeader(http.Header{"Date": {"Fri, 20 Nov 2026 10:00:00 GMT"}})
		got, ok := InText(tt.message, h)
		if !ok {
			got = none
		}
		if got != tt.want {
			t.Errorf("%q: got %v, want %v", tt.message, got, tt.want)
		}
	}
}

// Each of the words is needed by a sample of the book: without it no wait, or
// another one, is found in it.
func TestEachOfTheWordsIsNeeded(t *testing.T) {
	samples := delaySamples(t)
	if wrong := misread(samples); wrong != "" {
		t.Fatalf("%s is misread", wrong)
	}
	for _, words := range []*[]string{&durationWords, &momentWords, &fillerWords} {
		all := *words
		for i, w := range all {
			*words = slices.Delete(slices.Clone(all), i, i+1)
			if misread(samples) == "" {
				t.Errorf("no sample needs %q", w)
			}
		}
		*words = all
	}
}

// A sample is a message, and what it asks to wait: "7m12s", "none".
type sample struct {
	message, delay string
	header         wire.Header
}

// delaySamples returns the samples of spec/generic.yaml whose message alone says how long
// to wait: other samples are about members and headers.
func delaySamples(t *testing.T) (list []sample) {
	t.Helper()
	data, err := os.ReadFile("../../testdata/generic.json")
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		Samples []struct {
			Gives  map[string]string
			Header map[string]string
			Body   string
		}
	}
	if err := json.Unmarshal(data, &file); err != nil {
		t.Fatal(err)
	}
	for _, s := range file.Samples {
		var body map[string]string
		if s.Gives["delay"] == "" || json.Unmarshal([]byte(s.Body), &body) != nil || len(body) != 1 || body["message"] == "" {
			continue
		}
		h := http.Header{}
		for k, v := range s.Header {
			h.Set(k, v)
		}
		if date := h.Get("Date"); len(h) > 1 || len(h) == 1 && date == "" {
			continue
		}
		list = append(list, sample{body["message"], s.Gives["delay"], wire.NewHeader(h)})
	}
	if len(list) == 0 {
		t.Fatal("there are no samples")
	}
	return list
}

// misread returns the first message of which another wait is read.
func misread(list []sample) string {
	for _, s := range list {
		found := "none"
		if d, ok := InText(s.message, s.header); ok {
			found = d.String()
		}
		if found != s.delay {
			return s.message
		}
	}
	return ""
}

// The time rises with the message and not with its square, whatever it is.
func TestInTextIsLinear(t *testing.T) {
	for _, text := range []string{"9", "1.", "1s ", "wait 1s ", "wait ", "~ ", "retry at 2026-", "wait 1s1"} {
		begin := time.Now()
		InText(strings.Repeat(text, 1_000_000/len(text)), wire.Header{})
		if took := time.Since(begin); took > 2*time.Second {
			t.Errorf("%q: %v for a million bytes", text, took)
		}
	}
}
