package voice

import (
	"slices"
	"testing"
)

func TestFind(t *testing.T) {
	for _, tt := range []struct {
		text string
		want []string
	}{
		{"The body is no valid JSON.", []string{"is no valid"}},
		{"There is no body, and it is no longer sent.", nil},
		{"Paste an answer into the folder.", []string{"answer", "folder"}},
		{"You get an answer within a week.", nil},
		{"The IP address is at that address.", []string{"address"}},
		{"It tells the two apart, and tells nothing.", []string{"tells"}},
		{"Keep the request id, the Request ID and `request id`.", []string{"request id"}},
		{"Stands in the header; stands for more.", []string{"Stands in"}},
		{"The server met an unexpected fault: repeat with backoff, once more.", []string{"repeat with", "once more", "met an unexpected fault"}},
		{"It sends more than it may, faster than it may have to; the path leads to nothing.", []string{"leads to nothing", "than it may"}},
		{"The file is longer than it may be, the user lacks the right, and the stream goes on without it.", []string{"than it may be", "lacks the right", "goes on without"}},
		{"a page a provider", []string{"a page a provider"}},
		{"It takes a 400 for a rate limit.", []string{"takes a 400 for"}},
		{"The service behind it failed; the text behind the end.", []string{"behind the end"}},
		{"The first try failed; try again, for every later try runs for ever.", []string{"for ever", "first try", "later try"}},
		{"Cancelled by the own context of the caller, with another behaviour.", []string{"own context of", "Cancelled", "behaviour"}},
		{"The key, sent along, does not go with the host; pass `id` along.", []string{"sent along", "pass `` along", "does not go with"}},
		{"Take the model name from the list, and take the words out of it.", []string{"Take the model name", "take the words out of"}},
		{"The session goes on; what goes on in it goes on the list, for the moment.", []string{"goes on", "for the moment"}},
		{"Whoever runs a server of this name set it up, and the file is not there.", []string{"is not there", "of this name", "Whoever runs"}},
	} {
		var got []string
		for _, s := range Find(tt.text) {
			got = append(got, s.Found)
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%q: got %q, want %q", tt.text, got, tt.want)
		}
	}
}
