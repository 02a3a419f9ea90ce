package fakeserver

import (
	"encoding/json"
	"net/http"

	"github.com/errbook/errbook/apierr"
)

// ResponseOfKind returns a response that is of a kind whoever sent it, in the shape
// that most APIs share; ok is false for a kind that no response is of, such as a
// connection that cannot be made.
func ResponseOfKind(kind apierr.Kind) (r apierr.Response, ok bool) {
	for _, k := range kinds {
		if k.kind == kind {
			type inner struct {
				Message string `json:"message"`
				Code    string `json:"code"`
			}
			body, _ := json.Marshal(map[string]inner{"error": {k.message, k.code}})
			return apierr.Response{Status: k.status, Header: http.Header{"Content-Type": {"application/json"}}, Body: body}, true
		}
	}
	return apierr.Response{}, false
}

// kinds lists what says each kind to everybody.
var kinds = [...]struct {
	kind          apierr.Kind
	status        int
	code, message string
}{
	{apierr.InvalidRequest, 400, "invalid_request_error", "A field is not valid."},
	{apierr.Unsupported, 405, "method_not_allowed", "The method is not offered."},
	{apierr.ContextLengthExceeded, 400, "context_length_exceeded", "The prompt is longer than the model's context."},
	{apierr.PayloadTooLarge, 413, "request_too_large", "The request is too large."},
	{apierr.RequestExceedsLimit, 429, "request_too_large_for_limit", "Request too large for the limit of tokens per minute."},
	{apierr.InvalidMedia, 400, "invalid_image", "The image cannot be read."},
	{apierr.MediaFetchFailed, 400, "image_fetch_failed", "Failed to download the image from its URL."},
	{apierr.ContentPolicyInput, 400, "content_policy_violation", "The prompt was refused."},
	{apierr.ContentPolicyOutput, 400, "output_blocked", "The output was blocked by the content filter."},
	{apierr.NotFound, 404, "not_found", "There is no such resource."},
	{apierr.AlreadyExists, 409, "already_exists", "The resource exists already."},
	{apierr.PreconditionFailed, 412, "precondition_failed", "The precondition does not hold."},
	{apierr.Conflict, 409, "conflict", "Another operation is running."},
	{apierr.Authentication, 401, "invalid_api_key", "The API key is not valid."},
	{apierr.PermissionDenied, 403, "permission_denied", "The key lacks the permission."},
	{apierr.RegionBlocked, 403, "unsupported_country_region_territory", "The country is not supported."},
	{apierr.AccountDisabled, 403, "account_disabled", "The account is disabled."},
	{apierr.InsufficientCredits, 402, "insufficient_credits", "The balance is empty."},
	{apierr.SpendLimitReached, 429, "spend_limit_reached", "The spending limit is reached."},
	{apierr.QuotaExhausted, 429, "quota_exhausted", "The quota of the month is used up."},
	{apierr.RateLimited, 429, "rate_limit_exceeded", "Too many requests."},
	{apierr.ConcurrencyLimited, 429, "concurrency_limit_exceeded", "Too many concurrent requests."},
	{apierr.Overloaded, 503, "overloaded_error", "The service is overloaded."},
	{apierr.ModelLoading, 503, "model_loading", "The model is loading."},
	{apierr.ModelNotFound, 404, "model_not_found", "There is no such model."},
	{apierr.ModelAccessDenied, 403, "model_access_denied", "The key may not use the model."},
	{apierr.ModelRetired, 410, "model_deprecated", "The model has been retired."},
	{apierr.ProviderError, 500, "server_error", "The server had an error."},
	{apierr.ProviderTimeout, 504, "timeout", "The gateway timed out."},
	{apierr.UpstreamError, 502, "upstream_error", "The upstream failed."},
}
