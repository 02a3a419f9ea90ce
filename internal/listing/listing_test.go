package listing

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/errbook/errbook/spec"
	"github.com/errbook/errbook/spec/yaml"
)

// listOf makes the key list of its parts: format, at, and key=value of the others.
func listOf(format string, at []string, more ...string) *spec.List {
	l := &spec.List{Format: text(format)}
	for _, a := range at {
		l.At = append(l.At, text(a))
	}
	for _, m := range more {
		key, value, _ := strings.Cut(m, "=")
		switch key {
		case "select":
			l.Select = text(value)
		case "title":
			l.Title = text(value)
		case "pattern":
			l.Pattern = text(value)
		}
	}
	return l
}

func text(s string) yaml.Text { return yaml.Text{Pos: yaml.Pos{Line: 1, Col: 1}, Value: s} }

// shown prints items as NAME@line:col, and titles after them.
func shown(l *Listing) string {
	var list []string
	for _, i := range l.Items {
		s := fmt.Sprintf("%s@%d:%d", i.Name, i.Line, i.Col)
		if i.Title != "" {
			s += "=" + i.Title
		}
		list = append(list, s)
	}
	return strings.Join(list, " ")
}

const openAPI = `openapi: 3.1.0
components:
  schemas:
    ErrorCode:
      type: string
      enum: [rate_limited, "402", server_error]
    Failure:
      properties:
        code:
          anyOf:
            - $ref: "#/components/schemas/ErrorCode"
            - {const: lonely}
            - $ref: other.yaml#/Code
        self: {$ref: "#/components/schemas/Failure"}
    Loop: {allOf: [{$ref: "#/components/schemas/Loop"}, {enum: [out]}]}
paths:
  /v1/run: {post: {responses: {"200": {}, "429": {}}}}
`

const awsModel = `{"operations": {"Invoke": {"errors": [{"shape": "Throttling"}, {"shape": "NoModel"}]}},
 "shapes": {
  "Throttling": {"type": "structure", "exception": true},
  "NoModel": {"type": "structure", "error": {"code": "ModelMissing"}},
  "Reason": {"type": "string", "enum": ["A", "B"]},
  "Plain": {"type": "structure"}}}
`

const protoFile = `// enum Comment { NOT_THIS = 1; }
message Candidate {
  option (x) = "enum Text { NOR_THIS = 0; }";
  enum FinishReason {
    option allow_alias = true;
    reserved 4, 5;
    STOP = 0;  // The end.
    SAFETY = 1 [deprecated = true];
  }
}
enum FinishReason { OTHER = 7; }
`

const goFile = `package x

type Code string

const (
	CodeRate Code = "rate"
	CodeMoney Code = "money"
	ErrFirst = iota
	ErrSecond
	prefix = "no"
)

const CodeLate = Code("late")
`

const typeScript = `// type Code = 'comment';
export type Code = 'rate' | "money" | Other | (string & {})
export type Other =
  | 'other'
export interface RateError { type: 'rate_error'; nested: { type: 'not_this' }; message?: string }
export interface MoneyError { message: string; type?: "money_error" | 'billing_error' }
export type AnyError = RateError | MoneyError;
export enum Kind { Bare, Valued = 'valued' }
export const Names = { Rate: "RATE", Money: "MONEY" } as const;
export const List = ['x', 'y'] as const;
type Circle = Circle | 'round';
export type Names = OpenEnum<typeof Names>;
`

const python = `"""class Doc: A = 'not this'"""
Code = Literal[
    "rate",
    "money",  # "not this"
]
class Names(str, Enum):
    """A docstring."""
    RATE = "rate_name"
    MONEY = "money_name"
    _private = "no"
    def f(self):
        LOCAL = "no"
class Body(BaseModel):
    code: Optional[Literal["a", "b"]] = None
    message: str
class APIError(Exception): pass
class StatusError(APIError):
    pass
class RateError(StatusError): ...
class Unrelated: ...
TABLE = {"k1": "v1", "k2": "v2"}
`

const markdownPage = "# Title\n\n## Codes\n\n| Code | Name | Fix |\n|---|---|---|\n| `a` / `b` | Both | Do [this](/x) \\| that |\n| `c` | **Third** | `x|y` |\n| | No name | |\n\n### Below\n\n| Code | Name |\n|---|---|\n| d | Fourth |\n\n## Others\n\n```\n| Code | Name |\n|---|---|\n| not | this |\n```\n\n- `e`: Fifth\n- 429 Too many\n- no name\n"

