package errbookprocessor

import (
	"slices"
	"strings"
	"sync"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/apierr/wire"
	"github.com/errbook/errbook/generated/catalog"
	"github.com/errbook/errbook/spec"
)

// books knows whose a response is: the providers of the user's own books, and those
// of the built-in one that they do not have. It is safe for use by several
// goroutines.
type books struct {
	own   []*apierr.Provider
	names map[string]*apierr.Provider // by id and by OpenTelemetry's name

	mu    sync.RWMutex
	hosts map[string]*apierr.Provider // nil for one that nobody serves
}

// maxHosts is how many hosts are remembered. Records can name any.
const maxHosts = 4096

// openBooks reads books, as errbook's --spec takes them. There may be none.
func openBooks(paths []string) (*books, error) {
	b := &books{names: map[string]*apierr.Provider{}, hosts: map[string]*apierr.Provider{}}
	if len(paths) > 0 {
		book, err := spec.Load(paths...)
		if err != nil {
			return nil, err
		}
		for _, f := range book.Files {
			b.own = append(b.own, f.Runtime())
		}
	}
	all := slices.Concat(b.own, catalog.Providers())
	for _, p := range all {
		b.note(p.ID(), p)
	}
	for _, p := range all { // an id comes before what other providers are called elsewhere
		b.note(p.Facts().OTelName, p)
	}
	return b, nil
}

func (b *books) note(name string, p *apierr.Provider) {
	if b.names[name] == nil && name != "" {
		b.names[name] = p
	}
}

// find returns the provider that serves a host, else the one of a name; nil if
// there is neither.
func (b *books) find(host, name string) *apierr.Provider {
	if host != "" {
		if p := b.forHost(host); p != nil {
			return p
		}
	}
	return b.names[name]
}

// forHost returns the provider that serves a host, nil if none does.
func (b *books) forHost(host string) *apierr.Provider {
	b.mu.RLock()
	p, known := b.hosts[host]
	b.mu.RUnlock()
	if known {
		return p
	}
	p = b.lookUpHost(host)
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.hosts) >= maxHosts {
		clear(b.hosts)
	}
	b.hosts[strings.Clone(host)] = p // host is a part of a request's memory
	return p
}

// lookUpHost finds the provider of a host: one that names it before one whose
// pattern it fits, and an own one before one of the built-in book.
func (b *books) lookUpHost(host string) (found *apierr.Provider) {
	name := wire.HostName(host)
	for _, p := range b.own {
		switch {
		case slices.Contains(p.Facts().Hosts, name):
			return p
		case found == nil && p.Facts().Serves(name):
			found = p
		}
	}
	if found != nil {
		return found
	}
	if p := catalog.ForHost(name); p != nil && b.names[p.ID()] == p {
		return p
	}
	return nil
}
