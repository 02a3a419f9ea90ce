package draft

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/errbook/errbook/internal/lazy"
	"github.com/errbook/errbook/spec/yaml"
)

// This file finds, in the schemas and examples of a response, what tells errors apart.

// Names of members that are a code, the best first, and of those that are a message.
var (
	codeNames = []func() *regexp.Regexp{
		lazy.Regexp(`(?i)^(code|(x-)?(\w+[-_])?error[-_]?code)$`),
		lazy.Regexp(`(?i)^(reason|error|error[-_]?type|kind|slug)$`),
		lazy.Regexp(`(?i)^type$`),
	}
	problemMessage = []string{"detail", "title"}
	messageName    = lazy.Regexp(`(?i)^(detail|message|msg|error_?message|error_?description|description|title)$`)
	statusName     = lazy.Regexp(`(?i)^(status|status_?code|http_?status)$`)
	requestIDName  = lazy.Regexp(`(?i)^(x-)?(\w+-)?(request|correlation|trace)-?id$`)
	requestIDWords = lazy.Regexp(`(?i)^(the )?(request.?id|id of the request)\b`)
	headerName     = lazy.Regexp(`(?i)code$`)
	inBandStatus   = lazy.Regexp(`^[1-3][0-9]{2}$`)
	prefixPattern  = lazy.Regexp(`^\^([A-Za-z0-9_/-]+)$`)
)

// messageNames are the usual ones, the best first.
var messageNames = []string{"detail", "message", "error_description", "msg", "description", "title"}

// rankOfMessage returns the place of a path among those of messages.
func rankOfMessage(path string) int {
	name := path[strings.LastIndex(path, ".")+1:]
	if i := slices.Index(messageNames, name); i >= 0 {
		return i
	}
	return 2
}

// codeOf returns the leaf that is the code, nil for none.
func codeOf(leaves []leaf, isCode func(*yaml.Tree) bool) *leaf {
	var best *leaf
	for i := range leaves {
		l := &leaves[i]
		l.rank = slices.IndexFunc(codeNames, func(named func() *regexp.Regexp) bool { return named().MatchString(l.name) })
		if l.rank >= 0 && isCode(l.tree) && (best == nil || l.rank < best.rank) {
			best = l
		}
	}
	return best
}

// share notes which lists of codes a response has.
func (w *walker) share(r response) {
	for _, schema := range w.alternatives(&r) {
		code := codeOf(w.leaves(schema), isConstant)
		if code == nil || code.tree.Get("enum") == nil {
			continue
		}
		list := code.tree.Get("enum")
		if w.shared[list] == nil {
			w.shared[list] = map[string]bool{}
		}
		if r.status != "" {
			w.shared[list][r.status] = true
		}
	}
}

// identify returns the one error that a schema is, nil if it can be several, or any.
func (w *walker) identify(r *response, schema *yaml.Tree) *failure {
	leaves := w.leaves(schema)
	f := &failure{Pos: r.Pos}
	own := schema.Get("x-errbook")
	if own != nil {
		f.own(own)
	}
	f.title = w.titleOf(schema, leaves)
	f.statuses = statusesOf(leaves)
	if status := textOf(own.Get("status")); inBandStatus().MatchString(status) {
		f.inBand = w.inBand(status, leaves)
	}
	code := codeOf(leaves, isConstant)
	if code == nil && own == nil {
		code = codeOf(leaves, func(t *yaml.Tree) bool { return textOf(t.Get("example")) != "" })
	}
	w.messages(schema, leaves)
	switch {
	case code != nil && (own != nil || len(constants(code.tree)) < 2):
		f.path = w.rootOf(schema) + code.path
		f.codes = textsOf(constants(code.tree))
		f.problemType = problemTypeOf(leaves, code, func(l *leaf) *yaml.Tree { return only(constants(l.tree)) })
		if f.codes == nil {
			f.codes = []string{code.tree.Get("example").Text}
		}
		f.params = w.paramsOf(code.beside)
		w.leaveElsewhere(leaves, code)
		w.path(&w.draft.wire.code, f.path)
	case code != nil:
		return nil
	case !w.headerCode(r, f) && own == nil:
		return nil
	default:
		f.params = w.paramsOf(w.besideMessage(schema, leaves))
	}
	if f.key == "" {
		f.key = "code " + cmp.Or(strings.Join(f.codes, " "), f.prefix)
	}
	for _, c := range f.codes {
		w.keys[c] = f.key
	}
	w.seen(leaves)
	return f
}

