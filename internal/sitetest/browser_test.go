package sitetest

import (
	"context"
	"flag"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"github.com/errbook/errbook/generator"
	"github.com/errbook/errbook/internal/site"
	"github.com/errbook/errbook/spec"
	"github.com/errbook/errbook/spec/ledger"
)

var shots = flag.String("shots", "", "the folder to write screenshots to")

// start is the browser that all tests share, each in a tab of its own; work is
// the folder of its profile and of the sites.
var (
	start context.Context
	work  string
)

func TestMain(m *testing.M) {
	flag.Parse()
	os.Exit(run(m))
}

func run(m *testing.M) int {
	program, err := chromium()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	if work, err = os.MkdirTemp("", "errbook-sitetest-"); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(work)
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(program), chromedp.UserDataDir(filepath.Join(work, "profile")),
		chromedp.NoSandbox, chromedp.DisableGPU, chromedp.NoFirstRun, chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-component-update", true), chromedp.WSURLReadTimeout(time.Minute))
	allocator, stop := chromedp.NewExecAllocator(context.Background(), options...)
	defer stop()
	var end context.CancelFunc
	start, end = chromedp.NewContext(allocator)
	defer end()
	if err := chromedp.Do(start); err != nil {
		fmt.Fprintln(os.Stderr, "the browser does not start:", err)
		return 1
	}
	return m.Run()
}

// chromium returns the browser's program.
func chromium() (string, error) {
	if name := os.Getenv("CHROMIUM"); name != "" {
		return name, nil
	}
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if found, err := exec.LookPath(name); err == nil {
			return found, nil
		}
	}
	return "", fmt.Errorf("Chromium is missing\n\thint: apt-get install chromium, or CHROMIUM=path")
}

// axe returns the source of axe-core.
func axe(t *testing.T) string {
	t.Helper()
	name := os.Getenv("AXE")
	if name == "" {
		name = "node_modules/axe-core/axe.min.js"
	}
	source, err := os.ReadFile(name)
	if err != nil {
		t.Fatalf("axe-core is missing: %v\n\thint: npm install --prefix internal/sitetest --no-save axe-core, or AXE=path to axe.min.js", err)
	}
	return string(source)
}

// A tree is a site that was written to a folder.
type tree struct {
	book *spec.Book
	dir  string
}

var theBook = sync.OnceValues(func() (*tree, error) {
	book, err := spec.LoadBuiltin()
	if err != nil {
		return nil, err
	}
	return newTree(book, nil)
})

// hostileBook has text that would like to be something else, and an error of
// every sort.
var hostileBook = sync.OnceValues(func() (*tree, error) {
	book, err := spec.Load("../site/testdata/book")
	if err != nil {
		return nil, err
	}
	published, problems := ledger.Decode("ledger.yaml", []byte(publishedBefore))
	if len(problems) > 0 {
		return nil, problems
	}
	return newTree(book, published)
})

// publishedBefore is what the hostile book had before: an error that has another page
// now, and one that is gone.
const publishedBefore = `version: 1
codes:
  - {code: acme.TooFast, kind: rate_limited, retry: wait, page: hurry, provider: ac-me}
  - {code: acme.Gone, kind: conflict, retry: never, page: gone, provider: ac-me, former_pages: [ac-me/left]}
`

func newTree(book *spec.Book, published *ledger.Ledger) (*tree, error) {
	dir, err := os.MkdirTemp(work, "site-")
	if err != nil {
		return nil, err
	}
	_, err = site.Write(book, site.Options{Published: published, RepoURL: "https://github.com/acme/book", SpecDir: "spec", Packages: generator.Packages{Path: "example.com/gen", Suffix: "err"}}, dir)
	return &tree{book, dir}, err
}

func need(t *testing.T, get func() (*tree, error)) *tree {
	t.Helper()
	tr, err := get()
	if err != nil {
		t.Fatal(err)
	}
	return tr
}

// serve serves a site below a path, as many do, and returns its address.
func (tr *tree) serve(t *testing.T) string {
	t.Helper()
	return tr.serveBelow(t, "/sub")
}

func (tr *tree) serveBelow(t *testing.T, path string) string {
	t.Helper()
	files := http.StripPrefix(path, http.FileServer(http.Dir(tr.dir)))
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name := filepath.Join(tr.dir, filepath.FromSlash(strings.TrimPrefix(r.URL.Path, path)))
		if _, err := os.Stat(name); err != nil {
			w.WriteHeader(http.StatusNotFound)
			data, _ := os.ReadFile(filepath.Join(tr.dir, "404.html"))
			w.Write(data)
			return
		}
		files.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	return server.URL + path + "/"
}

