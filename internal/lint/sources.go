package lint

import (
	"net/url"
	"strings"
	"time"

	"github.com/errbook/errbook/internal/lazy"
	"github.com/errbook/errbook/spec"
)

// maxSameDay is how many pages that change one day can have been spent on. More
// is a date that was filled in, unless as_of says which copies were read.
const maxSameDay = 40

// today returns the current day. It is asked only to find dates that have not
// come yet; no output depends on it.
var today = func() string { return time.Now().UTC().Format(time.DateOnly) }

// checkSources finds sources that a reader cannot check.
func checkSources(f *spec.File, report reporter) {
	for i := range f.Sources {
		s := &f.Sources[i]
		if hint := uncheckable(s.URL.Value); hint != "" {
			report(s.URL.Pos, hint, "a source should be a page or a file; found %q", s.URL.Value)
		}
		if s.Verified.Value > today() {
			report(s.Verified.Pos, "give the day on which somebody read the source, or leave it out", "verified should not be in the future; found %s", s.Verified.Value)
		}
	}
}

// uncheckable returns what to write instead of a URL that leads to a whole
// repository, "" for any other.
func uncheckable(link string) string {
	u, err := url.Parse(link)
	if err != nil || u.Host != "github.com" {
		return ""
	}
	if parts := strings.Split(strings.Trim(u.Path, "/"), "/"); len(parts) > 2 || parts[0] == "search" {
		return ""
	}
	return "name the file and the commit: https://github.com/OWNER/NAME/blob/COMMIT/PATH"
}

// checkSameDay finds a date that more pages have than a day is enough for. Files
// at a commit and threads do not count: they stay as they were read.
func checkSameDay(files []*spec.File, report func(*spec.File, *spec.Source, int)) {
	counts := map[string]int{}
	undated := func(s *spec.Source) bool {
		return s.Verified.Value != "" && s.AsOf.Value == "" && !lasting().MatchString(s.URL.Value)
	}
	for _, f := range files {
		for i := range f.Sources {
			if s := &f.Sources[i]; undated(s) {
				counts[s.Verified.Value]++
			}
		}
	}
	for _, f := range files {
		for i := range f.Sources {
			if s := &f.Sources[i]; undated(s) && counts[s.Verified.Value] > maxSameDay {
				report(f, s, counts[s.Verified.Value])
			}
		}
	}
}

// lasting is the URLs of what does not change: files at a commit, and threads.
var lasting = lazy.Regexp(`/(blob|tree|raw)/[0-9a-f]{7,40}/|/(issues|pull|discussions)/[0-9]+`)
