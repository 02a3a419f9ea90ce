package redact

import (
	"bytes"
	"encoding/base64"

	"github.com/errbook/errbook/apierr/internal/ascii"
)

// minEncoded is how long a secret is at least that is looked for in base64, and
// minRun how long the run of characters that may be base64.
const (
	minEncoded = 12
	minRun     = minEncoded * 4 / 3
)

// appendEncoded appends the runs of base64, in either alphabet, that have a
// secret in them.
func appendEncoded(spans []span, text string, secrets Secrets) []span {
	if len(secrets) == 0 || len(secrets[0]) < minEncoded { // the longest is the first
		return spans
	}
	for i := 0; i < len(text); {
		start := i
		for i < len(text) && isBase64(text[i]) {
			i++
		}
		if i-start >= minRun && hasEncoded(text[start:i], secrets) {
			spans = append(spans, span{start, i})
		}
		if i == start {
			i++
		}
	}
	return spans
}

func isBase64(c byte) bool { return ascii.IsAlnum(c) || c == '+' || c == '/' || c == '-' || c == '_' }

// hasEncoded reports whether a run is base64 of something that has a secret in
// it. Where a group of four begins is not known.
func hasEncoded(run string, secrets Secrets) bool {
	var onStack [1 << 10]byte
	plain := bytes.Map(standardAlphabet, append(onStack[:0], run...))
	decoded := make([]byte, 0, len(plain))
	for from := range min(4, len(plain)) {
		part := plain[from:]
		part = part[:len(part)-len(part)%4]
		decoded = decoded[:base64.StdEncoding.DecodedLen(len(part))]
		n, err := base64.StdEncoding.Decode(decoded, part)
		if err != nil {
			continue
		}
		rest := decodeRest(plain[from+len(part):])
		all := append(decoded[:n:n], rest...)
		for _, secret := range secrets {
			if len(secret) >= minEncoded && bytes.Contains(all, []byte(secret)) {
				return true
			}
		}
	}
	return false
}

// decodeRest decodes the last group, of fewer than four characters.
func decodeRest(rest []byte) []byte {
	out := make([]byte, 3)
	n, err := base64.RawStdEncoding.Decode(out, rest)
	if err != nil {
		return nil
	}
	return out[:n]
}

func standardAlphabet(r rune) rune {
	switch r {
	case '-':
		return '+'
	case '_':
		return '/'
	}
	return r
}
