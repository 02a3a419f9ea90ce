package foreign

import (
	"encoding/json"
	"net/http"
	"reflect"
	"strconv"
	"strings"
)

// maxEmbedded is how deep embedded structs are read.
const maxEmbedded = 4

// noteFields reads the exported fields of an error, and of what it embeds.
func (e *Error) noteFields(v reflect.Value, depth int) {
	v = structOf(v)
	if !v.IsValid() || depth > maxEmbedded {
		return
	}
	var embedded []reflect.Value
	for i := range v.NumField() {
		switch f := v.Type().Field(i); {
		case f.Anonymous && !isResponse(f.Type): // of an unexported type, too: its fields are promoted
			embedded = append(embedded, v.Field(i))
		case !f.IsExported():
		default:
			e.noteField(f.Name, v.Field(i))
		}
	}
	for _, inner := range embedded {
		e.noteFields(inner, depth+1)
	}
}

// isResponse reports whether a type is that of a response. It is no variable, so
// that nothing runs when a program starts.
func isResponse(t reflect.Type) bool { return t == reflect.TypeFor[*http.Response]() }

// structOf returns the struct that v is or leads to; the zero Value for none.
func structOf(v reflect.Value) reflect.Value {
	for v.IsValid() && (v.Kind() == reflect.Pointer || v.Kind() == reflect.Interface) {
		v = v.Elem()
	}
	if !v.IsValid() || v.Kind() != reflect.Struct {
		return reflect.Value{}
	}
	return v
}

// noteField reads a field: by its type where that says enough, else by its name.
func (e *Error) noteField(name string, v reflect.Value) {
	switch x := v.Interface().(type) {
	case *http.Response:
		e.noteResponse(x)
		return
	case *http.Request:
		if e.Request == nil {
			e.Request = x
		}
		return
	case http.Header:
		e.setHeader(x)
		return
	}
	switch strings.ToLower(name) {
	case "statuscode", "httpstatuscode", "httpstatus", "httpcode":
		e.setStatus(numberOf(v))
	case "status":
		e.noteStatus(v)
	case "code", "errorcode", "errcode":
		e.noteCode(v)
	case "type", "errortype", "errtype":
		setText(&e.Type, stringOf(v))
	case "message", "errormessage", "msg", "detail", "description":
		setText(&e.Message, stringOf(v))
	case "body", "rawbody", "responsebody", "rawjson", "rawresponse", "raw", "snapshot":
		if len(e.Body) == 0 {
			e.setBody(bytesOf(v))
		}
	case "headers", "responseheader", "responseheaders":
		e.setHeader(headerOf(v))
	case "response", "httpresponse":
		e.noteWrapped(v)
	case "event":
		e.noteEvent(v)
	}
}

// noteResponse reads a response that an error keeps. Its body, which an SDK has
// read and put back, stays there to be read again.
func (e *Error) noteResponse(resp *http.Response) {
	if resp == nil {
		return
	}
	e.setStatus(resp.StatusCode)
	e.setHeader(resp.Header)
	if e.Request == nil {
		e.Request = resp.Request
	}
	if resp.Body != nil && len(e.Body) == 0 {
		e.setBody(peek(resp))
	}
}

// noteWrapped reads a struct around a response, as smithy has it.
func (e *Error) noteWrapped(v reflect.Value) {
	v = structOf(v)
	if !v.IsValid() {
		return
	}
	for i := range v.NumField() {
		if f := v.Field(i); isResponse(f.Type()) && v.Type().Field(i).IsExported() {
			e.noteResponse(f.Interface().(*http.Response))
		}
	}
}

// noteEvent reads an event of a stream: a struct with its name and data.
func (e *Error) noteEvent(v reflect.Value) {
	v = structOf(v)
	if !v.IsValid() || len(e.Body) > 0 {
		return
	}
	data := v.FieldByName("Data")
	if !data.IsValid() {
		return
	}
	if e.setBody(bytesOf(data)); len(e.Body) > 0 {
		e.Stream = true
		setText(&e.Event, stringOf(v.FieldByName("Type")))
	}
}

// noteStatus reads a field called Status: a number, a number and its meaning
// ("429 Too Many Requests"), or the name of a status.
func (e *Error) noteStatus(v reflect.Value) {
	if n := numberOf(v); n != 0 {
		e.setStatus(n)
		return
	}
	number, _, _ := strings.Cut(stringOf(v), " ")
	if n, err := strconv.Atoi(number); err == nil {
		e.setStatus(n)
		return
	}
	setText(&e.Type, stringOf(v))
}

// noteCode reads a field called Code: an identifier, or the status.
func (e *Error) noteCode(v reflect.Value) {
	if n := numberOf(v); isErrorStatus(n) {
		e.setStatus(n)
	} else {
		setText(&e.Code, stringOf(v))
	}
}

func (e *Error) setStatus(n int) {
	if e.Status == 0 && isErrorStatus(n) {
		e.Status = n
	}
}

func (e *Error) setHeader(h http.Header) {
	if len(e.Header) == 0 {
		e.Header = h
	}
}

func (e *Error) setBody(b []byte) { e.Body = b[:min(len(b), MaxRead)] }

// setText sets a text that nobody has set.
func setText(to *string, text string) {
	if *to == "" {
		*to = bounded(text)
	}
}

// numberOf returns the whole number that a field is, 0 for any other.
func numberOf(v reflect.Value) int {
	for v.Kind() == reflect.Pointer || v.Kind() == reflect.Interface {
		v = v.Elem()
	}
	switch {
	case !v.IsValid():
		return 0
	case v.CanInt():
		return int(v.Int())
	case v.CanUint():
		return int(v.Uint())
	case v.CanFloat():
		return int(v.Float())
	}
	return 0
}

// stringOf returns the text that a field is, "" for any other.
func stringOf(v reflect.Value) string {
	for v.IsValid() && (v.Kind() == reflect.Pointer || v.Kind() == reflect.Interface) {
		v = v.Elem()
	}
	if !v.IsValid() || v.Kind() != reflect.String {
		return ""
	}
	return v.String()
}

// bytesOf returns the bytes of a body: a text, bytes, or what a JSON text was
// decoded into.
func bytesOf(v reflect.Value) []byte {
	if text := stringOf(v); text != "" {
		return []byte(text)
	}
	for v.IsValid() && (v.Kind() == reflect.Pointer || v.Kind() == reflect.Interface) {
		v = v.Elem()
	}
	switch {
	case !v.IsValid():
		return nil
	case v.Kind() == reflect.Slice && v.Type().Elem().Kind() == reflect.Uint8:
		return v.Bytes()
	case v.Kind() == reflect.Map || v.Kind() == reflect.Struct && hasJSONNames(v.Type()):
		return jsonOf(v)
	}
	return nil
}

// headerOf returns a header that is a map of another type.
func headerOf(v reflect.Value) http.Header {
	switch m := v.Interface().(type) {
	case map[string][]string:
		return m
	case map[string]string:
		h := make(http.Header, len(m))
		for name, value := range m {
			h.Set(name, value)
		}
		return h
	}
	return nil
}

// jsonOf returns a value as JSON, nil if it cannot be.
func jsonOf(v reflect.Value) []byte {
	return safely(func() []byte {
		text, err := json.Marshal(v.Interface())
		if err != nil || len(text) > MaxRead {
			return nil
		}
		return text
	})
}
