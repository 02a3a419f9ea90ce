// Command release prepares what a release publishes: the modules of the
// repository, each with a tag of its own, and the notes. It pushes nothing.
//
//	go run ./internal/release check v0.1.0   # what is missing for that version
//	go run ./internal/release notes v0.1.0   # its section of CHANGELOG.md
//	go run ./internal/release tag v0.1.0     # check, then tag every module here
//
// Its test packs the tree as those tags would into a module proxy made of files,
// and does with it what README promises.
package main

import (
	"fmt"
	"os"
	"strings"
)

func main() {
	out, err := run(".", os.Args[1:])
	fmt.Print(out)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// run carries out a command in the repository at root, and returns what it prints.
func run(root string, args []string) (string, error) {
	if len(args) != 2 {
		return "", fmt.Errorf("usage: release check|notes|tag VERSION")
	}
	command, version := args[0], args[1]
	switch command {
	case "check":
		return "", check(root, version)
	case "notes":
		return notes(root, version)
	case "tag":
		if err := check(root, version); err != nil {
			return "", err
		}
		tags, err := tag(root, version)
		if err != nil {
			return "", err
		}
		return "git push --atomic origin " + strings.Join(tags, " ") + "\n", nil
	}
	return "", fmt.Errorf("the command must be check, notes or tag; found %q", command)
}
