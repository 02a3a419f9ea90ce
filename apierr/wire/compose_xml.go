package wire

import (
	"maps"
	"slices"
	"strings"
)

// appendElements appends the members of an object as elements, in order of their names.
func appendElements(buf []byte, object map[string]any) []byte {
	for _, name := range slices.Sorted(maps.Keys(object)) {
		if strings.HasPrefix(name, "@") {
			continue // it is in the tag
		}
		buf = append(append(buf, '<'), name...)
		inner, _ := object[name].(map[string]any)
		for _, key := range slices.Sorted(maps.Keys(inner)) {
			if text, ok := inner[key].(string); ok && strings.HasPrefix(key, "@") {
				buf = append(buf, " "+key[1:]+`="`+EscapeXML(text)+`"`...)
			}
		}
		buf = append(buf, '>')
		if text, ok := object[name].(string); ok {
			buf = append(buf, EscapeXML(text)...)
		}
		buf = appendElements(buf, inner)
		buf = append(append(append(buf, "</"...), name...), '>')
	}
	return buf
}

// xmlEscapes are what a text cannot have in an element or an attribute, or would lose
// there.
var xmlEscapes = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "\r", "&#13;", "\n", "&#10;", "\t", "&#9;")

// EscapeXML returns a text as it is in an XML element or attribute. What XML cannot have
// is left out; space at the ends, which readers drop, is written so that it stays.
func EscapeXML(text string) string {
	text = strings.Map(func(r rune) rune {
		if r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0xfffe || r == 0xffff {
			return -1
		}
		return r
	}, strings.ToValidUTF8(text, "\uFFFD"))
	rest := strings.TrimLeft(text, " ")
	inner := strings.TrimRight(rest, " ")
	return strings.Repeat("&#32;", len(text)-len(rest)) + xmlEscapes.Replace(inner) + strings.Repeat("&#32;", len(rest)-len(inner))
}
