package server_test

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/apierr/errdoc"
	"github.com/errbook/errbook/apierr/server"
	"github.com/errbook/errbook/apierr/shape"
	"github.com/errbook/errbook/apierr/wire"
)

// The shop is what the generator makes of a spec file of two errors.
const (
	outOfStock apierr.Code = "shop.OutOfStock"
	fault      apierr.Code = "shop.Fault"
)

var docs = map[apierr.Code]*apierr.Doc{
	outOfStock: {
		Code: outOfStock, Title: "Out of stock", Summary: "Nothing is left.", Kind: apierr.PreconditionFailed, Retry: apierr.RetryFixRequest,
		Own:  &errdoc.Own{Detail: "Only {left} are left.", Params: []errdoc.Param{{Name: "left", Type: "int"}}},
		Tags: &errdoc.Tags{Groups: []errdoc.Group{"shop.orders"}},
	},
	fault: {Code: fault, Title: "Fault", Summary: "Something broke.", Kind: apierr.ProviderError, Retry: apierr.RetryBackoff, Own: &errdoc.Own{Default: true}},
}

func classify(f *wire.Fields) apierr.Verdict {
	if d := docs[apierr.Code("shop."+f.Code)]; d != nil {
		return apierr.Verdict{Code: d.Code, Kind: d.Kind, Match: apierr.MatchExact}
	}
	return apierr.Verdict{}
}

func lookup(code apierr.Code) *apierr.Doc { return docs[code] }

var facts = wire.Provider{ID: "shop", Name: "Shop", Wire: &wire.Wire{
	Body:      []wire.Node{{Key: "code", Slot: 0}, {Key: "detail", Slot: 1}},
	Code:      []wire.Part{{Slot: 0}},
	Message:   []wire.Part{{Slot: 1}},
	RequestID: []wire.Part{{Slot: wire.NoSlot, Header: "x-request-id"}},
}}

func shapeOf(code apierr.Code, status int, details ...shape.Node) shape.Shape {
	body := []shape.Node{{Key: "code", Text: `"` + strings.TrimPrefix(string(code), "shop.") + `"`}, {Key: "detail", Hole: shape.Message}}
	return shape.Shape{
		Code: code, Status: status, Media: "application/problem+json",
		Header: []shape.Node{{Key: "x-request-id", Hole: shape.RequestID}}, Body: &shape.Node{Kids: append(body, details...)},
	}
}

var sending = server.Sending{
	Shapes:  []shape.Shape{shapeOf(outOfStock, 409, shape.Node{Key: "left", Hole: shape.Detail, Name: "left"}), shapeOf(fault, 500)},
	Default: fault,
}

var shop = server.NewProvider(&facts, classify, lookup, &sending)

func newOutOfStock(left int, options ...apierr.Option) *apierr.Error {
	return shop.NewWith(outOfStock, []shape.Value{shape.Int("left", left)}, options...)
}

func leftOf(err error) (int, bool) {
	d := shop.Details(err, outOfStock)
	left := d.Int("left")
	return left, d.OK()
}

// What a handler returns, and what of it reaches the client.
func TestWrite(t *testing.T) {
	secret := errors.New("the password is hunter2")
	foreign := apierr.New(apierr.RateLimited, apierr.WithMessage("the password is hunter2"))
	foreign.Provider, foreign.Code = "openai", outOfStock
	for _, test := range []struct {
		name   string
		err    error
		status int
		body   string
	}{
		{"an error of the API", newOutOfStock(3), 409, `{"code":"OutOfStock","detail":"Only 3 are left.","left":3}`},
		{"wrapped", fmt.Errorf("hunter2: %w", newOutOfStock(3)), 409, `{"code":"OutOfStock","detail":"Only 3 are left.","left":3}`},
		{"joined", errors.Join(secret, newOutOfStock(3)), 409, `{"code":"OutOfStock","detail":"Only 3 are left.","left":3}`},
		{"behind one of another API", fmt.Errorf("%w", apierr.New(apierr.NotFound, apierr.WithCause(newOutOfStock(3)))), 409, `{"code":"OutOfStock","detail":"Only 3 are left.","left":3}`},
		{"a code alone", fmt.Errorf("x: %w", outOfStock), 409, `{"code":"OutOfStock","detail":"Nothing is left."}`},
		{"with a cause", newOutOfStock(3, apierr.WithCause(secret)), 409, `{"code":"OutOfStock","detail":"Only 3 are left.","left":3}`},
		{"with a message", newOutOfStock(3, apierr.WithMessage("Sold <out>.")), 409, `{"code":"OutOfStock","detail":"Sold <out>.","left":3}`},
		{"any other", secret, 500, `{"code":"Fault","detail":"Something broke."}`},
		{"of another provider", foreign, 500, `{"code":"Fault","detail":"Something broke."}`},
		{"a code of another provider", apierr.Code("openai.Fault"), 500, `{"code":"Fault","detail":"Something broke."}`},
		{"a kind", apierr.NotFound, 500, `{"code":"Fault","detail":"Something broke."}`},
		{"a nil error in a chain", fmt.Errorf("x: %w", (*apierr.Error)(nil)), 500, `{"code":"Fault","detail":"Something broke."}`},
	} {
		t.Run(test.name, func(t *testing.T) {
			w := httptest.NewRecorder()
			w.Header().Set("Content-Length", "7")
			w.Header().Set("ETag", "x")
			shop.Write(w, nil, test.err)
			if w.Code != test.status || w.Body.String() != test.body {
				t.Errorf("got %d %s\nwant %d %s", w.Code, w.Body, test.status, test.body)
			}
			h := w.Header()
			if h.Get("Content-Type") != "application/problem+json" || h.Get("Content-Length") != fmt.Sprint(len(test.body)) || h.Get("Etag") != "" {
				t.Errorf("headers %v", h)
			}
		})
	}
	w := httptest.NewRecorder()
	if shop.Write(w, nil, nil); w.Body.Len() > 0 || len(w.Header()) > 0 {
		t.Error("no error was written")
	}
}

