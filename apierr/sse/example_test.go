package sse_test

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/errbook/errbook/apierr/sse"
)

// Events come as soon as they are whole; a read that fails ends the stream, and is
// not lost.
func ExampleRead() {
	stream := io.MultiReader(strings.NewReader("event: token\ndata: Hello\n\n"), failing{})

	var broken error
	for name, data := range sse.Read(stream, &broken) {
		fmt.Printf("%s: %s\n", name, data)
	}
	fmt.Println("ended:", broken)
	// Output:
	// token: Hello
	// ended: connection reset
}

type failing struct{}

func (failing) Read([]byte) (int, error) { return 0, errors.New("connection reset") }

// What was pasted or recorded is read at once.
func ExampleEvents() {
	for name, data := range sse.Events([]byte("event: error\ndata: {\"code\":\"overloaded\"}\n\n")) {
		fmt.Printf("%s: %s\n", name, data)
	}
	// Output:
	// error: {"code":"overloaded"}
}
