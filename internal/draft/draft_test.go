package draft

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/errbook/errbook/spec"
	"github.com/errbook/errbook/spec/openapi"
)

const pageText = "# Source: https://acme.example/errors.md\n\n# Errors\n\nRead this first.\n\n## Codes\n\n" +
	"| Status | Error | Cause | How to fix | Since |\n|---|---|---|---|---|\n" +
	"| `429` | OutOfCredits | the balance is \"0\" | Add some | v2 |\n" +
	"| 429 | slow_down | Too fast. | | |\n" +
	"| 500 | Internal Server Error | It broke. | Wait. | |\n" +
	"| | | only words | | |\n\n" +
	"## Others\n\n- `404` Model not found\n- See [help](/help)\n"

const specText = `{"openapi": "3.1.0", "paths": {"/run": {"post": {"responses": {"200": {"description": "Fine"},
 "429": {"description": "Too\n many"}, "404": {"$ref": "#/components/responses/Gone"}}}}},
 "components": {"responses": {"Gone": {"description": "Not there"}},
  "schemas": {"ErrorCode": {"enum": ["overdue", "overdue", "busy"]}, "Color": {"enum": ["red"]}}}}`

// lines returns what entries say, one line each, and what is not imported.
func lines(d *Draft) []string {
	var list []string
	for _, p := range d.entries {
		list = append(list, strings.Join([]string{p.at, p.name, p.title, strings.Join(p.statuses, "+"), strings.Join(p.codes, "+"), p.kind, strings.Join(p.causes, "/"), strings.Join(p.fixes, "/"), strings.Join(p.rest, "/")}, "|"))
	}
	return append(list, d.left...)
}

func TestNew(t *testing.T) {
	cases := []struct {
		file string
		text string
		want []string
	}{
		{"page.md", pageText, []string{
			`page.md:11|OutOfCredits|Out of credits|429|OutOfCredits|insufficient_credits|The balance is "0".|Add some.|Since: v2`,
			"page.md:12|SlowDown|Slow down|429|slow_down|rate_limited|Too fast.||",
			"page.md:13|InternalServerError|Internal Server Error|500||provider_error|It broke.|Wait.|",
			"page.md:18|ModelNotFound|Model not found|404||model_not_found|||",
			"page.md: Errors: Read this first.",
			"page.md:14: row without a name:  |  | only words |  | ",
			"page.md: Others: See help",
			"page.md:19: link to /help",
		}},
		{"api.json", specText, []string{
			"api.json:2|Status429|HTTP 429|429||rate_limited|Too many.||",
			"api.json:2|Gone|Gone|404||not_found|Not there.||",
			"api.json:4|Overdue|Overdue||overdue|provider_error|||",
			"api.json:4|Busy|Busy||busy|provider_error|||",
			"api.json: enums whose path does not contain the word error: 1",
		}},
		{"page.html", "<table><tr><th>Code</th><th>Reason</th></tr><tr><td>402</td><td>Unpaid</td></tr></table>", []string{
			"page.html:1|Unpaid|Unpaid|402||insufficient_credits|||",
		}},
	}
	for _, c := range cases {
		d, err := New(Options{}, []File{{c.file, []byte(c.text)}})
		if err != nil {
			t.Errorf("%s: %v", c.file, err)
			continue
		}
		if diff := cmp.Diff(c.want, lines(d)); diff != "" {
			t.Errorf("%s:\n%s", c.file, diff)
		}
	}
}

