package generator

import (
	"time"

	"github.com/errbook/errbook/spec"
	"github.com/errbook/errbook/templates"
)

// freshDays is how old a verification may be, measured from the newest one of
// the book, to count as fresh. The book's own dates are the only clock.
const freshDays = 90

// coverageOf says how well a file is covered; newest is the newest date of the book.
func coverageOf(f *spec.File, newest string) templates.Coverage {
	c := templates.Coverage{Errors: len(f.Errors), Newest: newest}
	for _, e := range f.Errors {
		if isFresh(e.Doc.Verified(), newest) {
			c.Fresh++
		}
		if len(e.Samples) > 0 {
			c.Sampled++
		}
	}
	return c
}

// newestDate returns the newest date of a book's sources.
func newestDate(files []*spec.File) string {
	newest := ""
	for _, f := range files {
		for _, s := range f.Sources {
			newest = max(newest, s.Verified.Value)
		}
	}
	return newest
}

// isFresh reports whether a date is at most freshDays before the newest one.
func isFresh(date, newest string) bool {
	at, err := time.Parse(time.DateOnly, date)
	if err != nil {
		return false
	}
	end, err := time.Parse(time.DateOnly, newest)
	return err == nil && end.Sub(at) <= freshDays*24*time.Hour
}
