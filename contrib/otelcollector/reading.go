package errbookprocessor

import (
	"net/http"
	"strconv"
	"strings"

	"go.opentelemetry.io/collector/pdata/pcommon"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/apierr/sse"
	"github.com/errbook/errbook/apierr/wire"
)

// A reading is what a record says of a response. Its memory is used again for the
// next one.
type reading struct {
	places *places
	known  map[string]place // of names that were met

	response
}

// A response is what one record says.
type response struct {
	status   int // 0 when unknown
	host     string
	provider string
	header   http.Header
	values   []string // what header's slices are cut from
	body     []byte
	secrets  []secret

	ranks place // of what has been read, 0 for what has not
	err   apierr.Error
}

// A secret is a value out of which credentials are taken.
type secret struct {
	value  pcommon.Value
	header string // the name of the header that it is the value of, "" for none
}

func newReading(s *places) *reading {
	r := &reading{places: s, known: map[string]place{}}
	r.header = http.Header{}
	return r
}

// maxKnown is how many names of attributes are remembered, and maxKept how many
// values of a record may stay in memory until the next one.
const (
	maxKnown = 1024
	maxKept  = 256
)

// reset forgets a record.
func (r *reading) reset() {
	if len(r.header) > maxKept || cap(r.values) > maxKept || cap(r.secrets) > maxKept {
		r.header, r.values, r.secrets = http.Header{}, nil, nil
	}
	clear(r.header)
	clear(r.values)
	clear(r.secrets)
	r.response = response{header: r.header, values: r.values[:0], body: r.body[:0], secrets: r.secrets[:0]}
}

// attributes reads the attributes of a record, or of an event of a span.
func (r *reading) attributes(attributes pcommon.Map) {
	for name, value := range attributes.All() {
		r.value(r.place(name), value)
	}
}

// place returns what an attribute is for, with a memory.
func (r *reading) place(name string) place {
	p, ok := r.known[name]
	if !ok {
		p = r.places.of(name)
		if len(r.known) < maxKnown {
			r.known[strings.Clone(name)] = p
		}
	}
	return p
}

// value reads what is at a place.
func (r *reading) value(p place, v pcommon.Value) {
	if counts(p.status, r.ranks.status) {
		if status, ok := statusOf(v); ok {
			r.status, r.ranks.status = status, p.status
		}
	}
	if counts(p.host, r.ranks.host) && v.Str() != "" {
		r.host, r.ranks.host = v.Str(), p.host
	}
	if counts(p.provider, r.ranks.provider) && v.Str() != "" {
		r.provider, r.ranks.provider = v.Str(), p.provider
	}
	if counts(p.body, r.ranks.body) {
		r.text(v, p.body)
	}
	if p.header != "" {
		r.addHeader(p, v)
	}
	if p.redact {
		r.secrets = append(r.secrets, secret{v, p.secretHeader})
	}
}

// counts reports whether what has a rank comes before what was read; 0 is nothing.
func counts(rank, read int) bool { return rank != 0 && (read == 0 || rank < read) }

// text reads a body; an empty one is none.
func (r *reading) text(v pcommon.Value, rank int) {
	switch v.Type() {
	case pcommon.ValueTypeStr:
		r.setBody(v.Str())
	case pcommon.ValueTypeBytes:
		r.setBody(string(v.Bytes().AsRaw()))
	default:
		r.setBody(v.AsString()) // maps and lists as JSON
	}
	if len(r.body) > 0 {
		r.ranks.body = rank
	}
}

// setBody keeps as much as is read, and a byte more where it goes on, by which
// apierr knows that it is cut off.
func (r *reading) setBody(text string) {
	r.body = append(r.body[:0], text[:min(len(text), wire.MaxBody+1)]...)
}

// statusOf reads an HTTP status.
func statusOf(v pcommon.Value) (int, bool) {
	status := int64(0)
	switch v.Type() {
	case pcommon.ValueTypeInt:
		status = v.Int()
	case pcommon.ValueTypeDouble:
		status = int64(v.Double())
	case pcommon.ValueTypeStr:
		n, err := strconv.Atoi(v.Str())
		if err != nil {
			return 0, false
		}
		status = int64(n)
	}
	return int(status), status >= 100 && status <= 999
}

// addHeader adds the values of a header, one or a list of them, by each name that it
// may have. Of several attributes that are the same header, the first counts.
func (r *reading) addHeader(p place, v pcommon.Value) {
	n := len(r.values)
	if v.Type() == pcommon.ValueTypeSlice {
		for _, value := range v.Slice().All() {
			r.values = append(r.values, value.AsString())
		}
	} else {
		r.values = append(r.values, v.AsString())
	}
	for _, name := range [...]string{p.header, p.hyphened} {
		if _, known := r.header[name]; !known {
			r.header[name] = r.values[n:len(r.values):len(r.values)]
		}
	}
}

// judge returns the error that the response is, nil if it is none. It is valid
// until the next record is read.
func (r *reading) judge(p *apierr.Provider) *apierr.Error {
	if r.status != 0 && r.status < http.StatusBadRequest {
		stream := false
		for name, data := range sse.Events(r.body) {
			stream = true
			if p.Fill(&r.err, apierr.Response{Stream: true, Event: name, Body: data}) {
				return &r.err
			}
		}
		if stream {
			return nil
		}
	}
	if p.Fill(&r.err, apierr.Response{Status: r.status, Header: r.header, Body: r.body}) {
		return &r.err
	}
	return nil
}
