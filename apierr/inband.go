package apierr

import (
	"slices"

	"github.com/errbook/errbook/apierr/internal/unwrap"
	"github.com/errbook/errbook/apierr/wire"
)

// An inBandShape is how unknown hosts report a failure under a 2xx status: all of
// its conditions hold. With a slot for a message, the body is a failure only if that,
// or the code beside it, tells a kind.
type inBandShape struct {
	body          []wire.Condition
	code, message int
}

// failsInBand reports whether a body that came under a 2xx status is a failure by
// its shape, as spec/generic.yaml lists them.
func failsInBand(body string) bool {
	if root := unwrap.Root(body); root != "" {
		return slices.Contains(inBandRoots, root)
	}
	f := wire.NewFields()
	defer f.Release()
	f.Read(body, wire.Header{}, &inBandWire)
	return slices.ContainsFunc(inBandShapes, func(s inBandShape) bool {
		return f.Holds(s.body) && (s.message == wire.NoSlot || tellsKind(f.Text(s.code), f.Text(s.message)))
	})
}

// tellsKind reports whether a code, or the words of a text, tell a kind.
func tellsKind(code, text string) bool {
	if text == "" {
		return false
	}
	if clueOf(code).strength >= clueWeak {
		return true
	}
	k, isBroad := kindOfWords(0, text)
	return k != Unknown && !isBroad
}
