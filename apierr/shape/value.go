package shape

import (
	"encoding/json"
	"math"
	"strconv"
	"strings"
	"time"
)

// A Value is a detail of an error, in the two forms in which it is sent. The functions of
// this package make it.
type Value struct {
	Name string
	JSON string // the literal of the body
	Text string // as a sentence for people has it
}

// String returns a detail that is a text.
func String(name, v string) Value { return Value{name, quote(v), v} }

// Int returns a detail that is a whole number.
func Int(name string, v int) Value {
	text := strconv.Itoa(v)
	return Value{name, text, text}
}

// none is the literal of a value that cannot be sent: the detail is left out.
const none = "null"

// Float returns a detail that is a number. JSON has no infinities and no NaN, so an error
// with one is sent without the detail.
func Float(name string, v float64) Value {
	text := strconv.FormatFloat(v, 'g', -1, 64)
	if math.IsInf(v, 0) || math.IsNaN(v) {
		return Value{name, none, text}
	}
	return Value{name, text, text}
}

// Bool returns a detail that is true or false.
func Bool(name string, v bool) Value {
	text := strconv.FormatBool(v)
	return Value{name, text, text}
}

// Time returns a detail that is a moment, as RFC 3339 writes it, in UTC. That has the
// years 0 to 9999, so an error with another one is sent without the detail.
func Time(name string, v time.Time) Value {
	v = v.UTC()
	text := v.Format(time.RFC3339Nano)
	if v.Year() < 0 || v.Year() > 9999 {
		return Value{name, none, text}
	}
	return Value{name, quote(text), text}
}

// Duration returns a detail that is a length of time. The body has it in seconds
// with their unit, as protobuf does in JSON ("90s", "0.25s"), because most languages
// read that; a sentence has it as Go writes it ("1m30s").
func Duration(name string, v time.Duration) Value {
	return Value{name, quote(seconds(v) + "s"), v.String()}
}

// seconds returns a duration in decimal seconds, without zeros at its end.
func seconds(d time.Duration) string {
	sign, n := "", uint64(d)
	if d < 0 {
		sign, n = "-", -n // the smallest Duration has no positive one
	}
	text := sign + strconv.FormatUint(n/1e9, 10)
	if rest := n % 1e9; rest != 0 {
		digits := strconv.FormatUint(1e9+rest, 10)[1:]
		text += "." + strings.TrimRight(digits, "0")
	}
	return text
}

// quote returns a text as a JSON string. Bytes that are not UTF-8 are replaced.
func quote(s string) string {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if e.Encode(s) != nil { // a string: it cannot fail
		return `""`
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// Expand fills the details into a template such as "Only {left} of {item} are
// left." A brace that is doubled is a brace; a name without a value stays as it is.
func Expand(template string, details []Value) string {
	var b strings.Builder
	for rest := template; rest != ""; {
		i := strings.IndexAny(rest, "{}")
		if i < 0 {
			b.WriteString(rest)
			break
		}
		b.WriteString(rest[:i])
		rest = rest[i:]
		if len(rest) > 1 && rest[1] == rest[0] {
			b.WriteByte(rest[0])
			rest = rest[2:]
			continue
		}
		rest = expandOne(&b, rest, details)
	}
	return b.String()
}

// expandOne writes the detail that rest begins with, and returns what follows.
func expandOne(b *strings.Builder, rest string, details []Value) string {
	name, after, ok := strings.Cut(rest[1:], "}")
	if rest[0] == '{' && ok {
		for i := range details {
			if details[i].Name == name {
				b.WriteString(details[i].Text)
				return after
			}
		}
	}
	b.WriteByte(rest[0])
	return rest[1:]
}
