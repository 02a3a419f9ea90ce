package listing

import (
	"bytes"
	"html"
	"strings"

	"github.com/errbook/errbook/internal/lazy"
	"github.com/errbook/errbook/spec/yaml"
)

// ReadHTML reads a page of HTML: its headings, tables, lists and links. It is not
// a browser: what only a script would show is missing.
func ReadHTML(data []byte) *Page {
	h := &htmlReader{page: &Page{Sections: []Section{{}}}, source: newSource(data)}
	h.read()
	return h.page
}

// An htmlReader is the state of reading one page.
type htmlReader struct {
	page   *Page
	source *source
	table  *Table // that is open
	row    *Row
	text   *strings.Builder // of the cell, heading or item that is open
	code   *strings.Builder // of the code in it that is open
	now    Text
	header bool // all cells of the row are headings
}

var (
	htmlTag  = lazy.Regexp(`(?s)<(/?)([A-Za-z][A-Za-z0-9-]*)((?:[^<>"']|"[^"]*"|'[^']*')*)>`)
	htmlHref = lazy.Regexp(`(?is)\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))`)
)

// read walks over the tags, with what is not for people blanked out, so that
// places stay the same.
func (h *htmlReader) read() {
	src := withoutHidden(h.source.data)
	last := 0
	for _, m := range htmlTag().FindAllStringSubmatchIndex(src, -1) {
		h.characters(src[last:m[0]])
		name := strings.ToLower(src[m[4]:m[5]])
		if m[2] == m[3] {
			h.open(name, src[m[6]:m[7]], h.source.pos(m[0]))
		} else {
			h.close(name)
		}
		last = m[1]
	}
	h.characters(src[last:])
}

// hidden lists how what is not for people begins, and how it ends.
var hidden = []struct{ open, end string }{
	{"<!--", "-->"}, {"<script", "</script"}, {"<style", "</style"}, {"<template", "</template"}, {"<svg", "</svg"},
}

// withoutHidden returns a page with blanks in place of comments, scripts and the
// like. One that nothing ends stays.
func withoutHidden(data []byte) string {
	page, lower := bytes.Clone(data), asciiLower(data)
	last := make([]int, len(hidden)) // where each is ended last, so that no end is sought in vain
	for k, h := range hidden {
		last[k] = strings.LastIndex(lower, h.end)
	}
	for i := 0; i < len(lower); i++ {
		for k, h := range hidden {
			if begin := i + len(h.open); begin <= last[k] && opens(lower[i:], h.open) {
				end := begin + until(lower[begin:], h.end, len(h.end))
				if h.end != "-->" {
					end += until(lower[end:], ">", 1)
				}
				blank(page[i:end])
				i = end - 1
				break
			}
		}
	}
	return string(page)
}

// opens reports whether a text begins with a mark, and not with a longer name.
func opens(text, mark string) bool {
	rest, ok := strings.CutPrefix(text, mark)
	return ok && (mark == "<!--" || rest != "" && strings.IndexByte(" \t\r\n\f/>", rest[0]) >= 0)
}

// asciiLower returns a text whose letters are lowercase and where they were.
func asciiLower(data []byte) string {
	lower := bytes.Clone(data)
	for i, c := range lower {
		if 'A' <= c && c <= 'Z' {
			lower[i] = c + 'a' - 'A'
		}
	}
	return string(lower)
}

func blank(text []byte) {
	for i, c := range text {
		if c != '\n' {
			text[i] = ' '
		}
	}
}

func (h *htmlReader) characters(s string) {
	if h.code != nil {
		h.code.WriteString(s)
	}
	if h.text != nil {
		h.text.WriteString(s)
	}
}

func (h *htmlReader) open(name, attributes string, pos yaml.Pos) {
	switch name {
	case "table":
		h.table = &Table{Pos: pos}
	case "tr":
		h.endCell()
		h.endRow()
		h.row, h.header = &Row{Pos: pos}, true
	case "td", "th":
		h.endCell()
		h.header = h.header && name == "th"
		h.begin(pos)
	case "h1", "h2", "h3", "h4", "h5", "h6":
		h.begin(pos)
	case "li":
		if h.table == nil {
			h.endItem()
			h.begin(pos)
		}
	case "code":
		h.code = new(strings.Builder)
	case "a":
		if m := htmlHref().FindStringSubmatch(attributes); m != nil {
			h.link(html.UnescapeString(m[1]+m[2]+m[3]), pos)
		}
	case "br", "p", "div":
		h.characters(" ")
	}
}

// link notes a link; those to places of the same page are not worth it.
func (h *htmlReader) link(url string, pos yaml.Pos) {
	if url != "" && !strings.HasPrefix(url, "#") {
		h.page.Links = append(h.page.Links, Link{Pos: pos, URL: url})
	}
}

func (h *htmlReader) begin(pos yaml.Pos) {
	h.text, h.now = new(strings.Builder), Text{Pos: pos}
}

// end returns the text that was open.
func (h *htmlReader) end() Text {
	t := h.now
	if h.text != nil {
		t.Plain = strings.Join(strings.Fields(html.UnescapeString(h.text.String())), " ")
	}
	h.text, h.code = nil, nil
	return t
}

func (h *htmlReader) close(name string) {
	switch name {
	case "code":
		if h.code != nil && h.text != nil {
			if code := strings.TrimSpace(html.UnescapeString(h.code.String())); code != "" {
				h.now.Codes = append(h.now.Codes, code)
			}
		}
		h.code = nil
	case "td", "th":
		h.endCell()
	case "tr":
		h.endCell()
		h.endRow()
	case "table":
		h.endCell()
		h.endRow()
		h.endTable()
	case "li":
		h.endItem()
	case "h1", "h2", "h3", "h4", "h5", "h6":
		if h.text != nil {
			t := h.end()
			h.page.Sections = append(h.page.Sections, Section{Pos: t.Pos, Level: int(name[1] - '0'), Title: t.Plain})
		}
	}
}

func (h *htmlReader) section() *Section { return &h.page.Sections[len(h.page.Sections)-1] }

func (h *htmlReader) endCell() {
	if h.row != nil && h.text != nil {
		h.row.Cells = append(h.row.Cells, h.end())
	}
}

func (h *htmlReader) endRow() {
	if h.table != nil && h.row != nil && len(h.row.Cells) > 0 {
		if h.header && h.table.Columns == nil {
			for _, c := range h.row.Cells {
				h.table.Columns = append(h.table.Columns, c.Plain)
			}
		} else {
			h.table.Rows = append(h.table.Rows, *h.row)
		}
	}
	h.row = nil
}

func (h *htmlReader) endTable() {
	if h.table == nil {
		return
	}
	t := h.table
	h.table = nil
	if t.Columns == nil && len(t.Rows) > 1 { // headings that are written as cells
		for _, c := range t.Rows[0].Cells {
			t.Columns = append(t.Columns, c.Plain)
		}
		t.Rows = t.Rows[1:]
	}
	s := h.section()
	s.Tables = append(s.Tables, *t)
}

func (h *htmlReader) endItem() {
	if h.text == nil || h.table != nil {
		return
	}
	t := h.end()
	if name, rest := entryOf(t); name != "" {
		s := h.section()
		s.List = append(s.List, Entry{t.Pos, name, rest})
	}
}
