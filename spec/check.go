package spec

import (
	"cmp"
	"slices"
	"strings"

	"github.com/errbook/errbook/spec/parallel"
	"github.com/errbook/errbook/spec/suggest"
	"github.com/errbook/errbook/spec/yaml"
)

// Check resolves and judges files that were decoded: names, references, prose,
// samples and rules. It is the last place where what somebody wrote can fail:
// whatever makes use of a Book may take it as sound. Nil files are left out.
// The Book is nil if there are problems. A file of a Book is not judged again, except
// for what it shares with the others.
func Check(files []*File) (*Book, yaml.Problems) {
	files = slices.DeleteFunc(slices.Clone(files), func(f *File) bool { return f == nil })
	slices.SortStableFunc(files, func(a, b *File) int { return cmp.Compare(a.Path, b.Path) })
	var problems yaml.Problems
	taken := taken{packages: make(map[string]*File), hosts: make(map[string]*File), sdks: make(map[string]*File)}
	checkers := make([]*checker, len(files))
	for i, f := range files {
		checkers[i] = newChecker(f)
		checkers[i].among(&taken)
	}
	parallel.Each(len(files), func(i int) {
		if !files[i].sound {
			checkers[i].check()
		}
	})
	faulty := false
	for i, f := range files {
		problems = append(problems, checkers[i].Problems...)
		faulty = faulty || f.faulty
	}
	if len(problems) > 0 || faulty {
		return nil, problems.Sorted()
	}
	return newBook(files), nil
}

// taken is what one provider of a book has, and no other can have.
type taken struct {
	packages map[string]*File
	hosts    map[string]*File
	sdks     map[string]*File
}

// A checker checks one file. Values that are not there, or that Decode
// refused, are the zero value: it says nothing more about them.
type checker struct {
	yaml.Reporter
	f         *File
	errors    map[string]*Error
	names     []string // of errors, in order
	sources   []string
	surfaces  []string
	contexts  []string
	slugs     map[string]*Error
	constants map[string]yaml.Pos // of errors, also under former names

	contextConstants map[string]yaml.Pos
}

func newChecker(f *File) *checker {
	c := &checker{
		Reporter:  yaml.Reporter{Path: f.Path, Place: f.Place},
		f:         f,
		errors:    make(map[string]*Error, len(f.Errors)),
		slugs:     make(map[string]*Error, len(f.Errors)),
		constants: make(map[string]yaml.Pos, len(f.Errors)),

		contextConstants: make(map[string]yaml.Pos),
	}
	for _, e := range f.Errors {
		if e != nil && e.Name.IsSet() && c.errors[e.Name.Value] == nil {
			c.errors[e.Name.Value] = e
			c.names = append(c.names, e.Name.Value)
		}
	}
	for i := range f.Sources {
		c.sources = append(c.sources, f.Sources[i].ID.Value)
	}
	c.surfaces = f.Surfaces.Keys()
	c.contexts = f.Contexts.Keys()
	return c
}

// among checks the file among the others, of which each must come in turn.
func (c *checker) among(t *taken) {
	if c.f.Own.Value && !c.f.sound {
		c.f.fillIn()
	}
	c.identity(t)
}

// check runs every other check. The rules come last, and only if nothing is wrong
// that they rest on: a proof about half a file would mislead.
func (c *checker) check() {
	c.sourceList()
	c.contextList()
	c.wires()
	c.limits()
	for _, e := range c.f.Errors {
		c.entry(e)
	}
	c.guideErrors()
	c.groups()
	sound := !c.f.faulty && len(c.Problems) == 0
	c.allProse()
	if sound {
		c.f.checkRules(&c.Reporter)
	}
}

// missing reports that something is not there. If Decode left out a part of
// the file, it may be just that.
func (c *checker) missing(pos yaml.Pos, hint, format string, args ...any) {
	if !c.f.partial {
		c.Report(pos, hint, format, args...)
	}
}

// identity checks what tells the provider from others.
func (c *checker) identity(t *taken) {
	f := c.f
	c.packageName(t)
	for _, h := range f.Hosts {
		c.host(h, t)
	}
	for _, sdk := range f.GoSDKs {
		c.goSDK(sdk, t)
	}
	for _, l := range f.Links {
		c.link(l.Key.Value, l.Value, "an https or mailto URL")
	}
}

// packageName checks the provider's id and sets the package.
func (c *checker) packageName(t *taken) {
	id := c.f.Provider
	if !idForm.MatchString(id.Value) { // not there, or refused by Decode
		return
	}
	name := CodePrefix(id.Value)
	if why := WhyNotPackage(name); why != "" {
		c.Report(id.Pos, "", "provider must be usable as the name of a Go package; found %s, which %s", name, why)
		return
	}
	if other := t.packages[name]; other != nil {
		c.Report(id.Pos, "", "provider must make a unique Go package; found %s again after %s:%d", name, other.Path, other.Provider.Line)
		return
	}
	t.packages[name] = c.f
	if !c.f.sound { // which others may be reading
		c.f.CodePrefix = name
	}
}

