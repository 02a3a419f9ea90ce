package main

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/apierr/wire"
	"github.com/errbook/errbook/generator"
	"github.com/errbook/errbook/spec"
	"github.com/errbook/errbook/spec/generic"
)

const (
	specPath   = "github.com/errbook/errbook/spec"
	apierrPath = "github.com/errbook/errbook/apierr"
	unwrapPath = apierrPath + "/internal/unwrap"
	waitPath   = apierrPath + "/internal/wait"
	redactPath = apierrPath + "/internal/redact"
	wirePath   = apierrPath + "/wire"
	phrasePath = apierrPath + "/internal/phrase"
)

// tables prints the generic layer as Go. The constants for slots and fields begin
// with slot and field.
type tables struct {
	*generic.Layer
	slot, field string
}

// tablesFile makes the tables of package apierr.
func tablesFile(in *input, source string) ([]byte, error) {
	l := tables{in.generic.Layer(), "slot", "field"}
	f := jen.NewFilePathName(apierrPath, "apierr")
	f.ImportName(wirePath, "wire")
	f.HeaderComment("// " + generator.Header(source))
	l.slots(f)
	l.wire(f)
	l.failures(f)
	l.classes(f)
	l.statuses(f)
	l.identifiers(f)
	ofAI(f, in.kinds)
	l.waits(f)
	l.sizes(f)
	return render(f)
}

// wordsFile makes the words of package unwrap.
func wordsFile(in *input, source string) ([]byte, error) {
	l := in.generic.Layer()
	f := jen.NewFilePathName(unwrapPath, "unwrap")
	f.HeaderComment("// " + generator.Header(source))
	declare(f, "statusWords are words after which a line can begin with a status, each of which may be\nthere; anyStatusWords those after which it can have one anywhere, endedStatusWords those\nafter which it can if a mark ends it.")
	f.Var().DefsFunc(func(g *jen.Group) {
		g.Id("statusWords").Op("=").Add(texts(l.BeforeStatus, false))
		g.Id("anyStatusWords").Op("=").Add(texts(l.BeforeAny, false))
		g.Id("endedStatusWords").Op("=").Add(texts(l.BeforeEnded, false))
	})
	declare(f, "errorField begins a field of a stream of events that has an error.")
	f.Var().Id("errorField").Op("=").Lit(l.EventField)
	return render(f)
}

// vagueFile makes what package spec takes from the generic layer: the identifiers
// that say less than the status does, whoever documents them.
func vagueFile(in *input, source string) ([]byte, error) {
	f := jen.NewFilePathName(specPath, "spec")
	f.HeaderComment("// " + generator.Header(source))
	// var vagueNames = []vagueName{
	//	{"provider_error", []string{"api", "server"}},
	// }
	declare(f, "vagueNames are identifiers that say less than the status does.")
	f.Var().Id("vagueNames").Op("=").Index().Id("vagueName").ValuesFunc(func(g *jen.Group) {
		add := func(kind string, names []string) {
			for i := range names {
				names[i] = spec.Squash(names[i])
			}
			g.Line().Values(jen.Lit(kind), texts(names, false))
		}
		for _, r := range in.generic.Names {
			if r.Strength.Value == "vague" {
				add(r.Kind.Value, generic.Values(r.Any))
			}
		}
		for _, r := range in.generic.Stems {
			if len(r.Alone) > 0 {
				add(r.Kind.Value, generic.Values(r.Alone))
			}
		}
		g.Line()
	})
	return render(f)
}

// waitsFile makes the words of package wait.
func waitsFile(in *input, source string) ([]byte, error) {
	l := in.generic.Layer()
	f := jen.NewFilePathName(waitPath, "wait")
	f.HeaderComment("// " + generator.Header(source))
	declare(f, "durationWords are words after which a message says how long to wait, momentWords\nthose after which it says until when; fillerWords may be between.")
	f.Var().DefsFunc(func(g *jen.Group) {
		g.Id("durationWords").Op("=").Add(texts(l.BeforeDuration, false))
		g.Id("momentWords").Op("=").Add(texts(l.BeforeMoment, false))
		g.Id("fillerWords").Op("=").Add(texts(l.Filler, false))
	})
	return render(f)
}

