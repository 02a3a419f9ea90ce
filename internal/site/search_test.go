package site

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/errbook/errbook/internal/find"
	"github.com/errbook/errbook/spec"
)

// queries are what people type, and what must be among the first three results; ""
// for nothing at all.
var queries = []struct{ query, want string }{
	{"429", "429"}, {"503", "503"}, {"5xx", "5xx"}, {"402", "402"},
	{"openai", "openai"}, {"fashn", "fashn"}, {"fireworks", "fireworks"}, {"hugging face", "huggingface"},
	{"firworks", "fireworks"}, {"fasn", "fashn"}, {"antropic", "anthropic"}, {"opnai", "openai"}, {"opénai", "openai"}, {"é openai", "openai"}, {"deepsek", "deepseek"},
	{"claude", "anthropic"}, {"hf", "huggingface"}, {"gpt-4", "openai"}, {"grok", "xai"}, {"kimi", "moonshot"}, {"qwen", "dashscope"},
	{"rate_limited", "kinds/rate_limited"}, {"insufficient_credits", "kinds/insufficient_credits"}, {"rate limited", "kinds/rate_limited"},
	{"context_length_exceeded", "kinds/context_length_exceeded"},
	{"insufficient_quota", "code/insufficient_quota"}, {"rate_limit_exceeded", "code/rate_limit_exceeded"}, {"RESOURCE_EXHAUSTED", "code/resource_exhausted"},
	{"fashn.OutOfCredits", "fashn/out-of-credits"}, {"OutOfCredits", "fashn/out-of-credits"}, {"fashn credits", "fashn/out-of-credits"},
	{"credits fashn", "fashn/out-of-credits"}, {"fireworks 402", "fireworks/payment-required"},
	{"over quota fireworks", "fireworks/too-many-requests"}, {"fireworks over quota", "fireworks/too-many-requests"},
	{"fireworks 429 dedicated", "fireworks/too-many-requests"}, {"dedicated 429 fireworks", "fireworks/too-many-requests"},
	{"firworks 429", "fireworks/too-many-requests"}, {"fireworks deployment=dedicated", "fireworks/too-many-requests"},
	{"claude rate limit", "anthropic/rate-limit-error"}, {"anthropic rate limit", "anthropic/rate-limit-error"},
	{"claude overloaded", "anthropic/overloaded-error"}, {"529", "529"}, {"anthropic 529", "anthropic/overloaded-error"},
	{"claude prompt is too long", "anthropic/context-length-exceeded"}, {"anthropic context length", "anthropic/context-length-exceeded"},
	{"claude credit balance", "anthropic/credit-balance-too-low"}, {"openai insufficient_quota", "openai/insufficient-quota"},
	{"openai quota 429", "openai/insufficient-quota"}, {"gpt quota", "openai/insufficient-quota"},
	{"nsfw", "kinds/content_policy_input"}, {"content moderation fashn", "fashn/content-moderation-error"},
	{"fashn image load", "fashn/image-load-error"}, {"ImageLoadError", "fashn/image-load-error"},
	{"retry-after", "compare/waits"}, {"context length", "kinds/context_length_exceeded"}, {"payload too large", "kinds/payload_too_large"},
	{"which 429 is it", "compare/429"}, {"pipeline fashn", "fashn/pipeline-error"}, {"hf 503", "huggingface/"},
	{"gemini resource exhausted", "gemini/"}, {"bedrock throttling", "bedrock/"}, {"aws throttling", "bedrock/"}, {"azure content filter", "azure-openai/"},
	{"invalid api key openai", "openai/"}, {"model not found", "kinds/model_not_found"}, {"concurrency", "kinds/concurrency_limited"},
	// Who names a provider wants its errors, also where others have more of the words.
	{"prompt is too long tokens maximum claude", "anthropic/context-length-exceeded"}, {"fashn no more credits", "fashn/out-of-credits"},
	{"mistral input too long", "mistral/context-length-exceeded"}, {"runway content blocked", "runway/"}, {"ollama stream died midway", "ollama/stream-error"},
	{"must have a tool output for call id openai", "openai/tool-output-mismatch"}, {"generation failed", "luma/"},
	// Other words for what the book says.
	{"gpt key wrong", "openai/invalid-api-key"}, {"qwen arrears", "dashscope/arrearage"}, {"fireworks cold start 503", "fireworks/deployment-scaling-up"},
	{"perplexity unauthorised", "perplexity/authentication-error"}, {"openai ws 60 minutes", "openai/web-socket-expired"},
	{"no such thing at all", ""}, {"\" ( [ \\ .*", ""}, {"zzzzqqq", ""},
}

// searchItems returns everything that can be found on the site: errors in the order of
// the book, then lists.
func (b *builder) searchItems() []find.Item {
	var items []find.Item
	for _, f := range b.book.Files {
		for _, e := range f.Errors {
			card := find.CardOf(f, e)
			items = append(items, find.Of(&card))
		}
	}
	for _, l := range b.searchLists() {
		items = append(items, find.Item{Title: l[0], Fields: []find.Field{{Weight: items[0].Fields[find.TitleField].Weight, Text: l[3]}}, Bonus: listBonus})
	}
	return items
}

