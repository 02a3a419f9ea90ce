package apierr

import (
	"net/http"
	"strings"

	"github.com/errbook/errbook/apierr/internal/ascii"
	"github.com/errbook/errbook/apierr/internal/redact"
)

// texts lists what the provider sent, but for the body.
func (e *Error) texts() [5]*string {
	return [...]*string{&e.WireCode, &e.WireType, &e.Message, &e.Param, &e.RequestID}
}

// own gives e memory of its own, all of it at once: a copy of the body, of which
// most texts are parts, and behind it the texts that are not, such as a message
// without its escapes.
func (e *Error) own() {
	size := len(e.body)
	for _, text := range e.texts() {
		if ascii.OffsetIn(e.body, *text) < 0 {
			size += len(*text)
		}
	}
	all := make([]byte, size)
	end := copy(all, e.body)
	for _, text := range e.texts() {
		at := ascii.OffsetIn(e.body, *text)
		if at < 0 {
			at = end
			end += copy(all[at:], *text)
		}
		*text = ascii.View(all[at : at+len(*text)])
	}
	e.body = ascii.View(all[:len(e.body)])
}

// minCut is the length from which a text may have been cut off, at whatever bound:
// then its end may be the beginning of a credential.
const minCut = 2<<10 - 4

// redact takes credentials out of everything that the provider sent: those of
// the request, which some providers echo, and whatever looks like a key. The
// names and numbers by which programs and support go lose only what is
// certainly a credential.
func (e *Error) redact(req *http.Request) {
	secrets := redact.SecretsOf(req)
	body := e.body
	e.body = redacted(body, secrets)
	clean := len(e.body) == len(body) && e.body == body
	var certain redact.Secrets
	for _, part := range e.texts() {
		if clean && strings.Contains(body, *part) {
			continue // it is in the body as it is, and nothing was found there
		}
		known := secrets
		if part == &e.WireCode || part == &e.WireType || part == &e.RequestID {
			if certain == nil {
				certain = secrets.Certain()
			}
			known = certain
		}
		*part = redacted(*part, known)
	}
}

func redacted(text string, secrets redact.Secrets) string {
	if len(text) >= minCut {
		return redact.CutText(text, secrets)
	}
	return redact.Text(text, secrets)
}
