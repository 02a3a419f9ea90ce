package listing

import (
	"html"
	"strings"

	"github.com/errbook/errbook/internal/lazy"
	"github.com/errbook/errbook/spec/yaml"
)

// ReadMarkdown reads a page of Markdown, or a page that was copied as text, whose
// headings are lines of their own without any mark.
func ReadMarkdown(data []byte) *Page {
	m := &markdown{page: &Page{Sections: []Section{{}}}}
	lines := strings.Split(string(newSource(data).data), "\n")
	for i := range lines {
		lines[i] = strings.TrimSuffix(lines[i], "\r")
	}
	m.lines = lines
	m.marked = hasMarkedHeadings(lines)
	for m.at < len(lines) {
		m.next()
	}
	return m.page
}

// A markdown is the state of reading one page.
type markdown struct {
	page   *Page
	lines  []string
	at     int
	marked bool // headings have marks
}

var (
	atxHeading = lazy.Regexp(`^ {0,3}(#{1,6})\s+(.*?)\s*#*\s*$`)
	bullet     = lazy.Regexp(`^\s*(?:[-*+]|\d{1,9}[.)])\s+(.*)$`)
	delimiter  = lazy.Regexp(`^\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$`)
	fence      = lazy.Regexp("^ {0,3}(```+|~~~+)")
	htmlTable  = lazy.Regexp(`(?i)<table[\s>]`)
)

func hasMarkedHeadings(lines []string) bool {
	for i := 0; i < len(lines); i++ {
		if f := fence().FindString(lines[i]); f != "" {
			i = fenceEnd(lines, i)
		} else if atxHeading().MatchString(lines[i]) {
			return true
		}
	}
	return false
}

// fenceEnd returns the line that closes the fence at i, the last line if none does.
func fenceEnd(lines []string, i int) int {
	mark := strings.TrimSpace(fence().FindString(lines[i]))
	for j := i + 1; j < len(lines); j++ {
		if strings.HasPrefix(strings.TrimSpace(lines[j]), mark) {
			return j
		}
	}
	return len(lines) - 1
}

// next reads the block that begins at the current line.
func (m *markdown) next() {
	line := m.lines[m.at]
	if fence().MatchString(line) {
		m.at = fenceEnd(m.lines, m.at) + 1
		return
	}
	if h := atxHeading().FindStringSubmatch(line); h != nil {
		m.heading(len(h[1]), h[2])
		return
	}
	switch {
	case htmlTable().MatchString(line):
		m.html()
	case m.isTable():
		m.table()
	case m.isPlainHeading():
		m.heading(0, strings.TrimSpace(line))
	case bullet().MatchString(line):
		m.item(bullet().FindStringSubmatchIndex(line)[2])
	default:
		m.text(line, 1)
		m.at++
	}
}

func (m *markdown) section() *Section { return &m.page.Sections[len(m.page.Sections)-1] }

func (m *markdown) pos(col int) yaml.Pos { return yaml.Pos{Line: m.at + 1, Col: col} }

func (m *markdown) heading(level int, title string) {
	t := m.inline(title, 1)
	m.page.Sections = append(m.page.Sections, Section{Pos: m.pos(1), Level: level, Title: t.Plain})
	m.at++
}

// maxHeading is how long a line can be that is a heading only because of where it
// appears.
const maxHeading = 70

// isPlainHeading reports whether the current line is the heading of a page that
// was copied as text: short, not a sentence, and before the text of its section.
func (m *markdown) isPlainHeading() bool {
	line := strings.TrimSpace(m.lines[m.at])
	if m.marked || line == "" || len(line) > maxHeading || strings.ContainsAny(line, "|<>{}") || bullet().MatchString(line) {
		return false
	}
	first, last := line[0], line[len(line)-1]
	if strings.IndexByte(".:;,?!)", last) >= 0 || !('A' <= first && first <= 'Z' || '0' <= first && first <= '9') {
		return false
	}
	return m.at+1 < len(m.lines) && strings.TrimSpace(m.lines[m.at+1]) != ""
}

// item reads an item of a list, whose text begins at a column.
func (m *markdown) item(col int) {
	text := m.text(m.lines[m.at][col:], col+1)
	if name, rest := entryOf(text); name != "" {
		s := m.section()
		s.List = append(s.List, Entry{text.Pos, name, rest})
	}
	m.at++
}

// text notes a line of text and its links.
func (m *markdown) text(line string, col int) Text {
	t := m.inline(line, col)
	if t.Plain != "" {
		s := m.section()
		s.Text = append(s.Text, t.Plain)
	}
	return t
}

// isTable reports whether a table begins at the current line. Copies of text lose
// columns of the line of dashes.
func (m *markdown) isTable() bool {
	if !strings.Contains(m.lines[m.at], "|") || m.at+1 >= len(m.lines) {
		return false
	}
	dashes := m.lines[m.at+1]
	return strings.Contains(dashes, "|") && delimiter().MatchString(dashes) &&
		(!m.marked || len(cellsOf(m.lines[m.at])) == len(cellsOf(dashes)))
}

