package generator

import (
	"bytes"
	"encoding/json"
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/internal/reader"
	"github.com/errbook/errbook/spec"
	"github.com/errbook/errbook/spec/generic"
	"github.com/errbook/errbook/spec/prose"
	"github.com/errbook/errbook/templates"
)

// An NPM says what the npm package of a book is called, for its package.json.
type NPM struct {
	Name, Version, License, Repository string
}

// defaultNPM is what the npm package is called where nobody says so. It is private
// then: npm refuses to publish it.
const defaultNPM = "api-errors"

func (n NPM) name() string {
	if n.Name == "" {
		return defaultNPM
	}
	return n.Name
}

// npmCatalog is the module with all providers, and so what none of them can be called.
const npmCatalog = "catalog"

// newNPM makes what writes the modules of a book. It knows errbook's own generic layer.
func newNPM(book *spec.Book) (*reader.Package, error) {
	for _, f := range book.Files {
		if f.Provider.Value == npmCatalog {
			return nil, fmt.Errorf("%s: a provider of the npm package must have another id than that of its module %q", f.Path, npmCatalog)
		}
	}
	layer, err := generic.Builtin()
	if err != nil {
		return nil, err
	}
	return reader.NewPackage(book, layer)
}

func (o *Options) wantsJS() bool { return o.JS != "" }

// script makes a module or its types: the header, and what write adds.
func (g *generation) script(name, header string, write func(b *bytes.Buffer) error) (string, []byte, error) {
	var b bytes.Buffer
	b.WriteString("// " + header + "\n")
	err := write(&b)
	return path.Join(g.options.JS, name), b.Bytes(), err
}

// npmIndexFile makes the module that reads responses.
func npmIndexFile(g *generation) (string, []byte, error) {
	return g.script("index.js", g.bookHeader(), func(b *bytes.Buffer) error {
		p, err := g.npm()
		if err == nil {
			b.Write(p.Script())
		}
		return err
	})
}

// npmLayerFile makes the module of what is known without a provider.
func npmLayerFile(g *generation) (string, []byte, error) {
	return g.script("layer.js", g.bookHeader(), func(b *bytes.Buffer) error {
		p, err := g.npm()
		if err != nil {
			return err
		}
		return p.WriteGeneric(b)
	})
}

// npmProviderFile makes the module of a provider: its rules, and its codes as
// constants.
func npmProviderFile(g *generation, f *spec.File) (string, []byte, error) {
	return g.script("providers/"+f.Provider.Value+".js", g.fileHeader(f), func(b *bytes.Buffer) error {
		p, err := g.npm()
		if err != nil {
			return err
		}
		if err := p.WriteProvider(b, "provider", f); err != nil {
			return err
		}
		for _, e := range f.Errors {
			fmt.Fprintf(b, "export const %s = %s;\n", e.Name.Value, jsText(string(e.Code)))
			for i := range e.Renamed {
				fmt.Fprintf(b, "export const %s = %s;\n", e.Renamed[i].Name.Value, jsText(string(e.Code)))
			}
		}
		return nil
	})
}

// npmProviderTypesFile makes the types of a provider's module.
func npmProviderTypesFile(g *generation, f *spec.File) (string, []byte, error) {
	return g.script("providers/"+f.Provider.Value+".d.ts", g.fileHeader(f), func(b *bytes.Buffer) error {
		b.WriteString("import type * as errbook from \"../index.js\";\n\n")
		jsComment(b, f.Name.Value+".")
		b.WriteString("export declare const provider: errbook.Provider<Code>;\n\n/** Every code of the API. */\nexport type Code =")
		for _, e := range f.Errors {
			b.WriteString("\n  | " + jsText(string(e.Code)))
		}
		if len(f.Errors) == 0 {
			b.WriteString(" never")
		}
		b.WriteString(";\n")
		for _, e := range f.Errors {
			b.WriteByte('\n')
			jsComment(b, e.Doc.Title+": "+e.Doc.Summary)
			fmt.Fprintf(b, "export declare const %s: %s;\n", e.Name.Value, jsText(string(e.Code)))
			for i := range e.Renamed {
				b.WriteByte('\n')
				jsComment(b, "@deprecated Use "+e.Name.Value+".")
				fmt.Fprintf(b, "export declare const %s: %s;\n", e.Renamed[i].Name.Value, jsText(string(e.Code)))
			}
		}
		return nil
	})
}