// What an OpenAPI document says of errors, whatever its version and form.
func TestOpenAPI(t *testing.T) {
	for name, want := range map[string]struct {
		wire    wire
		entries []string
		left    []string
	}{
		"bookings.yaml": {
			wire{code: []string{"code"}, message: []string{"message"}, requestID: []string{"header:x-request-id"}},
			[]string{
				"InvalidDate|Invalid date|400|INVALID_DATE|invalid_request|The request is not valid.|",
				"SeatTaken|Seat taken|409|SEAT_TAKEN|conflict||",
				"SeatHeldByAnotherCustomer|Seat held by another customer|409|SEAT_HELD|conflict||",
				"PaymentFailed|Payment failed||PAYMENT_FAILED|insufficient_credits||",
				"Unknown|Unknown||UNKNOWN|provider_error||",
				"Status429|HTTP 429|429||rate_limited|Too many requests.|",
				`Status404|HTTP 404|404||not_found|There is no such booking.|example: {"code":"404","message":"No such booking"}`,
				"Status5xx|HTTP 5xx|5xx||provider_error|We are down; see `status`.|",
				"Forbidden|Forbidden|403||permission_denied|The booking is somebody else's.|",
			},
			[]string{
				"bookings.yaml:35: refers to another file, which is not read; bundle both into one document: other.yaml#/components/responses/Gone",
				"bookings.yaml:64: a member that is not one value of a known type: details",
				"bookings.yaml:12: text about 2 errors together: The seat is not free. Choose another seat. Or wait for one.",
				"bookings.yaml:29: a response without a status or a code: Anything else.",
				"bookings.yaml: enums whose path does not contain the word error: 1",
			},
		},
		"ledger.yaml": {
			wire{code: []string{"type"}, message: []string{"detail", "title"}},
			[]string{
				"InsufficientFunds|Insufficient funds|402|https://ledger.example/problems/insufficient-funds|insufficient_credits||details: missing (float), currency (string)",
				"DailyLimitReached|Daily limit reached|402|https://ledger.example/problems/limit-reached|insufficient_credits||details: limit (int), resets_at (time)",
				"NotSignedIn|Not signed in|401|https://ledger.example/problems/unauthorized|authentication|The token is missing or has expired.|",
				"Status422|HTTP 422|422||invalid_request|The payload is of another version.|",
			},
			[]string{"ledger.yaml:9: text about 2 errors together: The account lacks the money, or is closed."},
		},
		"tokens.json": {
			wire{code: []string{"error", "error.code"}, message: []string{"error.message", "error_description"}, requestID: []string{"request_id"}},
			[]string{
				"InvalidRequest|Invalid request|400|invalid_request|invalid_request||",
				"InvalidGrant|Invalid grant|400|invalid_grant|invalid_request||",
				"UnsupportedGrantType|Unsupported grant type|400|unsupported_grant_type|invalid_request||",
				"FileTooLarge|File too large|413|file_too_large|payload_too_large|The file is larger than 10 MB.|",
				"Status4xx|HTTP 4xx|4xx||invalid_request|Another fault of the request.|",
				"NoWorker|No worker|503|no_worker|overloaded|No worker is free.|details: queue_length (int)",
			},
			[]string{"tokens.json:9: text about 3 errors together: The grant was refused."},
		},
	} {
		d := draftOf(t, name, Options{Provider: "acme", Name: "Acme", URL: "https://acme.example/errors", Verified: "2026-11-30"})
		var entries []string
		for _, p := range d.entries {
			entries = append(entries, strings.Join([]string{p.name, p.title, strings.Join(p.statuses, "+"), strings.Join(p.codes, "+"), p.kind, strings.Join(p.causes, "/"), strings.Join(p.rest, "/")}, "|"))
		}
		if diff := cmp.Diff(want.entries, entries); diff != "" {
			t.Errorf("%s:\n%s", name, diff)
		}
		if diff := cmp.Diff(want.left, d.left); diff != "" {
			t.Errorf("%s: what is not imported:\n%s", name, diff)
		}
		if diff := cmp.Diff(want.wire, d.wire, cmp.AllowUnexported(wire{})); diff != "" {
			t.Errorf("%s: wire\n%s", name, diff)
		}
	}
}

