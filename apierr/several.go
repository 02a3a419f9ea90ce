package apierr

import "strings"

// maxSeveral is how many errors of one response are read.
const maxSeveral = 32

// each returns the errors of a response that has several, each judged as a response
// that has it alone; none for a response that has one. The status is that of the first:
// what no entry has under it is recognized by its identifier alone.
func (j *judgment) each(r *Response) (list []*Error) {
	for _, body := range j.fields().Apart(maxSeveral) {
		alone := Response{
			Status: j.seen.Status, Header: r.Header, Body: []byte(body), Surface: r.Surface,
			Stream: j.seen.Stream, Event: j.seen.Event, Close: j.seen.Close, request: r.request,
		}
		e := asError(j.provider.From(alone))
		if e != nil && e.Code == "" {
			alone.Status = 0
			if named := asError(j.provider.From(alone)); named != nil && named.Match == MatchExact {
				named.Status, e = e.Status, named
			}
		}
		if e != nil {
			list = append(list, e)
		}
	}
	return list
}

// A several is the errors of one response, and what caused them.
type several struct {
	errors []*Error
	cause  error
}

// Error returns a line for each error.
func (s *several) Error() string {
	var lines []string
	for _, err := range s.Unwrap() {
		lines = append(lines, err.Error())
	}
	return strings.Join(lines, "\n")
}

// Unwrap returns the errors, and the cause if there is one.
func (s *several) Unwrap() []error {
	list := make([]error, 0, len(s.errors)+1)
	for _, e := range s.errors {
		list = append(list, e)
	}
	if s.cause != nil {
		list = append(list, s.cause)
	}
	return list
}
