package apierr

import (
	"cmp"
	"net/http"
	"strings"
	"sync"

	"github.com/errbook/errbook/apierr/internal/ascii"
	"github.com/errbook/errbook/apierr/internal/unwrap"
	"github.com/errbook/errbook/apierr/wire"
)

// Generic is the layer for hosts that no book knows: the shapes, codes and phrases that
// many APIs share, above all OpenAI's. Its errors have kinds but no codes.
var Generic = &Provider{}

// genericFacts are those of a provider that has none: its errors are found by
// the shared paths.
var genericFacts = wire.Provider{Surfaces: genericFailures}

// maxNesting is how many bodies within bodies are looked into: an aggregator
// that quotes an aggregator that quotes its upstream.
const maxNesting = 3

// A reading is a body as the shared paths read it.
type reading struct {
	wire.Fields
	code string       // an identifier that no path leads to; see [wire.Fields.Salvage]
	part wire.Generic // of what is known without the provider, that which may judge
}

var readings = sync.Pool{New: func() any { return new(reading) }}

func newReading(body string, h wire.Header, part wire.Generic) *reading {
	r := readings.Get().(*reading)
	r.part = part
	r.code = readAll(&r.Fields, body, h, &genericWire)
	return r
}

// release gives the memory of the reading back.
func (f *reading) release() {
	f.code = ""
	f.Forget()
	readings.Put(f)
}

// salvage looks for a message and a code wherever a body has them, if no path led
// to a message.
func (f *reading) salvage() {
	if !salvages {
		return
	}
	if code := f.Salvage(); code != "" {
		f.code = code
		f.Code = cmp.Or(f.Code, code)
	}
}

// salvages is turned off by tests of the paths, for which it is a net.
var salvages = true

// genericVerdict judges by what many APIs share, whatever the provider's own paths
// are. What those alone know for the message is read last. A verdict whose Match is
// MatchNone has a kind only if the body tells one where there is no status to tell it.
func (j *judgment) genericVerdict() Verdict {
	if j.part() == wire.GenericNone {
		return Verdict{}
	}
	f := j.shared()
	f.Status = j.fields().Status
	f.salvage()
	v := f.verdict(maxNesting)
	if v.Match != MatchNone {
		return v
	}
	if n := j.nestedVerdict(); n.Match != MatchNone {
		return n
	}
	if j.own != nil && j.own.Message != f.Message {
		if k, isBroad := kindOfWords(j.part(), f.Status, j.own.Message); k != Unknown && !isBroad {
			return Verdict{Kind: k, Match: MatchPattern}
		}
	}
	return v
}

// nestedVerdict judges what the provider's own wire says is an error body within
// the body.
func (j *judgment) nestedVerdict() Verdict {
	if j.own == nil {
		return Verdict{}
	}
	for i := range j.wire.Nested {
		if text, _ := j.own.Part(&j.wire.Nested[i]); text != "" {
			if n := j.shared().quotedVerdict(text, maxNesting); n.Match != MatchNone {
				return n
			}
		}
	}
	return Verdict{}
}

// bodyVerdict judges a text within the body on its own, under the status that it had.
// In the middle of prose it must have a message to count as a body, and of what prose
// quotes in part, the part has to do.
func (f *reading) bodyVerdict(body string, depth int, inProse bool, status int) (v Verdict) {
	inner := newReading(body, f.Headers(), f.part)
	defer inner.release()
	inner.Status = status
	if inProse && inner.MessageCut() {
		inner.ForgetCut()
		defer func() { v.Match = min(v.Match, MatchPattern) }()
	}
	if inProse && inner.Message == "" {
		return Verdict{}
	}
	inner.salvage()
	v = inner.verdict(depth)
	if v == (Verdict{}) && status != f.Status {
		v = Verdict{Kind: kindOfStatus(status), Match: MatchPattern}
	}
	return v
}

