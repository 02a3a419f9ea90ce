package apierr

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
)

// FuzzRedact lets a response echo a known secret in any text around it: no
// printer shows it.
func FuzzRedact(f *testing.F) {
	for _, seed := range []string{"", "bad key ", "\u200b", "\\", `\u00`, "sk-", "Bearer ", "\x1b[", "\x1b]", "https://a:", "?key=", "eyJ", strings.Repeat("x", 2040)} {
		f.Add(seed, seed, uint8(7))
		f.Add(seed, "", uint8(31))
	}
	const secret = "0a1b2c3d4e5f60718293a4b5c6d7e8f9"
	f.Fuzz(func(t *testing.T, before, after string, divide uint8) {
		at := int(divide) % len(secret)
		message, err := json.Marshal(before + secret[:at] + "\u200b" + secret[at:] + after)
		if err != nil {
			t.Fatal(err) // a string can always be written
		}
		for _, body := range []string{`{"error":{"code":"denied","message":` + string(message) + `}}`, before + secret + after} {
			resp := answer(401, http.Header{"X-Request-Id": {"r1"}}, body)
			resp.Request.Header.Set("Authorization", "Bearer "+secret)
			e, ok := acme.FromResponse(resp).(*Error)
			if !ok {
				continue
			}
			for name, print := range printers {
				if text := print(e); strings.Contains(text, secret) {
					t.Errorf("%s shows it: %q", name, text)
				}
			}
		}
	})
}
