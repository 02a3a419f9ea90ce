package spec

import (
	"go/token"
	"slices"
	"strings"
)

// CodePrefix returns what the codes of a provider begin with, and the names of
// its Go package: its id without hyphens.
func CodePrefix(id string) string { return strings.ReplaceAll(id, "-", "") }

// Slug returns the part of a URL that stands for a name: it is broken where a
// capital follows a lowercase letter or a digit, before the last of several
// capitals, and at underscores. Digits stay with what is on their left.
//
//	InvalidAPIKey → invalid-api-key
//	HTTP2Error    → http2-error
func Slug(name string) string {
	var b strings.Builder
	for i := range len(name) {
		c := name[i]
		switch {
		case c == '_':
			if b.Len() > 0 && i+1 < len(name) {
				b.WriteByte('-')
			}
			continue
		case i > 0 && isUpper(c) && name[i-1] != '_' && breaksBefore(name, i):
			b.WriteByte('-')
		}
		b.WriteByte(lower(c))
	}
	return b.String()
}

// breaksBefore reports whether the capital at i begins a word.
func breaksBefore(name string, i int) bool {
	return !isUpper(name[i-1]) || i+1 < len(name) && isLower(name[i+1])
}

func isUpper(c byte) bool { return 'A' <= c && c <= 'Z' }
func isLower(c byte) bool { return 'a' <= c && c <= 'z' }
func isDigit(c byte) bool { return '0' <= c && c <= '9' }

func lower(c byte) byte {
	if isUpper(c) {
		return c + 'a' - 'A'
	}
	return c
}

// ContextName returns the constant that a generated package has for a value of
// a context: DeploymentDedicated for the value dedicated of deployment.
func ContextName(name, value string) string { return camel(name) + camel(value) }

// camel joins the words of a lower-case name with a capital each.
func camel(name string) string {
	var b strings.Builder
	for word := range strings.FieldsFuncSeq(name, func(r rune) bool { return r == '-' || r == '_' || r == '.' }) {
		b.WriteString(strings.ToUpper(word[:1]) + word[1:])
	}
	return b.String()
}

// isWords reports whether s is words of lowercase letters and digits joined by
// single joints.
func isWords(s, joints string) bool {
	for i := range len(s) {
		c := s[i]
		switch {
		case isLower(c) || isDigit(c):
		case strings.IndexByte(joints, c) < 0, i == 0, i == len(s)-1, strings.IndexByte(joints, s[i-1]) >= 0:
			return false
		}
	}
	return s != ""
}

// generatedNames are what every generated package declares beside its codes.
var generatedNames = []string{"Provider", "Classify", "Lookup", "Codes", "New"}

// WhyNotPackage returns why name cannot be that of a generated package, "" if it
// can. Check has asked it about the prefix of the codes; a package whose name ends
// in a suffix has to be asked about again.
func WhyNotPackage(name string) string {
	switch {
	case token.IsKeyword(name):
		return "is a Go keyword"
	case slices.Contains(predeclared, name):
		return "is predeclared in Go"
	case isDevice(name):
		return "is a device on Windows"
	case slices.Contains(specialFolders, name):
		return "means something else as a directory or package"
	case slices.Contains(importedNames, name):
		return "would hide a package of the standard library that its users import"
	}
	return ""
}

// predeclared lists the identifiers of Go's universe block.
var predeclared = []string{
	"any", "append", "bool", "byte", "cap", "clear", "close", "comparable", "complex", "complex128", "complex64", "copy",
	"delete", "error", "false", "float32", "float64", "imag", "int", "int16", "int32", "int64", "int8", "iota", "len",
	"make", "max", "min", "new", "nil", "panic", "print", "println", "real", "recover", "rune", "string", "true", "uint",
	"uint16", "uint32", "uint64", "uint8", "uintptr",
}

// specialFolders lists what the go command, or errbook itself, takes for
// something else.
var specialFolders = []string{"main", "internal", "vendor", "testdata", "docs", "catalog", "apierr", "index", "kinds", "code", "compare", "e", "readme", "init", "builtin", "unsafe"}

// importedNames lists the packages that code which handles errors, and
// generated code, imports beside a provider's.
var importedNames = []string{"cmp", "context", "errors", "fmt", "http", "io", "log", "net", "os", "slog", "strings", "testing", "time"}

// isDevice reports whether Windows takes name for a device, whatever its case.
func isDevice(name string) bool {
	switch name = strings.ToLower(name); {
	case name == "con", name == "prn", name == "aux", name == "nul":
		return true
	case len(name) == 4 && isDigit(name[3]):
		return name[:3] == "com" || name[:3] == "lpt"
	}
	return false
}

// whyNotSlug returns why slug cannot be a page's, "" if it can.
func whyNotSlug(slug string) string {
	switch {
	case !isWords(slug, "-"):
		return "is not lowercase letters and digits joined by single hyphens"
	case slug == "index", slug == "readme":
		return "is taken by the provider's own page"
	case isDevice(slug):
		return "is a device on Windows"
	}
	return ""
}

func pick(cond bool, yes, no string) string {
	if cond {
		return yes
	}
	return no
}
