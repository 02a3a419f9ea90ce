package apierrtest

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/apierr/server"
)

// A Sent is an error that a server sends.
type Sent struct {
	Err *apierr.Error
	// Details reads the details of the error; nil for an error without any.
	Details func(error) (any, bool)
}

// secret is what no response may show.
const secret = "the password is hunter2"

// Written fails unless each error that a server sends, over a real connection, is read
// as itself: its code, its kind, its message, its details, the wait that it asks for;
// and unless whatever else fails is sent as the default error, with nothing of it shown.
// Where responses have a list of errors, each is also sent as the second one.
// Each error is a subtest with the name of its code.
func Written(t *testing.T, p *server.Provider, sent []Sent) {
	var err error
	s := httptest.NewServer(p.Handler(func(http.ResponseWriter, *http.Request) error { return err }))
	defer s.Close()
	send := func(t *testing.T, e error) (response string, read error) {
		t.Helper()
		err = e
		return exchange(t, p, s.URL, e)
	}
	for _, c := range sent {
		t.Run(string(c.Err.Code), func(t *testing.T) {
			response, read := send(t, fmt.Errorf("%s: %w", secret, c.Err))
			if fault := sentFault(c, read); fault != "" {
				t.Errorf("%s\nthe response is: %s%s", fault, response, advice)
			}
			if strings.Contains(response, secret) {
				t.Errorf("the response shows what the error was wrapped in: %s", response)
			}
			waiting := *c.Err
			apierr.WithDelay(90 * time.Second)(&waiting)
			response, read = send(t, &waiting)
			if wait, _ := apierr.RetryAfter(read); wait != 90*time.Second && apierr.CodeOf(read) == c.Err.Code {
				t.Errorf("the wait of 90 seconds was read as %v\nthe response is: %s%s", wait, response, advice)
			}
			if first := sent[0].Err; hasList(p, first) {
				response, read = send(t, errors.Join(first, c.Err))
				if fault := secondFault(c, read); fault != "" {
					t.Errorf("as the second error: %s\nthe response is: %s%s", fault, response, advice)
				}
			}
		})
	}
	t.Run("default", func(t *testing.T) {
		response, read := send(t, errors.New(secret))
		if strings.Contains(response, secret) {
			t.Errorf("the response shows an error that is not documented: %s", response)
		}
		want := defaultCode(p, sent)
		if got := apierr.CodeOf(read); got != want {
			t.Errorf("an error that is not documented was read as %q, want %q\nthe response is: %s%s", got, want, response, advice)
		}
	})
}

// exchange asks the server for an error, and reads the response; an error that does not
// come as a response to a request is written and read without one.
func exchange(t *testing.T, p *server.Provider, url string, err error) (response string, read error) {
	t.Helper()
	if r := p.Response(err); r.Status == 0 {
		return string(r.Body), p.From(apierr.Response{Body: r.Body, Header: r.Header, Event: r.Event, Stream: r.Stream, Close: r.Close})
	}
	resp, failed := http.Get(url)
	if failed != nil {
		t.Fatal(failed)
	}
	defer resp.Body.Close()
	read = p.FromResponse(resp)
	if read == nil {
		read = p.Inspect(resp)
	}
	body, _ := io.ReadAll(resp.Body)
	return fmt.Sprint(resp.Status, " ", resp.Header, " ", string(body)), read
}

// sentFault says what is wrong with an error that was read, "" for nothing.
func sentFault(c Sent, read error) string {
	var got *apierr.Error
	if !errors.As(read, &got) {
		return fmt.Sprintf("%s was read as no error", c.Err.Code)
	}
	type sent struct {
		Code    apierr.Code
		Kind    apierr.Kind
		Message string
		Retry   apierr.Retry
	}
	of := func(e *apierr.Error) sent { return sent{e.Code, e.Kind, e.Message, e.Retry()} }
	if diff := cmp.Diff(of(c.Err), of(got)); diff != "" {
		return fmt.Sprintf("%s was read as something else (-sent +read):\n%s", c.Err.Code, diff)
	}
	if c.Details == nil {
		return ""
	}
	want, ok := c.Details(c.Err)
	if !ok {
		return fmt.Sprintf("%s does not have all of its details", c.Err.Code)
	}
	details, ok := c.Details(read)
	if diff := cmp.Diff(want, details); diff != "" || !ok {
		return fmt.Sprintf("the details of %s were read as something else (-sent +read):\n%s", c.Err.Code, diff)
	}
	return ""
}

// hasList reports whether a response of the error has a list that can have another one.
func hasList(p *server.Provider, e *apierr.Error) bool {
	return len(p.Response(errors.Join(e, e)).Body) > len(p.Response(e).Body)
}

// secondFault says what is wrong with an error that was sent as the second of two, "" for
// nothing. One that would be read as another beside the first is not sent.
func secondFault(c Sent, read error) string {
	several, ok := errors.Unwrap(read).(interface{ Unwrap() []error })
	if !ok {
		return ""
	}
	list := several.Unwrap()
	if len(list) != 2 {
		return fmt.Sprintf("%d errors were read, want 2", len(list))
	}
	if got := apierr.CodeOf(list[1]); got != c.Err.Code {
		return fmt.Sprintf("it was read as %q", got)
	}
	if c.Details == nil {
		return ""
	}
	want, _ := c.Details(c.Err)
	details, ok := c.Details(list[1])
	if diff := cmp.Diff(want, details); diff != "" || !ok {
		return fmt.Sprintf("its details were read as something else (-sent +read):\n%s", diff)
	}
	return ""
}

// defaultCode returns the code of the error that stands in for all others.
func defaultCode(p *server.Provider, sent []Sent) apierr.Code {
	for _, c := range sent {
		if d := p.Lookup(c.Err.Code); d != nil && d.Own != nil && d.Own.Default {
			return d.Code
		}
	}
	return ""
}
