package listing

import "strings"

var protoSyntax = syntax{comment: "//", block: true, quotes: `"'`}

// protoEnum takes the values of an enum, which at names with as many of the
// messages around it as are needed: Candidate.FinishReason.
func (r *reader) protoEnum(name string) error {
	list := lex(string(r.source.data), protoSyntax)
	var scope []string // of messages and other blocks, "" for those without a name
	for i := 0; i < len(list); i++ {
		switch {
		case list[i].is("{"):
			scope = append(scope, blockName(list, i))
		case list[i].is("}") && len(scope) > 0:
			scope = scope[:len(scope)-1]
		case list[i].is("enum") && at(list, i+2).is("{"):
			full := strings.Join(append(scope[:len(scope):len(scope)], list[i+1].text), ".")
			end := closing(list, i+2)
			if full == name || strings.HasSuffix(full, "."+name) {
				return r.protoValues(list[i+3 : min(end, len(list))])
			}
			i = end
		}
	}
	return &MovedError{"enum", name}
}

// blockName returns the name of the message whose brace is at i.
func blockName(list []token, i int) string {
	if at(list, i-2).is("message") {
		return list[i-1].text
	}
	return ""
}

// protoValues takes NAME = NUMBER; between the options and reserved numbers.
func (r *reader) protoValues(body []token) error {
	start := true
	for i, t := range body {
		if start && t.kind == wordToken && at(body, i+1).is("=") && !t.is("option") {
			if err := r.add(r.source.pos(t.offset), t.text, Item{}); err != nil {
				return err
			}
		}
		start = t.is(";")
	}
	return nil
}
