package apierr

import (
	"slices"

	"github.com/errbook/errbook/apierr/wire"
)

// A Provider turns the responses of one API into errors. Generated packages declare the
// values, such as fashnerr.Provider. A Provider is safe for use by several goroutines.
//
// A nil Provider and the zero value read responses as [Generic] does.
type Provider struct {
	facts    *wire.Provider // nil for no facts
	classify func(f *wire.Fields) Verdict
	lookup   func(code Code) *Doc
	contexts []Context
}

// NewProvider returns the provider that generated code describes by its facts, its rules,
// and the documentation of its codes; each may be nil. Most users do not need it.
//
// It is one expression so that the compiler inlines it: then a variable
//
//	var Provider = apierr.NewProvider(&facts, Classify, Lookup)
//
// is laid out when the program is linked, costs nothing when it starts, and is
// left out of a program that does not use it.
func NewProvider(facts *wire.Provider, classify func(f *wire.Fields) Verdict, lookup func(code Code) *Doc) *Provider {
	return &Provider{facts: facts, classify: classify, lookup: lookup}
}

// ID returns the provider's id, as in the spec file: "llama-cpp". It is "" for [Generic].
func (p *Provider) ID() string { return p.about().ID }

// Name returns the provider's display name: "FASHN".
func (p *Provider) Name() string { return p.about().Name }

// Facts returns what else the book says about the provider: its hosts, its name in
// OpenTelemetry, its pages, and what to include when asking for help. The result must not
// be changed.
func (p *Provider) Facts() *wire.Provider { return p.about() }

// Lookup returns the documentation of a code, or nil if there is none. The result must
// not be changed.
func (p *Provider) Lookup(code Code) *Doc {
	if p == nil || p.lookup == nil {
		return nil
	}
	return p.lookup(code)
}

// In returns a provider that reads responses in the given contexts, which the caller
// knows and the response does not say.
//
//	fireworks.Provider.In(fireworks.DeploymentDedicated).FromResponse(resp)
func (p *Provider) In(contexts ...Context) *Provider {
	var q Provider
	if p != nil {
		q = *p
	}
	q.contexts = slices.Concat(q.contexts, contexts)
	return &q
}

// about returns the facts of the provider; those of a provider without facts are
// what many APIs share.
func (p *Provider) about() *wire.Provider {
	if p == nil || p.facts == nil {
		return &genericFacts
	}
	return p.facts
}

// document returns the documentation of a code in the provider's contexts.
func (p *Provider) document(code Code) *Doc {
	if code == "" {
		return nil
	}
	return p.Lookup(code).In(p.givenContexts()...)
}

func (p *Provider) givenContexts() []Context {
	if p == nil {
		return nil
	}
	return p.contexts
}

// kindIn returns the kind that a verdict has in the provider's contexts.
func (p *Provider) kindIn(v Verdict) Kind {
	if len(p.givenContexts()) == 0 {
		return v.Kind
	}
	if d := p.document(v.Code); d != nil {
		return d.Kind
	}
	return v.Kind
}
