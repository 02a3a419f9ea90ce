package main

import (
	"slices"

	"github.com/errbook/errbook/apierr/route"
)

// rightActions says what a router may do after an answer that people judged to be of a
// kind. It is written by what the kinds mean, and not by package route, which is judged
// by it.
var rightActions = map[string][]route.Step{
	"invalid_request":         {route.Stop},
	"unsupported":             {route.Stop, route.OtherModel}, // whether it is the model or the API
	"context_length_exceeded": {route.SmallerRequest},
	"payload_too_large":       {route.SmallerRequest},
	"request_exceeds_limit":   {route.SmallerRequest},
	"invalid_media":           {route.Stop},
	"media_fetch_failed":      {route.SameAgain, route.Stop}, // whether it is the URL or the network
	"content_policy_input":    {route.Stop},
	"content_policy_output":   {route.SameAgain},
	"not_found":               {route.Stop},
	"already_exists":          {route.Stop},
	"precondition_failed":     {route.Stop},
	"conflict":                {route.SameAgain},
	"authentication":          {route.OtherKey},
	"permission_denied":       {route.OtherKey},
	"region_blocked":          {route.OtherProvider},
	"account_disabled":        {route.OtherKey},
	"insufficient_credits":    {route.OtherKey},
	"spend_limit_reached":     {route.OtherKey},
	"quota_exhausted":         {route.OtherKey},
	"rate_limited":            {route.SameAgain},
	"concurrency_limited":     {route.SameAgain},
	"overloaded":              {route.SameAgain},
	"model_loading":           {route.SameAgain},
	"model_not_found":         {route.OtherModel},
	"model_access_denied":     {route.OtherModel, route.OtherKey}, // whichever there is
	"model_retired":           {route.OtherModel},
	"provider_error":          {route.SameAgain},
	"provider_timeout":        {route.SameAgain},
	"upstream_error":          {route.SameAgain},
	"job_failed":              {route.SameAgain},
	"invalid_response":        {route.SameAgain},
	"stream_interrupted":      {route.SameAgain},
}

// acceptsAction reports whether an action is right: for one of the kinds that people
// accept, and by what they say about retrying.
func (c *corpusCase) acceptsAction(action route.Step) bool {
	if c.Retryable != nil && *c.Retryable != (action == route.SameAgain) {
		return false
	}
	return slices.ContainsFunc(c.Kinds, func(kind string) bool { return slices.Contains(rightActions[kind], action) })
}

// actionByStatus returns what a router does that knows nothing but the status, to compare
// with.
func actionByStatus(status int) route.Step {
	switch {
	case status == 401, status == 402, status == 403:
		return route.OtherKey
	case status == 404:
		return route.OtherModel
	case status == 413:
		return route.SmallerRequest
	case status == 408, status == 409, status == 425, status == 429, status >= 500:
		return route.SameAgain
	}
	return route.Stop
}

// actionOf returns what errbook tells a router after an error.
func actionOf(err error) route.Step {
	if err == nil {
		return "" // not an error at all
	}
	return route.Next(err).Steps[0]
}
