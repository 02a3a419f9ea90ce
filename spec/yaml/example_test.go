package yaml_test

import (
	"fmt"

	"github.com/errbook/errbook/spec/yaml"
)

// A Rule is one row of a file of phrases.
type Rule struct {
	yaml.Pos `noun:"a rule"`
	Any      yaml.List[yaml.Text] `yaml:"any,required,distinct,bare" doc:"Phrases."`
	Status   yaml.Int             `yaml:"status,min=100,max=599" doc:"The status that the response must have."`
}

// Phrases is a file: rules by the kind that they mean.
type Phrases struct {
	yaml.Pos `noun:"file"`
	Version  yaml.Int            `yaml:"version,required,min=1,max=1" doc:"Always 1."`
	Kinds    yaml.Map[[]Rule]    `yaml:"kinds,required,keys=kind" doc:"Rules, by kind."`
	Notes    yaml.Map[yaml.Text] `yaml:"x-*" doc:"Whatever else is worth keeping."`
}

func ExampleDecode() {
	data := `version: 1
kinds:
  rate_limited:
    - slow down
    - {any: [too fast, too many], status: 429}
  overload:
    - {any: [busy, busy], status: 42, why: it is}
x-owner: us
`
	kinds := yaml.Set{Name: "kind", Words: []string{"rate_limited", "overloaded"}} // known when the program runs
	var file Phrases
	problems := yaml.Decode("phrases.yaml", []byte(data), &file, kinds)
	fmt.Println(problems)
	for _, kind := range file.Kinds {
		for _, rule := range kind.Value {
			fmt.Println(kind.Key.Value, rule.Line, rule.Any[0].Value, rule.Status.Value)
		}
	}
	// Output:
	// phrases.yaml:6:3: each key of kinds must be rate_limited or overloaded; found "overload"
	// 	hint: did you mean overloaded?
	// phrases.yaml:7:20: each item of any must be given once; found busy again
	// phrases.yaml:7:35: status must be between 100 and 599; found 42
	// phrases.yaml:7:39: a rule must not have the key why
	// 	hint: choose one of any and status
	// rate_limited 4 slow down 0
	// rate_limited 5 too fast 429
	// overload 7 busy 0
}
