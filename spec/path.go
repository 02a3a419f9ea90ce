package spec

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/errbook/errbook/apierr/wire"
	"github.com/errbook/errbook/spec/yaml"
)

// Limits of a path. Real ones are far below.
const (
	maxPathBytes = 200
	maxPathIndex = 9999
)

// ParsePath reads a path: dotted keys, [0], [*] and [key=value] into arrays,
// header:NAME, or xml: with the dotted names of elements. The text of the Path it returns is s, without a place.
func ParsePath(s string) (Path, error) {
	p := Path{Text: yaml.Text{Value: s}}
	if len(s) > maxPathBytes {
		return p, fmt.Errorf("must have at most %d bytes; found %d", maxPathBytes, len(s))
	}
	if name, ok := strings.CutPrefix(s, "header:"); ok {
		p.Header = name
		if !isToken(name) {
			return p, fmt.Errorf("must name a header after header:; found %q", name)
		}
		return p, nil
	}
	var err error
	steps, isXML := strings.CutPrefix(s, "xml:")
	if p.Steps, err = parseSteps(steps); err == nil && isXML {
		p.XML, err = true, checkXMLSteps(p.Steps)
	}
	return p, err
}

// checkXMLSteps checks the steps into an XML document: names of elements, and at the end
// perhaps the name of an attribute.
func checkXMLSteps(steps []Step) error {
	for i, s := range steps {
		switch {
		case s.Kind != wire.StepKey:
			return errors.New("must have names of elements after xml:, joined by dots; found a bracket")
		case !isXMLName(strings.TrimPrefix(s.Key, "@")):
			return fmt.Errorf("must have names of elements after xml:, without prefixes; found %q", s.Key)
		case strings.HasPrefix(s.Key, "@") && (i == 0 || i < len(steps)-1):
			return fmt.Errorf("must name an attribute after its element, at the end; found %q", s.Key)
		}
	}
	return nil
}

// isXMLName reports whether s can be the name of an element or an attribute, in ASCII.
func isXMLName(s string) bool {
	for i := range len(s) {
		if c := s[i]; !isUpper(c) && !isLower(c) && c != '_' && (i == 0 || !isDigit(c) && c != '-') {
			return false
		}
	}
	return s != ""
}

// String returns the path as it is written.
func (p *Path) String() string {
	if p.Text.Value == "" && p.Header != "" {
		return "header:" + p.Header
	}
	return p.Text.Value
}

// parseSteps reads the steps of a path into a body.
func parseSteps(s string) ([]Step, error) {
	var steps []Step
	for rest := s; rest != ""; {
		var step Step
		var err error
		if rest[0] == '[' {
			step, rest, err = bracketStep(rest)
		} else {
			step, rest, err = keyStep(rest)
		}
		if err != nil {
			return nil, err
		}
		steps = append(steps, step)
		switch {
		case rest == "" || rest[0] == '[':
		case rest[0] != '.':
			return nil, fmt.Errorf("must have a dot between its keys; found %q", rest)
		case len(rest) == 1:
			return nil, errors.New("must not end with a dot")
		case rest[1] == '[':
			return nil, errors.New("must not have a dot before a bracket")
		default:
			rest = rest[1:]
		}
	}
	if len(steps) == 0 {
		return nil, errors.New("must have a key; found none")
	}
	return steps, nil
}

// keyStep reads the key at the start of s.
func keyStep(s string) (Step, string, error) {
	end := strings.IndexAny(s, ".[")
	if end < 0 {
		end = len(s)
	}
	key := s[:end]
	switch {
	case key == "":
		return Step{}, "", errors.New("must have a key on both sides of a dot")
	case strings.ContainsAny(key, "] \t:\"'{}"):
		return Step{}, "", fmt.Errorf("must be dotted keys, [0], [*] or [key=value]; found %q", key)
	}
	return Step{Kind: wire.StepKey, Key: key}, s[end:], nil
}

// bracketStep reads the array step at the start of s.
func bracketStep(s string) (Step, string, error) {
	inside, rest, closed := strings.Cut(s[1:], "]")
	if !closed {
		return Step{}, "", fmt.Errorf("must close its brackets; found %q", s)
	}
	if inside == "*" {
		return Step{Kind: wire.StepAny}, rest, nil
	}
	if key, value, ok := strings.Cut(inside, "="); ok && key != "" && value != "" {
		return Step{Kind: wire.StepWhere, Key: key, Value: value}, rest, nil
	}
	n, err := strconv.Atoi(inside)
	if err != nil || n < 0 || n > maxPathIndex || strconv.Itoa(n) != inside {
		return Step{}, "", fmt.Errorf("must have a number, * or key=value in its brackets; found %q", inside)
	}
	return Step{Kind: wire.StepIndex, Index: n}, rest, nil
}

// isToken reports whether s is a token, which is what a header's name must be
// (RFC 9110, section 5.6.2).
func isToken(s string) bool {
	for i := range len(s) {
		if c := s[i]; !isUpper(c) && !isLower(c) && !isDigit(c) && strings.IndexByte("!#$%&'*+-.^_`|~", c) < 0 {
			return false
		}
	}
	return s != ""
}
