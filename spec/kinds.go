package spec

import (
	"cmp"
	_ "embed"
	"slices"
	"strings"
	"sync"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/spec/yaml"
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
		yaml.Pos `noun:"file"`
		Version  yaml.Int     `yaml:"version,required,min=1,max=1" doc:"Always 1."`
		Families []familyNode `yaml:"families" doc:"Groups of kinds that are handled alike."`
		Kinds    []kindNode   `yaml:"kinds" doc:"What errors mean."`
	}
	familyNode struct {
		yaml.Pos `noun:"a family"`
		Name     yaml.Text `yaml:"name,required,of=taxonomy_name" doc:"The name of the family."`
		Meaning  yaml.Text `yaml:"meaning,required" doc:"Completes the sentence: these errors say that …"`
	}
	kindNode struct {
		yaml.Pos `noun:"a kind"`
		Name     yaml.Text `yaml:"name,required,of=taxonomy_name" doc:"The name of the kind."`
		Family   yaml.Text `yaml:"family,required" doc:"The family that it belongs to."`
		Pack     yaml.Text `yaml:"pack,of=pack" doc:"What only model APIs have is in the pack ai; the default is core."`
		Meaning  yaml.Text `yaml:"meaning,required" doc:"What the error says happened, as a clause without a period."`
		Retry    yaml.Text `yaml:"retry,required,of=retry" doc:"Whether the same call is worth another try, and after what."`
		Actor    yaml.Text `yaml:"actor,required,of=actor" doc:"Who must act."`
		Executed yaml.Text `yaml:"executed,required,of=certainty" doc:"Whether the request can have run."`
		Scope    yaml.Text `yaml:"scope,required,of=scope" doc:"What is affected."`
		Tell     yaml.Text `yaml:"tell,required" doc:"What an end user may be told, in whole sentences."`
	}
)

// taxonomySets are the words and forms of a file of kinds.
var taxonomySets = sync.OnceValue(func() []yaml.Set {
	return append(sets(),
		yaml.Set{Name: "taxonomy_name", Form: snakeForm, Must: "lowercase letters and digits joined by underscores", Hint: "such as out_of_stock"},
		yaml.Set{Name: "pack", Words: []string{PackCore, PackAI}},
		yaml.Set{Name: "actor", Words: actorNames()},
		yaml.Set{Name: "scope", Words: scopeNames()},
	)
})

// DecodeTaxonomy reads a file of kinds and reports everything that is wrong
// with it. A kind's family must be one that the file defines.
func DecodeTaxonomy(path string, data []byte) (*Taxonomy, yaml.Problems) {
	var file taxonomyFile
	if problems := yaml.Decode(path, data, &file, taxonomySets()...); len(problems) > 0 {
		return nil, problems
	}
	c := &taxonomyChecker{Reporter: yaml.Reporter{Path: path}}
	for i := range file.Families {
		c.family(&file.Families[i])
	}
	for i := range file.Kinds {
		c.kind(&file.Kinds[i])
	}
	return &c.taxonomy, c.Problems.Sorted()
}

// A taxonomyChecker checks a file of kinds, and gathers what it says.
type taxonomyChecker struct {
	yaml.Reporter
	taxonomy Taxonomy
}

func (c *taxonomyChecker) family(n *familyNode) {
	c.clause(n.Meaning)
	if c.taxonomy.hasFamily(n.Name.Value) {
		c.Report(n.Name.Pos, "", "each family must be given once; found %s again", n.Name.Value)
	}
	c.taxonomy.Families = append(c.taxonomy.Families, Family{apierr.Family(n.Name.Value), n.Meaning.Value})
}

func (c *taxonomyChecker) kind(n *kindNode) {
	c.clause(n.Meaning)
	if n.Name.Value == apierr.Unknown.String() || c.taxonomy.hasKind(n.Name.Value) {
		c.Report(n.Name.Pos, "", "each kind must be given once, and unknown never; found %s", n.Name.Value)
	}
	if !c.taxonomy.hasFamily(n.Family.Value) {
		c.Report(n.Family.Pos, "", "family must be one of the families; found %s", n.Family.Value)
	}
	if !strings.HasSuffix(n.Tell.Value, ".") {
		c.Report(n.Tell.Pos, "", "tell must be whole sentences, with a period at the end; found %q", n.Tell.Value)
	}
	c.taxonomy.Kinds = append(c.taxonomy.Kinds, n.resolve())
}

// resolve returns what a checked kind says.
func (n *kindNode) resolve() Kind {
	k := Kind{
		Name: apierr.Kind(n.Name.Value), Family: apierr.Family(n.Family.Value), Pack: cmp.Or(n.Pack.Value, PackCore),
		Meaning: n.Meaning.Value, Scope: apierr.Scope(n.Scope.Value), Tell: n.Tell.Value,
	}
	k.Retry, _ = apierr.ParseRetry(n.Retry.Value)
	k.Actor, _ = apierr.ParseActor(n.Actor.Value)
	k.Executed, _ = apierr.ParseCertainty(n.Executed.Value)
	return k
}

// clause checks the part of a sentence.
func (c *taxonomyChecker) clause(t yaml.Text) {
	if strings.HasSuffix(t.Value, ".") {
		c.Report(t.Pos, "", "meaning must be a clause without a period; found %q", t.Value)
	}
}

func (t *Taxonomy) hasFamily(name string) bool {
	return slices.ContainsFunc(t.Families, func(f Family) bool { return string(f.Name) == name })
}

func (t *Taxonomy) hasKind(name string) bool {
	return slices.ContainsFunc(t.Kinds, func(k Kind) bool { return string(k.Name) == name })
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
