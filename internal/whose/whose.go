package whose

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"github.com/errbook/errbook/apierr"
)

// A Finding is what a provider's own rules make of a response.
type Finding struct {
	Provider string
	Code     string // "" for what no entry documents
	Match    apierr.Match
}

// A Suspect is a provider that a response may be from, with how much speaks for it.
type Suspect struct {
	Provider string
	Score    int
}

// What clues are worth. Sure is from where on a provider is named: one clue that no
// other provider has, or two that few have.
const (
	ofHost       = 100
	ofBrand      = 80 // in the name of a header
	ofSite       = 60
	ofSDK        = 50
	ofSharedSDK  = 10 // of one that many APIs are called with: not sure by itself
	ofHeader     = 40
	ofIdentifier = 24 // in a body of its shape, else less; divided among those who know it
	ofShape      = 12 // likewise
	ofPair       = 7  // of a shape of two names, likewise: APIs outside the book have it, too
	ofWords      = 5  // likewise
	Sure         = 12

	elsewhere = 3 // what an identifier is divided by in a body of another shape
)

// Numbers are what the script counts by, too, by their names there.
var Numbers = map[string]int{
	"whose.host": ofHost, "whose.brand": ofBrand, "whose.site": ofSite, "whose.sdk": ofSDK, "whose.shared": ofSharedSDK, "whose.header": ofHeader,
	"whose.identifier": ofIdentifier, "whose.shape": ofShape, "whose.pair": ofPair, "whose.words": ofWords, "whose.sure": Sure, "whose.objects": maxObjects, "whose.elsewhere": elsewhere,
	"match.pattern": int(apierr.MatchPattern), "match.exact": int(apierr.MatchExact),
}

// Rank returns the providers that something speaks for, those first for which most
// does. Text is what was pasted, as it was; headers are names in lowercase, shape is
// the [Shape] of the body.
func Rank(clues []Clues, text string, headers []string, shape string, findings []Finding) []Suspect {
	scores := map[string]int{}
	lower, folded := strings.ToLower(text), Fold(text)
	named, ofTheShape, shapers := sdksIn(text), worthOf(shape), 0
	for i := range clues {
		if slices.Contains(clues[i].Shapes, shape) {
			shapers++
		}
	}
	for i := range clues {
		c := &clues[i]
		score := 0
		if has(lower, c.Hosts) {
			score += ofHost
		}
		if has(lower, c.Sites) {
			score += ofSite
		}
		score += ofHeaders(c, headers)
		score += ofSDKs(c, named)
		score += ofSaid(c, folded)
		if slices.Contains(c.Shapes, shape) {
			score += ofTheShape / shapers
		}
		scores[c.ID] = score
	}
	addFindings(clues, shape, findings, scores)
	var list []Suspect
	for _, c := range clues {
		if scores[c.ID] > 0 {
			list = append(list, Suspect{c.ID, scores[c.ID]})
		}
	}
	slices.SortStableFunc(list, func(a, b Suspect) int { return cmp.Compare(b.Score, a.Score) })
	return list
}

// Named returns the provider that a ranking names, "" where it names none: where
// nothing is sure, or as much speaks for another one.
func Named(list []Suspect) string {
	if len(list) == 0 || list[0].Score < Sure || len(list) > 1 && list[1].Score == list[0].Score {
		return ""
	}
	return list[0].Provider
}

// addFindings adds what the rules say. What is identified by words of prose counts as
// words.
func addFindings(clues []Clues, shape string, findings []Finding, scores map[string]int) {
	identified, said := 0, 0
	for _, f := range findings {
		switch f.evidence(clues) {
		case apierr.MatchPattern:
			said++
		case apierr.MatchExact:
			identified++
		}
	}
	for _, f := range findings {
		switch f.evidence(clues) {
		case apierr.MatchPattern:
			scores[f.Provider] += ofWords / said
		case apierr.MatchExact:
			worth := ofIdentifier
			if !slices.ContainsFunc(clues, func(c Clues) bool { return c.ID == f.Provider && slices.Contains(c.Shapes, shape) }) {
				worth /= elsewhere
			}
			scores[f.Provider] += max(1, worth/identified)
		}
	}
}