// salvageFile makes the names of package wire.
func salvageFile(in *input, source string) ([]byte, error) {
	w := in.generic.Layer().Salvage
	f := jen.NewFilePathName(wirePath, "wire")
	f.HeaderComment("// " + generator.Header(source))
	// var SalvageNames = SalvageWords{Message: []string{…}, …}
	declare(f, "SalvageNames is what [Fields.Salvage] knows. Only tests change it.")
	f.Var().Id("SalvageNames").Op("=").Id("SalvageWords").Add(rows(
		field("Message", texts(w.Message, true)), field("Title", texts(w.Title, true)), field("Same", texts(w.Same, true)),
		field("Code", texts(w.Code, true)), field("Type", texts(w.Type, true)), field("Other", texts(w.Other, true)),
		field("Echo", texts(w.Echo, true)), field("Success", texts(w.Success, true)),
	))
	return render(f)
}

func render(f *jen.File) ([]byte, error) {
	var buf bytes.Buffer
	err := f.Render(&buf)
	return buf.Bytes(), err
}

// declare begins a declaration with its comment.
func declare(f *jen.File, comment string) *jen.Statement {
	f.Line()
	for line := range strings.Lines(comment) {
		f.Comment("// " + strings.TrimSuffix(line, "\n"))
	}
	return f.Add()
}

// slots prints the numbers of the places in a body.
func (l tables) slots(f *jen.File) {
	// const (
	//	slotError = iota
	//	slotErrorCode
	// )
	declare(f, "The slots of the parts that many APIs share, by their names in spec/generic.yaml.")
	names(f, l.slot, l.Slots)
}

// names prints constants for parts, numbered from 0.
func names(f *jen.File, prefix string, parts []string) {
	f.Const().DefsFunc(func(g *jen.Group) {
		for i, part := range parts {
			s := g.Id(constName(prefix, part))
			if i == 0 {
				s.Op("=").Iota()
			}
		}
	})
}

// initials are words that Go writes in capitals.
var initials = map[string]string{"http": "HTTP", "id": "ID", "aws": "AWS", "ok": "OK"}

// constName returns the constant of a part: slotErrorCode.
func constName(prefix, part string) string {
	name := prefix
	for word := range strings.SplitSeq(part, "_") {
		if w, ok := initials[word]; ok {
			name += w
		} else {
			name += strings.ToUpper(word[:1]) + word[1:]
		}
	}
	return name
}

// wire prints where the parts are.
func (l tables) wire(f *jen.File) {
	w := l.Wire
	// var genericWire = wire.Wire{Body: []wire.Node{…}, Code: []wire.Part{…}, …}
	declare(f, "genericWire reads the shapes that APIs share, and envelopes around any of them.")
	f.Var().Id("genericWire").Op("=").Qual(wirePath, "Wire").Add(rows(
		field("Body", jen.Index().Qual(wirePath, "Node").Add(l.nodes(w.Body))),
		field("Code", l.parts(w.Code)),
		field("Type", l.parts(w.Type)),
		field("Message", l.parts(w.Message)),
		field("Param", l.parts(w.Param)),
		field("Status", l.parts(w.Status)),
		field("RequestID", l.parts(w.RequestID)),
		field("Nested", l.parts(w.Nested)),
		field("Fields", l.parts(w.Fields)),
	))
	// var genericCodes = []wire.Part{…}
	declare(f, "genericCodes is where identifiers are that tell a kind, the one that says most\nfirst.")
	f.Var().Id("genericCodes").Op("=").Add(l.parts(l.Identifiers))
}

