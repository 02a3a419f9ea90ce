package generator

import (
	"path"
	stdfilepath "path/filepath"
	"strings"

	"github.com/errbook/errbook/apierr/apierrtest/golden"
	"github.com/errbook/errbook/spec"
)

// sumsFile makes the sums of the Go files of a package, and of the spec file where the
// package's tests can read it. Without a catalog, whose tests have them, the first
// package has the pages of the whole book, too.
func sumsFile(g *generation, f *spec.File) (string, []byte, error) {
	pkg := g.options.Packages.Name(f)
	dir := path.Join(g.options.Go, pkg)
	sums := golden.Sums{Generated: g.fileHeader(f)}
	add := func(name string, data []byte) {
		sums.Files = append(sums.Files, golden.Sum{Path: relative(dir, name), Sum: golden.SumOf(data)})
	}
	for _, file := range g.files { // those that were made before
		if strings.HasPrefix(file.Path, dir+"/") && path.Ext(file.Path) == ".go" {
			add(file.Path, file.Data)
		}
	}
	if g.options.SpecInModule {
		add(g.source(f), f.Data())
		for _, inc := range f.Included {
			add(path.Join(path.Dir(g.source(f)), inc.Name), inc.Data)
		}
	}
	if f == g.book.Files[0] && g.options.testsPages() && !g.options.Catalog {
		for _, page := range []func(*generation) (string, []byte, error){indexPageFile, kindsPageFile} {
			name, data, err := page(g)
			if err != nil {
				return "", nil, err
			}
			add(name, data)
		}
	}
	return path.Join(dir, "testdata/sums.txt"), sums.Encode(), nil
}

// relative returns a path as it is seen from a directory.
func relative(dir, name string) string {
	rel, err := stdfilepath.Rel(filepath(dir), filepath(name))
	if err != nil { // both are relative to one root
		return name
	}
	return stdfilepath.ToSlash(rel)
}
