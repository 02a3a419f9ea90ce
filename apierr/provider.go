package apierr

import (
	"cmp"
	"net/http"
	"slices"
	"sync"
)

// A Provider turns the answers of one API into errors. Values are generated:
// fashn.Provider. A Provider is safe for use by several goroutines; its fields
// must not be changed.
type Provider struct {
	ID   string // as in the spec file: "llama-cpp"
	Name string // for people: "FASHN"
	// OTel is the value of OpenTelemetry's gen_ai.provider.name, "" where it defines none.
	OTel string
	// Hosts lists the API's hosts. One "*" in a host stands for one or more
	// characters: "*.example.com", "api.*.example.com".
	Hosts []string
	Links []Link
	// Support lists what to send along when asking for help: "request_id".
	Support  []string
	Tips     []string
	Limits   []Limit
	Wire     *Wire
	Surfaces []Surface
	// Classify says which error a response is, by its fields alone.
	Classify func(f *Fields) Verdict
	// Lookup returns the documentation of a code, nil if there is none.
	Lookup func(code Code) *Doc

	contexts []Context
}

// A Limit is a header that tells of a rate limit.
type Limit struct {
	Header string
	Means  string // remaining_requests, limit_tokens, reset_requests, …
	Format DelayFormat
}

// A Response is one answer, already in hand.
type Response struct {
	Status int // 0 when unknown
	Header http.Header
	Body   []byte // at most the first 64 KiB count
	// Surface names the surface where the answer was seen, "" to find out.
	Surface string
	// Stream says that Body is one event of a stream: its data.
	Stream bool
	// Event is the name of that event, "" if it has none.
	Event string
	// Close is the code with which a WebSocket was closed, 0 for none.
	Close int

	request *http.Request // whose credentials are never to be shown; nil when unknown
}

// InBand reports whether errors of the provider can come under a status below
// 400, streams and WebSockets apart.
func (p *Provider) InBand() bool {
	for i := range p.Surfaces {
		s := &p.Surfaces[i]
		if !s.Stream && slices.ContainsFunc(s.Statuses, func(r StatusRange) bool { return r.From < 400 }) {
			return true
		}
	}
	return false
}

// In returns a provider that reads answers in the given contexts: what the
// caller knows and no response tells.
//
//	fireworks.Provider.In(fireworks.DeploymentDedicated).FromResponse(resp)
func (p *Provider) In(contexts ...Context) *Provider {
	q := *p
	q.contexts = slices.Concat(p.contexts, contexts)
	return &q
}

// From returns the error that an answer is, always an [*Error], or nil if the
// answer is no error.
func (p *Provider) From(r Response) error {
	f := fieldsOf(&r)
	defer putFields(f)
	failure, ok := p.judge(&r, f)
	if !ok {
		return nil
	}
	return p.newError(&r, f, failure)
}

// Fill is [Provider.From] for a program that judges many answers and keeps
// none: it makes *e the error that an answer is, without its body, and reports
// whether the answer is an error; if not, *e stays as it is. The strings of *e
// share the memory of r.Body, and are valid until that changes.
func (p *Provider) Fill(e *Error, r Response) bool {
	f := fieldsOf(&r)
	defer putFields(f)
	f.transient = false // e keeps what is read
	failure, ok := p.judge(&r, f)
	if ok {
		p.fill(e, &r, f, failure)
		e.body = ""
		e.redact(r.request)
	}
	return ok
}

// Verdict returns what From would make of an answer, without making an error;
// ok reports whether the answer is one. It allocates no memory, except for what
// a [Pattern] of the wire finds.
func (p *Provider) Verdict(r Response) (v Verdict, ok bool) {
	f := fieldsOf(&r)
	defer putFields(f)
	failure, ok := p.judge(&r, f)
	failure.verdict.Kind = p.kindIn(failure.verdict)
	return failure.verdict, ok
}

