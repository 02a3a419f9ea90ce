package apierr

import "testing"

// TestSpelledNames: an identifier that no list has is read as its words, and says less
// than the words of a message do.
func TestSpelledNames(t *testing.T) {
	for _, test := range []struct {
		status     int
		code, text string
		want       Kind
	}{
		{400, "daily_limit_reached", "Hm.", QuotaExhausted},
		{429, "DAILY_FREE_LIMIT_EXCEEDED", "Hm.", QuotaExhausted},
		{429, "WeeklyLimitReached", "Hm.", QuotaExhausted},
		{400, "monthly-quota.exhausted", "Hm.", QuotaExhausted},
		{400, "notEnoughCredits", "Hm.", InsufficientCredits},
		{400, "ACCOUNT_ARREARS", "Hm.", InsufficientCredits},
		{403, "planExpired", "Hm.", InsufficientCredits},
		{404, "model_archived", "Hm.", ModelRetired},
		{400, "APIPromptTooLong", "Hm.", ContextLengthExceeded},
		{500, "account_suspended_by_admin", "Hm.", ProviderError},
		// The words of the message say more.
		{400, "daily_limit_reached", "The model acme does not exist", ModelNotFound},
		// What a list or a stem has means what that says, and one word is a topic.
		{400, "daily_limit_invalid", "Hm.", InvalidRequest},
		{429, "RESOURCE_EXHAUSTED", "Hm.", RateLimited},
		{400, "overloaded_operator", "Hm.", Overloaded},
		{400, "credits", "Hm.", InvalidRequest},
		// Names about anything, and what a client prints of itself.
		{400, "value_must_be_positive", "Hm.", InvalidRequest},
		{404, "context_canceled", "Hm.", NotFound},
		// What is missing is not why somebody was refused.
		{403, "SUBSCRIPTION_NOT_FOUND", "Hm.", PermissionDenied},
		{401, "user_not_found", "Hm.", Authentication},
		{404, "SUBSCRIPTION_NOT_FOUND", "Hm.", NotFound},
	} {
		body := `{"error":{"code":"` + test.code + `","message":"` + test.text + `"}}`
		if v, _ := Generic.Verdict(Response{Status: test.status, Body: []byte(body)}); v.Kind != test.want {
			t.Errorf("%d %s: is %s, found %s", test.status, body, test.want, v.Kind)
		}
	}
}

// TestSpell: names are spelled in words, however they are written.
func TestSpell(t *testing.T) {
	for name, want := range map[string]string{
		"daily_limit": "daily limit", "DAILY-LIMIT": "DAILY LIMIT", "dailyLimit": "daily Limit", "HTTPLimitX": "HTTP Limit X",
		"a.b/c": "a b c", "limit24Hours": "limit24 Hours", "日limit": "日limit", "_x": " x", "X": "X", "": "",
	} {
		if got := spell(nil, name); got != want {
			t.Errorf("%q: want %q, found %q", name, want, got)
		}
	}
}
