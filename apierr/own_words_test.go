package apierr

import (
	"testing"

	"github.com/errbook/errbook/apierr/wire"
)

// What only the provider's own paths know for the message is read where the shared
// ones lead to a text that tells nothing.
func TestOwnWords(t *testing.T) {
	p := NewProvider(&wire.Provider{Wire: &wire.Wire{
		Body:    []wire.Node{{Key: "job", Slot: wire.NoSlot, Kids: []wire.Node{{Key: "remark", Slot: 0}}}},
		Message: []wire.Part{{Slot: 0}},
	}}, nil, nil)
	for body, want := range map[string]Kind{
		`{"message":"See the remark.","job":{"remark":"the wallet is empty"}}`: InsufficientCredits,
		`{"message":"See the remark.","job":{"remark":"it broke"}}`:            InvalidRequest,
		`{"message":"ok","note":"the wallet is empty"}`:                        InsufficientCredits,
	} {
		if v, _ := p.Verdict(Response{Status: 400, Body: []byte(body)}); v.Kind != want {
			t.Errorf("%s: got %s, want %s", body, v.Kind, want)
		}
	}
}
