package site

import (
	"fmt"
	"strconv"

	"github.com/evanw/esbuild/pkg/api"

	"github.com/errbook/errbook/internal/find"
	"github.com/errbook/errbook/internal/whose"
)

// numbers are constants of Go that scripts count by, too: a script gets the number
// where it has the name.
func numbers() map[string]string {
	texts := map[string]string{}
	for _, list := range []map[string]int{find.Numbers, whose.Numbers} {
		for name, n := range list {
			texts[name] = strconv.Itoa(n)
		}
	}
	return texts
}

// minified returns a script or a style sheet without comments and spaces. In a
// script, variables and the members that end in an underscore get short names:
// readers of a page get no more bytes than they need, and those of the source what
// they need to understand it.
func minified(name string, loader api.Loader, source []byte) ([]byte, error) {
	result := api.Transform(string(source), api.TransformOptions{
		Sourcefile:        name,
		Loader:            loader,
		Target:            api.ES2022,
		Charset:           api.CharsetUTF8,
		MinifyWhitespace:  true,
		MinifyIdentifiers: true,
		MinifySyntax:      true,
		MangleProps:       "_$",
		Define:            numbers(),
		LogLevel:          api.LogLevelSilent,
	})
	if len(result.Errors) > 0 {
		first := result.Errors[0]
		return nil, fmt.Errorf("make %s small: line %d: %s", name, first.Location.Line, first.Text)
	}
	return result.Code, nil
}
