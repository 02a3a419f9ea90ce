package main

import (
	"github.com/dave/jennifer/jen"

	"github.com/errbook/errbook/generator"
)

// outcomeFile makes the names of package wire by which a body says how a call went.
func outcomeFile(in *input, source string) ([]byte, error) {
	w := in.generic.Layer().InBand
	f := jen.NewFilePathName(wirePath, "wire")
	f.HeaderComment("// " + generator.Header(source))
	// var OutcomeNames = OutcomeWords{Outcome: []string{…}, …}
	declare(f, "OutcomeNames is what [OutcomeOf] knows. Only tests change it.")
	f.Var().Id("OutcomeNames").Op("=").Id("OutcomeWords").Add(rows(
		field("Outcome", texts(w.Outcome, true)), field("Error", texts(w.Error, true)),
		field("ErrorCode", texts(w.ErrorCode, true)), field("Code", texts(w.Code, true)),
		field("Text", texts(w.Text, true)), field("Note", texts(w.Note, true)),
		field("Data", texts(w.Data, true)), field("Envelope", texts(w.Envelope, true)),
		field("Failed", texts(w.Failed, true)), field("Failure", texts(w.Failure, true)), field("Well", texts(w.Well, true)),
		field("Root", texts(w.Root, true)), field("Reply", texts(w.Reply, true)),
	))
	return render(f)
}
