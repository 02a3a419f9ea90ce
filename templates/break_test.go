package templates

import "testing"

func TestBreaks(t *testing.T) {
	for name, want := range map[string]string{
		"wait":                      "wait",
		"insufficient_quota":        "insufficient_<wbr>quota",
		"openaierr.OverQuota":       "openaierr.<wbr>Over<wbr>Quota",
		"x-ratelimit-reset":         "x-ratelimit-reset", // a hyphen is a place to break already
		"HTTPStatusCodeIsWrong":     "HTTPStatus<wbr>Code<wbr>Is<wbr>Wrong",
		"error.details[0].@type":    "error.<wbr>details[0].@type",
		"<b>not_markup_in_here</b>": "&lt;b&gt;not_<wbr>markup_<wbr>in_<wbr>here&lt;/<wbr>b&gt;",
		"__double__underscores_":    "__<wbr>double__<wbr>underscores_",
		"größeÜberschritten":        "größe<wbr>Überschritten",
	} {
		if got := string(breaks(name)); got != want {
			t.Errorf("%s is printed as %s, want %s", name, got, want)
		}
	}
}

func TestGrouped(t *testing.T) {
	for n, want := range map[int]string{0: "0", 999: "999", 1000: "1,000", 2054: "2,054", 1234567: "1,234,567"} {
		if got := grouped(n); got != want {
			t.Errorf("%d is printed as %s, want %s", n, got, want)
		}
	}
}
