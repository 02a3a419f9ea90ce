// Package draft turns what a provider publishes into the draft of a spec file: an
// entry for each row of a table, each item of a list that begins with a code, and
// each status and error code of an OpenAPI document. What cannot be known from a
// page is proposed and marked; what is not imported is listed at the end, so that
// nothing is dropped in silence.
package draft

import (
	"bytes"
	"fmt"
	"path"
	"strings"

	"github.com/errbook/errbook/internal/listing"
)

// Options are what the caller knows of the provider.
type Options struct {
	Provider, Name string // id, and the name for people
	URL, Verified  string // of the first page; marked as missing without them
	Own            bool   // whether the API is the caller's own
}

// A File is a page or a specification.
type File struct {
	Path string
	Data []byte
}

// A proposal is an entry of the draft.
type proposal struct {
	at          string // path:line
	name, title string
	statuses    []string
	codes       []string
	prefix      string // of the codes
	close       string // with which a WebSocket is closed
	event       string // of the stream in which it is sent
	inBand      string // the surface of one that is sent below 400
	problemType string // of problem details, beside the code
	slug        string // of the page that the problem type is
	kind        string
	summary     string
	causes      []string
	fixes       []string
	params      []param
	isDefault   bool // sent in place of what is not documented
	samples     []sample
	rest        []string // other columns
}

// A param is a detail that an error has beside its message.
type param struct{ name, of string }

// A sample is a response that the document shows.
type sample struct{ status, body string }

// A Draft is what was found in the files.
type Draft struct {
	options Options
	files   []File
	entries []*proposal
	wire    wire
	left    []string // what is not imported
	pages   string   // what the types of all problems begin with, if errors of an own API are sent so
	taken   map[string]bool
	rules   map[string]bool
}

// A wire is where a document says that responses have the parts of an error; nothing
// where it does not say.
type wire struct {
	code, message, requestID []string
	events, closes, inBand   []string // of streams, WebSockets and statuses below 400
}

// New reads files and returns a draft.
func New(options Options, files []File) (*Draft, error) {
	d := &Draft{options: options, files: files, taken: map[string]bool{}, rules: map[string]bool{}}
	for i, f := range files {
		before := len(d.entries)
		if err := d.file(f); err != nil {
			return nil, fmt.Errorf("%s: %w", f.Path, err)
		}
		if len(d.entries) == before {
			return nil, fmt.Errorf("%s: a page must have a table, a list of codes, or an OpenAPI document; found none", f.Path)
		}
		if d.options.URL == "" && i == 0 {
			d.options.URL = sourceLine(f.Data)
		}
	}
	return d, nil
}

// Len returns how many entries the draft has.
func (d *Draft) Len() int { return len(d.entries) }

func (d *Draft) file(f File) error {
	if len(f.Data) > listing.MaxBytes {
		return fmt.Errorf("a page must have at most %d bytes; found more", listing.MaxBytes)
	}
	switch ext := strings.ToLower(path.Ext(f.Path)); {
	case ext == ".json" || ext == ".yaml" || ext == ".yml":
		return d.openAPI(f)
	case ext == ".html" || ext == ".htm" || bytes.HasPrefix(bytes.ToLower(bytes.TrimSpace(f.Data)), []byte("<!doctype html")):
		d.page(f, listing.ReadHTML(f.Data))
	default:
		d.page(f, listing.ReadMarkdown(f.Data))
	}
	return nil
}

// sourceLine returns the URL that a copy says it is of: # Source: https://…
func sourceLine(data []byte) string {
	line, _, _ := bytes.Cut(data, []byte("\n"))
	_, url, ok := strings.Cut(string(line), "Source: ")
	if url = strings.TrimSpace(url); ok && strings.HasPrefix(url, "https://") && !strings.ContainsAny(url, " \t\"") {
		return url
	}
	return ""
}

// add takes an entry, with a name and a rule that no other has.
func (d *Draft) add(p *proposal) {
	base := p.name
	for n := 2; d.taken[p.name]; n++ {
		p.name = fmt.Sprintf("%s%d", base, n)
	}
	d.taken[p.name] = true
	rule := fmt.Sprint(p.statuses, p.codes, p.prefix, p.close)
	if d.rules[rule] {
		p.rest = append(p.rest, "another entry has the same rule: add what distinguishes them")
	}
	d.rules[rule] = true
	d.entries = append(d.entries, p)
}
