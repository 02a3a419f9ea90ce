package spec

import (
	"cmp"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/apierr/shape"
	"github.com/errbook/errbook/spec/yaml"
)

// A Look is what an error looks like in one place: derived from its rules and from
// the wire, and read back as the error. Identifiers in it are exact; what differs from
// one response to the next is a hole of the shape, and "…" in the response.
type Look struct {
	Surface string // the name of the place, "" where the file names none
	Row     *Row   // the rule that takes the response
	Shape   shape.Shape
	// Response has no status if nobody says which one the error has; its Shape has the usual
	// one of its kind, for servers.
	Response apierr.Response
	// Named says that the response does not show by itself that it is of the surface:
	// whoever reads it must know.
	Named bool
}

// A NoLook says why no response could be made that is read as an error in one place.
type NoLook struct {
	Surface string
	Why     string
}

// ellipsis stands in a look for what somebody would read there.
const ellipsis = "…"

// Looks returns what an error looks like in each place where it appears, the most
// usual first, and the places for which no response could be made. An error that can
// appear anywhere is shown where a response can be made, once for each place.
func (f *File) Looks(e *Error) (looks []Look, missing []NoLook) {
	listed := e.surfaces()
	for _, surface := range f.placesOf(listed) {
		look, why := f.lookOn(e, surface)
		switch {
		case look != nil:
			looks = append(looks, *look)
		case listed != nil:
			missing = append(missing, NoLook{surface, why})
		}
	}
	if len(looks) == 0 && len(missing) == 0 {
		_, why := f.lookOn(e, "")
		missing = append(missing, NoLook{"", why})
	}
	return looks, missing
}

// placesOf lists the surfaces to look at, those that an error lists or else all.
func (f *File) placesOf(listed []string) []string {
	if listed != nil {
		return listed
	}
	all := f.Surfaces.Keys()
	if !slices.ContainsFunc(all, func(name string) bool { s, _ := f.Surfaces.Get(name); return len(s.HTTP.Ranges) == 0 && !s.isStream() }) {
		all = append([]string{""}, all...) // no surface is that of a refused request
	}
	return all
}

// lookOn returns what an error looks like on a surface: the first response that can
// be made by one of its rules and that comes back as the error; else why there is none.
func (f *File) lookOn(e *Error, surface string) (look *Look, why string) {
	why = "no rule of the error is for this surface"
	for _, row := range f.Rows {
		if row.Entry != e || len(row.Surfaces) > 0 && !slices.Contains(row.Surfaces, surface) {
			continue
		}
		for _, t := range f.tries(row, surface) {
			s, fault := f.shapeOf(row, surface, t)
			if fault != "" {
				why = fault
				continue
			}
			if look, why = f.readBack(e, s, row); look != nil {
				return look, ""
			}
		}
	}
	return nil, why
}

// readBack returns the look of a shape, if it is read as the error, else what it is
// read as.
func (f *File) readBack(e *Error, s *shape.Shape, row *Row) (look *Look, why string) {
	r := responseOf(s, &shape.Values{Message: shownMessage(row)})
	for _, named := range []bool{false, true} {
		if named {
			r.Surface = s.Surface
		}
		v, isError := f.runtime.Verdict(r)
		if v.Code == e.Code {
			f.dropMadeStatus(&r, row, s.Surface)
			return &Look{Surface: s.Surface, Row: row, Shape: *s, Response: r, Named: named && s.Surface != ""}, ""
		}
		why = "the response is read as " + f.answer(v, isError)
	}
	return nil, why
}

// dropMadeStatus takes the status out of a response if nobody says that the error has
// one, as those of databases and processes have none: what is printed as what an error
// looks like must be known. It stays if the response is read as another error without.
func (f *File) dropMadeStatus(r *apierr.Response, row *Row, surface string) {
	s, ok := f.Surfaces.Get(surface)
	isStated := f.Own.Value || len(row.Statuses) > 0 || ok && len(s.HTTP.Ranges) > 0 ||
		slices.ContainsFunc(row.Entry.Samples, func(s Sample) bool { return s.Status.Value != 0 })
	if r.Status == 0 || isStated {
		return
	}
	bare := *r
	bare.Status = 0
	if bare.Header = r.Header.Clone(); bare.Header != nil {
		if bare.Header.Del("Content-Type"); len(bare.Header) == 0 {
			bare.Header = nil
		}
	}
	if v, _ := f.runtime.Verdict(bare); v.Code == row.Entry.Code {
		*r = bare
	}
}

// Saying returns a response of the look with a message, in which the phrase is that its
// rule asks for.
func (l *Look) Saying(message string) apierr.Response {
	return responseOf(&l.Shape, &shape.Values{Message: message})
}

// responseOf returns the response of a shape with values in its holes.
func responseOf(s *shape.Shape, v *shape.Values) apierr.Response {
	w := s.Write(v)
	r := apierr.Response{Status: w.Status, Body: w.Body, Event: w.Event, Stream: w.Stream, Close: w.Close}
	if len(w.Header) > 0 {
		r.Header = w.Header
	}
	return r
}

