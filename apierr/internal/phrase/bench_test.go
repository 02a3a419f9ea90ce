package phrase_test

import (
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/errbook/errbook/apierr/internal/phrase"
)

// noStatus is that of no row, so that no row that holds spares the others.
const noStatus = 1 << 15

// benchSize is how long a text is that a message may have at most, or nearly.
const benchSize = 60_000

type benchText struct{ name, text string }

// busiest returns the word that most elements of the rules ask for, by byte.
func busiest(c tableCase) string {
	best, most := "", 0.0
	for _, w := range c.words {
		n := 0
		for _, r := range c.rules {
			for _, e := range r.Elements {
				if slices.Contains(e.Any, w) {
					n++
				}
			}
		}
		if per := float64(n) / float64(len(w)+1); per > most {
			best, most = w, per
		}
	}
	return best + " "
}

// benchTexts are texts of every kind that could cost much.
func benchTexts(t testing.TB) []benchText {
	prose, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	return []benchText{
		{"prose", string(prose)},
		{"words without class", "lorem ipsum dolor sit amet consectetur adipiscing elit "},
		{"the the", "the "},
		{"credit credit", "credit "},
		{"limit limit", "limit "},
		{"no stop", "no. credits. "},
		{"letters", "a"},
		{"spaces", " "},
		{"code", `{"error":{"type":"invalid_request","param":null}} `},
		{"identifiers", "max_tokens google.rpc.RetryInfo /v1/a/b "},
		{"hyphens", "a-b-c-"},
		{"slashes", "a/"},
		{"quotes that never close", "'a “b «c "},
		{"addresses", "https://a.b/c?d=e......... "},
		{"han", "的一是在不了有和人这"},
		{"balance in han", "余额"},
		{"cyrillic", "Превышен лимит "},
	}
}

func BenchmarkMatch(b *testing.B) {
	for name, c := range tables(b) {
		if name == "tricky" {
			continue
		}
		texts := benchTexts(b)
		texts = append(texts, benchText{"busiest word", busiest(c)}, benchText{"all words", strings.Join(c.words, " ") + " "})
		for _, tt := range texts {
			text := strings.Repeat(tt.text, benchSize/len(tt.text)+1)[:benchSize]
			b.Run(name+"/"+strings.ReplaceAll(tt.name, " ", "_"), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					phrase.Match(c.table, noStatus, text)
				}
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/benchSize, "ns/byte")
			})
		}
	}
}

// BenchmarkMessage measures messages as they are.
func BenchmarkMessage(b *testing.B) {
	for name, c := range tables(b) {
		for _, text := range []string{"Rate limit reached", "You exceeded your current quota, please check your plan and billing details. For more information on this error, read the docs."} {
			b.Run(name+"/"+text[:4], func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					phrase.Match(c.table, 4, text)
				}
			})
		}
	}
}

// The time rises with the text and not with its square, whatever it is: a
// million bytes would take minutes then.
func TestTimeIsLinear(t *testing.T) {
	c := tables(t)["large"]
	texts := append(benchTexts(t), benchText{"busiest word", busiest(c)}, benchText{"quotes", `"a “b” 'c' `}, benchText{"closers", `'a x’ y' `})
	for _, tt := range texts {
		text := strings.Repeat(tt.text, 1_000_000/len(tt.text))
		begin := time.Now()
		phrase.Match(c.table, noStatus, text)
		if took := time.Since(begin); took > 5*time.Second {
			t.Errorf("%s: %v for %d bytes", tt.name, took, len(text))
		}
	}
}