// A status that means one thing decides on the kind, whatever words a name is made of;
// words decide where the status leaves the kind open.
func TestKindOf(t *testing.T) {
	for _, c := range []struct{ status, code, title, want string }{
		{"404", "payment_not_found", "No such payment", "not_found"},
		{"401", "bad_balance_token", "", "authentication"},
		{"403", "billing_admin_required", "", "permission_denied"},
		{"413", "media_download_too_large", "", "payload_too_large"},
		{"503", "payment_service_down", "", "overloaded"},
		{"409", "already_paid", "", "precondition_failed"},
		{"409", "email_already_in_use", "", "already_exists"},
		{"409", "order_exists", "", "already_exists"},
		{"409", "order_locked", "", "conflict"},
		{"401", "account_suspended", "", "account_disabled"},
		{"403", "insufficient_credits", "", "insufficient_credits"},
		{"403", "invalid_api_key", "", "authentication"},
		{"404", "model_not_found", "", "model_not_found"},
		{"429", "monthly_quota", "", "quota_exhausted"},
		{"429", "slow_down", "", "rate_limited"},
		{"", "payment_failed", "", "insufficient_credits"},
		{"418", "too_many_requests", "Too many requests", "rate_limited"},
	} {
		p := propose("", cells{status: c.status, code: c.code, title: c.title})
		if p.kind != c.want {
			t.Errorf("%s %s %s is of kind %s, want %s", c.status, c.code, c.title, p.kind, c.want)
		}
	}
}

// responseOf is a document with one response, of status 409, that has this content.
func responseOf(content string) []byte {
	return []byte(`{"openapi": "3.1.0", "paths": {"/x": {"get": {"responses": {"409": {"description": "", "content": {"application/json": ` + content + `}}}}}}}`)
}

// Details are found whether a schema has one code or lists several, and whether they can
// be null; what is no detail is noted.
func TestDetails(t *testing.T) {
	members := `"max": {"type": "integer"}, "left": {"type": ["integer", "null"]}, "until": {"anyOf": [{"type": "string", "format": "date-time"}, {"type": "null"}]},
		"unit": {"type": "string", "enum": ["kg", "lb"]}, "items": {"type": "array", "items": {"type": "string"}}, "orderId": {"type": "string"}, "any": {"type": ["string", "integer"]}`
	for _, codes := range []string{`{"const": "a"}`, `{"enum": ["a", "b"]}`} {
		d, err := New(Options{Own: true, Provider: "shop"}, []File{{"api.json", responseOf(`{"schema": {"properties": {"code": ` + codes + `, "detail": {"type": "string"}, ` + members + `}}}`)}})
		if err != nil {
			t.Fatal(err)
		}
		checked(t, d)
		for _, p := range d.entries {
			if diff := cmp.Diff([]param{{"max", "int"}, {"left", "int"}, {"until", "time"}, {"unit", "string"}}, p.params, cmp.AllowUnexported(param{})); diff != "" {
				t.Errorf("%s: %s:\n%s", codes, p.name, diff)
			}
		}
		want := []string{
			"api.json:2: a member that is not one value of a known type: items",
			"api.json:2: a member whose name is not lowercase words joined by underscores: orderId",
			"api.json:2: a member that is not one value of a known type: any",
		}
		if diff := cmp.Diff(want, d.left); diff != "" {
			t.Errorf("%s: what is not imported:\n%s", codes, diff)
		}
	}
}

// What a body has outside of the object of its code is noted, unless every error has it.
func TestMembersElsewhere(t *testing.T) {
	d, err := New(Options{Own: true, Provider: "shop"}, []File{{"api.json", responseOf(`{"schema": {"properties": {
		"error": {"properties": {"code": {"enum": ["a", "b"]}, "message": {"type": "string"}, "max": {"type": "integer"}}},
		"status": {"type": "integer"}, "request_id": {"type": "string"}, "remaining": {"type": "integer"}}}}`)}})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"api.json:3: a member that is not beside the code: remaining"}, d.left); diff != "" {
		t.Error(diff)
	}
}

