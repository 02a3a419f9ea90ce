package wire

import (
	"strings"

	"github.com/errbook/errbook/apierr/internal/foreign"
)

// An Origin is where an error of another library comes from.
type Origin struct {
	Host     string   // that of the request, "" for unknown
	Packages []string // the import paths of the error's types, the outermost first
}

// OriginOf returns where an error comes from, as far as its fields and types say.
func OriginOf(err error) (o Origin) {
	if err == nil {
		return o
	}
	e := foreign.Read(err)
	o.Packages = e.Packages
	if e.Request != nil && e.Request.URL != nil {
		o.Host = e.Request.URL.Host
	}
	return o
}

// IsFrom reports whether one of the error's types is of a package, of one below it,
// or of another major version of either.
func (o Origin) IsFrom(pkg string) bool {
	for _, p := range o.Packages {
		if rest, ok := strings.CutPrefix(p, pkg); ok && (rest == "" || rest[0] == '/') {
			return true
		}
	}
	return false
}
