package spec

import (
	"errors"
	"regexp"
	"regexp/syntax"
	"slices"
	"strings"

	"github.com/errbook/errbook/apierr/wire"
	"github.com/errbook/errbook/spec/yaml"
)

// wires checks where the parts of an error stand, for the provider and for its
// surfaces, and resolves the paths.
func (c *checker) wires() {
	c.wire(c.f.Wire)
	fields := c.fieldPaths()
	slots := make(map[string]bool)
	c.f.MainWire().collect(slots)
	for _, s := range c.f.Surfaces {
		for _, b := range s.Value.conditions() {
			slots[b.Key.Value] = true
		}
	}
	c.slots(c.f.wirePos(), slots, fields)
	for _, s := range c.f.Surfaces {
		c.surface(s.Value)
		if s.Value != nil && s.Value.Wire != nil {
			own := make(map[string]bool)
			s.Value.Wire.collect(own)
			c.slots(s.Value.Wire.Pos, own, fields)
		}
	}
}

// wirePos returns the place of the provider's wire, or of the file if it has
// none.
func (f *File) wirePos() yaml.Pos {
	if f.Wire == nil {
		return f.Pos
	}
	return f.Wire.Pos
}

// conditions returns what the body must say on a surface.
func (s *Surface) conditions() yaml.Map[Matcher] {
	if s == nil {
		return nil
	}
	return s.Body
}

// slots checks that a wire has no more paths than can be read at once.
func (c *checker) slots(pos yaml.Pos, slots, fields map[string]bool) {
	n := len(slots)
	for f := range fields {
		if !slots[f] {
			n++
		}
	}
	if n > wire.MaxSlots {
		c.Report(pos, "", "wire must have at most %d paths into the body, with those of fields and surfaces; found %d", wire.MaxSlots, n)
	}
}

// collect adds the paths into the body.
func (w *Wire) collect(slots map[string]bool) {
	for _, list := range w.lists() {
		for _, p := range list {
			if len(p.Steps) > 0 {
				slots[p.Text.Value] = true
			}
		}
	}
	for i := range w.Delay {
		if p := w.Delay[i].Path; len(p.Steps) > 0 {
			slots[p.Text.Value] = true
		}
	}
}

// lists returns the lists of paths, in the order of partNames.
func (w *Wire) lists() []yaml.List[Path] {
	return []yaml.List[Path]{w.Code, w.Type, w.Message, w.Param, w.Status, w.RequestID, w.Nested, w.ShouldRetry, w.Each}
}

// partNames are the keys under which a wire has its lists of paths.
var partNames = []string{"code", "type", "message", "param", "status", "request_id", "nested", "should_retry", "each"}

// fieldPaths returns the paths of the fields that rules ask for.
func (c *checker) fieldPaths() map[string]bool {
	paths := make(map[string]bool)
	add := func(m yaml.Map[Matcher]) {
		for _, e := range m {
			paths[e.Key.Value] = true
		}
	}
	for _, e := range c.f.Errors {
		if e == nil {
			continue
		}
		add(e.Field)
		for i := range e.Match {
			add(e.Match[i].Field)
		}
	}
	return paths
}

func (c *checker) wire(w *Wire) {
	if w == nil {
		return
	}
	for _, list := range w.lists() {
		seen := make(map[string]bool, len(list))
		for i := range list {
			p := &list[i]
			c.path(p)
			whole := p.Text.Value + "\n" + p.Strip.Value + "\n" + p.Pattern.Value
			if p.Text.IsSet() && seen[whole] {
				c.Report(p.Pos, "", "path must be given once; found %s again", p.Text.Value)
			}
			seen[whole] = true
		}
	}
	for i := range w.Delay {
		c.delay(&w.Delay[i])
	}
	c.each(w)
}

// each checks where a list of errors is: at one path, which ends with all elements and
// into which another path leads, because errors that are read alike are one.
func (c *checker) each(w *Wire) {
	if len(w.Each) == 0 {
		return
	}
	if len(w.Each) > 1 {
		c.Report(w.Each[1].Pos, "", "each must be one path; found %d", len(w.Each))
	}
	p := &w.Each[0]
	if strings.HasPrefix(p.Text.Value, "xml:") {
		c.Report(p.Pos, "of an XML body one error is read and sent: leave each out", "each must be a path into JSON, because several errors in XML are not supported yet; found %s", p.Text.Value)
		return
	}
	if !p.Text.IsSet() || p.Steps == nil && p.Header == "" {
		return // it is not a path, which is reported
	}
	last := len(p.Steps) - 1
	if last < 1 || p.Steps[last].Kind != wire.StepAny || p.Pattern.IsSet() || p.Strip.IsSet() {
		c.Report(p.Pos, "", "each must be a path to all elements of a list, such as errors[*]; found %s", yaml.Excerpt(p.String()))
		return
	}
	leads := func(q Path) bool { return w.isInList(&q) }
	found := false
	for i, paths := range w.lists()[:wireParts] {
		if n := slices.IndexFunc(paths, leads); n >= 0 {
			c.listFirst(partNames[i], paths, n)
			found = true
		}
	}
	if !found {
		c.Report(p.Pos, "such as "+strings.TrimSuffix(p.String(), "[*]")+"[0].code", "each must be a list that contains the code, type, message or param of an error; found none")
	}
}

// wireParts is how many of [Wire.lists], the first ones, are of what an error in a list of
// errors can have itself.
const wireParts = 4

