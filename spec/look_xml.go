package spec

import (
	"bytes"
	"encoding/xml"
	"slices"
	"strings"

	"github.com/errbook/errbook/apierr/wire"
)

// readsXML reports whether a response can be an XML document.
func (f *File) readsXML() bool {
	return len(f.facts.Wire.XML) > 0 || slices.ContainsFunc(f.facts.Surfaces, func(s wire.Surface) bool { return s.Wire != nil && len(s.Wire.XML) > 0 })
}

// elementsOf returns the elements of an XML document as objects by name, with texts in
// the innermost, and reports whether it is one.
func elementsOf(data []byte) (document any, ok bool) {
	d := xml.NewDecoder(bytes.NewReader(data))
	root := map[string]any{}
	open := []map[string]any{root}
	names := []string{""}
	var text strings.Builder
	for {
		token, err := d.Token()
		if err != nil {
			return root, len(root) > 0
		}
		switch t := token.(type) {
		case xml.StartElement:
			element := map[string]any{}
			for _, a := range t.Attr {
				element["@"+a.Name.Local] = a.Value
			}
			open, names = append(open, element), append(names, t.Name.Local)
			text.Reset()
		case xml.CharData:
			text.Write(t)
		case xml.EndElement:
			last := len(open) - 1
			var value any = open[last]
			if len(open[last]) == 0 {
				value = strings.TrimSpace(text.String())
			}
			if _, taken := open[last-1][names[last]]; !taken {
				open[last-1][names[last]] = value
			}
			open, names = open[:last], names[:last]
			text.Reset()
		}
	}
}
