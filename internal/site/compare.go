package site

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/apierr/wire"
	"github.com/errbook/errbook/spec"
	"github.com/errbook/errbook/spec/prose"
	"github.com/errbook/errbook/templates"
)

// A comparison is a question that only a book of many providers answers: each gets a
// row, and a cell for each column.
type comparison struct {
	dir      string
	question string // for links, and the heading
	note     string // what the page has, in a few words
	words    string // more of them, by which the page is found
	lead     string
	columns  []column
	// among says which providers have a row, all that fill a cell if it is nil.
	among func(*spec.File) bool
	// about is a kind that the book must have, if any: without it nobody asks.
	about apierr.Kind
}

// A column is what is compared.
type column struct {
	title string
	cell  func(*builder, *spec.File, string) []templates.SiteMark // the last is the way to the root
}

// comparisons lists the questions, those that are asked most first.
var comparisons = []comparison{
	{
		dir: "429", words: "difference rate limit quota credits concurrency overload out of credits tell apart",
		question: "Which 429 is it?", note: "a rate limit, a used-up quota, no credits, or no capacity",
		lead: "Providers send 429 for conditions that need opposite reactions. The table shows what each provider sends in which case, whatever the status; providers that never send 429 are left out.",
		among: func(f *spec.File) bool {
			return slices.ContainsFunc(f.Errors, func(e *spec.Error) bool { return inRanges(f.StatusRanges(e), 429) })
		},
		columns: []column{
			ofKinds("Rate limit: wait", apierr.RateLimited, apierr.ConcurrencyLimited),
			ofKinds("Quota or cap: wait for its reset", apierr.QuotaExhausted, apierr.SpendLimitReached),
			ofKinds("No credits: pay", apierr.InsufficientCredits),
			ofKinds("No capacity: back off", apierr.Overloaded, apierr.ModelLoading),
		},
	},
	{
		dir: "context-length", words: "context length window tokens maximum prompt too long",
		question: "What does a prompt that is too long look like?", note: "the status and code of each provider",
		about: apierr.ContextLengthExceeded,
		lead:  "Shorten the prompt or ask for less output; the same request never succeeds later. The second column is for requests that are larger than a whole rate limit; waiting does not help with those either.",
		columns: []column{
			ofKinds("Context too long", apierr.ContextLengthExceeded),
			ofKinds("Larger than a limit allows at all", apierr.RequestExceedsLimit),
		},
	},
	{
		dir: "payload-limits", words: "413 request too large size limit megabytes file upload",
		question: "Is the request or a file too large?", note: "413, and what is sent instead",
		lead: "A request can be too large in bytes, and not every API says so with a 413.",
		columns: []column{
			ofKinds("Request too large", apierr.PayloadTooLarge),
			ofKinds("File wrong or too large", apierr.InvalidMedia),
			ofKinds("URL could not be fetched", apierr.MediaFetchFailed),
		},
	},
	{
		dir: "waits", words: "retry-after retry_after wait delay headers reset how long",
		question: "Where does it say how long to wait?", note: "headers, body paths and words",
		lead: "Where each provider is known to state a wait. errbook reads all of these; where a provider states none, back off exponentially.",
		columns: []column{
			{"Headers", (*builder).waitHeaders},
			{"Body and message", (*builder).waitPaths},
			{"Rate limit headers", (*builder).limitHeaders},
		},
	},
	{
		dir: "failures-in-200", words: "200 failed job stream event websocket close in-band",
		question: "What fails under 200?", note: "jobs, streams and WebSockets",
		lead: "A status of 200 does not mean success: jobs fail after they were accepted, and streams and sockets break off after they began.",
		columns: []column{
			{"Jobs and bodies", (*builder).failedBodies},
			{"Streams, and their events", (*builder).failedEvents},
			{"Closed sockets", (*builder).failedCloses},
		},
	},
	{
		dir: "content-refused", words: "content policy moderation safety filter nsfw blocked flagged",
		question: "How is content refused?", note: "the prompt, and the output",
		lead: "A refused prompt is refused again; a withheld output may pass when it is generated again.",
		columns: []column{
			ofKinds("Prompt or input refused", apierr.ContentPolicyInput),
			ofKinds("Output withheld", apierr.ContentPolicyOutput),
		},
	},
	{
		dir: "keys-and-accounts", words: "401 403 unauthorized forbidden api key permission account",
		question: "Is it the key, the role, or the account?", note: "telling 401 and 403 apart",
		lead: "None of these goes away by itself: somebody has to replace a key, grant a permission, or contact the provider.",
		columns: []column{
			ofKinds("Key", apierr.Authentication),
			ofKinds("Role or right", apierr.PermissionDenied, apierr.ModelAccessDenied),
			ofKinds("Account or region", apierr.AccountDisabled, apierr.RegionBlocked),
		},
	},
}

