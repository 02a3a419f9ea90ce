package spec

import (
	"cmp"
	_ "embed"
	"slices"
	"strings"
	"sync"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/apierr/errdoc"
	"github.com/errbook/errbook/apierr/wire"
	"github.com/errbook/errbook/spec/suggest"
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
	Own      bool   // a book's own, not errbook's
	Place    Place

	// How pages print it; see Book.ToldTaxonomy.
	neutral, ofOwnAPI bool
}

// A Family is a group of kinds that are handled alike.
type Family struct {
	Name    apierr.Family
	Meaning string // completes "these errors say that …"
	Own     bool   // a book's own, not errbook's
	Place   Place
}

// A Place is where a file of kinds has something.
type Place struct {
	yaml.Pos
	Path string
}

// A Taxonomy is the families and kinds that a book can use: errbook's own, and
// those of the book. Kinds of one family follow each other, in the order of the
// families.
type Taxonomy struct {
	Families []Family
	Kinds    []Kind

	open bool   // there may be other kinds, because a file of kinds had faults
	data []byte // of the book's own file of kinds
}

// Data returns the bytes of the book's own file of kinds, nil if it has none.
func (t *Taxonomy) Data() []byte { return t.data }

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
		Name     yaml.Text `yaml:"name,required,of=taxonomy_name,max=100" doc:"The name of the family."`
		Meaning  yaml.Text `yaml:"meaning,required" doc:"Completes the sentence: these errors say that …"`
	}
	kindNode struct {
		yaml.Pos `noun:"a kind"`
		Name     yaml.Text `yaml:"name,required,of=taxonomy_name,max=100" doc:"The name of the kind."`
		Family   yaml.Text `yaml:"family,required" doc:"The family that it belongs to."`
		Pack     yaml.Text `yaml:"pack,of=pack" doc:"What only model APIs have is in the pack ai; the default is core."`
		Meaning  yaml.Text `yaml:"meaning,required" doc:"What the error says happened, as a clause without a period."`
		Retry    yaml.Text `yaml:"retry,required,of=retry" doc:"Whether the same call is worth another attempt, and after what."`
		Actor    yaml.Text `yaml:"actor,required,of=actor" doc:"Who must act."`
		Executed yaml.Text `yaml:"executed,required,of=certainty" doc:"Whether the request can have run."`
		Scope    yaml.Text `yaml:"scope,required,of=scope" doc:"What is affected."`
		Tell     yaml.Text `yaml:"tell,required" doc:"What an end user may be told, in whole sentences."`
	}
)

// taxonomySets are the words and forms of a file of kinds.
var taxonomySets = sync.OnceValue(func() []yaml.Set {
	return append(commonSets(),
		yaml.Set{Name: "taxonomy_name", Form: snakeForm, Must: "lowercase letters and digits joined by underscores", Hint: "such as out_of_stock"},
		yaml.Set{Name: "pack", Words: []string{PackCore, PackAI}},
	)
})

// TaxonomyName is the name of a book's own file of kinds, beside its spec files.
const TaxonomyName = "kinds.yaml"

// DecodeTaxonomy reads a file of kinds that rests on no other, and reports
// everything that is wrong with it.
func DecodeTaxonomy(path string, data []byte) (*Taxonomy, yaml.Problems) {
	return new(Taxonomy).decode(path, data, false)
}

// Extend reads a book's own file of kinds. It returns t with what the file adds,
// and reports everything that is wrong with it; what can be read is there even
// then. A kind can be of a family of t; families and kinds of t cannot be given
// again.
func (t *Taxonomy) Extend(path string, data []byte) (*Taxonomy, yaml.Problems) {
	return t.decode(path, data, true)
}

