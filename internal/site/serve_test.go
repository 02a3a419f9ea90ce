package site

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// preview copies the test book and serves it.
func preview(t *testing.T) (s *Server, file, address string) {
	t.Helper()
	data, err := os.ReadFile("testdata/book/acme.yaml")
	if err != nil {
		t.Fatal(err)
	}
	file = filepath.Join(t.TempDir(), "acme.yaml")
	writeSpec(t, file, string(data), 1)
	s, err = NewServer(filepath.Dir(file), testOptions)
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(s)
	t.Cleanup(func() {
		server.CloseClientConnections() // of browsers that listen
		server.Close()
	})
	return s, file, server.URL
}

// writeSpec writes a spec file; n stands for the time, so that no test depends
// on how fine the clock of a file system is.
func writeSpec(t *testing.T, file, text string, n int64) {
	t.Helper()
	if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	if err := os.Chtimes(file, time.Unix(n, 0), time.Unix(n, 0)); err != nil {
		t.Fatal(err)
	}
}

func get(t *testing.T, url string) (status int, kind, body string) {
	t.Helper()
	resp, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	data, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, resp.Header.Get("Content-Type"), string(data)
}

func TestServerShowsPages(t *testing.T) {
	_, _, address := preview(t)
	for _, tt := range []struct {
		path   string
		status int
		kind   string
		has    string
	}{
		{"/", 200, "text/html; charset=utf-8", "<h1>Acme errors</h1>"},
		{"/ac-me/too-fast/", 200, "text/html; charset=utf-8", "Requests come too fast."},
		{"/ac-me/too-fast", 200, "text/html; charset=utf-8", "Requests come too fast."},
		{"/ac-me/too-fast/index.html", 200, "text/html; charset=utf-8", "connect-src &#39;self&#39;"},
		{"/ac-me/too-fast/index.md", 200, "text/markdown; charset=utf-8", "# Too fast"},
		{"/ac-me/too-fast/index.json", 200, "application/json", `"code": "acme.TooFast"`},
		{"/style.css", 200, "text/css; charset=utf-8", "prefers-color-scheme"},
		{"/_reload.js", 200, "text/javascript; charset=utf-8", "EventSource"},
		{"/no/such/page", 404, "text/html; charset=utf-8", `href="/style.css"`},
		{"/../../etc/passwd", 404, "text/html; charset=utf-8", "No such page"},
	} {
		status, kind, body := get(t, address+tt.path)
		if status != tt.status || kind != tt.kind || !strings.Contains(body, tt.has) {
			t.Errorf("%s: got %d, %s; want %d, %s, and %s in it", tt.path, status, kind, tt.status, tt.kind, tt.has)
		}
	}
	resp, err := http.Post(address, "text/plain", strings.NewReader("x"))
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if resp.StatusCode != http.StatusMethodNotAllowed {
		t.Errorf("a POST got %d", resp.StatusCode)
	}
}

// A broken file shows above the last good pages, until it is mended.
func TestServerShowsWhatIsBroken(t *testing.T) {
	s, file, address := preview(t)
	good, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	writeSpec(t, file, strings.Replace(string(good), "title: Too fast", "titel: <b>Too fast", 1), 2)
	if !s.Refresh() || s.Problem() == nil {
		t.Fatal("the change was not seen")
	}
	_, _, body := get(t, address+"/ac-me/too-fast/")
	if !strings.Contains(body, "unknown key &#34;titel&#34;") && !strings.Contains(body, "titel") || !strings.Contains(body, "Requests come too fast.") || strings.Contains(body, "<b>Too") {
		t.Errorf("the page does not show both the problem and the last good text:\n%s", body)
	}
	writeSpec(t, file, strings.Replace(string(good), "title: Too fast", "title: Far too fast", 1), 3)
	if !s.Refresh() || s.Problem() != nil {
		t.Fatalf("the file is mended, but: %v", s.Problem())
	}
	if _, _, body := get(t, address+"/ac-me/too-fast/"); !strings.Contains(body, "Far too fast") || strings.Contains(body, "role=\"alert\"") {
		t.Error("the page does not show the mended file")
	}
	if s.Refresh() {
		t.Error("a change was seen where none is")
	}
}

// A server can start while the files are broken, and shows them when they are mended.
func TestServerStartsBroken(t *testing.T) {
	file := filepath.Join(t.TempDir(), "acme.yaml")
	writeSpec(t, file, "version: 2\n", 1)
	s, err := NewServer(file, testOptions)
	if err != nil {
		t.Fatal(err)
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, httptest.NewRequest("GET", "/", nil))
	if body := w.Body.String(); !strings.Contains(body, "version must be 1") || !strings.Contains(body, "/_reload.js") {
		t.Errorf("got %s", body)
	}
}

// Browsers are told of each change, and each page says which version it is of.
func TestServerTellsBrowsers(t *testing.T) {
	s, file, address := preview(t)
	versions := listen(t, address)
	if got := <-versions; got != "1" {
		t.Fatalf("the first version is %s", got)
	}
	good, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	writeSpec(t, file, string(good)+"\n", 2)
	s.Refresh()
	if got := <-versions; got != "2" {
		t.Errorf("the second version is %s", got)
	}
	if _, _, body := get(t, address); !strings.Contains(body, `src="/_reload.js?2"`) {
		t.Error("the page does not say which version it is of")
	}
}

