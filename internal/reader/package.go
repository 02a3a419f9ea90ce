package reader

import (
	"bufio"
	"errors"
	"io"
	"reflect"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/apierr/wire"
	"github.com/errbook/errbook/spec"
	"github.com/errbook/errbook/spec/generic"
)

// packageGeneric is the module of the npm package that hands over the rules of the
// generic layer, packageRules how the source gets them.
const (
	packageGeneric = "./layer.js"
	packageRules   = `import {rules} from "` + packageGeneric + `"; const generic = rules.generic_; export {rules, generic};`
)

// packageData is what the npm package knows without a provider.
type packageData struct {
	rulesData
	Fallback    providerData `js:"fallback"` // the generic layer as a provider
	Quota       int          `js:"quota"`    // kinds
	RateLimited int          `js:"rateLimited"`
}

// A Package makes the modules of the npm package of a book.
type Package struct {
	book   *spec.Book
	layer  *generic.Layer
	script []byte
	names  map[string]string
}

// NewPackage returns what makes the modules for a book, by the generic layer of a file. A
// book that is not about models needs only a part of the layer.
func NewPackage(book *spec.Book, file *generic.File) (*Package, error) {
	script, names, err := bundle(packageDoor)
	if err != nil {
		return nil, err
	}
	layer := file.Layer
	if book.IsNeutral() {
		layer = file.NeutralLayer
	}
	return &Package{book, layer(), script, names}, nil
}

// Script returns the module that reads responses.
func (p *Package) Script() []byte { return p.script }

// WriteGeneric writes the module of what is known without a provider.
func (p *Package) WriteGeneric(w io.Writer) error {
	rules := newRules(p.book, p.layer)
	kinds, table := newKinds(p.book)
	kinds.addFacts(p.book, table)
	rules.Kinds = table
	rules.Generic.genericFacts = newGenericFacts(p.layer)
	out := packageData{rulesData: rules, Fallback: rules.Providers[len(rules.Providers)-1], Quota: kinds[apierr.QuotaExhausted], RateLimited: kinds[apierr.RateLimited]}
	out.Fallback.Wire.wireFacts = newWireFacts(&wire.Wire{RequestID: p.layer.Wire.RequestID})
	if !reflect.DeepEqual(out.Fallback.Wire.Body, rules.Generic.Wire.Body) {
		return errors.New("the generic layer and its fallback read other paths") // package.js joins them
	}
	out.Fallback.Wire.Body = nil
	out.Fallback.General = p.book.IsNeutral()
	out.Providers = nil
	for i := range out.Retries {
		out.Retries[i].Note = ""
	}
	return p.write(w, "rules", out)
}

// WriteProvider writes the value of a provider under a name.
func (p *Package) WriteProvider(w io.Writer, name string, f *spec.File) error {
	kinds, _ := newKinds(p.book)
	data := kinds.bookProvider(f)
	kinds.addProvider(&data, f)
	data.forPackage()
	return p.write(w, name, data)
}

func (p *Package) write(w io.Writer, name string, value any) error {
	b := bufio.NewWriter(w)
	out := writer{w: b, names: p.names}
	b.WriteString("export const " + name + " = ")
	out.value(reflect.ValueOf(value))
	b.WriteString(";\n")
	if out.err != nil {
		return out.err
	}
	return b.Flush()
}

// forPackage takes out what only pages ask for.
func (p *providerData) forPackage() {
	p.Label = ""
	for i := range p.Errors {
		p.Errors[i].Slug, p.Errors[i].Title = "", ""
	}
	for i := range p.Rows {
		p.Rows[i].Weight = 0
	}
}
