// Package generator turns a checked book into files: Go packages, their tests,
// Markdown and JSON.
//
// [New] is a pure function from a book to a [Plan], which holds every file in
// memory. [Plan.Write] and [Plan.Diff] hold a plan against the disk; they are
// the only functions here that touch it. All Go is made with jennifer, all
// other text with package templates and encoding/json.
//
// The table of outputs in outputs.go is the map of what is generated.
package generator
