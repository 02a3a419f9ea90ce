package apierr

import (
	"github.com/errbook/errbook/apierr/internal/phrase"
	"github.com/errbook/errbook/apierr/wire"
)

// A statusSet is a set of classes of statuses under which rows of words count.
type statusSet uint16

// A phraseMeaning is what a row of words tells.
type phraseMeaning struct {
	kind Kind
	// broad marks words that are in messages about anything, so that an
	// identifier says more than they do: "is required".
	broad bool
}

// kindOfWords returns the kind that texts tell under a status, Unknown if they
// tell none, and reports whether the words are broad ones. The words of AI are set
// apart in the table.
func kindOfWords(part wire.Generic, status int, texts ...string) (k Kind, isBroad bool) {
	statuses := uint16(statusSetOf(status))
	if part != wire.GenericAI {
		statuses |= phrase.Apart
	}
	row, ok := phrase.Match(&phraseTable, statuses, texts...)
	if !ok {
		return Unknown, false
	}
	return phraseMeanings[row].kind, phraseMeanings[row].broad
}
