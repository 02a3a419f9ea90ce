package main

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// post sends a request as BigQuery does to a handler with the real command.
func post(t *testing.T, h http.Handler, body string) (int, response) {
	t.Helper()
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest("POST", "/", strings.NewReader(body)))
	var r response
	if err := json.Unmarshal(w.Body.Bytes(), &r); err != nil {
		t.Fatalf("%s: %v", w.Body, err)
	}
	return w.Code, r
}

func TestHandler(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the command")
	}
	errbook := filepath.Join(t.TempDir(), "errbook")
	if out, err := exec.Command("go", "build", "-o", errbook, "../../cmd/errbook").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	h := handler(errbook, "classify", "--jsonl")

	line := func(text string) string {
		data, err := json.Marshal(text)
		if err != nil {
			t.Fatal(err)
		}
		return string(data)
	}
	code, r := post(t, h, `{"requestId":"1","caller":"//bigquery.googleapis.com/projects/p/jobs/j","sessionUser":"a@example.com","calls":[[`+
		line(`{"provider":"fashn","status":429,"body":"{\"error\":\"OutOfCredits\"}"}`)+`],[null],[`+
		line("{\n\"provider\": \"openai\",\n\"status\": 200}")+`],[""],["no JSON"]]}`)
	if code != 200 || len(r.Replies) != 5 || r.ErrorMessage != "" {
		t.Fatalf("%d %+v", code, r)
	}
	for i, want := range []string{`"code":"fashn.OutOfCredits"`, "", `"kind":""`, `{"error":"line 4: `, `{"error":"line 5: `} {
		if r.Replies[i] == nil != (want == "") || want != "" && !strings.Contains(*r.Replies[i], want) {
			t.Errorf("reply %d is %v, want %s", i, r.Replies[i], want)
		}
	}
	if code, r := post(t, h, `{"calls":`); code != 400 || r.ErrorMessage == "" || r.Replies != nil {
		t.Errorf("half a request: %d %+v", code, r)
	}
	if code, r := post(t, handler("/no/such/command"), `{"calls":[["{}"]]}`); code != 500 || !strings.Contains(r.ErrorMessage, "/no/such/command") {
		t.Errorf("without the command: %d %+v", code, r)
	}
}
