package wire

import (
	"strings"
	"sync"
)

// InBandShapes says by which shapes an unknown host reports a failure under a 2xx
// status, beside those that spec/generic.yaml lists as failures.
type InBandShapes struct {
	Wire Wire
	// Failures are conditions of which one list suffices.
	Failures [][]Condition
	// Coded are the conditions for a code beside a message, and nothing that the
	// call would have returned: such a body is a failure if its code or its words
	// tell a kind of error.
	Coded []Condition
	// Roots are the names of the outermost elements of XML documents.
	Roots []string
}

var inBand struct {
	once   sync.Once
	shapes *InBandShapes
}

// InBand returns the shapes, made when somebody asks for them first.
func InBand() *InBandShapes {
	inBand.once.Do(func() { inBand.shapes = newInBandShapes() })
	return inBand.shapes
}

func newInBandShapes() *InBandShapes {
	return &InBandShapes{
		Wire: Wire{
			Body: []Node{
				inBandNode("errcode", inBandErrCode), inBandNode("errno", inBandErrCode), inBandNode("err_code", inBandErrCode),
				inBandNode("error_code", inBandErrCode), inBandNode("errorCode", inBandErrCode),
				inBandNode("errmsg", inBandErrText), inBandNode("err_msg", inBandErrText), inBandNode("errMsg", inBandErrText),
				inBandNode("error_msg", inBandErrText), inBandNode("error_message", inBandErrText), inBandNode("errorMessage", inBandErrText),
				inBandNode("ok", inBandOK),
				inBandNode("description", inBandText), inBandNode("message", inBandText), inBandNode("msg", inBandText), inBandNode("Message", inBandText),
				inBandNode("code", inBandCode), inBandNode("Code", inBandCode),
				{Key: "Response", Slot: NoSlot, Kids: []Node{inBandNode("Error", inBandError)}},
				{Key: "ResponseMetadata", Slot: NoSlot, Kids: []Node{inBandNode("Error", inBandError)}},
				{Key: "fault", Slot: inBandError}, {Key: "Fault", Slot: inBandError},
				inBandNode("type", inBandType), inBandNode("object", inBandObject),
				{Key: "status", Slot: NoSlot, Kids: []Node{inBandNode("error_code", inBandErrCode), inBandNode("error_message", inBandErrText)}},
				inBandNode("data", inBandData), inBandNode("result", inBandResult), inBandNode("results", inBandResults), inBandNode("output", inBandOutput),
				inBandNode("choices", inBandChoices), inBandNode("items", inBandItems), inBandNode("content", inBandContent),
			},
			Fields: inBandFields(),
		},
		Failures: [][]Condition{
			{{Field: inBandErrCode, Values: noErrors, Not: true}, {Field: inBandErrText}}, // {"errcode": 45009, "errmsg": …}
			{{Field: inBandOK, Values: []string{"false"}}, {Field: inBandText}},           // {"ok": false, "description": …}
			{{Field: inBandError}}, // {"Response": {"Error": …}}
			{{Field: inBandType, Values: []string{"ERROR"}}, {Field: inBandObject}}, // Kubernetes: {"type": "ERROR", "object": …}
		},
		Coded: []Condition{
			{Field: inBandCode, Values: noErrors, Not: true}, {Field: inBandText},
			{Field: inBandData, Not: true}, {Field: inBandResult, Not: true}, {Field: inBandResults, Not: true}, {Field: inBandOutput, Not: true},
			{Field: inBandChoices, Not: true}, {Field: inBandItems, Not: true}, {Field: inBandContent, Not: true},
		},
		Roots: []string{"Error", "ErrorResponse", "Fault", "error"},
	}
}

// noErrors are codes that mean success.
var noErrors = []string{"0", "200", "201", "00000", "000000", "success", "SUCCESS", "Success", "ok", "OK", "Ok"}

// The slots of InBand, which are its fields as well.
const (
	inBandErrCode = iota
	inBandErrText
	inBandOK
	inBandText
	inBandCode
	inBandError
	inBandType
	inBandObject
	inBandData
	inBandResult
	inBandResults
	inBandOutput
	inBandChoices
	inBandItems
	inBandContent

	inBandSlots
)

func inBandNode(key string, slot int) Node { return Node{Key: key, Slot: slot} }

func inBandFields() []Part {
	parts := make([]Part, inBandSlots)
	for i := range parts {
		parts[i].Slot = i
	}
	return parts
}

// FailsInBand reports whether a body that came under a 2xx status is a failure by
// its shape. If it is not but may be, code and message are what has to tell.
func FailsInBand(body string) (fails bool, code, message string) {
	if root := rootOf(body); root != "" {
		for _, name := range InBand().Roots {
			if root == name {
				return true, "", ""
			}
		}
		return false, "", ""
	}
	f := NewFields()
	defer f.Release()
	f.Read(body, Header{}, &InBand().Wire)
	for _, conditions := range InBand().Failures {
		if f.Holds(conditions) {
			return true, "", ""
		}
	}
	if !f.Holds(InBand().Coded) {
		return false, "", ""
	}
	return false, strings.Clone(f.Text(inBandCode)), strings.Clone(f.Text(inBandText))
}

// rootOf returns the name of the outermost element of an XML document, without its
// prefix; "" for what is none.
func rootOf(body string) string {
	text := strings.TrimLeft(strings.TrimPrefix(body, byteOrderMark), " \r\n\t")
	if strings.HasPrefix(text, "<?") {
		_, text, _ = strings.Cut(text, "?>")
		text = strings.TrimLeft(text, " \r\n\t")
	}
	if !strings.HasPrefix(text, "<") {
		return ""
	}
	name := text[1:]
	if end := strings.IndexAny(name, " \r\n\t/>"); end >= 0 {
		name = name[:end]
	}
	return name[strings.IndexByte(name, ':')+1:]
}
