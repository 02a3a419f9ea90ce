// Command bigquery is the endpoint of a remote function of BigQuery: it replies to
// calls with what errbook classify --jsonl makes of them. It needs the command errbook in its PATH and
// the standard library, so that it may be copied: docs/pipelines.md says how it is used.
package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"log"
	"net/http"
	"os"
	"os/exec"
	"strings"
)

// A request of BigQuery has a list of arguments for each row; ours is one string, or
// null. Replies come in the same order.
type request struct {
	Calls [][]*string `json:"calls"`
}

type response struct {
	Replies      []*string `json:"replies,omitzero"`
	ErrorMessage string    `json:"errorMessage,omitempty"`
}

// maxRequest is how much of a request is read; BigQuery sends at most 10 MB.
const maxRequest = 16 << 20

func main() {
	port := os.Getenv("PORT") // as Cloud Run says it
	if port == "" {
		port = "8080"
	}
	log.Fatal(http.ListenAndServe(":"+port, handler("errbook", "classify", "--jsonl")))
}

// handler replies to requests with the lines that a command writes.
func handler(command ...string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var in request
		status, out := http.StatusOK, response{}
		err := json.NewDecoder(http.MaxBytesReader(w, r.Body, maxRequest)).Decode(&in)
		if err != nil {
			status, out.ErrorMessage = http.StatusBadRequest, "the request is not one of BigQuery: "+err.Error()
		} else if out.Replies, err = classify(r.Context(), in.Calls, command); err != nil {
			status, out.ErrorMessage = http.StatusInternalServerError, err.Error()
		}
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(status)
		if err := json.NewEncoder(w).Encode(out); err != nil {
			log.Print(err)
		}
	})
}

// classify runs the command over the arguments, a line each, and returns its lines.
func classify(ctx context.Context, calls [][]*string, command []string) ([]*string, error) {
	var lines, stderr strings.Builder
	for _, call := range calls {
		lines.WriteString(lineOf(call) + "\n")
	}
	cmd := exec.CommandContext(ctx, command[0], command[1:]...)
	cmd.Stdin, cmd.Stderr = strings.NewReader(lines.String()), &stderr
	out, err := cmd.Output()
	if bytes.Count(out, []byte("\n")) != len(calls) { // exit code 2 says that a line was no response, which its reply says, too
		return nil, fmt.Errorf("errbook must write a line for each of %d calls (%v): %s", len(calls), err, stderr.String())
	}
	replies := make([]*string, 0, len(calls))
	for line := range bytes.Lines(out) {
		verdict := string(bytes.TrimSuffix(line, []byte("\n")))
		if call := calls[len(replies)]; len(call) == 0 || call[0] == nil {
			replies = append(replies, nil)
		} else {
			replies = append(replies, &verdict)
		}
	}
	return replies, nil
}

// lineOf returns the argument of a call as one line; null is a response of which
// nothing is known.
func lineOf(call []*string) string {
	if len(call) == 0 || call[0] == nil {
		return `{"provider":""}`
	}
	line := strings.Join(strings.FieldsFunc(*call[0], func(r rune) bool { return r == '\n' || r == '\r' }), " ")
	if strings.TrimSpace(line) == "" {
		return "null" // a blank line would have no verdict
	}
	return line
}
