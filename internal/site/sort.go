package site

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/apierr/wire"
	"github.com/errbook/errbook/spec"
)

// An item is one error in a list, with what it means there: an error with
// variants means something in each of their contexts.
type item struct {
	file    *spec.File
	err     *spec.Error
	kind    apierr.Kind
	family  apierr.Family
	retry   apierr.Retry
	context string // "" outside of variants
	in      []apierr.Context
}

// doc returns the error's documentation as it holds for the item.
func (it *item) doc() *apierr.Doc { return it.err.Doc.In(it.in...) }

// newItem returns an error outside of variants.
func newItem(f *spec.File, e *spec.Error) item {
	return item{file: f, err: e, kind: e.Doc.Kind, family: e.Doc.Family, retry: e.Doc.Retry}
}

func (it *item) provider() string { return it.file.Provider.Value }

// dir returns the directory of the error's page.
func (it *item) dir() string { return errorDir(it.file, it.err) }

func errorDir(f *spec.File, e *spec.Error) string { return f.Provider.Value + "/" + e.Slug.Value }

// sorted is the book by all that lists are made of.
type sorted struct {
	items    []item // outside of variants, in the order of the book
	byKind   map[apierr.Kind][]item
	byRetry  map[apierr.Retry][]item
	byStatus map[string][]item
	statuses []string // in order
	lists    map[string]*list
	codes    []codePage
	compared []*comparison // the questions on which there is something to compare
}

// byName returns the files by the names of their providers.
func (b *builder) byName() []*spec.File {
	return slices.SortedFunc(slices.Values(b.book.Files), func(f, g *spec.File) int {
		return strings.Compare(strings.ToLower(f.Name.Value), strings.ToLower(g.Name.Value))
	})
}

// sort fills what lists are made of.
func (b *builder) sort() {
	b.statuses = slices.Clone(classes)
	b.byKind, b.byRetry, b.byStatus = map[apierr.Kind][]item{}, map[apierr.Retry][]item{}, map[string][]item{}
	for _, f := range b.book.Files {
		for _, e := range f.Errors {
			for _, it := range meanings(f, e) {
				b.byKind[it.kind] = append(b.byKind[it.kind], it)
				b.byRetry[it.retry] = append(b.byRetry[it.retry], it)
			}
			b.items = append(b.items, newItem(f, e))
			for _, s := range e.Doc.Statuses {
				if !slices.Contains(b.statuses, s) {
					b.statuses = append(b.statuses, s)
				}
			}
		}
	}
	slices.SortFunc(b.statuses, func(s, t string) int { return cmp.Or(compareStatus(s, t), strings.Compare(s, t)) })
	b.sortByStatus()
	b.sortCodes()
	b.makeLists()
	b.findCompared()
}

// meanings lists what an error means: once outside of variants, and once in
// each of them that changes the kind or the retry.
func meanings(f *spec.File, e *spec.Error) []item {
	list := []item{newItem(f, e)}
	for i := range e.Doc.Variants {
		v := &e.Doc.Variants[i]
		if v.Kind == e.Doc.Kind && v.Retry == e.Doc.Retry {
			continue
		}
		var contexts []string
		for _, c := range v.Contexts {
			contexts = append(contexts, string(c))
		}
		list = append(list, item{f, e, v.Kind, v.Family, v.Retry, strings.Join(contexts, ", "), v.Contexts})
	}
	return list
}

// classes lists the classes of statuses that have a page of their own, of which
// each error of the class is on.
var classes = []string{"5xx"}

// sortByStatus fills byStatus: an error of 5xx is on the page of 503, too, and one
// of 503 on that of 5xx.
func (b *builder) sortByStatus() {
	for _, status := range b.statuses {
		from, upTo := statusRange(status)
		for _, it := range b.items {
			if slices.ContainsFunc(it.file.StatusRanges(it.err), func(r wire.StatusRange) bool { return r.From <= upTo && from <= r.To }) {
				b.byStatus[status] = append(b.byStatus[status], meanings(it.file, it.err)...)
			}
		}
	}
	b.statuses = slices.DeleteFunc(b.statuses, func(s string) bool { return len(b.byStatus[s]) == 0 })
}

// inRanges reports whether a status is in one of the ranges.
func inRanges(ranges []wire.StatusRange, status int) bool {
	return slices.ContainsFunc(ranges, func(r wire.StatusRange) bool { return r.Has(status) })
}

// statusRange reads a status as the documentation has it: 429, 5xx, 500-504.
func statusRange(s string) (from, upTo int) {
	if class, ok := strings.CutSuffix(s, "xx"); ok {
		n, _ := strconv.Atoi(class)
		return n * 100, n*100 + 99
	}
	low, high, ok := strings.Cut(s, "-")
	if !ok {
		high = low
	}
	from, _ = strconv.Atoi(low)
	upTo, _ = strconv.Atoi(high)
	return from, upTo
}

// compareStatus orders statuses by number, wider ranges first.
func compareStatus(s, t string) int {
	a, b := [2]int{}, [2]int{}
	a[0], a[1] = statusRange(s)
	b[0], b[1] = statusRange(t)
	return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(b[1], a[1]))
}
