package shape

import (
	"math"
	"net/http"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/errbook/errbook/apierr/wire"
)

// What is in the holes, and what becomes of holes for which there is nothing.
func TestWrite(t *testing.T) {
	s := Shape{
		Status: 429, Media: "application/json",
		Header: []Node{
			{Key: "x-code", Text: `"too_fast"`}, {Key: "x-request-id", Hole: RequestID}, {Key: "x-note", Hole: Message},
			{Key: "x-wait", Hole: Delay, Format: wire.FormatRateLimit},
		},
		Body: &Node{Kids: []Node{
			{Key: "error", Kids: []Node{
				{Key: "code", Text: "7"}, {Key: "message", Hole: Message, Text: "slow down"},
				{Key: "left", Hole: Detail, Name: "left"}, {Key: "wait", Hole: Delay, Format: wire.FormatMilliseconds},
			}},
			{Key: "meta", Kids: []Node{{Key: "id", Hole: RequestID}}},
			{Key: "list", List: true, Kids: []Node{{Text: "true"}, {Kids: []Node{{Key: "a", Text: "null"}}}}},
		}},
	}
	for _, test := range []struct {
		name   string
		values Values
		header http.Header
		body   string
	}{
		{
			"nothing", Values{},
			http.Header{"Content-Type": {"application/json"}, "X-Code": {"too_fast"}},
			`{"error":{"code":7,"message":"slow down"},"list":[true,{"a":null}]}`,
		},
		{
			"everything", Values{Message: "Please SLOW down\r\nx: y", RequestID: "r1", Details: []Value{Int("left", 3)}, Delay: 1500 * time.Millisecond, HasDelay: true},
			http.Header{
				"Content-Type": {"application/json"}, "X-Code": {"too_fast"}, "X-Request-Id": {"r1"}, "X-Note": {"Please SLOW down  x: y"},
				"X-Wait": {`"default";r=0;t=2`},
			},
			`{"error":{"code":7,"message":"Please SLOW down\r\nx: y","left":3,"wait":1500},"meta":{"id":"r1"},"list":[true,{"a":null}]}`,
		},
		{
			"a message without the phrase", Values{Message: "Not <so> fast"},
			http.Header{"Content-Type": {"application/json"}, "X-Code": {"too_fast"}, "X-Note": {"Not <so> fast"}},
			`{"error":{"code":7,"message":"slow down Not <so> fast"},"list":[true,{"a":null}]}`,
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := s.Write(&test.values)
			if r.Status != 429 || string(r.Body) != test.body {
				t.Errorf("got %d %s\nwant %s", r.Status, r.Body, test.body)
			}
			if diff := cmp.Diff(test.header, r.Header); diff != "" {
				t.Errorf("headers (-want +got):\n%s", diff)
			}
		})
	}
}

// Every format of a wait, rounded so that nobody comes too early.
func TestDelayText(t *testing.T) {
	now := time.Date(2026, 1, 2, 3, 4, 5, 600e6, time.UTC)
	for format, want := range map[wire.DelayFormat]string{
		wire.FormatRetryAfter: "2", wire.FormatMilliseconds: "1501", wire.FormatSeconds: "1.5005", wire.FormatGoDuration: "1.5005s",
		wire.FormatProtobufDuration: "1.5005s", wire.FormatUnix: "1767323048", wire.FormatUnixMilli: "1767323047100",
		wire.FormatRFC3339: "2026-01-02T03:04:07.1005Z", wire.FormatRateLimit: `"default";r=0;t=2`,
	} {
		if got := delayText(1500500*time.Microsecond, format, now); got != want {
			t.Errorf("%s: got %s, want %s", format, got, want)
		}
	}
	if got := delayText(-time.Hour, wire.FormatRetryAfter, now); got != "0" {
		t.Errorf("a wait of less than nothing is %s", got)
	}
}

// The longest wait that there is does not become one of the past when it is rounded up.
func TestLongestDelayText(t *testing.T) {
	for format, want := range map[wire.DelayFormat]string{
		wire.FormatRetryAfter:   "9223372037",
		wire.FormatMilliseconds: "9223372036855",
		wire.FormatRateLimit:    `"default";r=0;t=9223372037`,
		wire.FormatUnix:         "9223372037",
	} {
		if got := delayText(math.MaxInt64, format, time.Unix(0, 0)); got != want {
			t.Errorf("%v: got %s, want %s", format, got, want)
		}
	}
}

