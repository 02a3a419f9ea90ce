package reader

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

//go:embed js/*.js
var source embed.FS

// bundle returns the source as one small script, and the short names of the
// members that end in an underscore, by their long ones.
func bundle() (script []byte, names map[string]string, err error) {
	result := api.Build(api.BuildOptions{
		EntryPoints:       []string{"./page.js"},
		Bundle:            true,
		Format:            api.FormatIIFE,
		Target:            api.ES2022,
		Charset:           api.CharsetUTF8,
		MinifyWhitespace:  true,
		MinifyIdentifiers: true,
		MinifySyntax:      true,
		MangleProps:       "_$",
		MangleCache:       map[string]any{},
		LogLevel:          api.LogLevelSilent,
		Plugins:           []api.Plugin{sourcePlugin},
	})
	if len(result.Errors) > 0 {
		return nil, nil, bundleError(result.Errors)
	}
	names = map[string]string{}
	for long, short := range result.MangleCache {
		names[long] = short.(string)
	}
	return result.OutputFiles[0].Contents, names, nil
}

// bundleError returns what the bundler found, with its positions.
func bundleError(list []api.Message) error {
	var all []error
	for _, m := range list {
		if at := m.Location; at != nil {
			all = append(all, fmt.Errorf("internal/reader/js/%s:%d:%d: %s", path.Base(at.File), at.Line, at.Column+1, m.Text))
		} else {
			all = append(all, errors.New(m.Text))
		}
	}
	return errors.Join(all...)
}

// sourcePlugin finds the source in this package, whatever the directory is in which
// a program runs, and makes the module of the limits.
var sourcePlugin = api.Plugin{Name: "errbook", Setup: func(build api.PluginBuild) {
	build.OnResolve(api.OnResolveOptions{Filter: `.`}, func(args api.OnResolveArgs) (api.OnResolveResult, error) {
		return api.OnResolveResult{Path: strings.TrimPrefix(args.Path, "./"), Namespace: "errbook"}, nil
	})
	build.OnLoad(api.OnLoadOptions{Filter: `.`, Namespace: "errbook"}, func(args api.OnLoadArgs) (api.OnLoadResult, error) {
		text := limitsModule()
		if args.Path != limitsPath {
			data, err := fs.ReadFile(source, "js/"+args.Path)
			if err != nil {
				return api.OnLoadResult{}, err
			}
			text = string(data)
		}
		return api.OnLoadResult{Contents: &text, Loader: api.LoaderJS}, nil
	})
}}
