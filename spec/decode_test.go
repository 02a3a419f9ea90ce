package spec

import (
	"bytes"
	"strings"
	"testing"
)

// A byteCase is a file that cannot be written down as testdata: an editor, or
// git, would mend it.
type byteCase struct {
	name string
	data []byte
	want string
}

func byteCases() []byteCase {
	deep := strings.Repeat("[", maxNesting+1) + strings.Repeat("]", maxNesting+1)
	return []byteCase{
		{"nothing", nil, "x.yaml:1:1: file must hold a mapping; found nothing"},
		{"comments alone", []byte("# version: 1\n"), "x.yaml:1:1: file must hold a mapping; found nothing"},
		{"a byte order mark alone", []byte("\ufeff"), "x.yaml:1:1: file must hold a mapping; found nothing"},
		{"a list", []byte("- version: 1\n"), "x.yaml:1:1: file must be a mapping; found a list\n\thint: it begins with version: 1"},
		{"no UTF-8", []byte("version: 1\nname: caf\xe9\n"), "x.yaml:2:10: file must be UTF-8; found the byte 0xE9\n\thint: save the file as UTF-8"},
		{"UTF-16", []byte("\xff\xfev\x00"), "x.yaml:1:1: file must be UTF-8; found the byte 0xFF\n\thint: save the file as UTF-8"},
		{"a control character", []byte("version: 1\nname: a\x00b\n"), "x.yaml:2:8: file must not contain the character U+0000\n\thint: in a double-quoted string it can be written as an escape"},
		{"a line separator", []byte("version: 1 #\u2028\nname: ab\n"), "x.yaml:1:13: file must not contain the character U+2028\n\thint: in a double-quoted string it can be written as an escape"},
		{"a carriage return alone", []byte("version: 1\rname: ab\r"), "x.yaml:1:11: lines must end with a line feed; found a carriage return alone\n\thint: end lines with a line feed"},
		{"too many bytes", bytes.Repeat([]byte("# \n"), maxFileBytes/3+1), "x.yaml: file must have at most 8388608 bytes; found more\n\thint: split the provider's errors over surfaces or leave out long bodies"},
		{"far too deep", bytes.Repeat([]byte("["), 10001), "x.yaml:1:1: file must be YAML; found values nested too deep"},
		{"too deep", []byte("tips: " + deep), "x.yaml:1:71: values must nest at most 64 deep"},
	}
}

func TestDecodeBytes(t *testing.T) {
	for _, tt := range byteCases() {
		t.Run(tt.name, func(t *testing.T) {
			_, problems := Decode("x.yaml", tt.data)
			for _, p := range problems {
				if p.String() == tt.want {
					return
				}
			}
			t.Errorf("got  %s\nwant %s", problems, tt.want)
		})
	}
}

// Columns count bytes from 1, also behind characters of several bytes, and
// files may have a byte order mark and line ends of Windows.
func TestPositions(t *testing.T) {
	f, _ := Decode(`dir\x.yaml`, []byte("\ufeffversion: 1\r\nname: é\r\nhosts: [é, b.example.com, \"ü\", c.example.com]\r\n"))
	if f == nil {
		t.Fatal("no file")
	}
	want := []Pos{{3, 9}, {3, 13}, {3, 28}, {3, 34}}
	for i, h := range f.Hosts {
		if h.Pos != want[i] {
			t.Errorf("%s is at %v, want %v", h.Value, h.Pos, want[i])
		}
	}
	if f.Version.Pos != (Pos{1, 10}) || f.Name.Pos != (Pos{2, 7}) {
		t.Errorf("version is at %v, name at %v", f.Version.Pos, f.Name.Pos)
	}
}

// What one YAML reader or another takes for a number, a truth value, a date or
// nothing must be quoted where text is asked for.
func TestPlainKinds(t *testing.T) {
	for kind, words := range map[plainKind]string{
		plainText:   "a 1a 0A00G 1.2.3 - + . .. -a 4xx 12:3x 2026-11 2026-1-2x e3 1e nullx yess 0x _1 1-2 +-1 .infx 3D_MODEL",
		plainInt:    "0 7 429 -3 9007199254740993",
		plainNumber: "0429 00 007 0A000 +1 -0 1_000 0x1F 0o7 0b1 1e3 1E-3 1.0 1. .5 -.5 12:30 12:30:45 1:2.5 .inf -.INF +.inf .NaN 08",
		plainBool:   "y N yes No ON off true FALSE",
		plainNull:   "~ null NULL Null",
		plainDate:   "2026-11-20 2026-1-2 2026-11-20T00:00:00Z",
	} {
		for word := range strings.FieldsSeq(words) {
			if got := plainKindOf(word); got != kind {
				t.Errorf("plainKindOf(%q) = %d, want %d", word, got, kind)
			}
		}
	}
	if plainKindOf("") != plainNull {
		t.Error("nothing is something")
	}
}

// An intoCase is a file that is no spec file.
type intoCase struct{ data, want string }

func intoCases() []intoCase {
	return []intoCase{
		{"strict: true\nout: docs\n", ""},
		{"- strict\n", "c.yaml:1:1: file must be a mapping; found a list"},
		{"strict: yes\n", "c.yaml:1:9: strict must be true or false; found the truth value yes"},
		{"stric: true\n", "c.yaml:1:1: a  must have no key stric\n\thint: did you mean strict?"},
		{"out: [docs", "c.yaml:1:1: file must be YAML; found a list in brackets that is not closed, or lacks a comma\n\thint: quote a value that has a bracket, brace or comma in it"},
	}
}

// problems returns what DecodeInto says of the file.
func (c intoCase) problems() string {
	var config struct {
		Pos
		Strict Bool `spec:"strict"`
		Out    Text `spec:"out"`
	}
	return DecodeInto("c.yaml", []byte(c.data), &config).Error()
}

func TestDecodeInto(t *testing.T) {
	for _, tt := range intoCases() {
		if got := tt.problems(); got != tt.want {
			t.Errorf("%q: got  %s\nwant %s", tt.data, got, tt.want)
		}
	}
}
