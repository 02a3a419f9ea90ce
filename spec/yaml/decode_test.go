package yaml

import (
	"bytes"
	"errors"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/errbook/errbook/spec/yaml/yamltest"
)

// A catalog is a language of the kind that the package is for: one key for each
// thing that a tag can say.
type catalog struct {
	Pos     `noun:"file"`
	Version Int        `yaml:"version,required,min=1,max=1" doc:"Always 1."`
	Name    Text       `yaml:"name,required" doc:"For people."`
	Title   Text       `yaml:"title"`
	Long    Text       `yaml:"long,max=20"`
	Kind    Text       `yaml:"kind,of=kind"`
	Mood    Text       `yaml:"mood,of=mood"`
	Tags    []Text     `yaml:"tags,of=word"`
	Hosts   List[Text] `yaml:"hosts,distinct"`
	Links   Map[Text]  `yaml:"links,keys=word"`
	Size    Int        `yaml:"size,min=1,max=99"`
	Sizes   Map[Int]   `yaml:"sizes,min=1,max=99"`
	Open    Bool       `yaml:"open"`
	Day     Date       `yaml:"day"`
	Days    []Date     `yaml:"days"`
	Path    *path      `yaml:"path"`
	Paths   List[path] `yaml:"paths"`
	Owner   owner      `yaml:"owner"`
	Color   color      `yaml:"color"`
	Body    Text       `yaml:"body,raw"`
	Extra   Map[Text]  `yaml:"x-*,raw" doc:"Anything."`
}

// A path is a text, or a mapping with more.
type path struct {
	Pos
	Text  Text `yaml:"path,alias=from,required,bare"`
	Strip Text `yaml:"strip"`
}

type owner struct {
	Pos `noun:"an owner"`
	ID  Text `yaml:"id,required"`
}

// A color reads itself: a text, or one of two keys.
type color struct {
	Pos
	Value Text
	Shade string
}

func (c *color) DecodeYAML(v Value) {
	c.Pos = v.Pos()
	if !v.IsMapping() {
		c.Value, _ = v.Text()
		return
	}
	if only, ok := v.Only("light", "dark"); ok {
		c.Shade = only.Key().Name
		c.Value, _ = only.Text()
	}
}

func (c *color) SchemaYAML(key Key) *Schema {
	return &Schema{AnyOf: []*Schema{key.TextSchema(), OnlyKey("light", key.TextSchema()), OnlyKey("dark", key.TextSchema())}}
}

// catalogSets are known when the program runs.
func catalogSets() []Set {
	word := regexp.MustCompile(`^[a-z]+$`)
	return []Set{
		{Name: "kind", Words: []string{"red", "green"}},
		{Name: "mood", Words: []string{"Calm"}, Form: word},
		{Name: "word", Form: word, Must: "lowercase letters", Hint: "such as red"},
	}
}

func decodeCatalog(path string, data []byte) (*catalog, Problems) {
	c := new(catalog)
	return c, Decode(path, data, c, catalogSets()...)
}

func TestDecode(t *testing.T) {
	c, problems := decodeCatalog("x.yaml", []byte(`version: 1
name: Acme
mood: odd
hosts: a.example
links: {docs: b}
path: {from: c, strip: d}
paths: [e, {path: f}]
color: {dark: blue}
x-one: 1
body: "\n"
x-two: "2"
`))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	want := &catalog{
		Pos:     Pos{1, 1},
		Version: Int{Pos{1, 10}, 1},
		Name:    Text{Pos{2, 7}, "Acme"},
		Mood:    Text{Pos{3, 7}, "odd"},
		Hosts:   List[Text]{{Pos{4, 8}, "a.example"}},
		Links:   Map[Text]{{Text{Pos{5, 9}, "docs"}, Text{Pos{5, 15}, "b"}}},
		Path:    &path{Pos: Pos{6, 7}, Text: Text{Pos{6, 14}, "c"}, Strip: Text{Pos{6, 24}, "d"}},
		Paths:   List[path]{{Pos: Pos{7, 9}, Text: Text{Pos{7, 9}, "e"}}, {Pos: Pos{7, 12}, Text: Text{Pos{7, 19}, "f"}}},
		Color:   color{Pos: Pos{8, 8}, Value: Text{Pos{8, 15}, "blue"}, Shade: "dark"},
		Body:    Text{Pos{10, 7}, "\n"},
		Extra:   Map[Text]{{Text{Pos{9, 1}, "x-one"}, Text{Pos{9, 8}, "1"}}, {Text{Pos{11, 1}, "x-two"}, Text{Pos{11, 8}, "2"}}},
	}
	if diff := cmp.Diff(want, c); diff != "" {
		t.Error(diff)
	}
}

// What can be read is set, whatever else is wrong, and so is a text that is not
// of its set: only the problem says that it cannot be used.
func TestDecodeKeepsWhatItCanRead(t *testing.T) {
	c, problems := decodeCatalog("x.yaml", []byte("name: Acme\nkind: blue\nsize: many\n"))
	if len(problems) != 3 || c.Name.Value != "Acme" || c.Kind.Value != "blue" || c.Size.IsSet() {
		t.Errorf("got %+v\n%s", c, problems)
	}
}

// A set that nobody gave is a fault of the program. It shows with any file, so
// that the first test finds it.
func TestDecodeNeedsItsSets(t *testing.T) {
	defer func() {
		if v := recover(); v != "yaml: a tag of yaml.catalog names the set word, which is not given" {
			t.Errorf("got %v", v)
		}
	}()
	Decode("x.yaml", nil, new(catalog), catalogSets()[:2]...)
}

// A byteCase is a file that cannot be written down as testdata: an editor, or
// git, would repair it.
type byteCase struct {
	name string
	data []byte
	want string
}

