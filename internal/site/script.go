package site

import (
	"bytes"
	"fmt"

	"github.com/tdewolff/minify/v2"
	"github.com/tdewolff/minify/v2/js"
)

// minified returns a script without comments and spaces, and with short names
// for what stands within its functions: readers of a page get no more bytes than
// they need, and those of the source what they need to understand it.
func minified(name string, source []byte) ([]byte, error) {
	var out bytes.Buffer
	if err := (&js.Minifier{Version: 2022}).Minify(minify.New(), &out, bytes.NewReader(source), nil); err != nil {
		return nil, fmt.Errorf("minify %s: %w", name, err)
	}
	return out.Bytes(), nil
}
