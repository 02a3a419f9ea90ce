package wire

import "testing"

func TestSurfaceServes(t *testing.T) {
	s := &Surface{Paths: []string{"/v1/status/*", "/run"}}
	for path, want := range map[string]bool{
		"/v1/status/abc":         true,
		"/api/fashn/v1/status/a": true,
		"/v1/status/":            true,
		"/v1/status":             false,
		"/v1/status/a/b":         false,
		"v1/status/a":            false,
		"/run":                   true,
		"/x/run":                 true,
		"//run":                  true,
		"x/run":                  false,
		"/rerun":                 false,
		"":                       false,
		"/":                      false,
	} {
		if got := s.Serves(path); got != want {
			t.Errorf("%q: got %v, want %v", path, got, want)
		}
	}
	if (&Surface{}).Serves("/run") {
		t.Error("a surface without paths serves none")
	}
}
