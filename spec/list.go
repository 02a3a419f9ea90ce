package spec

import "github.com/errbook/errbook/spec/yaml"

// A List says where in a source a machine can read the names of errors, so that
// errbook upstream can compare them with the entries.
type List struct {
	yaml.Pos `noun:"a list"`
	Format   yaml.Text            `yaml:"format,required,of=list_format" doc:"How the source is written: openapi, json, aws-model, proto, go, typescript, python, markdown or html."`
	At       yaml.List[yaml.Text] `yaml:"at,distinct" doc:"Where the names are: JSON pointers, names of types, or headings of sections."`
	Select   yaml.Text            `yaml:"select" doc:"What the name is: the heading of a column of a table; keys or values of JSON; names, values or classes of Go and Python."`
	Title    yaml.Text            `yaml:"title" doc:"The heading of the column of a table with the titles of the errors, if they are the entries' own."`
	Pattern  yaml.Text            `yaml:"pattern,max=200" doc:"A regular expression (RE2) that takes a name out of its text: its first group, or the whole match. What it does not match is not a name."`
	URL      yaml.Text            `yaml:"url,of=https" doc:"Where a program gets the list, if not at the source's URL."`
	Former   yaml.Text            `yaml:"former" doc:"The id of the source that is an older copy of the same page."`
	Partial  yaml.Bool            `yaml:"partial" doc:"Whether the source has names of entries that the list does not have."`
	Ignore   []Ignored            `yaml:"ignore" doc:"Names that may differ, each with the reason."`
}

// Ignored is a name about which the list and the book may differ.
type Ignored struct {
	yaml.Pos `noun:"an ignore"`
	Name     yaml.Text `yaml:"name,required" doc:"The name as the list or the entry has it; * at its end stands for any rest."`
	Reason   yaml.Text `yaml:"reason,required" doc:"Why the difference is right."`
}
