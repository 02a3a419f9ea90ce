package upstream

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/errbook/errbook/spec/yaml"
)

// A Change is how a list and a book, or two copies of a page, differ. The words are
// a promise: tools filter by them.
type Change string

// The changes.
const (
	Missing      Change = "missing"        // the list has a name that the book lacks
	Gone         Change = "gone"           // the list lost a name that the book has
	Renamed      Change = "renamed"        // the same error has another name or title
	Reworded     Change = "reworded"       // a cell of the same row says something else
	RowAdded     Change = "row_added"      // the older copy does not have the row
	RowGone      Change = "row_gone"       // only the older copy has the row
	ColumnAdded  Change = "column_added"   // likewise for a column of the tables
	ColumnGone   Change = "column_gone"    //
	SectionAdded Change = "section_added"  // likewise for headings, with those that follow
	SectionGone  Change = "section_gone"   //
	LinkAdded    Change = "link_added"     // likewise for links
	LinkGone     Change = "link_gone"      //
	Moved        Change = "moved"          // the copy does not have the list where it was
	Unreadable   Change = "unreadable"     // something in the list cannot be a name
	IdleIgnore   Change = "ignore_is_idle" // an ignore that ignores nothing
)

// A Finding is one difference.
type Finding struct {
	Provider string `json:"provider"`
	Source   string `json:"source"`
	Change   Change `json:"change"`
	Name     string `json:"name,omitempty"`
	Code     string `json:"code,omitempty"` // of the entry
	Column   string `json:"column,omitempty"`
	Was      string `json:"was,omitempty"`
	Now      string `json:"now,omitempty"`
	Message  string `json:"message"`

	Book   *Place `json:"book,omitempty"`
	Copy   *Place `json:"copy,omitempty"`
	Former *Place `json:"former,omitempty"`
}

// A Place is where something is.
type Place struct {
	Path string `json:"path"`
	Line int    `json:"line,omitempty"`
	Col  int    `json:"col,omitempty"`
}

func placeOf(path string, pos yaml.Pos) *Place { return &Place{path, pos.Line, pos.Col} }

// String returns "path:line:col".
func (p *Place) String() string {
	if p.Line == 0 {
		return p.Path
	}
	return fmt.Sprintf("%s:%d:%d", p.Path, p.Line, p.Col)
}

// A Checked is a list that was compared.
type Checked struct {
	Provider string `json:"provider"`
	Source   string `json:"source"`
	Copy     string `json:"copy"`
	Names    int    `json:"names"`   // that the list has, each counted once
	Known    int    `json:"known"`   // of these, in the book
	Ignored  int    `json:"ignored"` // of these, ignored
}

// A Report is what was compared and what differs.
type Report struct {
	Lists    []Checked `json:"lists"`
	Findings []Finding `json:"findings"`
}

// Sort puts findings in the order of providers, sources and places in the copy.
func (r *Report) Sort() {
	slices.SortStableFunc(r.Findings, func(a, b Finding) int {
		return cmp.Or(strings.Compare(a.Provider, b.Provider), strings.Compare(a.Source, b.Source), compareOrder(&a, &b))
	})
}

// compareOrder puts what a copy has in the order of the copy, and what it does not
// have after that.
func compareOrder(a, b *Finding) int {
	key := func(f *Finding) [3]int {
		switch {
		case f.Change == Gone || f.Change == IdleIgnore:
			return [3]int{2, f.Book.Line, f.Book.Col}
		case f.Former != nil && strings.HasSuffix(string(f.Change), "_gone"):
			return [3]int{1, f.Former.Line, f.Former.Col}
		case f.Copy != nil && f.Copy.Line > 0:
			return [3]int{0, f.Copy.Line, f.Copy.Col}
		}
		return [3]int{}
	}
	x, y := key(a), key(b)
	return cmp.Or(slices.Compare(x[:], y[:]), cmp.Compare(a.Change, b.Change), strings.Compare(a.Name, b.Name))
}
