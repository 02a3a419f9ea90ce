package draft

import (
	"regexp"
	"slices"
	"strings"

	"github.com/errbook/errbook/internal/lazy"
)

// This file proposes kinds. The status comes first, because a word can be part of any
// name: payment_not_found under 404 is of kind not_found. Words refine what a status
// leaves open, and decide where there is none.

// kindByStatus has the kinds of the statuses that mean one thing or little else.
var kindByStatus = map[string]string{
	"400": "invalid_request", "401": "authentication", "402": "insufficient_credits", "403": "permission_denied", "404": "not_found",
	"405": "invalid_request", "410": "not_found", "408": "provider_timeout", "409": "conflict", "412": "precondition_failed", "413": "payload_too_large",
	"415": "invalid_request", "422": "invalid_request", "429": "rate_limited", "500": "provider_error", "502": "upstream_error",
	"503": "overloaded", "504": "provider_timeout",
}

// kindByWords has the kinds that a name or title says, under the statuses that leave them
// open; the first row that applies decides. 5xx is each of those, and other is no status,
// or one that is not in kindByStatus.
var kindByWords = []struct {
	under, kind string
	words       func() *regexp.Regexp
}{
	{"409", "already_exists", lazy.Regexp(`(?i)exist|duplicate|idempoten|already.?(in.?use|taken|registered|created|added)`)},
	{"409", "precondition_failed", lazy.Regexp(`(?i)already|precondition|e.?tag|version|state`)},
	{"401 403", "account_disabled", lazy.Regexp(`(?i)(account|user|key).{0,8}(suspended|disabled|deactivated|banned)`)},
	{"403", "region_blocked", lazy.Regexp(`(?i)region|country|countries|territor`)},
	{"400 402 403 422 429 other", "insufficient_credits", lazy.Regexp(`(?i)(insufficient|not.?enough|out.?of|no).(credit|balance|fund)|(credit|balance|fund)s?.?(exhausted|used.?up|too.?low)|payment.?required|unpaid`)},
	{"402 429 other", "insufficient_credits", lazy.Regexp(`(?i)credit|balance|payment|billing`)},
	{"400 429 5xx other", "concurrency_limited", lazy.Regexp(`(?i)concurren`)},
	{"400 402 403 429 other", "quota_exhausted", lazy.Regexp(`(?i)quota`)},
	{"400 403 422 other", "content_policy_input", lazy.Regexp(`(?i)moderation|content.?policy|safety`)},
	{"400 422 5xx other", "media_fetch_failed", lazy.Regexp(`(?i)image.?load|media|download`)},
	{"400 403 429 5xx other", "rate_limited", lazy.Regexp(`(?i)rate.?limit|too many requests|throttl`)},
	{"400 5xx other", "upstream_error", lazy.Regexp(`(?i)third.?party|upstream|bad gateway`)},
	{"429 5xx other", "overloaded", lazy.Regexp(`(?i)overload|unavailable|capacity`)},
	{"400 404 422 other", "model_not_found", lazy.Regexp(`(?i)model.?not.?found`)},
	{"400 413 422 other", "context_length_exceeded", lazy.Regexp(`(?i)context.?(length|window)`)},
	{"other", "invalid_request", lazy.Regexp(`(?i)validation|invalid.?(input|request)`)},
	{"400 other", "authentication", lazy.Regexp(`(?i)api.?key|unauthori|authentication`)},
	{"403", "authentication", lazy.Regexp(`(?i)(invalid|missing|expired|wrong).?(api.?key|token|credential)|unauthenticated`)},
}

// kindOf proposes the kind of an entry.
func kindOf(p *proposal) string {
	status := ""
	if len(p.statuses) > 0 {
		status = p.statuses[0]
	}
	usual := kindByStatus[status]
	under := status
	switch {
	case strings.HasPrefix(status, "5"):
		under = "5xx"
	case usual == "":
		under = "other"
	}
	text := strings.Join(p.codes, " ") + " " + p.title
	for _, k := range kindByWords {
		if slices.Contains(strings.Fields(k.under), under) && k.words().MatchString(text) {
			return k.kind
		}
	}
	switch {
	case usual != "":
		return usual
	case strings.HasPrefix(status, "4"):
		return "invalid_request"
	}
	return "provider_error"
}
