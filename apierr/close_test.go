package apierr

import (
	"testing"

	"github.com/errbook/errbook/apierr/wire"
)

// A close code without a reason still tells what to do.
func TestCloseCodesOfTheProtocol(t *testing.T) {
	for code, want := range map[int]struct {
		kind  Kind
		retry bool
	}{
		1006: {ConnectionLost, true},
		1008: {PermissionDenied, false},
		1009: {PayloadTooLarge, false},
		1011: {ProviderError, true},
		1013: {Overloaded, true},
		4321: {Unknown, false},
	} {
		err := Generic.From(Response{Close: code})
		if KindOf(err) != want.kind || Retryable(err) != want.retry {
			t.Errorf("%d: got %v, retryable %t", code, KindOf(err), Retryable(err))
		}
	}
	for _, code := range []int{1000, 1001} {
		if err := Generic.From(Response{Close: code}); err != nil {
			t.Errorf("%d: got %v", code, err)
		}
	}
}

// A surface that is known by its close codes alone takes no events: an ordinary
// event without a name is not an error.
func TestCloseSurfaceTakesNoEvents(t *testing.T) {
	p := NewProvider(&wire.Provider{Surfaces: []wire.Surface{{Name: "socket", Stream: true, Close: []wire.StatusRange{{From: 4000, To: 4999}}}}}, nil, nil)
	for _, data := range []string{"", `{"type":"Results","channel":{"alternatives":[]}}`} {
		if err := p.FromEvent("", []byte(data)); err != nil {
			t.Errorf("%s: got %v", data, err)
		}
	}
	if p.From(Response{Close: 4008}) == nil {
		t.Error("a close code of the surface is not an error")
	}
}