// The same error before it is sent and after it was read.
func TestErrorIsWhatAClientReads(t *testing.T) {
	made := newOutOfStock(3, apierr.WithDelay(1500*time.Millisecond))
	w := httptest.NewRecorder()
	shop.Write(w, nil, made)
	read := shop.FromResponse(w.Result())
	for name, err := range map[string]error{"made": made, "read": read} {
		left, ok := leftOf(fmt.Errorf("x: %w", err))
		if left != 3 || !ok || !errors.Is(err, outOfStock) || !errors.Is(err, errdoc.Group("shop.orders")) || errors.Is(err, errdoc.Group("shop.other")) {
			t.Errorf("%s: %v, left %d %v", name, err, left, ok)
		}
		if got, want := err.Error(), "shop: 409 OutOfStock: Only 3 are left."; got != want {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}
	if wait, _ := apierr.RetryAfter(read); wait != 2*time.Second {
		t.Errorf("a wait of 1.5 s is read as %v", wait)
	}
	if _, ok := leftOf(shop.New(fault)); ok {
		t.Error("an error has the details of another")
	}
	if e := shop.New("shop.Nobody"); e.Code != "shop.Nobody" || e.Doc != nil {
		t.Errorf("a code that the API does not have made %v", e)
	}
}

// Without a default error a bare 500 is sent.
func TestNoDefault(t *testing.T) {
	bare := server.NewProvider(&facts, classify, lookup, &server.Sending{})
	w := httptest.NewRecorder()
	bare.Write(w, nil, errors.New("hunter2"))
	if got := w.Body.String(); w.Code != 500 || got != `{"type":"about:blank","title":"Internal Server Error","status":500}` {
		t.Errorf("got %d %s", w.Code, got)
	}
}

// Where the ID of the request comes from.
func TestRequestID(t *testing.T) {
	for _, test := range []struct{ response, request, want string }{
		{"", "", ""}, {"", "r-1", "r-1"}, {"s-1", "r-1", "s-1"}, {"", "a b", ""}, {"", strings.Repeat("x", 129), ""}, {"", "<x>", ""},
	} {
		r := httptest.NewRequest("GET", "/", nil)
		w := httptest.NewRecorder()
		if test.request != "" {
			r.Header.Set("X-Request-Id", test.request)
		}
		if test.response != "" {
			w.Header().Set("X-Request-Id", test.response)
		}
		shop.Write(w, r, shop.New(fault))
		if got := w.Header().Get("X-Request-Id"); got != test.want {
			t.Errorf("response %q, request %q: got %q, want %q", test.response, test.request, got, test.want)
		}
	}
}

// What the handler does with a response that has begun, and who hears of the error.
func TestHandler(t *testing.T) {
	var reported []string
	begun := ""
	h := shop.Handler(func(w http.ResponseWriter, r *http.Request) error {
		switch begun = r.URL.Path; begun {
		case "/fine":
			_, err := io.WriteString(w, "fine")
			return err
		case "/begun":
			io.WriteString(w, "half of")
			if err := http.NewResponseController(w).Flush(); err != nil {
				return err
			}
		case "/early":
			w.WriteHeader(http.StatusEarlyHints)
		}
		return fmt.Errorf("hunter2: %w", shop.New(fault))
	}, func(_ *http.Request, err error) { reported = append(reported, err.Error()) })
	s := httptest.NewServer(h)
	defer s.Close()
	get := func(path string) (int, string, error) {
		resp, err := http.Get(s.URL + path)
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		body, err := io.ReadAll(resp.Body)
		return resp.StatusCode, string(body), err
	}
	if status, body, err := get("/fine"); status != 200 || body != "fine" || err != nil {
		t.Errorf("got %d %q %v", status, body, err)
	}
	if status, body, err := get("/begun"); status != 200 || body != "half of" || err == nil {
		t.Errorf("a response that was begun ended as %d %q %v, and must be cut off", status, body, err)
	}
	for _, path := range []string{"/fails", "/early"} {
		if status, body, err := get(path); status != 500 || !strings.Contains(body, "Something broke.") || strings.Contains(body, "hunter2") || err != nil {
			t.Errorf("%s: got %d %q %v", path, status, body, err)
		}
	}
	if len(reported) != 3 || !strings.HasPrefix(reported[0], "hunter2: shop: 500 Fault") {
		t.Errorf("reported %q", reported)
	}
	w := httptest.NewRecorder() // outside of a server there is nothing to cut
	if h.ServeHTTP(w, httptest.NewRequest("GET", "/begun", nil)); w.Body.String() != "half of" {
		t.Errorf("got %q", w.Body)
	}
}
