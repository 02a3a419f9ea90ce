package apierr

import (
	"cmp"
	"net/http"
	"strings"

	"github.com/errbook/errbook/apierr/internal/ascii"
	"github.com/errbook/errbook/apierr/internal/unwrap"
	"github.com/errbook/errbook/apierr/wire"
)

// A judgment is a response on its way to a verdict, and where it got to.
type judgment struct {
	provider *Provider
	seen     unwrap.Response // what was inside of all wrappings
	header   wire.Header

	wire    *wire.Wire    // the provider's paths that were read, or the shared ones
	own     *wire.Fields  // the body by the provider's paths; nil where it has none of its own
	common  *reading      // the body by the shared paths; nil until somebody asks
	named   bool          // the caller named the surface
	request *http.Request // nil when unknown
	surface *wire.Surface // nil for none of the provider's own
	verdict Verdict
}

// judge goes the way of one response, from top to bottom; isError is false for a
// response that is not an error. The judgment must be released. The last step,
// advice, is [judgment.fill].
func (j *judgment) judge(p *Provider, r *Response) (isError bool) {
	j.provider, j.request = p, r.request
	j.header = wire.NewHeader(r.Header)

	// Open: what did programs and proxies put around the response?
	j.seen = open(unwrap.Response{
		Body:   ascii.View(r.Body[:min(len(r.Body), wire.MaxBody)]),
		Status: r.Status, Event: r.Event, Stream: r.Stream, Close: r.Close,
	})

	// Scan: which parts of an error does the body have?
	j.scan(p.about().Wire)
	if j.isStrayPage() {
		j.verdict = Verdict{Kind: InvalidResponse, Match: MatchPattern}
		return true
	}

	// Surface: where did the error appear, and is it one at all?
	j.named = r.Surface != ""
	j.surface, isError = j.surfaceOf(r.Surface)
	if !isError {
		return false
	}
	if j.surface != nil && j.surface.Wire != nil {
		j.scan(j.surface.Wire)
	}
	f := j.fields()
	f.Surface, f.Close = r.Surface, j.seen.Close
	if j.surface != nil {
		f.Surface = j.surface.Name
	}

	// Status: which one counts?
	f.Status = j.status()

	// Evidence: what does the response say, and what of it is the strongest?
	j.verdict = j.evidence()
	return true
}

// open returns what is inside of a stream of events, and of a line that an SDK
// printed around the response.
func open(r unwrap.Response) unwrap.Response {
	if strings.HasPrefix(r.Body, `{"`) {
		return r // an object, with nothing around it
	}
	r = unwrap.Event(r)
	q, ok := unwrap.FindQuote(r)
	if !ok || !q.Certain && !isQuotedError(q.Body, q.HasStatus) {
		return r
	}
	return q.Response
}

// scan reads the body by a provider's paths; without any it is read by the shared
// ones when somebody asks.
func (j *judgment) scan(w *wire.Wire) {
	if j.wire = w; w == nil {
		j.wire = &genericWire
		return
	}
	if j.own == nil {
		j.own = wire.NewFields()
	}
	readAll(j.own, j.seen.Body, j.header, w)
}

// readAll reads a body by the paths of a wire. The message of a body that is not
// a JSON object is its text; the code or the exception that programs print before it is
// no path's.
func readAll(f *wire.Fields, body string, h wire.Header, w *wire.Wire) (printed string) {
	f.Read(body, h, w)
	if f.Message != "" || f.MessageCut() {
		return ""
	}
	f.Message = unwrap.Text(body)
	f.Message = unwrap.FromStatus(f.Message)
	code, message, ok := unwrap.RPC(f.Message)
	if !ok {
		code, message, ok = unwrap.Named(f.Message)
		ok = ok && namesKind(code)
	}
	if !ok {
		return ""
	}
	f.Code, f.Message = cmp.Or(f.Code, code), message
	return code
}

// namesKind reports whether a name that a program printed is one of an error. What SDKs
// derive all of their exceptions from, such as APIError, says nothing.
func namesKind(name string) bool {
	c := clueOf(wire.GenericAI, name)
	return c.strength > clueNone && !(strings.HasPrefix(name, "API") && c.strength < clueWeak)
}

// fields returns the body as the provider's paths read it.
func (j *judgment) fields() *wire.Fields {
	if j.own == nil {
		return &j.shared().Fields
	}
	return j.own
}

// shared returns the body as the shared paths read it, once for all who ask.
func (j *judgment) shared() *reading {
	if j.common == nil {
		j.common = newReading(j.seen.Body, j.header, j.part())
	}
	return j.common
}

// part returns what of the generic layer may judge the response.
func (j *judgment) part() wire.Generic { return j.provider.about().Generic }

// keep returns a text that stays valid when the judgment is released, as long as
// the body does.
func (j *judgment) keep(text string) string {
	if j.own != nil {
		text = j.own.Own(text)
	}
	if j.common != nil {
		text = j.common.Own(text)
	}
	return text
}