// verdict judges a reading. What a quoted body says counts first: the outer one
// often says no more than that its upstream failed. A body that is cut off before
// something that could decide leaves the decision to the status, if there is one.
func (f *reading) verdict(depth int) Verdict {
	best, known := f.bestClue()
	if f.Status != 0 && (!known || f.MessageCut()) {
		return Verdict{}
	}
	if best.strength == clueStrong {
		return Verdict{Kind: best.kind, Match: MatchExact}
	}
	if k := f.codeInText(); k != Unknown && best.strength == clueNone {
		return Verdict{Kind: k, Match: MatchPattern}
	}
	inner := f.nestedVerdict(depth)
	if inner.Match != MatchNone {
		return inner
	}
	switch family := best.kind.Family(); {
	case family == FamilyThrottle && f.Status == 402:
		best = clue{} // Payment Required is about money, whatever the response calls it
	case family == FamilyProvider && f.BlamesCaller():
		best = clue{} // bad_gateway under a 402 is the word of whoever stands in between
	case best.kind == NotFound && 401 <= f.Status && f.Status <= 403:
		best = clue{} // USER_NOT_FOUND under a 403: what is missing is not the reason
	}
	k, isBroad := f.words(f.Status)
	if (k == Unknown || isBroad) && best.strength < clueWeak {
		if spelled := f.spelledKind(); spelled != Unknown {
			k = spelled
		}
	}
	if k != Unknown && !(isBroad && best.strength == clueWeak) {
		return Verdict{Kind: k, Match: MatchPattern}
	}
	if best.kind.Family() == FamilyRequest && f.Status >= 500 {
		// The response calls it the fault of a request: so may its words, as if no status had come.
		if k, _ := f.words(0); k.Family() == FamilyRequest {
			return Verdict{Kind: k, Match: MatchPattern}
		}
	}
	switch {
	case best.strength == clueWeak:
		return Verdict{Kind: best.kind, Match: MatchExact}
	case inner.Kind != Unknown:
		return inner
	case f.Status == 0:
		return f.statedKind(best.kind)
	}
	return Verdict{}
}

// statedKind is for a body that came without a status: the kind of the status
// that the body states, else the vague one that its identifiers tell.
func (f *reading) statedKind(vague Kind) Verdict {
	if k := kindOfStatus(statedStatus(&f.Fields, &genericWire)); k != Unknown {
		return Verdict{Kind: k}
	}
	if vague == Unknown && f.hasFailedState() {
		vague = JobFailed
	}
	return Verdict{Kind: vague}
}

// hasFailedState reports whether the body is the result of a job that failed.
func (f *reading) hasFailedState() bool {
	for i := range failedJobs {
		if f.Holds(failedJobs[i : i+1]) {
			return true
		}
	}
	return false
}

// bestClue returns the strongest of the identifiers, the first among equals,
// and reports whether all that could say more are known.
func (f *reading) bestClue() (best clue, known bool) {
	for i := range genericCodes {
		if f.Lacks(&genericCodes[i]) {
			continue
		}
		text, known := f.Part(&genericCodes[i])
		if !known {
			return best, false
		}
		if text == "" {
			continue
		}
		if c := f.clueOf(text); c.strength > best.strength {
			best = c
		}
		if best.strength == clueStrong {
			return best, true
		}
	}
	if best.strength == clueNone {
		best = f.clueOf(f.code)
	}
	for i := 0; i < len(numberTables) && best.strength == clueNone; i++ {
		if c := numberTables[i].clueOf(f.Text(numberTables[i].slot)); c.isOf(f.part) {
			best = c
		}
	}
	return best, true
}

// maxNamed is how long a text can be in which an identifier is looked for:
// longer ones are pages and logs.
const maxNamed = 512

// clueOf returns what an identifier tells.
func (f *reading) clueOf(name string) clue { return clueOf(f.part, name) }

// tellsKind reports whether a code, or the words of a text, tell a kind.
func (f *reading) tellsKind(code, text string) bool {
	if text == "" {
		return false
	}
	if f.clueOf(code).strength >= clueWeak {
		return true
	}
	k, isBroad := kindOfWords(f.part, 0, text)
	return k != Unknown && !isBroad
}

