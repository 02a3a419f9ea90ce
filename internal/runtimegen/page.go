package main

import (
	"bytes"
	_ "embed"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"text/template"

	"github.com/errbook/errbook/apierr/wire"
	"github.com/errbook/errbook/generator"
	"github.com/errbook/errbook/spec"
	"github.com/errbook/errbook/spec/generic"
)

//go:embed page.md.tmpl
var pageText string

var pageTemplate = template.Must(template.New("page").Parse(pageText))

// A page is what the docs say of the generic layer.
type page struct {
	Header   string
	Statuses []pageRow
	Alike    []pageRow // statuses that words treat alike, by what the page calls them
	Closes   []pageRow
	Kinds    []*pageKind
	Classes  []pageClass

	Before, Moment, Filler string // words around waits

	Salvage, InBand, WaitFields       []pageNames
	WaitObjects, Milliseconds, Resets string

	Limit, Requested, Between, Counted, SizeSample string
}

// A pageClass is words that mean the same to the patterns.
type pageClass struct{ Name, Words string }

// pageNames are names of members that mean the same.
type pageNames struct{ Meaning, Names string }

// A pageRow is a kind, or what the page calls some statuses, and its numbers.
type pageRow struct{ Name, Numbers string }

// A pageKind is one kind with everything that tells it.
type pageKind struct {
	Kind, Meaning       string
	AI                  bool   // only APIs of AI have it
	Strong, Weak, Vague string // identifiers
	Inside              string // stems
	Numbers             []string
	Words               []pageWords
}

// pageWords are patterns, each with a message, and the statuses under which they
// count.
type pageWords struct {
	When     string
	Patterns []pagePattern
}

// A pagePattern is a pattern with a message that has it.
type pagePattern struct {
	Says, Sample string
	AI           bool // they mean that in APIs of AI alone
}

// A reader finds in the generic layer what the page says.
type reader struct {
	*generic.Layer
	file *generic.File
}

// pageFile makes the page of the docs.
func pageFile(in *input, source string) ([]byte, error) {
	l := reader{in.generic.Layer(), in.generic}
	p := &page{
		Header: generator.Header(source),
		Before: codes(l.BeforeDuration), Moment: codes(l.BeforeMoment), Filler: codes(l.Filler),
	}
	p.addWaits(in.generic, l.Layer)
	p.SizeSample = codes([]string{"Limit 6000, Requested 9000"})
	p.Limit, p.Requested, p.Between, p.Counted = codes(l.Limit), codes(l.Requested), codes(l.Between), codes(l.Counted)
	p.Salvage, p.InBand = namesAt(l.file.Salvage, salvageMeanings), namesAt(l.file.InBand, inBandMeanings)
	for _, r := range l.file.Statuses {
		p.Statuses = addRow(p.Statuses, r.Kind.Value, r.Status.Ranges)
		p.Alike = addRow(p.Alike, statusName(r.Class.Value), r.Status.Ranges)
	}
	p.Alike = slices.DeleteFunc(p.Alike, func(r pageRow) bool { return r.Name == r.Numbers })
	for _, r := range l.file.Closes {
		p.Closes = addRow(p.Closes, r.Kind.Value, r.Close.Ranges)
	}
	for _, k := range in.kinds.Kinds {
		if kind := l.kind(&k); kind != nil {
			p.Kinds = append(p.Kinds, kind)
		}
	}
	for _, c := range l.file.Classes {
		p.Classes = append(p.Classes, pageClass{"{" + c.Key.Value + "}", codes(generic.Values(c.Value))})
	}
	var buf bytes.Buffer
	err := pageTemplate.Execute(&buf, p)
	return buf.Bytes(), err
}

// formatMeanings say how a wait is written.
var formatMeanings = map[string]string{
	"seconds":           "Seconds",
	"ms":                "Milliseconds",
	"protobuf-duration": "Seconds with their unit, of google.rpc.RetryInfo",
	"unix":              "When a limit resets, in seconds since 1970",
}

// addWaits says where waits are.
func (p *page) addWaits(f *generic.File, l *generic.Layer) {
	p.WaitObjects = codes(generic.Values(f.WaitFields.In.Any))
	for _, r := range f.WaitFields.Fields {
		p.WaitFields = append(p.WaitFields, pageNames{formatMeanings[r.Format.Value], codes(generic.Values(r.At))})
	}
	p.Milliseconds = codes(l.Waits.Milliseconds)
	var resets []string
	for _, r := range l.Waits.Resets {
		resets = append(resets, r.Header)
	}
	p.Resets = codes(resets)
}

// salvageMeanings say what the names at each place of salvage mean.
var salvageMeanings = map[string]string{
	"message": "Written for people",
	"title":   "Often no more than a word, so what is above counts first",
	"same":    "Means what the member around it means",
	"code":    "Holds the code",
	"type":    "Holds the code if none of those above is there",
	"other":   "Holds the code if nothing else does",
	"echo":    "Can repeat the request, or says nothing of an error: what is inside is passed over",
	"success": "Values, not names, that only say that the call went well",
}

