package site

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"html"
	"io"
	"io/fs"
	"mime"
	"net"
	"net/http"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/errbook/errbook/spec"
	"github.com/errbook/errbook/templates"
)

// A Server shows the site of spec files while somebody writes them. It makes a page
// when it is asked for, reads the files that change, and makes browsers reload. While a
// file is broken it shows the last good pages with what is wrong above them. It is safe
// for use by several goroutines.
type Server struct {
	specPath string
	options  Options

	reading sync.Mutex // held while files are read
	book    *spec.Book // the last good one
	state   string     // of the files when they were last read

	mu      sync.Mutex
	pages   *pages        // of the book, nil before there is one
	problem error         // what is wrong with the files now, nil for nothing
	version int           // counts what changed
	changed chan struct{} // closed when version grows
}

// NewServer returns a server for the spec files of a directory, or for one file.
// A broken file is not an error here: the pages say what is wrong.
func NewServer(specPath string, options Options) (*Server, error) {
	if err := options.Check(); err != nil {
		return nil, err
	}
	s := &Server{specPath: specPath, options: options, changed: make(chan struct{})}
	s.Refresh()
	return s, nil
}

// Problem returns what is wrong with the spec files, nil if nothing is.
func (s *Server) Problem() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.problem
}

// Refresh reads the spec files again if they have changed since the last time, and
// reports whether they had.
func (s *Server) Refresh() bool {
	s.reading.Lock()
	defer s.reading.Unlock()
	state := stateOf(s.specPath, s.book)
	if state == s.state {
		return false
	}
	s.state = state
	book, err := spec.Settings{Generic: s.options.Generic}.Reload(s.book, s.specPath)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.problem = err
	if err == nil {
		s.book, s.pages = book, newPages(book, s.options)
	}
	s.version++
	close(s.changed)
	s.changed = make(chan struct{})
	return true
}

// pages are the files of the site of a book, made when they are asked for. They are
// safe for use by several goroutines.
type pages struct {
	builder func() *builder
	mu      sync.Mutex // held while parts are made: they share much of the work
	made    map[string]bool
	kept    keeper
}

func newPages(book *spec.Book, options Options) *pages {
	return &pages{
		builder: sync.OnceValue(func() *builder { return newBuilder(book, options) }),
		made:    map[string]bool{},
		kept:    keeper{pages: map[string][]byte{}},
	}
}

// get returns the file of a name, nil if the site has none.
func (p *pages) get(name string) ([]byte, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	part := partOf(name)
	if p.made[part] {
		return p.kept.pages[name], nil
	}
	before := len(p.kept.pages)
	err := p.builder().build(&p.kept, func(other string) bool { return other == part })
	if len(p.kept.pages) > before { // of parts that there are not, memory need not know
		p.made[part] = err == nil
	}
	return p.kept.pages[name], err
}

// A keeper is the Sink that keeps files in memory.
type keeper struct {
	mu    sync.Mutex
	pages map[string][]byte
}

func (k *keeper) Put(name string, data []byte) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.pages[name] = bytes.Clone(data)
	return nil
}

func (k *keeper) Stream(name string, write func(io.Writer) error) error {
	var b bytes.Buffer
	if err := write(&b); err != nil {
		return err
	}
	return k.Put(name, b.Bytes())
}

// stateOf returns a text that changes when a spec file does, or one that files of the
// book include.
func stateOf(specPath string, book *spec.Book) string {
	var b strings.Builder
	note := func(name string, info fs.FileInfo) {
		fmt.Fprintf(&b, "%s %d %d\n", name, info.Size(), info.ModTime().UnixNano())
	}
	info, err := os.Stat(specPath)
	if err != nil {
		return err.Error()
	}
	if !info.IsDir() {
		note(specPath, info)
		kinds := filepath.Join(filepath.Dir(specPath), spec.TaxonomyName)
		if info, err := os.Stat(kinds); err == nil {
			note(kinds, info)
		}
		noteIncluded(filepath.Dir(specPath), book, note)
		return b.String()
	}
	entries, err := os.ReadDir(specPath)
	if err != nil {
		return err.Error()
	}
	for _, e := range entries {
		ext := filepath.Ext(e.Name())
		if info, err := os.Stat(filepath.Join(specPath, e.Name())); err == nil && (ext == ".yaml" || ext == ".yml") {
			note(e.Name(), info)
		}
	}
	noteIncluded(specPath, book, note)
	return b.String()
}

// noteIncluded notes the YAML files in the directories of one, which spec files may
// include, and those that they do include, however deep they are.
func noteIncluded(dir string, book *spec.Book, note func(name string, info fs.FileInfo)) {
	var names []string
	for _, pattern := range []string{"*/*.yaml", "*/*.yml"} {
		found, _ := filepath.Glob(filepath.Join(dir, pattern)) // the pattern is well formed, but dir may not be one
		names = append(names, found...)
	}
	if book != nil {
		for _, f := range book.Files {
			for _, inc := range f.Included {
				names = append(names, filepath.FromSlash(inc.Path))
			}
		}
	}
	slices.Sort(names)
	for _, name := range slices.Compact(names) {
		if info, err := os.Stat(name); err == nil {
			note(name, info)
		}
	}
}

// Follow refreshes the pages whenever a file has changed, until ctx ends. It
// looks every now and then, which works on every file system; said is told
// after each change.
func (s *Server) Follow(ctx context.Context, every time.Duration, said func(problem error)) {
	tick := time.NewTicker(every)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			if s.Refresh() {
				said(s.Problem())
			}
		}
	}
}