// FromEvent returns the error that one event of a stream carries, always an
// [*Error], or nil if it carries none. The name may be empty; data is what
// stands behind "data:".
func (p *Provider) FromEvent(event string, data []byte) error {
	return p.From(Response{Stream: true, Event: event, Body: data})
}

// fieldsOf returns empty fields with the body of an answer, which they share.
func fieldsOf(r *Response) *Fields {
	f := fieldsPool.Get().(*Fields)
	f.body, f.transient = viewOf(r.Body[:min(len(r.Body), MaxBody)]), true
	return f
}

var fieldsPool = sync.Pool{New: func() any { return new(Fields) }}

func putFields(f *Fields) {
	f.body, f.header, f.wire = "", nil, nil
	f.Surface, f.Code, f.Type, f.Message = "", "", "", ""
	f.Status, f.Close, f.transient = 0, 0, false
	f.forgetText()
	fieldsPool.Put(f)
}

// A failure is an answer found to be an error.
type failure struct {
	verdict Verdict
	surface *Surface // nil for none of the provider's own
	wire    *Wire
}

// judge finds the surface of an answer and classifies it; ok is false for an
// answer that is no error.
func (p *Provider) judge(r *Response, f *Fields) (fail failure, ok bool) {
	f.header, f.canonical = r.Header, allCanonical(r.Header)
	f.Close = r.Close
	f.openEvent(r)
	f.openWrapped(r)
	f.read(p.Wire)
	fail.wire = p.Wire
	if 200 <= r.Status && r.Status <= 299 && !r.Stream && isPage(f.body) {
		fail.verdict = Verdict{Kind: InvalidResponse, Match: MatchPattern}
		return fail, true
	}
	fail.surface, ok = p.surfaceOf(r, f)
	if !ok {
		return fail, false
	}
	if s := fail.surface; s != nil {
		f.Surface = s.Name
		if s.Wire != nil {
			fail.wire = s.Wire
			f.read(s.Wire)
		}
	} else {
		f.Surface = r.Surface
	}
	f.Status = p.statusOf(r, f, fail.wire)
	fail.verdict = p.classify(f)
	return fail, true
}

// statusOf returns the status that counts: that of HTTP, unless the error came
// in-band, where the body alone may state one.
func (p *Provider) statusOf(r *Response, f *Fields, w *Wire) int {
	if r.Status >= 400 && !r.Stream {
		return r.Status
	}
	if n := f.statedStatus(w); n != 0 {
		return n
	}
	if r.Status >= 400 {
		return r.Status
	}
	return 0
}

// statedStatus returns the status that a body states: at one of the wire's
// paths or, where the body is a line that a program printed, at its beginning.
func (f *Fields) statedStatus(w *Wire) int {
	for i := range w.Status {
		text, _ := f.part(&w.Status[i])
		if n := errorStatus(text); n != 0 {
			return n
		}
	}
	if len(f.body) > 0 && f.body[0] != '{' {
		return statusInText(f.Message)
	}
	return 0
}

// classify applies the provider's rules, then the generic layer, then what the
// status alone says.
func (p *Provider) classify(f *Fields) Verdict {
	v := p.rules(f)
	if v.Match >= MatchPattern {
		return v
	}
	g := genericVerdict(f)
	switch {
	case g.Match == MatchNone && v.Match == MatchStatus:
		return v
	case g.Match == MatchNone:
		return Verdict{Kind: cmp.Or(f.relayedKind(), kindOfStatus(f.Status), kindOfClose(f.Close), g.Kind)}
	case v.Match == MatchStatus && (v.Kind == g.Kind || p.kindIn(v) == g.Kind):
		return v
	}
	return g
}

// rules applies the provider's own rules. Where the winner depends on a part
// that a cut-off body hides, the status alone decides.
func (p *Provider) rules(f *Fields) Verdict {
	if p.Classify == nil {
		return Verdict{}
	}
	if !f.codeCut && !f.typeCut {
		f.unsure = false
		if v := p.Classify(f); !f.unsure {
			return v
		}
	}
	bare := fieldsPool.Get().(*Fields)
	defer putFields(bare)
	bare.byStatus()
	bare.Surface, bare.Status = f.Surface, f.Status
	return p.Classify(bare)
}

