package findings

import (
	"bytes"
	"strings"
	"testing"
)

// What is found of a file as a whole, or of a directory, has no line in any format.
func TestWriteWithoutPlace(t *testing.T) {
	gone := []Finding{{Path: "spec", Rule: "gone", Level: Error, Message: "it is gone"}}
	for format, want := range map[string]string{
		"text":   "spec: it is gone (gone)\n",
		"github": "::error file=spec,title=errbook gone::it is gone\n",
		"sarif":  "\"uri\": \"spec\"\n                }\n",
	} {
		var b bytes.Buffer
		if err := Write(&b, format, nil, gone); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(b.String(), want) {
			t.Errorf("%s: no %q in\n%s", format, want, b.String())
		}
	}
}
