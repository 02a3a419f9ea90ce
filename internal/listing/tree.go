package listing

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"

	"github.com/errbook/errbook/spec/yaml"
)

// ReadTree reads JSON or YAML, whichever it is.
func ReadTree(data []byte) (*yaml.Tree, error) {
	s := newSource(data)
	trimmed := bytes.TrimLeft(s.data, " \t\r\n")
	if len(trimmed) == 0 || trimmed[0] != '{' && trimmed[0] != '[' {
		return yaml.ReadTree(s.data)
	}
	p := jsonParser{source: s, dec: json.NewDecoder(bytes.NewReader(s.data))}
	p.dec.UseNumber()
	t, err := p.value(0)
	if err != nil {
		return nil, p.fault(err)
	}
	if _, err := p.dec.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("the file must hold one JSON value; found more")
	}
	return t, nil
}

// errDepth says that values nest too deep.
var errDepth = fmt.Errorf("values must nest at most %d deep", maxDepth)

// fault says what is wrong with a file that is not JSON, and on which line.
func (p *jsonParser) fault(err error) error {
	if errors.Is(err, errDepth) {
		return err
	}
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return fmt.Errorf("the file must be JSON; found that it ends within a value, on line %d", len(p.source.lines))
	}
	// Of a fault within a value, the decoder of tokens does not say where it is.
	data, syntax := p.source.data, new(json.SyntaxError)
	if !errors.As(json.Unmarshal(data, new(json.RawMessage)), &syntax) {
		return err
	}
	offset := int(syntax.Offset) - 1
	found, _ := utf8.DecodeRune(data[offset:])
	return fmt.Errorf("the file must be JSON; found %q on line %d, where it cannot be", found, p.source.pos(offset).Line)
}

// A jsonParser makes a tree of tokens, since the decoder of values forgets where
// they were.
type jsonParser struct {
	source *source
	dec    *json.Decoder
}

func (p *jsonParser) value(depth int) (*yaml.Tree, error) {
	if depth > maxDepth {
		return nil, errDepth
	}
	token, pos, err := p.token()
	if err != nil {
		return nil, err
	}
	t := &yaml.Tree{Pos: pos}
	delim, ok := token.(json.Delim)
	if !ok {
		t.Text = scalarText(token)
		_, t.Quote = token.(string)
		return t, nil
	}
	t.Kind = yaml.Sequence
	if delim == '{' {
		t.Kind = yaml.Mapping
	}
	for p.dec.More() {
		if t.Kind == yaml.Mapping {
			key, pos, err := p.token()
			if err != nil {
				return nil, err
			}
			t.Keys = append(t.Keys, yaml.Text{Pos: pos, Value: scalarText(key)})
		}
		item, err := p.value(depth + 1)
		if err != nil {
			return nil, err
		}
		t.Items = append(t.Items, item)
	}
	_, _, err = p.token()
	return t, err
}

// token returns the next token and where it begins.
func (p *jsonParser) token() (json.Token, yaml.Pos, error) {
	start := int(p.dec.InputOffset())
	for start < len(p.source.data) && bytes.IndexByte([]byte(" \t\r\n,:"), p.source.data[start]) >= 0 {
		start++
	}
	token, err := p.dec.Token()
	return token, p.source.pos(start), err
}

func scalarText(token json.Token) string {
	switch v := token.(type) {
	case string:
		return v
	case json.Number:
		return v.String()
	case bool:
		return fmt.Sprint(v)
	}
	return ""
}
