package generator

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/errbook/errbook/apierr/wire"
)

func TestUpperCamel(t *testing.T) {
	for path, want := range map[string]string{
		"error.code":                 "ErrorCode",
		"error.headers.x-request-id": "ErrorHeadersXRequestID",
		"detail[0].type":             "Detail0Type",
		"choices[*].error":           "ChoicesEachError",
		"promptFeedback.blockReason": "PromptFeedbackBlockReason",
		"error.details[@type=type.googleapis.com/google.rpc.ErrorInfo].reason": "ErrorDetailsErrorInfoReason",
		"header:x-error-code": "HeaderXErrorCode",
		"__type":              "Type",
		"größe":               "Größe",
		"--":                  "",
	} {
		if got := upperCamel(path); got != want {
			t.Errorf("%s: got %s, want %s", path, got, want)
		}
	}
}

// Paths that come to one name get different ones, also across wires.
func TestSlotNamesAreUnique(t *testing.T) {
	w := &wire.Wire{Body: []wire.Node{
		{Key: "error-code", Slot: 0},
		{Key: "error_code", Slot: 2},
		{Key: "error", Slot: wire.NoSlot, Kids: []wire.Node{{Key: "code", Slot: 1}}},
		{Key: "--", Slot: 3},
	}}
	k := &constants{slots: map[*wire.Wire][]constant{}}
	taken := map[string]bool{}
	k.addSlots(w, "", "slot", taken)
	k.addSlots(&wire.Wire{Body: []wire.Node{{Key: "code", Slot: 0}}}, "", "slotError", taken)
	var got []constant
	for _, b := range k.blocks {
		got = append(got, b.list...)
	}
	want := []constant{
		{"slotErrorCode", "error-code"}, {"slotErrorCode_2", "error.code"}, {"slotErrorCode_3", "error_code"}, {"slot", "--"},
		{"slotErrorCode_4", "code"},
	}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(constant{})); diff != "" {
		t.Error(diff)
	}
}

// Paths into XML documents have slots of their own, which count on.
func TestSlotsOfXML(t *testing.T) {
	w := &wire.Wire{
		Body: []wire.Node{{Key: "code", Slot: 1}},
		XML:  []wire.Node{{Key: "Error", Slot: wire.NoSlot, Kids: []wire.Node{{Key: "Code", Slot: 0}, {Key: "@id", Slot: 2}}}},
	}
	k := &constants{slots: map[*wire.Wire][]constant{}}
	k.addSlots(w, "", "slot", map[string]bool{})
	want := []constant{{"slotXMLErrorCode", "xml:Error.Code"}, {"slotCode", "code"}, {"slotXMLErrorID", "xml:Error.@id"}}
	if diff := cmp.Diff(want, k.slots[w], cmp.AllowUnexported(constant{})); diff != "" {
		t.Error(diff)
	}
}
