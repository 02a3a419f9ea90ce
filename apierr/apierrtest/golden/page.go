package golden

import (
	"bytes"
	"slices"
	"strings"
)

// A BlockKind is what a [Block] is.
type BlockKind string

// The kinds of block. A heading is Heading with its level: "h2". No engine shows a
// Comment. A FrontMatter is a line between those that the page begins with, and a
// Header the first row of a table.
const (
	Comment     BlockKind = "comment"
	FrontMatter BlockKind = "front"
	Heading     BlockKind = "h"
	Paragraph   BlockKind = "p"
	Item        BlockKind = "li"
	Header      BlockKind = "th"
	Row         BlockKind = "tr"
)

// A Block is one block of a Markdown page, as a reader sees it: character
// references are resolved, code keeps its backticks, and a link is
// "text (url)", or its text where that says the URL.
type Block struct {
	Kind  BlockKind
	Text  string   // of a row: what follows it and is not a row
	Cells []string // of rows alone
}

// Blocks reads a Markdown page of ours. It knows the dialect that errbook
// writes (headings with #, paragraphs, lists with -, tables, code, links,
// numeric character references, the line that shows nothing, and front matter)
// and no other; blocks are set apart by blank lines. What is foreign to the dialect
// is read as plain text, so every page has blocks.
func Blocks(page []byte) []Block {
	var r pageReader
	lines := strings.Split(strings.ReplaceAll(string(page), "\r\n", "\n"), "\n")
	if end := slices.Index(lines[1:], fence); end >= 0 && lines[0] == fence {
		for _, line := range lines[1 : end+1] {
			r.frontMatter(line)
		}
		lines = lines[end+2:]
	}
	for _, line := range lines {
		r.line(strings.TrimRight(line, "\r"))
	}
	return r.blocks
}

// fence is the line before and after front matter.
const fence = "---"

// Outline returns a page's blocks, one a line, the cells of a row set apart by
// tabs: the golden form of a page, which changes with every word of it.
func Outline(page []byte) []byte {
	var b bytes.Buffer
	for _, block := range Blocks(page) {
		b.WriteString(string(block.Kind))
		for _, cell := range block.Cells {
			b.WriteString("\t" + cell)
		}
		if block.Cells == nil || block.Text != "" {
			b.WriteString(" " + block.Text)
		}
		b.WriteByte('\n')
	}
	return b.Bytes()
}

// A Page is a page whose outline is in one file with those of others.
type Page struct {
	Name string // a path with slashes, on one line
	Data []byte // its Markdown
}

const pageMark = "page "

// Outlines returns the outline of a page, and those of others below it, each after a
// line with its name.
func Outlines(first []byte, others []Page) []byte {
	b := bytes.NewBuffer(Outline(first))
	for _, p := range others {
		b.WriteString(pageMark + p.Name + "\n")
		b.Write(Outline(p.Data))
	}
	return b.Bytes()
}

// PageNames returns the names in what [Outlines] returned. Text of a page is never
// taken for one, because the line of a block begins with what the block is.
func PageNames(outlines []byte) []string {
	var names []string
	for line := range strings.Lines(string(outlines)) {
		if name, ok := strings.CutPrefix(strings.TrimRight(line, "\r\n"), pageMark); ok {
			names = append(names, name)
		}
	}
	return names
}

// A pageReader reads a page line by line.
type pageReader struct {
	blocks []Block
	joined bool // no blank line since the last block
}

// frontMatter adds a line of the front matter. Its values are not Markdown.
func (r *pageReader) frontMatter(line string) {
	block := Block{Kind: FrontMatter, Text: line}
	if remark, ok := strings.CutPrefix(line, "# "); ok {
		block = Block{Kind: Comment, Text: remark}
	}
	r.blocks = append(r.blocks, block)
}

func (r *pageReader) line(line string) {
	if strings.Trim(line, " ") == "" {
		r.joined = false
		return
	}
	last := len(r.blocks) - 1
	kind, rest := kindOf(line)
	switch {
	case r.joined && kind == Row && r.isRow(last):
		r.row(rest)
		return
	case r.joined && !(kind == Item && r.blocks[last].Kind == Item):
		r.blocks[last].Text = strings.TrimPrefix(r.blocks[last].Text+" "+inline(line), " ")
		return
	case kind == Row:
		r.blocks = append(r.blocks, Block{Kind: Row, Cells: cells(rest)})
	default:
		r.blocks = append(r.blocks, Block{Kind: kind, Text: inline(rest)})
	}
	r.joined = true
}

func (r *pageReader) isRow(i int) bool {
	return r.blocks[i].Kind == Row || r.blocks[i].Kind == Header
}

// row adds a row to a table, or makes the one above its header.
func (r *pageReader) row(rest string) {
	row := Block{Kind: Row, Cells: cells(rest)}
	if last := &r.blocks[len(r.blocks)-1]; last.Kind == Row && isDelimiter(row.Cells) {
		last.Kind = Header
		return
	}
	r.blocks = append(r.blocks, row)
}

// isDelimiter reports whether a row is the line under a table's header.
func isDelimiter(cells []string) bool {
	return !slices.ContainsFunc(cells, func(c string) bool { return c != "---" })
}

// kindOf returns what begins with a line, and the line without its mark.
func kindOf(line string) (kind BlockKind, rest string) {
	if rest, ok := strings.CutPrefix(line, "[//]: # ("); ok && strings.HasSuffix(rest, ")") {
		return Comment, strings.TrimSuffix(rest, ")")
	}
	if rest, ok := strings.CutPrefix(line, "- "); ok {
		return Item, rest
	}
	if rest, ok := strings.CutPrefix(line, "|"); ok && strings.HasSuffix(rest, "|") {
		return Row, strings.TrimSuffix(rest, "|")
	}
	hashes := len(line) - len(strings.TrimLeft(line, "#"))
	if rest, ok := strings.CutPrefix(line[hashes:], " "); ok && 0 < hashes && hashes <= 6 {
		return Heading + BlockKind('0'+rune(hashes)), rest
	}
	return Paragraph, line
}

func cells(row string) []string {
	list := strings.Split(row, "|")
	for i, cell := range list {
		list[i] = inline(cell)
	}
	return list
}