// codeInText returns the kind of the first identifier in a body of plain text
// that leaves nothing open: "403 INSUFFICIENT_BALANCE".
// An identifier has an underscore; what is quoted may be an echo.
func (f *reading) codeInText() Kind {
	text := f.Message
	if len(text) > maxNamed || f.isObject() || strings.ContainsAny(text, "{\"`") {
		return Unknown
	}
	for start := 0; start < len(text); {
		end := start
		for end < len(text) && (ascii.IsAlnum(text[end]) || text[end] == '_') {
			end++
		}
		if word := text[start:end]; strings.IndexByte(word, '_') > 0 {
			if c := f.clueOf(word); c.strength == clueStrong {
				return c.kind
			}
		}
		start = end + 1
	}
	return Unknown
}

// words returns the kind that the texts of the body tell under a status.
func (f *reading) words(status int) (k Kind, isBroad bool) {
	var texts [maxTexts]string
	texts[0] = f.Message
	n := 1
	for i := range genericWire.Message {
		if f.Lacks(&genericWire.Message[i]) {
			continue
		}
		if text, _ := f.Part(&genericWire.Message[i]); text != "" && text != f.Message && n < maxTexts-3 {
			texts[n] = text
			n++
		}
	}
	for _, text := range [...]string{exceptionText(f.Message), limitText(f.Message), loggedText(f.Message)} {
		if text != "" {
			texts[n] = text
			n++
		}
	}
	k, isBroad = kindOfWords(f.part, status, texts[:n]...)
	if k.Family() == FamilyLocal && f.isObject() {
		// Somebody sent it, so the deadline is not the caller's.
		return kindOfWords(f.part, http.StatusInternalServerError, texts[:n]...)
	}
	return k, isBroad
}

// isObject reports whether the body is a JSON object or list, and not a text.
func (f *reading) isObject() bool {
	return strings.HasPrefix(f.Body(), "{") || strings.HasPrefix(f.Body(), "[")
}

// exceptionText returns what Python prints as the last argument of an exception
// at the end of a text: the message of "ApiError: (400, 'No credits are left.')".
// Anywhere else, what is quoted may be an echo.
func exceptionText(text string) string {
	inside, ok := strings.CutSuffix(text, "')")
	if !ok {
		return ""
	}
	name, _, _ := strings.Cut(text, "(")
	if !strings.Contains(name, "Error") && !strings.Contains(name, "Exception") {
		return ""
	}
	if at := strings.LastIndex(inside, "'"); at > 0 && (inside[at-1] == '(' || inside[at-1] == ' ') {
		return inside[at+1:]
	}
	return ""
}

// limitText returns what Google's services call a limit, from that word on and
// without the quotation mark behind the name, so that it does not count as quoted:
// "quota metric 'Reads' and limit 'Reads per day'". The name says which quota it
// is, which the rest of the sentence does not.
func limitText(text string) string {
	const metric, limit = "quota metric '", "limit '"
	at := strings.Index(text, metric)
	if at < 0 {
		return ""
	}
	text = text[at+len(metric):]
	if at = strings.Index(text, limit); at < 0 {
		return ""
	}
	text = text[at:]
	end := strings.IndexByte(text[len(limit):], '\'')
	if end < 0 {
		return ""
	}
	return text[:len(limit)+end]
}

// loggedText returns the value of the first field of a line of a log that has an error:
// level=error msg="It broke" error="No credits are left". It is in quotes, as echoes are
// elsewhere.
func loggedText(text string) string {
	const is = `="`
	for from := 0; ; {
		at := strings.Index(text[from:], is)
		if at < 0 {
			return ""
		}
		at += from
		from = at + len(is)
		if name := text[:at]; strings.HasSuffix(name, "error") || strings.HasSuffix(name, "err") {
			value, _, ok := strings.Cut(text[from:], `"`)
			if ok {
				return value
			}
		}
	}
}

// maxTexts is how many texts of a body are read; it has room for all parts,
// and for three more.
const maxTexts = 32

