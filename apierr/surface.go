package apierr

import (
	"net/http"
	"slices"
	"strings"

	"github.com/errbook/errbook/apierr/internal/ascii"
	"github.com/errbook/errbook/apierr/internal/unwrap"
	"github.com/errbook/errbook/apierr/wire"
)

// surfaceOf returns the surface where the response is an error, nil for none of
// the provider's own, and reports whether it is an error at all. The caller may
// have named the surface.
func (j *judgment) surfaceOf(named string) (s *wire.Surface, isError bool) {
	if named == "" && j.own == nil && j.isList() {
		return nil, j.shared().Nested(slotError) != ""
	}
	surfaces := j.provider.about().Surfaces
	at := ""
	if named == "" {
		at = j.servedPath(surfaces)
	}
	for i := range surfaces {
		s := &surfaces[i]
		if at != "" && len(s.Paths) > 0 && !s.Serves(at) {
			continue
		}
		if j.canBeOn(s, named) && j.fields().Holds(s.Body) {
			return s, true
		}
	}
	switch r := &j.seen; {
	case named != "":
		return nil, true
	case r.Close != 0:
		return nil, r.Close != closeNormal && r.Close != closeGoingAway
	case r.Stream:
		return nil, j.part() != wire.GenericNone && (r.Event == "error" || j.shared().isFailure() || j.isPrinted())
	default:
		return nil, r.Status >= 400 || r.Status == 0 || j.isPlainError()
	}
}

// servedPath returns the path of the request if it is known, and one of the surfaces
// serves it; else "".
func (j *judgment) servedPath(surfaces []wire.Surface) string {
	path := pathOf(j.request)
	if path == "" {
		return ""
	}
	for i := range surfaces {
		if surfaces[i].Serves(path) {
			return path
		}
	}
	return ""
}

// pathOf returns the path of a request, "" for none.
func pathOf(req *http.Request) string {
	if req == nil || req.URL == nil {
		return ""
	}
	return req.URL.Path
}

// isPrinted reports whether the data of an event is text that says what failed. It
// must begin with the name of an exception, or come where a provider sends objects:
// any other text is what the stream is about, and that may be errors.
func (j *judgment) isPrinted() bool {
	data := j.seen.Body
	if !beginsException(data) && !(j.seen.Event == "" && beginsText(data) && j.streamsObjects()) {
		return false
	}
	k, isBroad := kindOfWords(j.part(), 0, data)
	return k != Unknown && !isBroad
}

// beginsException reports whether a line begins with the name of an exception.
func beginsException(line string) bool {
	end := 0
	for end < len(line) && (line[end] == '.' || ascii.IsWord(line[end])) {
		end++
	}
	name := line[:end]
	return strings.HasPrefix(line[end:], ": ") && name != "Error" && name != "Exception" &&
		(strings.HasSuffix(name, "Error") || strings.HasSuffix(name, "Exception"))
}

// beginsText reports whether data is no object or list.
func beginsText(data string) bool {
	return data != "" && data[0] != '{' && data[0] != '['
}

// streamsObjects reports whether a failure in a stream of the provider's is an
// object.
func (j *judgment) streamsObjects() bool {
	return slices.ContainsFunc(j.provider.about().Surfaces, func(s wire.Surface) bool {
		return s.Stream && len(s.Events) > 0 && len(s.Body) > 0
	})
}

// isList reports whether a response under a 2xx status is a list: one of results,
// of which some may have failed. Google's has an error object for its first item.
func (j *judgment) isList() bool {
	r := &j.seen
	return 200 <= r.Status && r.Status <= 299 && !r.Stream && strings.HasPrefix(strings.TrimLeft(r.Body, " \r\n\t"), "[")
}

// canBeOn reports whether a response can belong to a surface, its body apart: the
// caller says so or, if the caller says nothing, what came with the body does.
func (j *judgment) canBeOn(s *wire.Surface, named string) bool {
	if named != "" {
		return named == s.Name
	}
	return takes(s, &j.seen) && !j.refuses(s)
}

// takes reports whether a response can belong to the surface, by its status, the
// name of the event, or its close code.
func takes(s *wire.Surface, r *unwrap.Response) bool {
	switch {
	case r.Close != 0:
		return inRanges(s.Close, r.Close)
	case r.Stream:
		return len(s.Events) > 0 && s.Stream && (r.Event == "" || slices.Contains(s.Events, r.Event))
	case s.Stream:
		return false
	case r.Status == 0:
		return len(s.Statuses) == 0 || len(s.Body) > 0
	case len(s.Statuses) == 0:
		return r.Status >= 400
	}
	return inRanges(s.Statuses, r.Status)
}

func inRanges(ranges []wire.StatusRange, n int) bool {
	return slices.ContainsFunc(ranges, func(r wire.StatusRange) bool { return r.Has(n) })
}

// refuses reports whether a response whose status nobody knows states itself that
// it is one of another surface: a body that says 400 does not belong on a surface
// of responses under 200.
func (j *judgment) refuses(s *wire.Surface) bool {
	if j.seen.Status != 0 || j.seen.Stream || j.seen.Close != 0 || !s.InBand() || statedStatus(j.fields(), j.wire) == 0 {
		return false
	}
	return slices.ContainsFunc(j.provider.about().Surfaces, func(s wire.Surface) bool { return !s.Stream && !s.InBand() })
}

// isPlainError reports whether a response under a 2xx status that none of the
// provider's surfaces takes is an error all the same, by the shared paths. The
// surfaces of a provider that has no paths of its own have asked them already, but
// for the shapes that only unknown hosts are asked for.
func (j *judgment) isPlainError() bool {
	switch {
	case !j.provider.about().InBand(), j.part() == wire.GenericNone:
		return false
	case j.own == nil:
		return j.shared().isBareError() || j.seen.Status < 300 && j.shared().failsInBand()
	default:
		return j.own.NamesError() && j.shared().isPlainError()
	}
}
