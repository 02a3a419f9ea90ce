package templates

import (
	"path"
	"strings"
)

// A page is named by its path in the directory of the docs, without an extension:
// "index", "kinds", "acme", and "acme/out-of-credits" for the page of one error.

// ProviderPageName names the page of a provider. Where its errors have pages, it is the
// page of their directory, "acme/index": site generators show the two as one entry of a
// menu, and web servers cannot confuse acme.html with acme/.
func ProviderPageName(provider string, errorPages bool) string {
	if errorPages {
		return path.Join(provider, IndexName)
	}
	return provider
}

// ErrorPageName names the page of an error.
func ErrorPageName(provider, slug string) string { return path.Join(provider, slug) }

// File returns the path of the file of a page, in the directory of the docs. To Hugo, a
// directory with an index.md is one page, and all other files in it its
// attachments; that of a directory of pages is _index.md
// (gohugo.io/content-management/page-bundles).
func (f FrontMatter) File(page string) string {
	dir, name := path.Split(page)
	if f == Hugo && name == IndexName {
		name = "_" + name
	}
	return dir + name + ".md"
}

// Link returns what a page writes to link to another one: a path of its file, which
// site generators and GitHub turn into a URL, or a relative URL where the generator
// passes links on as they are.
func (f FrontMatter) Link(from, to string) string {
	if f.linksByURL() {
		return strings.Repeat("../", strings.Count(urlOf(from), "/")) + urlOf(to)
	}
	file, dir := f.File(to), path.Dir(from)
	if dir == "." {
		return file
	}
	if name, ok := strings.CutPrefix(file, dir+"/"); ok {
		return name
	}
	return "../" + file
}

// linksByURL reports whether links between pages are URLs. Hugo follows links to files
// only with settings that differ between its versions, and those before 0.123 have none;
// Starlight never does.
func (f FrontMatter) linksByURL() bool { return f == Hugo || f == Starlight }

// urlOf returns the URL of a page, as seen from that of the directory.
func urlOf(page string) string {
	dir, name := path.Split(page)
	if name == IndexName {
		return dir
	}
	return page + "/"
}
