// Command licenses writes THIRD_PARTY.md: the license of everything that is
// linked into the command, on every platform that is released.
//
//	go run ./internal/licenses
package main

import (
	"fmt"
	"os"
)

// file is what the command writes, at the root of the repository.
const file = "THIRD_PARTY.md"

func main() {
	text, err := document(".")
	if err == nil {
		err = os.WriteFile(file, text, 0o666)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "licenses:", err)
		os.Exit(1)
	}
}
