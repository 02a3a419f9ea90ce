package yaml

import (
	"bytes"
	"errors"
	"io"
	"sort"
	"strconv"
	"strings"
)

// reportSyntax reports, in our words, what the library said about data that is
// not YAML. It gives no columns.
func reportSyntax(data []byte, err error, r *Reporter) {
	if second := (*errSecond)(nil); errors.As(err, &second) {
		r.Report(Pos{second.line, 1}, "write a file for each document", "file must hold one document; found a second one")
		return
	}
	line, fault := syntaxFaultOf(data, err)
	r.Report(Pos{line, 1}, fault.hint, "file must be YAML; found %s", fault.found)
}

// syntaxFaultOf returns what an error of the library says about data, and of which line.
func syntaxFaultOf(data []byte, err error) (int, syntaxFault) {
	line, msg := syntaxLine(data, err)
	for _, f := range syntaxFaults {
		if strings.Contains(msg, f.library) {
			return line, f
		}
	}
	return line, syntaxFault{found: "something unreadable"}
}

// syntaxLine takes the line out of an error of the library, and the message
// without it. Lines of the library's parser count from 0, those of its scanner
// from 1, and a line 0 is left out.
func syntaxLine(data []byte, err error) (int, string) {
	msg := strings.TrimPrefix(err.Error(), "yaml: ")
	line := 0
	if rest, ok := strings.CutPrefix(msg, "line "); ok {
		if number, text, ok := strings.Cut(rest, ": "); ok {
			line, _ = strconv.Atoi(number)
			msg = text
		}
	}
	switch {
	case strings.HasPrefix(msg, "unknown anchor"): // has no line at all
		_, name, _ := strings.Cut(msg, "'")
		name, _, _ = strings.Cut(name, "'")
		before, _, _ := bytes.Cut(data, []byte("*"+name))
		line = bytes.Count(before, []byte("\n")) + 1
	case strings.HasPrefix(msg, "did not find expected key"), strings.HasPrefix(msg, "did not find expected '-'"), strings.Contains(msg, "tab character"):
		line = breakingLine(data, msg)
	case strings.Contains(msg, "expected ','"), strings.Contains(msg, "expected <"), strings.Contains(msg, "expected node"), strings.Contains(msg, "tag handle"):
		line++
	}
	return min(max(line, 1), bytes.Count(data, []byte("\n"))+1), msg
}

// breakingLine returns the line that makes data fail with a message for which
// the library tells where the list or mapping began: the first one with which
// the lines before it fail the same way. Reading line by line narrows the
// search, except where the library looks far ahead.
func breakingLine(data []byte, msg string) int {
	reader := &lineReader{rest: data}
	_, _ = readDocument(reader)
	ends := lineEnds(data)
	most := min(reader.lines, len(ends))
	return 1 + sort.Search(max(most-1, 0), func(i int) bool {
		_, err := readDocument(bytes.NewReader(data[:ends[i]]))
		return err != nil && strings.HasSuffix(err.Error(), msg)
	})
}

// lineEnds returns where the lines of data end.
func lineEnds(data []byte) []int {
	var ends []int
	for i, c := range data {
		if c == '\n' {
			ends = append(ends, i+1)
		}
	}
	return append(ends, len(data))
}

// A lineReader hands out a line at a time, so that the number of lines handed
// out tells how far the library read before it gave up.
type lineReader struct {
	rest  []byte
	lines int
}

func (l *lineReader) Read(p []byte) (int, error) {
	if len(l.rest) == 0 {
		return 0, io.EOF
	}
	n := bytes.IndexByte(l.rest, '\n') + 1
	if n == 0 {
		n = len(l.rest)
	}
	n = copy(p, l.rest[:n])
	if l.rest[n-1] == '\n' || n == len(l.rest) {
		l.lines++
	}
	l.rest = l.rest[n:]
	return n, nil
}

// What text must be quoted for, though it looks plain.
const (
	quoteHint     = "quote text that begins with a link; an apostrophe in 'single quotes' is written twice"
	starHint      = "quote text that begins with * or &"
	closeHint     = "close it on the line where the value ends"
	commaHint     = "quote a value that contains a bracket, brace or comma"
	tagHint       = "quote text that begins with !"
	directiveHint = "leave out lines that begin with %"
	escapeHint    = "write a backslash twice, or use 'single quotes'"
)

// A syntaxFault says in our words what the library finds.
type syntaxFault struct{ library, found, hint string }

// syntaxFaults are asked in order.
var syntaxFaults = []syntaxFault{
	{"mapping values are not allowed", "a colon where no key is possible", "quote a value that contains a colon and a space"},
	{"tab character", "a tab as indentation", "indent with spaces"},
	{"cannot start any token", "a character that no value begins with", "quote values that begin with @, ` or %, and indent with spaces"},
	{"unexpected end of stream", "a quote that is never closed", closeHint},
	{"unexpected document indicator", "a quote that is never closed", closeHint},
	{"expected ',' or ']'", "a list in brackets that is not closed, or lacks a comma", commaHint},
	{"expected ',' or '}'", "a mapping in braces that is not closed, or lacks a comma", commaHint},
	{"expected key", "text out of line, or after a closing quote or bracket", "keys of one mapping begin in one column; " + quoteHint},
	{"expected '-' indicator", "text out of line, or after a closing quote or bracket", "items of one list begin in one column; " + quoteHint},
	{"expected ':'", "a line without a colon among keys", "a key needs a colon and a value"},
	{"unknown escape", "an unknown escape", escapeHint},
	{"escape sequence", "an unknown escape", escapeHint},
	{"hexdecimal number", "an unknown escape", escapeHint},
	{"Unicode character escape", "an unknown escape", escapeHint},
	{"alphabetic or numeric", "a * or & without a name after it", starHint},
	{"anchor", "an alias", "write the value out, or " + starHint},
	{"directive", "a directive", directiveHint},
	{"comment or line break", "text after | or >", "begin the text on the next line"},
	{"document start", "text outside of the document", "quote values that begin with a quote, bracket or brace but continue after it"},
	{"node content", "nothing between commas", "leave one of the commas out"},
	{"block sequence entries", "a list item where none is possible", "begin a list on the line after its key, or quote text that begins with a hyphen"},
	{"mapping keys are not allowed", "a question mark where no key is possible", "quote text that begins with a question mark and a space"},
	{"indentation indicator", "text after | or >", "begin the text on the next line"},
	{"'>'", "an unknown tag", tagHint},
	{"'!'", "an unknown tag", tagHint},
	{"URI", "an unknown tag", tagHint},
	{"tag handle", "an unknown tag", tagHint},
	{"whitespace", "an unknown tag", tagHint},
	{"version number", "a directive", directiveHint},
	{"digit or '.'", "a directive", directiveHint},
	{"incompatible YAML document", "a directive", directiveHint},
	{"max depth", "values nested too deep", ""},
}
