package listing

import (
	"bytes"
	"sort"

	"github.com/errbook/errbook/spec/yaml"
)

// A source is the bytes of a file, with a way from an offset to a place.
type source struct {
	data  []byte
	lines []int // the offsets where lines begin
}

func newSource(data []byte) *source {
	s := &source{data: bytes.TrimPrefix(data, []byte("\ufeff")), lines: []int{0}}
	for i, c := range s.data {
		if c == '\n' {
			s.lines = append(s.lines, i+1)
		}
	}
	return s
}

// pos returns the place of an offset.
func (s *source) pos(offset int) yaml.Pos {
	line := sort.Search(len(s.lines), func(i int) bool { return s.lines[i] > offset })
	return yaml.Pos{Line: line, Col: offset - s.lines[line-1] + 1}
}
