package apierr

import (
	"github.com/errbook/errbook/apierr/errdoc"
	"github.com/errbook/errbook/apierr/wire"
)

// acme is a provider as the generator makes them, small enough to be read.
var acme = NewProvider(&acmeFacts, acmeClassify, acmeLookup)

var acmeFacts = wire.Provider{
	ID:       "acme",
	Name:     "Acme",
	Hosts:    []string{"api.acme.test", "*.acme.example"},
	Links:    []errdoc.Link{{Title: "Status", URL: "https://status.acme.test"}},
	Support:  []string{"request_id", "time_of_the_request"},
	Wire:     &acmeWire,
	Surfaces: acmeSurfaces,
}

const (
	acmeOutOfCredits Code = "acme.OutOfCredits"
	acmeRateLimited  Code = "acme.RateLimited"
	acmeModelCold    Code = "acme.ModelCold"
	acmeJobRefused   Code = "acme.JobRefused"
)

const (
	acmeSlotCode = iota
	acmeSlotMessage
	acmeSlotRetryAfter
	acmeSlotForecast
	acmeSlotStatus
)

var acmeWire = wire.Wire{
	Body: []wire.Node{
		{Key: "error", Slot: wire.NoSlot, Kids: []wire.Node{
			{Key: "code", Slot: acmeSlotCode},
			{Key: "message", Slot: acmeSlotMessage},
			{Key: "retry_after", Slot: acmeSlotRetryAfter},
		}},
		{Key: "estimated_time", Slot: acmeSlotForecast},
		{Key: "status", Slot: acmeSlotStatus},
	},
	Code:      []wire.Part{{Slot: acmeSlotCode}},
	Message:   []wire.Part{{Slot: acmeSlotMessage}},
	RequestID: []wire.Part{{Slot: wire.NoSlot, Header: "x-request-id"}},
	Fields:    []wire.Part{{Slot: acmeSlotStatus}},
	Delays: []wire.DelaySource{
		{Part: wire.Part{Slot: acmeSlotRetryAfter}, Name: "error.retry_after", Format: wire.FormatSeconds},
		{Part: wire.Part{Slot: wire.NoSlot, Match: &wire.Pattern{Expr: `try again in ([0-9hms.]+)`, Compile: wire.CompileRE2}}, Name: "error.message"},
		{Part: wire.Part{Slot: acmeSlotForecast}, Name: "estimated_time", Format: wire.FormatSeconds, Hint: true},
		{Part: wire.Part{Slot: wire.NoSlot, Header: "x-limit-reset-requests"}, Name: "header:x-limit-reset-requests", Format: wire.FormatGoDuration, Remaining: "x-limit-remaining-requests"},
		{Part: wire.Part{Slot: wire.NoSlot, Header: "x-limit-reset-tokens"}, Name: "header:x-limit-reset-tokens", Format: wire.FormatRFC3339, Remaining: "x-limit-remaining-tokens"},
	},
}

var acmeSurfaces = []wire.Surface{
	{Name: "job", Statuses: []wire.StatusRange{{From: 200, To: 200}}, Body: []wire.Condition{{Field: 0, Values: []string{"failed"}}}, Executed: Always},
}

func acmeClassify(f *wire.Fields) Verdict {
	switch f.Code {
	case "OutOfCredits":
		return Verdict{Code: acmeOutOfCredits, Kind: InsufficientCredits, Match: MatchExact}
	case "RateLimitExceeded":
		return Verdict{Code: acmeRateLimited, Kind: RateLimited, Match: MatchExact}
	case "ModelCold":
		return Verdict{Code: acmeModelCold, Kind: ModelLoading, Match: MatchExact}
	case "Refused":
		return Verdict{Code: acmeJobRefused, Kind: ContentPolicyOutput, Match: MatchExact}
	}
	return Verdict{}
}

var acmeDocs = []Doc{
	{
		Code: acmeOutOfCredits, Title: "Out of credits", Summary: "The account has no credits left.",
		Kind: InsufficientCredits, Retry: RetryFixAccount, Executed: Never, Billed: Never,
		Causes:  []string{"The credits that were bought are used up."},
		Fixes:   []string{"Add credits, then send the request again."},
		Checks:  []string{"The balance on the billing page."},
		Links:   []errdoc.Link{{Title: "Billing", URL: "https://acme.test/billing"}},
		Sources: []errdoc.Source{{ID: "errors", URL: "https://docs.acme.test/errors", Verified: "2026-11-20"}},
		Guides:  []errdoc.Guide{{Title: "Check these first", Checks: []string{"The key belongs to the right project."}}},
	},
	{Code: acmeRateLimited, Title: "Rate limited", Summary: "Too many requests.", Kind: RateLimited, Retry: RetryWait, Executed: Never},
	{Code: acmeModelCold, Title: "Model cold", Summary: "The model is loading.", Kind: ModelLoading, Retry: RetryWait, Executed: Never},
	{Code: acmeJobRefused, Title: "Job refused", Summary: "The output was withheld.", Kind: ContentPolicyOutput, Retry: RetryOnce, Executed: Always},
}

func acmeLookup(code Code) *Doc {
	for i := range acmeDocs {
		if acmeDocs[i].Code == code {
			return &acmeDocs[i]
		}
	}
	return nil
}