func (l tables) nodes(nodes []wire.Node) jen.Code {
	var items []jen.Code
	for _, n := range nodes {
		var fields []jen.Code
		if n.Step != wire.StepKey {
			fields = append(fields, field("Step", named(n.Step)))
		}
		if n.Key != "" {
			fields = append(fields, field("Key", jen.Lit(n.Key)))
		}
		if n.Value != "" {
			fields = append(fields, field("Value", jen.Lit(n.Value)))
		}
		if n.Index != 0 {
			fields = append(fields, field("Index", jen.Lit(n.Index)))
		}
		fields = append(fields, field("Slot", l.slotAt(n.Slot)))
		if len(n.Kids) > 0 {
			fields = append(fields, field("Kids", jen.Index().Qual(wirePath, "Node").Add(l.nodes(n.Kids))))
		}
		items = append(items, line(fields...))
	}
	return rows(items...)
}

func (l tables) slotAt(n int) jen.Code {
	if n == wire.NoSlot {
		return jen.Qual(wirePath, "NoSlot")
	}
	return jen.Id(constName(l.slot, l.Slots[n]))
}

func (l tables) parts(list []wire.Part) jen.Code {
	var items []jen.Code
	for _, p := range list {
		fields := []jen.Code{field("Slot", l.slotAt(p.Slot))}
		if p.Header != "" {
			fields = append(fields, field("Header", jen.Lit(p.Header)))
		}
		if p.Strip != wire.StripNone {
			fields = append(fields, field("Strip", named(p.Strip)))
		}
		items = append(items, line(fields...))
	}
	return jen.Index().Qual(wirePath, "Part").Add(rows(items...))
}

// failures prints what makes a response under 2xx an error.
func (l tables) failures(f *jen.File) {
	// const (
	//	fieldError = iota
	//	fieldErrors
	// )
	declare(f, "The fields that tell whether a response under 2xx is an error.")
	names(f, l.field, l.Fields)
	var items []jen.Code
	for _, s := range l.Failures {
		items = append(items, line(
			field("Statuses", jen.Id("ok2xx")),
			field("Body", jen.Index().Qual(wirePath, "Condition").Values(l.condition(&s.Body[0]))),
		))
	}
	// var genericFailures = []wire.Surface{{Statuses: ok2xx, Body: []wire.Condition{{Field: fieldError}}}, …}
	declare(f, "genericFailures recognizes an error under a 2xx status: any of them suffices.")
	f.Var().Id("genericFailures").Op("=").Index().Qual(wirePath, "Surface").Add(rows(items...))
	// var ok2xx = []wire.StatusRange{{From: 200, To: 299}}
	r := l.Failures[0].Statuses[0]
	f.Line()
	f.Var().Id("ok2xx").Op("=").Index().Qual(wirePath, "StatusRange").Values(line(field("From", jen.Lit(r.From)), field("To", jen.Lit(r.To))))

	items = nil
	for i := range l.Jobs {
		items = append(items, l.condition(&l.Jobs[i]))
	}
	// var failedJobs = []wire.Condition{{Field: fieldStatus, Values: []string{"failed", …}}}
	declare(f, "failedJobs recognizes the result of a job that failed: any of them suffices.")
	f.Var().Id("failedJobs").Op("=").Index().Qual(wirePath, "Condition").Add(rows(items...))
}

func (l tables) condition(c *wire.Condition) jen.Code {
	fields := []jen.Code{field("Field", jen.Id(constName(l.field, l.Fields[c.Field])))}
	if len(c.Values) > 0 {
		fields = append(fields, field("Values", texts(c.Values, false)))
	}
	if c.Not {
		fields = append(fields, field("Not", jen.True()))
	}
	return line(fields...)
}

// className returns the constant of a class of statuses: on400, onTimeout.
func className(class string) string { return "on" + strings.ToUpper(class[:1]) + class[1:] }

