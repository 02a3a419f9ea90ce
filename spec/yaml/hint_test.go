package yaml

import (
	"testing"
)

// A ware has keys and words for which people write others.
type ware struct {
	Pos    `noun:"a ware"`
	Status Text  `yaml:"status,meant=http_status|state"`
	Kind   Text  `yaml:"kind,of=kind"`
	Box    *box  `yaml:"box"`
	Owner  *ware `yaml:"owner"`
	Boxes  []box `yaml:"boxes"`
	Lid    *lid  `yaml:"lid"`
}

type lid struct {
	Pos   `hint:"write {color: blue}"`
	Color Text `yaml:"color"`
}

type box struct {
	Pos
	Width  Int `yaml:"width"`
	Height Int `yaml:"height"`
}

// A hint names the key or the word that is meant, even where none is spelled like what
// was found, and says how a mapping begins that is required.
func TestHints(t *testing.T) {
	kinds := Set{Name: "kind", Words: []string{"red", "green"}, Hint: "such as red", Hints: map[string]string{"unknown": "leave it out"}}
	for data, want := range map[string]string{
		"http_status: a": "x.yaml:1:1: a ware must not have the key http_status\n\thint: the key is status",
		"state: a":       "x.yaml:1:1: a ware must not have the key state\n\thint: the key is status",
		"statu: a":       "x.yaml:1:1: a ware must not have the key statu\n\thint: did you mean status?",
		"http: a":        "x.yaml:1:1: a ware must not have the key http\n\thint: choose one of status, kind, box, owner, boxes and lid",
		"kind: unknown":  "x.yaml:1:7: kind must be red or green; found \"unknown\"\n\thint: leave it out",
		"kind: gren":     "x.yaml:1:7: kind must be red or green; found \"gren\"\n\thint: did you mean green?",
		"kind: violet":   "x.yaml:1:7: kind must be red or green; found \"violet\"\n\thint: such as red",
		"box: large":     "x.yaml:1:6: box must be a mapping; found \"large\"\n\thint: its keys are width and height",
		"owner: large":   "x.yaml:1:8: owner must be a mapping; found \"large\"\n\thint: it begins with a key, such as status:",
		"lid: blue":      "x.yaml:1:6: lid must be a mapping; found \"blue\"\n\thint: write {color: blue}",
		"boxes: [large]": "x.yaml:1:9: each item of boxes must be a mapping; found \"large\"\n\thint: its keys are width and height",
	} {
		if problems := Decode("x.yaml", []byte(data+"\n"), new(ware), kinds); problems.Error() != want {
			t.Errorf("%s:\ngot  %s\nwant %s", data, problems, want)
		}
	}
}
