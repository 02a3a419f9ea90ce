package errdoc

import (
	"fmt"
	"unicode"
	"unicode/utf8"

	"github.com/errbook/errbook/apierr/wire"
)

// Every word for people about retry, actors, certainties, families and
// sources is in this file, and every printer takes it from here: %+v, Markdown,
// the site, the command, generated examples, and problem details.

// A word is one value of a small enumeration: its name in spec files and in
// JSON, the name of its Go constant, and what it means.
type word struct{ name, goName, text string }

var retryWords = [retryCount]word{
	RetryNever:      {"never", "RetryNever", "Do not retry. No later attempt can succeed."},
	RetryFixRequest: {"fix_request", "RetryFixRequest", "Do not retry. Change the request, then send it again."},
	RetryFixAccount: {"fix_account", "RetryFixAccount", "Do not retry. Fix the account, its key or its payment, then send the request again."},
	RetryWindow:     {"window", "RetryWindow", "Retry when the limit resets, which can take an hour, a day or a month."},
	RetryOnce:       {"once", "RetryOnce", "Retry once."},
	RetryWait:       {"wait", "RetryWait", "Wait as long as the response says, or a few seconds, then retry."},
	RetryBackoff:    {"backoff", "RetryBackoff", "Retry with exponential backoff and jitter."},
}

var actorWords = [...]word{
	ActorNone:     {"", "ActorNone", "Nobody in particular."},
	ActorCaller:   {"caller", "ActorCaller", "The program that sends the request."},
	ActorOwner:    {"owner", "ActorOwner", "The owner of the account."},
	ActorProvider: {"provider", "ActorProvider", "The provider."},
	ActorNetwork:  {"network", "ActorNetwork", "The operator of the network between the client and the server."},
}

// What a certainty says of execution and of billing.
var (
	executedTexts = [...]string{
		wire.Unstated: "It depends on where the error appears.",
		wire.Never:    "No, the request did not run.",
		wire.Maybe:    "Possibly, the request may have run.",
		wire.Always:   "Yes, the request ran.",
	}
	billedTexts = [...]string{
		wire.Unstated: "",
		wire.Never:    "No, the request is not billed.",
		wire.Maybe:    "Possibly, the request may be billed.",
		wire.Always:   "Yes, the request is billed.",
	}
)

// scopeWords says what an error affects.
var scopeWords = [...]word{
	{name: ""},
	{name: string(ScopeRequest), text: "Only this request."},
	{name: string(ScopeKey), text: "Every request with this key."},
	{name: string(ScopeAccount), text: "Every request of this account."},
	{name: string(ScopeModel), text: "Every request to this model."},
	{name: string(ScopeRegion), text: "Every request from this region."},
	{name: string(ScopeProvider), text: "Every request to this provider."},
	{name: string(ScopeConnection), text: "Every request over this connection."},
}

// basisWords says what a source is. What the provider itself publishes needs no
// word.
var basisWords = [...]word{
	{name: "official"},
	{name: "specification", text: "from a specification"},
	{name: "sdk", text: "from the code of an SDK"},
	{name: "observed", text: "from a recorded response"},
	{name: "third_hand", text: "from a third party"},
}

// briefRetry says in the few words for which a list has room what the texts of
// retryWords say in sentences.
var briefRetry = [retryCount]string{
	RetryNever:      "do not retry",
	RetryFixRequest: "fix the request",
	RetryFixAccount: "fix the account",
	RetryOnce:       "retry once",
	RetryWait:       "wait, then retry",
	RetryBackoff:    "retry with backoff",
	RetryWindow:     "wait for the window",
}

// AdviceOn returns what to do about an error of a kind, in sentences. Of one that
// nothing matched, nobody can say that no later attempt succeeds.
func AdviceOn(k Kind, r Retry) string {
	if k == Unknown && r == RetryNever {
		return "Do not retry: nothing says what failed, or that retrying would help."
	}
	return r.Advice()
}

// BriefRetry returns what to do about a class of retry in two to four words, for
// lists: "wait, then retry".
func BriefRetry(r Retry) string {
	if int(r) >= len(briefRetry) {
		r = RetryNever
	}
	return briefRetry[r]
}

// textOf returns what a certainty says out of a table.
func textOf(c Certainty, texts []string) string {
	if int(c) >= len(texts) {
		c = wire.Unstated
	}
	return texts[c]
}

// wordOf returns words[i], or the first word if i is out of range.
func wordOf(words []word, i uint8) *word {
	if int(i) >= len(words) {
		i = 0
	}
	return &words[i]
}

// indexOf returns the index of the word with a name, -1 if there is none.
func indexOf(words []word, name string) int {
	for i := range words {
		if words[i].name == name {
			return i
		}
	}
	return -1
}

// textOfWord returns what the word with a name means, "" for no word.
func textOfWord(words []word, name string) string {
	if i := indexOf(words, name); i >= 0 {
		return words[i].text
	}
	return ""
}

// values returns the identifier of v as a list, none for an empty one.
func values(v any) []string {
	if s := fmt.Sprint(v); s != "" {
		return []string{s}
	}
	return nil
}

// sentence returns a phrase as a sentence.
func sentence(phrase string) string {
	r, n := utf8.DecodeRuneInString(phrase)
	if n == 0 {
		return ""
	}
	return string(unicode.ToUpper(r)) + phrase[n:] + "."
}