// classes prints the classes of statuses, and which statuses they have.
func (l tables) classes(f *jen.File) {
	// const (
	//	on400 statusSet = 1 << iota
	//	on401
	// )
	declare(f, "The classes of statuses under which a row of phrases can count.")
	f.Const().DefsFunc(func(g *jen.Group) {
		for i, class := range l.Classes {
			s := g.Id(className(class))
			if i == 0 {
				s.Id("statusSet").Op("=").Lit(1).Op("<<").Iota()
			}
		}
	})
	// func statusSetOf(status int) statusSet { switch status { case 400: return on400 … } … }
	declare(f, "statusSetOf returns the class of a status, as a set of one.")
	f.Func().Id("statusSetOf").Params(jen.Id("status").Int()).Id("statusSet").BlockFunc(func(g *jen.Group) {
		name := func(s *generic.StatusClue) string { return className(l.classOf(s)) }
		g.Switch(jen.Id("status")).BlockFunc(func(g *jen.Group) {
			g.Case(jen.Lit(0)).Block(jen.Return(jen.Id(name(&l.Statuses[0]))))
			l.cases(g, name)
		})
		g.If(jen.Id("status").Op(">=").Lit(500)).Block(jen.Return(jen.Id(className("5xx"))))
		g.Return(jen.Id(className("4xx")))
	})
}

// ofAI prints which kinds only APIs of AI have.
func ofAI(f *jen.File, kinds *spec.Taxonomy) {
	var names []jen.Code
	for _, k := range kinds.Kinds {
		if k.Pack == spec.PackAI {
			names = append(names, jen.Line().Id(goName(k.Name)))
		}
	}
	// func isOfAI(k Kind) bool { switch k { case ModelNotFound, …: return true }; return false }
	declare(f, "isOfAI reports whether only APIs of AI have a kind.")
	f.Func().Id("isOfAI").Params(jen.Id("k").Id("Kind")).Bool().Block(
		jen.Switch(jen.Id("k")).Block(jen.Case(names...).Block(jen.Return(jen.True()))),
		jen.Return(jen.False()),
	)
}

func (l tables) classOf(s *generic.StatusClue) string {
	for i, class := range l.Classes {
		if s.Class == 1<<i {
			return class
		}
	}
	return ""
}

// cases prints a case for all statuses of which of returns the same name, in the
// order of the first of them. What 4xx and 5xx say is left to the end of the
// function: it is what most statuses of their hundred say.
func (l tables) cases(g *jen.Group, of func(*generic.StatusClue) string) {
	var order []string
	statuses := map[string][]jen.Code{}
	for i := range l.Statuses[1:] {
		s := &l.Statuses[1+i]
		name := of(s)
		if name == of(l.usual(s.Status)) {
			continue
		}
		if statuses[name] == nil {
			order = append(order, name)
		}
		statuses[name] = append(statuses[name], jen.Lit(s.Status))
	}
	for _, name := range order {
		g.Case(statuses[name]...).Block(jen.Return(jen.Id(name)))
	}
}

// usual returns what a status of 4xx or 5xx says that has no row of its own.
func (l tables) usual(status int) *generic.StatusClue {
	return &l.Usual[status/100-4]
}

// statuses prints what statuses and close codes alone tell.
func (l tables) statuses(f *jen.File) {
	kind := func(s *generic.StatusClue) string { return goName(s.Kind) }
	// func kindOfStatus(status int) Kind { switch status { case 401: return Authentication … } … }
	declare(f, "kindOfStatus returns the kind that a status alone says, Unknown for none.")
	f.Func().Id("kindOfStatus").Params(jen.Id("status").Int()).Id("Kind").Block(
		jen.Switch(jen.Id("status")).BlockFunc(func(g *jen.Group) { l.cases(g, kind) }),
		jen.Switch().Block(
			jen.Case(between(400, 499)).Block(jen.Return(jen.Id(kind(l.usual(400))))),
			jen.Case(between(500, 599)).Block(jen.Return(jen.Id(kind(l.usual(500))))),
		),
		jen.Return(jen.Id("Unknown")),
	)
	// func kindOfClose(code int) Kind { switch code { case 1002: return InvalidRequest … } … }
	declare(f, "kindOfClose returns the kind that the close code of a WebSocket alone says,\nUnknown for codes of an application's own.")
	f.Func().Id("kindOfClose").Params(jen.Id("code").Int()).Id("Kind").Block(
		jen.Switch(jen.Id("code")).BlockFunc(func(g *jen.Group) {
			var order []apierr.Kind
			codes := map[apierr.Kind][]jen.Code{}
			for _, c := range l.Closes {
				if codes[c.Kind] == nil {
					order = append(order, c.Kind)
				}
				codes[c.Kind] = append(codes[c.Kind], jen.Lit(c.Code))
			}
			for _, k := range order {
				g.Case(codes[k]...).Block(jen.Return(jen.Id(goName(k))))
			}
		}),
		jen.Return(jen.Id("Unknown")),
	)
}

