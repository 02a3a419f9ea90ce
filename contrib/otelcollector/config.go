package errbookprocessor

import (
	"errors"
	"fmt"
	"strings"
)

// Names of what is no attribute, in the lists of a [Config], as the collector's
// transformation language has them.
const (
	logBody       = "log.body"
	statusMessage = "span.status.message"
)

// A Config says where records have the parts of a response. Each list names
// attributes, of which the first that a record has counts. An attribute that a span
// does not have is looked for in its events, the latest first.
type Config struct {
	// Specs are books of your own: directories of spec files, or single ones. Their
	// providers come before those of the built-in book.
	Specs []string `mapstructure:"specs"`

	// Status lists attributes of the HTTP status, a number or a text.
	Status []string `mapstructure:"status"`
	// Host lists attributes of the host that was called, with or without a port.
	Host []string `mapstructure:"host"`
	// Provider lists attributes that name the provider, by its id in the book or as
	// gen_ai.provider.name does. They count where the book serves no such host.
	Provider []string `mapstructure:"provider"`

	// HeaderPrefix is what the attributes of response headers begin with; what follows
	// is the name of the header.
	HeaderPrefix string `mapstructure:"header_prefix"`
	// Headers names further attributes of response headers, by the header's name.
	Headers map[string]string `mapstructure:"headers"`

	// Body lists attributes of the response's body, or of a message that quotes it.
	// log.body is the body of a log record, and span.status.message the message of a
	// span's status.
	Body []string `mapstructure:"body"`

	// Generic says whether responses of which nobody knows the provider are judged by
	// rules that many APIs share. Spans of servers and consumers never are.
	Generic bool `mapstructure:"generic"`

	// Redact lists the attributes out of which credentials are taken, in all records.
	// A * at the end stands for any rest of a name. log.body and span.status.message
	// are as in Body.
	Redact []string `mapstructure:"redact"`
}

// defaultConfig follows the semantic conventions of HTTP, exceptions and generative AI,
// and the names that they had before.
func defaultConfig() *Config {
	return &Config{
		Status:       []string{"http.response.status_code", "http.status_code"},
		Host:         []string{"server.address", "net.peer.name", "http.host"},
		Provider:     []string{"gen_ai.provider.name", "gen_ai.system"},
		HeaderPrefix: "http.response.header.",
		Body:         []string{"http.response.body", "http.response.body.content", "exception.message", logBody, statusMessage},
		Generic:      true,
		Redact: []string{
			"http.response.body", "http.response.body.content", "exception.message", "exception.stacktrace", logBody, statusMessage,
			"http.request.header.*", "http.response.header.*", "url.full", "http.url",
		},
	}
}

// Validate reports what does not make sense. The books are read, and their
// problems reported, when the processor is made.
func (c *Config) Validate() error {
	var problems []error
	for _, l := range c.lists() {
		for i, name := range l.names {
			if err := checkName(name, l.patterns); err != nil {
				problems = append(problems, fmt.Errorf("%s[%d] %w; found %q", l.key, i, err, name))
			}
		}
	}
	for header, attribute := range c.Headers {
		if header == "" || attribute == "" {
			problems = append(problems, fmt.Errorf("headers must map the name of a header to that of an attribute; found %q: %q", header, attribute))
		}
	}
	if len(c.Status) == 0 && len(c.Body) == 0 {
		problems = append(problems, errors.New("status or body must name an attribute, as nothing else shows an error; found neither"))
	}
	return errors.Join(problems...)
}

type list struct {
	key      string
	names    []string
	patterns bool // a name may end in *
}

func (c *Config) lists() []list {
	return []list{
		{"specs", c.Specs, true},
		{"status", c.Status, false},
		{"host", c.Host, false},
		{"provider", c.Provider, false},
		{"body", c.Body, false},
		{"redact", c.Redact, true},
	}
}

func checkName(name string, patterns bool) error {
	switch {
	case name == "":
		return errors.New("must not be empty")
	case !patterns && strings.HasSuffix(name, "*"):
		return errors.New("must be a whole name")
	}
	return nil
}
