package whose

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
)

// A Finding is what a provider's own rules make of a response.
type Finding struct {
	Provider string
	Code     string // "" for what no entry documents
	Match    int    // apierr.Match: how sure the rules are
}

// The matches of a Finding that count here.
const (
	matchPattern    = 2
	matchIdentifier = 3
)

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
	ofHeader     = 40
	ofIdentifier = 24 // in a body of its shape, else a third; divided among those who know it
	ofShape      = 12 // likewise
	ofWords      = 5  // likewise
	Sure         = 12
)

// Rank returns the providers that something speaks for, those first for which most
// does. Text is what was pasted, as it was; headers are names in lowercase, shape is
// the [Shape] of the body.
func Rank(clues []Clues, text string, headers []string, shape string, findings []Finding) []Suspect {
	scores := map[string]int{}
	lower := strings.ToLower(text)
	tells := strings.Count(shape, " ") >= 2 // one or two names are in the bodies of too many
	shapers := 0
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
		if namesSDK(text, c.Brands) {
			score += ofSDK
		}
		if tells && slices.Contains(c.Shapes, shape) {
			score += ofShape / shapers
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
		case matchPattern:
			said++
		case matchIdentifier:
			identified++
		}
	}
	for _, f := range findings {
		switch f.evidence(clues) {
		case matchPattern:
			scores[f.Provider] += ofWords / said
		case matchIdentifier:
			worth := ofIdentifier
			if !slices.ContainsFunc(clues, func(c Clues) bool { return c.ID == f.Provider && slices.Contains(c.Shapes, shape) }) {
				worth /= 3
			}
			scores[f.Provider] += max(1, worth/identified)
		}
	}
}

// evidence returns what a finding rests on: an identifier, words, or nothing that
// counts.
func (f Finding) evidence(clues []Clues) int {
	switch {
	case f.Code == "" || f.Match < matchPattern:
		return 0
	case f.Match < matchIdentifier, slices.ContainsFunc(clues, func(c Clues) bool { return c.ID == f.Provider && slices.Contains(c.Wordy, f.Code) }):
		return matchPattern
	}
	return matchIdentifier
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
			if (at == len(text) || !isHostByte(text[at])) && (at == len(h) || text[at-len(h)-1] != '-') {
				return true
			}
		}
	}
	return false
}

// isHostByte reports whether a host that is followed by c goes on.
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

// sdkName matches the name of an SDK's error: "openai.RateLimitError",
// "AnthropicException", "groq._exceptions.APIStatusError", "@anthropic-ai/sdk".
var sdkName = regexp.MustCompile(`(?:^|[^\w.])@?([A-Za-z][\w.]*?)(?:\.[A-Z]\w*(?:Error|Exception)|Exception|[-/]ai/sdk)\b`)

// namesSDK reports whether a text has an error of an SDK that is named by one of the
// words.
func namesSDK(text string, brands []string) bool {
	for _, m := range sdkName.FindAllStringSubmatch(text, -1) {
		for part := range strings.SplitSeq(strings.ReplaceAll(strings.ToLower(m[1]), "_", ""), ".") {
			if slices.Contains(brands, part) {
				return true
			}
		}
	}
	return false
}
