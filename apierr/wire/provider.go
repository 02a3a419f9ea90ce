package wire

import (
	"slices"
	"strings"
)

// A Provider is what generated code says about an API, apart from its rules and
// its documentation: static data, which must not be changed. Package apierr makes
// an apierr.Provider of it.
type Provider struct {
	ID   string // as in the spec file: "llama-cpp"
	Name string // for people: "FASHN"
	// OTelName is the value of OpenTelemetry's gen_ai.provider.name, "" where it
	// defines none.
	OTelName string
	// Hosts lists the API's hosts. One "*" in a host is one or more characters:
	// "*.example.com", "api.*.example.com".
	Hosts []string
	Links []Link
	// Support lists what to include when asking for help: "request_id".
	Support  []string
	Tips     []string
	Limits   []Limit
	Wire     *Wire // nil for the paths that many APIs share
	Surfaces []Surface
	// Generic is what may judge the responses that no rule takes.
	Generic Generic
}

// A Link leads to a page that helps with an error.
type Link struct {
	Title string `json:"title"`
	URL   string `json:"url"`
}

// A Limit is a header that counts down to a rate limit.
type Limit struct {
	Header string
	Means  string // remaining_requests, limit_tokens, reset_requests, …
	Format DelayFormat
}

// InBand reports whether errors of the provider can come under a status below
// 400, streams and WebSockets apart.
func (p *Provider) InBand() bool {
	for i := range p.Surfaces {
		s := &p.Surfaces[i]
		if !s.Stream && slices.ContainsFunc(s.Statuses, func(r StatusRange) bool { return r.From < 400 }) {
			return true
		}
	}
	return false
}

// Serves reports whether host is one of the provider's. It may have a port and
// any case, as in the URL of a request.
func (p *Provider) Serves(host string) bool {
	host = HostName(host)
	for _, h := range p.Hosts {
		if matchesHost(h, host) {
			return true
		}
	}
	return false
}

// matchesHost reports whether a host is that of a pattern, in which one "*" may
// be one or more characters.
func matchesHost(pattern, host string) bool {
	before, after, wild := strings.Cut(pattern, "*")
	if !wild {
		return pattern == host
	}
	return len(host) > len(before)+len(after) && strings.HasPrefix(host, before) && strings.HasSuffix(host, after)
}

// HostName returns the name of a host as books have it: in lowercase, without a
// port and without a period at the end.
func HostName(host string) string {
	if i := strings.LastIndexByte(host, ':'); i >= 0 && strings.Trim(host[i+1:], "0123456789") == "" {
		host = host[:i]
	}
	return strings.ToLower(strings.TrimSuffix(host, "."))
}
