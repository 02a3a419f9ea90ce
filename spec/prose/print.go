package prose

import (
	"html"
	"html/template"
	"strings"
)

// Text prints spans for terminals and Go comments: code keeps its backticks,
// and a link is "text (url)", or its text alone where that says the URL.
func Text(spans []Span) string {
	if len(spans) == 1 && spans[0].Kind == Plain {
		return spans[0].Text
	}
	var b strings.Builder
	for _, s := range spans {
		switch s.Kind {
		case Code:
			b.WriteString("`" + s.Text + "`")
		case Link:
			b.WriteString(s.Text)
			if !s.saysURL() {
				b.WriteString(" (" + s.URL + ")")
			}
		default:
			b.WriteString(s.Text)
		}
	}
	return b.String()
}

// saysURL reports whether the text of a link already says where it leads.
func (s Span) saysURL() bool {
	return s.Text == s.URL || "mailto:"+s.Text == s.URL
}

// HTML prints spans for the content of an HTML element. A link whose URL is
// not one that [Parse] takes is printed as its text.
func HTML(spans []Span) template.HTML {
	var b strings.Builder
	for _, s := range spans {
		text := html.EscapeString(s.Text)
		switch {
		case s.Kind == Code:
			b.WriteString("<code>" + text + "</code>")
		case s.Kind == Link && safeURL(s.URL):
			b.WriteString(`<a href="` + html.EscapeString(s.URL) + `">` + text + "</a>")
		default:
			b.WriteString(text)
		}
	}
	return template.HTML(b.String()) // every part is escaped above
}

// safeURL reports whether a URL can do no harm: Parse takes no other.
func safeURL(dest string) bool {
	return (isHTTPS(dest) || isMail(dest)) && !strings.ContainsFunc(dest, unsafeInURL)
}
