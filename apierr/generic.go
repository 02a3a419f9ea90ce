package apierr

import "strings"

// Generic is the layer for hosts that no book knows: the shapes, codes and
// phrases that many APIs share, OpenAI's above all. Its errors have kinds and
// no codes.
var Generic = &Provider{
	Wire:     genericWire,
	Surfaces: genericFailures,
}

// maxNesting is how many bodies within bodies are looked into: an aggregator
// that quotes an aggregator that quotes its upstream.
const maxNesting = 3

// genericVerdict classifies by what many APIs share, whatever the provider's
// own paths are. A verdict whose Match is MatchNone has a kind only if the body
// tells one where there is no status to tell it.
func genericVerdict(f *Fields) Verdict {
	if f.wire == genericWire {
		kept := f.transient
		f.transient = true // nothing of what is read here outlives the verdict
		v := f.genericKind(maxNesting)
		f.transient = kept
		return v
	}
	v := f.kindOfBody(f.body, maxNesting, false)
	if v.Match != MatchNone {
		return v
	}
	if n := f.nestedKind(); n.Match != MatchNone {
		return n
	}
	return v
}

// nestedKind judges what the provider's own wire says is an error body within
// the body.
func (f *Fields) nestedKind() Verdict {
	for i := range f.wire.Nested {
		if text, _ := f.part(&f.wire.Nested[i]); text != "" {
			if v := f.quotedVerdict(text, maxNesting); v.Match != MatchNone {
				return v
			}
		}
	}
	return Verdict{}
}

// kindOfBody judges a text, which may be a part of f's body, on its own. In the
// middle of prose it must have a message to count as a body.
func (f *Fields) kindOfBody(body string, depth int, inProse bool) (v Verdict) {
	g := fieldsPool.Get().(*Fields)
	defer putFields(g)
	g.body, g.header, g.canonical, g.Status = body, f.header, f.canonical, f.Status
	g.transient = true
	g.read(genericWire)
	if inProse && g.messageCut {
		g.forgetCut()
		defer func() { v.Match = min(v.Match, MatchPattern) }()
	}
	if inProse && g.Message == "" {
		return Verdict{}
	}
	return g.genericKind(depth)
}

// forgetCut takes what a cut-off body hides for absent: of what prose quotes in
// part, the part has to do.
func (f *Fields) forgetCut() {
	for i := range f.slots {
		if f.slots[i].kind == valueCut {
			f.slots[i].kind = valueAbsent
		}
	}
	f.Message, f.messageCut = f.first(genericWire.Message)
}

