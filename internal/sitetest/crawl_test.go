package sitetest

import (
	"bytes"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// The whole site is crawled from its home page: every link leads somewhere,
// every page but those for lost readers is reached, and every page is HTML that
// a parser takes without mending it.
func TestCrawl(t *testing.T) {
	for name, get := range map[string]func() (*tree, error){"book": theBook, "hostile": hostileBook} {
		t.Run(name, func(t *testing.T) {
			tr := need(t, get)
			c := &crawler{t: t, dir: tr.dir, pages: map[string]*parsed{}}
			c.visit("index.html")
			for from, page := range c.pages {
				for _, link := range page.links {
					c.check(from, link)
				}
			}
			c.checkAllReached()
		})
	}
}

// A crawler reads the pages of a folder.
type crawler struct {
	t     *testing.T
	dir   string
	pages map[string]*parsed
}

// A parsed is what a crawler keeps of a page.
type parsed struct {
	links []string
	ids   map[string]bool
}

func (c *crawler) visit(name string) {
	if c.pages[name] != nil {
		return
	}
	data, err := os.ReadFile(filepath.Join(c.dir, filepath.FromSlash(name)))
	if err != nil {
		c.t.Error(err)
		return
	}
	page := &parsed{ids: map[string]bool{}}
	c.pages[name] = page
	if path.Ext(name) != ".html" {
		return
	}
	checkNesting(c.t, name, data)
	doc, err := html.Parse(bytes.NewReader(data))
	if err != nil {
		c.t.Errorf("%s: %v", name, err)
		return
	}
	for n := range doc.Descendants() {
		c.read(name, page, n)
	}
	for _, link := range page.links {
		if target := resolve(name, link); target != "" {
			c.visit(target)
		}
	}
}

// read notes the links and ids of an element.
func (c *crawler) read(name string, page *parsed, n *html.Node) {
	for _, a := range n.Attr {
		switch {
		case a.Key == "id" && page.ids[a.Val]:
			c.t.Errorf("%s has the id %s twice", name, a.Val)
		case a.Key == "id":
			page.ids[a.Val] = true
		case a.Key == "href" || a.Key == "src":
			page.links = append(page.links, a.Val)
		case a.Key == "style" || strings.HasPrefix(a.Key, "on"):
			c.t.Errorf("%s has the attribute %s, which the policy forbids", name, a.Key)
		}
	}
	if n.DataAtom == atom.Script && attribute(n, "src") == "" && attribute(n, "type") != "application/ld+json" {
		c.t.Errorf("%s has a script of its own, which the policy forbids", name)
	}
}

func attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// resolve returns the file that a link of a page leads to, "" for one that
// leads out of the site.
func resolve(from, link string) string {
	u, err := url.Parse(link)
	if err != nil || u.Scheme != "" {
		return ""
	}
	if u.Path == "" {
		return from
	}
	target := path.Join(path.Dir(from), u.Path)
	if strings.HasSuffix(u.Path, "/") {
		target = path.Join(target, "index.html")
	}
	return target
}

// check reports a link that is dead, or leads out of the site without https.
func (c *crawler) check(from, link string) {
	u, err := url.Parse(link)
	if err != nil {
		c.t.Errorf("%s has the link %q: %v", from, link, err)
		return
	}
	if u.Scheme != "" {
		if u.Scheme != "https" && u.Scheme != "mailto" && u.Scheme != "data" {
			c.t.Errorf("%s links to %s", from, link)
		}
		return
	}
	target := resolve(from, link)
	if page := c.pages[target]; page == nil {
		c.t.Errorf("%s links to %s, which does not exist", from, link)
	} else if u.Fragment != "" && !page.ids[u.Fragment] {
		c.t.Errorf("%s links to %s, where nothing has that id", from, link)
	}
}

// checkAllReached reports pages that no link leads to. The page for lost
// readers has none, and neither have those of renamed errors.
func (c *crawler) checkAllReached() {
	err := filepath.WalkDir(c.dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(name) != ".html" {
			return err
		}
		rel, err := filepath.Rel(c.dir, name)
		rel = filepath.ToSlash(rel)
		data, readErr := os.ReadFile(name)
		if readErr != nil {
			return readErr
		}
		lost := rel == "404.html" || bytes.Contains(data, []byte(`http-equiv="refresh"`))
		if c.pages[rel] == nil && !lost {
			c.t.Errorf("no link leads to %s", rel)
		}
		return err
	})
	if err != nil {
		c.t.Error(err)
	}
}

// void lists the elements without an end.
var void = map[atom.Atom]bool{atom.Meta: true, atom.Link: true, atom.Input: true, atom.Br: true, atom.Wbr: true}

// inline lists elements that take no blocks.
var inline = map[atom.Atom]bool{atom.P: true, atom.A: true, atom.Code: true, atom.H1: true, atom.H2: true, atom.H3: true, atom.Small: true, atom.Span: true, atom.B: true, atom.Pre: true, atom.Strong: true}

// blocks lists elements that inline ones must not have.
var blocks = map[atom.Atom]bool{atom.P: true, atom.Div: true, atom.Ul: true, atom.Ol: true, atom.Dl: true, atom.Section: true, atom.Table: true, atom.H1: true, atom.H2: true, atom.H3: true, atom.Pre: true, atom.Figure: true}

// checkNesting reports elements that are not closed in order, or that stand
// where they may not: what a parser would mend in silence.
func checkNesting(t *testing.T, name string, data []byte) {
	z := html.NewTokenizer(bytes.NewReader(data))
	var open []html.Token
	for {
		switch z.Next() {
		case html.ErrorToken:
			if len(open) > 0 {
				t.Errorf("%s: <%s> is not closed", name, open[len(open)-1].Data)
			}
			return
		case html.StartTagToken:
			token := z.Token()
			if problem := misplaced(open, token); problem != "" {
				t.Errorf("%s: %s", name, problem)
			}
			if !void[token.DataAtom] {
				open = append(open, token)
			}
		case html.EndTagToken:
			token := z.Token()
			if len(open) == 0 || open[len(open)-1].Data != token.Data {
				t.Errorf("%s: </%s> closes nothing", name, token.Data)
				return
			}
			open = open[:len(open)-1]
		}
	}
}

// misplaced says what is wrong with where an element begins.
func misplaced(open []html.Token, token html.Token) string {
	for _, o := range open {
		if inline[o.DataAtom] && blocks[token.DataAtom] || o.DataAtom == atom.A && token.DataAtom == atom.A {
			return fmt.Sprintf("<%s> stands in <%s>", token.Data, o.Data)
		}
	}
	seen := map[string]bool{}
	for _, a := range token.Attr {
		if seen[a.Key] {
			return fmt.Sprintf("<%s> has %s twice", token.Data, a.Key)
		}
		seen[a.Key] = true
	}
	parent := atom.Atom(0)
	if len(open) > 0 {
		parent = open[len(open)-1].DataAtom
	}
	switch {
	case token.DataAtom == atom.Li && parent != atom.Ul && parent != atom.Ol,
		(parent == atom.Ul || parent == atom.Ol) && token.DataAtom != atom.Li,
		token.DataAtom == atom.Tr && parent != atom.Tbody && parent != atom.Thead,
		(token.DataAtom == atom.Td || token.DataAtom == atom.Th) && parent != atom.Tr:
		return fmt.Sprintf("<%s> stands in <%s>", token.Data, parent)
	}
	return ""
}