// problemTypeOf returns the type of problem details (RFC 9457, section 3.1.1) that has a
// code beside it, "" for none: a URL.
func problemTypeOf(leaves []leaf, code *leaf, valueOf func(*leaf) *yaml.Tree) string {
	for i := range leaves {
		l := &leaves[i]
		if text := textOf(valueOf(l)); l.path == "type" && code.path != "type" && strings.HasPrefix(text, "https://") {
			return text
		}
	}
	return ""
}

// only returns the element of a list that has one, nil of any other.
func only(list []*yaml.Tree) *yaml.Tree {
	if len(list) != 1 {
		return nil
	}
	return list[0]
}

// besideMessage returns the properties that the details of an error are among whose code
// is in a header: those beside the message, or those of the body, which has none.
func (w *walker) besideMessage(schema *yaml.Tree, leaves []leaf) *yaml.Tree {
	for _, l := range leaves {
		if messageName().MatchString(l.name) && !isConstant(l.tree) {
			return l.beside
		}
	}
	return w.properties(schema)
}

// inBand returns the surface of an error that is sent with a status below 400: what its
// body says of failure, beside the code if there is something.
func (w *walker) inBand(status string, leaves []leaf) string {
	condition := ""
	for _, l := range leaves {
		list := constants(l.tree)
		if len(list) != 1 || !pathForm().MatchString(l.path) || statusName().MatchString(l.name) || messageName().MatchString(l.name) {
			continue
		}
		if isCode := slices.ContainsFunc(codeNames, func(named func() *regexp.Regexp) bool { return named().MatchString(l.name) }); condition == "" || !isCode {
			condition = l.path + ": " + quote(list[0].Text)
		}
	}
	if condition == "" {
		return ""
	}
	return "{http: [" + status + "], body: {" + condition + "}}"
}

// seen notes the enums of members, so that they are not taken again.
func (w *walker) seen(leaves []leaf) {
	for _, l := range leaves {
		if list := l.tree.Get("enum"); list != nil && w.shared[list] == nil {
			w.shared[list] = map[string]bool{}
		}
	}
}

// listed returns an error for each code that a schema lists.
func (w *walker) listed(r *response, schema *yaml.Tree) []*failure {
	leaves := w.leaves(schema)
	code := codeOf(leaves, isConstant)
	if code == nil {
		return nil
	}
	list := code.tree.Get("enum")
	params := w.paramsOf(code.beside)
	w.leaveElsewhere(leaves, code)
	w.seen(leaves)
	var found []*failure
	for _, v := range constants(code.tree) {
		f := &failure{Pos: v.Pos, key: "code " + v.Text, codes: []string{v.Text}, path: w.rootOf(schema) + code.path, statuses: statusesOf(leaves), params: params}
		if len(w.shared[list]) > 1 {
			w.addLater(f)
			continue
		}
		found = append(found, f)
	}
	w.path(&w.draft.wire.code, w.rootOf(schema)+code.path)
	return found
}

// addLater takes an error of which the response does not say whether it is one of its.
func (w *walker) addLater(f *failure) { w.add(f, &response{}) }

