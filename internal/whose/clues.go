// Package whose says which provider a response is from, by what gives it away: the
// host, headers, names of SDKs and URLs in the text, identifiers that few providers
// send, and the shape of the body. Words alone name nobody: every API has too many
// requests.
//
// The site's script does the same with the same [Clues]; a test under Node.js
// compares the two.
package whose

import (
	"encoding/json"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/errbook/errbook/apierr/errdoc"
	"github.com/errbook/errbook/spec"
)

// Clues are what gives a provider away.
type Clues struct {
	ID      string     `json:"id"`
	Name    string     `json:"name"`
	Hosts   []string   `json:"hosts"`   // of its API
	Sites   []string   `json:"sites"`   // of its documentation and its console
	Headers []string   `json:"headers"` // that few providers send
	Brands  []string   `json:"brands"`  // words that headers and SDKs are named by
	Shapes  []string   `json:"shapes"`  // of its error bodies, see Shape
	Wordy   []string   `json:"wordy"`   // codes of errors whose identifiers are words of prose
	Says    []Fragment `json:"says"`    // of its messages, see Said
	// Variants are what errors mean in contexts, by code.
	Variants map[string][]Variant `json:"variants"`
}

// A Variant is what an error means in a context, in a few words.
type Variant struct {
	Context string `json:"context"`
	Means   string `json:"means"`
}

// brands are names of SDKs, headers and operations, without underscores, that are not a
// provider's id, by its id.
var brands = map[string][]string{
	"azure-openai":              {"azureml", "apim"},
	"azure-speech":              {"cognitiveservices"},
	"baidu-qianfan":             {"qianfan"},
	"bedrock":                   {"bedrockruntime", "converse", "conversestream", "invokemodel", "invokemodelwithresponsestream"},
	"black-forest-labs":         {"bfl"},
	"exa":                       {"exapy"},
	"fal":                       {"falclient"},
	"fireworks":                 {"fireworksai"},
	"github-copilot":            {"copilot"},
	"gemini":                    {"goog", "genai", "googlegenerativeai"},
	"huggingface":               {"huggingfacehub"},
	"luma":                      {"lumaai"},
	"mistral":                   {"mistralai"},
	"openai-codex":              {"codex"},
	"runway":                    {"runwayml"},
	"sagemaker":                 {"invokeendpoint", "invokeendpointwithresponsestream", "invokeendpointasync"},
	"text-generation-inference": {"textgeneration"},
	"together":                  {"togetherai"},
	"volcengine-ark":            {"volcenginesdkarkruntime"},
	"voyage":                    {"voyageai"},
	"watsonx":                   {"ibmwatsonxai"},
	"xai":                       {"xaisdk"},
	"zhipu":                     {"zhipuai"},
}

// ports are where servers on one's own machine listen, if nobody else is known to.
var ports = map[string]string{"lm-studio": "1234", "ollama": "11434"}

// few is how many providers may name a header for it to give one away.
const few = 1

// Of returns the clues of the providers of a book.
func Of(files []*spec.File) []Clues {
	list, said := make([]Clues, len(files)), Said(files)
	for i, f := range files {
		list[i] = CluesOf(f)
		list[i].Says = append(list[i].Says, said[i]...)
	}
	return Among(list)
}

// Among returns the clues that providers are told apart by: without the headers that
// several of them name.
func Among(list []Clues) []Clues {
	named := map[string]int{}
	for i := range list {
		for _, h := range list[i].Headers {
			named[h]++
		}
	}
	list = slices.Clone(list)
	for i := range list {
		headers := []string{}
		for _, h := range list[i].Headers {
			if named[h] <= few && !isAnybodys(h) {
				headers = append(headers, h)
			}
		}
		list[i].Headers = headers
	}
	return list
}

