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
	s := g.newSums(g.options.Packages.Name(f), g.fileHeader(f))
	if g.options.SpecInModule {
		s.add(g.source(f), f.Data())
		for _, inc := range f.Included {
			s.add(path.Join(path.Dir(g.source(f)), inc.Name), inc.Data)
		}
	}
	if f == g.book.Files[0] && g.options.testsPages() && !g.options.Catalog {
		for _, page := range []func(*generation) (string, []byte, error){indexPageFile, kindsPageFile} {
			name, data, err := page(g)
			if err != nil {
				return "", nil, err
			}
			s.add(name, data)
		}
	}
	return s.file()
}

// A sums is the sums of a package, while they are made.
type sums struct {
	golden.Sums
	dir string // of the package
}

// newSums returns the sums of the Go files of a package, which were made before.
func (g *generation) newSums(pkg, header string) *sums {
	s := &sums{golden.Sums{Generated: header}, path.Join(g.options.Go, pkg)}
	for _, file := range g.files {
		if strings.HasPrefix(file.Path, s.dir+"/") && path.Ext(file.Path) == ".go" {
			s.add(file.Path, file.Data)
		}
	}
	return s
}

func (s *sums) add(name string, data []byte) {
	s.Files = append(s.Files, golden.Sum{Path: relative(s.dir, name), Sum: golden.SumOf(data)})
}

func (s *sums) file() (string, []byte, error) {
	return path.Join(s.dir, "testdata/sums.txt"), s.Encode(), nil
}

// relative returns a path as it is seen from a directory.
func relative(dir, name string) string {
	rel, err := stdfilepath.Rel(filepath(dir), filepath(name))
	if err != nil { // both are relative to one root
		return name
	}
	return stdfilepath.ToSlash(rel)
}
