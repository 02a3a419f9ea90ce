package generic

import (
	"slices"
	"strings"

	"github.com/errbook/errbook/spec"
	"github.com/errbook/errbook/spec/yaml"
)

// evidence checks that each row has what shows it. Prove does it for phrases.
func (c *checker) evidence() {
	f := c.file
	for i := range f.Wire.Parts {
		p := &f.Wire.Parts[i]
		c.shown(p.Pos, p.Exempt, row{"sample", len(p.Sample)})
	}
	for i := range f.Failures {
		r := &f.Failures[i]
		c.shown(r.Pos, r.Exempt, row{"sample", len(r.Sample)}, row{"near", len(r.Near)})
	}
	c.shownWaits()
	for _, r := range slices.Concat(f.InBand, f.Unwrap, f.Waits, f.Salvage, f.Sizes) {
		c.shown(r.Pos, r.Exempt, row{"sample", len(r.Sample)}, row{"near", len(r.Near)})
	}
	for i := range f.Names {
		c.spelledRow(f.Names[i].Pos, &f.Names[i].Evidence)
	}
	for i := range f.Stems {
		c.spelledRow(f.Stems[i].Pos, &f.Stems[i].Evidence)
	}
	for i := range f.Numbers {
		c.judged(f.Numbers[i].Pos, &f.Numbers[i].Evidence)
	}
	for i := range f.Statuses {
		c.judged(f.Statuses[i].Pos, &f.Statuses[i].Evidence)
	}
	for i := range f.Closes {
		c.judged(f.Closes[i].Pos, &f.Closes[i].Evidence)
	}
}

// judged checks a row that has a kind, spelledRow one of identifiers, the
// samples of which are in the vocabularies.
func (c *checker) judged(pos yaml.Pos, e *Evidence) {
	c.shown(pos, e.Exempt, row{"sample", len(e.Sample)}, row{"near", len(e.Near)})
}

func (c *checker) spelledRow(pos yaml.Pos, e *Evidence) {
	c.shown(pos, e.Exempt, row{"near", len(e.Near)})
}

// A row is how many of a key a row has.
type row struct {
	key string
	n   int
}

// shown checks that a row has all of the keys, or says why it does not.
func (c *checker) shown(pos yaml.Pos, exempt yaml.Text, has ...row) {
	missing := slices.IndexFunc(has, func(r row) bool { return r.n == 0 })
	switch {
	case missing >= 0 && !exempt.IsSet():
		c.report(pos, "a row must have the key %s; found none", has[missing].key)
	case missing < 0 && exempt.IsSet():
		c.report(exempt.Pos, "a row that has everything must not be exempt; found an exemption")
	}
}

// unwrap checks that the places have words, and those that take one text have one.
func (c *checker) unwrap() {
	c.places("unwrap", c.file.Unwrap, unwrapPlaces)
	c.places("waits", c.file.Waits, waitPlaces)
	c.places("in_band", c.file.InBand, inBandPlaces)
	c.places("salvage", c.file.Salvage, salvagePlaces)
	c.places("sizes", c.file.Sizes, sizePlaces)
	if n := len(at(c.file.Unwrap, eventField)); n > 1 {
		c.report(c.file.Pos, "unwrap must have one text for the place %s; found %d", eventField, n)
	}
}

// places checks that rows are at the places of their list, and leave none out.
func (c *checker) places(key string, rows []Words, places []string) {
	for _, r := range rows {
		if !slices.Contains(places, r.Place.Value) {
			c.report(r.Place.Pos, "place must be one of %s; found %s", strings.Join(places, ", "), r.Place.Value)
		}
	}
	for _, place := range places {
		if len(at(rows, place)) == 0 {
			c.report(c.file.Pos, "%s must have words for the place %s; found none", key, place)
		}
	}
}

// vocabularies checks that each identifier is of the kind that its vocabulary
// says, and that each name and each stem has an identifier.
func (c *checker) vocabularies() {
	seen := map[string]yaml.Pos{}
	var spelled []string
	for i := range c.file.Vocabularies {
		v := &c.file.Vocabularies[i]
		if v.Provider.IsSet() == v.Source.IsSet() {
			c.report(v.Pos, "a vocabulary must have one of provider and source; found both or none")
			continue
		}
		c.once(seen, "a vocabulary", v.Provider.Value+v.Source.Value, v.Pos)
		for _, names := range v.Names {
			for _, name := range names.Value {
				spelled = append(spelled, partsOf(name.Value)...)
				if found := c.file.clueOf(name.Value).kind; found != names.Key.Value {
					c.report(name.Pos, "%s must match a name or a stem of %s; found %s", name.Value, names.Key.Value, orNone(found))
				}
			}
		}
	}
	c.held(spelled)
}

// partsOf returns an identifier and those of its parts between dots that the
// classifier looks up, as names are compared.
func partsOf(name string) []string {
	name = withoutPrefix(name)
	parts := strings.Split(name, ".")
	list := []string{spec.Squash(name), spec.Squash(parts[len(parts)-1])}
	for n := 1; n < len(parts); n++ {
		list = append(list, spec.Squash(strings.Join(parts[:n], ".")))
	}
	return list
}

func orNone(kind string) string {
	if kind == "" {
		return "none"
	}
	return "one of " + kind
}

// held checks that no name or stem is without an identifier.
func (c *checker) held(spelled []string) {
	for i := range c.file.Names {
		for _, n := range c.file.Names[i].Any {
			if !slices.Contains(spelled, spec.Squash(n.Value)) {
				c.report(n.Pos, "a name must be in a vocabulary, which says who uses it; found %s in none", n.Value)
			}
		}
	}
	for i := range c.file.Stems {
		for _, n := range c.file.Stems[i].Any {
			stem := spec.Squash(n.Value)
			if !slices.ContainsFunc(spelled, func(s string) bool { return strings.Contains(s, stem) }) {
				c.report(n.Pos, "a stem must be in an identifier of a vocabulary; found %s in none", n.Value)
			}
		}
	}
}