// CluesOf returns the clues of one provider, with all headers that it names: see
// [Among]. What it alone says takes a book to know: see [Said].
func CluesOf(f *spec.File) Clues {
	id := f.Provider.Value
	c := Clues{ID: id, Name: f.Name.Value, Brands: append([]string{strings.ReplaceAll(id, "-", "")}, brands[id]...), Variants: map[string][]Variant{}, Hosts: []string{}, Sites: []string{}, Headers: headersOf(f), Shapes: []string{}, Wordy: []string{}, Says: []Fragment{}}
	for _, h := range f.Facts().Hosts {
		c.Hosts = append(c.Hosts, strings.TrimPrefix(h, "*."))
	}
	for _, l := range f.Links {
		u, err := url.Parse(l.Value.Value)
		if err != nil || u.Host == "" {
			continue
		}
		c.addSite(c.siteOf(u))
	}
	for _, host := range slices.Concat(c.Hosts, c.Sites) {
		c.addSite(c.ownDomain(host))
	}
	for _, s := range f.Sources {
		if u, err := url.Parse(s.URL.Value); err == nil && isShared(u.Host) {
			c.addSite(c.siteOf(u))
		}
	}
	if port, ok := ports[id]; ok {
		c.Sites = append(c.Sites, "localhost:"+port, "127.0.0.1:"+port)
	}
	c.addShapes(f)
	return c
}

// addSite adds a site, unless it is none.
func (c *Clues) addSite(site string) {
	if site != "" && !slices.Contains(c.Sites, site) {
		c.Sites = append(c.Sites, site)
	}
}

// siteOf returns the part of an address that is the provider's alone: its host or, where
// many projects share that, what is below a directory named as the provider is; "" if
// there is none.
func (c *Clues) siteOf(u *url.URL) string {
	if !isShared(u.Host) {
		return u.Host
	}
	path := ""
	for dir := range strings.SplitSeq(strings.Trim(u.Path, "/"), "/") {
		path += "/" + dir
		if slices.Contains(c.Brands, strings.ReplaceAll(dir, "-", "")) {
			return u.Host + path
		}
	}
	return ""
}

// ownDomain returns the domain of a host if it is named as the provider is, so that
// whatever is below it is the provider's, too: its console, its help pages. What the
// provider of the shared SDK has is linked to by those who took it over.
func (c *Clues) ownDomain(host string) string {
	labels := strings.Split(host, ".")
	if c.ID == sharedSDK || len(labels) < 2 {
		return ""
	}
	labels = labels[len(labels)-2:]
	if name := strings.ReplaceAll(labels[0], "-", ""); slices.Contains(c.Brands, name) || slices.Contains(c.Brands, name+labels[1]) {
		return strings.Join(labels, ".")
	}
	return ""
}

// isShared reports whether a host is of many projects.
func isShared(host string) bool {
	return slices.Contains([]string{"github.com", "docs.github.com", "docs.cloud.google.com", "docs.aws.amazon.com", "aws.amazon.com", "cloud.google.com", "console.cloud.google.com", "huggingface.co", "discord.gg", "discord.com", "status.cloud.google.com"}, host)
}

// isAnybodys reports whether a header is one that servers, proxies and networks in
// front of any API send.
func isAnybodys(header string) bool {
	for _, prefix := range []string{"cf-", "x-ratelimit-", "x-rate-limit", "ratelimit", "retry-after", "x-amz", "x-cache", "x-envoy", "x-should-retry"} {
		if strings.HasPrefix(header, prefix) {
			return true
		}
	}
	return slices.Contains([]string{"request-id", "x-request-id", "x-requestid", "x-correlation-id", "x-trace-id", "traceparent", "server", "via"}, header)
}

// headersOf lists the headers that a file names: of the wire, limits and rules.
func headersOf(f *spec.File) []string {
	var list []string
	add := func(name string) {
		if name = strings.ToLower(name); name != "" && !slices.Contains(list, name) {
			list = append(list, name)
		}
	}
	if f.Wire != nil {
		for _, p := range slices.Concat(f.Wire.RequestID, f.Wire.Code, f.Wire.Type) {
			add(p.Header)
		}
		for _, d := range f.Wire.Delay {
			add(d.Path.Header)
		}
	}
	for _, l := range f.Limits {
		add(l.Header.Value)
	}
	for _, r := range f.Rows {
		for _, h := range r.Headers {
			add(h.Name)
		}
	}
	return list
}

