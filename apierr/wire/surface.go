package wire

import (
	"path"
	"slices"
	"strings"
)

// A Surface is one place where a provider's errors appear.
type Surface struct {
	Name string
	// Statuses lists the HTTP statuses of the surface; none means 400 to 599.
	Statuses []StatusRange
	// Paths are the ends of the paths of requests whose responses these are, with * for
	// any text without a slash; none says nothing.
	Paths []string
	// Body is what a body must say for the response to be an error; all must hold.
	Body []Condition
	// Events are the names of stream events that carry errors here.
	Events []string
	// Close lists WebSocket close codes.
	Close []StatusRange
	// Stream says that the surface is reached through events or close codes only.
	Stream bool
	// Ends are what ends a stream here when nothing failed: the name of an event, its
	// type, its data, such as [DONE], or a member in it, such as done=true, where * is any
	// value but null. None means that there is no such mark.
	Ends []string
	// Executed and Billed hold for every error of the surface that says nothing else.
	Executed Certainty
	Billed   Certainty
	// Wire replaces the provider's own; nil keeps it.
	Wire *Wire
}

// InBand reports whether the surface is reached only under a status below 400.
func (s *Surface) InBand() bool {
	return len(s.Statuses) > 0 && !slices.ContainsFunc(s.Statuses, func(r StatusRange) bool { return r.To >= 400 })
}

// Serves reports whether the path of a request ends as one of the surface's paths
// says: a proxy may put more before it.
func (s *Surface) Serves(requestPath string) bool {
	return slices.ContainsFunc(s.Paths, func(pattern string) bool {
		end := requestPath
		for range strings.Count(requestPath, "/") - strings.Count(pattern, "/") {
			end = end[1+strings.IndexByte(end[1:], '/'):]
		}
		ok, _ := path.Match(pattern, end)
		return ok
	})
}

// A StatusRange is a range of statuses, both ends included.
type StatusRange struct{ From, To int }

// Has reports whether a status is in the range.
func (r StatusRange) Has(status int) bool { return r.From <= status && status <= r.To }

// A Condition asks for a value of a body.
type Condition struct {
	Field int // which of the Wire's Fields
	// Values are what the field may be; none means that it must say something:
	// it is there, and is not null, false, 0, "", {} or [].
	Values []string
	// Not turns the condition around: the field is present and none of Values
	// or, without Values, it says nothing.
	Not bool
}