// table reads a table: headings, a line of dashes, and rows up to a line that is
// none.
func (m *markdown) table() {
	t := Table{Pos: m.pos(1)}
	for _, c := range cellsOf(m.lines[m.at]) {
		t.Columns = append(t.Columns, m.inline(c.text, c.col).Plain)
	}
	for m.at += 2; m.at < len(m.lines) && strings.Contains(m.lines[m.at], "|"); m.at++ {
		row := Row{Pos: m.pos(1)}
		for _, c := range cellsOf(m.lines[m.at]) {
			row.Cells = append(row.Cells, m.inline(c.text, c.col))
		}
		t.Rows = append(t.Rows, row)
	}
	s := m.section()
	s.Tables = append(s.Tables, t)
}

// html reads a table that is written in HTML.
func (m *markdown) html() {
	start := m.at
	for m.at < len(m.lines) && !strings.Contains(strings.ToLower(m.lines[m.at]), "</table") {
		m.at++
	}
	m.at = min(m.at+1, len(m.lines))
	inner := ReadHTML([]byte(strings.Join(m.lines[start:m.at], "\n")))
	s := m.section()
	for _, part := range inner.Sections {
		for _, t := range part.Tables {
			t.shift(start)
			s.Tables = append(s.Tables, t)
		}
	}
	for _, l := range inner.Links {
		l.Line += start
		m.page.Links = append(m.page.Links, l)
	}
}

// shift moves a table down by some lines.
func (t *Table) shift(lines int) {
	t.Line += lines
	for i := range t.Rows {
		t.Rows[i].Line += lines
		for j := range t.Rows[i].Cells {
			t.Rows[i].Cells[j].Line += lines
		}
	}
}

// A rawCell is a cell of a row with its column in the line.
type rawCell struct {
	text string
	col  int
}

// cellsOf splits a row at the bars that are neither escaped nor inside of code.
func cellsOf(line string) []rawCell {
	var cells []rawCell
	start, code := 0, false
	end := func(i int) {
		raw := line[start:i]
		cells = append(cells, rawCell{strings.TrimSpace(raw), start + 1 + len(raw) - len(strings.TrimLeft(raw, " \t"))})
		start = i + 1
	}
	for i := 0; i < len(line); i++ {
		switch {
		case line[i] == '\\':
			i++
		case line[i] == '`':
			code = !code && strings.Contains(line[i+1:], "`")
		case line[i] == '|' && !code:
			end(i)
		}
	}
	end(len(line))
	if cells[0].text == "" && len(cells) > 1 {
		cells = cells[1:]
	}
	if n := len(cells); cells[n-1].text == "" && n > 1 {
		cells = cells[:n-1]
	}
	return cells
}

var (
	image     = lazy.Regexp(`!\[([^\]]*)\]\([^)]*\)`)
	link      = lazy.Regexp(`\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\(\s*<?([^\s()<>]+)>?(?:\s+"[^"]*")?\s*\)`)
	autolink  = lazy.Regexp(`<((?:https?://|mailto:)[^<>\s]+)>`)
	codeSpan  = lazy.Regexp("(`+)([^`]+)(`+)")
	emphasis  = lazy.Regexp(`(\*\*\*|\*\*|\*|__)(\S(?:.*?\S)?)(\*\*\*|\*\*|\*|__)`)
	inlineTag = lazy.Regexp(`</?[A-Za-z][A-Za-z0-9]*(?:\s[^<>]*)?/?>`)
	escape    = lazy.Regexp(`\\([!-/:-@\[-` + "`" + `{-~])`)
)

// inline returns a text without its marks, and notes its links.
func (m *markdown) inline(s string, col int) Text {
	t := Text{Pos: m.pos(col)}
	s = image().ReplaceAllString(s, "$1")
	s = link().ReplaceAllStringFunc(s, func(found string) string {
		parts := link().FindStringSubmatch(found)
		text := strings.Trim(parts[1], "*`_ ")
		m.page.Links = append(m.page.Links, Link{t.Pos, parts[2], text})
		return parts[1]
	})
	s = autolink().ReplaceAllStringFunc(s, func(found string) string {
		url := found[1 : len(found)-1]
		m.page.Links = append(m.page.Links, Link{t.Pos, url, url})
		return url
	})
	var codes []string // kept away from what follows
	s = codeSpan().ReplaceAllStringFunc(s, func(found string) string {
		codes = append(codes, strings.TrimSpace(strings.Trim(found, "`")))
		return "\x00"
	})
	s = inlineTag().ReplaceAllString(s, " ")
	s = emphasis().ReplaceAllString(s, "$2")
	s = html.UnescapeString(escape().ReplaceAllString(s, "$1"))
	t.Codes = codes
	for _, code := range codes {
		s = strings.Replace(s, "\x00", strings.ReplaceAll(code, `\|`, "|"), 1)
	}
	t.Plain = strings.Join(strings.Fields(s), " ")
	return t
}