const htmlPage = `<h2>Codes</h2>
<!-- <table><tr><th>Code</th></tr><tr><td>not this</td></tr></table> -->
<script>"<table><tr><td>nor this</td></tr></table>"</script>
<table><thead><tr><th>Code</th><th>Name</th></tr></thead>
<tr><td><code>a&amp;b</code></td><td>First <a href="/fix">fix</a></td>
<tr><td>
  b</td><td>Second</td></tr></table>
<h2>Others</h2><ul><li><code>c</code> Third<li>none</ul>
`

func TestRead(t *testing.T) {
	cases := []struct {
		what, data string
		list       *spec.List
		want       string
	}{
		{"an enum", openAPI, listOf("openapi", []string{"/components/schemas/ErrorCode/enum"}), "rate_limited@6:14 402@6:28 server_error@6:35"},
		{"a schema", openAPI, listOf("openapi", []string{"/components/schemas/Failure/properties/code"}), "rate_limited@6:14 402@6:28 server_error@6:35 lonely@12:23"},
		{"a schema that contains itself", openAPI, listOf("openapi", []string{"/components/schemas/Loop"}), "out@15:65"},
		{"keys at any path", openAPI, listOf("openapi", []string{"/paths/*/*/responses"}, "select=keys", "pattern=^[45].*"), "429@17:43"},
		{"an escaped step", openAPI, listOf("json", []string{"/paths/~1v1~1run/post/responses"}, "select=keys"), "200@17:32 429@17:43"},
		{"JSON", `{"codes": {"x": "one", "y": ["two"]}}`, listOf("json", []string{"/codes"}), "one@1:17 two@1:30"},
		{"exceptions", awsModel, listOf("aws-model", nil), "Throttling@3:3 ModelMissing@4:3"},
		{"errors of an operation", awsModel, listOf("aws-model", []string{"Invoke"}), "Throttling@1:49 ModelMissing@1:74"},
		{"an enum of AWS", awsModel, listOf("aws-model", []string{"Reason"}), "A@5:41 B@5:46"},
		{"a nested enum", protoFile, listOf("proto", []string{"Candidate.FinishReason"}), "STOP@7:5 SAFETY@8:5"},
		{"the first enum of a name", protoFile, listOf("proto", []string{"FinishReason"}), "STOP@7:5 SAFETY@8:5"},
		{"constants of a type", goFile, listOf("go", []string{"Code"}), "rate@6:2 money@7:2 late@13:7"},
		{"names of constants", goFile, listOf("go", []string{"Code"}, "select=names"), "CodeRate@6:2 CodeMoney@7:2 CodeLate@13:7"},
		{"constants by name", goFile, listOf("go", []string{"Err*"}), "ErrFirst@8:2 ErrSecond@9:2"},
		{"a union", typeScript, listOf("typescript", []string{"Code"}), "rate@2:20 money@2:29 other@4:5"},
		{"a member of a union", typeScript, listOf("typescript", []string{"AnyError.type"}), "rate_error@5:36 money_error@6:55 billing_error@6:71"},
		{"an enum of TypeScript", typeScript, listOf("typescript", []string{"Kind"}), "Bare@8:20 valued@8:35"},
		{"an object", typeScript, listOf("typescript", []string{"Names"}), "RATE@9:30 MONEY@9:45"},
		{"a list of texts", typeScript, listOf("typescript", []string{"List"}), "x@10:22 y@10:27"},
		{"a circle", typeScript, listOf("typescript", []string{"Circle"}), "round@11:24"},
		{"a Literal", python, listOf("python", []string{"Code"}), "rate@3:5 money@4:5"},
		{"constants of a class", python, listOf("python", []string{"Names"}), "rate_name@8:5 money_name@9:5"},
		{"names of a class", python, listOf("python", []string{"Names"}, "select=names"), "RATE@8:5 MONEY@9:5"},
		{"a member of a class", python, listOf("python", []string{"Body.code"}), "a@14:28 b@14:33"},
		{"derived classes", python, listOf("python", []string{"APIError"}, "select=classes"), "StatusError@17:1 RateError@19:1"},
		{"keys of a dictionary", python, listOf("python", []string{"TABLE"}), "k1@21:10 k2@21:22"},
		{"a section", markdownPage, listOf("markdown", []string{"codes"}, "title=Name"), "a@7:3=Both b@7:3=Both c@8:3=Third d@15:3=Fourth"},
		{"a column", markdownPage, listOf("markdown", []string{"Below"}, "select=Name"), "Fourth@15:7"},
		{"a list", markdownPage, listOf("markdown", []string{"Others"}), "e@25:3=Fifth 429@26:3=Too many"},
		{"a table of HTML", htmlPage, listOf("html", []string{"Codes"}, "title=Name"), "a&b@5:5=First fix b@6:5=Second"},
		{"a list of HTML", htmlPage, listOf("html", []string{"Others"}), "c@8:20=Third"},
		{"a comment before a table", "<!-- é\nÀ --><table><tr><th>Code</th></tr><tr><td>a</td></tr></table>", listOf("html", nil), "a@2:40"},
		{"what nothing ends", "<!--> <script-x><STYLE>x</Style ><table><tr><th>Code</th></tr><tr><td>a</td></tr></table>", listOf("html", nil), "a@1:67"},
		{"HTML in Markdown", "# T\n\n<table>\n<tr><th>Code</th></tr>\n<tr><td>a</td></tr>\n</table>\n", listOf("markdown", nil), "a@5:5"},
	}
	for _, c := range cases {
		got, err := Read([]byte(c.data), c.list)
		if err != nil {
			t.Errorf("%s: %v", c.what, err)
			continue
		}
		if diff := cmp.Diff(c.want, shown(got)); diff != "" {
			t.Errorf("%s:\n%s", c.what, diff)
		}
	}
}

