// Package foreign reads errors that other libraries made: the SDKs of API providers
// and what wraps them. It goes by what such errors have in common, which is the
// names of their methods and fields, and needs none of the libraries.
package foreign

import (
	"encoding/json"
	"net/http"
	"reflect"
	"strings"
)

const (
	// maxErrors is how many errors of a chain are read.
	maxErrors = 32
	// MaxRead is how much of a text counts.
	MaxRead = 64 << 10
)

// An Error is what an error says about the response that it was made of. What
// nobody says is zero.
type Error struct {
	Status  int // 400 to 599
	Header  http.Header
	Body    []byte // as the server sent it, or part of it
	Request *http.Request

	// Stream says that Body is the data of one event of a stream, with a name or
	// without.
	Stream bool
	Event  string

	Code    string // "insufficient_quota"
	Type    string // "RESOURCE_EXHAUSTED"
	Message string
	// Objects are errors of the chain as JSON: those whose fields have names for
	// JSON, which mostly are those of the server.
	Objects [][]byte
	// Texts are what the errors print: the outermost, then the innermost.
	Texts []string
	// Read says that more than texts was read: the error was made of a response.
	Read bool
	// Packages are the import paths of the types of the chain, the outermost first.
	Packages []string
}

// Read reads the errors of a chain, which may branch, from the outermost inwards:
// what an outer one says counts. Whatever the methods of the errors do, Read does
// not panic.
func Read(err error) Error {
	var e Error
	read := 0
	e.walk(err, &read)
	if text := Text(err); text != "" {
		e.Texts = append([]string{text}, e.Texts...)
	}
	for _, text := range e.Texts {
		e.noteRPC(text)
	}
	e.noteBodyInMessage()
	e.Read = e.Status != 0 || len(e.Body) > 0 || e.Code != "" || e.Type != "" || len(e.Objects) > 0
	if e.Status == 0 {
		e.Status = e.statusOfTexts()
	}
	return e
}

// noteBodyInMessage takes a message that is JSON for the body: SDKs print one there
// whose shape is not the one that they expect.
func (e *Error) noteBodyInMessage() {
	text := strings.TrimSpace(e.Message)
	if len(e.Body) == 0 && (strings.HasPrefix(text, "{") || strings.HasPrefix(text, "[")) && json.Valid([]byte(text)) {
		e.setBody([]byte(text))
		e.Message = ""
	}
}

// walk reads an error and those that it wraps.
func (e *Error) walk(err error, read *int) {
	if err == nil || *read == maxErrors {
		return
	}
	*read++
	e.note(err)
	switch u := err.(type) {
	case interface{ Unwrap() error }:
		if inner := safely(u.Unwrap); inner != nil {
			e.walk(inner, read)
			return
		}
	case interface{ Unwrap() []error }:
		for _, inner := range safely(u.Unwrap) {
			e.walk(inner, read)
		}
		return
	}
	if text := Text(err); text != "" && *read > 1 {
		e.Texts = append(e.Texts, text)
	}
}

// note reads one error.
func (e *Error) note(err error) {
	t := reflect.TypeOf(err)
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if isStandard(t.PkgPath()) {
		return
	}
	e.Packages = append(e.Packages, t.PkgPath())
	e.noteFields(reflect.ValueOf(err), 0)
	e.noteMethods(err)
	if object := objectOf(reflect.ValueOf(err)); object != nil {
		e.Objects = append(e.Objects, object)
	}
}

// isStandard reports whether a package is one of the standard library that has
// errors: they are of the system, and their codes are no HTTP statuses.
func isStandard(pkg string) bool {
	first, _, _ := strings.Cut(pkg, "/")
	switch first {
	case "context", "crypto", "database", "encoding", "errors", "fmt", "internal", "io", "net", "os", "strconv", "syscall", "vendor":
		return true
	}
	return false
}

// Text returns what an error prints, "" for one whose Error method panics.
func Text(err error) string { return bounded(safely(err.Error)) }

// safely returns what f does, and the zero value if it panics: an error that was
// made by hand may lack what its methods need.
func safely[T any](f func() T) (v T) {
	defer func() { _ = recover() }()
	return f()
}

func bounded(text string) string { return text[:min(len(text), MaxRead)] }
