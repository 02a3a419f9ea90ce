package classify

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/errbook/errbook/apierr"
)

func TestParse(t *testing.T) {
	tests := []struct {
		name string
		text string
		want Line
	}{
		{
			name: "every member",
			text: `{"provider":"fashn","status":429,"headers":{"retry-after":"3","X-Many":["a","b"]},"body":"{\"a\":1}","surface":"stream","context":{"deployment":"dedicated"}}`,
			want: Line{
				Provider: "fashn", Named: true, Status: 429, Stream: true,
				Header:   http.Header{"Retry-After": {"3"}, "X-Many": {"a", "b"}},
				Body:     []byte(`{"a":1}`),
				Contexts: []apierr.Context{"deployment=dedicated"},
			},
		},
		{"nothing", `{}`, Line{}},
		{"null counts as absent", `{"provider":null,"status":null,"headers":null,"body":null,"surface":null,"context":null}`, Line{}},
		{"an empty provider is one", `{"provider":""}`, Line{Named: true}},
		{"a close", `{"provider":"a","close":1011,"body":"x"}`, Line{Provider: "a", Named: true, Close: 1011, Body: []byte("x")}},
		{"an event", `{"provider":"a","event":"error","close":null}`, Line{Provider: "a", Named: true, Event: "error"}},
		{"a surface that is no stream", `{"provider":"a","surface":"runtime"}`, Line{Provider: "a", Named: true}},
		{"members that are not listed", `{"id":[{"body":"no"},1e3,true,null],"provider":"a","Body":"no"}`, Line{Provider: "a", Named: true}},
		{"of two members the last", `{"status":1,"status":2,"headers":{"a":"1"},"headers":{"b":"2"}}`, Line{Status: 2, Header: http.Header{"B": {"2"}}}},
		{"of two members the last, if it is null", `{"provider":"a","status":1,"provider":null,"status":null}`, Line{}},
		{"a number as a header", `{"headers":{"retry-after":30,"x":[1.50]}}`, Line{Header: http.Header{"Retry-After": {"30"}, "X": {"1.50"}}}},
		{"a header that is null", `{"headers":{"a":null,"b":"1"}}`, Line{Header: http.Header{"B": {"1"}}}},
		{"escapes", `{"body":"\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00\ud83d!"}`, Line{Body: []byte("\"\\/\b\f\n\r\té😀\ufffd!")}},
		{"no UTF-8", "{\"body\":\"a\xffb\"}", Line{Body: []byte("a\xffb")}},
		{"white space", " { \"status\" :\t429 , \"body\" : \"a\" }\r\n", Line{Status: 429, Body: []byte("a")}},
	}
	var l Line
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if err := l.Parse(test.text); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(plain(test.want), plain(l)); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

// TestParseRefuses shows what is said of lines that are no answer.
func TestParseRefuses(t *testing.T) {
	tests := []struct{ text, want string }{
		{`[1]`, "must be a JSON object; found a list"},
		{`"a"`, "must be a JSON object; found a string"},
		{`null`, "must be a JSON object; found null"},
		{`oops`, "must be JSON; found 'o' at byte 1"},
		{`{"status":429`, "must be JSON; found an end after 13 bytes"},
		{`{"status":429}x`, "must be JSON; found 'x' at byte 15"},
		{`{"status":429}` + "\x00", `must be JSON; found '\x00' at byte 15`},
		{`{"status":"429"}`, "status must be a number; found a string"},
		{`{"status":429.5}`, "status must be a whole number from 0 to 999; found 429.5"},
		{`{"status":-1}`, "status must be a whole number from 0 to 999; found -1"},
		{`{"close":5000}`, "close must be a whole number from 0 to 4999; found 5000"},
		{`{"event":7}`, "event must be a string; found a number"},
		{`{"status":1000}`, "status must be a whole number from 0 to 999; found 1000"},
		{`{"status":0429}`, "must be JSON; found '4' at byte 12"},
		{`{"provider":7}`, "provider must be a string; found a number"},
		{`{"body":{"error":"x"}}`, "body must be a string; found an object"},
		{`{"surface":true}`, "surface must be a string; found true or false"},
		{`{"headers":["a"]}`, "headers must be an object; found a list"},
		{`{"headers":{"a":true}}`, "the value of a header must be a string, a number, or a list of them; found true or false"},
		{`{"headers":{"a":[["b"]]}}`, "the value of a header must be a string, a number, or a list of them; found a list"},
		{`{"context":"a=b"}`, "context must be an object; found a string"},
		{`{"context":{"a":1}}`, "each value of context must be a string; found a number"},
		{"{\"body\":\"a\tb\"}", `must be JSON; found '\t' at byte 11`},
		{`{"body":"\x"}`, "must be JSON; found 'x' at byte 11"},
		{`{"body":"\u12g4"}`, "must be JSON; found 'g' at byte 14"},
		{`{"a":` + strings.Repeat("[", 1002), "must nest at most 1000 deep; found more at byte 1007"},
	}
	var l Line
	for _, test := range tests {
		if err := l.Parse(test.text); err == nil || err.Error() != test.want {
			t.Errorf("%.40s\n got: %v\nwant: %s", test.text, err, test.want)
		}
	}
}

// TestParseAgrees holds Parse against encoding/json on lines of all sorts, half
// of them broken somewhere.
func TestParseAgrees(t *testing.T) {
	var l Line
	taken, refused := 0, 0
	for seed := range uint64(20000) {
		text := randomLine(rand.New(rand.NewPCG(seed, 1)))
		switch agree(t, &l, text) {
		case true:
			taken++
		default:
			refused++
		}
	}
	if taken < 5000 || refused < 5000 {
		t.Errorf("%d lines were taken and %d refused: the test says little", taken, refused)
	}
}

func FuzzParse(f *testing.F) {
	f.Add(`{"provider":"fashn","status":429,"headers":{"retry-after":["3",4]},"body":"\ud83d\ude00","surface":"stream","context":{"a":"b"}}`)
	for seed := range uint64(50) {
		f.Add(randomLine(rand.New(rand.NewPCG(seed, 1))))
	}
	f.Fuzz(func(t *testing.T, text string) { agree(t, new(Line), text) })
}

// agree fails the test unless Parse and the reference make the same of a text.
// It reports whether they took it.
func agree(t *testing.T, l *Line, text string) bool {
	t.Helper()
	want, wantErr := reference(text)
	err := l.Parse(text)
	if (err == nil) != (wantErr == nil) {
		t.Fatalf("%q\nParse says: %v\nreference:  %v", text, err, wantErr)
	}
	if err != nil {
		return false
	}
	if diff := cmp.Diff(plain(want), plain(*l)); diff != "" {
		t.Fatalf("%q: -want +got:\n%s", text, diff)
	}
	return true
}

// plain returns a line in a form that compares: Parse keeps bytes that are no
// UTF-8 and empty slices, where encoding/json does not.
func plain(l Line) map[string]any {
	headers := map[string][]string{}
	for name, values := range l.Header {
		for _, v := range values {
			headers[string([]rune(name))] = append(headers[string([]rune(name))], string([]rune(v)))
		}
	}
	contexts := []string{}
	for _, c := range l.Contexts {
		contexts = append(contexts, string([]rune(string(c))))
	}
	slices.Sort(contexts)
	return map[string]any{
		"provider": string([]rune(l.Provider)), "named": l.Named, "status": l.Status, "stream": l.Stream,
		"body": string([]rune(string(l.Body))), "headers": headers, "contexts": slices.Compact(contexts),
	}
}

// reference is Parse by means of encoding/json.
func reference(text string) (l Line, err error) {
	l.Header = http.Header{}
	if !json.Valid([]byte(text)) {
		return l, errors.New("no JSON")
	}
	return l, eachMember([]byte(text), func(name string, value json.RawMessage) (err error) {
		var s *string
		switch name {
		case "provider":
			s, err = decode[*string](value)
			l.Provider, l.Named = orEmpty(s), s != nil
		case "status":
			l.Status, err = decode[int](value)
			if l.Status < 0 || l.Status > 999 {
				return errors.New("no status")
			}
		case "body":
			s, err = decode[*string](value)
			l.Body = []byte(orEmpty(s))
		case "surface":
			s, err = decode[*string](value)
			l.Stream = orEmpty(s) == "stream"
		case "headers":
			l.Header, err = referenceHeaders(value)
		case "context":
			l.Contexts, err = referenceContexts(value)
		}
		return err
	})
}

// eachMember calls member for each member of an object, in order; null has none.
func eachMember(object json.RawMessage, member func(name string, value json.RawMessage) error) error {
	d := json.NewDecoder(bytes.NewReader(object))
	if start, err := d.Token(); err != nil || start != json.Delim('{') {
		return fmt.Errorf("no object: %v, %v", start, err)
	}
	for d.More() {
		name, err := d.Token()
		if err != nil {
			return err
		}
		value, err := decodeNext[json.RawMessage](d)
		if err != nil {
			return err
		}
		if err := member(name.(string), value); err != nil {
			return err
		}
	}
	return nil
}

func decode[T any](value json.RawMessage) (T, error) {
	d := json.NewDecoder(bytes.NewReader(value))
	d.UseNumber()
	return decodeNext[T](d)
}

func decodeNext[T any](d *json.Decoder) (v T, err error) {
	err = d.Decode(&v)
	return v, err
}

func orEmpty(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

func referenceHeaders(object json.RawMessage) (http.Header, error) {
	h := http.Header{}
	if string(object) == "null" {
		return h, nil
	}
	return h, eachMember(object, func(name string, member json.RawMessage) error {
		h.Del(name)
		value, err := decode[any](member)
		list, ok := value.([]any)
		if value != nil && !ok {
			list = []any{value}
		}
		for _, v := range list {
			switch v := v.(type) {
			case string:
				h.Add(name, v)
			case json.Number:
				h.Add(name, v.String())
			default:
				return fmt.Errorf("%v is no value of a header", v)
			}
		}
		return err
	})
}

func referenceContexts(object json.RawMessage) (list []apierr.Context, err error) {
	if string(object) == "null" {
		return nil, nil
	}
	return list, eachMember(object, func(name string, member json.RawMessage) error {
		value, err := decode[*string](member)
		if value != nil {
			list = append(list, apierr.Context(name+"="+*value))
		}
		return err
	})
}

// randomLine makes a line that is an answer, or nearly one.
func randomLine(r *rand.Rand) string {
	var members []string
	for range r.IntN(8) {
		name := pick(r, "provider", "status", "headers", "body", "surface", "context", "id", "a\\u0062", "")
		members = append(members, `"`+name+`"`+pick(r, ":", " : ")+randomMember(r, name))
	}
	line := pick(r, "{", "{ ") + strings.Join(members, pick(r, ",", " ,\t")) + pick(r, "}", " }\r\n")
	if r.IntN(3) == 0 { // break it
		at := r.IntN(len(line))
		line = line[:at] + pick(r, "", "x", ",", "\\", "\"", "\x00", "}", "0") + line[at+r.IntN(len(line)-at):]
	}
	return line
}

// randomMember makes the value of a member, mostly of the right type.
func randomMember(r *rand.Rand, name string) string {
	if r.IntN(12) == 0 {
		return randomValue(r, 3)
	}
	switch name {
	case "status":
		return pick(r, "429", "0", "-0", "200", "1000", "4.5", "1e2", "-1", "null", `"429"`, "01")
	case "headers":
		return fmt.Sprintf(`{"retry-after":%s,"Retry-%d":[%s,7]}`, randomString(r), r.IntN(3), randomString(r))
	case "context":
		return fmt.Sprintf(`{"deployment":%s,"n":null}`, randomString(r))
	case "surface":
		return pick(r, `"stream"`, `"str\u0065am"`, `"api"`, "null")
	case "provider", "body":
		return randomString(r)
	}
	return randomValue(r, 3)
}

func randomValue(r *rand.Rand, depth int) string {
	switch n := r.IntN(8); {
	case n == 0 && depth > 0:
		return "[" + randomValue(r, depth-1) + "," + randomValue(r, depth-1) + "]"
	case n == 1 && depth > 0:
		return `{"a":` + randomValue(r, depth-1) + "}"
	case n < 4:
		return randomString(r)
	}
	return pick(r, "1", "-1.5E+3", "0", "true", "false", "null", "[]", "{}", "[ ]", "{ }")
}

// randomString makes a JSON string with escapes, all of Unicode, and bytes that
// are no UTF-8.
func randomString(r *rand.Rand) string {
	var b strings.Builder
	for range r.IntN(6) {
		b.WriteString(pick(r, "plain", "é", "😀", `\"`, `\\`, `\/`, `\n`, `\u00e9`, `\ud83d\ude00`, `\ud83d`, `\ude00x`, `\ud83d\u0041`, `\u0000`, "\xff", "\u2028", "{", "'"))
	}
	return `"` + b.String() + `"`
}

func pick(r *rand.Rand, options ...string) string { return options[r.IntN(len(options))] }
