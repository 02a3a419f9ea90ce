package apierr

import "strings"

// HostName returns the name of a host as books have it: in lower case, without
// a port and without a dot at the end.
func HostName(host string) string {
	if i := strings.LastIndexByte(host, ':'); i >= 0 && strings.Trim(host[i+1:], "0123456789") == "" {
		host = host[:i]
	}
	return strings.ToLower(strings.TrimSuffix(host, "."))
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
// stand for one or more characters.
func matchesHost(pattern, host string) bool {
	before, after, wild := strings.Cut(pattern, "*")
	if !wild {
		return pattern == host
	}
	return len(host) > len(before)+len(after) && strings.HasPrefix(host, before) && strings.HasSuffix(host, after)
}