func (c *comparison) path() string { return "compare/" + c.dir }

// maxMarks is how many errors a cell shows.
const maxMarks = 6

// ofKinds returns the column of the errors of some kinds.
func ofKinds(title string, kinds ...apierr.Kind) column {
	return column{title, func(b *builder, f *spec.File, root string) []templates.SiteMark {
		items := itemsOf(f, kinds)
		marks := make([]templates.SiteMark, min(len(items), maxMarks))
		for i := range marks {
			it := &items[i]
			shared := slices.ContainsFunc(items, func(o item) bool { return o.err != it.err && o.sends() == it.sends() })
			marks[i] = it.mark(root, shared)
		}
		if n := len(items) - len(marks); n > 0 {
			more := templates.SiteMark{Text: fmt.Sprintf("%d more", n), Href: to(root, kindDir(kinds[0])) + "#" + f.Provider.Value}
			if !slices.ContainsFunc(b.byKind[kinds[0]], func(it item) bool { return it.file == f }) {
				more.Href = to(root, f.Provider.Value)
			}
			marks = append(marks, more)
		}
		return marks
	}}
}

// itemsOf lists what errors of a provider mean that are of some kinds, in the order of
// their statuses.
func itemsOf(f *spec.File, kinds []apierr.Kind) []item {
	var items []item
	for _, e := range f.Errors {
		for _, it := range meanings(f, e) {
			if slices.Contains(kinds, it.kind) {
				items = append(items, it)
			}
		}
	}
	slices.SortStableFunc(items, func(a, b item) int { return compareFirstStatus(&a, &b) })
	return items
}

// sends returns the first identifier that an error is sent with, "" for none.
func (it *item) sends() string {
	if codes := it.err.Doc.WireCodes; len(codes) > 0 {
		return codes[0]
	}
	return ""
}

// mark returns an error as a cell shows it: by its identifier if it has one, and by its
// title if others of the cell are sent with the same.
func (it *item) mark(root string, shared bool) templates.SiteMark {
	m := templates.SiteMark{Status: strings.Join(it.err.Doc.Statuses, ", "), Code: it.sends(), Href: to(root, it.dir())}
	switch {
	case m.Code == "":
		m.Text = it.err.Doc.Title
	case shared:
		m.Text = " " + it.err.Doc.Title
	}
	if it.context != "" {
		m.Text += " (" + it.context + ")"
	}
	return m
}

func placesOf(names []string) []templates.SiteMark {
	var marks []templates.SiteMark
	for _, n := range names {
		marks = append(marks, templates.SiteMark{Code: n})
	}
	return marks
}