// A tab is a page in the browser, with what went wrong in it.
type tab struct {
	t   *testing.T
	ctx context.Context

	mu       sync.Mutex
	faults   []string
	requests []string
}

// open opens a tab at an address.
func open(t *testing.T, address string, before ...step) *tab {
	t.Helper()
	ctx, end := chromedp.NewContext(start)
	t.Cleanup(end)
	p := &tab{t: t, ctx: ctx}
	if err := chromedp.Listen(ctx, p.hear); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(ctx, 5*time.Minute)
	t.Cleanup(cancel)
	p.ctx = ctx
	p.do(call(network.Enable, network.EnableParams{}), call(log.Enable, cdp.Empty{}), call(runtime.Enable, cdp.Empty{}))
	p.do(before...)
	p.do(chromedp.Navigate(address))
	return p
}

// A step is something that a tab does.
type step = chromedp.Action[chromedp.Void]

// call returns the step that sends a command of the browser's protocol.
func call[P, R any](command cdp.Command[P, R], params P) step {
	return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, command, params)
		return err
	})
}

// hear notes what the browser reports.
func (p *tab) hear(event any) {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch e := event.(type) {
	case *runtime.EventExceptionThrown:
		p.faults = append(p.faults, (&chromedp.ExceptionError{ExceptionDetails: e.ExceptionDetails}).Error())
	case *runtime.EventConsoleAPICalled:
		if e.Type == runtime.ConsoleAPICalledTypeError || e.Type == runtime.ConsoleAPICalledTypeWarning {
			p.faults = append(p.faults, fmt.Sprintf("console: %s", e.Args[0].Value))
		}
	case *log.EventEntryAdded:
		if e.Entry.Level == "error" || e.Entry.Level == "warning" {
			p.faults = append(p.faults, e.Entry.Text+" "+e.Entry.URL)
		}
	case *network.EventRequestWillBeSent:
		p.requests = append(p.requests, e.Request.URL)
	}
}

func (p *tab) do(steps ...step) {
	p.t.Helper()
	if err := chromedp.Do(p.ctx, steps...); err != nil {
		p.t.Fatal(err)
	}
}

// eval returns the value of an expression, which may be a promise.
func eval[T any](p *tab, expression string) T {
	p.t.Helper()
	v, err := chromedp.Run(p.ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		p.t.Fatalf("%.300s: %v", expression, err)
	}
	return v
}

// until waits until an expression is true. A page that is being left has no
// answer: that is asked again.
func (p *tab) until(expression string) {
	p.t.Helper()
	for end := time.Now().Add(time.Minute); time.Now().Before(end); time.Sleep(10 * time.Millisecond) {
		if v, err := chromedp.Run(p.ctx, chromedp.Evaluate[bool](expression)); err == nil && v {
			return
		}
	}
	p.t.Fatalf("%s does not come true at %s", expression, eval[string](p, "location.href + ' ' + document.querySelector('#hits')?.innerText + ' ' + document.querySelector('#verdict')?.innerText"))
}

// clean reports what went wrong in the tab, and requests that left the site.
func (p *tab) clean(base string) {
	p.t.Helper()
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, f := range p.faults {
		p.t.Errorf("the browser complains: %s", f)
	}
	for _, r := range p.requests {
		if !strings.HasPrefix(r, base) && !strings.HasPrefix(r, "data:") {
			p.t.Errorf("a request left the site: %s", r)
		}
	}
}

// screen sets the size of the screen and the reader's colors.
func screen(width, height int64, scheme string) []step {
	return []step{
		call(emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: width, Height: height, DeviceScaleFactor: 1, Mobile: width < 600}),
		call(emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}}),
	}
}

// allowClipboard lets pages use the clipboard without asking.
func allowClipboard(origin string) step {
	return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		for _, name := range []string{"clipboard-read", "clipboard-write"} {
			_, err := chromedp.CallBrowser(ctx, browser.SetPermission, browser.SetPermissionParams{
				Permission: &browser.PermissionDescriptor{Name: name}, Setting: "granted", Origin: origin,
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// shoot writes a screenshot of the whole page if somebody wants to look.
func (p *tab) shoot(name string) {
	p.t.Helper()
	if *shots == "" {
		return
	}
	png, err := chromedp.Run(p.ctx, chromedp.FullScreenshot(100))
	if err != nil {
		p.t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(*shots, name+".png"), png, 0o666); err != nil {
		p.t.Fatal(err)
	}
}
