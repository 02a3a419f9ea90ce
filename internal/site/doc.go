// Package site makes the documentation site of a book: static pages, their
// Markdown and JSON twins, an index to search, and the rules of the classifier
// as data for the script that reads pasted responses.
//
// [Build] makes the files one after the other and hands each to a [Sink], so
// that no more than one page is in memory. [Write] puts them into a directory and
// keeps it clean; [Server] keeps them in memory, follows changes of the spec
// files, and reloads the pages that browsers show.
//
// All links are relative, so that a site works below any path and from a file
// system. An error's page is at /PROVIDER/SLUG/, a status at /429/, and all that
// is of kinds below /kinds/, which no provider can be called.
package site
