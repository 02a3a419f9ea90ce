package reader

import (
	"fmt"
	"strings"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/apierr/wire"
)

// limitsPath is the module from which the source takes its numbers.
const limitsPath = "errbook:limits"

// A limit is one of those numbers.
type limit struct {
	name  string
	value int
}

// maxText is a limit of package apierr that expressions need.
const maxText = 2 << 10

// limits are the limits of package apierr, by the names that they have there. A
// test reads them in its source, because programs have no use for them.
var limits = []limit{
	{"maxBody", wire.MaxBody},
	{"maxCode", 96},
	{"maxDepth", 64},
	{"maxNamed", 512},
	{"maxNesting", 3},
	{"maxPrefix", 240},
	{"maxSuccess", 24},
	{"maxText", maxText},
}

// codes are numbers by which the source and the data mean the same.
var codes = []limit{
	{"clueWeak", 2}, // the strengths of generic.Clues
	{"clueStrong", 3},

	{"retryOnce", int(apierr.RetryOnce)},
	{"matchNone", int(apierr.MatchNone)},
	{"matchPattern", int(apierr.MatchPattern)},
	{"matchExact", int(apierr.MatchExact)},

	{"stepKey", int(wire.StepKey)},
	{"stepIndex", int(wire.StepIndex)},
	{"stepAny", int(wire.StepAny)},
	{"stepWhere", int(wire.StepWhere)},

	// The last close code of a WebSocket that is not an error (RFC 6455, section 7.4.1).
	{"closeGoingAway", 1001},
}

// limitsModule returns the module. The bundler writes the number where the source
// has the name, and refuses a name that is not here.
func limitsModule() string {
	var b strings.Builder
	for _, list := range [][]limit{limits, codes} {
		for _, l := range list {
			fmt.Fprintf(&b, "export const %s = %d;\n", l.name, l.value)
		}
	}
	return b.String()
}
