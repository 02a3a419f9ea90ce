package generic

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/spec"
	"github.com/errbook/errbook/spec/yaml"
)

// Cases returns every sample, near miss and identifier of a vocabulary, with what
// each is.
func (f *File) Cases() []Case { return slices.Concat(f.written(), f.spelled(), f.Salvaged()) }

// Salvaged returns those in which no path leads to what they give.
func (f *File) Salvaged() []Case { return shownBy(f.Salvage) }

// shownBy returns the samples and near misses of rows.
func shownBy(rows []Words) []Case {
	var list []Case
	for i := range rows {
		list = append(append(list, rows[i].Sample...), rows[i].Near...)
	}
	return list
}

// written returns the samples and near misses of the rows.
func (f *File) written() []Case {
	var list []Case
	for _, p := range f.Wire.Parts {
		list = append(list, p.Sample...)
	}
	for _, r := range f.Failures {
		list = append(append(list, r.Sample...), r.Near...)
	}
	list = append(list, shownBy(f.InBand)...)
	f.each(func(kind yaml.Text, e *Evidence) {
		for _, s := range e.Sample {
			list = append(list, Case{Pos: s.Pos, Sample: s, Is: kind})
		}
		list = append(list, e.Near...)
	})
	for i := range f.Phrases {
		list = append(list, f.said(&f.Phrases[i])...)
	}
	return slices.Concat(list, shownBy(slices.Concat(f.Unwrap, f.Waits, f.Sizes)), f.shownWaits())
}

// spelled returns the cases of the vocabularies. An identifier decides where
// there is nothing else; a strong one also beside words of another kind, a weak one
// also under a status of another kind; a vague one does not.
func (f *File) spelled() []Case {
	const plain, throttled = "Hm.", "Too many requests."
	var list []Case
	add := func(name yaml.Text, message string, status int, kind string) {
		list = append(list, Case{
			Pos:    name.Pos,
			Sample: Sample{Status: yaml.Int{Value: status}, Body: yaml.Text{Value: bodyWith(name.Value, message)}},
			Is:     yaml.Text{Value: kind},
		})
	}
	for _, v := range f.Vocabularies {
		for _, names := range v.Names {
			for _, name := range names.Value {
				kind := names.Key.Value
				add(name, plain, 0, kind)
				switch f.clueOf(name.Value).strength {
				case "strong":
					add(name, throttled, 0, kind)
				case "weak":
					add(name, plain, otherStatus(kind), kind)
				case "vague":
					add(name, plain, 404, string(apierr.NotFound))
				}
			}
		}
	}
	return list
}

// otherStatus returns a status that means another kind, and that an identifier of
// the kind overrules: no fault of the provider's does so under one that blames the
// caller.
func otherStatus(kind string) int {
	if apierr.Kind(kind).Family() == apierr.FamilyProvider {
		return 409
	}
	return 400
}

// bodyWith returns the body that has an identifier where most APIs have it.
func bodyWith(code, message string) string {
	text := func(s string) string {
		b, _ := json.Marshal(s) // a string can always be written
		return string(b)
	}
	return `{"error":{"code":` + text(code) + `,"message":` + text(message) + `}}`
}

// A clue is what the rows say of an identifier; it is empty for one that they do
// not have.
type clue struct{ kind, strength string }

// clueOf looks an identifier up as the classifier does: without what is before a colon or
// slash, by its name, by its parts between dots, by the stems in it.
func (f *File) clueOf(name string) clue {
	name = withoutPrefix(name)
	if c := f.clueOfName(name); c.kind != "" {
		return c
	}
	parts := strings.Split(name, ".")
	if c := f.clueOfName(parts[len(parts)-1]); c.kind != "" && len(parts) > 1 {
		return c
	}
	for n := len(parts) - 1; n > 0; n-- {
		if c := f.clueOfName(strings.Join(parts[:n], ".")); c.kind != "" {
			return c
		}
	}
	if strings.Contains(name, " ") {
		return clue{}
	}
	for _, r := range f.Stems {
		for _, stem := range r.Any {
			if strings.Contains(spec.Squash(name), spec.Squash(stem.Value)) {
				return clue{r.Kind.Value, r.Strength.Value}
			}
		}
	}
	return clue{}
}

// withoutPrefix returns what of an identifier is looked up: soap:Client is Client.
func withoutPrefix(name string) string { return name[strings.LastIndexAny(name, "/#:")+1:] }

func (f *File) clueOfName(name string) clue {
	squashed := spec.Squash(name)
	for _, r := range f.Names {
		for _, n := range r.Any {
			if spec.Squash(n.Value) == squashed {
				return clue{r.Kind.Value, r.Strength.Value}
			}
		}
	}
	return clue{}
}
