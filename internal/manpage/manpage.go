// Package manpage prints the commands of a command line as man pages.
package manpage

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// Write writes a page for root and for each of its commands that helps show, and
// returns the names of the files: errbook.1, errbook-generate.1. The pages have
// neither a date nor a version, so the same commands make the same bytes.
func Write(dir string, root *cobra.Command) ([]string, error) {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return nil, err
	}
	var names []string
	for _, c := range append([]*cobra.Command{root}, documented(root)...) {
		name := pageName(c) + ".1"
		if err := os.WriteFile(filepath.Join(dir, name), []byte(Page(c)), 0o666); err != nil {
			return nil, err
		}
		names = append(names, name)
	}
	return names, nil
}

// Page returns the man page of a command.
func Page(c *cobra.Command) string {
	var b strings.Builder
	name := pageName(c)
	fmt.Fprintf(&b, ".TH %s 1 \"\" %s %s\n", quoted(strings.ToUpper(name)), quoted(c.Root().Name()), quoted(c.Root().Name()+" manual"))
	fmt.Fprintf(&b, ".SH NAME\n%s \\- %s\n", escape(name), escape(c.Short))
	fmt.Fprintf(&b, ".SH SYNOPSIS\n.B %s\n", escape(c.UseLine()))
	b.WriteString(".SH DESCRIPTION\n")
	writeText(&b, c.Long)
	writeFlags(&b, c)
	if c.Example != "" {
		b.WriteString(".SH EXAMPLES\n.nf\n" + lines(c.Example) + ".fi\n")
	}
	writeRelated(&b, c)
	return b.String()
}

// writeText writes paragraphs. Lines that are indented are kept as they are.
func writeText(b *strings.Builder, text string) {
	for paragraph := range strings.SplitSeq(strings.Trim(text, "\n"), "\n\n") {
		b.WriteString(".PP\n")
		if strings.HasPrefix(paragraph, "  ") || strings.Contains(paragraph, "\n  ") {
			b.WriteString(".nf\n" + lines(paragraph) + ".fi\n")
			continue
		}
		b.WriteString(lines(paragraph))
	}
}

// writeFlags writes the flags of a command, those that it inherits included.
func writeFlags(b *strings.Builder, c *cobra.Command) {
	c.InitDefaultHelpFlag()
	b.WriteString(".SH OPTIONS\n")
	c.Flags().VisitAll(func(f *pflag.Flag) {
		if f.Hidden {
			return
		}
		value, usage := pflag.UnquoteUsage(f)
		option := "--" + f.Name
		if f.Shorthand != "" {
			option = "-" + f.Shorthand + ", " + option
		}
		fmt.Fprintf(b, ".TP\n\\fB%s\\fR", escape(option))
		if value != "" {
			fmt.Fprintf(b, " \\fI%s\\fR", escape(value))
		}
		b.WriteString("\n" + lines(usage))
	})
}

// writeRelated writes which other pages there are.
func writeRelated(b *strings.Builder, c *cobra.Command) {
	related := documented(c)
	if c.HasParent() {
		related = append([]*cobra.Command{c.Parent()}, related...)
	}
	if len(related) == 0 {
		return
	}
	b.WriteString(".SH SEE ALSO\n")
	for i, other := range related {
		comma := ","
		if i == len(related)-1 {
			comma = ""
		}
		fmt.Fprintf(b, ".BR %s (1)%s\n", escape(pageName(other)), comma)
	}
}

// documented lists the commands below c that its help shows, at any depth.
func documented(c *cobra.Command) (list []*cobra.Command) {
	for _, sub := range c.Commands() {
		if sub.IsAvailableCommand() {
			list = append(append(list, sub), documented(sub)...)
		}
	}
	slices.SortFunc(list, func(a, b *cobra.Command) int { return strings.Compare(pageName(a), pageName(b)) })
	return list
}

func pageName(c *cobra.Command) string {
	return strings.ReplaceAll(c.CommandPath(), " ", "-")
}

// lines returns text as lines of roff.
func lines(text string) string {
	var b strings.Builder
	for line := range strings.SplitSeq(strings.TrimRight(text, "\n"), "\n") {
		b.WriteString(escape(line) + "\n")
	}
	return b.String()
}

// escape keeps roff from reading text as a request or an escape.
func escape(text string) string {
	var b strings.Builder
	for i, r := range text {
		switch {
		case i == 0 && (r == '.' || r == '\''):
			b.WriteString(`\&` + string(r))
		case r == '\\':
			b.WriteString(`\e`)
		case r == '-':
			b.WriteString(`\-`)
		case r > '~':
			fmt.Fprintf(&b, `\[u%04X]`, r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

func quoted(text string) string { return `"` + escape(text) + `"` }
