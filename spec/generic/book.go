package generic

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/errbook/errbook/spec"
	"github.com/errbook/errbook/spec/yaml"
)

// CheckBook judges the vocabularies of providers by the files of those providers:
// an identifier must be in a rule or in a sample of an entry that has the kind.
func CheckBook(f *File, book *spec.Book) yaml.Problems {
	c := &checker{file: f, Reporter: yaml.Reporter{Path: f.Path}}
	for i := range f.Vocabularies {
		v := &f.Vocabularies[i]
		if !v.Provider.IsSet() {
			continue
		}
		at := slices.IndexFunc(book.Files, func(p *spec.File) bool { return p.Provider.Value == v.Provider.Value })
		if at < 0 {
			c.report(v.Provider.Pos, "provider must be one of the book; found %s", v.Provider.Value)
			continue
		}
		said := identifiersOf(book.Files[at])
		for _, names := range v.Names {
			for _, name := range names.Value {
				if !said[identifier{names.Key.Value, name.Value}] {
					c.report(name.Pos, "%s must be in an entry of %s that is %s; found none", name.Value, v.Provider.Value, names.Key.Value)
				}
			}
		}
	}
	return c.Problems.Sorted()
}

// An identifier is a name of an error with the kind of an entry that has it.
type identifier struct{ kind, name string }

// identifiersOf returns what the rules and the samples of a provider's entries
// have that can be an identifier: whole values, and their parts between dots.
func identifiersOf(file *spec.File) map[identifier]bool {
	said := map[identifier]bool{}
	for _, e := range file.Errors {
		add := func(value string) {
			parts := strings.Split(value, ".")
			said[identifier{e.Kind.Value, value}] = true
			said[identifier{e.Kind.Value, parts[len(parts)-1]}] = true
			for n := 1; n < len(parts); n++ {
				said[identifier{e.Kind.Value, strings.Join(parts[:n], ".")}] = true
			}
		}
		for _, r := range append([]spec.Rule{e.Rule}, e.Match...) {
			valuesOfRule(&r, add)
		}
		for i := range e.Samples {
			valuesOfSample(&e.Samples[i], add)
		}
	}
	return said
}

func valuesOfRule(r *spec.Rule, add func(string)) {
	for _, set := range []spec.StringSet{r.WireCode, r.WireType} {
		for _, v := range set.Values {
			add(v.Value)
		}
	}
	for _, matchers := range []yaml.Map[spec.Matcher]{r.Field, r.Header} {
		for _, m := range matchers {
			for _, v := range m.Value.Values {
				add(v.Value)
			}
		}
	}
}

// valuesOfSample adds the headers of a sample, and the strings of its body.
func valuesOfSample(s *spec.Sample, add func(string)) {
	for _, h := range s.Headers {
		add(h.Value.Value)
	}
	var body any
	if json.Unmarshal([]byte(s.Body.Value), &body) == nil {
		stringsOf(body, add)
	}
}

func stringsOf(v any, add func(string)) {
	switch v := v.(type) {
	case string:
		add(v)
	case []any:
		for _, item := range v {
			stringsOf(item, add)
		}
	case map[string]any:
		for _, member := range v {
			stringsOf(member, add)
		}
	}
}