// What cannot be a name is noted, with its place.
func TestReadNotes(t *testing.T) {
	long := strings.Repeat("x", maxName+1)
	cases := []struct {
		data string
		list *spec.List
		want Note
	}{
		{markdownPage, listOf("markdown", []string{"Codes"}), Note{yaml.Pos{Line: 9, Col: 3}, "has no name: "}},
		{openAPI, listOf("openapi", []string{"/components/schemas/Failure/properties/code"}), Note{yaml.Pos{Line: 13, Col: 21}, "refers to another file: other.yaml#/Code"}},
		{`["A", "` + long + `"]`, listOf("json", []string{"/*"}), Note{yaml.Pos{Line: 1, Col: 7}, "is too long for a name: " + long[:maxName] + "…"}},
		{`["A1", "b"]`, listOf("json", []string{"/*"}, "pattern=[A-Z]."), Note{yaml.Pos{Line: 1, Col: 8}, "has no name: b"}},
	}
	for _, c := range cases {
		got, err := Read([]byte(c.data), c.list)
		if err != nil {
			t.Error(err)
			continue
		}
		if diff := cmp.Diff([]Note{c.want}, got.Notes); diff != "" {
			t.Errorf("%.60s:\n%s", c.data, diff)
		}
	}
}

// A list that is no longer where it was is told from a copy that cannot be read.
func TestReadFails(t *testing.T) {
	moved := []struct {
		data string
		list *spec.List
	}{
		{openAPI, listOf("openapi", []string{"/components/schemas/Gone"})},
		{awsModel, listOf("aws-model", []string{"Gone"})},
		{`{"metadata": {}}`, listOf("aws-model", nil)},
		{protoFile, listOf("proto", []string{"Gone"})},
		{goFile, listOf("go", []string{"Gone"})},
		{typeScript, listOf("typescript", []string{"Gone"})},
		{"declare const A: B;\nconst C = {c: 'c'}", listOf("typescript", []string{"A"})},
		{python, listOf("python", []string{"Gone"})},
		{python, listOf("python", []string{"Gone"}, "select=classes")},
		{markdownPage, listOf("markdown", []string{"Gone"})},
		{markdownPage, listOf("markdown", nil, "select=Gone")},
		{markdownPage, listOf("markdown", nil, "title=Gone")},
		{htmlPage, listOf("html", []string{"Gone"})},
	}
	for _, c := range moved {
		_, err := Read([]byte(c.data), c.list)
		if m := (*MovedError)(nil); !errors.As(err, &m) {
			t.Errorf("%s %v: %v is not a MovedError", c.list.Format.Value, c.list.At, err)
		}
	}
	deep := strings.Repeat("[", 100) + strings.Repeat("]", 100)
	bomb := "a: &a [x, x, x, x, x, x, x, x, x, x]\n"
	for c := 'b'; c < 'j'; c++ {
		bomb += fmt.Sprintf("%c: &%c [%s]\n", c, c, strings.TrimSuffix(strings.Repeat("*"+string(c-1)+", ", 10), ", "))
	}
	many := `["` + strings.Repeat(`x","`, maxItems) + `x"]`
	for _, c := range []struct {
		what, data string
		list       *spec.List
	}{
		{"deep JSON", deep, listOf("json", []string{"/*"})},
		{"deep YAML", "a: " + deep, listOf("json", []string{"/a"})},
		{"a bomb", bomb, listOf("json", []string{"/i"})},
		{"many names", many, listOf("json", []string{"/*"})},
		{"no names", "# Nothing\n", listOf("markdown", nil)},
		{"broken JSON", `{"a": `, listOf("json", []string{"/a"})},
		{"broken Go", "package", listOf("go", []string{"A"})},
		{"a large copy", strings.Repeat(" ", MaxBytes+1), listOf("html", nil)},
	} {
		if _, err := Read([]byte(c.data), c.list); err == nil {
			t.Errorf("%s is read", c.what)
		}
	}
}