// npmDocsFile makes the module of a provider's documentation.
func npmDocsFile(g *generation, f *spec.File) (string, []byte, error) {
	return g.script("docs/"+f.Provider.Value+".js", g.fileHeader(f), func(b *bytes.Buffer) error {
		b.WriteString("import { explainIn } from \"../explain.js\";\nexport const docs = {\n")
		for _, e := range f.Errors {
			var doc bytes.Buffer
			enc := json.NewEncoder(&doc)
			enc.SetEscapeHTML(false)
			if err := enc.Encode(e.Doc); err != nil {
				return err
			}
			fmt.Fprintf(b, "  %s: %s,\n", jsText(string(e.Code)), bytes.TrimSpace(doc.Bytes()))
		}
		b.WriteString("};\nexport const explain = (code, context) => explainIn(docs, code, context);\n")
		return nil
	})
}

// npmDocsTypesFile makes the types of a provider's documentation.
func npmDocsTypesFile(g *generation, f *spec.File) (string, []byte, error) {
	return g.script("docs/"+f.Provider.Value+".d.ts", g.fileHeader(f), func(b *bytes.Buffer) error {
		fmt.Fprintf(b, `import type { Context, Doc } from "../index.js";
import type { Code } from "../providers/%s.js";

/** The documentation of every error. */
export declare const docs: Readonly<Record<Code, Doc>>;

/** Returns the documentation of a code as it holds in a context, undefined for a code that nobody documents. */
export declare function explain(code: Code, context?: Context): Doc;
export declare function explain(code: string, context?: Context): Doc | undefined;
`, f.Provider.Value)
		return nil
	})
}

// npmExplainFile makes the module that the documentations share.
func npmExplainFile(g *generation) (string, []byte, error) {
	return g.script("explain.js", g.bookHeader(), func(b *bytes.Buffer) error {
		b.WriteString(templates.NPMExplain)
		return nil
	})
}

// npmCatalogFile makes the module with all providers.
func npmCatalogFile(g *generation) (string, []byte, error) {
	return g.script(npmCatalog+".js", g.bookHeader(), func(b *bytes.Buffer) error {
		b.WriteString("import { ofHost } from \"./index.js\";\n")
		var names []string
		for i, f := range g.book.Files {
			names = append(names, "p"+strconv.Itoa(i))
			fmt.Fprintf(b, "import { provider as p%d } from %s;\n", i, jsText("./providers/"+f.Provider.Value+".js"))
		}
		fmt.Fprintf(b, "export const providers = [%s];\nexport const forHost = host => ofHost(providers, host);\n", strings.Join(names, ", "))
		return nil
	})
}

// npmCatalogTypesFile makes the types of the module with all providers.
func npmCatalogTypesFile(g *generation) (string, []byte, error) {
	return g.script(npmCatalog+".d.ts", g.bookHeader(), func(b *bytes.Buffer) error {
		b.WriteString(`import type { Provider } from "./index.js";

/** Every API, sorted by its id. */
export declare const providers: readonly Provider[];

/** Returns the API at a host, undefined for an unknown one. */
export declare function forHost(host: string): Provider | undefined;
`)
		return nil
	})
}

// npmTypesFile makes the types of the module that reads responses.
func npmTypesFile(g *generation) (string, []byte, error) {
	return g.script("index.d.ts", g.bookHeader(), func(b *bytes.Buffer) error {
		taxonomy := g.book.ToldTaxonomy()
		kinds, families := []string{apierr.Unknown.String()}, []string{""}
		for _, k := range taxonomy.Kinds {
			kinds = append(kinds, k.Name.String())
			if family := string(k.Family); !slices.Contains(families, family) {
				families = append(families, family)
			}
		}
		b.WriteString("\n/** What an error means, whoever sent it. */\nexport type Kind =" + jsUnion(kinds) + ";\n\n")
		b.WriteString("/** Kinds that are handled alike; \"\" for the unknown kind. */\nexport type Family =" + jsUnion(families) + ";\n\n")
		b.WriteString(templates.NPMTypes)
		return nil
	})
}