// Serve serves the site on a listener until ctx ends, and then closes it.
//
// Where only this computer can connect, a request must be for a name of this
// computer: a page of a stranger's could otherwise have its own name lead here,
// and read what is being written.
func (s *Server) Serve(ctx context.Context, l net.Listener) error {
	var handler http.Handler = s
	if addr, ok := l.Addr().(*net.TCPAddr); ok && addr.IP.IsLoopback() {
		handler = localOnly(s)
	}
	server := &http.Server{Handler: handler, ReadHeaderTimeout: 10 * time.Second, BaseContext: func(net.Listener) context.Context { return ctx }}
	done := make(chan error, 1)
	go func() { done <- server.Serve(l) }()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
	}
	end, cancel := context.WithTimeout(context.Background(), 2*time.Second)
	defer cancel()
	if err := server.Shutdown(end); err != nil {
		return server.Close()
	}
	if err := <-done; !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// localOnly refuses requests for hosts that are not this computer.
func localOnly(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !isLocal(r.Host) {
			http.Error(w, "this preview is only for this computer: open it as localhost", http.StatusMisdirectedRequest)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// isLocal reports whether a host, with or without a port, is this computer
// whatever a name server says (RFC 6761, section 6.3).
func isLocal(host string) bool {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	host = strings.ToLower(strings.TrimSuffix(strings.Trim(host, "[]"), "."))
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback() || host == "localhost" || strings.HasSuffix(host, ".localhost")
}

// What only the preview has. No provider's id begins with an underscore.
const (
	eventsPath = "/_events"
	scriptPath = "/_reload.js"
)

// ServeHTTP serves a page of the site.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, "method not allowed", http.StatusMethodNotAllowed)
		return
	}
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	switch r.URL.Path {
	case eventsPath:
		s.events(w, r)
	case scriptPath:
		w.Header().Set("Content-Type", "text/javascript; charset=utf-8")
		w.Write(templates.SiteReload)
	default:
		s.page(w, r)
	}
}

// page answers with a file of the site.
func (s *Server) page(w http.ResponseWriter, r *http.Request) {
	name := strings.TrimPrefix(path.Clean(r.URL.Path), "/")
	s.mu.Lock()
	pages, problem, version := s.pages, s.problem, s.version
	s.mu.Unlock()
	data, folder, missing, err := pages.find(name)
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	status := http.StatusOK
	switch {
	case data != nil:
	case folder != nil && name != "" && !strings.HasSuffix(r.URL.Path, "/"):
		http.Redirect(w, r, "/"+name+"/", http.StatusFound)
		return
	case folder != nil:
		name, data = "index.html", folder
	default:
		name, data, status = "404.html", lostPage(missing), http.StatusNotFound
	}
	kind := mime.TypeByExtension(path.Ext(name))
	switch path.Ext(name) {
	case ".html":
		kind, data = "text/html; charset=utf-8", dress(data, problem, version)
	case ".md":
		kind = "text/markdown; charset=utf-8"
	}
	w.Header().Set("Content-Type", kind)
	w.WriteHeader(status)
	w.Write(data)
}

// find returns the file of a name, else the index of its directory, else the page for
// names that lead nowhere. Nil pages have none of them.
func (p *pages) find(name string) (data, index, missing []byte, err error) {
	if p == nil {
		return nil, nil, nil, nil
	}
	if data, err = p.get(name); data != nil || err != nil {
		return data, nil, nil, err
	}
	if index, err = p.get(path.Join(name, "index.html")); index != nil || err != nil {
		return nil, index, nil, err
	}
	missing, err = p.get("404.html")
	return nil, nil, missing, err
}

// lostPage returns the page for URLs that lead nowhere. There is none before the first
// good book.
func lostPage(missing []byte) []byte {
	if missing == nil {
		return []byte("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>errbook</title>\n</head>\n<body>\n<main>\n<h1>No pages yet</h1>\n</main>\n</body>\n</html>\n")
	}
	return missing
}

// dress adds to a page what only the preview has: the script that reloads it,
// the right to listen for events, and what is wrong with the spec files.
func dress(data []byte, problem error, version int) []byte {
	policy := html.EscapeString(templates.SitePolicy)
	data = bytes.Replace(data, []byte(policy), []byte(policy+"; connect-src &#39;self&#39;"), 1)
	data = bytes.Replace(data, []byte("</head>"), fmt.Appendf(nil, "<script src=\"%s?%d\" defer></script>\n</head>", scriptPath, version), 1)
	if problem != nil {
		text := "<section class=\"broken\" role=\"alert\"><h2>The spec files are broken; these are the last good pages</h2>\n<pre tabindex=\"0\">" + html.EscapeString(problem.Error()) + "</pre></section>\n"
		data = bytes.Replace(data, []byte("<main"), []byte(text+"<main"), 1)
	}
	return data
}

// events tells a browser, as server-sent events, which version of the pages there
// is: at once, and each time they change.
func (s *Server) events(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/event-stream")
	out := http.NewResponseController(w)
	for {
		s.mu.Lock()
		version, changed := s.version, s.changed
		s.mu.Unlock()
		if _, err := fmt.Fprintf(w, "data: %d\n\n", version); err != nil || out.Flush() != nil {
			return
		}
		select {
		case <-r.Context().Done():
			return
		case <-changed:
		}
	}
}
