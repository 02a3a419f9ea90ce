package wire

import (
	"slices"
	"testing"
)

var eachWire = Wire{
	Body: []Node{{Key: "errors", Slot: 1, Kids: []Node{{Step: StepIndex, Slot: NoSlot, Kids: []Node{{Key: "code", Slot: 0}}}}}},
	Code: []Part{{Slot: 0}},
	Each: []Part{{Slot: 1}},
}

// A body with several errors is taken apart, and what is cut off is left out.
func TestApart(t *testing.T) {
	for _, test := range []struct {
		body string
		want []string
	}{
		{`{"errors":[{"code":"a"}, {"code":"b,]"},7],"x":1}`, []string{`{"errors":[{"code":"a"}],"x":1}`, `{"errors":[{"code":"b,]"}],"x":1}`, `{"errors":[7],"x":1}`}},
		{`{"errors":[{"code":"a"},{"code":"b"},{"co`, []string{`{"errors":[{"code":"a"}]`, `{"errors":[{"code":"b"}]`}},
		{`{"errors":[{"code":"a"}]}`, nil},
		{`{"errors":[]}`, nil},
		{`{"errors":{"code":"a","more":[1,2]}}`, nil},
		{`{"errors":null}`, nil},
		{`{"errors":[{"code":"a"},{`, nil},
		{`{"error":[1,2]}`, nil},
		{``, nil},
	} {
		f := NewFields()
		f.Read(test.body, Header{}, &eachWire)
		if got := f.Apart(32); !slices.Equal(got, test.want) {
			t.Errorf("%s:\ngot  %q\nwant %q", test.body, got, test.want)
		}
		f.Release()
	}
	f := NewFields()
	f.Read(`{"errors":[1,2,3,4]}`, Header{}, &eachWire)
	if n := len(f.Apart(3)); n != 3 {
		t.Errorf("%d bodies, at most 3 are wanted", n)
	}
	if f.Read(`{"errors":[1,2]}`, Header{}, &Plain); f.Apart(3) != nil {
		t.Error("a wire without a list of errors has several")
	}
}
