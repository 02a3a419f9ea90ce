package main

import (
	"fmt"
	"go/format"
	"strings"

	"github.com/errbook/errbook/generator"
)

// phrasesFile makes the tables of package apierr for the words of messages.
func phrasesFile(in *input, source string) ([]byte, error) {
	l := in.generic.Layer()
	var b strings.Builder
	fmt.Fprintf(&b, "// %s\n\npackage apierr\n\nimport %q\n\n", generator.Header(source), phrasePath)
	b.WriteString("// phraseTable finds the first row of words that a message has. The statuses of its\n// rows are sets of classes.\n")
	fmt.Fprintf(&b, "var phraseTable = %s\n\n", l.Words.Literal("phrase.Table"))
	b.WriteString("// phraseMeanings holds the meaning of each row of phraseTable.\nvar phraseMeanings = []phraseMeaning{\n")
	for _, p := range l.Phrases {
		fmt.Fprintf(&b, "{%s, %t}, // %s\n", goName(p.Kind), p.Broad, p.Pattern)
	}
	b.WriteString("}\n")
	return format.Source([]byte(b.String()))
}
