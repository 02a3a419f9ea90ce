// Package doctext is the form in which generated code carries the documentation of
// its errors: as text, of which an error's part becomes an errdoc.Doc when somebody
// asks for it. So a program that imports a catalog has little more than the sentences
// in it, and the compiler has one constant to read instead of a thousand structs.
// It is for generated code; most users do not need it.
//
// The text is lines. What the errors share comes first: their sources, then guides.
//
//	source page https://acme.example/errors official 2026-11-20 -
//	guide When jobs keep failing
//	text Most of them fail for one reason.
//	check Compare each input with the schema.
//
// Then comes a paragraph for each error, whose first line is its name and title. A line
// begins with what it says; one that begins with a space says more of the same.
//
//	OutOfCredits: Out of credits
//	summary The account has no credits left.
//	kind insufficient_credits
//	status 402 429
//	code out_of_credits
//	cause The plan's credits are used up.
//	 The credits have expired.
//	fix Buy credits on the |billing| page.
//	source page
//	guide 0
//
// Family, retry, actor, executed and scope are those of the kind unless lines of these
// names follow; a "-" is none. Lines after "in deployment=dedicated" are of a variant.
//
// In all of it a | is a backtick, so that the text fits into a raw string of Go, and a
// backslash begins an escape of Go's.
package doctext
