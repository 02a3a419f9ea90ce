package reader

import (
	"encoding/json"
	"slices"

	"github.com/errbook/errbook/apierr/wire"
	"github.com/errbook/errbook/spec/generic"
)

// The generic layer, as the script asks for it.
type (
	genericData struct {
		Wire        wireData          `js:"wire"`
		Nested      []any             `js:"nested"` // where bodies within the body are
		Identifiers []any             `js:"identifiers"`
		Clues       []clueData        `js:"clues"`
		Names       map[string]int    `js:"names"` // clues by name, each by its place
		Stems       []stemData        `js:"stems"`
		Numbers     []numbersData     `js:"numbers"`
		Words       map[string]string `js:"words"`   // the table of words, as spec/phrases writes it
		Phrases     []phraseData      `js:"phrases"` // what its rows mean
		Error       int               `js:"error"`   // a slot, as the next one
		Raw         int               `js:"raw"`
		Empty       string            `js:"empty"` // an expression for values that say nothing
		Salvage     salvageData       `js:"salvage"`
		Limit       string            `js:"limit"` // expressions for the numbers of a request that is too large
		Requested   string            `js:"requested"`

		// Lists of conditions of which one suffices: for a job that failed, for an
		// error in an event, and for one under a status that is none.
		Failed [][]conditionData `js:"failed"`
		Events [][]conditionData `js:"events"`
		Plain  [][]conditionData `js:"plain"`

		// What unknown hosts send for a failure under 2xx, and an error object that is
		// the whole body.
		InBandOf inBandData        `js:"inBandOf"`
		Bare     [][]conditionData `js:"bare"`

		// Expressions for what programs print around a response; see wrapped.go.
		Line      string `js:"line"`
		String    string `js:"string"`
		Object    string `js:"object"`
		Body      string `js:"body"`
		Named     string `js:"named"`
		Labeled   string `js:"labeled"`
		Bracketed string `js:"bracketed"`
		Exception string `js:"exception"`
		RPC       string `js:"rpc"`
		GoRPC     string `js:"goRPC"`
		Close     string `js:"close"`
		Stream    string `js:"stream"`
		Page      string `js:"page"`
		Title     string `js:"title"`
		Heading   string `js:"heading"`
		Below     string `js:"subheading"`

		genericFacts
	}
	// Expressions for the names and values by which a body says how a call went.
	inBandData struct {
		Outcome     string `js:"outcome"`
		Error       string `js:"error"`
		ErrorCode   string `js:"errorCode"`
		Code        string `js:"code"`
		Text        string `js:"text"`
		Note        string `js:"note"`
		Data        string `js:"data"`
		Envelope    string `js:"envelope"`
		Failed      string `js:"failed"`
		Failure     string `js:"failure"`
		Well        string `js:"well"`
		EnvelopeEnd string `js:"envelopeEnd"`
		Root        string `js:"root"`
		Reply       string `js:"reply"`
	}
	// Expressions for the names of members that lead to a message where no path does,
	// and for words that say that the call went well.
	salvageData struct {
		Message string `js:"message"`
		Title   string `js:"title"`
		Same    string `js:"same"`
		Code    string `js:"code"`
		Type    string `js:"type"`
		Other   string `js:"other"`
		Echo    string `js:"echo"`
		Success string `js:"success"`
	}
	clueData struct {
		Kind     int `js:"kind"`
		Strength int `js:"strength"`
	}
	stemData struct {
		Kind     int    `js:"kind"`
		Strength int    `js:"strength"`
		Name     string `js:"name"`
	}
	numbersData struct {
		Part  any            `js:"part"`
		Names map[string]int `js:"names"`
	}
	phraseData struct {
		Kind  int  `js:"kind"`
		Broad bool `js:"broad,omitempty"`
	}
)

