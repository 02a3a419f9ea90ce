package yaml

import "strings"

// A plainKind is what a plain scalar would be to one YAML reader or another:
// readers of YAML 1.1 and 1.2 disagree, so a text that is a number, a truth
// value or a date to either must be quoted.
type plainKind uint8

const (
	plainText   plainKind = iota
	plainInt              // a decimal integer that is written in one way only
	plainNumber           // any other number: 0429, 1e3, 0x1F, 1_000, 12:30, .inf
	plainBool
	plainNull
	plainDate
)

// IsText reports whether a word without quotes is a text to every YAML reader, and not
// a number, a boolean or nothing.
func IsText(word string) bool { return plainKindOf(word) == plainText }

// plainKindOf returns what a plain scalar would be.
func plainKindOf(s string) plainKind {
	if s == "" || s == "~" {
		return plainNull
	}
	switch c := s[0]; {
	case isDigit(c), c == '+', c == '-', c == '.':
		return numberKind(s)
	case len(s) > len("false"):
		return plainText
	}
	switch word := strings.ToLower(s); word {
	case "null":
		return plainNull
	case "y", "n", "yes", "no", "on", "off", "true", "false":
		return plainBool
	}
	return plainText
}

// numberKind is plainKindOf for what begins as a number does.
func numberKind(s string) plainKind {
	digits := strings.TrimLeft(s, "+-")
	if len(s)-len(digits) > 1 || digits == "" {
		return plainText
	}
	switch {
	case isCanonicalInt(s):
		return plainInt
	case isDate(s):
		return plainDate
	case digits[0] == '.':
		if word := strings.ToLower(digits[1:]); word == "inf" || word == "nan" {
			return plainNumber
		}
	case digits[0] == '0' && isBased(digits[1:]):
		return plainNumber
	}
	if isDecimal(digits) || isSexagesimal(digits) {
		return plainNumber
	}
	return plainText
}

// isCanonicalInt reports whether s is a decimal integer without a sign it does
// not need, leading zeros, or underscores.
func isCanonicalInt(s string) bool {
	digits := strings.TrimPrefix(s, "-")
	if digits == "" || digits[0] == '0' && s != "0" {
		return false
	}
	return allOf(digits, isDigit)
}

// isDate reports whether s begins as a timestamp of YAML 1.1 does.
func isDate(s string) bool {
	if len(s) < len("2006-1-2") || !allOf(s[:4], isDigit) || s[4] != '-' {
		return false
	}
	month, rest, ok := strings.Cut(s[5:], "-")
	if !ok || month == "" || len(month) > 2 || !allOf(month, isDigit) || rest == "" || !isDigit(rest[0]) {
		return false
	}
	day := strings.TrimLeft(rest, "0123456789")
	return len(rest)-len(day) <= 2 && (day == "" || strings.IndexByte("Tt \t", day[0]) >= 0)
}

// isBased reports whether what follows a leading zero makes an octal, binary or
// hexadecimal number, or something so like one (0A000) that it had better be
// quoted.
func isBased(rest string) bool {
	if rest == "" {
		return false
	}
	if strings.IndexByte("xXoObB", rest[0]) >= 0 && len(rest) > 1 {
		if allOf(rest[1:], isHexDigit) {
			return true
		}
	}
	return allOf(rest, isHexDigit)
}

func isHexDigit(c byte) bool {
	return isDigit(c) || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F' || c == '_'
}

// isDecimal reports whether s is a decimal number: digits or underscores, a
// fraction, an exponent.
func isDecimal(s string) bool {
	whole := strings.TrimLeft(s, "0123456789_")
	fraction := strings.TrimPrefix(whole, ".")
	exponent := strings.TrimLeft(fraction, "0123456789_")
	if s[0] == '_' || len(s) == len(whole) && len(fraction) == len(exponent) {
		return false
	}
	if exponent == "" {
		return true
	}
	if exponent[0] != 'e' && exponent[0] != 'E' {
		return false
	}
	exponent = strings.TrimLeft(exponent[1:], "+-")
	return exponent != "" && allOf(exponent, isDigit)
}

// isSexagesimal reports whether s is a number to the base 60, as YAML 1.1 reads
// 12:30:45.
func isSexagesimal(s string) bool {
	parts := strings.Split(s, ":")
	for i, part := range parts {
		if i == len(parts)-1 {
			part, _, _ = strings.Cut(part, ".")
		}
		if part == "" || !allOf(part, isDigit) {
			return false
		}
	}
	return len(parts) > 1
}

func allOf(s string, is func(byte) bool) bool {
	for i := range len(s) {
		if !is(s[i]) {
			return false
		}
	}
	return true
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }
