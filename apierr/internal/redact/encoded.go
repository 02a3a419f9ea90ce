package redact

import (
	"encoding/base64"
	"strings"

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
	for start := 0; start+minRun <= len(text); {
		end := start + minRun
		for end > start && isBase64(text[end-1]) {
			end--
		}
		if end > start { // a run that begins before here is too short; most texts are read in such steps
			start = end
			continue
		}
		for end = start + minRun; end < len(text) && isBase64(text[end]); end++ {
		}
		if hasEncoded(text[start:end], secrets) {
			spans = append(spans, span{start, end})
		}
		start = end
	}
	return spans
}

func isBase64(c byte) bool { return ascii.IsAlnum(c) || c == '+' || c == '/' || c == '-' || c == '_' }

// hasEncoded reports whether a run is base64 of something that has a secret in
// it. Where a group of four begins is not known.
func hasEncoded(run string, secrets Secrets) bool {
	var onStack, alsoOnStack [1 << 10]byte
	plain := append(onStack[:0], run...)
	for i, c := range plain {
		plain[i] = standardAlphabet(c)
	}
	decoded := alsoOnStack[:]
	if len(plain) > len(decoded) {
		decoded = make([]byte, len(plain))
	}
	for from := range min(4, len(plain)) {
		part := plain[from:]
		part = part[:len(part)-len(part)%4]
		n, err := base64.StdEncoding.Decode(decoded, part)
		if err != nil {
			continue
		}
		// The last group has fewer than four characters.
		if more, err := base64.RawStdEncoding.Decode(decoded[n:], plain[from+len(part):]); err == nil {
			n += more
		}
		all := ascii.View(decoded[:n])
		for _, secret := range secrets {
			if len(secret) >= minEncoded && strings.Contains(all, secret) {
				return true
			}
		}
	}
	return false
}

func standardAlphabet(c byte) byte {
	switch c {
	case '-':
		return '+'
	case '_':
		return '/'
	}
	return c
}