// generic returns a generic layer.
func (n kindNumbers) generic(l *generic.Layer) genericData {
	g := genericData{
		Nested:      parts(l.Wire.Nested),
		Identifiers: parts(l.Identifiers),
		Error:       l.Error.Slot,
		Raw:         l.Raw.Slot,
		Empty:       emptyValue,
		Line:        lineStatus(l),
		String:      statusBeforeString,
		Object:      statusBeforeObject,
		Body:        bodyText,
		Named:       namedText,
		Labeled:     labeledText,
		Bracketed:   bracketedText,
		Exception:   exceptionText,
		RPC:         rpcText,
		GoRPC:       goRPCText,
		Close:       closeText,
		Stream:      streamText,
		Page:        pageText,
		Title:       elementText("<title", "title", maxText),
		Heading:     elementText("<h1", "h1", maxText),
		Below:       elementText(`<h2 class="cf-subheadline"`, "h2", maxText),
	}
	g.Limit, g.Requested = numberAfter(l, l.Limit), numberAfter(l, l.Requested)
	names := l.Salvage
	g.Salvage = salvageData{
		oneOf(names.Message), oneOf(names.Title), oneOf(names.Same), oneOf(names.Code), oneOf(names.Type), oneOf(names.Other), oneOf(names.Echo), oneOf(names.Success),
	}
	in := l.InBand
	g.InBandOf = inBandData{
		oneOf(namesOf(in, wire.RoleOutcome)), oneOf(namesOf(in, wire.RoleError)), oneOf(namesOf(in, wire.RoleErrorCode)), oneOf(namesOf(in, wire.RoleCode)),
		oneOf(namesOf(in, wire.RoleText)), oneOf(namesOf(in, wire.RoleNote)), oneOf(namesOf(in, wire.RoleData)), oneOf(namesOf(in, wire.RoleEnvelope)),
		oneOf(in.Failed), oneOf(in.Failure), oneOf(in.Well), endOf(in.Envelope), endOf(in.Root), oneOf(in.Reply),
	}
	g.Names = g.clues(n, l.Names)
	g.failures(l)
	for _, s := range l.Stems {
		for _, name := range s.Names {
			g.Stems = append(g.Stems, stemData{n[s.Kind], s.Strength, name})
		}
	}
	for _, numbers := range l.Numbers {
		g.Numbers = append(g.Numbers, numbersData{newPart(numbers.At), g.clues(n, numbers.Rows)})
	}
	for _, p := range l.Phrases {
		g.Phrases = append(g.Phrases, phraseData{n[p.Kind], p.Broad})
	}
	g.Words = wordsData(l.Words)
	return g
}

// wordsData returns a table of words as the script reads it.
func wordsData(t json.Marshaler) map[string]string {
	fields := map[string]string{}
	data, err := json.Marshal(t)
	if err == nil {
		err = json.Unmarshal(data, &fields)
	}
	if err != nil {
		panic(err) // a table is lists of numbers
	}
	return fields
}

// namesOf returns the names that can mean something.
func namesOf(words wire.OutcomeWords, role wire.Role) []string {
	var list []string
	for _, n := range words.Names {
		if n.Means&role != 0 {
			list = append(list, n.Name)
		}
	}
	return list
}

// failures notes what indicates an error, with fields of the generic wire for it.
func (g *genericData) failures(l *generic.Layer) {
	g.Wire = newWire(l.Wire, nil)
	field := func(p wire.Part, expr string) conditionData {
		g.Wire.Fields = append(g.Wire.Fields, newPart(p))
		return conditionData{Field: len(g.Wire.Fields) - 1, Expr: expr}
	}
	for _, c := range l.Jobs {
		g.Failed = append(g.Failed, conditions([]wire.Condition{c}))
	}
	message := field(l.Message, "")
	message.Text = true
	bare := [][]conditionData{{message, field(l.Type, "_error$")}, {message, field(l.Code, `^[45]\d\d$`)}, {message, field(l.Status, `^[45]\d\d$`)}}
	g.Bare = slices.Clone(bare)
	g.Plain = append(bare, []conditionData{field(l.ErrorText, "")})
	g.Events = slices.Clone(bare)
	for _, s := range l.Failures {
		g.Events = append(g.Events, conditions(s.Body))
	}
}

// clues returns clues by name, and notes them.
func (g *genericData) clues(kinds kindNumbers, list []generic.Clues) map[string]int {
	out := map[string]int{}
	for _, row := range list {
		for _, name := range row.Names {
			out[name] = len(g.Clues)
		}
		g.Clues = append(g.Clues, clueData{kinds[row.Kind], row.Strength})
	}
	return out
}

// statuses returns what a status alone means: by its first digit, and by itself
// where it is another thing.
func (n kindNumbers) statuses(l *generic.Layer) map[int]statusData {
	meaning := map[int]statusData{}
	for _, s := range l.Statuses {
		meaning[s.Status] = statusData{n[s.Kind], s.Class}
	}
	out := map[int]statusData{0: meaning[0]}
	for _, s := range l.Usual {
		out[s.Status/100] = statusData{n[s.Kind], s.Class}
	}
	for _, digit := range []int{1, 2, 3, 6, 7, 8, 9} { // no status of an error
		out[digit] = statusData{0, out[5].Class}
	}
	for status, m := range meaning {
		if status >= 400 && m != out[status/100] {
			out[status] = m
		}
	}
	return out
}
