package site

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/spec"
	"github.com/errbook/errbook/templates"
)

// maxShown is how many places the page of an error shows it in.
const maxShown = 2

// shownLooks returns what an error looks like, derived from its rules: as the server of an
// API of one's own sends it; of others, identifiers are exact, and an ellipsis is where a
// response has words of its own.
func shownLooks(f *spec.File, e *spec.Error) []templates.SiteLook {
	looks, _ := f.Looks(e)
	var list []templates.SiteLook
	for i := range looks[:min(len(looks), maxShown)] {
		r := looks[i].Response
		if f.Own.Value {
			r = looks[i].Sent()
		}
		list = append(list, templates.SiteLook{Label: lookLabel(&r), Text: wireText(&r)})
	}
	return list
}

func lookLabel(r *apierr.Response) string {
	switch {
	case r.Close != 0:
		return "WebSocket close"
	case r.Stream:
		return "Event of a stream"
	case r.Status == 0:
		return "Body"
	}
	return "HTTP response"
}

// wireText returns a response as it goes over the wire: as curl -i prints it, as an
// event of a stream, or as the close of a WebSocket.
func wireText(r *apierr.Response) string {
	var b strings.Builder
	switch {
	case r.Close != 0:
		fmt.Fprintf(&b, "close %d\n", r.Close)
	case r.Stream:
		if r.Event != "" {
			fmt.Fprintf(&b, "event: %s\n", r.Event)
		}
		return b.String() + "data: " + strings.ReplaceAll(string(r.Body), "\n", "\ndata: ")
	case r.Status != 0:
		b.WriteString(strings.TrimSpace(fmt.Sprintf("HTTP/1.1 %d %s", r.Status, http.StatusText(r.Status))) + "\n")
	}
	for _, name := range slices.Sorted(maps.Keys(r.Header)) {
		b.WriteString(strings.ToLower(name) + ": " + strings.Join(r.Header[name], ", ") + "\n")
	}
	if b.Len() > 0 && len(r.Body) > 0 {
		b.WriteByte('\n')
	}
	return b.String() + indented(r.Body)
}

// indented returns JSON as several lines; everything else as it is.
func indented(body []byte) string {
	var b bytes.Buffer
	if len(body) == 0 || body[0] != '{' || json.Indent(&b, body, "", "  ") != nil {
		return string(body)
	}
	return b.String()
}