// release gives the memory of the judgment back.
func (j *judgment) release() {
	if j.own != nil {
		j.own.Release()
	}
	if j.common != nil {
		j.common.release()
	}
}

// isStrayPage reports whether a page came where an API promises data.
func (j *judgment) isStrayPage() bool {
	return 200 <= j.seen.Status && j.seen.Status <= 299 && !j.seen.Stream && j.part() != wire.GenericNone && unwrap.IsPage(j.seen.Body)
}

// status returns the status that counts: that of HTTP, unless the error came
// in-band, where the body alone may state one.
func (j *judgment) status() int {
	if j.seen.Status >= 400 && !j.seen.Stream {
		return j.seen.Status
	}
	if n := statedStatus(j.fields(), j.wire); n != 0 {
		return n
	}
	if j.seen.Status >= 400 {
		return j.seen.Status
	}
	return 0
}

// statedStatus returns the status that a body states: at one of the wire's paths
// or, where the body is a line that a program printed, at its beginning or end.
func statedStatus(f *wire.Fields, w *wire.Wire) int {
	for i := range w.Status {
		text, _ := f.Part(&w.Status[i])
		if n := unwrap.ErrorStatus(text); n != 0 {
			return n
		}
	}
	if body := f.Body(); body != "" && body[0] != '{' {
		return unwrap.StatusInText(f.Message)
	}
	return 0
}

// evidence returns what the response says, weighed, unless numbers in the message that
// no wait can change overrule it: where an identifier says that a limit is reached, and
// the message that this one request is larger than the limit, waiting does not help.
func (j *judgment) evidence() Verdict {
	v, message := j.weigh()
	isLimit := v.Kind == RateLimited || v.Kind == QuotaExhausted
	if isLimit && j.part() != wire.GenericNone && exceedsLimit(message) {
		return Verdict{Kind: RequestExceedsLimit, Match: MatchPattern}
	}
	return v
}

// weigh weighs what the response says, the strongest first: an identifier that names
// this very error, an error body that the response quotes, words, the status, and last
// an identifier that is vague. The provider's rules are asked before the generic layer;
// those that stand on a status or on a vague identifier yield to it. It also returns
// the message that was read for the verdict.
func (j *judgment) weigh() (v Verdict, message string) {
	v = j.provider.rules(j.fields())
	if v.Match >= MatchPattern {
		if q := j.quotedVerdict(v); q.Match != MatchNone {
			v = q
		}
		return v, j.fields().Message
	}
	g := j.genericVerdict()
	message = cmp.Or(j.fields().Message, j.shared().Message)
	switch {
	case g.Match == MatchNone && v.Match == MatchStatus:
		return v, message
	case g.Match == MatchNone:
		return Verdict{Kind: cmp.Or(j.kindOfNumber(), g.Kind)}, message
	case v.Match == MatchStatus && (v.Kind == g.Kind || j.provider.kindIn(v) == g.Kind):
		return v, message
	}
	return g, message
}

// kindOfNumber returns the kind that the status or the close code tells alone.
func (j *judgment) kindOfNumber() Kind {
	if j.part() == wire.GenericNone {
		return Unknown
	}
	f := j.fields()
	return cmp.Or(relayedKind(f), kindOfStatus(f.Status), kindOfClose(f.Close))
}

// quotedVerdict judges what a response quotes that its provider's rules take for a
// fault of the provider's, or a lack of capacity: such a name or phrase says who failed,
// the body inside of it says why.
func (j *judgment) quotedVerdict(v Verdict) Verdict {
	if f := v.Kind.Family(); f != FamilyProvider && f != FamilyCapacity || j.part() == wire.GenericNone || !mayQuote(j.seen.Body) {
		return Verdict{}
	}
	f := j.shared()
	f.Status = j.fields().Status
	if q := f.nestedVerdict(maxNesting); q.Match != MatchNone {
		return q
	}
	return j.nestedVerdict()
}

// mayQuote reports whether a body may have another one in a string, or as what an
// aggregator's upstream sent: a quick no for the many that have not.
func mayQuote(body string) bool {
	return strings.Contains(body, `\"`) || strings.Contains(body, "{'") || strings.Contains(body, `"raw"`)
}

// blamesCaller reports whether a response whose status blames the server names a
// fault of the request: gateways that turn every failure into a 500 do.
func (j *judgment) blamesCaller() bool {
	if j.fields().Status < 500 || j.part() == wire.GenericNone {
		return false
	}
	best, _ := j.shared().bestClue()
	return best.kind.Family() == FamilyRequest
}

// rules applies the provider's own rules. Where the winner depends on a part
// that a cut-off body hides, the status alone decides.
func (p *Provider) rules(f *wire.Fields) Verdict {
	if p == nil || p.classify == nil {
		return Verdict{}
	}
	if !f.IdentifierCut() {
		if v := p.classify(f); !f.InDoubt() {
			return v
		}
	}
	bare := wire.NewFields()
	defer bare.Release()
	bare.Surface, bare.Status = f.Surface, f.Status
	return p.classify(bare)
}