// What is written of details is read again, value by value.
func TestDetailsComeBack(t *testing.T) {
	at := time.Date(2026, 1, 2, 3, 4, 5, 6, time.FixedZone("east", 3600))
	values := []Value{
		String("s", "a \"b\" \u2028 <c> ☃"), String("empty", ""), Int("i", math.MinInt), Float("f", 1e-300), Bool("b", false), Time("t", at),
		Duration("d", -90500*time.Millisecond), Duration("least", math.MinInt64),
	}
	s := Shape{Details: []string{"error"}, Body: &Node{Kids: []Node{{Key: "error"}}}}
	for _, v := range values {
		s.Body.Kids[0].Kids = append(s.Body.Kids[0].Kids, Node{Key: v.Name, Hole: Detail, Name: v.Name})
	}
	body := s.Write(&Values{Details: values}).Body
	d := s.Read(body)
	if got := d.String("s"); got != "a \"b\" \u2028 <c> ☃" {
		t.Errorf("s = %q", got)
	}
	if got := d.String("empty"); got != "" || !d.OK() {
		t.Errorf("an empty text is %q, %v", got, d.OK())
	}
	if got := d.Int("i"); got != math.MinInt {
		t.Errorf("i = %d", got)
	}
	if got := d.Float("f"); got != 1e-300 {
		t.Errorf("f = %v", got)
	}
	if d.Bool("b") {
		t.Error("b is true")
	}
	if got := d.Time("t"); !got.Equal(at) {
		t.Errorf("t = %v", got)
	}
	if got := d.Duration("d"); got != -90500*time.Millisecond {
		t.Errorf("d = %v", got)
	}
	if got := d.Duration("least"); got != math.MinInt64 {
		t.Errorf("least = %v", got)
	}
	if !d.OK() {
		t.Errorf("something is missing in %s", body)
	}
	if again := s.Write(&Values{Details: d.Values()}).Body; string(again) != string(s.Write(&Values{Details: values}).Body) {
		t.Errorf("written again it is %s, at first %s", again, body)
	}
}

// What JSON, or RFC 3339, has no word for is left out; the last and the first moment that
// it has a word for are not.
func TestDetailsThatCannotBeSent(t *testing.T) {
	day := func(year int) time.Time { return time.Date(year, 12, 31, 23, 59, 59, 0, time.UTC) }
	for _, c := range []struct {
		value Value
		sent  bool
		read  func(d *Details) any
	}{
		{Float("v", math.NaN()), false, func(d *Details) any { return d.Float("v") }},
		{Float("v", math.Inf(-1)), false, func(d *Details) any { return d.Float("v") }},
		{Float("v", math.MaxFloat64), true, func(d *Details) any { return d.Float("v") }},
		{Time("v", day(10000)), false, func(d *Details) any { return d.Time("v") }},
		{Time("v", day(-1)), false, func(d *Details) any { return d.Time("v") }},
		{Time("v", time.Date(9999, 12, 31, 23, 0, 0, 0, time.FixedZone("west", -7200))), false, func(d *Details) any { return d.Time("v") }},
		{Time("v", day(9999)), true, func(d *Details) any { return d.Time("v") }},
		{Time("v", day(0)), true, func(d *Details) any { return d.Time("v") }},
	} {
		for _, isXML := range []bool{false, true} {
			s := Shape{XML: isXML, Details: []string{"e"}, Body: &Node{Kids: []Node{{Key: "e", Kids: []Node{{Key: "c", Text: "7"}, {Key: "v", Hole: Detail, Name: "v"}}}}}}
			body := s.Write(&Values{Details: []Value{c.value}}).Body
			d := s.Read(body)
			if got := c.read(d); d.OK() != c.sent {
				t.Errorf("%s, XML %v: read %v, %v from %s", c.value.Text, isXML, got, d.OK(), body)
			}
			if !c.sent && len(d.Values()) > 0 {
				t.Errorf("%s, XML %v: sent as %s", c.value.Text, isXML, body)
			}
		}
	}
}

// A body that has not what is asked for says so.
func TestDetailsThatAreNotThere(t *testing.T) {
	s := Shape{Details: []string{"error"}, Body: &Node{Kids: []Node{{Key: "error", Kids: []Node{{Key: "n", Hole: Detail, Name: "n"}}}}}}
	for _, body := range []string{"", "no JSON", "null", `[]`, `{}`, `{"error":7}`, `{"error":{}}`, `{"error":{"n":null}}`, `{"error":{"n":"7"}}`, `{"error":{"n":1.5}}`} {
		if d := s.Read([]byte(body)); d.Int("n") != 0 || d.OK() {
			t.Errorf("%q has the detail", body)
		}
	}
	list := Shape{Details: []string{"errors", "[1]", "more"}, Body: &Node{Kids: []Node{{Key: "n", Hole: Detail, Name: "n"}}}}
	for _, body := range []string{`{"errors":{"more":{"n":7}}}`, `{"errors":[{"more":{"n":7}}]}`, `{"errors":[0,{"more":[{"n":7}]}]}`, `{"errors":[{"more":{"n":7}},`} {
		if d := list.Read([]byte(body)); d.Int("n") != 0 || d.OK() {
			t.Errorf("%q has the detail", body)
		}
	}
	if d := list.Read([]byte(`{"errors":[{},{"more":{"n":7}}]}`)); d.Int("n") != 7 || !d.OK() {
		t.Error("the detail of an element was not read")
	}
	if d := new(Details); d.String("n") != "" || d.OK() || d.Values() != nil {
		t.Error("no details have one")
	}
}

func TestExpand(t *testing.T) {
	values := []Value{Int("left", 3), String("item", "{left}"), Duration("wait", 90*time.Second)}
	for template, want := range map[string]string{
		"Only {left} of {item} are left.": "Only 3 of {left} are left.",
		"{{left}} in {wait}":              "{left} in 1m30s",
		"{none} } {":                      "{none} } {",
		"":                                "",
	} {
		if got := Expand(template, values); got != want {
			t.Errorf("Expand(%q) = %q, want %q", template, got, want)
		}
	}
}
