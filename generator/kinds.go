package generator

import (
	"fmt"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/errbook/errbook/spec"
)

// KindsFile makes the constants of package apierr for kinds and families, from
// errbook's own taxonomy. source names the file of the taxonomy, with slashes.
func KindsFile(t *spec.Taxonomy, source string) ([]byte, error) {
	out := jen.NewFilePathName(apierrPath, "apierr")
	out.HeaderComment("// " + Header(source))
	kindConsts(out, t)
	familyConsts(out, t)
	return render(out)
}

// FactsFile makes the table of facts about kinds and families of package errdoc.
func FactsFile(t *spec.Taxonomy, source string) ([]byte, error) {
	out := jen.NewFilePathName(errdocPath, "errdoc")
	out.ImportName(wirePath, "wire")
	out.HeaderComment("// " + Header(source))
	out.Add(factsFunc(t), jen.Line())
	kindTable(out, t)
	familyTable(out, t)
	return render(out)
}

// kindConsts makes the constants of kinds, each with a comment.
//
//	// RateLimited indicates that too many requests or tokens were sent in a short window.
//	RateLimited Kind = "rate_limited"
func kindConsts(out *jen.File, t *spec.Taxonomy) {
	out.Comment("// The kinds. Each belongs to one [Family] and has a default for whether to")
	out.Comment("// retry, who must act, and whether the request can have been executed.")
	out.Const().DefsFunc(func(group *jen.Group) {
		for i := range t.Kinds {
			k := &t.Kinds[i]
			var c comment
			c.para(k.GoName() + " indicates that " + k.Meaning + ".")
			c.addTo(group.Add)
			group.Id(k.GoName()).Id("Kind").Op("=").Lit(string(k.Name))
		}
	})
}

// familyConsts makes the constants of families.
//
//	// FamilyBilling indicates that somebody must pay or a billing period must end.
//	FamilyBilling Family = "billing"
func familyConsts(out *jen.File, t *spec.Taxonomy) {
	out.Comment("// The families.")
	out.Const().DefsFunc(func(group *jen.Group) {
		for i := range t.Families {
			f := &t.Families[i]
			var c comment
			c.para(f.GoName() + " indicates that " + f.Meaning + ".")
			c.addTo(group.Add)
			group.Id(f.GoName()).Id("Family").Op("=").Lit(string(f.Name))
		}
	})
}

// factsFunc makes the look-up of a kind's row.
//
//	func (k Kind) facts() *kindFacts {
//		switch k {
//		case "invalid_request":
//			return &kindTable[0]
//		}
//		return &unknownFacts
//	}
func factsFunc(t *spec.Taxonomy) jen.Code {
	cases := make([]jen.Code, len(t.Kinds))
	for i := range t.Kinds {
		cases[i] = jen.Case(jen.Lit(string(t.Kinds[i].Name))).Block(jen.Return(jen.Op("&").Id("kindTable").Index(jen.Lit(i))))
	}
	return jen.Comment("// facts returns the row of a kind; one that is not in the table has that of").Line().
		Comment("// Unknown.").Line().
		Func().Params(jen.Id("k").Id("Kind")).Id("facts").Params().Op("*").Id("kindFacts").Block(
		jen.Switch(jen.Id("k")).Block(cases...), jen.Return(jen.Op("&").Id("unknownFacts")))
}

// kindTable makes the facts of each kind.
//
//	var kindTable = [...]kindFacts{
//		{"invalid_request", "request", RetryFixRequest, ActorCaller, wire.Never, "request", "a field is …", "Please …"},
//	}
func kindTable(out *jen.File, t *spec.Taxonomy) {
	rows := make([]jen.Code, len(t.Kinds))
	for i := range t.Kinds {
		k := &t.Kinds[i]
		rows[i] = jen.Values(
			jen.Lit(string(k.Name)), jen.Lit(string(k.Family)), own(k.Retry), own(k.Actor), jen.Qual(wirePath, constantOf(k.Executed)),
			jen.Lit(string(k.Scope)), jen.Line().Lit(k.Meaning), jen.Line().Lit(k.Tell))
	}
	out.Var().Id("kindTable").Op("=").Index(jen.Op("...")).Id("kindFacts").Add(lines(true, rows))
}

// familyTable makes the facts of each family.
//
//	var familyTable = [...]familyFacts{{"request", "something about the request must change"}}
func familyTable(out *jen.File, t *spec.Taxonomy) {
	rows := make([]jen.Code, len(t.Families))
	for i, f := range t.Families {
		rows[i] = jen.Values(jen.Lit(string(f.Name)), jen.Lit(f.Meaning))
	}
	out.Var().Id("familyTable").Op("=").Index(jen.Op("...")).Id("familyFacts").Add(lines(true, rows))
}

// own returns a constant as package errdoc itself calls it.
func own(v fmt.GoStringer) jen.Code { return jen.Id(constantOf(v)) }

// constantOf returns the name of a constant without that of its package.
func constantOf(v fmt.GoStringer) string {
	_, name, _ := strings.Cut(v.GoString(), ".")
	return name
}