// evidence returns what a finding rests on: an identifier, words, or nothing that
// counts.
func (f Finding) evidence(clues []Clues) apierr.Match {
	switch {
	case f.Code == "" || f.Match < apierr.MatchPattern:
		return apierr.MatchNone
	case f.Match < apierr.MatchExact, slices.ContainsFunc(clues, func(c Clues) bool { return c.ID == f.Provider && slices.Contains(c.Wordy, f.Code) }):
		return apierr.MatchPattern
	}
	return apierr.MatchExact
}

// ofSaid returns what the fragment of most worth says that a folded text has.
func ofSaid(c *Clues, folded string) int {
	worth := 0
	for _, f := range c.Says {
		if f.Worth > worth && strings.Contains(folded, f.Text) {
			worth = f.Worth
		}
	}
	return worth
}

// has reports whether a text has one of some hosts, not as a part of another name.
func has(text string, hosts []string) bool {
	for _, h := range hosts {
		for at := 0; ; {
			i := strings.Index(text[at:], h)
			if i < 0 {
				break
			}
			at += i + len(h)
			if start := at - len(h); (at == len(text) || !isHostByte(text[at])) && (start == 0 || !isHostByte(text[start-1])) {
				return true
			}
		}
	}
	return false
}

// isHostByte reports whether c is of the same label of a host as what is beside it.
func isHostByte(c byte) bool {
	return c == '-' || 'a' <= c && c <= 'z' || '0' <= c && c <= '9'
}

// ofHeaders returns what the names of headers say.
func ofHeaders(c *Clues, headers []string) int {
	score := 0
	for _, h := range headers {
		if slices.Contains(c.Headers, h) {
			score = max(score, ofHeader)
		}
		for part := range strings.SplitSeq(h, "-") {
			if slices.Contains(c.Brands, part) {
				score = max(score, ofBrand)
			}
		}
	}
	return score
}

// worthOf returns what a shape is worth: one name is in the bodies of too many.
func worthOf(shape string) int {
	switch strings.Count(shape, " ") {
	case 0:
		return 0
	case 1:
		return ofPair
	}
	return ofShape
}

// sdkName matches the name of an SDK's error: "openai.RateLimitError",
// "AnthropicException", "groq._exceptions.APIStatusError", "@anthropic-ai/sdk"; the
// package that a stack trace or a logger names: "site-packages/exa_py",
// "node_modules/@cartesia/cartesia-js", "plugins.tavus"; a header that a text names:
// "x-portkey-config"; whose API or provider a log says it is: "Exa API error", "llm
// provider: deepseek", "providerID=groq"; and the operation of an API of AWS.
var sdkName = regexp.MustCompile(`(?:^|[^\w.])@?([A-Za-z][\w.]*?)(?:\.[A-Z]\w*(?:Error|Exception)|Exception|[-/]ai/sdk)\b|(?:(?:site-packages|node_modules|plugins)[/.\\]|\b[Xx]-)@?(\w+)|\b(\w+?)[ _](?:api|API)[ _](?:error|call|request|response|returned|did|failed)|[Pp]rovider(?:ID)?[*|:= ]{1,8}([\w-]+)|calling the (\w+) operation`)

// sdksIn returns what the names of SDKs in a text consist of, without underscores. A
// name can go on after an underscore: "Cohere_chatException".
func sdksIn(text string) []string {
	var list []string
	for _, m := range sdkName.FindAllStringSubmatch(text, -1) {
		name := strings.ToLower(strings.Join(m[1:], ""))
		first, _, _ := strings.Cut(name, "_")
		list = append(list, first)
		list = append(list, strings.Split(noDashes.Replace(name), ".")...)
	}
	return list
}

var noDashes = strings.NewReplacer("_", "", "-", "")

// sharedSDK is of the provider whose SDK many APIs are called with.
const sharedSDK = "openai"

// ofSDKs returns what the names of SDKs say.
func ofSDKs(c *Clues, names []string) int {
	switch {
	case !slices.ContainsFunc(names, func(n string) bool { return slices.Contains(c.Brands, n) }):
		return 0
	case c.ID == sharedSDK:
		return ofSharedSDK
	}
	return ofSDK
}
