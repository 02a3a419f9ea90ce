// Package printers holds the test that every printer prints all that a book
// says of an error: Markdown, the site, JSON, the command, and %+v.
package printers
