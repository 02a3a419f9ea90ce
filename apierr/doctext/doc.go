// Package doctext stores the documentation of errors in generated code as text. The part
// about an error becomes an errdoc.Doc when a program asks for it. So a program that
// imports a catalog contains little more than its sentences, and the compiler reads one
// constant instead of a thousand structs. It is for generated code; most users do not
// need it.
//
// The text is lines. What the errors share comes first: their sources, then guides.
//
//	source page https://acme.example/errors official 2026-11-20 -
//	guide When jobs keep failing
//	text Most of them fail for one reason.
//	check Compare each input with the schema.
//
// Then comes a paragraph for each error, whose first line is its name and title. Every
// other line begins with a key; a line that begins with a space has another value of the
// same key.
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
// Family, retry, actor, executed and scope are those of the kind unless there are lines
// with these keys; "-" means none. Lines after "in deployment=dedicated" belong to a
// variant.
//
// Everywhere, a | stands for a backtick, so that the text fits into a raw string of Go,
// and a backslash begins a Go escape.
package doctext
