package generator

import (
	"path"

	"github.com/errbook/errbook/spec"
	"github.com/errbook/errbook/spec/catalog"
	"github.com/errbook/errbook/spec/openapi"
)

// openAPIFile makes the OpenAPI components of an own API.
func openAPIFile(g *generation, f *spec.File) (string, []byte, error) {
	data, err := catalog.Encode(openapi.New(f, g.fileHeader(f)))
	return path.Join(g.options.OpenAPI, openapi.FileName(f)), data, err
}
