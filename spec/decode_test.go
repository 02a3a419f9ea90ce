package spec

import (
	"testing"

	"github.com/errbook/errbook/spec/yaml"
)

// A file that holds no mapping is no File; any other is, whatever is wrong.
func TestDecode(t *testing.T) {
	for _, data := range []string{"", "- version: 1\n", "version: [", "a\x00"} {
		if f, problems := Decode("x.yaml", []byte(data)); f != nil || len(problems) != 1 {
			t.Errorf("%q: got %v\n%s", data, f, problems)
		}
	}
	f, problems := Decode(`dir\x.yaml`, []byte("version: 1\nname: é\nhosts: [é, b.example.com]\nkind: x\n"))
	if f == nil || len(problems) != 4 {
		t.Fatalf("got %v\n%s", f, problems)
	}
	if f.Name.Value != "é" || f.Version.Pos != (yaml.Pos{Line: 1, Col: 10}) || f.Hosts[1].Pos != (yaml.Pos{Line: 3, Col: 13}) {
		t.Errorf("got name %v, version %v, hosts %v", f.Name, f.Version, f.Hosts)
	}
}
