package generic

import (
	"slices"
	"testing"

	"github.com/errbook/errbook/apierr"
)

// What the statuses mean by RFC 9110, section 15.5 and 15.6, and where a comment
// names another document, by that. The kinds are chosen by what the documents say
// of a status, not by the rows of the layer.
var statusMeanings = map[int]apierr.Kind{
	400: apierr.InvalidRequest,
	401: apierr.Authentication,
	402: apierr.InsufficientCredits,
	403: apierr.PermissionDenied,
	404: apierr.NotFound,
	405: apierr.Unsupported,
	406: apierr.Unsupported, // a representation that is not offered
	408: apierr.ProviderTimeout,
	409: apierr.Conflict,
	410: apierr.NotFound,
	411: apierr.InvalidRequest,
	412: apierr.PreconditionFailed,
	413: apierr.PayloadTooLarge,
	415: apierr.Unsupported,
	417: apierr.InvalidRequest,
	422: apierr.InvalidRequest,
	423: apierr.Conflict,       // RFC 4918: locked
	424: apierr.ProviderError,  // RFC 4918: failed dependency
	425: apierr.Conflict,       // RFC 8470: too early
	428: apierr.InvalidRequest, // RFC 6585: a condition is missing
	429: apierr.RateLimited,    // RFC 6585
	451: apierr.RegionBlocked,  // RFC 7725: refused for legal reasons
	456: apierr.QuotaExhausted, // DeepL: characters of a month
	498: apierr.InvalidRequest,
	499: apierr.Canceled, // nginx: the client closed the connection
	500: apierr.ProviderError,
	501: apierr.Unsupported,
	502: apierr.UpstreamError,
	503: apierr.Overloaded,
	504: apierr.ProviderTimeout,
	507: apierr.ProviderError, // RFC 4918: insufficient storage
	520: apierr.UpstreamError, // Cloudflare, as 521 to 524
	521: apierr.UpstreamError,
	522: apierr.ProviderTimeout,
	523: apierr.UpstreamError,
	524: apierr.ProviderTimeout,
	529: apierr.Overloaded, // the site is overloaded, says Anthropic
}

// What the close codes mean by RFC 6455, section 7.4.1, and IANA's registry of
// WebSocket close codes.
var closeMeanings = map[int]apierr.Kind{
	1002: apierr.InvalidRequest,   // protocol error
	1003: apierr.InvalidRequest,   // data that cannot be accepted
	1005: apierr.ConnectionLost,   // no status
	1006: apierr.ConnectionLost,   // abnormal closure
	1007: apierr.InvalidRequest,   // data that is not of the type of the message
	1008: apierr.PermissionDenied, // policy violation
	1009: apierr.PayloadTooLarge,
	1010: apierr.InvalidRequest, // an extension is missing
	1011: apierr.ProviderError,
	1012: apierr.Overloaded,    // service restart
	1013: apierr.Overloaded,    // try again later
	1014: apierr.UpstreamError, // bad gateway
	1015: apierr.ConnectFailed, // TLS handshake
}

// The statuses under which words are read as under another one: what is said of a
// throttle can come under 498 and 529, and an expired resource is 410.
var statusClasses = map[int]string{
	400: "400", 401: "401", 402: "402", 403: "403", 404: "404", 409: "409", 410: "404", 413: "413", 422: "4xx",
	429: "429", 456: "429", 498: "429", 529: "429", 408: "timeout", 504: "timeout", 524: "timeout", 500: "5xx", 503: "5xx",
}

func TestStatusesAndCloses(t *testing.T) {
	f, err := Builtin()
	if err != nil {
		t.Fatal(err)
	}
	for status, want := range statusMeanings {
		if v, ok := apierr.Generic.Verdict(apierr.Response{Status: status}); !ok || v.Kind != want {
			t.Errorf("%d: got %v, want %v", status, v.Kind, want)
		}
	}
	for code, want := range closeMeanings {
		if v, ok := apierr.Generic.Verdict(apierr.Response{Close: code}); !ok || v.Kind != want {
			t.Errorf("close %d: got %v, want %v", code, v.Kind, want)
		}
	}
	for _, code := range []int{1000, 1001} {
		if v, ok := apierr.Generic.Verdict(apierr.Response{Close: code}); ok && v.Kind != apierr.Unknown {
			t.Errorf("close %d: got %v, which is not an error", code, v.Kind)
		}
	}
	if !f.meansWhatDocumentsSay() {
		t.Fatal("the rows are not what the documents say, but the tables are")
	}
}

// meansWhatDocumentsSay compares the rows with the documents.
func (f *File) meansWhatDocumentsSay() bool {
	for status, want := range statusMeanings {
		if r := f.status(status, status); r == nil || r.Kind.Value != string(want) {
			return false
		}
	}
	for status, want := range statusClasses {
		if r := f.status(status, status); r == nil || r.Class.Value != want {
			return false
		}
	}
	closes := map[int]string{}
	for _, r := range f.Closes {
		for _, s := range r.Close.Ranges {
			closes[s.From] = r.Kind.Value
		}
	}
	for code, want := range closeMeanings {
		if closes[code] != string(want) {
			return false
		}
	}
	return true
}

// Without any one row, or with the kind of the row after it, the statuses and
// close codes are no longer what the documents say.
func TestEveryStatusRowIsNeeded(t *testing.T) {
	f, err := Builtin()
	if err != nil {
		t.Fatal(err)
	}
	for i := range f.Statuses {
		changed := *f
		changed.Statuses = slices.Delete(slices.Clone(f.Statuses), i, i+1)
		if changed.meansWhatDocumentsSay() {
			t.Errorf("%s:%d: nothing fails without the row", f.Path, f.Statuses[i].Line)
		}
		changed.Statuses = slices.Clone(f.Statuses)
		changed.Statuses[i].Kind.Value = otherThan(f.Statuses[i].Kind.Value)
		if changed.meansWhatDocumentsSay() {
			t.Errorf("%s:%d: nothing fails when the row is of another kind", f.Path, f.Statuses[i].Line)
		}
	}
	for i := range f.Closes {
		changed := *f
		changed.Closes = slices.Delete(slices.Clone(f.Closes), i, i+1)
		if changed.meansWhatDocumentsSay() {
			t.Errorf("%s:%d: nothing fails without the row", f.Path, f.Closes[i].Line)
		}
		changed.Closes = slices.Clone(f.Closes)
		changed.Closes[i].Kind.Value = otherThan(f.Closes[i].Kind.Value)
		if changed.meansWhatDocumentsSay() {
			t.Errorf("%s:%d: nothing fails when the row is of another kind", f.Path, f.Closes[i].Line)
		}
	}
}

func otherThan(kind string) string {
	if kind == string(apierr.RateLimited) {
		return string(apierr.Overloaded)
	}
	return string(apierr.RateLimited)
}
