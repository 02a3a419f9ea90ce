// Package listing reads lists of names out of what providers publish: enums of
// OpenAPI and protobuf files, AWS models, constants of Go, Python and TypeScript,
// and the tables of pages. Each name keeps its place. The formats, and what a list
// of each names, are those of the key list of a source; see package spec.
//
// Nothing that is read is run, followed or fetched. A file has at most 16 MiB and
// a list at most 20,000 names; what cannot be a name is noted and never dropped in
// silence.
package listing
