package spec

import (
	_ "embed"
	"strings"
	"sync"

	"github.com/errbook/errbook/apierr"
)

// A Kind is one kind of error, as a taxonomy describes it.
type Kind struct {
	Name     apierr.Kind
	Family   apierr.Family
	Pack     string // PackCore or PackAI
	Meaning  string // a clause without a period
	Retry    apierr.Retry
	Actor    apierr.Actor
	Executed apierr.Certainty
	Scope    apierr.Scope
	Tell     string // what an end user may be told, in whole sentences
}

// A Family is a group of kinds that are handled alike.
type Family struct {
	Name    apierr.Family
	Meaning string // completes "these errors say that …"
}

// A Taxonomy is what a file of kinds says.
type Taxonomy struct {
	Families []Family
	Kinds    []Kind
}

// The packs: what any API has, and what only model APIs have.
const (
	PackCore = "core"
	PackAI   = "ai"
)

//go:embed kinds.yaml
var kindsYAML []byte

// BuiltinTaxonomy returns errbook's own taxonomy, spec/kinds.yaml. It must not
// be changed.
var BuiltinTaxonomy = sync.OnceValues(func() (*Taxonomy, error) {
	t, problems := DecodeTaxonomy("spec/kinds.yaml", kindsYAML)
	if len(problems) > 0 {
		return nil, problems
	}
	return t, nil
})

// The types below are the language of a file of kinds; see spec/kinds.yaml.
type (
	taxonomyFile struct {
		Pos
		Version  Int          `spec:"version,required"`
		Families []familyNode `spec:"families"`
		Kinds    []kindNode   `spec:"kinds"`
	}
	familyNode struct {
		Pos
		Name    Text `spec:"name,required"`
		Meaning Text `spec:"meaning,required"`
	}
	kindNode struct {
		Pos
		Name     Text `spec:"name,required"`
		Family   Text `spec:"family,required"`
		Pack     Text `spec:"pack"`
		Meaning  Text `spec:"meaning,required"`
		Retry    Text `spec:"retry,required"`
		Actor    Text `spec:"actor,required"`
		Executed Text `spec:"executed,required"`
		Scope    Text `spec:"scope,required"`
		Tell     Text `spec:"tell,required"`
	}
)

// DecodeTaxonomy reads a file of kinds and reports everything that is wrong
// with it. A family that the file does not define must be one of errbook's own.
func DecodeTaxonomy(path string, data []byte) (*Taxonomy, Problems) {
	var file taxonomyFile
	c := &checker{reporter: reporter{path: path}}
	if c.problems = DecodeInto(path, data, &file); len(c.problems) > 0 {
		return nil, c.problems
	}
	if file.Version.Value != 1 {
		c.report(file.Version.Pos, "", "version must be 1; found %d", file.Version.Value)
	}
	t := &Taxonomy{}
	for i := range file.Families {
		t.Families = append(t.Families, c.family(t, &file.Families[i]))
	}
	for i := range file.Kinds {
		t.Kinds = append(t.Kinds, c.taxonomyKind(t, &file.Kinds[i]))
	}
	return t, c.problems.sorted()
}

// family checks a family, and returns it.
func (c *checker) family(t *Taxonomy, n *familyNode) Family {
	c.taxonomyName(n.Name)
	c.clause("meaning", n.Meaning)
	if t.family(n.Name.Value) {
		c.report(n.Name.Pos, "", "each family must be given once; found %s again", n.Name.Value)
	}
	return Family{apierr.Family(n.Name.Value), n.Meaning.Value}
}

// taxonomyKind checks a kind, and returns it.
func (c *checker) taxonomyKind(t *Taxonomy, n *kindNode) Kind {
	c.taxonomyName(n.Name)
	c.clause("meaning", n.Meaning)
	for _, k := range t.Kinds {
		if string(k.Name) == n.Name.Value {
			c.report(n.Name.Pos, "", "each kind must be given once; found %s again", n.Name.Value)
		}
	}
	if !t.family(n.Family.Value) {
		c.report(n.Family.Pos, "", "family must be one of the families; found %s", n.Family.Value)
	}
	c.oneOf("pack", n.Pack, []string{PackCore, PackAI})
	c.oneOf("retry", n.Retry, retryNames())
	c.oneOf("actor", n.Actor, actorNames())
	c.oneOf("executed", n.Executed, certaintyNames())
	c.oneOf("scope", n.Scope, scopeNames())
	if !strings.HasSuffix(n.Tell.Value, ".") {
		c.report(n.Tell.Pos, "", "tell must be whole sentences, with a period at the end; found %q", n.Tell.Value)
	}
	k := Kind{
		Name: apierr.Kind(n.Name.Value), Family: apierr.Family(n.Family.Value), Pack: n.Pack.Value,
		Meaning: n.Meaning.Value, Scope: apierr.Scope(n.Scope.Value), Tell: n.Tell.Value,
	}
	if k.Pack == "" {
		k.Pack = PackCore
	}
	k.Retry, _ = apierr.ParseRetry(n.Retry.Value)
	k.Actor, _ = apierr.ParseActor(n.Actor.Value)
	k.Executed, _ = apierr.ParseCertainty(n.Executed.Value)
	return k
}

// taxonomyName checks the name of a kind or family: it becomes a Go constant,
// part of a path, and a value in logs.
func (c *checker) taxonomyName(t Text) {
	if !isSnake(t.Value) || t.Value == apierr.Unknown.String() {
		c.report(t.Pos, "such as out_of_stock", "name must be lowercase letters and digits joined by single underscores, a letter first; found %q", t.Value)
	}
}

// clause checks the part of a sentence.
func (c *checker) clause(what string, t Text) {
	if strings.HasSuffix(t.Value, ".") {
		c.report(t.Pos, "", "%s must be a clause without a period; found %q", what, t.Value)
	}
}

// family reports whether the taxonomy, or errbook's own, has a family.
func (t *Taxonomy) family(name string) bool {
	for _, f := range t.Families {
		if string(f.Name) == name {
			return true
		}
	}
	return false
}

func actorNames() []string {
	var names []string
	for a := apierr.ActorNone + 1; a.String() != ""; a++ {
		names = append(names, a.String())
	}
	return names
}

func scopeNames() []string {
	var names []string
	for _, s := range apierr.Scopes() {
		names = append(names, string(s))
	}
	return names
}