// host checks the name of a host.
func (c *checker) host(h yaml.Text, t *taken) {
	if !h.IsSet() {
		return
	}
	if !isHostPattern(h.Value) {
		c.Report(h.Pos, "such as api.example.com, *.example.com or api.*.example.com", "each item of hosts must be a host name in lowercase letters, without scheme, port or path; found %q", h.Value)
		return
	}
	if other := t.hosts[h.Value]; other != nil && other != c.f {
		c.Report(h.Pos, "", "each item of hosts must belong to one provider; found %s again after %s", h.Value, other.Path)
		return
	}
	t.hosts[h.Value] = c.f
}

// goSDK checks that a package belongs to one provider.
func (c *checker) goSDK(sdk yaml.Text, t *taken) {
	if !sdk.IsSet() {
		return
	}
	if other := t.sdks[sdk.Value]; other != nil && other != c.f {
		c.Report(sdk.Pos, "", "each item of go_sdks must belong to one provider; found %s again after %s", sdk.Value, other.Path)
		return
	}
	t.sdks[sdk.Value] = c.f
}

// isHostPattern reports whether s can be the name of a host, or many such names
// of one domain: with one "*", behind which at least the domain is named.
func isHostPattern(s string) bool {
	before, after, wild := strings.Cut(s, "*")
	if !wild {
		return isHost(s)
	}
	return strings.Count(after, ".") >= 2 && isHost(before+"x"+after)
}

// isHost reports whether s can be the full name of a host (RFC 1123, section
// 2.1): labels of lowercase letters, digits and hyphens, the last one no number.
func isHost(s string) bool {
	labels := strings.Split(s, ".")
	for _, label := range labels {
		if !isWords(strings.ReplaceAll(label, "--", "-"), "-") || len(label) > 63 {
			return false
		}
	}
	return len(labels) > 1 && len(s) <= 253 && strings.Trim(labels[len(labels)-1], "0123456789") != ""
}

// sourceList checks the sources.
func (c *checker) sourceList() {
	ids := make([]yaml.Text, len(c.f.Sources))
	for i := range c.f.Sources {
		s := &c.f.Sources[i]
		ids[i] = s.ID
		c.link("url", s.URL, "an https URL")
		if s.List != nil {
			c.list(s.ID.Value, s.List)
		}
	}
	c.distinct("sources", ids)
}

// contextList checks the contexts and takes the names of their constants.
func (c *checker) contextList() {
	for _, entry := range c.f.Contexts {
		for _, value := range entry.Value {
			if !value.IsSet() {
				continue
			}
			name := ContextName(entry.Key.Value, value.Value)
			if first, ok := c.contextConstants[name]; ok {
				c.Report(value.Pos, "", "context must make a unique Go constant; found %s again after line %d", name, first.Line)
			}
			c.contextConstants[name] = value.Pos
		}
	}
}

// context checks what a variant or sample says about the caller.
func (c *checker) context(m yaml.Map[yaml.Text]) {
	for _, e := range m {
		allowed, ok := c.f.Contexts.Get(e.Key.Value)
		switch {
		case !ok:
			c.exists("context", e.Key, c.contexts, "contexts")
		case e.Value.IsSet():
			c.oneOf(e.Key.Value, e.Value, values(allowed))
		}
	}
}

// guideErrors checks that guides are about errors that there are.
func (c *checker) guideErrors() {
	for i := range c.f.Guides {
		g := &c.f.Guides[i]
		for _, name := range g.Errors {
			c.errorName("each item of errors", name)
		}
	}
}

// errorName checks that a name is that of an error of the provider.
func (c *checker) errorName(what string, name yaml.Text) {
	if name.IsSet() && c.errors[name.Value] == nil {
		c.Report(name.Pos, suggest.Hint(name.Value, c.names), "%s must be the name of an error here; found %q", what, name.Value)
	}
}

// exists checks that something named is declared under a key of the file.
func (c *checker) exists(what string, t yaml.Text, options []string, key string) {
	if t.IsSet() && !slices.Contains(options, t.Value) {
		c.Report(t.Pos, suggest.Hint(t.Value, options), "%s must be one of the file's %s; found %q", what, key, t.Value)
	}
}

// oneOf checks that a word, if given, is one of those that there are.
func (c *checker) oneOf(what string, t yaml.Text, options []string) {
	if t.IsSet() && !slices.Contains(options, t.Value) {
		hint := ""
		if best := suggest.Nearest(t.Value, options); best != "" {
			hint = "did you mean " + best + "?"
		}
		c.Report(t.Pos, hint, "%s must be %s; found %q", what, suggest.Or(options), t.Value)
	}
}

// distinct checks that each text of a list is there once.
func (c *checker) distinct(what string, list []yaml.Text) {
	seen := make(map[string]bool, len(list))
	for _, t := range list {
		if t.IsSet() && seen[t.Value] {
			c.Report(t.Pos, "", "each item of %s must be given once; found %s again", what, t.Value)
		}
		seen[t.Value] = true
	}
}
