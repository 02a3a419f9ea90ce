package templates

import (
	"bytes"
	"embed"
	"strings"
	"sync"
	"text/template"
)

//go:embed npm
var npmFiles embed.FS

// NPMTypes is what the types of every npm package have after those of its kinds, and
// NPMExplain the module that its documentations share.
var (
	//go:embed npm/types.d.ts
	NPMTypes string
	//go:embed npm/explain.js
	NPMExplain string
)

// An NPMReadme is what the README of the npm package says.
type NPMReadme struct {
	Header  string
	Name    string // of the package
	About   string // whose errors: "the Acme API", "90 AI providers"
	APIs    string // a sentence that lists them
	Context string // what a caller can know, as JavaScript; "" where no API asks for it
	Example *NPMExample
	SDKs    []NPMProgram
}

// An NPMExample is the error that the README's first example asks for.
type NPMExample struct {
	ID, Import, Constant, Title string
}

// An NPMProgram is an example for the users of an SDK.
type NPMProgram struct{ Title, Code string }

// npmPrograms are the examples, and the provider that a book must have for them.
var npmPrograms = []struct{ title, file, provider string }{
	{"The OpenAI SDK", "openai.ts", "openai"},
	{"The Anthropic SDK", "anthropic.ts", "anthropic"},
	{"The Vercel AI SDK", "ai-sdk.ts", "openai"},
}

// NPMPrograms returns the examples for a package of a name that has providers.
func NPMPrograms(name string, has func(provider string) bool) (list []NPMProgram, err error) {
	for _, p := range npmPrograms {
		if !has(p.provider) {
			continue
		}
		code, err := npmFiles.ReadFile("npm/" + p.file)
		if err != nil {
			return nil, err
		}
		list = append(list, NPMProgram{p.title, strings.ReplaceAll(string(code), "PACKAGE", name)})
	}
	return list, nil
}

var npmReadme = sync.OnceValue(func() *template.Template {
	return template.Must(template.ParseFS(npmFiles, "npm/README.md.tmpl"))
})

// Markdown returns the README.
func (r *NPMReadme) Markdown() ([]byte, error) {
	var b bytes.Buffer
	if err := npmReadme().Execute(&b, r); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}
