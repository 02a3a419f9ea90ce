// Package golden is the form of the golden files that are beside generated
// code: the generator writes them, and the generated tests read them with the
// help of package apierrtest. It uses the standard library only.
package golden

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"

	"github.com/errbook/errbook/apierr"
)

// Samples is the file samples.json: responses that must come back as their own
// entries, and near misses that must not.
type Samples struct {
	Generated string   `json:"generated"` // who wrote the file, and from what
	Samples   []Sample `json:"samples"`
}

// A Sample is one response.
type Sample struct {
	// Code is the entry that the sample belongs to.
	Code apierr.Code `json:"code"`
	// Kind is what the entry means in the sample's contexts; a near miss has none.
	Kind apierr.Kind `json:"kind,omitzero"`
	// NearMiss marks a response that must not come back as Code.
	NearMiss bool `json:"near_miss,omitempty"`
	// Is is the code that a near miss must come back as, "" for any but Code.
	Is apierr.Code `json:"is,omitempty"`

	Status   int               `json:"status,omitempty"`
	Headers  map[string]string `json:"headers,omitempty"`
	Body     string            `json:"body,omitempty"`
	Surface  string            `json:"surface,omitempty"`
	Stream   bool              `json:"stream,omitempty"` // Body is one event of a stream
	Event    string            `json:"event,omitempty"`  // the name of that event
	Close    int               `json:"close,omitempty"`  // of a WebSocket
	Contexts []apierr.Context  `json:"contexts,omitempty"`
}

// Docs is the file docs.json: the documentation of every code, in the order of
// the package's Codes.
type Docs struct {
	Generated string        `json:"generated"` // who wrote the file, and from what
	Docs      []*apierr.Doc `json:"docs"`
}

// Encode returns a file, one value a line, so that a change shows as what it is.
func Encode[File Samples | Docs](file *File) ([]byte, error) {
	var compact, indented bytes.Buffer
	e := json.NewEncoder(&compact)
	e.SetEscapeHTML(false)
	if err := e.Encode(file); err != nil {
		return nil, err
	}
	err := json.Indent(&indented, compact.Bytes(), "", "\t")
	return indented.Bytes(), err
}

// Decode reads a file that Encode wrote. Unknown keys, and anything after the
// file's end, are errors.
func Decode[File Samples | Docs](data []byte) (*File, error) {
	var file File
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(&file); err != nil {
		return nil, err
	}
	if _, err := d.Token(); err != io.EOF {
		return nil, fmt.Errorf("unexpected data after the end, at byte %d", d.InputOffset())
	}
	return &file, nil
}
