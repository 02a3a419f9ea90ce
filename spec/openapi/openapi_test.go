package openapi_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"maps"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/yuin/goldmark"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/apierr/server"
	"github.com/errbook/errbook/apierr/shape"
	"github.com/errbook/errbook/spec"
	"github.com/errbook/errbook/spec/openapi"
)

// documentOf returns the document of a spec file in testdata, and its JSON.
func documentOf(t *testing.T, name string) (*openapi.Document, any) {
	t.Helper()
	book, err := spec.Load("testdata/" + name + ".yaml")
	if err != nil {
		t.Fatal(err)
	}
	doc := openapi.New(book.Files[0], "by a test")
	data, err := json.Marshal(doc)
	if err != nil {
		t.Fatal(err)
	}
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return doc, value
}

// schemaAt compiles a schema of a document, which checks it, too.
func schemaAt(t *testing.T, doc any, pointer string) *jsonschema.Schema {
	t.Helper()
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource("doc.json", doc); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile("doc.json#" + pointer)
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

// The examples are what servers write, so each is of its error's schema, of that of any
// error, and of no other error's.
func TestExamplesAreOfTheirSchema(t *testing.T) {
	for _, name := range []string{"shop", "bank"} {
		doc, value := documentOf(t, name)
		for _, e := range doc.Components.Examples {
			body, err := jsonschema.UnmarshalJSON(bytes.NewReader(e.Value.Value))
			if err != nil {
				t.Fatal(err)
			}
			for _, s := range doc.Components.Schemas {
				err := schemaAt(t, value, "/components/schemas/"+s.Name).Validate(body)
				is := s.Name == e.Name
				if is && err != nil {
					t.Errorf("%s: the example of %s: %v", name, e.Name, err)
				}
				if name == "shop" && s.Name != "anyError" && !is && err == nil {
					t.Errorf("%s: the example of %s is a %s, too", name, e.Name, s.Name)
				}
				if name == "shop" && s.Name == "anyError" && err != nil {
					t.Errorf("%s: the example of %s is not any error: %v", name, e.Name, err)
				}
			}
		}
	}
}

// What a server sends is of its error's schema whatever the server knows: a code alone,
// which says nothing of the details, a number that JSON does not have, the ID of the
// request, and how long to wait.
func TestResponsesAreOfTheirSchema(t *testing.T) {
	ofRequest := func(e *apierr.Error) { e.RequestID = "r-1" }
	for _, name := range []string{"shop", "bank", "queue", "store"} {
		doc, value := documentOf(t, name)
		f, p := serverOf(t, "testdata/"+name+".yaml")
		for _, e := range f.Errors {
			schema := schemaAt(t, value, "/components/schemas/"+e.Name.Value)
			var unknown []shape.Value
			for _, param := range e.Params {
				unknown = append(unknown, shape.Float(param.Key.Value, math.NaN()))
			}
			for what, err := range map[string]error{ // with the details: TestExamplesAreOfTheirSchema
				"a code":          e.Code,
				"an error":        p.New(e.Code),
				"a request ID":    p.New(e.Code, ofRequest),
				"a wait":          p.New(e.Code, apierr.WithDelay(time.Minute)),
				"both":            p.New(e.Code, ofRequest, apierr.WithDelay(time.Minute)),
				"unknown details": p.NewWith(e.Code, unknown),
			} {
				r := p.Response(err)
				if got := p.Sent(err).Code; got != e.Code {
					t.Errorf("%s: %s is sent for %s of %s", name, got, what, e.Name.Value)
				}
				if strings.HasPrefix(string(r.Body), "<?xml") {
					for _, member := range doc.Components.Schemas.Get(e.Name.Value).Required {
						if tag := strings.TrimPrefix(member, "@"); !strings.Contains(string(r.Body), "<"+tag+">") && !strings.Contains(string(r.Body), " "+tag+`="`) {
							t.Errorf("%s: %s of %s does not have %s: %s", name, what, e.Name.Value, member, r.Body)
						}
					}
					continue
				}
				body, bad := jsonschema.UnmarshalJSON(bytes.NewReader(r.Body))
				if bad != nil {
					t.Fatal(bad)
				}
				if bad := schema.Validate(body); bad != nil {
					t.Errorf("%s: %s of %s, %s: %v", name, what, e.Name.Value, r.Body, bad)
				}
			}
		}
	}
}

// serverOf returns a spec file, and what sends its errors, as generated code has it.
func serverOf(t *testing.T, file string) (*spec.File, *server.Provider) {
	t.Helper()
	book, err := spec.Load(file)
	if err != nil {
		t.Fatal(err)
	}
	f := book.Files[0]
	docs, sending := map[apierr.Code]*apierr.Doc{}, &server.Sending{}
	for _, e := range f.Errors {
		looks, _ := f.Looks(e)
		docs[e.Code], sending.Shapes = e.Doc, append(sending.Shapes, looks[0].Shape)
	}
	var rules []spec.Clause
	for _, r := range f.Rows {
		rules = append(rules, r.Clause)
	}
	lookup := func(code apierr.Code) *apierr.Doc { return docs[code] }
	return f, server.NewProvider(f.Facts(), spec.Interpreter(rules), lookup, sending)
}

// What a client relies on is asked for: the identifiers, the message, and the types of the
// details that are there. What is for people is not.
func TestSchemasRefuse(t *testing.T) {
	doc, value := documentOf(t, "shop")
	schema := schemaAt(t, value, "/components/schemas/OutOfStock")
	for _, tt := range []struct {
		key     string
		value   any
		accepts bool
	}{
		{"code", "sold_out", false}, {"status", 404, false}, {"type", "about:blank", false}, {"left", "3", false}, {"left", 1.5, false}, {"item", 3, false}, {"code", nil, false}, {"detail", nil, false},
		{"title", "Sold out", true}, {"detail", "Nothing left", true}, {"left", 0, true}, {"more", true, true}, {"left", nil, true}, {"item", nil, true},
	} {
		var body map[string]any
		if err := json.Unmarshal(doc.Components.Examples.Get("OutOfStock").Value, &body); err != nil {
			t.Fatal(err)
		}
		if body[tt.key] = tt.value; tt.value == nil {
			delete(body, tt.key)
		}
		if err := schema.Validate(roundTrip(t, body)); (err == nil) != tt.accepts {
			t.Errorf("%s %v: %v", tt.key, tt.value, err)
		}
	}
}

func roundTrip(t *testing.T, v any) any {
	t.Helper()
	data, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return value
}

// There is a response for each status, by what the rules say, and for each error that is
// one.
func TestResponses(t *testing.T) {
	for name, want := range map[string][]string{
		"shop":  {"404 Gone", "409 OutOfStock Default", "410 Gone", "5XX Down", "default anyError", "OutOfStock OutOfStock", "Default Default", "Down Down", "Gone Gone"},
		"bank":  {"402 NoFunds Blocked", "503 Busy", "default anyError", "NoFunds NoFunds", "Blocked Blocked", "Rejected Rejected", "Busy Busy"},
		"store": {"404 NoSuchKey", "503 SlowDown", "default anyError", "NoSuchKey NoSuchKey", "SlowDown SlowDown"},
	} {
		doc, _ := documentOf(t, name)
		var got []string
		for _, r := range doc.Components.Responses {
			line := r.Name
			if r.Value.Ref != "" {
				line += " " + base(r.Value.Ref)
			}
			for _, m := range r.Value.Content {
				for _, s := range slices.Concat([]*openapi.Schema{m.Value.Schema}, m.Value.Schema.OneOf, m.Value.Schema.AnyOf) {
					if s.Ref != "" {
						line += " " + base(s.Ref)
					}
				}
			}
			got = append(got, line)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s:\n%s", name, diff)
		}
	}
}

func base(ref string) string { return ref[strings.LastIndex(ref, "/")+1:] }

// Every reference leads to something.
func TestReferences(t *testing.T) {
	for _, name := range []string{"shop", "bank", "store"} {
		_, value := documentOf(t, name)
		refs := 0
		var walk func(v any)
		walk = func(v any) {
			switch v := v.(type) {
			case map[string]any:
				for key, item := range v {
					if ref, ok := item.(string); ok && (key == "$ref" || strings.HasPrefix(ref, "#/components/")) {
						refs++
						at := value
						for step := range strings.SplitSeq(strings.TrimPrefix(ref, "#/"), "/") {
							object, _ := at.(map[string]any)
							at = object[step]
						}
						if at == nil {
							t.Errorf("%s: nothing is at %s", name, ref)
						}
					}
					walk(item)
				}
			case []any:
				for _, item := range v {
					walk(item)
				}
			}
		}
		if walk(value); refs == 0 {
			t.Errorf("%s has no references", name)
		}
	}
}

// Headers are those that servers write: fixed ones, one of several for a status, and waits
// where a retry can help.
func TestHeaders(t *testing.T) {
	for _, tt := range []struct{ file, response, want string }{
		{"shop", "OutOfStock", `{"x-request-id":{"description":"The ID of the request.","schema":{"type":"string"}}}`},
		{"shop", "Down", `{"Retry-After":{"description":"How many seconds to wait before the next attempt.","schema":{"minimum":0,"type":"integer"}},"x-request-id":{"description":"The ID of the request.","schema":{"type":"string"}}}`},
		{"bank", "NoFunds", `{"x-bank-code":{"required":true,"schema":{"const":"no_funds","type":"string"}}}`},
		{"bank", "Blocked", `{"x-bank-code":{"required":true,"schema":{"pattern":"^block_","type":"string"}}}`},
		{"bank", "402", `{"x-bank-code":{"required":true,"schema":{"type":"string"}}}`},
	} {
		doc, _ := documentOf(t, tt.file)
		data, err := json.Marshal(roundTrip(t, doc.Components.Responses.Get(tt.response).Headers))
		if err != nil {
			t.Fatal(err)
		}
		if string(data) != tt.want {
			t.Errorf("%s %s: got %s, want %s", tt.file, tt.response, data, tt.want)
		}
	}
}

// What is no response of its own is a schema that says where it is sent.
func TestEventsAndCloses(t *testing.T) {
	doc, _ := documentOf(t, "bank")
	feed, kicked := doc.Components.Schemas.Get("FeedBroke").Errbook, doc.Components.Schemas.Get("Kicked").Errbook
	if feed.Event != "failure" || kicked.Close != 4000 {
		t.Errorf("got event %q, close %d", feed.Event, kicked.Close)
	}
	for _, name := range []string{"FeedBroke", "Kicked"} {
		if doc.Components.Responses.Get(name) != nil {
			t.Errorf("%s is a response", name)
		}
	}
}

// The example of XML is a document whose elements and attributes the schema names.
func TestXML(t *testing.T) {
	doc, _ := documentOf(t, "store")
	var text string
	if err := json.Unmarshal(doc.Components.Examples.Get("NoSuchKey").Value, &text); err != nil {
		t.Fatal(err)
	}
	var root struct {
		XMLName xml.Name
		Attrs   []xml.Attr `xml:",any,attr"`
		Kids    []struct {
			XMLName xml.Name
		} `xml:",any"`
	}
	if err := xml.Unmarshal([]byte(text), &root); err != nil {
		t.Fatal(err)
	}
	got := map[string]bool{}
	for _, a := range root.Attrs {
		got["@"+a.Name.Local] = true
	}
	for _, k := range root.Kids {
		got[k.XMLName.Local] = true
	}
	want := map[string]bool{}
	schema := doc.Components.Schemas.Get("NoSuchKey")
	for _, p := range schema.Properties {
		want[p.Name] = true
	}
	if !maps.Equal(got, want) || schema.XML.Name != root.XMLName.Local {
		t.Errorf("the document %s has %v, the schema %v", root.XMLName.Local, got, want)
	}
}

// Descriptions are Markdown, in which the texts of a spec file stay texts: no tag, no
// emphasis, no picture, and no link but those of the dialect.
func TestHostileTexts(t *testing.T) {
	doc, _ := documentOf(t, "shop")
	var all []string
	for _, r := range doc.Components.Responses {
		all = append(all, r.Value.Description)
	}
	for _, s := range doc.Components.Schemas {
		all = append(all, s.Value.Description)
	}
	var html bytes.Buffer
	if err := goldmark.Convert([]byte(strings.Join(all, "\n\n")), &html); err != nil {
		t.Fatal(err)
	}
	for _, tag := range []string{"<script", "<b>", "<i>", "<em>", "<strong>", "<img", "<h1>", "raw HTML"} {
		if strings.Contains(html.String(), tag) {
			t.Errorf("a text became %s", tag)
		}
	}
	for _, text := range []string{"&lt;script&gt;alert(1)&lt;/script&gt; of **it**, in <code>a{b}</code>", "Out of *stock* | &lt;i&gt;now&lt;/i&gt;", `<a href="https://shop.example/help">the page</a>`, "Any error of Shop &lt;b&gt;&amp;amp; *Sons*&lt;/b&gt;."} {
		if !strings.Contains(html.String(), text) {
			t.Errorf("nothing says %s", text)
		}
	}
}
