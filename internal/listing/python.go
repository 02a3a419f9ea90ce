package listing

import (
	"slices"
	"strings"
)

var pythonSyntax = syntax{comment: "#", quotes: `"'`, triple: true, lines: true}

// A pyStatement is a statement at one level of indentation: its tokens, without
// the ends of lines inside of brackets.
type pyStatement struct {
	tokens []token
	indent int
}

// python takes the constants of a class, the texts of a Literal or a list, or the
// classes that are derived from one.
func (r *reader) python() error {
	src := r.pyStatements()
	return r.each(func(at string) error {
		if r.list.Select.Value == "classes" {
			return r.pyClasses(src, at)
		}
		name, member, _ := strings.Cut(at, ".")
		for i, s := range src {
			var err error
			switch {
			case s.names() == name && s.tokens[0].is("class") && member != "":
				err = r.pyMember(pyBody(src, i), member)
			case s.names() == name && s.tokens[0].is("class"):
				err = r.pyConstants(pyBody(src, i))
			case s.names() == name && member == "":
				err = r.pyTexts(s.tokens[1:])
			default:
				continue
			}
			return err
		}
		return &MovedError{"class or constant", at}
	})
}

// pyStatements splits the file into statements.
func (r *reader) pyStatements() []pyStatement {
	var list []pyStatement
	var now []token
	depth := 0
	for _, t := range append(lex(string(r.source.data), pythonSyntax), token{kind: lineToken}) {
		switch {
		case t.kind == lineToken && depth > 0:
		case t.kind == lineToken:
			if len(now) > 0 {
				list = append(list, pyStatement{now, r.source.pos(now[0].offset).Col})
			}
			now = nil
		default:
			if t.is("(") || t.is("[") || t.is("{") {
				depth++
			} else if t.is(")") || t.is("]") || t.is("}") {
				depth = max(depth-1, 0)
			}
			now = append(now, t)
		}
	}
	return list
}

// names returns the name that a statement gives to a class or a value, "" if it
// gives none.
func (s pyStatement) names() string {
	switch {
	case s.tokens[0].kind != wordToken:
		return ""
	case s.tokens[0].is("class"):
		return at(s.tokens, 1).text
	case s.tokens[0].is("type") && at(s.tokens, 1).kind == wordToken:
		return s.tokens[1].text
	case at(s.tokens, 1).is("=") || at(s.tokens, 1).is(":"):
		return s.tokens[0].text
	}
	return ""
}

// pyBody returns the statements of the block that the one at i begins.
func pyBody(src []pyStatement, i int) []pyStatement {
	end := i + 1
	for end < len(src) && src[end].indent > src[i].indent {
		end++
	}
	return src[i+1 : end]
}

// pyConstants takes NAME = "value" of a class, without what is in its methods.
func (r *reader) pyConstants(body []pyStatement) error {
	for _, s := range body {
		name := s.names()
		if name == "" || s.indent != body[0].indent || s.tokens[0].is("class") || strings.HasPrefix(name, "_") {
			continue
		}
		equals := slices.IndexFunc(s.tokens, func(t token) bool { return t.is("=") })
		if equals < 0 {
			continue
		}
		text := name
		if v := s.tokens[equals+1:]; r.list.Select.Value != "names" && len(v) > 0 {
			if i := slices.IndexFunc(v, func(t token) bool { return t.kind == stringToken }); i >= 0 {
				text = v[i].text
			} else if v[0].kind == wordToken && len(v) == 1 {
				text = v[0].text
			}
		}
		if err := r.add(r.source.pos(s.tokens[0].offset), text, Item{}); err != nil {
			return err
		}
	}
	return nil
}

// pyMember takes the texts that a member of a class can be: code: Literal["a", "b"].
func (r *reader) pyMember(body []pyStatement, member string) error {
	for _, s := range body {
		if s.names() == member && s.indent == body[0].indent {
			return r.pyTexts(s.tokens[1:])
		}
	}
	return &MovedError{"member", member}
}

// pyTexts takes the texts of an expression: those of Literal, of a list, or the
// keys of a dictionary.
func (r *reader) pyTexts(expr []token) error {
	keys := slices.ContainsFunc(expr, func(t token) bool { return t.is("{") }) && r.list.Select.Value != "values"
	dict := keys && hasKey(expr)
	for i, t := range expr {
		if t.kind != stringToken || dict && !at(expr, i+1).is(":") || !dict && at(expr, i+1).is(":") {
			continue
		}
		if err := r.add(r.source.pos(t.offset), t.text, Item{}); err != nil {
			return err
		}
	}
	return nil
}

func hasKey(expr []token) bool {
	for i, t := range expr {
		if t.kind == stringToken && at(expr, i+1).is(":") {
			return true
		}
	}
	return false
}

// pyClasses takes the names of the classes that are derived from one, directly or
// not, in the order of the file.
func (r *reader) pyClasses(src []pyStatement, base string) error {
	below := map[string][]int{} // the classes that name one as a base
	for i, s := range src {
		for _, t := range s.bases() {
			below[t.text] = append(below[t.text], i)
		}
	}
	derived := map[string]bool{base: true}
	var found []int
	for todo := []string{base}; len(todo) > 0; todo = todo[1:] {
		for _, i := range below[todo[0]] {
			if name := src[i].names(); !derived[name] {
				derived[name] = true
				found, todo = append(found, i), append(todo, name)
			}
		}
	}
	if len(found) == 0 {
		return &MovedError{"classes derived from", base}
	}
	slices.Sort(found)
	for _, i := range found {
		if err := r.add(r.source.pos(src[i].tokens[0].offset), src[i].names(), Item{}); err != nil {
			return err
		}
	}
	return nil
}

// bases returns the words in the brackets after the name of a class.
func (s pyStatement) bases() []token {
	open := slices.IndexFunc(s.tokens, func(t token) bool { return t.is("(") })
	if !s.tokens[0].is("class") || open < 0 {
		return nil
	}
	bases := slices.Clone(s.tokens[open+1 : closing(s.tokens, open)])
	return slices.DeleteFunc(bases, func(t token) bool { return t.kind != wordToken })
}