// inBandMeanings say what the names and values at each place of in_band mean.
var inBandMeanings = map[string]string{
	"outcome":      "How the call went",
	"error":        "Places for errors",
	"error_code":   "Codes that only errors have",
	"code":         "Codes of anything",
	"text":         "Words for people",
	"note":         "A sentence, where it is the only member",
	"data":         "What was asked for",
	"envelope":     "Envelopes",
	"envelope_end": "How the name of an envelope can end",
	"failed":       "Values that say that the call failed",
	"failure":      "Values that say so with nothing beside them",
	"well":         "Values that say that the call went well",
	"root":         "How the name of an outermost element of XML ends that is an error",
	"reply":        "Outermost elements of XML that can have an error in them",
}

// namesAt returns what rows list, with what their places mean.
func namesAt(rows []generic.Words, meanings map[string]string) []pageNames {
	var list []pageNames
	for i := range rows {
		list = append(list, pageNames{meanings[rows[i].Place.Value], codes(generic.Values(rows[i].Any))})
	}
	return list
}

// addRow adds numbers to the row of a name.
func addRow(list []pageRow, name string, ranges []wire.StatusRange) []pageRow {
	var numbers []string
	for _, r := range ranges {
		if r.From == r.To {
			numbers = append(numbers, strconv.Itoa(r.From))
		} else {
			numbers = append(numbers, fmt.Sprintf("every other %dxx", r.From/100))
		}
	}
	i := slices.IndexFunc(list, func(r pageRow) bool { return r.Name == name })
	if i < 0 {
		i = len(list)
		list = append(list, pageRow{Name: name})
	}
	if list[i].Numbers != "" {
		numbers = append(numbers, strings.Split(list[i].Numbers, ", ")...)
	}
	slices.Sort(numbers) // digits, then words
	list[i].Numbers = strings.Join(numbers, ", ")
	return list
}

// kind returns what identifiers and words tell a kind, nil if none does.
func (l reader) kind(k *spec.Kind) *pageKind {
	out := &pageKind{Kind: string(k.Name), AI: k.Pack == spec.PackAI, Meaning: sentence(k.Meaning)}
	byStrength := map[string]*string{"strong": &out.Strong, "weak": &out.Weak, "vague": &out.Vague}
	for _, r := range l.file.Names {
		if r.Kind.Value == out.Kind {
			addCodes(byStrength[r.Strength.Value], generic.Values(r.Any))
		}
	}
	for _, r := range l.file.Stems {
		if r.Kind.Value == out.Kind {
			addCodes(&out.Inside, generic.Values(r.Any))
		}
	}
	for _, r := range l.file.Numbers {
		if r.Kind.Value == out.Kind {
			out.Numbers = append(out.Numbers, l.path(r.Part.Value)+": "+codes(generic.Values(r.Any)))
		}
	}
	row := 0 // of Phrases: a pattern
	for i := range l.file.Phrases {
		r := &l.file.Phrases[i]
		if r.Kind.Value == out.Kind {
			for _, p := range r.Any {
				out.addWords(l.when(&l.Phrases[row]), pagePattern{codes([]string{p.Says.Value}), quoted(p.Sample[0].Value), p.AI.Value})
			}
		}
		row += len(r.Any)
	}
	if out.Strong+out.Weak+out.Vague+out.Inside == "" && len(out.Numbers)+len(out.Words) == 0 {
		return nil
	}
	return out
}

// addWords adds a pattern to those that count under the same statuses. Their order on
// the page says nothing, because kinds are in between in the order that decides.
func (k *pageKind) addWords(when string, p pagePattern) {
	i := slices.IndexFunc(k.Words, func(w pageWords) bool { return w.When == when })
	if i < 0 {
		i = len(k.Words)
		k.Words = append(k.Words, pageWords{When: when})
	}
	k.Words[i].Patterns = append(k.Words[i].Patterns, p)
}

// statusName returns what the page calls a class of statuses.
func statusName(class string) string {
	switch class {
	case "none":
		return "no status"
	case "4xx", "5xx":
		return "other " + class
	}
	return class
}

// when says in words under which statuses a row of phrases counts.
func (l reader) when(p *generic.Phrases) string {
	var in, out []string
	for i, class := range l.Classes {
		class = statusName(class)
		if p.Classes>>i&1 != 0 {
			in = append(in, class)
		} else {
			out = append(out, class)
		}
	}
	under := "Under " + strings.Join(in, ", ")
	switch {
	case len(out) == 0:
		under = "Under any status"
	case len(out) < len(in):
		under = "Not under " + strings.Join(out, ", ")
	}
	if p.Broad {
		under += ", unless an identifier says more than the status"
	}
	return under
}

// path returns where a part is.
func (l reader) path(name string) string {
	for _, p := range l.file.Wire.Parts {
		if p.Name.Value == name {
			return codes(generic.Values(p.At))
		}
	}
	return ""
}

// sentence makes a sentence of what a kind means.
func sentence(meaning string) string {
	return strings.ToUpper(meaning[:1]) + meaning[1:] + "."
}

func addCodes(to *string, list []string) {
	if *to != "" {
		*to += ", "
	}
	*to += codes(list)
}

// quoted returns a message as code.
func quoted(text string) string {
	if strings.Contains(text, "`") {
		return "`` " + text + " ``"
	}
	return codes([]string{text})
}

// codes returns texts as code; none of them has a backtick, because no name and no
// pattern has one.
func codes(list []string) string {
	return "`" + strings.Join(list, "`, `") + "`"
}
