package main

import (
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/errbook/errbook/spec/generic"
)

// waits prints where a wait is in the body and in the headers of a response.
func (l tables) waits(f *jen.File) {
	w := l.Layer.Waits
	at := tables{&generic.Layer{Slots: w.Slots}, "waitSlot", ""}
	// const (
	//	waitSlotSeconds = iota
	//	waitSlotMs
	// )
	declare(f, "The slots of members that say how long to wait.")
	names(f, at.slot, w.Slots)
	// var waitWire = wire.Wire{Body: []wire.Node{…}}
	declare(f, "waitWire is where those members are.")
	f.Var().Id("waitWire").Op("=").Qual(wirePath, "Wire").Add(rows(
		field("Body", jen.Index().Qual(wirePath, "Node").Add(at.nodes(w.Body))),
	))
	var sources []jen.Code
	for _, s := range w.Sources {
		sources = append(sources, line(
			field("Part", jen.Qual(wirePath, "Part").Values(field("Slot", at.slotAt(s.Slot)))), field("Name", jen.Lit(s.Name)), field("Format", named(s.Format)),
		))
	}
	// var waitParts = []wire.DelaySource{{Part: wire.Part{Slot: waitSlotSeconds}, Name: "body:retry_after", Format: wire.FormatSeconds}, …}
	declare(f, "waitParts says how each of them is written.")
	f.Var().Id("waitParts").Op("=").Index().Qual(wirePath, "DelaySource").Add(rows(sources...))

	var milliseconds, resets []jen.Code
	for _, name := range w.Milliseconds {
		milliseconds = append(milliseconds, line(waitHeader(name)...))
	}
	for _, r := range w.Resets {
		resets = append(resets, line(append(waitHeader(r.Header), jen.Lit(r.Remaining))...))
	}
	// var millisecondHeaders = [...]waitHeader{{"Retry-After-Ms", "header:retry-after-ms"}, …}
	declare(f, "millisecondHeaders ask for a wait in milliseconds.")
	f.Var().Id("millisecondHeaders").Op("=").Index(jen.Op("...")).Id("waitHeader").Add(rows(milliseconds...))
	// var resetHeaders = []resetHeader{{"X-Ratelimit-Reset", "header:x-ratelimit-reset", "X-Ratelimit-Remaining"}, …}
	declare(f, "resetHeaders say when a limit resets, and how much is left of it.")
	f.Var().Id("resetHeaders").Op("=").Index().Id("resetHeader").Add(rows(resets...))
}

// waitHeader returns a header with the name of the source that it is.
func waitHeader(name string) []jen.Code {
	return []jen.Code{jen.Lit(name), jen.Lit("header:" + strings.ToLower(name))}
}

// sizes prints the words around numbers that say that a request is too large.
func (l tables) sizes(f *jen.File) {
	declare(f, "Words around numbers that say that one request alone is larger than a limit: those\nbefore a limit and before what was requested, those that may be between, and what is\ncounted by a number that is not a size.")
	f.Var().DefsFunc(func(g *jen.Group) {
		g.Id("limitWords").Op("=").Add(texts(l.Limit, false))
		g.Id("requestedWords").Op("=").Add(texts(l.Requested, false))
		g.Id("sizeFillers").Op("=").Add(texts(l.Between, false))
		g.Id("countedWords").Op("=").Add(texts(l.Counted, false))
	})
}
