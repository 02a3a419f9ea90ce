package templates

import "strings"

// A Snippet is Go code that handles one error, as a page shows it. Package
// generator makes it, and out of the same statements the Example that the
// generated package has of the error.
type Snippet struct {
	Imports []Import // sorted by path
	// Body has the statements, indented from the margin. What they take is
	// named after what it is: resp (*http.Response), event (string) and data
	// ([]byte), code (int) and reason (string), body ([]byte).
	Body string
}

// An Import is a package that a snippet needs.
type Import struct {
	Name string // "" if the package goes by its own
	Path string
}

// Source returns the code as a page shows it: the imports, the standard
// library's apart, and the statements.
func (s Snippet) Source() string {
	var standard, others strings.Builder
	for _, i := range s.Imports {
		to := &standard
		if first, _, _ := strings.Cut(i.Path, "/"); strings.Contains(first, ".") {
			to = &others
		}
		to.WriteByte('\t')
		if i.Name != "" {
			to.WriteString(i.Name + " ")
		}
		to.WriteString("\"" + i.Path + "\"\n")
	}
	between := ""
	if standard.Len() > 0 && others.Len() > 0 {
		between = "\n"
	}
	return "import (\n" + standard.String() + between + others.String() + ")\n\n" + s.Body
}
