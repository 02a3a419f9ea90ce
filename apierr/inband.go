package apierr

import (
	"strings"

	"github.com/errbook/errbook/apierr/internal/unwrap"
	"github.com/errbook/errbook/apierr/wire"
)

// failsInBand reports whether the body, which came under a 2xx status, says that the call
// failed, by the names that spec/generic.yaml lists. What says so in words, or by a code
// of which nobody knows whether it is one of success, must tell a kind.
func (f *reading) failsInBand() bool {
	var o wire.Outcome
	if root := unwrap.Root(f.Body()); root != "" {
		o = wire.OutcomeOfXML(root)
	} else {
		o = wire.OutcomeOf(f.Body())
	}
	switch {
	case o.Failed:
		return o.Says || o.Error || o.Code != "" || o.Text != ""
	case o.Well:
		return false
	case o.Error && !o.WellCode, o.ErrorCode && (o.Text != "" || o.Says):
		return true
	case o.Data:
		return false
	case f.tellsKind("", unescaped(o.Told)):
		return true
	case o.Code == "" || o.Text == "":
		return false
	case strings.Trim(o.Code, "-0123456789") == "":
		k, _ := kindOfWords(f.part, 0, afterQuestions(unescaped(o.Text)))
		return k != Unknown || o.TextFails
	}
	return f.tellsKind(unescaped(o.Code), unescaped(o.Text))
}

// afterQuestions returns what a text says after its last question: "Out of credits? Here
// are ten more." is an offer.
func afterQuestions(text string) string {
	for i := len(text) - 1; i >= 0; i-- {
		if text[i] == '?' && (i == len(text)-1 || text[i+1] == ' ') {
			return text[i+1:]
		}
	}
	return text
}

// unescaped decodes the inside of a JSON string that has escapes.
func unescaped(raw string) string {
	if strings.IndexByte(raw, '\\') < 0 {
		return raw
	}
	return wire.Unescape(raw)
}
