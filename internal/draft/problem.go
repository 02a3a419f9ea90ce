package draft

import (
	"strings"

	"github.com/errbook/errbook/internal/lazy"
)

// slugForm is that of the last part of a problem's type which can be the name of a page.
var slugForm = lazy.Regexp(`^[a-z][a-z0-9]*(-[a-z0-9]+)*$`)

// placePages finds what the types of problems have in common: an own API says it once,
// under pages, and of each error the rest, its slug. What cannot be said so is noted with
// the error.
func (d *Draft) placePages() {
	if d.pages = d.commonPages(); d.pages == "" {
		return
	}
	for _, p := range d.entries {
		p.slug = strings.TrimPrefix(p.problemType, d.pages+"/")
	}
}

// commonPages returns the URL below which all types of problems are, "" if one is not.
func (d *Draft) commonPages() string {
	if !d.isProblem() {
		return ""
	}
	common, slugs := "", map[string]bool{}
	for _, p := range d.entries {
		if p.problemType == "" {
			continue
		}
		i := strings.LastIndexByte(p.problemType, '/')
		pages, slug := p.problemType[:i], p.problemType[i+1:]
		if common != "" && pages != common || !slugForm().MatchString(slug) || slugs[slug] || strings.HasSuffix(pages, "/") {
			return ""
		}
		common, slugs[slug] = pages, true
	}
	return common
}
