package generic

import (
	"github.com/errbook/errbook/apierr/wire"
)

// inBandPlaces are the places of rows of in_band.
var inBandPlaces = []string{
	"outcome", "error", "error_code", "code", "text", "note", "data", "envelope", "failed", "failure", "well", "root", "reply",
}

// inBand returns what names and values say under 2xx of how a call of an unknown host
// went.
func (f *File) inBand() wire.OutcomeWords {
	words := func(place string) []string {
		list := at(f.InBand, place)
		for i := range list {
			list[i] = plain(list[i])
		}
		return list
	}
	return wire.OutcomeWords{
		Outcome: words("outcome"), Error: words("error"), ErrorCode: words("error_code"), Code: words("code"),
		Text: words("text"), Note: words("note"), Data: words("data"), Envelope: words("envelope"),
		Failed: words("failed"), Failure: words("failure"), Well: words("well"), Root: words("root"), Reply: words("reply"),
	}
}