func (t *Taxonomy) decode(path string, data []byte, own bool) (*Taxonomy, yaml.Problems) {
	var file taxonomyFile
	problems := yaml.Decode(path, data, &file, taxonomySets()...)
	c := &taxonomyChecker{Reporter: yaml.Reporter{Path: path}, base: t, own: own, constants: map[string]bool{}}
	c.taxonomy = Taxonomy{Families: slices.Clone(t.Families), Kinds: slices.Clone(t.Kinds), open: t.open}
	for i := range file.Families {
		c.family(&file.Families[i])
	}
	for i := range file.Kinds {
		c.kind(&file.Kinds[i])
	}
	if !problems.Lossy() { // otherwise what seems to be wrong may be what is missing
		problems = append(problems, c.Problems...)
	}
	c.sort()
	c.taxonomy.open = t.open || len(problems) > 0
	if own {
		c.taxonomy.data = data
	}
	return &c.taxonomy, problems.Sorted()
}

// A taxonomyChecker checks a file of kinds, and gathers what it says.
type taxonomyChecker struct {
	yaml.Reporter
	base      *Taxonomy // what the file rests on
	own       bool      // the file is a book's own
	taxonomy  Taxonomy  // base and what the file adds
	constants map[string]bool
}

func (c *taxonomyChecker) family(n *familyNode) {
	c.clause(n.Meaning)
	f := Family{apierr.Family(n.Name.Value), n.Meaning.Value, c.own, Place{n.Pos, c.Path}}
	switch {
	case !n.Name.IsSet():
	case c.base.family(f.Name) != nil:
		c.Report(n.Name.Pos, "a kind can be of it without that", "each family must be one that errbook does not have; found %s", n.Name.Value)
	case c.taxonomy.family(f.Name) != nil:
		c.Report(n.Name.Pos, "", "each family must be given once; found %s again", n.Name.Value)
	default:
		c.constant(n.Name, f.GoName())
	}
	c.taxonomy.Families = append(c.taxonomy.Families, f)
}

func (c *taxonomyChecker) kind(n *kindNode) {
	c.clause(n.Meaning)
	k := n.resolve()
	k.Own, k.Place = c.own, Place{n.Pos, c.Path}
	switch {
	case !n.Name.IsSet():
	case c.base.find(k.Name) != nil:
		c.Report(n.Name.Pos, "", "each kind must be one that errbook does not have; found %s", n.Name.Value)
	case n.Name.Value == apierr.Unknown.String() || c.taxonomy.find(k.Name) != nil:
		c.Report(n.Name.Pos, "", "each kind must be given once, and unknown must not be given; found %s", n.Name.Value)
	default:
		c.constant(n.Name, k.GoName())
	}
	if n.Family.IsSet() && c.taxonomy.family(k.Family) == nil {
		c.Report(n.Family.Pos, suggest.Hint(n.Family.Value, c.taxonomy.familyNames()), "family must be one of the families; found %q", n.Family.Value)
	}
	if n.Tell.IsSet() && !strings.HasSuffix(n.Tell.Value, ".") {
		c.Report(n.Tell.Pos, "", "tell must be whole sentences, with a period at the end; found %q", n.Tell.Value)
	}
	c.taxonomy.Kinds = append(c.taxonomy.Kinds, k)
}

// constant checks that a name makes a Go constant that no other name makes.
func (c *taxonomyChecker) constant(name yaml.Text, constant string) {
	if c.constants[constant] {
		c.Report(name.Pos, "", "each name must make a unique Go constant; found %s again", constant)
	}
	c.constants[constant] = true
}

// sort puts kinds of one family behind each other.
func (c *taxonomyChecker) sort() {
	place := map[apierr.Family]int{}
	for i, f := range c.taxonomy.Families {
		place[f.Name] = i
	}
	slices.SortStableFunc(c.taxonomy.Kinds, func(a, b Kind) int { return cmp.Compare(place[a.Family], place[b.Family]) })
}

// resolve returns what a checked kind says.
func (n *kindNode) resolve() Kind {
	k := Kind{
		Name: apierr.Kind(n.Name.Value), Family: apierr.Family(n.Family.Value), Pack: cmp.Or(n.Pack.Value, PackCore),
		Meaning: n.Meaning.Value, Scope: apierr.Scope(n.Scope.Value), Tell: n.Tell.Value,
	}
	k.Retry, _ = errdoc.ParseRetry(n.Retry.Value)
	k.Actor, _ = errdoc.ParseActor(n.Actor.Value)
	k.Executed, _ = wire.ParseCertainty(n.Executed.Value)
	return k
}