// The types of problems become pages and slugs where all are below one URL, and are noted
// otherwise.
func TestProblemTypes(t *testing.T) {
	for _, c := range []struct{ second, want string }{
		{"https://shop.example/errors/order-paid", "own: true\npages: \"https://shop.example/errors\" # proposed"},
		{"https://shop.example/errors/order-paid", "slug: \"no-stock\" # proposed"},
		{"https://other.example/order-paid", "    # type: https://shop.example/errors/no-stock\n"},
	} {
		d, err := New(Options{Own: true, Provider: "shop"}, []File{{"api.json", responseOf(`{"examples": {
			"a": {"value": {"type": "https://shop.example/errors/no-stock", "title": "Out of stock", "detail": "None left.", "code": "out_of_stock"}},
			"b": {"value": {"type": "` + c.second + `", "title": "Already paid", "detail": "It is paid.", "code": "already_paid"}}}}`)}})
		if err != nil {
			t.Fatal(err)
		}
		if draft := string(d.YAML()); !strings.Contains(draft, c.want) {
			t.Errorf("the draft does not have %s\n%s", c.want, draft)
		}
		checked(t, d)
	}
}

// Schemas that contain themselves, in every way, end, as do those with very many members.
func TestOpenAPIOfSchemasWithoutEnd(t *testing.T) {
	part := `{"$ref": "#/components/schemas/A"},`
	members := ""
	for i := range 500 {
		members += fmt.Sprintf(`"p%d": {"$ref": "#/components/schemas/A"},`, i)
	}
	text := `{"openapi": "3.1.0", "paths": {"/x": {"get": {"responses": {
		"400": {"description": "Bad", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/A"}}}},
		"404": {"$ref": "#/components/responses/R"},
		"500": {"description": "Broken", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/B"}}}}}}}},
		"components": {"responses": {"R": {"$ref": "#/components/responses/R"}}, "schemas": {
		"A": {"allOf": [` + strings.Repeat(part, 50) + `{}], "properties": {` + members + `"code": {"const": "bad"}}},
		"B": {"oneOf": [` + strings.Repeat(`{"$ref": "#/components/schemas/B"},`, 50) + `{"properties": {"code": {"const": "broken"}}}]}}}}`
	var wide strings.Builder
	for i := range 60_000 {
		fmt.Fprintf(&wide, `"p%d": {},`, i)
	}
	start := time.Now()
	d, err := New(Options{}, []File{{"api.json", []byte(text)}, {"wide.json", documentOf(`{"properties": {` + wide.String() + `"code": {}}}`)}})
	if err != nil {
		t.Fatal(err)
	}
	if took := time.Since(start); took > 20*time.Second {
		t.Errorf("it took %v", took)
	}
	var got []string
	for _, p := range d.entries {
		got = append(got, strings.Join(append(p.statuses, p.codes...), " "))
	}
	if want := []string{"400 bad", "500 broken", "400"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// References are fragments of URLs, in which the braces of a path are often escaped.
func TestOpenAPIReferences(t *testing.T) {
	d, err := New(Options{}, []File{{"api.json", []byte(`{"openapi": "3.1.0", "paths": {
		"/x/{id}": {"get": {"responses": {"404": {"description": "There is none.", "content": {"application/json": {"schema": {"properties": {"code": {"const": "gone"}}}}}}}}},
		"/y": {"get": {"responses": {"404": {"$ref": "#/paths/~1x~1%7Bid%7D/get/responses/404"}, "409": {"$ref": "#/paths/~1z"}, "410": {"$ref": "#/%zz"}}}}}}`)}})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"api.json:2|Gone|Gone|404|gone|not_found|There is none.||",
		"api.json:3: refers to something that is not in the document: #/paths/~1z",
		"api.json:3: refers to something that is not in the document: #/%zz",
	}
	if diff := cmp.Diff(want, lines(d)); diff != "" {
		t.Error(diff)
	}
}

// draftOf returns the draft of a file in testdata, which must be sound, with its samples.
func draftOf(t *testing.T, name string, o Options) *Draft {
	t.Helper()
	data, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	d, err := New(o, []File{{name, data}})
	if err != nil {
		t.Fatal(err)
	}
	checked(t, d)
	return d
}

// checked returns the spec file that a draft is.
func checked(t *testing.T, d *Draft) *spec.File {
	t.Helper()
	f, problems := spec.Decode("draft.yaml", d.YAML())
	if _, more := spec.Check([]*spec.File{f}); len(problems)+len(more) > 0 {
		t.Fatalf("%v %v\n%s", problems, more, d.YAML())
	}
	return f
}

// The draft of a document that errbook wrote has every error again: names, titles, kinds,
// statuses, codes, details, and which is the default, wherever errors are sent.
func TestOpenAPIRoundTrip(t *testing.T) {
	specs, err := filepath.Glob("../../spec/openapi/testdata/*.yaml")
	if err != nil || len(specs) < 3 {
		t.Fatal("no spec files", err)
	}
	specs = append(specs, "../../spec/testdata/good/own.yaml")
	for _, name := range specs {
		book, err := spec.Load(name)
		if err != nil {
			t.Fatal(err)
		}
		f := book.Files[0]
		data, err := json.Marshal(openapi.New(f, "by a test"))
		if err != nil {
			t.Fatal(err)
		}
		d, err := New(Options{Provider: f.Provider.Value, Name: f.Name.Value, Own: true}, []File{{"api.json", data}})
		if err != nil {
			t.Fatal(err)
		}
		got := checked(t, d)
		if diff := cmp.Diff(facts(f), facts(got)); diff != "" {
			t.Errorf("%s:\n%s\n%s", name, diff, d.YAML())
		}
		again, err := New(Options{Provider: f.Provider.Value, Name: f.Name.Value, URL: "https://acme.example", Verified: "2026-11-30"}, []File{{"api.json", data}})
		if err != nil {
			t.Fatal(err)
		}
		if n := len(checked(t, again).Errors); n != len(f.Errors) {
			t.Errorf("%s: as a provider's it has %d errors, want %d", name, n, len(f.Errors))
		}
	}
}

// facts lists what a document says of each error, by name.
func facts(f *spec.File) map[string]string {
	all := map[string]string{}
	for _, e := range f.Errors {
		row := f.Rows[slices.IndexFunc(f.Rows, func(r *spec.Row) bool { return r.Entry == e })]
		codes := fmt.Sprint(row.Codes.Values, row.Codes.Prefix)
		if e.Name.Value == "Busy" { // which words tell, and a document cannot say that
			codes = ""
		}
		params := ""
		for _, p := range e.Params {
			params += " " + p.Key.Value + ":" + p.Value.Value
		}
		all[e.Name.Value] = fmt.Sprint(e.Doc.Title, "|", e.Doc.Kind, "|", row.Statuses, "|", codes, "|", row.Close, "|", params, "|", e.Default.Value)
	}
	return all
}

// A draft with a day and a URL is a sound spec file; without the day it is refused
// there.
func TestDraftIsASpec(t *testing.T) {
	for _, f := range []File{{"page.md", []byte(pageText)}, {"api.json", []byte(specText)}, {"hostile.md", []byte("| Code | Cause |\n|---|---|\n| 404 | a \"b\" \u202e: # \\|\n| 500 | \xff\xff |\n| 502 | \xff |\n")}} {
		d, err := New(Options{Provider: "acme", Name: "Acme", URL: "https://acme.example/errors", Verified: "2026-11-30"}, []File{f})
		if err != nil {
			t.Fatal(err)
		}
		decoded, problems := spec.Decode("draft.yaml", d.YAML())
		if _, more := spec.Check([]*spec.File{decoded}); len(problems)+len(more) > 0 {
			t.Errorf("%s: %v %v\n%s", f.Path, problems, more, d.YAML())
		}
		if got := len(decoded.Errors); got != d.Len() {
			t.Errorf("%s: the file has %d errors, the draft %d", f.Path, got, d.Len())
		}
	}
	d, err := New(Options{Provider: "acme"}, []File{{"page.md", []byte(pageText)}})
	if err != nil {
		t.Fatal(err)
	}
	_, problems := spec.Decode("draft.yaml", d.YAML())
	if len(problems) != 1 || !strings.Contains(problems[0].Message, "must be a day") {
		t.Errorf("a draft without a day has the problems %v", problems)
	}
}

func TestNewFails(t *testing.T) {
	for name, text := range map[string]string{"page.md": "# Nothing here\n", "api.json": `{"swagger": `, "other.json": `{"info": {}}`, "empty.yaml": "openapi: 3.1.0\n"} {
		if d, err := New(Options{}, []File{{name, []byte(text)}}); err == nil || !strings.HasPrefix(err.Error(), name+": ") {
			t.Errorf("%s: %v, %v", name, d, err)
		}
	}
}

// Every row of the four pages that the book was begun with is found. ERRBOOK_PAGES is
// the directory with the copies.
func TestFirstPages(t *testing.T) {
	dir := os.Getenv("ERRBOOK_PAGES")
	if dir == "" {
		t.Skip("ERRBOOK_PAGES does not name the directory with the copies of the pages, which are not ours to keep")
	}
	fireworks := "400 401 402 403 404 405 408 412 413 429 500 502 503 504 520"
	for name, want := range map[string]string{
		"fashn-error-handling.txt": "400=BadRequest 401=UnauthorizedAccess 404=NotFound 429=RateLimitExceeded 429=ConcurrencyLimitExceeded 429=OutOfCredits 500=InternalServerError " +
			"=ImageLoadError =ContentModerationError =InputValidationError =ThirdPartyError =UnavailableError =PipelineError",
		"fireworks-inference-error-codes.newer.txt": fireworks,
		"fireworks-inference-error-codes.older.md":  fireworks,
		"fluent-provider-errors.md":                 "400 401 402 403 404 429 500 502 503 504",
	} {
		data, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		d, err := New(Options{Provider: "acme", Name: "Acme", URL: "https://acme.example", Verified: "2026-11-30"}, []File{{name, data}})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, p := range d.entries {
			s := strings.Join(p.statuses, "+")
			if p.codes != nil {
				s += "=" + strings.Join(p.codes, "+")
			}
			got = append(got, s)
		}
		if diff := cmp.Diff(want, strings.Join(got, " ")); diff != "" {
			t.Errorf("%s:\n%s", name, diff)
		}
		decoded, problems := spec.Decode(name, d.YAML())
		if _, more := spec.Check([]*spec.File{decoded}); len(problems)+len(more) > 0 {
			t.Errorf("%s: %v %v", name, problems, more)
		}
	}
}

const recursive = `openapi: 3.1.0
paths:
  /x:
    get:
      responses:
        "400":
          content:
            application/json:
              schema: {$ref: "#/components/schemas/Bad"}
              example: {code: "no", message: "One\ntwo\u202e, \"three\"."}
        "404": {$ref: "common.yaml#/Gone"}
components:
  schemas:
    Fault: {type: object, properties: {message: {type: string}, cause: {$ref: "#/components/schemas/Fault"}, all: {type: array, items: {$ref: "#/components/schemas/Bad"}}}}
    Bad: {allOf: [{$ref: "#/components/schemas/Fault"}, {type: object, properties: {code: {enum: ["no"]}}}]}
`

// A schema that contains itself leads to its message once; a name that YAML would take
// for a boolean is in quotes; an example is kept as it is, character by character.
func TestRecursiveSchema(t *testing.T) {
	d, err := New(Options{Own: true, Provider: "shop"}, []File{{"api.yaml", []byte(recursive)}})
	if err != nil {
		t.Fatal(err)
	}
	draft := string(d.YAML())
	for _, want := range []string{
		"  code: [\"code\"]\n  message: [\"message\"]\n",
		"  - name: \"No\"\n",
		`body: "{\"code\":\"no\",\"message\":\"One\\ntwo\\u202e, \\\"three\\\".\"}"`,
		"# Not imported:\n#   api.yaml:11: refers to another file, which is not read; bundle both into one document: common.yaml#/Gone\n",
	} {
		if !strings.Contains(draft, want) {
			t.Errorf("the draft does not have %s\n%s", want, draft)
		}
	}
	fsys := fstest.MapFS{"shop.yaml": {Data: []byte(strings.ReplaceAll(draft, "TODO: say what to do.", "Change it."))}}
	if _, err := spec.LoadFS(fsys, "shop.yaml"); err != nil {
		t.Error(err)
	}
}
