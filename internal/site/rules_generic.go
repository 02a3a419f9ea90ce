package site

import (
	"regexp"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/spec/generic"
)

// The generic layer as data.
type rulesGeneric struct {
	Wire        rulesWire      `json:"w"`
	Nested      []any          `json:"d"` // where bodies within the body stand
	Identifiers []any          `json:"i"`
	Names       map[string]int `json:"n"` // clues by name
	Stems       [][2]any       `json:"t"` // stem, clue
	Numbers     [][2]any       `json:"y"` // part, clues by number
	Phrases     [][]any        `json:"u"` // verdict, classes of statuses, 1 if broad, expression
	Error       int            `json:"e"` // slots
	ErrorText   int            `json:"m"`
	Raw         int            `json:"r"`
	Failed      [][]any        `json:"f"` // conditions
	Bare        [][][]any      `json:"b"` // lists of conditions, of which one tells an error object that stands bare
	Events      [][][]any      `json:"q"` // and of which one tells an error in an event

	// Expressions for what programs print around an answer.
	Line    string `json:"l"` // a line with a status
	String  string `json:"a"` // what stands before a JSON string
	Object  string `json:"o"` // what stands before an object
	Relayed string `json:"h"`
	RPC     string `json:"c"`
	Close   string `json:"k"`
}

func newGeneric(l *generic.Layer) rulesGeneric {
	g := rulesGeneric{
		Nested:      parts(apierr.Generic.Wire.Nested),
		Identifiers: parts(l.Identifiers),
		Names:       clues(l.Names),
		Error:       l.Error.Slot,
		ErrorText:   l.ErrorText.Slot,
		Raw:         l.Raw.Slot,
		Failed:      conditions(l.Jobs),
		Line:        lineStatus(l),
		String:      statusBeforeString,
		Object:      statusBeforeObject,
		Relayed:     "^" + regexp.QuoteMeta(l.Relayed) + ` (4\d\d)(?![\da-z.])`,
		RPC:         rpcText,
		Close:       closeText,
	}
	g.Wire, g.Bare = bareErrors(l)
	g.Events = g.Bare
	for _, s := range apierr.Generic.Surfaces {
		g.Events = append(g.Events, conditions(s.Body))
	}
	for _, s := range l.Stems {
		for _, name := range s.Names {
			g.Stems = append(g.Stems, [2]any{name, clueNumber(s)})
		}
	}
	for _, n := range l.Numbers {
		g.Numbers = append(g.Numbers, [2]any{newPart(n.At), clues(n.Rows)})
	}
	for _, p := range l.Phrases {
		broad := 0
		if p.Broad {
			broad = 1
		}
		g.Phrases = append(g.Phrases, []any{verdict(p.Kind, apierr.MatchPattern), p.Classes, broad, phraseExpression(p.Phrases)})
	}
	return g
}

// bareErrors returns what tells an error object that stands bare, as conditions,
// and the generic wire with the fields that they ask for.
func bareErrors(l *generic.Layer) (rulesWire, [][][]any) {
	w := newWire(apierr.Generic.Wire, nil)
	n := len(w.Fields)
	w.Fields = append(w.Fields, newPart(l.Message), newPart(l.Type), newPart(l.Code))
	message := []any{n, present, 0}
	return w, [][][]any{{message, {n + 1, "_error$", 0}}, {message, {n + 2, `^[45]\d\d$`, 0}}}
}

func clues(list []generic.Clues) map[string]int {
	m := map[string]int{}
	for _, c := range list {
		for _, name := range c.Names {
			m[name] = clueNumber(c)
		}
	}
	return m
}

func clueNumber(c generic.Clues) int { return kindNumber(c.Kind)*4 + c.Strength }

// statusKinds returns what a status alone means: by its first digit, and by
// itself where it is another thing.
func statusKinds(l *generic.Layer) map[string]any {
	meaning := map[int][2]int{}
	for _, s := range l.Statuses {
		meaning[s.Status] = [2]int{verdict(s.Kind, apierr.MatchNone), int(s.Class)}
	}
	usual := map[int][2]int{0: meaning[0]}
	for _, s := range l.Usual {
		usual[s.Status/100] = [2]int{verdict(s.Kind, apierr.MatchNone), int(s.Class)}
	}
	for digit := 1; digit <= 9; digit++ { // no status of an error
		if digit != 4 && digit != 5 {
			usual[digit] = [2]int{0, usual[5][1]}
		}
	}
	out := map[string]any{}
	for digit, m := range usual {
		out[text(digit)] = m
	}
	for status, m := range meaning {
		if status >= 400 && m != usual[status/100] {
			out[text(status)] = m
		}
	}
	return out
}
