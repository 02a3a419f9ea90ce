// Package upstream compares a book with what its sources list today: the names
// that a list has and the book lacks, those that the book has and the list lost,
// what was renamed, and, given two copies of a page, what is worded otherwise.
//
// It compares lists, not prose: of a page it takes the names and cells of its
// tables, its headings and its links.
package upstream