// npmPackageFile makes the package's package.json.
func npmPackageFile(g *generation) (string, []byte, error) {
	n := g.options.NPM
	type entry struct {
		Types   string `json:"types"`
		Default string `json:"default"`
	}
	p := struct {
		Generated   string         `json:"generated"`
		Name        string         `json:"name"`
		Version     string         `json:"version"`
		Private     bool           `json:"private,omitempty"`
		Description string         `json:"description"`
		License     string         `json:"license,omitempty"`
		Repository  string         `json:"repository,omitempty"`
		Type        string         `json:"type"`
		SideEffects bool           `json:"sideEffects"`
		Engines     map[string]any `json:"engines"`
		Types       string         `json:"types"`
		Exports     map[string]any `json:"exports"`
		Files       []string       `json:"files"`
	}{
		Generated: g.bookHeader(), Name: n.name(), Version: n.Version, Private: n.Name == "",
		Description: "What the errors of " + g.aboutBook() + " mean: a classifier, constants and documentation.",
		License:     n.License, Repository: n.Repository, Type: "module", Engines: map[string]any{"node": ">=18"}, Types: "./index.d.ts",
		Exports: map[string]any{
			".":               entry{"./index.d.ts", "./index.js"},
			"./" + npmCatalog: entry{"./" + npmCatalog + ".d.ts", "./" + npmCatalog + ".js"},
			"./docs/*":        entry{"./docs/*.d.ts", "./docs/*.js"},
			"./*":             entry{"./providers/*.d.ts", "./providers/*.js"},
			"./package.json":  "./package.json",
		},
		Files: []string{"*.js", "*.d.ts", "docs", "providers"},
	}
	if p.Version == "" {
		p.Version = "0.0.0"
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	err := enc.Encode(p)
	return path.Join(g.options.JS, "package.json"), b.Bytes(), err
}

// npmReadmeFile makes the package's README.
func npmReadmeFile(g *generation) (string, []byte, error) {
	r := templates.NPMReadme{Header: g.bookHeader(), Name: g.options.NPM.name(), About: g.aboutBook(), APIs: g.apiList(), Context: npmContext(g.book)}
	has := func(id string) bool {
		return slices.ContainsFunc(g.book.Files, func(f *spec.File) bool { return f.Provider.Value == id })
	}
	r.Example = npmExample(g.book)
	var err error
	if r.SDKs, err = templates.NPMPrograms(r.Name, has); err != nil {
		return "", nil, err
	}
	data, err := r.Markdown()
	return path.Join(g.options.JS, "README.md"), data, err
}

// aboutBook says whose errors a book has.
func (g *generation) aboutBook() string {
	if len(g.book.Files) == 1 {
		return "the " + plainMarkdown(g.book.Files[0].Name.Value) + " API"
	}
	return strconv.Itoa(len(g.book.Files)) + " APIs"
}

func plainMarkdown(text string) string { return prose.Markdown([]prose.Span{{Text: text}}) }

func (g *generation) apiList() string {
	var list []string
	for _, f := range g.book.Files {
		list = append(list, plainMarkdown(f.Name.Value)+" (`"+f.Provider.Value+"`)")
	}
	return "The APIs: " + strings.Join(list, ", ") + "."
}

// npmContext returns an example of what the caller knows, "" where no API asks for it.
func npmContext(book *spec.Book) string {
	for _, f := range book.Files {
		for _, c := range f.Contexts {
			return "{" + jsText(c.Key.Value) + ": " + jsText(c.Value[len(c.Value)-1].Value) + "}"
		}
	}
	return ""
}

// npmExample returns what the first example of the README asks for: the first error
// of the first provider whose account must be fixed, or the first one.
func npmExample(book *spec.Book) *templates.NPMExample {
	for _, wanted := range []func(f *spec.File, e *spec.Error) bool{
		func(f *spec.File, e *spec.Error) bool {
			return f.Provider.Value == "openai" && e.Doc.Kind == apierr.InsufficientCredits
		},
		func(_ *spec.File, e *spec.Error) bool { return !e.Doc.Retry.Retryable() },
		func(*spec.File, *spec.Error) bool { return true },
	} {
		for _, f := range book.Files {
			for _, e := range f.Errors {
				if wanted(f, e) {
					return &templates.NPMExample{ID: f.Provider.Value, Import: f.CodePrefix, Constant: e.Name.Value, Title: e.Doc.Title}
				}
			}
		}
	}
	return nil
}

// jsText returns a string of JavaScript; JSON's are.
func jsText(text string) string {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	_ = enc.Encode(text) // a string can always be encoded
	return strings.TrimSuffix(b.String(), "\n")
}

// jsUnion returns the type of some strings.
func jsUnion(list []string) string {
	var b strings.Builder
	for _, text := range list {
		b.WriteString("\n  | " + jsText(text))
	}
	return b.String()
}

// jsComment writes a doc comment, which no text can end.
func jsComment(b *bytes.Buffer, text string) {
	lines := wrap(strings.ReplaceAll(text, "*/", "*\\/"), commentWidth)
	if len(lines) == 1 {
		b.WriteString("/** " + lines[0] + " */\n")
		return
	}
	b.WriteString("/**\n")
	for _, line := range lines {
		b.WriteString(" * " + line + "\n")
	}
	b.WriteString(" */\n")
}