// listen returns the versions that a browser is told of.
func listen(t *testing.T, address string) <-chan string {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), "GET", address+"/_events", nil)
	if err != nil {
		t.Fatal(err)
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	out := make(chan string, 10)
	go func() {
		defer close(out)
		defer resp.Body.Close()
		for in := bufio.NewScanner(resp.Body); in.Scan(); {
			if version, ok := strings.CutPrefix(in.Text(), "data: "); ok {
				out <- version
			}
		}
	}()
	return out
}

// Files that are included are followed however deep they are, and by several at once.
func TestServerFollowsIncludedFiles(t *testing.T) {
	dir := t.TempDir()
	common := filepath.Join(dir, "common", "of", "all", "http.yaml")
	if err := os.MkdirAll(filepath.Dir(common), 0o777); err != nil {
		t.Fatal(err)
	}
	text := func(title string) string {
		return "version: 1\nown: true\nerrors: [{name: Gone, title: " + title + ", summary: The thing is not there., status: 404, kind: not_found, causes: [It was deleted.], fixes: [Ask for another.]}]\n"
	}
	writeSpec(t, common, text("Gone"), 1)
	writeSpec(t, filepath.Join(dir, "shop.yaml"), "version: 1\nprovider: shop\nname: Shop\nown: true\ninclude: [common/of/all/http.yaml]\nerrors: [{name: Full, title: Full, summary: Nothing more fits., status: 409, kind: conflict, causes: [It is full.], fixes: [Empty it.]}]\n", 1)
	s, err := NewServer(dir, testOptions)
	if err != nil || s.Problem() != nil {
		t.Fatal(err, s.Problem())
	}
	for s.Refresh() { // since what is included is known
	}
	writeSpec(t, common, text("Far gone"), 2)
	refreshed := make(chan bool)
	for range 4 {
		go func() { refreshed <- s.Refresh() }()
	}
	n := 0
	for range 4 {
		if <-refreshed {
			n++
		}
	}
	if n != 1 || s.Problem() != nil {
		t.Errorf("the change was seen %d times, and the problem is %v", n, s.Problem())
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/shop/gone/", nil))
	if w.Code != http.StatusOK || !strings.Contains(w.Body.String(), "Far gone") {
		t.Errorf("status %d, and the page lacks the new title", w.Code)
	}
}

// Follow sees changes by itself, and ends with its context.
func TestServerFollows(t *testing.T) {
	s, file, _ := preview(t)
	ctx, cancel := context.WithCancel(t.Context())
	said, done := make(chan string), make(chan struct{})
	go func() {
		defer close(done)
		s.Follow(ctx, time.Millisecond, func(problem error) {
			select {
			case said <- fmt.Sprint(problem):
			case <-ctx.Done(): // a file that is seen when it is half written changes twice
			}
		})
	}()
	writeSpec(t, file, "nothing: good\n", 2)
	if got := <-said; !strings.Contains(got, "nothing") {
		t.Errorf("got %q", got)
	}
	cancel()
	<-done
}

// A server ends cleanly, also while a browser listens for changes.
func TestServerEnds(t *testing.T) {
	s, _, _ := preview(t)
	l, err := net.Listen("tcp", "localhost:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- s.Serve(ctx, l) }()
	if got := <-listen(t, "http://"+l.Addr().String()); got != "1" {
		t.Errorf("got %s", got)
	}
	cancel()
	if err := <-done; err != nil {
		t.Errorf("it ended with %v", err)
	}
}

// A page of a stranger's whose name leads here cannot read the preview.
func TestServeIsForThisComputer(t *testing.T) {
	s, _, _ := preview(t)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- s.Serve(ctx, l) }()
	defer func() {
		cancel()
		if err := <-done; err != nil {
			t.Error(err)
		}
	}()
	for host, want := range map[string]int{
		"localhost": http.StatusOK, "LocalHost.:8080": http.StatusOK, "127.0.0.1:1": http.StatusOK, "[::1]:80": http.StatusOK, "docs.localhost": http.StatusOK,
		"evil.example": http.StatusMisdirectedRequest, "evil.example:8080": http.StatusMisdirectedRequest, "localhost.evil.example": http.StatusMisdirectedRequest,
		"127.0.0.1.evil.example": http.StatusMisdirectedRequest, "192.0.2.1": http.StatusMisdirectedRequest,
	} {
		req, err := http.NewRequest(http.MethodGet, "http://"+l.Addr().String()+"/", nil)
		if err != nil {
			t.Fatal(err)
		}
		req.Host = host
		resp, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(resp.Body)
		resp.Body.Close()
		if err != nil || resp.StatusCode != want || want != http.StatusOK && strings.Contains(string(body), "Ac Me") {
			t.Errorf("%s: got %d, %v", host, resp.StatusCode, err)
		}
	}
}
