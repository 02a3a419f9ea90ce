package generator

import (
	"bytes"
	"encoding/json"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/spec"
)

// The catalog for other languages and tools. Its keys are a promise: they may
// grow, and keep their meaning.
type (
	catalogJSON struct {
		Generated string         `json:"generated"`
		Version   int            `json:"version"`
		Kinds     []kindJSON     `json:"kinds"`
		Providers []providerJSON `json:"providers"`
	}
	kindJSON struct {
		Kind     apierr.Kind      `json:"kind"`
		Family   apierr.Family    `json:"family"`
		Meaning  string           `json:"meaning"`
		Retry    apierr.Retry     `json:"retry"`
		Actor    apierr.Actor     `json:"actor"`
		Executed apierr.Certainty `json:"executed"`
	}
	providerJSON struct {
		ID       string       `json:"id"`
		Name     string       `json:"name"`
		Package  string       `json:"package"`
		OTel     string       `json:"otel_provider,omitempty"`
		Hosts    []string     `json:"hosts,omitempty"`
		Links    []linkJSON   `json:"links,omitempty"`
		Support  []string     `json:"support_include,omitempty"`
		Limits   []limitJSON  `json:"limits,omitempty"`
		Tips     []string     `json:"tips,omitempty"`
		Guides   []guideJSON  `json:"guides,omitempty"`
		Sources  []sourceJSON `json:"sources"`
		Surfaces []string     `json:"surfaces,omitempty"`
		Errors   []errorJSON  `json:"errors"`
	}
	linkJSON struct {
		Title string `json:"title"`
		URL   string `json:"url"`
	}
	limitJSON struct {
		Header string `json:"header"`
		Means  string `json:"means"`
	}
	guideJSON struct {
		Title  string   `json:"title"`
		Text   string   `json:"text,omitempty"`
		Checks []string `json:"checks"`
		Errors []string `json:"errors,omitempty"`
	}
	sourceJSON struct {
		ID       string `json:"id"`
		URL      string `json:"url"`
		Verified string `json:"verified"`
	}
	errorJSON struct {
		Code       apierr.Code      `json:"code"`
		Name       string           `json:"name"`
		Slug       string           `json:"slug"`
		Title      string           `json:"title"`
		Summary    string           `json:"summary"`
		Kind       apierr.Kind      `json:"kind"`
		Family     apierr.Family    `json:"family"`
		Retry      apierr.Retry     `json:"retry"`
		Retryable  bool             `json:"retryable"`
		Actor      apierr.Actor     `json:"actor"`
		Executed   apierr.Certainty `json:"executed"`
		Billed     apierr.Certainty `json:"billed,omitempty"`
		Surface    string           `json:"surface,omitempty"`
		Statuses   []string         `json:"statuses,omitempty"`
		WireCodes  []string         `json:"wire_codes,omitempty"`
		Causes     []string         `json:"causes"`
		Fixes      []string         `json:"fixes"`
		Checks     []string         `json:"checks,omitempty"`
		Links      []linkJSON       `json:"links,omitempty"`
		Sources    []string         `json:"sources"`
		Renamed    []string         `json:"renamed_from,omitempty"`
		Deprecated string           `json:"deprecated,omitempty"`
		Variants   []variantJSON    `json:"variants,omitempty"`
	}
	variantJSON struct {
		Contexts []apierr.Context `json:"contexts"`
		Kind     apierr.Kind      `json:"kind"`
		Retry    apierr.Retry     `json:"retry"`
		Summary  string           `json:"summary,omitempty"`
		Causes   []string         `json:"causes,omitempty"`
		Fixes    []string         `json:"fixes,omitempty"`
	}
)

// catalogJSONFile makes the JSON catalog.
func catalogJSONFile(g *generation) (string, []byte, error) {
	out := catalogJSON{Generated: g.bookHeader(), Version: 1, Providers: []providerJSON{}}
	for _, k := range apierr.Kinds() {
		out.Kinds = append(out.Kinds, kindJSON{k, k.Family(), k.Meaning(), k.Retry(), k.Actor(), k.Executed()})
	}
	for _, f := range g.book.Files {
		out.Providers = append(out.Providers, newProviderJSON(f, g.options.Packages.Name(f)))
	}
	data, err := toJSON(out)
	return g.options.JSON, data, err
}

func newProviderJSON(f *spec.File, pkg string) providerJSON {
	r := f.Runtime()
	out := providerJSON{ID: r.ID, Name: r.Name, Package: pkg, OTel: r.OTel, Hosts: r.Hosts, Links: linksJSON(r.Links), Support: r.Support, Tips: r.Tips}
	for _, l := range r.Limits {
		out.Limits = append(out.Limits, limitJSON{l.Header, l.Means})
	}
	for i := range f.Guides {
		g := f.Guides[i].Doc()
		out.Guides = append(out.Guides, guideJSON{g.Title, g.Text, g.Checks, f.Guides[i].Names()})
	}
	for _, s := range f.Sources {
		out.Sources = append(out.Sources, sourceJSON{s.ID.Value, s.URL.Value, s.Verified.Value})
	}
	for _, s := range r.Surfaces {
		out.Surfaces = append(out.Surfaces, s.Name)
	}
	for _, e := range f.Errors {
		out.Errors = append(out.Errors, newErrorJSON(e))
	}
	return out
}

func linksJSON(links []apierr.Link) []linkJSON {
	var out []linkJSON
	for _, l := range links {
		out = append(out, linkJSON(l))
	}
	return out
}

func newErrorJSON(e *spec.Error) errorJSON {
	d := e.Doc
	out := errorJSON{
		Code: d.Code, Name: e.Name.Value, Slug: e.Slug.Value, Title: d.Title, Summary: d.Summary,
		Kind: d.Kind, Family: d.Kind.Family(), Retry: d.Retry, Retryable: d.Retry.Retryable(), Actor: d.Kind.Actor(),
		Executed: d.Executed, Billed: d.Billed, Surface: d.Surface, Statuses: d.Statuses, WireCodes: d.WireCodes,
		Causes: d.Causes, Fixes: d.Fixes, Checks: d.Checks, Links: linksJSON(d.Links), Renamed: d.Renamed, Deprecated: d.Deprecated,
	}
	for _, s := range d.Sources {
		out.Sources = append(out.Sources, s.ID)
	}
	for _, v := range d.Variants {
		out.Variants = append(out.Variants, variantJSON{v.Contexts, v.Kind, v.Retry, v.Summary, v.Causes, v.Fixes})
	}
	return out
}

// toJSON prints v for people: indented, and with <, > and & as they are.
func toJSON(v any) ([]byte, error) {
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	err := enc.Encode(v)
	return buf.Bytes(), err
}
