package main

import (
	"github.com/dave/jennifer/jen"

	"github.com/errbook/errbook/spec/generic"
)

// inBand prints what tells a failure under 2xx of an unknown host where it takes
// more than one part.
func inBand(f *jen.File, r *generic.Reported) {
	l := tables{&generic.Layer{Wire: r.Wire, Slots: r.Slots, Fields: r.Fields}, "inBandSlot", "inBandField"}
	// const (
	//	inBandSlotErrCode = iota
	//	inBandSlotErrText
	// )
	declare(f, "The slots of the parts that tell a failure under 2xx of an unknown host.")
	names(f, l.slot, l.Slots)
	declare(f, "The fields that the shapes ask for.")
	names(f, l.field, l.Fields)
	// var inBandWire = wire.Wire{Body: []wire.Node{…}, Fields: []wire.Part{…}}
	declare(f, "inBandWire is where those parts are.")
	f.Var().Id("inBandWire").Op("=").Qual(wirePath, "Wire").Add(rows(
		field("Body", jen.Index().Qual(wirePath, "Node").Add(l.nodes(r.Wire.Body))),
		field("Fields", l.parts(r.Wire.Fields)),
	))
	var shapes []jen.Code
	for _, s := range r.Shapes {
		var conditions []jen.Code
		for i := range s.All {
			conditions = append(conditions, l.condition(&s.All[i]))
		}
		shapes = append(shapes, line(
			field("body", jen.Index().Qual(wirePath, "Condition").Add(rows(conditions...))),
			field("code", l.slotAt(s.Code.Slot)), field("message", l.slotAt(s.Message.Slot)),
		))
	}
	// var inBandShapes = []inBandShape{{body: []wire.Condition{…}, code: wire.NoSlot, message: wire.NoSlot}, …}
	declare(f, "inBandShapes recognizes a failure: any of them suffices.")
	f.Var().Id("inBandShapes").Op("=").Index().Id("inBandShape").Add(rows(shapes...))
	declare(f, "inBandRoots are the names of the outermost elements of XML documents that are\nfailures.")
	f.Var().Id("inBandRoots").Op("=").Add(texts(r.Roots, false))
}
