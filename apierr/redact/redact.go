// Package redact takes credentials out of text that is on its way into a log:
// messages, attributes of spans, bodies that nobody classified.
//
// An [apierr.Error] does not need this package: it is redacted when it is made, with
// knowledge of the request that was sent. Here only the text is known, so the package
// finds keys and tokens of known issuers, private keys, and the values of query
// parameters and headers that are named like credentials. SECURITY.md lists what it does
// not find.
//
// [apierr.Error]: https://pkg.go.dev/github.com/errbook/errbook/apierr#Error
package redact

import "github.com/errbook/errbook/apierr/internal/redact"

// Mark replaces a credential.
const Mark = redact.Mark

// Text returns text without credentials, however JSON or base64 spells them; text
// itself where there is nothing to take out. It takes time in proportion to the text.
func Text(text string) string { return redact.Text(text, nil) }

// Header returns the value of a header in a form that may be logged: [Mark] for one
// that carries credentials, such as Authorization, Set-Cookie or X-Api-Key, and the
// result of [Text] for any other. The case of the name does not matter.
func Header(name, value string) string {
	if value != "" && redact.IsSecretHeader(name) {
		return Mark
	}
	return Text(value)
}