// headerCode fills in the code that a header of the response has.
func (w *walker) headerCode(r *response, f *failure) (found bool) {
	if r.tree == nil {
		return false
	}
	members(r.tree.Get("headers"), func(key yaml.Text, v *yaml.Tree) {
		schema := w.resolve(w.resolve(v).Get("schema"))
		if found || schema == nil || !headerName().MatchString(key.Value) {
			return
		}
		w.seen([]leaf{{tree: schema}})
		if f.codes = textsOf(constants(schema)); f.codes == nil {
			if m := prefixPattern().FindStringSubmatch(textOf(schema.Get("pattern"))); m != nil {
				f.prefix = m[1]
			}
		}
		if found = f.codes != nil || f.prefix != ""; found {
			f.path = "header:" + strings.ToLower(key.Value)
			w.path(&w.draft.wire.code, f.path)
		}
	})
	return found
}

// headers takes the ID of the request.
func (w *walker) headers(r *response) {
	members(r.tree.Get("headers"), func(key yaml.Text, _ *yaml.Tree) {
		if requestIDName().MatchString(key.Value) {
			w.path(&w.draft.wire.requestID, "header:"+strings.ToLower(key.Value))
		}
	})
}

// messages notes where a schema has its message, and the ID of the request.
func (w *walker) messages(schema *yaml.Tree, leaves []leaf) {
	for _, l := range leaves {
		if messageName().MatchString(l.name) && !isConstant(l.tree) && textOf(l.tree.Get("type")) != "object" {
			w.path(&w.draft.wire.message, w.rootOf(schema)+l.path)
		}
		if isRequestID(l.name, l.tree) {
			w.path(&w.draft.wire.requestID, w.rootOf(schema)+l.path)
		}
	}
}

// path adds a path that has the form of one.
func (w *walker) path(to *[]string, path string) {
	if pathForm().MatchString(path) {
		*to = with(*to, path)
	}
}

var pathForm = lazy.Regexp(`^(xml:|header:)?[A-Za-z_@][A-Za-z0-9_@-]*(\[0\])?(\.[A-Za-z_@][A-Za-z0-9_@-]*(\[0\])?)*$`)

// rootOf returns what the paths of a schema begin with: the root element, for XML.
func (w *walker) rootOf(schema *yaml.Tree) string {
	if name := schema.Get("xml").Get("name"); name != nil {
		return "xml:" + name.Text + "."
	}
	return ""
}

// titleOf returns the title of an error: that of its problem details, or of its schema.
func (w *walker) titleOf(schema *yaml.Tree, leaves []leaf) string {
	for _, l := range leaves {
		if l.name != "title" {
			continue
		}
		if list := constants(l.tree); len(list) == 1 {
			return list[0].Text
		}
		if v := l.tree.Get("examples"); v != nil && v.Kind == yaml.Sequence && len(v.Items) > 0 {
			return v.Items[0].Text
		}
		if v := l.tree.Get("example"); v != nil {
			return v.Text
		}
	}
	if schema.Get("x-errbook") != nil {
		return textOf(schema.Get("title"))
	}
	return ""
}

// statusesOf returns the statuses that a member of the body is limited to.
func statusesOf(leaves []leaf) []string {
	for _, l := range leaves {
		if !statusName().MatchString(l.name) {
			continue
		}
		from, to := statusIn(l.tree.Get("minimum")), statusIn(l.tree.Get("maximum"))
		if from != "" && to != "" && from[1:] == "00" && to == from[:1]+"99" {
			return []string{from[:1] + "xx"}
		}
		var list []string
		for _, v := range constants(l.tree) {
			list = with(list, statusIn(v))
		}
		return list
	}
	return nil
}

// statusIn returns the status of an error that a value is, "" if it is none.
func statusIn(t *yaml.Tree) string {
	n, err := strconv.Atoi(textOf(t))
	if err != nil || n < 400 || n > 599 {
		return ""
	}
	return strconv.Itoa(n)
}

// paramTypes are the types of details by those of OpenAPI.
var paramTypes = map[string]string{"string": "string", "integer": "int", "number": "float", "boolean": "bool", "string date-time": "time"}

var paramForm = lazy.Regexp(`^[a-z][a-z0-9]*(_[a-z0-9]+)*$`)