// waitHeaders lists the headers in which a provider states a wait.
func (b *builder) waitHeaders(f *spec.File, _ string) []templates.SiteMark {
	var names []string
	for _, e := range f.Errors {
		if statesRetryAfter(f, e) && !slices.Contains(names, "retry-after") {
			names = append(names, "retry-after")
		}
	}
	if f.Wire != nil {
		for _, d := range f.Wire.Delay {
			if name := placeOf(&d.Path); d.Path.Header != "" && !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	return placesOf(names)
}

// waitPaths lists the places of a body in which a provider states a wait.
func (b *builder) waitPaths(f *spec.File, _ string) []templates.SiteMark {
	var names []string
	if f.Wire != nil {
		for _, d := range f.Wire.Delay {
			if name := placeOf(&d.Path); d.Path.Header == "" && !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	return placesOf(names)
}

func (b *builder) limitHeaders(f *spec.File, root string) []templates.SiteMark {
	var names []string
	for _, l := range f.Limits {
		names = append(names, l.Header.Value)
	}
	n := len(names) - maxMarks
	if n <= 1 {
		return placesOf(names)
	}
	return append(placesOf(names[:maxMarks]), templates.SiteMark{Text: fmt.Sprintf("%d more", n), Href: to(root, f.Provider.Value)})
}

// surfaceMark is a surface of a provider's page.
func surfaceMark(f *spec.File, name, root string, values []string) templates.SiteMark {
	mark := templates.SiteMark{Code: name, Href: to(root, f.Provider.Value)}
	if len(values) > 0 {
		mark.Text = " " + strings.Join(values, ", ")
	}
	return mark
}

// failedBodies lists the surfaces whose errors come in the body of a success.
func (b *builder) failedBodies(f *spec.File, root string) []templates.SiteMark {
	var marks []templates.SiteMark
	for _, s := range f.Surfaces {
		succeeds := slices.ContainsFunc(s.Value.HTTP.Ranges, func(r wire.StatusRange) bool { return r.From < 400 })
		if succeeds && len(s.Value.Event) == 0 {
			marks = append(marks, surfaceMark(f, s.Key.Value, root, nil))
		}
	}
	return marks
}

func (b *builder) failedEvents(f *spec.File, root string) []templates.SiteMark {
	var marks []templates.SiteMark
	for _, s := range f.Surfaces {
		var names []string
		for _, e := range s.Value.Event {
			names = append(names, e.Value)
		}
		if len(names) > 0 {
			marks = append(marks, surfaceMark(f, s.Key.Value, root, names))
		}
	}
	return marks
}

func (b *builder) failedCloses(f *spec.File, root string) []templates.SiteMark {
	var marks []templates.SiteMark
	for _, s := range f.Surfaces {
		if len(s.Value.Close.Ranges) > 0 {
			marks = append(marks, surfaceMark(f, s.Key.Value, root, nil))
		}
	}
	return marks
}

// rows returns the rows of a comparison, as a page with the given root links them.
func (b *builder) rows(c *comparison, root string) []templates.SiteComparison {
	var rows []templates.SiteComparison
	for _, f := range b.byName() {
		if c.among != nil && !c.among(f) {
			continue
		}
		row := templates.SiteComparison{Name: f.Name.Value, Href: to(root, f.Provider.Value)}
		filled := false
		for _, col := range c.columns {
			cell := col.cell(b, f, root)
			filled = filled || len(cell) > 0
			row.Cells = append(row.Cells, cell)
		}
		if filled {
			rows = append(rows, row)
		}
	}
	return rows
}

// findCompared fills compared.
func (b *builder) findCompared() {
	for i := range comparisons {
		c := &comparisons[i]
		if c.about != "" && len(b.byKind[c.about]) == 0 {
			continue
		}
		if len(b.rows(c, "")) > 1 {
			b.compared = append(b.compared, c)
		}
	}
}

// questions returns the links to the comparisons.
func (b *builder) questions(root string) []templates.SiteCount {
	var list []templates.SiteCount
	for _, c := range b.compared {
		list = append(list, templates.SiteCount{Name: c.question, Href: to(root, c.path()), Note: b.said(c.note)})
	}
	return list
}

// comparePages makes the pages of comparisons, their index, and the twins of both.
func (b *builder) comparePages() error {
	if len(b.compared) == 0 {
		return nil
	}
	for _, c := range b.compared {
		if err := b.comparePage(c); err != nil {
			return err
		}
	}
	return b.compareIndex()
}

func (b *builder) compareIndex() error {
	const dir = "compare"
	if b.skips(dir) {
		return nil
	}
	index := &templates.SiteQuestions{
		SiteFrame: b.frame(dir, "Side by side", b.said("What API providers do about the same thing, side by side."), templates.Crumb{Title: "Side by side"}),
		Questions: b.questions(rootFrom(dir)),
	}
	index.Twins = ownTwins
	if err := b.html(dir, index); err != nil {
		return err
	}
	var md strings.Builder
	md.WriteString("# Side by side\n\n")
	for _, c := range b.compared {
		md.WriteString("- [" + markdownText(c.question) + "](" + c.dir + "/index.md): " + markdownText(b.said(c.note)) + "\n")
	}
	if err := b.sink.Put(dir+"/index.md", []byte(md.String())); err != nil {
		return err
	}
	return b.putJSON(dir, questionsJSON(index.Questions))
}

func questionsJSON(questions []templates.SiteCount) any {
	type questionJSON struct {
		Title string `json:"title"`
		Path  string `json:"path"`
	}
	var list []questionJSON
	for _, q := range questions {
		list = append(list, questionJSON{q.Name, strings.TrimSuffix(strings.TrimPrefix(q.Href, "../"), "index.html")})
	}
	return list
}

func (b *builder) comparePage(c *comparison) error {
	dir := c.path()
	if b.skips(dir) {
		return nil
	}
	crumb := templates.Crumb{Title: "Side by side", Href: to(rootFrom(dir), "compare")}
	p := &templates.SiteCompare{
		SiteFrame: b.frame(dir, c.question, b.said(c.lead), crumb, templates.Crumb{Title: c.question}),
		Heading:   c.question, Lead: b.said(c.lead), Rows: b.rows(c, rootFrom(dir)),
	}
	p.Twins = ownTwins
	for _, col := range c.columns {
		p.Columns = append(p.Columns, col.title)
	}
	if err := b.html(dir, p); err != nil {
		return err
	}
	if err := b.sink.Put(dir+"/index.md", compareMarkdown(p)); err != nil {
		return err
	}
	return b.putJSON(dir, compareJSON(p))
}

// compareMarkdown prints a comparison as a list: code that has a bar in it would
// break a table.
func compareMarkdown(p *templates.SiteCompare) []byte {
	var w bytes.Buffer
	fmt.Fprintf(&w, "# %s\n\n%s\n", markdownText(p.Heading), markdownText(p.Lead))
	for _, row := range p.Rows {
		fmt.Fprintf(&w, "\n## %s\n\n", markdownText(row.Name))
		for i, cell := range row.Cells {
			var marks []string
			for _, m := range cell {
				marks = append(marks, markMarkdown(&m))
			}
			if len(marks) > 0 {
				fmt.Fprintf(&w, "- %s: %s\n", markdownText(p.Columns[i]), strings.Join(marks, ", "))
			}
		}
	}
	return w.Bytes()
}

func markMarkdown(m *templates.SiteMark) string {
	var spans []prose.Span
	if m.Status != "" {
		spans = append(spans, prose.Span{Text: m.Status + " "})
	}
	if m.Code != "" {
		spans = append(spans, prose.Span{Kind: prose.Code, Text: m.Code})
	}
	if m.Text != "" {
		spans = append(spans, prose.Span{Text: m.Text})
	}
	text := prose.Markdown(spans)
	if m.Href == "" {
		return text
	}
	file, _, _ := strings.Cut(m.Href, "#")
	return "[" + text + "](" + strings.TrimSuffix(file, ".html") + ".md)"
}

// A comparedJSON is a row of a comparison.
type comparedJSON struct {
	Provider string                `json:"provider"`
	Columns  map[string][]markJSON `json:"columns"`
}

type markJSON struct {
	Status string `json:"status,omitempty"`
	Code   string `json:"code,omitempty"`
	Text   string `json:"text,omitempty"`
	Path   string `json:"path,omitempty"`
}

func compareJSON(p *templates.SiteCompare) any {
	rows := []comparedJSON{}
	for _, r := range p.Rows {
		row := comparedJSON{r.Name, map[string][]markJSON{}}
		for i, cell := range r.Cells {
			for _, m := range cell {
				path := strings.TrimPrefix(strings.Replace(m.Href, "index.html", "", 1), p.Root)
				row.Columns[p.Columns[i]] = append(row.Columns[p.Columns[i]], markJSON{m.Status, m.Code, strings.TrimSpace(m.Text), path})
			}
		}
		rows = append(rows, row)
	}
	return struct {
		Title string         `json:"title"`
		Rows  []comparedJSON `json:"rows"`
	}{p.Heading, rows}
}
