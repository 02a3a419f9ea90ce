package templates

import "github.com/errbook/errbook/apierr"

// RetryWords says in words whether the same request is worth another try.
func RetryWords(r apierr.Retry) string {
	switch r {
	case apierr.RetryFixRequest:
		return "only after the request is changed"
	case apierr.RetryFixAccount:
		return "only after the account, its key or its payment is put right"
	case apierr.RetryWindow:
		return "only after a long window (an hour, a day, a month) has passed"
	case apierr.RetryOnce:
		return "yes, one more time"
	case apierr.RetryWait:
		return "yes, after the wait that the server states, or after a few seconds"
	case apierr.RetryBackoff:
		return "yes, with exponential backoff and jitter"
	}
	return "no, no later try can succeed"
}

// ActorWords says in words who must act.
func ActorWords(a apierr.Actor) string {
	switch a {
	case apierr.ActorCaller:
		return "the program that sends the request"
	case apierr.ActorOwner:
		return "the owner of the account"
	case apierr.ActorProvider:
		return "the provider"
	case apierr.ActorNetwork:
		return "whoever runs the network in between"
	}
	return "nobody in particular"
}

// ExecutedWords says in words whether the request can have been executed.
func ExecutedWords(c apierr.Certainty) string {
	switch c {
	case apierr.Never:
		return "no, the request did not run"
	case apierr.Always:
		return "yes, the request ran"
	case apierr.Unstated:
		return "it depends on where the error shows up"
	}
	return "perhaps, the request may have run"
}

// BilledWords says in words whether the request is billed, "" where nobody says.
func BilledWords(c apierr.Certainty) string {
	switch c {
	case apierr.Never:
		return "no"
	case apierr.Maybe:
		return "perhaps"
	case apierr.Always:
		return "yes"
	}
	return ""
}
