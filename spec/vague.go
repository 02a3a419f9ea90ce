package spec

import (
	"slices"
	"strings"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/apierr/wire"
)

// isVague reports whether all that identifies a response to the rule are values
// that the generic layer calls vague, and of the rule's own kind: a provider that
// means more by server_error than others do has documented another kind.
func (r *Row) isVague() bool {
	tests := []Test{r.Codes, r.Types}
	for i := range r.Fields {
		tests = append(tests, r.Fields[i].Test)
	}
	for i := range r.Headers {
		tests = append(tests, r.Headers[i].Test)
	}
	return !slices.ContainsFunc(tests, func(t Test) bool { return !t.IsZero() && !r.isVagueTest(t) })
}

// isVagueTest reports whether a test asks for vague identifiers alone.
func (r *Row) isVagueTest(t Test) bool {
	return len(t.Values) > 0 && !slices.ContainsFunc(t.Values, func(name string) bool { return vagueFamily(name) != r.family })
}

// Suits says under which statuses a rule holds that asks for none.
type Suits uint8

const (
	// SuitsAll: under any.
	SuitsAll Suits = iota
	// SuitsServer: under none that blames the caller. It is for faults of the
	// provider, and for whatever a vague identifier says is worth a retry.
	SuitsServer
	// SuitsServerOnly: under those alone that blame the server. It is for vague
	// identifiers of a fault of the provider.
	SuitsServerOnly
	// SuitsRequest: under those alone that blame the request. It is for vague
	// identifiers of a fault of the request.
	SuitsRequest
)

// Statuses lists the statuses that leave room for the rule; without any, all do.
// A response without a status always does.
func (s Suits) Statuses() []wire.StatusRange {
	switch s {
	case SuitsServer:
		return []wire.StatusRange{{From: 1, To: 399}, {From: 405, To: 412}, {From: 414, To: 421}, {From: 423, To: maxStatus}}
	case SuitsServerOnly:
		return []wire.StatusRange{{From: 408, To: 408}, {From: 424, To: 424}, {From: 500, To: maxStatus}}
	case SuitsRequest:
		return []wire.StatusRange{{From: 1, To: 400}, {From: 404, To: 407}, {From: 409, To: 423}, {From: 426, To: 428}, {From: 430, To: 498}}
	}
	return nil
}

// maxStatus is the largest number that is written as a status.
const maxStatus = 999

// Has reports whether the status, 0 for an unknown one, leaves room for the rule.
func (s Suits) Has(status int) bool {
	f := wire.Fields{Status: status}
	return s.takes(&f)
}

// takes is Has for the status of a response, as the generated switches ask for it.
func (s Suits) takes(f *wire.Fields) bool {
	switch s {
	case SuitsServer:
		return !f.BlamesCaller()
	case SuitsServerOnly:
		return f.BlamesServer()
	case SuitsRequest:
		return f.BlamesRequest()
	}
	return true
}

// weighVague notes whether the identifiers of the rule are vague, and what its
// status, which it does not ask for, must leave room for.
func (r *Row) weighVague(e *Error, kind *Kind) {
	stands := r.Rank != RankStatus && r.Rank != RankPhrase && len(r.Close) == 0
	r.Vague = stands && !r.HasPhrase() && (e.Vague.Value || r.isVague())
	retryable := retryOf(e.Retry, kind.Retry).Retryable()
	switch servers := r.family == apierr.FamilyProvider; {
	case len(r.Statuses)+len(r.Close) > 0 || r.Rank == RankStatus:
	case retryable && servers && r.Vague:
		r.Suits = SuitsServerOnly
	case retryable && (servers || r.Vague):
		r.Suits = SuitsServer
	case r.Vague && r.family == apierr.FamilyRequest:
		r.Suits = SuitsRequest
	}
}

// splitVague weighs a rule. One that lists vague identifiers beside others becomes
// two.
func (r *Row) splitVague(e *Error, kind *Kind) []*Row {
	for _, test := range []func(*Row) *Test{func(r *Row) *Test { return &r.Codes }, func(r *Row) *Test { return &r.Types }} {
		one, other := *r, *r
		a, b := test(&one), test(&other)
		a.Values, b.Values = nil, nil
		for _, name := range test(r).Values {
			if vagueFamily(name) == r.family {
				b.Values = append(b.Values, name)
			} else {
				a.Values = append(a.Values, name)
			}
		}
		if len(a.Values) > 0 && len(b.Values) > 0 && !r.HasPhrase() && !e.Vague.Value {
			return append(one.splitVague(e, kind), other.splitVague(e, kind)...)
		}
	}
	r.weighVague(e, kind)
	return []*Row{r}
}

// A vagueName is a kind, and identifiers that tell no more than it.
type vagueName struct {
	kind  apierr.Kind
	names []string // as [Squash] writes them
}

// vagueFamily returns the family of kinds that a vague identifier belongs to, ""
// for one that says more than the status does, or nothing.
func vagueFamily(name string) apierr.Family {
	squashed := Squash(name)
	for i := range vagueNames {
		if slices.Contains(vagueNames[i].names, squashed) {
			return vagueNames[i].kind.Family()
		}
	}
	return ""
}

// Squash returns an identifier as names are compared: its letters and digits in
// lowercase, without a closing "error" and "exception".
func Squash(name string) string {
	s := strings.Map(func(r rune) rune {
		switch {
		case 'A' <= r && r <= 'Z':
			return r + 'a' - 'A'
		case 'a' <= r && r <= 'z', '0' <= r && r <= '9', r >= 0x80:
			return r
		}
		return -1
	}, name)
	for _, tail := range []string{"exception", "error"} {
		if short := strings.TrimSuffix(s, tail); short != "" {
			s = short
		}
	}
	return s
}
