package apierr

import (
	"slices"
	"strings"
)

// A clue is what one identifier tells about an error's kind.
type clue struct {
	kind     Kind
	strength strength
}

// A strength says how much an identifier tells.
type strength uint8

const (
	clueNone strength = iota
	// clueVague says less than the status does: invalid_request_error.
	clueVague
	// clueWeak says more than the status, but words may refine it:
	// rate_limit_exceeded with "tokens per day".
	clueWeak
	// clueStrong leaves nothing open: context_length_exceeded.
	clueStrong
)

// maxCode is how long an identifier can be; longer text is no identifier.
const maxCode = 96

// clueOf returns what a code, type or status name tells. Spelling does not
// matter: rate_limit_error, RateLimitError, "Rate limit" and
// RateLimitException are the same, and of dotted names each part counts.
func clueOf(name string) clue {
	if i := strings.LastIndexAny(name, "/#"); i >= 0 { // a type that is a URI (RFC 9457, section 3.1.1)
		name = name[i+1:]
	}
	if name == "" || len(name) > maxCode {
		return clue{}
	}
	var buf [maxCode]byte
	plain := squash(buf[:0], name)
	if c := kindOfName(plain); c.strength != clueNone {
		return c
	}
	if c := dottedClue(name); c.strength != clueNone {
		return c
	}
	if strings.IndexByte(name, ' ') >= 0 {
		return clue{} // a sentence: its words are for the phrases
	}
	return kindOfStem(plain)
}

// dottedClue tries the last part of a dotted name, then the name without its
// last parts: InvalidParameter.UnsupportedParameter, SAFETY.INPUT.TEXT.
func dottedClue(name string) clue {
	dot := strings.LastIndexByte(name, '.')
	if dot < 0 {
		return clue{}
	}
	var buf [maxCode]byte
	if c := kindOfName(squash(buf[:0], name[dot+1:])); c.strength != clueNone {
		return c
	}
	for ; dot > 0; dot = strings.LastIndexByte(name[:dot], '.') {
		if c := kindOfName(squash(buf[:0], name[:dot])); c.strength != clueNone {
			return c
		}
	}
	return clue{}
}

// squash appends the ASCII letters and digits of name in lower case, without a
// closing "error" or "exception". The result shares the memory of buf.
func squash(buf []byte, name string) string {
	for i := range len(name) {
		switch c := name[i]; {
		case 'A' <= c && c <= 'Z':
			buf = append(buf, c+'a'-'A')
		case 'a' <= c && c <= 'z', '0' <= c && c <= '9', c >= 0x80:
			buf = append(buf, c)
		}
	}
	s := viewOf(buf)
	for _, tail := range [...]string{"exception", "error"} {
		if short := strings.TrimSuffix(s, tail); short != "" {
			s = short
		}
	}
	return s
}

// kindOfStem tells what a name is about that no list has, by its stem:
// ModelAccountRpmRateLimitExceeded, fine_tune_not_found.
func kindOfStem(name string) clue {
	for i := range stems {
		if s := &stems[i]; strings.Contains(name, s.stem) {
			return clue{s.kind, s.strength}
		}
	}
	return clue{}
}

// stems are ordered as the phrases are: money, throttles, capacity, the rest.
var stems = []struct {
	stem     string
	kind     Kind
	strength strength
}{
	{"perday", QuotaExhausted, clueStrong}, // quota ids of google.rpc.QuotaFailure
	{"perminute", RateLimited, clueStrong},
	{"insufficientbalance", InsufficientCredits, clueStrong},
	{"insufficientcredit", InsufficientCredits, clueStrong},
	{"insufficientfund", InsufficientCredits, clueStrong},
	{"spendlimit", SpendLimitReached, clueStrong},
	{"ratelimit", RateLimited, clueWeak},
	{"throttl", RateLimited, clueWeak},
	{"concurren", ConcurrencyLimited, clueWeak},
	{"quotaexceeded", QuotaExhausted, clueWeak},
	{"usagelimit", QuotaExhausted, clueWeak},
	{"overload", Overloaded, clueWeak},
	{"contextlength", ContextLengthExceeded, clueStrong},
	{"outputtextsensitive", ContentPolicyOutput, clueStrong},
	{"outputimagesensitive", ContentPolicyOutput, clueStrong},
	{"outputvideosensitive", ContentPolicyOutput, clueStrong},
	{"outputaudiosensitive", ContentPolicyOutput, clueStrong},
	{"sensitivecontent", ContentPolicyInput, clueStrong},
	{"contentpolicy", ContentPolicyInput, clueStrong},
	{"moderation", ContentPolicyInput, clueWeak},
	{"apikey", Authentication, clueWeak},
	{"modelnotfound", ModelNotFound, clueWeak},
	{"modelpermission", ModelAccessDenied, clueStrong},
	{"modelaccess", ModelAccessDenied, clueStrong},
	{"notfound", NotFound, clueWeak},
	{"notexist", NotFound, clueWeak},
	{"timeout", ProviderTimeout, clueWeak},
	{"unsupported", Unsupported, clueWeak},
	{"invalid", InvalidRequest, clueVague},
	{"missing", InvalidRequest, clueVague},
}

// A numberRule is one row of a table of numbers.
type numberRule struct {
	clue    clue
	numbers []string
}

// grpcNumbers is what the numbers of google.rpc.Code tell, as gRPC gateways put
// them in a flat body's code.
var grpcNumbers = []numberRule{
	{clue{InvalidRequest, clueVague}, []string{"3", "11"}},
	{clue{ProviderTimeout, clueWeak}, []string{"4"}},
	{clue{NotFound, clueWeak}, []string{"5"}},
	{clue{AlreadyExists, clueWeak}, []string{"6"}},
	{clue{PreconditionFailed, clueWeak}, []string{"9"}},
	{clue{Conflict, clueWeak}, []string{"10"}},
	{clue{PermissionDenied, clueWeak}, []string{"7"}},
	{clue{RateLimited, clueVague}, []string{"8"}},
	{clue{Unsupported, clueWeak}, []string{"12"}},
	{clue{ProviderError, clueVague}, []string{"13"}},
	{clue{Overloaded, clueWeak}, []string{"14"}},
	{clue{Authentication, clueWeak}, []string{"16"}},
}

// baseRespNumbers is what the numbers at base_resp.status_code tell. MiniMax
// alone writes that member, so its numbers cannot be taken for another's.
var baseRespNumbers = []numberRule{
	{clue{ProviderTimeout, clueWeak}, []string{"1001"}},
	{clue{RateLimited, clueWeak}, []string{"1002", "1039"}},
	{clue{ConcurrencyLimited, clueWeak}, []string{"1041"}},
	{clue{Authentication, clueWeak}, []string{"1004", "2049"}},
	{clue{InsufficientCredits, clueStrong}, []string{"1008"}},
	{clue{QuotaExhausted, clueStrong}, []string{"2056"}},
	{clue{ContentPolicyInput, clueStrong}, []string{"1026"}},
	{clue{ContentPolicyOutput, clueStrong}, []string{"1027"}},
	{clue{ProviderError, clueWeak}, []string{"1000", "1024", "1033"}},
	{clue{InvalidRequest, clueWeak}, []string{"1042", "1043", "1044", "2013", "20132", "2037"}},
}

// clueOfNumber returns what a number tells by a table.
func clueOfNumber(rules []numberRule, number string) clue {
	if number == "" {
		return clue{}
	}
	for i := range rules {
		if slices.Contains(rules[i].numbers, number) {
			return rules[i].clue
		}
	}
	return clue{}
}
