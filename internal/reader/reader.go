package reader

import (
	"bufio"
	"io"
	"reflect"

	"github.com/errbook/errbook/spec"
	"github.com/errbook/errbook/spec/generic"
)

// A Reader is the reader for one edition of the generic layer.
type Reader struct {
	layer  *generic.Layer
	script []byte
	names  map[string]string // of members, as the bundler made them short
}

// New returns the reader that goes by a generic layer.
func New(layer *generic.Layer) (*Reader, error) {
	script, names, err := bundle(pageDoor)
	if err != nil {
		return nil, err
	}
	return &Reader{layer, script, names}, nil
}

// Script returns the script that reads responses. It is to run after the one
// that WriteRules writes, and defines errbookReader.
func (r *Reader) Script() []byte { return r.script }

// WriteRules writes the script that hands over the rules of a book and of the
// generic layer. It defines errbookRules.
func (r *Reader) WriteRules(w io.Writer, book *spec.Book) error {
	return r.WriteValue(w, "errbookRules", newRules(book, r.layer))
}

// WriteValue writes a script that hands over a value under a name. The tags of its
// structs name members of the source.
func (r *Reader) WriteValue(w io.Writer, name string, value any) error {
	b := bufio.NewWriter(w)
	out := writer{w: b, names: r.names}
	b.WriteString("var " + name + "=")
	out.value(reflect.ValueOf(value))
	b.WriteByte('\n')
	if out.err != nil {
		return out.err
	}
	return b.Flush()
}
