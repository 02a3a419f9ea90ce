package spec

import "io/fs"

// Settings are what errbook.yaml says of all spec files of a book.
type Settings struct {
	// Site is the URL of the book's site, "" for none: the page of each error is there,
	// unless its file says where its pages are.
	Site string
	// Generic is the part of the generic layer that may judge what a file does not
	// document, unless the file says so itself: ai, http or none; "" for the default.
	Generic string
}

// Load is the function [Load] for the spec files of a book with settings.
func (s Settings) Load(paths ...string) (*Book, error) { return s.LoadFS(disk{}, paths...) }

// LoadFS is [Settings.Load] for a file system.
func (s Settings) LoadFS(fsys fs.FS, names ...string) (*Book, error) {
	return s.loadAll(fsys, names, nil)
}

// Reload is [Settings.Load] for a book that was loaded before with the same settings, nil
// for none: of files that have not changed it takes over what it made of them. The
// earlier book stays as it is.
func (s Settings) Reload(earlier *Book, paths ...string) (*Book, error) {
	return s.loadAll(disk{}, paths, earlier)
}

func (s Settings) loadAll(fsys fs.FS, names []string, earlier *Book) (*Book, error) {
	var all []string
	for _, name := range names {
		list, err := expand(fsys, name)
		if err != nil {
			return nil, err
		}
		all = append(all, list...)
	}
	return s.load(fsys, all, earlier)
}
