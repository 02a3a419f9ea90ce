package errbookprocessor

import (
	"net/http"
	"strings"
)

// A place is what an attribute is for. A rank is 0 for nothing, and else says
// which of several attributes counts: the one of the lowest rank.
type place struct {
	status, host, provider, body int
	header                       string // the name of the response's header, "" for none
	hyphened                     string // another name that it may have
	redact                       bool
	secretHeader                 string // the name of the header, of a request or a response, if it is redacted
}

// places says what attributes are for.
type places struct {
	named        map[string]place
	headerPrefix string
	redacted     []string // beginnings of names

	logBody, statusMessage place
}

func newPlaces(c *Config) *places {
	s := &places{named: map[string]place{}, headerPrefix: c.HeaderPrefix}
	s.each(c.Status, func(p *place, rank int) { p.status = rank })
	s.each(c.Host, func(p *place, rank int) { p.host = rank })
	s.each(c.Provider, func(p *place, rank int) { p.provider = rank })
	s.each(c.Body, func(p *place, rank int) { p.body = rank })
	for header, attribute := range c.Headers {
		s.each([]string{attribute}, func(p *place, _ int) { p.header, p.hyphened = headerNames(header) })
	}
	for _, name := range c.Redact {
		if prefix, ok := strings.CutSuffix(name, "*"); ok {
			s.redacted = append(s.redacted, prefix)
			continue
		}
		s.each([]string{name}, func(p *place, _ int) { p.redact = true })
	}
	s.logBody, s.statusMessage = s.named[logBody], s.named[statusMessage]
	delete(s.named, logBody)
	delete(s.named, statusMessage)
	return s
}

// each notes what the attributes of a list are for; of one that is listed twice,
// the first time counts.
func (s *places) each(names []string, note func(p *place, rank int)) {
	for i := len(names) - 1; i >= 0; i-- {
		p := s.named[names[i]]
		note(&p, i+1)
		s.named[names[i]] = p
	}
}

// of returns what an attribute is for.
func (s *places) of(name string) place {
	p := s.named[name]
	if s.headerPrefix != "" && strings.HasPrefix(name, s.headerPrefix) {
		p.header, p.hyphened = headerNames(name[len(s.headerPrefix):])
	}
	if !p.redact {
		for _, prefix := range s.redacted {
			if strings.HasPrefix(name, prefix) {
				p.redact = true
				break
			}
		}
	}
	p.secretHeader = p.hyphened
	if header, ok := strings.CutPrefix(name, requestHeaders); ok {
		_, p.secretHeader = headerNames(header)
	}
	return p
}

// requestHeaders is what the attributes of request headers begin with, as the semantic
// conventions say.
const requestHeaders = "http.request.header."

// headerNames returns what the header of an attribute may be called: as its
// attribute says, and with hyphens for the underscores that early conventions had
// instead of them.
func headerNames(name string) (written, hyphened string) {
	return http.CanonicalHeaderKey(name), http.CanonicalHeaderKey(strings.ReplaceAll(name, "_", "-"))
}
