package main

import (
	"github.com/dave/jennifer/jen"

	"github.com/errbook/errbook/generator"
)

// roleNames are the constants of [wire.Role], in their order.
var roleNames = []string{"RoleOutcome", "RoleError", "RoleErrorCode", "RoleCode", "RoleText", "RoleNote", "RoleData", "RoleEnvelope"}

// outcomeFile makes the names of package wire by which a body says how a call went.
func outcomeFile(in *input, source string) ([]byte, error) {
	w := in.generic.Layer().InBand
	f := jen.NewFilePathName(wirePath, "wire")
	f.HeaderComment("// " + generator.Header(source))
	var names []jen.Code
	for _, n := range w.Names {
		roles := jen.Null()
		for i, role := range roleNames {
			if n.Means&(1<<i) != 0 {
				if len(*roles) > 1 {
					roles.Op("|")
				}
				roles.Id(role)
			}
		}
		names = append(names, jen.Values(jen.Lit(n.Name), roles))
	}
	// var OutcomeNames = OutcomeWords{Names: []OutcomeName{{"ack", RoleOutcome}, …}, …}
	declare(f, "OutcomeNames is what [OutcomeOf] knows. Only tests change it.")
	f.Var().Id("OutcomeNames").Op("=").Id("OutcomeWords").Add(rows(
		field("Names", jen.Index().Id("OutcomeName").Add(rows(names...))),
		field("Failed", texts(w.Failed, true)), field("Failure", texts(w.Failure, true)), field("Well", texts(w.Well, true)),
		field("Envelope", texts(w.Envelope, true)), field("Root", texts(w.Root, true)), field("Reply", texts(w.Reply, true)),
	))
	return render(f)
}
