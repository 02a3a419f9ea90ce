package catalogtest

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// twilio makes a book of the voice errors of the npm package @twilio/voice-errors: a tree
// of classes, subclasses and errors, whose numbers together are the code.
func twilio(dir string) (*book, error) {
	data, err := os.ReadFile(filepath.Join(dir, "dist/errors.json"))
	if err != nil {
		return nil, err
	}
	var classes []struct {
		Code       int
		Class      string
		Subclasses []struct {
			Code   int
			Class  string
			Errors []struct {
				Code                           int
				Name, Description, Explanation string
				Causes, Solutions              []string
			}
		}
	}
	if err := json.Unmarshal(data, &classes); err != nil {
		return nil, err
	}
	b := &book{
		provider: "twilio", name: "Twilio Voice", url: "https://www.twilio.com/docs/api/errors",
		wire: "{code: [code, error.code], message: [message, error.message]}",
	}
	taken := map[string]bool{}
	for _, class := range classes {
		for _, sub := range class.Subclasses {
			for _, e := range sub.Errors {
				name := nameOf(e.Name)
				if taken[name] {
					name = nameOf(sub.Class) + name
				}
				taken[name] = true
				code := fmt.Sprintf("%d%d%02d", class.Code, sub.Code, e.Code)
				b.entries = append(b.entries, entry{
					name: name, code: code, kind: kindBy(twilioKinds, sub.Class+" "+e.Name),
					summary: sentence(e.Description), causes: causesOf(e.Explanation, e.Causes), fixes: sentences(e.Solutions),
				})
			}
		}
	}
	return b, nil
}

// causesOf returns the causes, or without any the explanation.
func causesOf(explanation string, causes []string) []string {
	if list := sentences(causes); list != nil {
		return list
	}
	return sentences([]string{strings.Join(strings.Fields(explanation), " ")})
}

var twilioKinds = []rule{
	{is(`(?i)rate.?limit|TooMany|Throttl`), "rate_limited"},
	{is(`(?i)token|authoriz|credential|signature`), "authentication"},
	{is(`(?i)permission|forbidden|blocked|denied|declined`), "permission_denied"},
	{is(`(?i)timeout|timedout`), "provider_timeout"},
	{is(`(?i)not.?found|NoValidAccount|not.?exist`), "not_found"},
	{is(`(?i)disconnect|connection|transport|network|gone|signaling|ice`), "connection_lost"},
	{is(`(?i)Unavailable|Overload|Busy|congest`), "overloaded"},
	{is(`(?i)cancel|terminat`), "canceled"},
	{is(`Conflict`), "conflict"},
	{is(`UpgradeRequired`), "unsupported"},
	{is(`AddressIncomplete`), "invalid_request"},
	{is(`(?i)media|codec|sdp|device|microphone|speaker|jitter`), "invalid_media"},
	{is(`(?i)unsupported|not.?supported|NotAcceptable|NotImplemented`), "unsupported"},
	{is(`(?i)invalid|malformed|bad|missing|exceed|limit|length|parameter|argument|unknown.*edge|TwiML|Incompat`), "invalid_request"},
	{is(`(?i)server|internal|gateway|general|unknown|failed|error`), "provider_error"},
}
