package credentials

import (
	"flag"
	"strings"
	"testing"

	"github.com/errbook/errbook/spec/yaml/yamltest"
)

const sound = `version: 1
keys:
  - of: Acme
    prefix: ac-
    least: 8
    sample: ZqxTbLmK
    near: The ac-unit is off.
  - of: Acme
    prefix: ac-
    least: 9
    digit: true
    marks: "-_"
    source: "https://acme.example/keys"
    sample: Zq3xT9bLm
    near: The ac-unit is off.
`

func TestCheckTakesSoundFiles(t *testing.T) {
	f, problems := Decode("keys.yaml", []byte(sound))
	if problems = append(problems, Check(f)...); len(problems) > 0 {
		t.Error(problems)
	}
	if _, err := Builtin(); err != nil {
		t.Error(err)
	}
}

// Each change to a sound file is refused, at its place.
func TestCheckRefuses(t *testing.T) {
	for _, c := range []struct{ from, to, want string }{
		{"prefix: ac-\n    least: 8", "prefix: a\n    least: 8", `keys.yaml:4:13: prefix must be a letter, a letter or digit, and more of those, dots, dashes, underscores or slashes; found "a"`},
		{"least: 8", "least: 2", `keys.yaml:5:12: least must be between 8 and 64; found 2`},
		{"digit: true\n    ", "", `keys.yaml:9:13: prefix must be given once; found ac- on line 4, too`},
		{"sample: ZqxTbLmK", "sample: ZqxT", `keys.yaml:6:13: sample must have as many characters as least says, 8; found 4`},
		{"sample: ZqxTbLmK", "sample: Zqx1bLmK", `keys.yaml:6:13: sample must have a digit if digit asks for one, and otherwise none; found Zqx1bLmK`},
		{"near: The ac-unit is off.\n  - of", "near: Nothing.\n  - of", `keys.yaml:7:11: near must have the prefix ac- in it; found Nothing.`},
		{`marks: "-_"`, `marks: "x"`, `keys.yaml:12:12: marks must be some of the characters - _ . + / =; found "x"`},
		{`"https://acme.example/keys"`, "acme", `keys.yaml:13:13: source must be a URL with https; found "acme"`},
	} {
		text := strings.Replace(sound, c.from, c.to, 1)
		if text == sound {
			t.Errorf("%q is not in the file", c.from)
		}
		f, problems := Decode("keys.yaml", []byte(text))
		if len(problems) == 0 {
			problems = Check(f)
		}
		if !strings.HasPrefix(problems.Error(), c.want) {
			t.Errorf("%q: found %s\nwant %s", c.to, problems, c.want)
		}
	}
}

var update = flag.Bool("update", false, "rewrite schema.json")

// The schema on disk is the one that the types make.
func TestSchema(t *testing.T) {
	yamltest.SchemaFile(t, "schema.json", Schema(), *update, "go test ./spec/credentials -update")
}