// shownMessage returns the message as documentation shows it: what is not known of it
// is an ellipsis.
func shownMessage(row *Row) string {
	if len(row.Any) > 0 {
		return ellipsis + " " + row.Any[0] + " " + ellipsis
	}
	return ellipsis
}

// A try is which of several paths to write each part to.
type try struct{ code, typ, message int }

// maxTries bounds the ways to write a response that are tried for one rule.
const maxTries = 96

// tries lists the ways to write a response that a rule takes, the most usual first:
// by the paths that most samples of the surface use, else by the first ones.
func (f *File) tries(row *Row, surface string) []try {
	w := f.WireOn(surface)
	codes, types := []int{0}, []int{0}
	if !row.Codes.IsZero() {
		codes = f.usual(w.Code, surface)
	}
	if !row.Types.IsZero() {
		types = f.usual(w.Type, surface)
	}
	var list []try
	for _, m := range f.messageTries(w, surface) {
		for _, c := range codes {
			for _, t := range types {
				list = append(list, try{c, t, m})
			}
		}
	}
	return list[:min(len(list), maxTries)]
}

// messageTries lists where to write the message: len(w.Message) is nowhere, which comes
// first where no sample of the surface has a message. The server of an API of one's own
// has one to send, whatever samples leave out.
func (f *File) messageTries(w *Wire, surface string) []int {
	none := len(w.Message)
	order := f.usual(w.Message, surface)
	seen, said := false, false
	for _, s := range f.sampleBodies() {
		if s.surface == surface {
			seen = true
			said = said || slices.ContainsFunc(w.Message, func(p Path) bool { return s.has(&p) })
		}
	}
	if seen && !said && !f.Own.Value {
		return append([]int{none}, order...)
	}
	return append(order, none)
}

// usual returns the numbers of paths, those first that more samples of a surface use.
func (f *File) usual(paths yaml.List[Path], surface string) []int {
	numbers, uses := make([]int, len(paths)), make([]int, len(paths))
	for i := range paths {
		numbers[i] = i
		for _, s := range f.sampleBodies() {
			if s.surface == surface && s.has(&paths[i]) {
				uses[i]++
			}
		}
	}
	slices.SortStableFunc(numbers, func(a, b int) int { return cmp.Compare(uses[b], uses[a]) })
	return numbers
}

// A sampleBody is the body of a sample, and where the sample belongs.
type sampleBody struct {
	surface string
	body    any
	isXML   bool
	header  http.Header
}

// has reports whether the sample has a text, a number or a boolean at a path.
func (s *sampleBody) has(p *Path) bool {
	if p.Header != "" {
		return s.header.Get(p.Header) != ""
	}
	if p.XML != s.isXML {
		return false
	}
	switch valueAt(s.body, p.Steps).(type) {
	case string, float64, bool:
		return true
	}
	return false
}

// sampleBodies returns the bodies of all samples that are JSON or XML.
func (f *File) sampleBodies() []sampleBody {
	f.bodiesOnce.Do(func() {
		for _, e := range f.Errors {
			for i := range e.Samples {
				r := e.Samples[i].Response(f)
				s := sampleBody{header: r.Header}
				if json.Unmarshal(r.Body, &s.body) != nil {
					if f.readsXML() {
						s.body, s.isXML = elementsOf(r.Body)
					}
					if !s.isXML && r.Header == nil {
						continue
					}
				}
				var judged apierr.Error
				f.runtime.Fill(&judged, r)
				s.surface = judged.Surface
				f.bodies = append(f.bodies, s)
			}
		}
	})
	return f.bodies
}

// WireOn returns where the errors of a surface have their parts.
func (f *File) WireOn(surface string) *Wire {
	if s, ok := f.Surfaces.Get(surface); ok && s.Wire != nil {
		return s.Wire
	}
	return f.MainWire()
}

// Text returns the response as an HTTP message shows it, its body indented; the event
// of a stream and the close of a WebSocket in the words of their protocols.
func (l *Look) Text() string {
	var b strings.Builder
	r := &l.Response
	switch {
	case r.Close != 0:
		fmt.Fprintf(&b, "close %d %s\n", r.Close, r.Body)
		return b.String()
	case r.Stream:
		if r.Event != "" {
			fmt.Fprintf(&b, "event: %s\n", r.Event)
		}
		fmt.Fprintf(&b, "data: %s\n", r.Body)
		return b.String()
	case r.Status != 0:
		fmt.Fprintf(&b, "HTTP/1.1 %s\n", strings.TrimSpace(fmt.Sprint(r.Status, " ", http.StatusText(r.Status))))
	}
	for _, name := range sortedKeys(r.Header) {
		fmt.Fprintf(&b, "%s: %s\n", strings.ToLower(name), r.Header.Get(name))
	}
	if len(r.Body) > 0 {
		fmt.Fprintf(&b, "\n%s\n", indented(r.Body))
	}
	return b.String()
}