// addShapes adds what the error bodies of a provider look like, and which of its
// errors are identified by prose.
func (c *Clues) addShapes(f *spec.File) {
	for _, e := range f.Errors {
		for i := range e.Samples {
			if s := Shape([]byte(e.Samples[i].Body.Value)); s != "" && !slices.Contains(c.Shapes, s) {
				c.Shapes = append(c.Shapes, s)
			}
		}
		for i := range e.Doc.Variants {
			v := &e.Doc.Variants[i]
			var contexts []string
			for _, c := range v.Contexts {
				contexts = append(contexts, string(c))
			}
			c.Variants[string(e.Code)] = append(c.Variants[string(e.Code)], Variant{strings.Join(contexts, ", "), v.Kind.String() + ", " + errdoc.BriefRetry(v.Retry)})
		}
		if len(e.Doc.WireCodes) > 0 && !slices.ContainsFunc(e.Doc.WireCodes, func(code string) bool { return !isWords(code) }) {
			c.Wordy = append(c.Wordy, string(e.Code))
		}
	}
	slices.Sort(c.Shapes)
}

// isWords reports whether an identifier is one that every API may use: prose, or a
// status of HTTP or what HTTP calls it.
func isWords(code string) bool {
	if strings.Contains(code, " ") {
		return true
	}
	bare := squash(code)
	for status := 400; status < 600; status++ {
		if text := http.StatusText(status); bare == strconv.Itoa(status) || text != "" && squash(text) == bare {
			return true
		}
	}
	return false
}

func squash(text string) string {
	return strings.ToLower(strings.NewReplacer(" ", "", "_", "", "-", "").Replace(text))
}

// maxObjects is how many places are tried at which the object of a text can begin.
const maxObjects = 8

// ShapeIn returns the [Shape] of the object, of JSON or Python, that a text ends with, but
// for prose: what an SDK prints of a response may have its headers before the body.
func ShapeIn(text string) string {
	text = text[:strings.LastIndexByte(text, '}')+1]
	for range maxObjects {
		from := strings.IndexByte(text, '{')
		if from < 0 {
			break
		}
		if shape := Shape(pythonToken.ReplaceAllFunc([]byte(text[from:]), jsonToken)); shape != "" {
			return shape
		}
		text = text[from+1:]
	}
	return ""
}

// pythonToken matches the strings of JSON and what Python prints in another way. An
// escape by itself is a token, too: else the script takes long for a text of many.
var pythonToken = regexp.MustCompile(`"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\\.|[NTF]\w+`)

// jsonToken returns something for a token that JSON allows in its place; what strings
// say does not count, but for names.
func jsonToken(token []byte) []byte {
	switch {
	case token[0] == '"':
		return token
	case token[0] == '\'' && len(token) > 2:
		name, _ := json.Marshal(string(token[1 : len(token)-1])) // no string fails
		return name
	}
	return []byte("0")
}

// Shape returns the paths of a JSON object, sorted: "error error.code error.message";
// "" for anything else. Lists count as their first element, and no path is longer
// than three names.
func Shape(body []byte) string {
	var v any
	if json.Unmarshal(body, &v) != nil {
		return ""
	}
	m, ok := v.(map[string]any)
	if !ok {
		return ""
	}
	var paths []string
	walk(m, "", 3, &paths)
	slices.Sort(paths)
	return strings.Join(slices.Compact(paths), " ")
}

func walk(v any, path string, depth int, paths *[]string) {
	if list, ok := v.([]any); ok && len(list) > 0 {
		v = list[0]
	}
	m, ok := v.(map[string]any)
	if !ok || depth == 0 {
		return
	}
	for name, value := range m {
		at := strings.TrimPrefix(path+"."+name, ".")
		*paths = append(*paths, at)
		walk(value, at, depth-1, paths)
	}
}
