package spec

import (
	"strings"

	"github.com/errbook/errbook/apierr/wire"
)

// Settings are what errbook.yaml says of all spec files of a book.
type Settings struct {
	// Site is the URL of the book's site, "" for none: the page of each error is there,
	// unless its file says where its pages are.
	Site string
	// Generic is the part of the generic layer that may judge what a file does not
	// document, unless the file says so itself: ai, http or none; "" for the default.
	Generic string
}

// Apply notes settings in a book, which nobody else must be using yet.
func (b *Book) Apply(s Settings) {
	part, isStated := wire.ParseGeneric(s.Generic)
	site := strings.TrimSuffix(s.Site, "/")
	for _, f := range b.Files {
		if isStated && !f.Generic.IsSet() {
			f.Generic.Value, f.facts.Generic = s.Generic, part
		}
		for _, e := range f.Errors {
			if site != "" && e.Doc.Page == "" {
				e.Doc.Page = site + "/" + f.Provider.Value + "/" + e.Slug.Value + "/"
			}
		}
	}
}