// kindIn returns the kind that a verdict has in the provider's contexts.
func (p *Provider) kindIn(v Verdict) Kind {
	if len(p.contexts) == 0 || p.Lookup == nil {
		return v.Kind
	}
	if d := p.Lookup(v.Code).In(p.contexts...); d != nil {
		return d.Kind
	}
	return v.Kind
}

// surfaceOf returns the surface on which an answer is an error, nil for none
// of the provider's own, and reports whether it is an error at all.
func (p *Provider) surfaceOf(r *Response, f *Fields) (s *Surface, isError bool) {
	for i := range p.Surfaces {
		s := &p.Surfaces[i]
		if p.canBeOn(s, r, f) && f.holds(s.Body) {
			return s, true
		}
	}
	switch {
	case r.Surface != "":
		return nil, true
	case r.Close != 0:
		return nil, r.Close != closeNormal && r.Close != closeGoingAway
	case r.Stream:
		return nil, isErrorEvent(r.Event, f)
	}
	return nil, r.Status >= 400 || r.Status == 0 || p.InBand() && f.isPlainError()
}

// canBeOn reports whether an answer can belong to a surface, its body apart: the
// caller says so or, if the caller says nothing, what came with the body does.
func (p *Provider) canBeOn(s *Surface, r *Response, f *Fields) bool {
	if r.Surface != "" {
		return r.Surface == s.Name
	}
	return s.takes(r) && !p.refuses(r, f, s)
}

// takes reports whether an answer can belong to the surface, by its status,
// the name of the event, or its close code.
func (s *Surface) takes(r *Response) bool {
	switch {
	case r.Close != 0:
		return inRanges(s.Close, r.Close)
	case r.Stream:
		return len(s.Events) > 0 && s.Stream && (r.Event == "" || slices.Contains(s.Events, r.Event))
	case s.Stream:
		return false
	case r.Status == 0:
		return len(s.Statuses) == 0 || len(s.Body) > 0
	case len(s.Statuses) == 0:
		return r.Status >= 400
	}
	return inRanges(s.Statuses, r.Status)
}

func inRanges(ranges []StatusRange, n int) bool {
	return slices.ContainsFunc(ranges, func(r StatusRange) bool { return r.has(n) })
}

// holds reports whether the body meets every condition. What cannot be known
// does not hold.
func (f *Fields) holds(conditions []Condition) bool {
	for i := range conditions {
		if !f.meets(&conditions[i]) {
			return false
		}
	}
	return true
}

func (f *Fields) meets(c *Condition) bool {
	part := &f.wire.Fields[c.Field]
	text, _ := f.part(part)
	present := text != ""
	if part.Slot != NoSlot {
		v := f.slots[part.Slot]
		if len(c.Values) == 0 {
			return v.kind != valueCut && v.says(f.body) != c.Not
		}
		present = present || v.kind > valueNull
	}
	if !present || len(c.Values) == 0 {
		return present && !c.Not
	}
	return slices.Contains(c.Values, text) != c.Not
}

// isErrorEvent reports whether an event that belongs to no surface of the
// provider carries an error.
func isErrorEvent(event string, f *Fields) bool {
	if event == "error" {
		return true
	}
	return genericEvent(f.body)
}

// refuses reports whether an answer whose status nobody knows states itself that
// it is one of another surface: a body that says 400 is not what a surface of
// answers under 200 is for.
func (p *Provider) refuses(r *Response, f *Fields, s *Surface) bool {
	if r.Status != 0 || r.Stream || r.Close != 0 || !s.InBand() || f.statedStatus(f.wire) == 0 {
		return false
	}
	return slices.ContainsFunc(p.Surfaces, func(s Surface) bool { return !s.Stream && !s.InBand() })
}
