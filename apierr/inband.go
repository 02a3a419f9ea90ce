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

// failsInBand reports whether the body, which came under a 2xx status, is a failure
// by its shape, as spec/generic.yaml lists them.
func (f *reading) failsInBand() bool {
	body := f.Body()
	if root := unwrap.Root(body); root != "" {
		return slices.Contains(inBandRoots, root)
	}
	parts := wire.NewFields()
	defer parts.Release()
	parts.Read(body, wire.Header{}, &inBandWire)
	return slices.ContainsFunc(inBandShapes, func(s inBandShape) bool {
		return parts.Holds(s.body) && (s.message == wire.NoSlot || f.tellsKind(parts.Text(s.code), parts.Text(s.message)))
	})
}
