// Package markdowntest holds the tests that show generated Markdown pages with
// the engines that sites are made with, where Node.js is at hand: micromark
// and markdown-it, both with the tables and links of GitHub, MDX as Docusaurus
// runs it, and the reader of front matter that Docusaurus has. (goldmark, which
// Hugo has, is in the tests of package templates, with no need of Node.js.) Where
// Hugo is installed, it builds the whole book, and each link is followed.
//
//	apt-get install hugo
//	npm install --prefix internal/markdowntest --no-save --no-package-lock
//	make test-markdown
//
// Where the engines or Hugo are missing the tests are skipped, unless
// MARKDOWN_ENGINES names the directory whose node_modules has the engines: then
// they fail.
package markdowntest
