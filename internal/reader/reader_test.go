package reader

import (
	"bufio"
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/errbook/errbook/internal/classify"
	"github.com/errbook/errbook/internal/reader/readertest"
	"github.com/errbook/errbook/spec"
)

func builtinBook(t testing.TB) *spec.Book {
	t.Helper()
	book, err := loadBuiltin()
	if err != nil {
		t.Fatal(err)
	}
	return book
}

var loadBuiltin = sync.OnceValues(func() (*spec.Book, error) { return spec.LoadBuiltin() })

// siteBook is the book of the site's tests: one provider that has everything, and
// one whose texts are hostile.
func siteBook(t testing.TB) *spec.Book {
	t.Helper()
	book, err := spec.Load("../site/testdata/book")
	if err != nil {
		t.Fatal(err)
	}
	return book
}

// most is how many responses of one make are read.
const most = 4000

// The reader makes of every response what apierr makes of it: of every sample and
// near miss of the book, whole, cut off, wrapped in text and in events; of
// responses that nobody documents; and of real ones.
func TestReaderAgreesWithApierr(t *testing.T) {
	book := builtinBook(t)
	n := inNode(t, book)
	makes := readertest.All(book, layer(t))
	if real := corpus(t, book); real != nil {
		makes["corpus"] = real
	}
	for kind, responses := range makes {
		makes[kind] = readertest.Spread(responses, most)
	}
	compare(t, n, book, makes)
}

// Rules whose texts are hostile are read as texts.
func TestReaderAgreesOnHostileRules(t *testing.T) {
	book := siteBook(t)
	n := inNode(t, book)
	compare(t, n, book, of(readertest.All(book, layer(t)), "samples", "cut off", "wrapped", "events", "pages", "shapes", "close codes"))
}

// Kinds of a book's own are read as errbook's are.
func TestReaderAgreesOnOwnKinds(t *testing.T) {
	book, err := spec.Load("../site/testdata/ownkinds")
	if err != nil {
		t.Fatal(err)
	}
	n := inNode(t, book)
	compare(t, n, book, of(readertest.All(book, layer(t)), "samples", "cut off", "wrapped", "undocumented", "identifiers"))
	for _, got := range n.read(readertest.Samples(book)[:1]) {
		if want := (readertest.Reading{Code: "shop.SoldOut", Kind: "out_of_warehouse", Match: "exact", Retry: "window"}); got != want {
			t.Errorf("got %+v, want %+v", got, want)
		}
	}
}

// A book says which part of the generic layer may judge what it does not document.
func TestReaderAgreesOnPartsOfTheLayer(t *testing.T) {
	book, err := spec.Load("testdata/parts")
	if err != nil {
		t.Fatal(err)
	}
	n := inNode(t, book)
	makes := of(readertest.All(book, layer(t)), "samples", "cut off", "wrapped", "events", "pages", "undocumented", "identifiers", "phrases", "shapes", "salvaged", "close codes")
	for kind, responses := range makes {
		responses = readertest.Spread(responses, 500)
		makes[kind] = nil
		for _, f := range book.Files {
			for _, r := range responses {
				r.Provider = f.Provider.Value
				makes[kind] = append(makes[kind], r)
			}
		}
	}
	compare(t, n, book, makes)
}

// Bodies that are XML are read by the paths into them, whole and cut off.
func TestReaderAgreesOnXML(t *testing.T) {
	book, err := spec.Load("testdata/xml")
	if err != nil {
		t.Fatal(err)
	}
	n := inNode(t, book)
	compare(t, n, book, of(readertest.All(book, layer(t)), "samples", "cut off", "wrapped", "undocumented", "shapes"))
}

// of returns the makes of the given names.
func of(makes map[string][]readertest.Response, kinds ...string) map[string][]readertest.Response {
	some := map[string][]readertest.Response{}
	for _, kind := range kinds {
		some[kind] = makes[kind]
	}
	return some
}

// compare holds the readings of responses against apierr, each make in a test of its
// own. One Node.js reads them all, because it takes longer to start than to read.
func compare(t *testing.T, n *node, book *spec.Book, makes map[string][]readertest.Response) {
	t.Helper()
	var all []readertest.Response
	kinds := slices.Sorted(maps.Keys(makes))
	for _, kind := range kinds {
		all = append(all, makes[kind]...)
	}
	readings := n.read(all)
	for _, kind := range kinds {
		responses := makes[kind]
		t.Run(kind, func(t *testing.T) { compareOne(t, book, responses, readings[:len(responses)]) })
		readings = readings[len(responses):]
	}
}

