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

// A door is a module through which others use the source.
type door struct {
	file   string
	format api.Format
	// rules is the text of the module that hands over the rules, "" for the one of
	// the source.
	rules string
	// readable leaves names, spaces and members as they are in the source.
	readable bool
}

// The doors: a script that a page loads, and a module of the npm package.
var (
	pageDoor    = door{file: "./page.js", format: api.FormatIIFE}
	packageDoor = door{file: "./package.js", format: api.FormatESModule, rules: packageRules, readable: true}
)

// bundle returns the source behind a door as one script, and the names in it of the
// members that end in an underscore, by those in the source.
func bundle(d door) (script []byte, names map[string]string, err error) {
	cache := map[string]any{}
	if d.readable {
		_, names, err := bundle(door{file: d.file, format: d.format, rules: d.rules})
		if err != nil {
			return nil, nil, err
		}
		for long := range names {
			cache[long] = long
		}
	}
	result := api.Build(api.BuildOptions{
		EntryPoints:       []string{d.file},
		Bundle:            true,
		Format:            d.format,
		Target:            api.ES2022,
		Charset:           api.CharsetUTF8,
		MinifyWhitespace:  !d.readable,
		MinifyIdentifiers: !d.readable,
		MinifySyntax:      !d.readable,
		MangleProps:       "_$",
		MangleCache:       cache,
		LogLevel:          api.LogLevelSilent,
		Plugins:           []api.Plugin{sourcePlugin(d.rules)},
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
// a program runs, and makes the modules of the limits and, if it is given, of the
// rules.
func sourcePlugin(rules string) api.Plugin {
	return api.Plugin{Name: "errbook", Setup: func(build api.PluginBuild) {
		build.OnResolve(api.OnResolveOptions{Filter: `.`}, func(args api.OnResolveArgs) (api.OnResolveResult, error) {
			if args.Path == packageGeneric {
				return api.OnResolveResult{Path: args.Path, External: true}, nil
			}
			return api.OnResolveResult{Path: strings.TrimPrefix(args.Path, "./"), Namespace: "errbook"}, nil
		})
		build.OnLoad(api.OnLoadOptions{Filter: `.`, Namespace: "errbook"}, func(args api.OnLoadArgs) (api.OnLoadResult, error) {
			text, err := sourceOf(args.Path, rules)
			return api.OnLoadResult{Contents: &text, Loader: api.LoaderJS}, err
		})
	}}
}

// sourceOf returns the text of a module.
func sourceOf(name, rules string) (string, error) {
	switch {
	case name == limitsPath:
		return limitsModule(), nil
	case name == "rules.js" && rules != "":
		return rules, nil
	}
	data, err := fs.ReadFile(source, "js/"+name)
	return string(data), err
}
