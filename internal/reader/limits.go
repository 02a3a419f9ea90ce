package reader

import (
	"fmt"
	"net/http"
	"strings"
	"time"

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
	{"maxLead", 64},
	{"maxNamed", 512},
	{"maxNesting", 3},
	{"maxOutcomeDepth", 2},
	{"maxPrefix", 240},
	{"maxRoleName", 64},
	{"maxSuccess", 28},
	{"maxText", maxText},
}

// codes are numbers by which the source and the data mean the same.
var codes = []limit{
	{"clueWeak", 2}, // the strengths of generic.Clues
	{"clueStrong", 3},

	{"retryNever", int(apierr.RetryNever)},
	{"retryWindow", int(apierr.RetryWindow)},
	{"retryFixRequest", int(apierr.RetryFixRequest)},
	{"retryOnce", int(apierr.RetryOnce)},
	{"retryWait", int(apierr.RetryWait)},
	{"retryBackoff", int(apierr.RetryBackoff)},
	{"matchNone", int(apierr.MatchNone)},
	{"matchPattern", int(apierr.MatchPattern)},
	{"matchExact", int(apierr.MatchExact)},

	{"stepIndex", int(wire.StepIndex)},
	{"stepWhere", int(wire.StepWhere)},

	{"formatRetryAfter", int(wire.FormatRetryAfter)},
	{"formatMilliseconds", int(wire.FormatMilliseconds)},
	{"formatSeconds", int(wire.FormatSeconds)},
	{"formatGoDuration", int(wire.FormatGoDuration)},
	{"formatProtobufDuration", int(wire.FormatProtobufDuration)},
	{"formatUnix", int(wire.FormatUnix)},
	{"formatUnixMilli", int(wire.FormatUnixMilli)},
	{"formatRFC3339", int(wire.FormatRFC3339)},
	{"formatRateLimit", int(wire.FormatRateLimit)},
	{"statusConflict", http.StatusConflict},
	{"statusInternal", http.StatusInternalServerError},

	// Borders of waits; a test reads them in the source of apierr, too.
	{"leastUnix", 1e9},
	{"leastUnixMilli", 1e12},
	{"longWait", int(5 * time.Minute)},

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
