package wire

import (
	"strings"
	"testing"
)

var xmlWire = Wire{
	XML:  []Node{{Key: "Error", Slot: NoSlot, Kids: []Node{{Key: "Code", Slot: 0}, {Key: "Message", Slot: 1}, {Key: "@id", Slot: 2}, {Key: "Deep", Slot: 3}}}},
	Code: []Part{{Slot: 0}}, Message: []Part{{Slot: 1}}, Param: []Part{{Slot: 2}},
}

// What is read of documents, whole and broken; "?" is what cannot be known.
func TestXML(t *testing.T) {
	for body, want := range map[string]string{
		`<Error id="7"><Code>A</Code><Message>b</Message></Error>`:                       "A|b|7",
		`<Error><Message>b</Message><Code>A</Code><Code>B</Code></Error>`:                "A|b|",
		`<Error><Code></Code><Code>B</Code></Error>`:                                     "B||",
		`<x:Error y:id='7' other=1><x:Code><![CDATA[<A>]]>&amp;</x:Code></x:Error>`:      "<A>&||7",
		`<Error other id = "7"><Code><b>A</b></Code></Error>`:                            "||",
		`<Wrap><Error><Code>A</Code></Error></Wrap>`:                                     "||",
		`<Error><Wrap><Code>A</Code></Wrap></Error>`:                                     "||",
		`<!DOCTYPE Error><?pi <Error><Code>B</Code>?><Error><Code>A</Code></Error> text`: "A||",
		`<Error><Code>A</Code><Mess`:                                                     "A|?|?",
		`<Error><Code>A`:                                                                 "?|?|?",
		`<Error><!-- <Code>A</Code>`:                                                     "?|?|?",
		`<Error a="><Code>A</Code></Error>`:                                              "?|?|?",
		`</Error></Error><Error><Code>A</Code></Error>`:                                  "A||",
		`<Error><Code>&#65;&#x42;&#1114112;&nbsp;&;&amp</Code></Error>`:                  "AB&#1114112;&nbsp;&;&amp||",
		`<>` + strings.Repeat("<a>", 100):                                                "?|?|?",
		strings.Repeat("<a/>", 100) + `<Error><Code>A</Code></Error>`:                    "A||",
		`{"Error":{"Code":"A"}}`:                                                         "||",
	} {
		f := NewFields()
		f.Read(body, Header{}, &xmlWire)
		var got []string
		for slot := range 3 {
			text, known := f.Part(&Part{Slot: slot})
			if !known {
				text = "?"
			}
			got = append(got, text)
		}
		if strings.Join(got, "|") != want {
			t.Errorf("%s: got %q, want %q", body, got, want)
		}
		f.Release()
	}
}

// Reading allocates nothing.
func TestXMLAllocates(t *testing.T) {
	f := NewFields()
	n := testing.AllocsPerRun(100, func() {
		f.Read(`<?xml version="1.0"?><Error id="7"><Code>A&amp;B</Code><Message>b</Message></Error>`, Header{}, &xmlWire)
	})
	if n != 0 {
		t.Errorf("%v allocations", n)
	}
}

// A response that says what is known of an error is XML where the wire is.
func TestComposeXML(t *testing.T) {
	c := NewComposer(&xmlWire)
	c.Put(xmlWire.Message, ` <b> & "c"`)
	c.Put(xmlWire.Code, "A")
	c.Put(xmlWire.Param, "7")
	c.PutAt("Error.More.Less", "x")
	const want = `<Error id="7"><Code>A</Code><Message>&#32;&lt;b&gt; &amp; &quot;c&quot;</Message><More><Less>x</Less></More></Error>`
	if got := string(c.Body()); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	f := NewFields()
	f.Read(want, Header{}, &xmlWire)
	if f.Code != "A" || f.Message != ` <b> & "c"` {
		t.Errorf("read as %q, %q", f.Code, f.Message)
	}
}

// Whether an element says something does not depend on who read its text before.
func TestTextLeavesWhatAnElementSays(t *testing.T) {
	for _, body := range []string{`<Error><Code><!-- none --></Code></Error>`, `<Error><Code>a&amp;b</Code></Error>`, `<Error><Code>A</Code></Error>`} {
		f := NewFields()
		f.Read(body, Header{}, &Wire{XML: xmlWire.XML})
		before := f.HasValue(0)
		if f.Text(0); f.HasValue(0) != before {
			t.Errorf("%s has a value: %t, and after it was read %t", body, before, !before)
		}
		f.Release()
	}
}
