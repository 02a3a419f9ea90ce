// Package voice has the project's words: the one to use for each thing, and those
// not to use for it. A rule of lint holds the sentences of a book to the table, and
// a test those of the program and its documents.
package voice

import (
	"regexp"
	"sync"
)

// A Slip is a word that the project does not use.
type Slip struct {
	Found string // as in the text
	Say   string // what to say instead
}

// A word is a row of the table: what not to say, what to say, and where the first
// is right after all. The expressions match whole words in any case.
type word struct {
	not, except *regexp.Regexp // except may be nil
	say         string
}

var table = sync.OnceValue(func() []word {
	return []word{
		row(`answers?|answered|answering`, "response", `answer within|question-and-answer`),
		row(`small letters?`, "lowercase letters", ``),
		row(`lower case`, "lowercase", ``),
		row(`upper case`, "uppercase", ``),
		row(`full stops?`, "period", ``),
		row(`folders?`, "directory", ``),
		row(`address(es)?`, "URL", `(IP|IPv4|IPv6|e-?mail|billing|postal|MAC) address(es)?|to address|server\.address`),
		row(`mend(s|ed|ing)?|put right`, "fix", ``),
		row(`growing pauses?`, "exponential backoff", ``),
		row(`stands? (alone|in|on|at|under|there|before|above|below|beside|where)`, "appears, or is", `stands? in (for|the way)`),
		row(`tells`, "indicates, says, or shows", `tells (\w+ )*apart`),
		row(`(stands?|stood|begins|anything|something|what follows|base64) behind|behind (the (end|colon|dot|slash|header|status|file|key|link|others)|others|header:)`, "after", `left behind`),
		row(`as everywhere`, "the usual", ``),
		row(`could not (do it|lint|check|look)`, "failed", ``),
		row(`an? (page|line|file|section|row|one) an? \w+`, "one page per provider", ``),
		row(`takes? an? \d+ for`, "mistakes a 400 for", ``),
		row(`own (context|deadline) of`, "the caller's own", ``),
		row("(send|sends|sent|sending|pass|passed) (`` )?along", "include", ``),
		row(`(?-i:request ids?)`, "request ID", ``),
		row(`(?-i:[Cc]ancelled|[Cc]ancelling)`, "canceled", ``),
		row(`for ever`, "forever", ``),
		row(`(another|next|first|last|later|one more|which) (try|tries)`, "attempt", ``),
		row(`repeat with`, "retry with", ``),
		row(`once more`, "again", ``),
		row(`met an? (\w+ )?(fault|error|problem)`, "ran into an error", ``),
		row(`(leads?|belongs?) to nothing|names nothing`, "does not exist", ``),
		row(`than (it|they) may`, "than allowed", `than (it|they) may \w+`),
		row(`than (it|they) may be`, "too long, or too large", ``),
		row(`lacks? (the|a) right|missing rights?|rights of the (key|token|user)`, "permission", ``),
		row(`(comes?|came) too (fast|often)`, "is sent too fast, or is too frequent", ``),
		row(`excludes? each other`, "is mutually exclusive", ``),
		row(`goe?s? on( with| without)?|going on`, "continue", `what (is going|goes) on|goe?s? on (a|an|the|its|another|top)|pay-as-you-go on`),
		row(`taken off`, "withdrawn, or removed", ``),
		row(`(does|do|did) not go (together|with)`, "cannot be combined, or do not match", ``),
		row(`(is|are) not there`, "is missing, does not exist, or is not available", ``),
		row(`(of|by) (this|that) name`, "with this name", `known by that name`),
		row("take (a|an|the) (`` |\\w+ )?(names?|ids?|paths?|models?|status|waits?|keys?)", "use, copy, or read", ``),
		row(`take (a|an|the) (\w+ ){1,3}out of`, "remove … from", ``),
		row(`make an? (new )?(key|token|account)`, "create", ``),
		row(`set up wrongly|wrongly set up`, "misconfigured", ``),
		row(`whoever runs`, "the operator of", ``),
		row(`came? without`, "has no", ``),
		row(`truth values?`, "boolean", ``),
		row(`for the moment`, "at the moment", ``),
		row(`misspelt`, "misspelled", ``),
		row(`behaviours?|colours?|licences?|catalogues?|honours?|favours?|neighbours?|organisations?|recognis\w+|artefacts?`, "American spelling", ``),
		row(`(is|are|was|were) no \w+`, "is not", `there (is|are|was|were) no \w+|(is|are|was|were) no (longer|more)`),
	}
})

func row(not, say, except string) word {
	w := word{not: whole(not), say: say}
	if except != "" {
		w.except = whole(except)
	}
	return w
}

func whole(expr string) *regexp.Regexp { return regexp.MustCompile(`(?i)\b(?:` + expr + `)\b`) }

// Find returns what a text says that the table has another word for. What is in
// backticks is code, and anybody's words.
func Find(text string) []Slip {
	text = code.ReplaceAllString(text, "``")
	var found []Slip
	for _, w := range table() {
		rest := text
		if w.except != nil {
			rest = w.except.ReplaceAllString(text, "")
		}
		for _, m := range w.not.FindAllString(rest, -1) {
			found = append(found, Slip{m, w.say})
		}
	}
	return found
}

var code = regexp.MustCompile("`[^`\n]*`")
