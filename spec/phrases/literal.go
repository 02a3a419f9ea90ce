package phrases

import (
	"fmt"
	"strings"
)

// Literal returns the Go literal of the table as the run time's type, which is
// named as it is to be printed: "phrase.Table". All of it is constant, so that
// it is data in the program, which no code has to fill.
func (t *Table) Literal(typeName string) string {
	pkg := typeName[:strings.LastIndexByte(typeName, '.')+1]
	var b strings.Builder
	fmt.Fprintf(&b, "%s{\nCheck: %s,\n", typeName, quotedLines(t.Check))
	writeList(&b, "Next", "uint16", t.Next, number16)
	writeList(&b, "Signatures", "uint16", t.Signatures, number16)
	writeList(&b, "Sets", "uint16", t.Sets, number16)
	fmt.Fprintf(&b, "Number: %d,\nZero: %d,\nSecret: %d,\nFollowed: %d,\n", t.Number, t.Zero, t.Secret, t.Followed)
	writeList(&b, "Begins", "uint16", t.Begins, number16)
	writeList(&b, "Steps", pkg+"Step", t.Steps, func(s Step) string {
		return fmt.Sprintf("{From: %d, To: %d, First: %d, Reach: %d, Statuses: %d}", s.From, s.To, s.First, s.Reach, s.Statuses)
	})
	writeList(&b, "Ends", "uint16", t.Ends, number16)
	writeList(&b, "Effects", "uint16", t.Effects, number16)
	writeList(&b, "Rows", pkg+"Row", t.Rows, func(r TableRow) string { return fmt.Sprintf("{Statuses: %d, Not: %d}", r.Statuses, r.Not) })
	writeList(&b, "Nots", "uint16", t.Nots, number16)
	b.WriteString("}")
	return b.String()
}

func number16(n uint16) string { return fmt.Sprint(n) }

// lineLength is about how long the lines of a literal are.
const lineLength = 120

// quotedLines returns the literal of a string in several lines.
func quotedLines(s string) string {
	var lines []string
	for len(s) > lineLength/2 {
		lines = append(lines, fmt.Sprintf("%+q", s[:lineLength/2]))
		s = s[lineLength/2:]
	}
	return strings.Join(append(lines, fmt.Sprintf("%+q", s)), " +\n")
}

// writeList writes a field that is a list, many values on a line.
func writeList[T any](b *strings.Builder, field, typeName string, list []T, print func(T) string) {
	fmt.Fprintf(b, "%s: []%s{\n", field, typeName)
	length := 0
	for _, v := range list {
		text := print(v) + ", "
		if length+len(text) > lineLength {
			b.WriteString("\n")
			length = 0
		}
		b.WriteString(text)
		length += len(text)
	}
	b.WriteString("\n},\n")
}
