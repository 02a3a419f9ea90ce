package apierr

import (
	"fmt"
	"strings"
	"testing"
)

// longMessage is about as long as a message can be: 64 KiB of a body are read.
const longMessage = 60_000

// Texts in which no pattern is found, and of which some have words that many
// patterns begin with. Their cost must rise with the bytes alone.
var longTexts = []struct{ name, text string }{
	{"prose", "Somewhere between the old harbor and the hill, a narrow street leads past gardens, and nobody minds how long the walk takes. "},
	{"the_the", "the "},
	{"ellipsis", "and so on … as before "},
	{"periods", "and so on... as before "},
	{"model_version", "model version "},
	{"your_account", "your account "},
	{"han", "的一是在了有和人这"},
}

// What a message costs by the byte, if no row of words holds.
func BenchmarkLongMessage(b *testing.B) {
	for _, tt := range longTexts {
		body := fmt.Sprintf(`{"error":{"message":%q}}`, strings.Repeat(tt.text, longMessage/len(tt.text)))
		r := Response{Status: 400, Body: []byte(body)}
		b.Run(tt.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Generic.Verdict(r)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(body)), "ns/byte")
		})
	}
}

// What a body costs whose words decide.
func BenchmarkBodyWithWords(b *testing.B) {
	for _, tt := range []struct {
		name    string
		status  int
		message string
	}{
		{"credits", 400, "You have run out of credits. Please top up your balance to continue using the API."},
		{"throttle", 403, "Too many requests were sent in the last minute, please slow down and try again later."},
		{"context", 400, "This model's maximum context length is 8192 tokens. However, your messages resulted in 9000 tokens."},
		{"policy", 400, "Your request was rejected as a result of our safety system. Your prompt may contain text that is not allowed."},
		{"invalid", 422, "The parameter top_p must be between zero and one."},
	} {
		r := Response{Status: tt.status, Body: fmt.Appendf(nil, `{"error":{"message":%q,"type":"x","code":null}}`, tt.message)}
		b.Run(tt.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Generic.Verdict(r)
			}
		})
	}
}