// between returns from <= status && status <= to.
func between(from, to int) jen.Code {
	return jen.Lit(from).Op("<=").Id("status").Op("&&").Id("status").Op("<=").Lit(to)
}

// identifiers prints what names, stems and numbers tell.
func (l tables) identifiers(f *jen.File) {
	// var nameRules = []clueRule{{clue{ContextLengthExceeded, clueStrong}, []string{…}}, …}
	declare(f, "nameRules is what codes, types and names of statuses tell, as squash spells them.")
	f.Var().Id("nameRules").Op("=").Index().Id("clueRule").Add(clueRules(l.Names))
	declare(f, "stemRules is what is looked for inside names that no row of nameRules has.")
	f.Var().Id("stemRules").Op("=").Index().Id("clueRule").Add(clueRules(l.Stems))

	var tables []jen.Code
	for _, n := range l.Numbers {
		tables = append(tables, line(l.slotAt(n.At.Slot), jen.Index().Id("clueRule").Add(clueRules(n.Rows))))
	}
	// var numberTables = []numberTable{{slotCode, []clueRule{…}}}
	declare(f, "numberTables is what numbers tell where no name says anything.")
	f.Var().Id("numberTables").Op("=").Index().Id("numberTable").Add(rows(tables...))
}

var strengths = []string{"clueNone", "clueVague", "clueWeak", "clueStrong"}

func clueRules(list []generic.Clues) jen.Code {
	var items []jen.Code
	for _, c := range list {
		items = append(items, line(
			jen.Id("clue").Add(line(jen.Id(goName(c.Kind)), jen.Id(strengths[c.Strength]))),
			texts(c.Names, true),
		))
	}
	return rows(items...)
}

// goName returns the constant of a kind in package apierr: RateLimited.
func goName(k apierr.Kind) string {
	var b strings.Builder
	for word := range strings.SplitSeq(string(k), "_") {
		b.WriteString(strings.ToUpper(word[:1]) + word[1:])
	}
	return b.String()
}

func named(v fmt.GoStringer) jen.Code {
	return jen.Qual(wirePath, strings.TrimPrefix(v.GoString(), "wire."))
}

func field(name string, value jen.Code) jen.Code { return jen.Id(name).Op(":").Add(value) }

// line returns values in braces, rows the same with one on each line.
func line(items ...jen.Code) *jen.Statement { return jen.Values(items...) }

func rows(items ...jen.Code) jen.Code {
	return jen.Custom(jen.Options{Open: "{", Close: "}", Separator: ",", Multi: len(items) > 0}, items...)
}

// texts returns a list of strings, as wide as the lines of the book where there
// are many.
func texts(list []string, wide bool) jen.Code {
	quoted := make([]string, len(list))
	for i, s := range list {
		quoted[i] = strconv.Quote(s)
	}
	if !wide {
		return jen.Op("[]string{" + strings.Join(quoted, ", ") + "}")
	}
	var b strings.Builder
	b.WriteString("[]string{\n")
	width := 0
	for _, q := range quoted {
		if width > 0 && width+len(q) > maxWidth {
			b.WriteString("\n")
			width = 0
		}
		b.WriteString(q + ", ")
		width += len(q) + 2
	}
	return jen.Op(strings.TrimSuffix(b.String(), " ") + "\n}")
}

const maxWidth = 130