// An error that is called what was asked for comes before one that is sent with a code
// of that name: Anthropic's rate_limit_error can also be a bill.
func TestTitlesComeFirst(t *testing.T) {
	b := searchBuilder(t)
	index, dirs := find.New(b.searchItems()), b.searchDirs()
	for query, want := range map[string]string{
		"claude rate limit": "anthropic/rate-limit-error", "anthropic overloaded": "anthropic/overloaded-error",
		"openai quota exceeded": "openai/insufficient-quota", "groq rate limit": "groq/rate-limit-exceeded",
	} {
		if hits := index.Search(query, 1); firstDir(hits, dirs) != want {
			t.Errorf("%q finds %s, want %s", query, firstDir(hits, dirs), want)
		}
	}
}

func firstDir(hits []find.Hit, dirs []string) string {
	if len(hits) == 0 {
		return "nothing"
	}
	return dirs[hits[0].Item]
}

// searchDirs returns where each item of the search is.
func (b *builder) searchDirs() []string {
	var dirs []string
	for i := range b.items {
		dirs = append(dirs, b.items[i].dir())
	}
	for _, l := range b.searchLists() {
		dirs = append(dirs, l[1])
	}
	return dirs
}

func searchBuilder(t *testing.T) *builder {
	t.Helper()
	book, err := spec.LoadBuiltin()
	if err != nil {
		t.Fatal(err)
	}
	return builderOf(book)
}

func builderOf(book *spec.Book) *builder {
	b := &builder{book: book, options: testOptions}
	b.sort()
	return b
}

func TestSearch(t *testing.T) {
	b := searchBuilder(t)
	index, dirs := find.New(b.searchItems()), b.searchDirs()
	var results [][]string
	for _, q := range queries {
		got := []string{}
		for _, h := range index.Search(q.query, 12) {
			got = append(got, dirs[h.Item])
		}
		results = append(results, got)
		first := got[:min(len(got), 3)]
		switch {
		case q.want == "" && len(got) > 0:
			t.Errorf("%q finds %v", q.query, first)
		case q.want != "" && !slices.ContainsFunc(first, func(dir string) bool {
			return dir == q.want || strings.HasSuffix(q.want, "/") && strings.HasPrefix(dir, q.want)
		}):
			t.Errorf("%q finds %v, and not %s", q.query, first, q.want)
		}
	}
	t.Run("the script finds the same", func(t *testing.T) { testSearchScript(t, b, results) })
}

// testSearchScript runs the script's search over the same queries.
func testSearchScript(t *testing.T, b *builder, want [][]string) {
	node, err := exec.LookPath("node")
	if err != nil {
		t.Skip("Node.js is missing: apt-get install nodejs")
	}
	kept := &keeper{pages: map[string][]byte{}}
	b.sink = kept
	if err := b.assets(); err != nil {
		t.Fatal(err)
	}
	var data bytes.Buffer
	if err := b.writeSearch(&data); err != nil {
		t.Fatal(err)
	}
	asked, err := json.Marshal(queryTexts())
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for name, text := range map[string]string{
		"search.js": data.String(), "find.js": string(kept.pages["find.js"]),
		"run.js": `for (const name of ["search.js", "find.js"]) (0, eval)(require("node:fs").readFileSync(name, "utf8"));
console.log(JSON.stringify(` + string(asked) + `.map(q => errbookFind(errbookSearch, q).map(h => h.dir))));`,
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	run := exec.Command(node, "run.js")
	run.Dir = dir
	out, err := run.Output()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	var got [][]string
	if err := json.Unmarshal(out, &got); err != nil {
		t.Fatal(err)
	}
	for i := range want {
		if !slices.Equal(want[i], got[i]) {
			t.Errorf("%q: the script finds %v; package find %v", queries[i].query, got[i], want[i])
		}
	}
}

func queryTexts() []string {
	var list []string
	for _, q := range queries {
		list = append(list, q.query)
	}
	return list
}

// What the search offers is there, also in a book that has nothing to compare by most
// of the questions.
func TestSearchLeadsToPages(t *testing.T) {
	whole, err := spec.LoadBuiltin()
	if err != nil {
		t.Fatal(err)
	}
	book := &spec.Book{}
	for _, id := range []string{"fashn", "fluent"} {
		book.Files = append(book.Files, whole.Find(id))
	}
	site := build(t, book, testOptions)
	b := builderOf(book)
	compared := 0
	for _, dir := range b.searchDirs() {
		if strings.HasPrefix(dir, "compare/") {
			compared++
		}
		if site[dir+"/index.html"] == nil {
			t.Errorf("there is no page %s", dir)
		}
	}
	if compared == 0 || compared == len(comparisons) {
		t.Errorf("the book has %d comparisons of %d: choose providers that have some", compared, len(comparisons))
	}
}