// listFirst checks the paths of a part of an own API, of which the nth leads into the list
// of errors. A client reads the first path that has a value: one outside the list would have
// the part of the first error, and each other error would be read with it.
func (c *checker) listFirst(part string, paths []Path, n int) {
	if n == 0 || !c.f.Own.Value {
		return
	}
	hint := "the first path that has a value is read for each error of the list: put the path into the list first, and the first error is sent at both"
	c.Report(paths[0].Pos, hint, "%s must begin with a path into the list that each names; found %s before %s", part, yaml.Excerpt(paths[0].String()), yaml.Excerpt(paths[n].String()))
}

// path resolves a path.
func (c *checker) path(p *Path) {
	c.pattern(p.Pattern)
	if !p.Text.IsSet() {
		return
	}
	parsed, err := ParsePath(p.Text.Value)
	if err != nil {
		c.Report(p.Text.Pos, "", "path %v", err)
		return
	}
	p.Header, p.XML, p.Steps = parsed.Header, parsed.XML, parsed.Steps
}

// bodyPath checks a path that must lead into the body.
func (c *checker) bodyPath(what string, t yaml.Text) {
	p, err := ParsePath(t.Value)
	switch {
	case err != nil:
		c.Report(t.Pos, "", "path %v", err)
	case p.Header != "":
		c.Report(t.Pos, "a rule can ask for headers under header", "each key of %s must be a path into the body; found %s", what, t.Value)
	}
}

// delay checks where a server says how long to wait.
func (c *checker) delay(d *DelaySource) {
	d.Path = Path{Pos: d.From.Pos, Text: d.From, Pattern: d.Pattern}
	c.path(&d.Path)
	if d.From.IsSet() && !d.Format.IsSet() && !d.Pattern.IsSet() {
		c.missing(d.Pos, "", "a delay must have the key format, unless a pattern extracts it from text with its unit; found none")
	}
	if d.Remaining.IsSet() {
		c.header("remaining", d.Remaining)
	}
}

// limits checks the headers that tell of rate limits.
func (c *checker) limits() {
	for i := range c.f.Limits {
		l := &c.f.Limits[i]
		c.header("header", l.Header)
		if strings.HasPrefix(l.Means.Value, "reset") && !l.Format.IsSet() {
			c.missing(l.Pos, "", "a limit whose meaning is a reset must have the key format; found none")
		}
	}
}

// header checks the name of a header.
func (c *checker) header(what string, t yaml.Text) {
	if t.IsSet() && !isToken(t.Value) {
		c.Report(t.Pos, pick(strings.HasPrefix(t.Value, "header:"), "leave header: out", ""), "%s must be the name of a header; found %q", what, t.Value)
	}
}

// surface checks one surface.
func (c *checker) surface(s *Surface) {
	if s == nil {
		return
	}
	c.wire(s.Wire)
	for _, b := range s.Body {
		c.bodyPath("body", b.Key)
		if b.Value.Contains.IsSet() {
			c.Report(b.Value.Pos, "", "body of a surface must be matched by a value, a list, not, present, or absent; found contains")
		}
	}
	for _, r := range s.HTTP.Ranges {
		if r.From < 400 && len(s.Body) == 0 {
			c.missing(s.HTTP.Pos, "name the path that distinguishes failure from success, and its value", "a surface with statuses below 400 must have the key body; found none")
			break
		}
	}
}

// pattern checks a regular expression.
func (c *checker) pattern(t yaml.Text) {
	if !t.IsSet() {
		return
	}
	re, err := regexp.Compile(t.Value)
	if err != nil {
		c.Report(t.Pos, "patterns are RE2, as Go's regexp has it", "pattern must be a regular expression; found %s", patternFault(err))
		return
	}
	if n := programSize(t.Value); n > maxProgram {
		c.Report(t.Pos, "repeat less, and nothing that is itself repeated", "pattern must be simple enough to be matched fast, at most %d steps; found %d", maxProgram, n)
	}
	if re.NumSubexp() > 1 {
		c.Report(t.Pos, "(?:…) groups without capturing", "pattern must have at most one group, which is the value; found %d", re.NumSubexp())
	}
}

// maxProgram is how many instructions a pattern compiles to at most. Each byte of
// a text may cost as many steps, and a text may have 64 KiB.
const maxProgram = 300

// programSize returns how many instructions a pattern compiles to.
func programSize(pattern string) int {
	re, err := syntax.Parse(pattern, syntax.Perl)
	if err != nil {
		return 0
	}
	prog, err := syntax.Compile(re.Simplify())
	if err != nil {
		return 0
	}
	return len(prog.Inst)
}

// patternFault says in our words what is wrong with a pattern.
func patternFault(err error) string {
	e := (*syntax.Error)(nil)
	if !errors.As(err, &e) {
		return "an invalid one"
	}
	what, ok := patternFaults[e.Code]
	if !ok {
		what = "an invalid one"
	}
	if e.Expr == "" {
		return what
	}
	return what + " at " + yaml.Excerpt(e.Expr)
}

var patternFaults = map[syntax.ErrorCode]string{
	syntax.ErrInvalidCharRange:      "an invalid character range",
	syntax.ErrInvalidEscape:         "an invalid escape",
	syntax.ErrInvalidNamedCapture:   "an invalid group name",
	syntax.ErrInvalidPerlOp:         "a look-around or another group that RE2 does not have",
	syntax.ErrInvalidRepeatOp:       "a repetition of a repetition",
	syntax.ErrInvalidRepeatSize:     "a repetition that is too long",
	syntax.ErrMissingBracket:        "a class that is not closed",
	syntax.ErrMissingParen:          "a group that is not closed",
	syntax.ErrMissingRepeatArgument: "a repetition of nothing",
	syntax.ErrTrailingBackslash:     "a backslash at the end",
	syntax.ErrUnexpectedParen:       "a parenthesis that was not opened",
}
