package generator

import (
	"fmt"
	"path"
	"slices"

	"github.com/dave/jennifer/jen"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/spec"
)

// kindsPackage begins the name of the package of a book's own kinds. No provider
// can have it as its id.
const kindsPackage = "kinds"

// Kinds returns the name of the package of a book's own kinds.
func (p Packages) Kinds() string { return kindsPackage + p.Suffix }

// hasOwnKinds reports whether a book has kinds or families of its own.
func hasOwnKinds(b *spec.Book) bool { return !b.Taxonomy().Own().IsEmpty() }

// ownKindsFile makes the package of a book's own kinds and families: a constant
// for each.
func ownKindsFile(g *generation) (string, []byte, error) {
	pkg, own := g.options.Packages.Kinds(), g.book.Taxonomy().Own()
	out := g.goFile(pkg, g.kindsHeader())
	var c comment
	c.para(fmt.Sprintf("Package %s has the kinds and families of errors that this book defines besides those of package apierr. They are targets for errors.Is, too:", pkg))
	c.lines = append(c.lines, "", "\tif errors.Is(err, "+pkg+"."+anyConstant(own)+") {")
	c.para("The advice of such a kind, on retry and the like, comes with the documentation of the errors of the book; the methods of the kind itself do not have it.")
	for _, line := range c.lines {
		out.PackageComment(trimmedComment(line))
	}
	for i := range own.Kinds {
		kindConst(out, &own.Kinds[i])
	}
	for i := range own.Families {
		familyConst(out, &own.Families[i])
	}
	data, err := render(out)
	return g.options.goPath(pkg, "kinds.go"), data, err
}

// anyConstant returns a constant of the package of a book's own kinds.
func anyConstant(own *spec.Taxonomy) string {
	if len(own.Kinds) == 0 {
		return own.Families[0].GoName()
	}
	return own.Kinds[0].GoName()
}

// kindConst makes the constant of a kind.
//
//	// OutOfWarehouse indicates that no warehouse has the item.
//	//
//	// It belongs to the family stock. Retry once.
//	const OutOfWarehouse apierr.Kind = "out_of_warehouse"
func kindConst(out *jen.File, k *spec.Kind) {
	var c comment
	c.para(k.GoName() + " indicates that " + k.Meaning + ".")
	c.para("It belongs to the family " + string(k.Family) + ". " + k.Retry.Advice())
	c.addTo(out.Add)
	out.Const().Id(k.GoName()).Qual(apierrPath, "Kind").Op("=").Lit(string(k.Name))
	out.Line()
}

// familyConst makes the constant of a family.
//
//	// FamilyStock indicates that what was asked for is not in stock.
//	const FamilyStock apierr.Family = "stock"
func familyConst(out *jen.File, f *spec.Family) {
	var c comment
	c.para(f.GoName() + " indicates that " + f.Meaning + ".")
	c.addTo(out.Add)
	out.Const().Id(f.GoName()).Qual(apierrPath, "Family").Op("=").Lit(string(f.Name))
	out.Line()
}

// ownKindsTestFile makes the test of the package of a book's own kinds.
//
//	func TestFiles(t *testing.T) {
//		apierrtest.Files(t, "testdata/sums.txt")
//	}
func ownKindsTestFile(g *generation) (string, []byte, error) {
	pkg := g.options.Packages.Kinds()
	out := g.testFile(pkg, g.kindsHeader())
	filesTest(out, "file of kinds")
	data, err := render(out)
	return g.options.goPath(pkg, "golden_test.go"), data, err
}

// ownKindsSumsFile makes the sums of the Go files of that package, and of the file of
// kinds where the tests can read it.
func ownKindsSumsFile(g *generation) (string, []byte, error) {
	s := g.newSums(g.options.Packages.Kinds(), g.kindsHeader())
	if g.options.SpecInModule {
		s.add(g.kindsSource(), g.book.Taxonomy().Data())
	}
	return s.file()
}

// kindsHeader is Header for files that come from the book's own file of kinds. A
// book of one file names that file, by which what is no longer wanted is found.
func (g *generation) kindsHeader() string {
	if g.isOneFile() {
		return g.bookHeader()
	}
	return Header(g.kindsSource())
}

// kindsSource names the book's own file of kinds, which is beside the spec files.
func (g *generation) kindsSource() string {
	if g.isOneFile() {
		return path.Join(path.Dir(path.Clean(g.options.Spec)), spec.TaxonomyName)
	}
	return path.Join(g.options.Spec, spec.TaxonomyName)
}

// isOneFile reports whether the book is one file, and no directory.
func (g *generation) isOneFile() bool {
	return slices.ContainsFunc(g.book.Files, func(f *spec.File) bool { return g.source(f) == path.Clean(g.options.Spec) })
}

// A vocabulary calls kinds and families by their constants, in apierr or in the
// package of the book's own.
type vocabulary struct {
	own *spec.Taxonomy
	pkg string // the import path of the package of the book's own kinds
}

func (g *generation) vocabulary() vocabulary {
	return vocabulary{g.book.Taxonomy().Own(), g.options.importPath(g.options.Packages.Kinds())}
}

// kind returns the constant of a kind: apierr.RateLimited.
func (v vocabulary) kind(k apierr.Kind) jen.Code {
	if row := v.own.Kind(k); row.Own {
		return jen.Qual(v.pkg, row.GoName())
	}
	return goString(k)
}
