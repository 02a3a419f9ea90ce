package apierr_test

import (
	"encoding/json"
	"testing"

	"github.com/errbook/errbook/apierr"
)

// What is written as text can be read again.
func TestNamesComeBack(t *testing.T) {
	for _, k := range apierr.Kinds() {
		again(t, k)
	}
	for _, r := range []apierr.Retry{apierr.RetryNever, apierr.RetryFixRequest, apierr.RetryFixAccount, apierr.RetryWindow, apierr.RetryOnce, apierr.RetryWait, apierr.RetryBackoff} {
		again(t, r)
	}
	for _, c := range []apierr.Certainty{apierr.Unstated, apierr.Never, apierr.Maybe, apierr.Always} {
		again(t, c)
	}
}

func again[T comparable](t *testing.T, want T) {
	t.Helper()
	data, err := json.Marshal(want)
	if err != nil {
		t.Fatal(err)
	}
	var got T
	if err := json.Unmarshal(data, &got); err != nil || got != want {
		t.Errorf("%s came back as %v, %v; want %v", data, got, err, want)
	}
}

// A name that is none is refused, and the value stays.
func TestUnknownNamesAreRefused(t *testing.T) {
	r, c := apierr.RetryWait, apierr.Always
	for name, err := range map[string]error{
		"retry":     r.UnmarshalText([]byte("")),
		"certainty": c.UnmarshalText([]byte("often")),
	} {
		if err == nil {
			t.Errorf("a %s that is none was taken", name)
		}
	}
	if r != apierr.RetryWait || c != apierr.Always {
		t.Errorf("refused names changed the values to %v, %v", r, c)
	}
}
