package generator

import "github.com/errbook/errbook/spec/catalog"

// catalogJSONFile makes the JSON catalog.
func catalogJSONFile(g *generation) (string, []byte, error) {
	data, err := catalog.New(g.book, g.options.Packages, g.bookHeader()).Encode()
	return g.options.JSON, data, err
}
