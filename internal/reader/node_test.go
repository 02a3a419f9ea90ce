package reader

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"

	"github.com/errbook/errbook/internal/reader/readertest"
	"github.com/errbook/errbook/spec"
	"github.com/errbook/errbook/spec/generic"
)

// loading is how programs of Node.js get the script, and questions: inputs, and the
// providers that are asked.
const loading = `
const {readFileSync} = require("node:fs");
for (const name of ["rules.js", "read.js", "questions.js"]) (0, eval)(readFileSync(name, "utf8"));
`

// driver runs the script over questions.
const driver = loading + `
const asReading = ` + readertest.AsReading + `;
console.log(JSON.stringify(questions.map(([input, id]) => asReading(errbookReader(input, id)))));
`

// A node is the reader under Node.js, with the rules of a book.
type node struct {
	t       *testing.T
	reader  *Reader
	program string
	dir     string
}

// inNode returns the reader under Node.js. It skips the test where that is not
// installed, and with -short.
func inNode(t *testing.T, book *spec.Book) *node {
	t.Helper()
	if testing.Short() {
		t.Skip("the reader under Node.js judges tens of thousands of responses")
	}
	program, err := exec.LookPath("node")
	if err != nil {
		t.Skip("Node.js runs the reader, and is not installed here:", err)
	}
	n := &node{t, newReader(t), program, t.TempDir()}
	var rules bytes.Buffer
	if err := n.reader.WriteRules(&rules, book); err != nil {
		t.Fatal(err)
	}
	n.write("rules.js", rules.Bytes())
	n.write("read.js", n.reader.Script())
	n.write("driver.cjs", []byte(driver))
	return n
}

// layer returns the generic layer of the book.
func layer(t testing.TB) *generic.Layer {
	t.Helper()
	file, err := loadGeneric()
	if err != nil {
		t.Fatal(err)
	}
	return file.Layer()
}

var loadGeneric = sync.OnceValues(generic.Builtin)

func newReader(t testing.TB) *Reader {
	t.Helper()
	r, err := New(layer(t))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func (n *node) write(name string, data []byte) {
	n.t.Helper()
	if err := os.WriteFile(filepath.Join(n.dir, name), data, 0o666); err != nil {
		n.t.Fatal(err)
	}
}

// read returns what the reader makes of responses.
func (n *node) read(responses []readertest.Response) []readertest.Reading {
	n.t.Helper()
	return n.ask(readertest.Questions(responses))
}

// ask returns what the reader makes of inputs, each with the id of a provider.
func (n *node) ask(questions [][]any) (list []readertest.Reading) {
	n.t.Helper()
	n.run("driver.cjs", questions, &list)
	if len(list) != len(questions) {
		n.t.Fatalf("%d questions got %d readings", len(questions), len(list))
	}
	return list
}

// run decodes what a program prints for questions.
func (n *node) run(program string, questions [][]any, printed any) {
	n.t.Helper()
	var b bytes.Buffer
	if err := n.reader.WriteValue(&b, "questions", questions); err != nil {
		n.t.Fatal(err)
	}
	n.write("questions.js", b.Bytes())
	var stderr bytes.Buffer
	cmd := exec.Command(n.program, program)
	cmd.Dir, cmd.Stderr = n.dir, &stderr
	out, err := cmd.Output()
	if err != nil {
		n.t.Fatalf("%v\n%s", err, stderr.Bytes())
	}
	if err := json.Unmarshal(out, printed); err != nil {
		n.t.Fatal(err)
	}
}
