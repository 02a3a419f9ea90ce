package digest

import (
	"bytes"
	"errors"
	"fmt"
	"reflect"
	"strconv"
	"strings"

	"github.com/errbook/errbook/apierr/wire"
)

// A value is written as lines: a string as itself, a number in decimal, true as 1, and
// whatever is zero as an empty line; a list as its length and its elements, a struct as
// its fields, a pointer as 1 and what it points to; a map must be nil. Nothing says what
// a line is: the type does. So a merge sees lines, and reading allocates no strings:
// encoding/json took four times as long, most of what a command may take.

// patternType is the one type with a function: how a pattern is compiled.
var patternType = reflect.TypeFor[wire.Pattern]()

// escapes keep a string on its line.
var (
	escapes   = strings.NewReplacer(`\`, `\\`, "\n", `\n`, "\r", `\r`)
	unescapes = strings.NewReplacer(`\\`, `\`, `\n`, "\n", `\r`, "\r")
)

// write adds a value to b.
func write(b *bytes.Buffer, v reflect.Value) error {
	switch v.Kind() {
	case reflect.String:
		b.WriteString(escapes.Replace(v.String()))
	case reflect.Bool:
		if v.Bool() {
			b.WriteByte('1')
		}
	case reflect.Int:
		writeNumber(b, v.Int())
	case reflect.Uint8:
		writeNumber(b, int64(v.Uint()))
	case reflect.Slice:
		writeNumber(b, int64(v.Len()))
		b.WriteByte('\n')
		for i := range v.Len() {
			if err := write(b, v.Index(i)); err != nil {
				return err
			}
		}
		return nil
	case reflect.Pointer:
		if !v.IsNil() {
			b.WriteString("1\n")
			return write(b, v.Elem())
		}
	case reflect.Struct:
		return writeStruct(b, v)
	default:
		if v.Kind() != reflect.Map || !v.IsNil() {
			return fmt.Errorf("a value of type %s cannot be written as lines", v.Type())
		}
	}
	b.WriteByte('\n')
	return nil
}

func writeNumber(b *bytes.Buffer, n int64) {
	if n != 0 {
		b.WriteString(strconv.FormatInt(n, 10))
	}
}

func writeStruct(b *bytes.Buffer, v reflect.Value) error {
	if v.Type() == patternType {
		return write(b, v.FieldByName("Expr"))
	}
	for i := range v.NumField() {
		if f := v.Type().Field(i); !f.IsExported() {
			return fmt.Errorf("field %s of type %s cannot be written as lines", f.Name, v.Type())
		}
		if err := write(b, v.Field(i)); err != nil {
			return err
		}
	}
	return nil
}

// errLines says that lines are not those of a value.
var errLines = errors.New("these are not the lines of a digest")

// A lineReader reads what write wrote. After the first fault it reads zeros.
type lineReader struct {
	rest string
	err  error
}

func (r *lineReader) line() string {
	line, rest, ok := strings.Cut(r.rest, "\n")
	if !ok {
		r.err = errLines
	}
	r.rest = rest
	return line
}

func (r *lineReader) number() int {
	line := r.line()
	if line == "" {
		return 0
	}
	n, err := strconv.Atoi(line)
	if err != nil {
		r.err = errLines
	}
	return n
}

// read fills a value.
func (r *lineReader) read(v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		line := r.line()
		if strings.IndexByte(line, '\\') >= 0 {
			line = unescapes.Replace(line)
		}
		v.SetString(line)
	case reflect.Bool:
		v.SetBool(r.line() != "")
	case reflect.Int:
		v.SetInt(int64(r.number()))
	case reflect.Uint8:
		v.SetUint(uint64(uint8(r.number())))
	case reflect.Slice:
		r.readList(v)
	case reflect.Pointer:
		if r.line() != "" {
			v.Set(reflect.New(v.Type().Elem()))
			r.read(v.Elem())
		}
	case reflect.Struct:
		r.readStruct(v)
	case reflect.Map:
		r.line() // which is empty
	default:
		r.err = errLines
	}
}

func (r *lineReader) readList(v reflect.Value) {
	n := r.number()
	if n < 0 || n > len(r.rest) { // each element is a line at least
		r.err = errLines
	}
	if n == 0 || r.err != nil {
		return
	}
	v.Set(reflect.MakeSlice(v.Type(), n, n))
	for i := range n {
		r.read(v.Index(i))
	}
}

func (r *lineReader) readStruct(v reflect.Value) {
	if v.Type() == patternType {
		p := v.Addr().Interface().(*wire.Pattern)
		p.Expr, p.Compile = r.line(), wire.CompileRE2
		if strings.IndexByte(p.Expr, '\\') >= 0 {
			p.Expr = unescapes.Replace(p.Expr)
		}
		return
	}
	for i := range v.NumField() {
		r.read(v.Field(i))
	}
}
