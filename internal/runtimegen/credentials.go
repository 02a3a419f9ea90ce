package main

import (
	"bytes"
	"encoding/json"
	"fmt"

	"github.com/dave/jennifer/jen"

	"github.com/errbook/errbook/generator"
)

// keysFile makes the patterns of package redact.
func keysFile(in *input, source string) ([]byte, error) {
	var list []jen.Code
	for _, k := range in.credentials.Keys {
		list = append(list, line(jen.Lit(k.Prefix.Value), jen.Lit(k.Least.Value), jen.Lit(k.Digit.Value), jen.Lit(k.Marks.Value)))
	}
	f := jen.NewFilePathName(redactPath, "redact")
	f.HeaderComment("// " + generator.Header(source))
	// var keyPatterns = [...]keyPattern{{"sk-ant-", 8, false, "-_"}, …}
	declare(f, "keyPatterns are how keys look. Only tests change them.")
	f.Var().Id("keyPatterns").Op("=").Index(jen.Op("...")).Id("keyPattern").Add(rows(list...))
	return render(f)
}

// A shownKey is what the tests of package redact know of a pattern. The rest stands apart
// from the prefix, so that no scanner takes the two for a key.
type shownKey struct{ Prefix, Rest, Near string }

// keySamplesFile makes the samples of the patterns, in their order, one on each line.
func keySamplesFile(in *input, source string) ([]byte, error) {
	var buf bytes.Buffer
	fmt.Fprintf(&buf, "{\n\"generated\": %q,\n\"keys\": [\n", generator.Header(source))
	for i, k := range in.credentials.Keys {
		row, err := json.Marshal(shownKey{k.Prefix.Value, k.Sample.Value, k.Near.Value})
		if err != nil {
			return nil, err
		}
		if i > 0 {
			buf.WriteString(",\n")
		}
		buf.Write(row)
	}
	buf.WriteString("\n]\n}\n")
	return buf.Bytes(), nil
}
