package templates

import (
	"slices"
	"strings"

	"github.com/errbook/errbook/apierr"
)

// A Snippet is Go code that handles one error. The site shows it, and generated
// packages have it as an example.
type Snippet struct {
	Package    string // "fashn"
	ImportPath string // of the package: "github.com/errbook/errbook/generated/fashn"
	Name       string // of the error's constant: "OutOfCredits"
	Retry      apierr.Retry
	// Stream says that the error shows up in events of a stream, and in no
	// HTTP response.
	Stream bool
}

// Imports returns the import paths that Body needs, sorted as gofmt does, the
// standard library's first.
func (s Snippet) Imports() []string {
	standard, others := []string{"errors", "fmt"}, []string(nil)
	if s.waits() {
		standard, others = append(standard, "time"), append(others, "github.com/errbook/errbook/apierr")
	}
	if s.ImportPath != "" {
		others = append(others, s.ImportPath)
	}
	slices.Sort(others)
	return append(standard, others...)
}

// waits reports whether the code waits before it tries again.
func (s Snippet) waits() bool {
	return s.Retry == apierr.RetryWait || s.Retry == apierr.RetryBackoff || s.Retry == apierr.RetryWindow
}

// Body returns statements, each line without indentation of its own. They take
// the variable resp (*http.Response) or, for an error of a stream, event
// (string) and data ([]byte).
//
//	err := fashn.Provider.FromResponse(resp)
//	if errors.Is(err, fashn.OutOfCredits) {
//		fmt.Println("ask the owner of the account:", err)
//	}
func (s Snippet) Body() string {
	call := "FromResponse(resp)"
	if s.Stream {
		call = "FromEvent(event, data)"
	}
	return "err := " + s.Package + ".Provider." + call + "\n" +
		"if errors.Is(err, " + s.Package + "." + s.Name + ") {\n" + s.action() + "}\n"
}

// action returns what is done about the error.
func (s Snippet) action() string {
	switch s.Retry {
	case apierr.RetryFixRequest:
		return "\tfmt.Println(\"change the request:\", err)\n"
	case apierr.RetryFixAccount:
		return "\tfmt.Println(\"ask the owner of the account:\", err)\n"
	case apierr.RetryOnce:
		return "\tfmt.Println(\"try once more:\", err)\n"
	case apierr.RetryWait:
		return waiting("2 * time.Second")
	case apierr.RetryBackoff:
		return waiting("time.Second // double it each time, and add jitter")
	case apierr.RetryWindow:
		return waiting("time.Hour // the window is long; do not block on it")
	}
	return "\tfmt.Println(\"give up:\", err)\n"
}

func waiting(otherwise string) string {
	return "\twait, stated := apierr.RetryAfter(err)\n\tif !stated {\n\t\twait = " + otherwise + "\n\t}\n\tfmt.Println(\"try again in\", wait)\n"
}

// Source returns the code as the site shows it: the imports and the statements.
func (s Snippet) Source() string {
	var b strings.Builder
	b.WriteString("import (\n")
	ours := false
	for _, path := range s.Imports() {
		if strings.Contains(path, ".") && !ours {
			ours = true
			b.WriteByte('\n')
		}
		b.WriteString("\t\"" + path + "\"\n")
	}
	b.WriteString(")\n\n")
	b.WriteString(s.Body())
	return b.String()
}
