package generic

import (
	"maps"
	"slices"

	"github.com/errbook/errbook/apierr/wire"
)

// inBandPlaces are the places of rows of in_band: first those of names, in the order of
// [wire.Role].
var inBandPlaces = []string{
	"outcome", "error", "error_code", "code", "text", "note", "data", "envelope", "failed", "failure", "well", "envelope_end", "root", "reply",
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
	means := map[string]wire.Role{}
	for i, place := range inBandPlaces[:slices.Index(inBandPlaces, "failed")] {
		for _, name := range words(place) {
			means[name] |= 1 << i
		}
	}
	var names []wire.OutcomeName
	for _, name := range slices.Sorted(maps.Keys(means)) {
		names = append(names, wire.OutcomeName{Name: name, Means: means[name]})
	}
	return wire.OutcomeWords{
		Names:  names,
		Failed: words("failed"), Failure: words("failure"), Well: words("well"),
		Envelope: words("envelope_end"), Root: words("root"), Reply: words("reply"),
	}
}
