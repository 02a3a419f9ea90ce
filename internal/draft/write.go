package draft

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/errbook/errbook/spec/yaml"
)

// YAML returns the draft as a spec file. What is missing is TODO, and what is only
// proposed is marked.
func (d *Draft) YAML() []byte {
	var b strings.Builder
	b.WriteString("# A draft that errbook import made from " + comment(d.paths()) + ".\n")
	b.WriteString("# Names and statuses come from the page. Kinds, wire codes and sentences are\n# proposals: check each, and write the sentences in your own words.\n")
	fmt.Fprintf(&b, "version: 1\nprovider: %s\nname: %s\n", cmp.Or(d.options.Provider, "todo"), quote(cmp.Or(d.options.Name, "TODO")))
	if d.options.Own {
		b.WriteString("own: true\n")
		if d.placePages(); d.pages != "" {
			fmt.Fprintf(&b, "pages: %s # proposed: the type of a problem is this, a slash and the slug\n", quote(d.pages))
		}
	} else {
		fmt.Fprintf(&b, "sources:\n  - id: errors\n    url: %s\n    verified: %s\n", quote(cmp.Or(d.options.URL, "TODO: the URL of the page")), cmp.Or(d.options.Verified, "TODO, the day on which you read it"))
	}
	d.writeWire(&b)
	d.writeSurfaces(&b)
	b.WriteString("\nerrors:\n")
	for i, p := range d.entries {
		if i > 0 {
			b.WriteByte('\n')
		}
		p.write(&b, d)
	}
	if len(d.left) > 0 {
		b.WriteString("\n# Not imported:\n")
	}
	for _, text := range d.left {
		b.WriteString("#   " + comment(text) + "\n")
	}
	return []byte(b.String())
}

func (d *Draft) paths() string {
	var list []string
	for _, f := range d.files {
		list = append(list, f.Path)
	}
	return strings.Join(list, ", ")
}

// writeWire writes where the parts of an error are, unless the language takes them for
// granted: an own API sends problem details.
func (d *Draft) writeWire(b *strings.Builder) {
	w := &d.wire
	if w.code == nil && w.message == nil || d.isProblem() {
		return
	}
	b.WriteString("wire: # proposed: where the document has them\n")
	for _, part := range []struct {
		key   string
		paths []string
	}{{"code", w.code}, {"message", w.message}, {"request_id", w.requestID}} {
		if part.paths != nil {
			fmt.Fprintf(b, "  %s: %s\n", part.key, flow(part.paths))
		}
	}
}

// isProblem reports whether the draft is of an own API that sends problem details with a
// code, as one does that says nothing of its wire.
func (d *Draft) isProblem() bool {
	return d.options.Own && slices.Equal(d.wire.code, []string{"code"}) && slices.Equal(d.wire.message, problemMessage)
}

// flow writes texts as a list on one line.
func flow(texts []string) string {
	quoted := make([]string, len(texts))
	for i, t := range texts {
		quoted[i] = quote(t)
	}
	return "[" + strings.Join(quoted, ", ") + "]"
}

// oneOr writes one text by itself, and several as a list.
func oneOr(texts []string, write func(string) string) string {
	if len(texts) == 1 {
		return write(texts[0])
	}
	written := make([]string, len(texts))
	for i, t := range texts {
		written[i] = write(t)
	}
	return "[" + strings.Join(written, ", ") + "]"
}

// Surfaces that a draft has if some errors are no responses of their own.
const (
	refusedSurface = "refused"
	eventSurface   = "event"
	closeSurface   = "close"
)

// writeSurfaces writes where errors appear, if that is not in responses alone.
func (d *Draft) writeSurfaces(b *strings.Builder) {
	if !d.hasSurfaces() {
		return
	}
	b.WriteString("surfaces: # proposed\n  " + refusedSurface + ": {summary: The request was refused.}\n")
	for i, surface := range d.wire.inBand {
		fmt.Fprintf(b, "  %s: %s\n", inBandSurface(i), surface)
	}
	if d.wire.events != nil {
		fmt.Fprintf(b, "  %s: {event: %s}\n", eventSurface, flow(d.wire.events))
	}
	if d.wire.closes != nil {
		fmt.Fprintf(b, "  %s: {close: [%s]}\n", closeSurface, strings.Join(d.wire.closes, ", "))
	}
}

