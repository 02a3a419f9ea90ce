package templates

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/apierr/errdoc"
)

// advice lists the facts by which a program decides what to do.
var advice = []string{"retry", "actor", "executed", "scope"}

// KindFacts returns what can be said of a kind: what to do about an error that d
// documents and that is of the kind.
func KindFacts(d *apierr.Doc) []errdoc.Fact {
	return slices.DeleteFunc(d.Facts(), func(f errdoc.Fact) bool { return !slices.Contains(advice, f.Key) })
}

// VariantFacts returns what a variant says of an error: its kind, what to do
// about it, and whatever else differs from the error.
func VariantFacts(d *apierr.Doc, v *errdoc.Variant) []errdoc.Fact {
	always := append([]string{"kind", "family"}, advice...)
	general := d.Facts()
	return slices.DeleteFunc(d.In(v.Contexts...).Facts(), func(f errdoc.Fact) bool {
		return !slices.Contains(always, f.Key) && slices.ContainsFunc(general, func(g errdoc.Fact) bool {
			return g.Key == f.Key && g.String() == f.String()
		})
	})
}

// LinkTitle returns what to call a link by its key in the spec file: "status
// page" is "Status page".
func LinkTitle(key string) string {
	if key == "docs" {
		return "Documentation"
	}
	words := strings.Join(strings.FieldsFunc(key, func(r rune) bool { return r == '_' || r == '-' || r == ' ' }), " ")
	_, first := utf8.DecodeRuneInString(words)
	return strings.ToUpper(words[:first]) + words[first:]
}

// Words returns an identifier of a spec file as words: "request_id" is "request
// ID".
func Words(id string) string {
	words := strings.FieldsFunc(id, func(r rune) bool { return r == '_' || r == '-' })
	for i, w := range words {
		if w == "id" || w == "url" || w == "api" {
			words[i] = strings.ToUpper(w)
		}
	}
	return strings.Join(words, " ")
}
