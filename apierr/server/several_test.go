package server_test

import (
	"errors"
	"fmt"
	"net/http/httptest"
	"slices"
	"testing"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/apierr/server"
	"github.com/errbook/errbook/apierr/shape"
	"github.com/errbook/errbook/apierr/wire"
)

// The forms are what the generator makes of a spec file whose responses have a list of
// errors. Its Locked is recognized by its status alone, and its Header by a header.
var forms = server.NewProvider(&wire.Provider{ID: "forms", Wire: &wire.Wire{
	Body: []wire.Node{{Key: "errors", Slot: 3, Kids: []wire.Node{{Step: wire.StepIndex, Slot: wire.NoSlot, Kids: []wire.Node{
		{Key: "code", Slot: 0}, {Key: "detail", Slot: 1},
	}}}}},
	Code: []wire.Part{{Slot: 0}}, Message: []wire.Part{{Slot: 1}}, Each: []wire.Part{{Slot: 3}},
	Fields: []wire.Part{{Slot: wire.NoSlot, Header: "X-Code"}},
}}, func(f *wire.Fields) apierr.Verdict {
	switch {
	case f.Code == "too_long":
		return apierr.Verdict{Code: "forms.TooLong", Kind: apierr.InvalidRequest, Match: apierr.MatchExact}
	case f.Code == "taken":
		return apierr.Verdict{Code: "forms.Taken", Kind: apierr.AlreadyExists, Match: apierr.MatchExact}
	case f.Status == 423:
		return apierr.Verdict{Code: "forms.Locked", Kind: apierr.Conflict, Match: apierr.MatchStatus}
	}
	return apierr.Verdict{}
}, func(code apierr.Code) *apierr.Doc {
	if slices.Contains([]apierr.Code{"forms.TooLong", "forms.Taken", "forms.Locked"}, code) {
		return &apierr.Doc{Code: code, Summary: "It is " + string(code[len("forms."):]) + "."}
	}
	return nil
}, &server.Sending{Shapes: []shape.Shape{
	inList("forms.TooLong", 422, shape.Node{Key: "code", Text: `"too_long"`}, shape.Node{Key: "max", Hole: shape.Detail, Name: "max"}),
	inList("forms.Taken", 409, shape.Node{Key: "code", Text: `"taken"`}),
	inList("forms.Locked", 423),
}, Default: "forms.Locked"})

func inList(code apierr.Code, status int, members ...shape.Node) shape.Shape {
	members = append(members, shape.Node{Key: "detail", Hole: shape.Message})
	return shape.Shape{
		Code: code, Status: status, Media: "application/json", Details: []string{"errors", "[0]"}, Each: []string{"errors"},
		Body: &shape.Node{Kids: []shape.Node{{Key: "ok", Text: "false"}, {Key: "errors", List: true, Kids: []shape.Node{{Kids: members}}}}},
	}
}

func tooLong(most int) *apierr.Error {
	return forms.NewWith("forms.TooLong", []shape.Value{shape.Int("max", most)})
}

// All errors that one joins are sent where there is a place for them, and come back.
func TestWriteSeveral(t *testing.T) {
	secret := errors.New("the password is hunter2")
	for _, test := range []struct {
		name string
		err  error
		want string
		read string
	}{
		{
			"one", tooLong(7),
			`422 {"ok":false,"errors":[{"code":"too_long","max":7,"detail":"It is TooLong."}]}`, "[TooLong]",
		},
		{
			"joined, with others", fmt.Errorf("x: %w", errors.Join(secret, tooLong(7), fmt.Errorf("y: %w", apierr.Code("forms.Taken")), tooLong(8))),
			`422 {"ok":false,"errors":[{"code":"too_long","max":7,"detail":"It is TooLong."},{"code":"taken","detail":"It is Taken."},{"code":"too_long","max":8,"detail":"It is TooLong."}]}`,
			"[TooLong Taken TooLong]",
		},
		{
			"one that only its status identifies", errors.Join(apierr.Code("forms.Taken"), apierr.Code("forms.Locked")),
			`409 {"ok":false,"errors":[{"code":"taken","detail":"It is Taken."}]}`, "[Taken]",
		},
		{
			"what caused one", forms.New("forms.Taken", apierr.WithCause(errors.Join(tooLong(7), secret))),
			`409 {"ok":false,"errors":[{"code":"taken","detail":"It is Taken."}]}`, "[Taken]",
		},
		{
			"those of a response that was read", errors.Join(readBack(errors.Join(tooLong(7), apierr.Code("forms.Taken"))), tooLong(9)),
			`422 {"ok":false,"errors":[{"code":"too_long","max":7,"detail":"It is TooLong."},{"code":"taken","detail":"It is Taken."},{"code":"too_long","max":9,"detail":"It is TooLong."}]}`,
			"[TooLong Taken TooLong]",
		},
		{"none that is documented", errors.Join(secret, secret), `423 {"ok":false,"errors":[{"detail":"It is Locked."}]}`, "[Locked]"},
	} {
		t.Run(test.name, func(t *testing.T) {
			w := httptest.NewRecorder()
			forms.Write(w, nil, test.err)
			if got := fmt.Sprint(w.Code, " ", w.Body); got != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
			if got := fmt.Sprint(namesOf(forms.FromResponse(w.Result()))); got != test.read {
				t.Errorf("read %s, want %s", got, test.read)
			}
		})
	}
	// What was written for one response does not stay for the next.
	forms.Response(errors.Join(tooLong(7), tooLong(8)))
	if got, want := string(forms.Response(tooLong(9)).Body), `{"ok":false,"errors":[{"code":"too_long","max":9,"detail":"It is TooLong."}]}`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// readBack returns what a client reads when the server sends an error.
func readBack(err error) error {
	w := httptest.NewRecorder()
	forms.Write(w, nil, err)
	return forms.FromResponse(w.Result())
}

// namesOf lists the names of the errors of a response.
func namesOf(err error) (names []string) {
	list := []error{err}
	if several, ok := errors.Unwrap(err).(interface{ Unwrap() []error }); ok {
		list = several.Unwrap()
	}
	for _, one := range list {
		names = append(names, string(apierr.CodeOf(one)[len("forms."):]))
	}
	return names
}
