package sitetest

import (
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/errbook/errbook/internal/site"
)

// pages lists a page of every type.
var pages = []struct{ name, path string }{
	{"home", ""},
	{"provider", "fashn/"},
	{"large-provider", "openai/"},
	{"error", "fashn/out-of-credits/"},
	{"variants", "fireworks/too-many-requests/"},
	{"kind", "kinds/rate_limited/"},
	{"family", "kinds/family-billing/"},
	{"status", "429/"},
	{"retry", "kinds/retry-once/"},
	{"kinds", "kinds/"},
	{"code", "code/rate_limit_exceeded/"},
	{"codes", "code/"},
	{"comparison", "compare/429/"},
	{"comparisons", "compare/"},
	{"missing", "404.html"},
}

// Every type of page, in light and dark, on a phone and on a desktop: nothing
// goes wrong in the browser, nothing leaves the site, nothing is wider than the
// screen, and nobody is shut out. The screen changes below an open page, since no
// script asks for it; and in the dark a page differs in its colors alone.
func TestEveryTypeOfPage(t *testing.T) {
	tree := need(t, theBook)
	below, atRoot := tree.serve(t), tree.serveBelow(t, "")
	rules := axe(t)
	for _, pg := range pages {
		t.Run(pg.name, func(t *testing.T) {
			base := below
			if pg.name == "missing" { // whose links begin at the root where no base URL is given
				base = atRoot
			}
			p := open(t, base+pg.path)
			for _, size := range []struct {
				name          string
				width, height int64
			}{{"phone", 375, 740}, {"desktop", 1280, 900}} {
				p.t.Logf("on a %s, in light", size.name)
				p.do(screen(size.width, size.height, "light")...)
				p.do(chromedp.WaitVisible(chromedp.CSS("#q")))
				p.shoot(pg.name + "-" + size.name + "-light")
				p.fits()
				p.accessible(rules)
				p.t.Logf("on a %s, in the dark", size.name)
				p.do(screen(size.width, size.height, "dark")...)
				p.shoot(pg.name + "-" + size.name + "-dark")
				p.fits()
				p.legible()
			}
			p.clean(base)
		})
	}
}

// fits reports a page that is wider than the screen, and tables that are wider than the
// page, whose last column somebody would have to look for.
func (p *tab) fits() {
	p.t.Helper()
	if over := eval[int](p, "document.documentElement.scrollWidth - innerWidth"); over > 0 {
		p.t.Errorf("the page is %d pixels wider than the screen", over)
	}
	if over := eval[int](p, "Math.max(0, ...[...document.querySelectorAll('.table')].map(t => t.scrollWidth - t.clientWidth))"); over > 0 {
		p.t.Errorf("a table is %d pixels wider than the page", over)
	}
}

// accessible reports what axe-core finds.
func (p *tab) accessible(rules string) {
	p.t.Helper()
	eval[int](p, rules+";0")
	p.violations(`{}`)
}

// legible reports what axe-core, which accessible loaded, finds in the colors of a page.
func (p *tab) legible() {
	p.t.Helper()
	p.violations(`{runOnly: ["color-contrast", "link-in-text-block"]}`)
}

func (p *tab) violations(options string) {
	p.t.Helper()
	found := eval[[]string](p, `axe.run(document, {resultTypes: ["violations"], ...`+options+`}).then(r => r.violations.map(v => v.id + ": " + v.help + "\n\t" + v.nodes.slice(0, 3).map(n => n.html + "\n\t" + n.failureSummary).join("\n\t")))`)
	for _, f := range found {
		p.t.Error(f)
	}
}

// Text that would like to be markup or script shows as text.
func TestHostileTextShows(t *testing.T) {
	base := need(t, hostileBook).serve(t)
	for _, path := range []string{"", "hostile/", "hostile/markup-everywhere/", "400/", "kinds/invalid_request/"} {
		p := open(t, base+path)
		if got := eval[string](p, "document.body.innerText"); !strings.Contains(got, `<script>alert("title")</script>`) && path != "" {
			t.Errorf("%s does not show the hostile title: %s", path, got)
		}
		if n := eval[int](p, `document.querySelectorAll("main script, main img, main svg, main iframe, main b[onclick], [onload], [onerror]").length`); n > 0 {
			t.Errorf("%s has %d elements that came out of text", path, n)
		}
		p.clean(base)
	}
	p := open(t, base+"hostile/markup-everywhere/")
	p.do(chromedp.SendKeys(chromedp.CSS("#q"), "script"))
	p.until(`document.querySelectorAll("#hits a").length > 0`)
	if n := eval[int](p, `document.querySelectorAll("#hits script, #hits b").length`); n > 0 {
		t.Error("a result of the search has become markup")
	}
	p.clean(base)
}

// Where an error was lead on without a script: those that were renamed or that moved
// to their page, those that are gone to their provider.
func TestFormerPagesLeadOn(t *testing.T) {
	base := need(t, hostileBook).serve(t)
	for from, to := range map[string]string{
		"ac-me/slow-down/": "/ac-me/too-fast/", "ac-me/hurry/": "/ac-me/too-fast/", "e/acme.TooFast/": "/ac-me/too-fast/",
		"ac-me/gone/": "/ac-me/", "ac-me/left/": "/ac-me/", "e/acme.Gone/": "/ac-me/",
	} {
		p := open(t, base+from)
		p.until(`location.pathname.replace("index.html", "").endsWith("` + to + `")`)
	}
}

// The preview reloads its pages when a spec file changes, shows what is wrong
// while it is broken, and does so under its policy.
func TestPreviewReloads(t *testing.T) {
	good, err := os.ReadFile("../site/testdata/book/acme.yaml")
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "acme.yaml")
	write := func(text string) {
		t.Helper()
		if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	write(string(good))
	s, err := site.NewServer(file, site.Options{})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(s)
	t.Cleanup(server.CloseClientConnections)
	p := open(t, server.URL+"/ac-me/too-fast/")
	change := func(old, new, expect string) {
		t.Helper()
		write(strings.Replace(string(good), old, new, 1))
		if !s.Refresh() {
			t.Fatal("the change was not seen")
		}
		p.until(expect)
	}
	change("title: Too fast", "title: Much too fast", "document.querySelector('h1').innerText == 'Much too fast'")
	change("title: Too fast", "titlo: <script>Too fast", "document.querySelector('.broken')?.innerText.includes('titlo')")
	p.shoot("broken")
	p.accessible(axe(t))
	change("title: Too fast", "title: Fast", "document.querySelector('h1').innerText == 'Fast' && !document.querySelector('.broken')")
	p.clean(server.URL)
}

// A page that does not exist shows where to go on.
func TestMissingPage(t *testing.T) {
	base := need(t, hostileBook).serve(t)
	p := open(t, base+"nothing.html")
	if got := eval[string](p, "document.querySelector('h1').innerText"); got != "No such page" {
		t.Errorf("got %s", got)
	}
}