// clause checks the part of a sentence.
func (c *taxonomyChecker) clause(t yaml.Text) {
	if strings.HasSuffix(t.Value, ".") {
		c.Report(t.Pos, "", "meaning must be a clause without a period; found %q", t.Value)
	}
}

// Kind returns the row of a kind; for one that the taxonomy does not have, that
// of apierr.Unknown. It must not be changed.
func (t *Taxonomy) Kind(k apierr.Kind) *Kind {
	if found := t.find(k); found != nil {
		return found
	}
	return &unknownKind
}

// All lists every kind that an error can be of, apierr.Unknown last.
func (t *Taxonomy) All() []Kind { return append(slices.Clone(t.Kinds), unknownKind) }

// Own returns the families and kinds that are a book's own.
func (t *Taxonomy) Own() *Taxonomy {
	return &Taxonomy{
		Families: slices.DeleteFunc(slices.Clone(t.Families), func(f Family) bool { return !f.Own }),
		Kinds:    slices.DeleteFunc(slices.Clone(t.Kinds), func(k Kind) bool { return !k.Own }),
	}
}

// IsEmpty reports whether there is neither a family nor a kind.
func (t *Taxonomy) IsEmpty() bool { return len(t.Families)+len(t.Kinds) == 0 }

// find returns the row of a kind, nil if there is none.
func (t *Taxonomy) find(name apierr.Kind) *Kind {
	if i := slices.IndexFunc(t.Kinds, func(k Kind) bool { return k.Name == name }); i >= 0 {
		return &t.Kinds[i]
	}
	return nil
}

// family returns the row of a family, nil if there is none.
func (t *Taxonomy) family(name apierr.Family) *Family {
	if i := slices.IndexFunc(t.Families, func(f Family) bool { return f.Name == name }); i >= 0 {
		return &t.Families[i]
	}
	return nil
}

func (t *Taxonomy) kindNames() []string {
	names := make([]string, len(t.Kinds))
	for i := range t.Kinds {
		names[i] = string(t.Kinds[i].Name)
	}
	return names
}

func (t *Taxonomy) familyNames() []string {
	names := make([]string, len(t.Families))
	for i := range t.Families {
		names[i] = string(t.Families[i].Name)
	}
	return names
}

// builtinTaxonomy is BuiltinTaxonomy without the error: tests hold the file to be
// sound.
func builtinTaxonomy() *Taxonomy {
	t, err := BuiltinTaxonomy()
	if err != nil {
		return &Taxonomy{}
	}
	return t
}

// unknownKind is the row of what nothing matched.
var unknownKind = Kind{
	Name: apierr.Unknown, Meaning: apierr.Unknown.Meaning(), Retry: apierr.Unknown.Retry(), Actor: apierr.Unknown.Actor(),
	Executed: apierr.Unknown.Executed(), Scope: apierr.Unknown.Scope(), Tell: apierr.Unknown.UserMessage(),
}

// GoName returns the constant of the kind: RateLimited.
func (k *Kind) GoName() string { return camel(string(k.Name)) }

// GoName returns the constant of the family: FamilyBilling.
func (f *Family) GoName() string { return "Family" + camel(string(f.Name)) }

// Doc returns what the kind says of each error of it, unless the error says
// otherwise.
func (k *Kind) Doc() *apierr.Doc {
	d := &apierr.Doc{
		Kind: k.Name, Family: k.Family, Retry: k.Retry, Actor: k.Actor, Executed: k.Executed, Scope: k.Scope, OwnKind: k.own(),
		Neutral: k.neutral,
	}
	if k.ofOwnAPI {
		d.Own = new(errdoc.Own)
	}
	return d
}

// own returns what documentation has to say of a book's own kind, nil for one of
// errbook's.
func (k *Kind) own() *errdoc.OwnKind {
	if !k.Own {
		return nil
	}
	return &errdoc.OwnKind{Meaning: k.Meaning, Tell: k.Tell, Executed: k.Executed}
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
	for _, s := range errdoc.Scopes() {
		names = append(names, string(s))
	}
	return names
}