func (d *Draft) hasSurfaces() bool {
	return d.wire.inBand != nil || d.wire.events != nil || d.wire.closes != nil
}

// inBandSurface returns the name of a place where errors are sent below 400.
func inBandSurface(i int) string {
	if i == 0 {
		return "reported"
	}
	return fmt.Sprintf("reported_%d", i+1)
}

// surface returns where an error appears, in a draft with surfaces.
func (p *proposal) surface(w *wire) string {
	switch {
	case p.inBand != "":
		return inBandSurface(slices.Index(w.inBand, p.inBand))
	case p.close != "":
		return closeSurface
	case p.event != "":
		return eventSurface
	}
	return refusedSurface
}

func (p *proposal) write(b *strings.Builder, d *Draft) {
	own := d.options.Own
	fmt.Fprintf(b, "  # %s\n  - name: %s\n    title: %s\n    summary: %s # proposed\n", comment(p.at), word(p.name), quote(p.title), quote(p.summary))
	if d.hasSurfaces() {
		fmt.Fprintf(b, "    surface: %s\n", p.surface(&d.wire))
	}
	if p.statuses != nil {
		fmt.Fprintf(b, "    status: %s\n", oneOr(p.statuses, func(s string) string { return s }))
	}
	switch {
	case p.codes != nil:
		fmt.Fprintf(b, "    code: %s # proposed: is it what the response has?\n", oneOr(p.codes, quote))
	case p.prefix != "":
		fmt.Fprintf(b, "    code: {prefix: %s} # proposed: is it what the response has?\n", quote(p.prefix))
	}
	if p.close != "" {
		fmt.Fprintf(b, "    close: %s\n", p.close)
	}
	fmt.Fprintf(b, "    kind: %s # proposed\n", p.kind)
	if p.slug != "" {
		fmt.Fprintf(b, "    slug: %s # proposed\n", quote(p.slug))
	}
	if own {
		p.writeOwn(b)
	}
	list(b, "causes", p.causes, p.summary)
	list(b, "fixes", p.fixes, "TODO: say what to do.")
	if !own {
		b.WriteString("    sources: [errors]\n")
	}
	p.writeSamples(b, own)
	if p.problemType != "" && p.slug == "" {
		b.WriteString("    # type: " + comment(p.problemType) + "\n")
	}
	for _, text := range p.rest {
		b.WriteString("    # " + comment(text) + "\n")
	}
}

// writeOwn writes what only an error of an own API has.
func (p *proposal) writeOwn(b *strings.Builder) {
	if p.isDefault {
		b.WriteString("    default: true\n")
	}
	if p.params == nil {
		return
	}
	params := make([]string, len(p.params))
	for i, of := range p.params {
		params[i] = word(of.name) + ": " + of.of
	}
	fmt.Fprintf(b, "    params: {%s}\n", strings.Join(params, ", "))
}

// writeSamples writes the responses that the document shows.
func (p *proposal) writeSamples(b *strings.Builder, own bool) {
	if p.samples == nil {
		return
	}
	origin := ", origin: documented, source: errors"
	if own {
		origin = ""
	}
	b.WriteString("    samples:\n")
	for _, s := range p.samples {
		fmt.Fprintf(b, "      - {status: %s, body: %s%s}\n", s.status, quote(s.body), origin)
	}
}

// list writes sentences; without any, what there is instead.
func list(b *strings.Builder, key string, texts []string, instead string) {
	fmt.Fprintf(b, "    %s: # proposed\n", key)
	if len(texts) == 0 {
		texts = []string{instead}
	}
	for _, t := range texts {
		b.WriteString("      - " + quote(t) + "\n")
	}
}

// quote writes a text in double quotes, which YAML reads as JSON does.
func quote(s string) string { return encoded(visible(s)) }

// encoded returns a text as a JSON string.
func encoded(s string) string {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(s); err != nil { // of a string: it cannot fail
		return `""`
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// word returns a name as it is, in quotes if YAML takes it for another value: No.
func word(name string) string {
	if yaml.IsText(name) {
		return name
	}
	return quote(name)
}

// comment keeps a text on its line.
func comment(s string) string { return visible(s) }

func visible(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t' || r == '\r':
			return ' '
		case yaml.IsUnseen(r) || unicode.IsControl(r):
			return -1
		}
		return r
	}, s)
}