// nestedVerdict judges a body that is quoted in a string of this one, or in
// text around it: "Async job failed: {…}".
func (f *reading) nestedVerdict(depth int) Verdict {
	if depth == 0 || f.quotesNothing() {
		return Verdict{}
	}
	var vague Verdict
	for i := range genericWire.Nested {
		text, _ := f.Part(&genericWire.Nested[i])
		if v := f.quotedVerdict(text, depth); v.Match != MatchNone {
			return v
		} else if vague.Kind == Unknown {
			vague = v
		}
	}
	if v := f.rawVerdict(depth); v.Match != MatchNone {
		return v
	}
	if vague.Kind == Unknown {
		vague = f.quotedVerdict(f.Message, depth)
	}
	return vague
}

// quotesNothing reports whether the body is an object whose texts can have no object
// inside: without a backslash none of them has a double quote, and without an
// apostrophe there is no Python dict. Most bodies are so.
func (f *reading) quotesNothing() bool {
	body := f.Body()
	return strings.HasPrefix(body, "{") && strings.IndexByte(body, '\\') < 0 && strings.IndexByte(body, '\'') < 0 && f.Nested(slotErrorRaw) == ""
}

// rawVerdict judges the upstream's response where error.metadata.raw has it as
// an object, at times with a body inside whose quotes nobody escaped.
func (f *reading) rawVerdict(depth int) Verdict {
	text := f.Nested(slotErrorRaw)
	at := strings.LastIndex(text, `{"error":`)
	if at < 0 {
		return Verdict{}
	}
	v := f.bodyVerdict(text[at:], depth-1, true, f.Status)
	v.Match = min(v.Match, MatchPattern)
	return v
}

// quotedVerdict judges the JSON object, or Python dict, in a text. A message may
// also echo the request, which looks like anything: hence the demand for a
// message.
func (f *reading) quotedVerdict(text string, depth int) Verdict {
	open := unwrap.ObjectIn(text)
	if open < 0 {
		return Verdict{}
	}
	return f.bodyVerdict(text[open:], depth-1, open > 0, f.quotedStatus(text[:open]))
}

// quotedStatus returns the status that a line states before a body that it quotes,
// "Provider error 402: {…}", or that of the response. Under a status that blames the
// caller for something definite, the line's is not asked for.
func (f *reading) quotedStatus(line string) int {
	if 400 < f.Status && f.Status < 500 || line == "" {
		return f.Status
	}
	return cmp.Or(unwrap.StatusBefore(line), f.Status)
}

// isQuotedError reports whether an object that a line of text quotes is an error:
// it has a message and, where the line states no status, an identifier that tells
// its kind.
func isQuotedError(body string, hasStatus bool) bool {
	f := newReading(body, wire.Header{}, wire.GenericAI)
	defer f.release()
	if f.Message == "" || f.MessageCut() {
		return false
	}
	best, known := f.bestClue()
	return known && (hasStatus || best.strength >= clueWeak)
}

// isPlainError reports whether the body has below error an object with a message,
// or a text of which the kind can be told. Anything less is in ordinary
// responses, too.
func (f *reading) isPlainError() bool {
	switch {
	case f.isBareError():
		return true
	case f.IsText(slotError):
		text := f.Text(slotError)
		return f.tellsKind(text, text)
	}
	return f.Nested(slotError) != "" && f.HasValue(slotErrorMessage)
}

// isFailure reports whether the data of an event is an error.
func (f *reading) isFailure() bool {
	for i := range genericFailures {
		if f.Holds(genericFailures[i].Body) {
			return true
		}
	}
	return f.isBareError()
}

// isBareError reports whether the body is the object that other APIs put below
// error: a message beside a type that ends in _error, or beside a code or a status
// that is an error's.
func (f *reading) isBareError() bool {
	return f.IsText(slotMessage) && f.HasValue(slotMessage) &&
		(strings.HasSuffix(f.Text(slotType), "_error") || unwrap.ErrorStatus(f.Text(slotCode)) != 0 || unwrap.ErrorStatus(f.Text(slotStatus)) != 0)
}