// compareOne holds the readings of one make of responses against apierr.
func compareOne(t *testing.T, book *spec.Book, responses []readertest.Response, readings []readertest.Reading) {
	t.Helper()
	if len(responses) == 0 {
		t.Fatal("there is nothing to read")
	}
	differ := 0
	for i, got := range readings {
		r := &responses[i]
		if want := r.Want(book); got != want {
			if differ++; differ <= 12 {
				t.Errorf("%s %d %s: %.400s\n got %+v\nwant %+v", r.Provider, max(r.Status, r.Close), r.Event, r.Body, got, want)
			}
		}
	}
	t.Logf("%d responses, %d differ", len(responses), differ)
}

// Every limit of apierr decides in the reader, too, at the same place, and has the
// value that it is documented to have.
func TestLimits(t *testing.T) {
	book := builtinBook(t)
	n := inNode(t, book)
	var responses []readertest.Response
	for _, b := range readertest.Borders() {
		responses = append(responses, b.Kept, b.Over)
	}
	readings := n.read(responses)
	for i, b := range readertest.Borders() {
		kept, over := b.Kept.Want(book), b.Over.Want(book)
		if kept == over {
			t.Errorf("%s: apierr makes no difference between %d and one more: %+v", b.Name, b.Limit, kept)
		}
		if got := readings[2*i]; got != kept {
			t.Errorf("%s: at %d the reader makes of it %+v, apierr %+v", b.Name, b.Limit, got, kept)
		}
		if got := readings[2*i+1]; got != over {
			t.Errorf("%s: past %d the reader makes of it %+v, apierr %+v", b.Name, b.Limit, got, over)
		}
	}
}

// The reader makes of what curl -i printed what errbook classify makes of it.
func TestReaderReadsWhatCurlPrints(t *testing.T) {
	book := builtinBook(t)
	n := inNode(t, book)
	var questions [][]any
	var want []readertest.Reading
	for i, r := range readertest.Samples(book) {
		if r.Status == 0 {
			continue
		}
		text := readertest.Curl(&r, i)
		answer := classify.ReadResponse([]byte(text))
		reading := readertest.Reading{}
		if e := answer.Error(book.Find(r.Provider).Runtime()); e != nil {
			reading = readertest.Reading{Code: string(e.Code), Kind: e.Kind.String(), Match: e.Match.String()}
		}
		questions, want = append(questions, []any{text, r.Provider}), append(want, reading)
	}
	for i, got := range n.ask(questions) {
		if got.Retry = ""; got != want[i] {
			t.Errorf("%s: %.400s\n got %+v\nwant %+v", questions[i][1], questions[i][0], got, want[i])
		}
	}
	t.Logf("%d responses", len(questions))
}

// corpus returns the responses of a file of real ones, one a line, if there is one.
func corpus(t *testing.T, book *spec.Book) []readertest.Response {
	t.Helper()
	return corpusNamed(t, book, "dev.jsonl")
}

// corpusNamed returns those of a file beside the one that ERRBOOK_CORPUS names.
func corpusNamed(t *testing.T, book *spec.Book, name string) []readertest.Response {
	t.Helper()
	dir := "../../../shared/corpus"
	if given := os.Getenv("ERRBOOK_CORPUS"); given != "" {
		dir = filepath.Dir(given)
	}
	file, err := os.Open(filepath.Join(dir, name))
	if err != nil {
		return nil
	}
	defer file.Close()
	var list []readertest.Response
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var line struct {
			Provider, Body, Surface string
			Status                  int
			Headers                 map[string]string
		}
		if err := json.Unmarshal(lines.Bytes(), &line); err != nil {
			t.Fatal(err)
		}
		r := readertest.Response{Status: line.Status, Headers: map[string]string{}, Body: line.Body, Stream: line.Surface == "stream"}
		for name, value := range line.Headers {
			r.Headers[strings.ToLower(name)] = value
		}
		list = append(list, r) // of a host that no book knows
		if book.Find(line.Provider) != nil {
			r.Provider = line.Provider
			list = append(list, r)
		}
	}
	return list
}
