package golden

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
)

// Sums is the file sums.txt: what generated files, and the spec file that they come
// from, are, so that a test sees when one of them was changed alone.
type Sums struct {
	Generated string // who wrote the file, and from what
	Files     []Sum
}

// A Sum is the sum of one file.
type Sum struct {
	Path string // relative to the directory of the package, with slashes
	Sum  string
}

// SumOf returns the sum of a file: half of its SHA-256, with the line ends that git may
// give it taken as line feeds.
func SumOf(data []byte) string {
	sum := sha256.Sum256(bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n")))
	return hex.EncodeToString(sum[:16])
}

// Encode returns the file, a line for each sum.
func (s *Sums) Encode() []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "comment %s\n", s.Generated)
	for _, f := range s.Files {
		fmt.Fprintf(&b, "%s %s\n", f.Sum, f.Path)
	}
	return b.Bytes()
}

// DecodeSums reads a file that Encode wrote.
func DecodeSums(data []byte) (*Sums, error) {
	s := new(Sums)
	for line := range strings.Lines(string(data)) {
		sum, path, ok := strings.Cut(strings.TrimRight(line, "\r\n"), " ")
		switch {
		case !ok:
			return nil, fmt.Errorf("a line must be a sum and a path; found %q", line)
		case sum == "comment":
			s.Generated = path
		default:
			s.Files = append(s.Files, Sum{path, sum})
		}
	}
	return s, nil
}
