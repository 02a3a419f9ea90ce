package catalogtest

import (
	"path/filepath"
	"regexp"
	"strings"
)

// stripe makes a book of the error codes and decline codes of stripe-go. A decline code
// comes beside the code card_declined, and says more.
func stripe(dir string) (*book, error) {
	list, err := constants(filepath.Join(dir, "error.go"))
	if err != nil {
		return nil, err
	}
	b := &book{
		provider: "stripe", name: "Stripe", url: "https://docs.stripe.com/error-codes",
		wire: "{code: [error.code], type: [error.type], message: [error.message], param: [error.param], request_id: [\"header:request-id\"]}",
	}
	for _, c := range list {
		switch c.of {
		case "ErrorCode":
			b.entries = append(b.entries, entry{
				name: nameOf(c.value), code: c.value, kind: kindBy(stripeKinds, c.value),
				summary: "Stripe refuses the request with the code `" + c.value + "`.",
			})
		case "DeclineCode":
			b.entries = append(b.entries, entry{
				name: "Decline" + strings.TrimPrefix(c.name, "DeclineCode"), code: "card_declined", field: "{error.decline_code: " + quote(c.value) + "}", kind: kindBy(declineKinds, c.value),
				summary: "The issuer declined the card with the code `" + c.value + "`.",
			})
		}
	}
	return b, nil
}

func is(expr string) *regexp.Regexp { return regexp.MustCompile(expr) }

// stripeKinds are the kinds of codes, by their words: proposals, as those of a draft are.
// The first that matches holds.
var stripeKinds = []rule{
	{is(`rate_limit|lock_timeout`), "rate_limited"},
	{is(`^api_key_expired$|^platform_api_key_expired$|secret_key_required|tls_version`), "authentication"},
	{is(`^(card_declined|.*_declined|.*_decline|generic_decline|.*insufficient_funds|charge_exceeds.*|expired_card|card_decline.*)$`), "card_declined"},
	{is(`authentication|_cvc|_pin|_number$|incorrect_|invalid_(expiry|characters)|postal_code|requires_action|customer_action`), "cardholder_must_act"},
	{is(`processing_error|_timeout|unexpected_state|_unavailable|intent_unexpected`), "issuer_unavailable"},
	{is(`insufficient|balance`), "insufficient_credits"},
	{is(`already|duplicate|in_use$|_exists`), "already_exists"},
	{is(`missing$|_missing|not_found|no_account|resource_missing`), "not_found"},
	{is(`idempotency|_state|not_ready|incomplete|expired|inactive|closed|canceled|finalized|_used|_locked|failed|not_verified|unverified|disabled|unactivated|activation|debit_not_authorized|archived|not_editable|sequence_invalid|pending|reached`), "precondition_failed"},
	{is(`not_(allowed|permitted|authorized|eligible|enabled)|forbidden|restricted|_requires|only|required|ineligible|testmode|livemode|prohibited|fraud|blocked`), "permission_denied"},
	{is(`unsupported|not_supported|_unsupported`), "unsupported"},
	{is(`upstream`), "upstream_error"},
	{is(`_max_|attempts_exceeded`), "request_exceeds_limit"},
	{is(`disputed|not_refundable|unauthorized_payment|_no_|_none$|out_of_inventory|configuration_failures|terminal_reader`), "precondition_failed"},
	{is(`not_active`), "permission_denied"},
	{is(`not_available`), "unsupported"},
	{is(`incompatible|invalid|too_|exceeds|_empty|unknown|mismatch|url|amount|country|parameter|limit|tax|shipping|_limited|type|account|data|values|format|mandate|refer`), "invalid_request"},
}

// declineKinds are the kinds of decline codes: what the holder of the card can do about
// it, what an issuer did not decide, and all others.
var declineKinds = []rule{
	{is(`try_again|issuer_not_available|processing_error|reenter|not_available`), "issuer_unavailable"},
	{is(`authentication|approve|incorrect|_pin|pin_|invalid_(cvc|number|expiry|pin|amount)|expired|offline`), "cardholder_must_act"},
	{is(`.`), "card_declined"},
}