// A copy of a few kilobytes is read in no time, whatever it holds.
func TestReadIsFast(t *testing.T) {
	const n = 20_000
	var types, classes strings.Builder
	for i := range n {
		fmt.Fprintf(&types, "type T%d = T%d | T%[2]d;\n", i%64, i%64+1)
		fmt.Fprintf(&classes, "class C%d(C%d): pass\n", n-i, n-i-1)
	}
	for _, c := range []struct {
		what, data string
		list       *spec.List
	}{
		{"comments without an end", strings.Repeat("<!-- <script></script>", n), listOf("html", nil)},
		{"tags without an end", strings.Repeat("<script <a \"", n), listOf("html", nil)},
		{"types that each name another twice", types.String(), listOf("typescript", []string{"T0"})},
		{"classes in reverse order", classes.String(), listOf("python", []string{"C0"}, "select=classes")},
	} {
		begun := time.Now()
		_, _ = Read([]byte(c.data), c.list)
		if took := time.Since(begun); took > 5*time.Second {
			t.Errorf("%s: %d bytes took %s", c.what, len(c.data), took)
		}
	}
}

// Nothing that a copy can hold makes a reader fail otherwise than with an error.
func FuzzRead(f *testing.F) {
	formats := []string{"openapi", "json", "aws-model", "proto", "go", "typescript", "python", "markdown", "html"}
	for i, data := range []string{openAPI, `{"a":[1]}`, awsModel, protoFile, goFile, typeScript, python, markdownPage, htmlPage} {
		f.Add(byte(i), data, "Code")
		f.Add(byte(i), data[:len(data)/2], "AnyError.type")
	}
	f.Add(byte(6), "class\nclass A(", "A")
	f.Add(byte(5), "enum A", "A")
	f.Add(byte(5), "declare const A: B;\nconst C = {c: 'c'}", "A")
	f.Fuzz(func(t *testing.T, format byte, data, at string) {
		for _, selected := range []string{"", "classes", "keys"} {
			l := listOf(formats[int(format)%len(formats)], []string{at})
			if selected != "" {
				l.Select = text(selected)
			}
			got, err := Read([]byte(data), l)
			if err != nil {
				continue
			}
			lines := strings.Count(data, "\n") + 1
			for _, i := range got.Items {
				if i.Name == "" || i.Line < 1 || i.Line > lines {
					t.Errorf("%s: the item %+v is not in the file", l.Format.Value, i)
				}
			}
		}
	})
}

// A file that is neither JSON nor YAML is said to be so, with the line.
func TestReadTreeFaults(t *testing.T) {
	for data, want := range map[string]string{
		"{\"a\":\n":               "the file must be JSON; found that it ends within a value, on line 2",
		"{\"a\": 1,\n\"b\":}":     "the file must be JSON; found '}' on line 2, where it cannot be",
		"[1,\n 2 3]":              "the file must be JSON; found '3' on line 2, where it cannot be",
		"[\n\"\x01\"]":            `the file must be JSON; found '\x01' on line 2, where it cannot be`,
		"{} {}":                   "the file must hold one JSON value; found more",
		"a: 1\nb: {c: d\n":        "the file must be YAML; found a mapping in braces that is not closed, or lacks a comma, on line 2",
		"a: 1\nb: c: d\n":         "the file must be YAML; found a colon where no key is possible, on line 2",
		strings.Repeat("[", 1000): errDepth.Error(),
	} {
		if _, err := ReadTree([]byte(data)); err == nil || err.Error() != want {
			t.Errorf("%.20q: got %v, want %s", data, err, want)
		}
	}
}