// paramsOf lists the other members that the object of a code has, and notes those that
// are no details because they are not one value.
func (w *walker) paramsOf(properties *yaml.Tree) []param {
	var list []param
	members(properties, func(key yaml.Text, v *yaml.Tree) {
		if v = w.resolve(v); v == nil || !isOfOneError(key.Value, v) {
			return
		}
		description := textOf(v.Get("description"))
		typ, format := w.typeOf(v)
		of := cmp.Or(paramTypes[typ+" "+format], paramTypes[typ])
		if strings.HasPrefix(description, "Seconds with their unit") {
			of = "duration"
		}
		switch {
		case of == "":
			w.leave(key.Pos, "a member that is not one value of a known type: "+key.Value)
		case !paramForm().MatchString(key.Value):
			w.leave(key.Pos, "a member whose name is not lowercase words joined by underscores: "+key.Value)
		default:
			list = append(list, param{key.Value, of})
		}
	})
	return list
}

// isOfOneError reports whether a member is of one error, and neither a part that every
// error can have nor what the wire has.
func isOfOneError(name string, schema *yaml.Tree) bool {
	return !isCommon(name) && len(constants(schema)) != 1 && !isRequestID(name, schema) && !strings.HasPrefix(textOf(schema.Get("description")), "How long to wait")
}

// leaveElsewhere notes the members of a body that are not in the object of the code, which
// details are in.
func (w *walker) leaveElsewhere(leaves []leaf, code *leaf) {
	object := code.path[:strings.LastIndexByte(code.path, '.')+1]
	for _, l := range leaves {
		if !strings.HasPrefix(l.path, object) && isOfOneError(l.name, l.tree) {
			w.leave(l.tree.Pos, "a member that is not beside the code: "+l.path)
		}
	}
}

// typeOf returns the type of a schema and its format, "" for several types; that a value
// can also be null, as OpenAPI 3.1 says in two ways, is left aside.
func (w *walker) typeOf(schema *yaml.Tree) (typ, format string) {
	t := schema.Get("type")
	if choice := cmp.Or(schema.Get("anyOf"), schema.Get("oneOf")); t == nil && choice != nil {
		return onlyType(choice.Items, func(of *yaml.Tree) (string, string) {
			of = w.resolve(of)
			return textOf(of.Get("type")), textOf(of.Get("format"))
		})
	}
	if t != nil && t.Kind == yaml.Sequence {
		typ, _ = onlyType(t.Items, func(of *yaml.Tree) (string, string) { return textOf(of), "" })
		return typ, textOf(schema.Get("format"))
	}
	return textOf(t), textOf(schema.Get("format"))
}

// onlyType returns the one type of a list besides null, "" for none or several.
func onlyType(list []*yaml.Tree, of func(*yaml.Tree) (typ, format string)) (typ, format string) {
	found := 0
	for _, item := range list {
		if t, f := of(item); t != "null" {
			typ, format = t, f
			found++
		}
	}
	if found != 1 {
		return "", ""
	}
	return typ, format
}

// isCommon reports whether a member is a part that every error can have.
func isCommon(name string) bool {
	return messageName().MatchString(name) || statusName().MatchString(name) ||
		name == "instance" || slices.ContainsFunc(codeNames, func(named func() *regexp.Regexp) bool { return named().MatchString(name) })
}

// isRequestID reports whether a member is the ID of the request, by its name or by what
// is said of it.
func isRequestID(name string, schema *yaml.Tree) bool {
	return requestIDName().MatchString(strings.ReplaceAll(name, "_", "-")) || requestIDWords().MatchString(textOf(schema.Get("description")))
}

func textOf(t *yaml.Tree) string {
	if t == nil || t.Kind != yaml.Scalar {
		return ""
	}
	return t.Text
}

// textsOf lists the texts of values, each once.
func textsOf(list []*yaml.Tree) []string {
	var texts []string
	for _, t := range list {
		texts = with(texts, t.Text)
	}
	return texts
}
