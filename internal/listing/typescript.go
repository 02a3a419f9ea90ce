package listing

import (
	"slices"
	"strings"
)

var typeScriptSyntax = syntax{comment: "//", block: true, quotes: "\"'`"}

// A program is the tokens of a TypeScript file and where each type in it begins.
type program struct {
	*reader
	tokens []token
	types  map[string][]int // the indexes of the name in its declarations
	read   map[string]bool  // NAME.MEMBER that were read: each is once, and circles end
}

// declarations are the words before the name of what can hold names.
var declarations = []string{"type", "enum", "interface", "const", "class"}

// statements are the words with which a declaration without a semicolon before it
// begins.
var statements = append([]string{"export", "declare", "import", "function", "namespace", "let", "var"}, declarations...)

// typeScript takes the texts that a type can be.
func (r *reader) typeScript() error {
	p := program{reader: r, tokens: lex(string(r.source.data), typeScriptSyntax), types: map[string][]int{}}
	for i, t := range p.tokens {
		if i > 0 && t.kind == wordToken && slices.ContainsFunc(declarations, p.tokens[i-1].is) {
			p.types[t.text] = append(p.types[t.text], i) // a const and its type have one name
		}
	}
	return r.each(func(at string) error {
		name, member, _ := strings.Cut(at, ".")
		before := len(r.out.Items)
		p.read = map[string]bool{}
		if err := p.declared(name, member); err != nil {
			return err
		}
		if len(r.out.Items) == before {
			return &MovedError{"type", at}
		}
		return nil
	})
}

// declared reads the declarations of a name; with a member, only that of them.
func (p *program) declared(name, member string) error {
	if p.read[name+"."+member] {
		return nil
	}
	p.read[name+"."+member] = true
	for _, i := range p.types[name] {
		if err := p.declaration(i, member); err != nil {
			return err
		}
	}
	return nil
}

func (p *program) declaration(i int, member string) error {
	kind := p.tokens[i-1]
	if kind.is("type") {
		return p.union(p.aliasBody(i+1), member)
	}
	open := i + 1
	for open < len(p.tokens) && !p.tokens[open].is("{") && !p.tokens[open].is("[") && !p.tokens[open].is(";") {
		open++
	}
	if open == len(p.tokens) || p.tokens[open].is(";") {
		return nil // such as declare const NAME: string;
	}
	body := p.tokens[open+1 : closing(p.tokens, open)]
	if kind.is("interface") || kind.is("class") {
		return p.memberOf(body, member)
	}
	return p.values(body, kind.is("enum"))
}

// aliasBody returns what a type is: all up to the semicolon or the next statement.
func (p *program) aliasBody(i int) []token {
	for i < len(p.tokens) && !p.tokens[i].is("=") {
		i++
	}
	start := min(i+1, len(p.tokens))
	for i = start; i < len(p.tokens); i++ {
		switch t := p.tokens[i]; {
		case t.is("{") || t.is("(") || t.is("["):
			i = closing(p.tokens, i)
		case t.is(";"), i > start && slices.ContainsFunc(statements, t.is) && !at(p.tokens, i-1).is("|"):
			return p.tokens[start:i]
		}
	}
	return p.tokens[start:min(i, len(p.tokens))]
}

// union takes the literals of a union, and those of the types that it names; with
// a member, what that is in each of them.
func (p *program) union(body []token, member string) error {
	for i := 0; i < len(body); i++ {
		t := body[i]
		switch {
		case t.is("{"):
			end := min(closing(body, i), len(body))
			if err := p.memberOf(body[i+1:end], member); err != nil {
				return err
			}
			i = end
		case t.kind == stringToken && member == "":
			if err := p.add(p.source.pos(t.offset), t.text, Item{}); err != nil {
				return err
			}
		case t.kind == wordToken && !at(body, i-1).is("."):
			if err := p.declared(t.text, member); err != nil {
				return err
			}
		}
	}
	return nil
}

// memberOf takes the literals that a member of an object type can be.
func (p *program) memberOf(body []token, member string) error {
	if member == "" {
		return nil
	}
	for i := 0; i < len(body); i++ {
		t := body[i]
		next := i + 1
		if at(body, next).is("?") {
			next++
		}
		if t.text == member && t.kind != markToken && at(body, next).is(":") {
			end := next
			for end < len(body) && !body[end].is(";") && !body[end].is(",") {
				end++
			}
			return p.union(body[next:end], "")
		}
		if t.is("{") || t.is("(") || t.is("[") {
			i = closing(body, i)
		}
	}
	return nil
}

// values takes the members of an enum, or the texts of an object or a list that is
// a constant. A member of an enum without a value is its own name.
func (p *program) values(body []token, enum bool) error {
	for i, t := range body {
		bare := enum && t.kind == wordToken && !at(body, i+1).is("=") && (i == 0 || body[i-1].is(","))
		if key := at(body, i+1).is(":"); !bare && (t.kind != stringToken || key) {
			continue
		}
		if err := p.add(p.source.pos(t.offset), t.text, Item{}); err != nil {
			return err
		}
	}
	return nil
}