func byteCases() []byteCase {
	deep := strings.Repeat("[", maxNesting+1) + strings.Repeat("]", maxNesting+1)
	return []byteCase{
		{"nothing", nil, "x.yaml:1:1: file must be a mapping; found nothing"},
		{"only comments", []byte("# version: 1\n"), "x.yaml:1:1: file must be a mapping; found nothing"},
		{"only a byte order mark", []byte("\ufeff"), "x.yaml:1:1: file must be a mapping; found nothing"},
		{"a list", []byte("- version: 1\n"), "x.yaml:1:1: file must be a mapping; found a list\n\thint: begin the file with version:"},
		{"Latin-1", []byte("version: 1\nname: caf\xe9\n"), "x.yaml:2:10: file must be UTF-8; found the byte 0xE9\n\thint: save the file as UTF-8"},
		{"UTF-16", []byte("\xff\xfev\x00"), "x.yaml:1:1: file must be UTF-8; found the byte 0xFF\n\thint: save the file as UTF-8"},
		{"a control character", []byte("version: 1\nname: a\x00b\n"), "x.yaml:2:8: file must not contain the character U+0000\n\thint: in a double-quoted string it can be written as an escape"},
		{"a line separator", []byte("version: 1 #\u2028\nname: ab\n"), "x.yaml:1:13: file must not contain the character U+2028\n\thint: in a double-quoted string it can be written as an escape"},
		{"only a carriage return", []byte("version: 1\rname: ab\r"), "x.yaml:1:11: lines must end with a line feed; found only a carriage return\n\thint: end lines with a line feed"},
		{"too many bytes", bytes.Repeat([]byte("# \n"), MaxBytes/3+1), "x.yaml: file must have at most 8388608 bytes; found more\n\thint: split the file, or leave out long texts"},
		{"far too deep", bytes.Repeat([]byte("["), 10001), "x.yaml:1:1: file must be YAML; found values nested too deep"},
		{"a list with too many values", []byte("version: 1\nname: ab\nhosts: [" + strings.Repeat("a, ", 1001) + "a]\n"), "x.yaml:3:8: hosts must have at most 1000 values; found 1002"},
		{"too deep", []byte("tags: " + deep), "x.yaml:1:71: values must nest at most 64 deep"},
		{"a long key", []byte(strings.Repeat("é", 300) + ": 1\n"), "x.yaml:1:1: file must not have the key " + strings.Repeat("é", 250) + "…"},
	}
}

func TestDecodeBytes(t *testing.T) {
	for _, tt := range byteCases() {
		t.Run(tt.name, func(t *testing.T) {
			_, problems := decodeCatalog("x.yaml", tt.data)
			for _, p := range problems {
				if got := p.String(); got == tt.want || strings.HasPrefix(got, tt.want+"\n\thint: choose one of version, ") {
					return
				}
			}
			t.Errorf("got  %s\nwant %s", problems, tt.want)
		})
	}
}

// Columns count bytes from 1, also after characters of several bytes, and files
// may have a byte order mark and line ends of Windows.
func TestPositions(t *testing.T) {
	c, _ := decodeCatalog(`dir\x.yaml`, []byte("\ufeffversion: 1\r\nname: é\r\nhosts: [é, b.example.com, \"ü\", c.example.com]\r\n"))
	want := []Pos{{3, 9}, {3, 13}, {3, 28}, {3, 34}}
	if len(c.Hosts) != len(want) {
		t.Fatalf("got %d hosts, want %d", len(c.Hosts), len(want))
	}
	for i, h := range c.Hosts {
		if h.Pos != want[i] {
			t.Errorf("%s is at %v, want %v", h.Value, h.Pos, want[i])
		}
	}
	if c.Version.Pos != (Pos{1, 10}) || c.Name.Pos != (Pos{2, 7}) {
		t.Errorf("version is at %v, name at %v", c.Version.Pos, c.Name.Pos)
	}
}

// What one YAML reader or another takes for a number, a boolean, a date or
// nothing must be quoted where text is required.
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

const badFiles = "testdata/bad/*.yaml"

func TestBadFiles(t *testing.T) { yamltest.BadFiles(t, badFiles, judge) }

// judge returns the problems of a file as yamltest takes them.
func judge(file string, data []byte) []yamltest.Problem {
	var list []yamltest.Problem
	_, problems := decodeCatalog(file, data)
	for _, p := range problems {
		list = append(list, yamltest.Problem{Line: p.Line, Col: p.Col, Message: p.Message, Hint: p.Hint})
	}
	return list
}

// newFault is what the library may say in a version to come.
func newFault() Problems {
	var r Reporter
	reportSyntax([]byte("a: b\n"), errors.New("yaml: line 1: found a gremlin"), &r)
	return r.Problems
}

func TestWordsOfTheLibraryAreNotPrinted(t *testing.T) {
	if got, want := newFault().Error(), ":1:1: file must be YAML; found something unreadable"; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// The package's problems are in the source: every call of Report. Each must be
// met by a case.
func TestEveryProblemHasACase(t *testing.T) {
	messages := append(yamltest.Messages(t, badFiles, judge), newFault()[0].Message)
	for _, tt := range byteCases() {
		_, problems := decodeCatalog("x.yaml", tt.data)
		for _, p := range problems {
			messages = append(messages, p.Message)
		}
	}
	formats := yamltest.Formats(t, yamltest.Call{Name: "Report", Arg: 2}, yamltest.Call{Name: "Report", Arg: 1})
	for _, f := range syntaxFaults {
		formats = append(formats, yamltest.Format{Pos: "syntaxFaults", Text: "file must be YAML; found " + f.found})
	}
	yamltest.EveryFormat(t, formats, messages)
}