// genericKind judges the fields as genericWire reads them. What stands inside
// a quoted body counts first: the outer one often says no more than that its
// upstream failed. A body that is cut off before something that could decide
// leaves the decision to the status, if there is one.
func (f *Fields) genericKind(depth int) Verdict {
	best, known := f.bestClue()
	if f.Status != 0 && (!known || f.messageCut) {
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
	if best.kind.Family() == FamilyThrottle && f.Status == 402 {
		best = clue{} // Payment Required is about money, whatever the answer calls it
	}
	if k, isBroad := kindOfWords(f.genericWords(), f.Status); k != Unknown && !(isBroad && best.strength == clueWeak) {
		return Verdict{Kind: k, Match: MatchPattern}
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
func (f *Fields) statedKind(vague Kind) Verdict {
	if k := kindOfStatus(f.statedStatus(genericWire)); k != Unknown {
		return Verdict{Kind: k}
	}
	if vague == Unknown && f.hasFailedState() {
		vague = JobFailed
	}
	return Verdict{Kind: vague}
}

// hasFailedState reports whether the body is the result of a job that failed.
func (f *Fields) hasFailedState() bool {
	for i := range failedJobs {
		if f.meets(&failedJobs[i]) {
			return true
		}
	}
	return false
}

// bestClue returns the strongest of the identifiers, the first among equals,
// and reports whether all that could say more are known.
func (f *Fields) bestClue() (best clue, known bool) {
	for i := range genericCodes {
		if f.lacks(&genericCodes[i]) {
			continue
		}
		text, known := f.part(&genericCodes[i])
		if !known {
			return best, false
		}
		if text == "" {
			continue
		}
		if c := clueOf(text); c.strength > best.strength {
			best = c
		}
		if best.strength == clueStrong {
			return best, true
		}
	}
	for i := 0; i < len(numberTables) && best.strength == clueNone; i++ {
		best = numberTables[i].clueOf(f.textOf(f.slots[numberTables[i].slot]))
	}
	return best, true
}

// maxNamed is how long a text can be in which an identifier is looked for:
// longer ones are pages and logs.
const maxNamed = 512

// codeInText returns the kind of the first identifier that stands in a body
// which is plain text, and that leaves nothing open: "403 INSUFFICIENT_BALANCE".
// An identifier has an underscore; what is quoted may be an echo.
func (f *Fields) codeInText() Kind {
	text := f.Message
	if len(text) > maxNamed || strings.HasPrefix(f.body, "{") || strings.HasPrefix(f.body, "[") || strings.ContainsAny(text, "{\"`") {
		return Unknown
	}
	for start := 0; start < len(text); {
		end := start
		for end < len(text) && (isAlnum(text[end]) || text[end] == '_') {
			end++
		}
		if word := text[start:end]; strings.IndexByte(word, '_') > 0 {
			if c := clueOf(word); c.strength == clueStrong {
				return c.kind
			}
		}
		start = end + 1
	}
	return Unknown
}

// genericWords folds every text of the body, each apart from the next.
func (f *Fields) genericWords() []byte {
	f.words = appendFolded(f.words[:0], f.Message)
	for i := range genericWire.Message {
		if f.lacks(&genericWire.Message[i]) {
			continue
		}
		if text, _ := f.part(&genericWire.Message[i]); text != "" && text != f.Message {
			f.words = append(f.words, blank)
			f.words = appendFolded(f.words, text)
		}
	}
	f.words = append(f.words, make([]byte, lookAhead)...)
	return f.words
}

// nestedVerdict judges a body that is quoted in a string of this one, or in
// text around it: "Async job failed: {…}".
func (f *Fields) nestedVerdict(depth int) Verdict {
	if depth == 0 {
		return Verdict{}
	}
	var vague Verdict
	for i := range genericWire.Nested {
		text, _ := f.part(&genericWire.Nested[i])
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

// rawVerdict judges the upstream's answer where error.metadata.raw holds it as
// an object, at times with a body inside whose quotes nobody escaped.
func (f *Fields) rawVerdict(depth int) Verdict {
	raw := f.slots[slotErrorRaw]
	if raw.kind != valueNested {
		return Verdict{}
	}
	text := f.body[raw.start:raw.end]
	at := strings.LastIndex(text, `{"error":`)
	if at < 0 {
		return Verdict{}
	}
	v := f.kindOfBody(text[at:], depth-1, true)
	v.Match = min(v.Match, MatchPattern)
	return v
}

// quotedVerdict judges the JSON object, or Python dict, that stands in text. A
// message may also echo the request, which looks like anything: hence the
// demand for a message.
func (f *Fields) quotedVerdict(text string, depth int) Verdict {
	open := objectIn(text)
	if open < 0 {
		return Verdict{}
	}
	return f.kindOfBody(text[open:], depth-1, open > 0)
}

// isPlainError reports whether an answer under a 2xx status that none of the
// provider's surfaces takes is an error all the same: below error it has an
// object with a message, or a text of which the kind can be told. Anything less
// stands in ordinary answers, too.
func (f *Fields) isPlainError() bool {
	if f.wire == genericWire || !strings.Contains(f.body, `"error"`) && !strings.Contains(f.body, `"message"`) {
		return false
	}
	g := fieldsPool.Get().(*Fields)
	defer putFields(g)
	g.body, g.transient = f.body, true
	g.read(genericWire)
	if g.isBareError() {
		return true
	}
	switch e := g.slots[slotError]; e.kind {
	case valueNested:
		return g.slots[slotErrorMessage].says(g.body)
	case valueString, valueEscaped:
		text := g.textOf(e)
		if clueOf(text).strength >= clueWeak {
			return true
		}
		g.words = append(appendFolded(g.words[:0], text), make([]byte, lookAhead)...)
		k, isBroad := kindOfWords(g.words, 0)
		return k != Unknown && !isBroad
	}
	return false
}

// genericEvent reports whether an event's data is an error by the shapes that
// many APIs share.
func genericEvent(body string) bool {
	f := fieldsPool.Get().(*Fields)
	defer putFields(f)
	f.body, f.transient = body, true
	f.read(genericWire)
	for i := range genericFailures {
		if f.holds(genericFailures[i].Body) {
			return true
		}
	}
	return f.isBareError()
}

// isBareError reports whether the body is the object that stands below error
// elsewhere: a message beside a type that ends in _error, or beside a code that
// is an error's status.
func (f *Fields) isBareError() bool {
	if m := f.slots[slotMessage]; m.kind != valueString && m.kind != valueEscaped {
		return false
	}
	if strings.HasSuffix(f.textOf(f.slots[slotType]), "_error") {
		return true
	}
	code := f.slots[slotCode]
	return code.kind > valueNull && errorStatus(f.textOf(code)) != 0
}
