package wire

import "testing"

func TestServes(t *testing.T) {
	p := &Provider{Hosts: []string{"api.acme.example", "*.acme.test", "runtime.*.cloud.example", "*-model.acme.example"}}
	for host, want := range map[string]bool{
		"api.acme.example":           true,
		"API.Acme.Example.:443":      true,
		"eu.acme.test":               true,
		"a.b.acme.test:8080":         true,
		".acme.test":                 false,
		"runtime.eu-1.cloud.example": true,
		"runtime..cloud.example":     false,
		"runtime.cloud.example":      false,
		"eu-model.acme.example":      true,
		"model.acme.example":         false,
		"acme.example":               false,
		"api.acme.example.evil.test": false,
		"xapi.acme.example":          false,
		"[::1]:80":                   false,
		"":                           false,
	} {
		if got := p.Serves(host); got != want {
			t.Errorf("Serves(%q) = %t", host, got)
		}
	}
}
