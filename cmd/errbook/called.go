package main

import (
	"cmp"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"runtime/debug"
	"strings"
	"sync"

	"github.com/spf13/cobra"
	"golang.org/x/mod/modfile"
)

// plainName is what the command is called where it is installed, and what all of its
// texts say.
const plainName = "errbook"

// called returns how the command was called, so that a hint can be typed as it is
// printed: "errbook", "go tool errbook" or "go run …/cmd/errbook".
var called = sync.OnceValue(func() string {
	executable, err := os.Executable()
	if err != nil {
		return plainName
	}
	info, _ := debug.ReadBuildInfo()
	return calledAs(executable, info, nearestModule("."))
})

// byGo matches the executables that the go command makes to run them at once: in its
// build cache, or in a directory of the run.
var byGo = regexp.MustCompile(`(^|/)([0-9a-f]{2}/[0-9a-f]{64}-d|go-build[0-9]+/b[0-9]+/exe)/[^/]+$`)

// calledAs returns how an executable was called. The go command says nothing of itself
// to what it runs: it is known by where the executable lies, and go tool by the tools of
// the module.
func calledAs(executable string, info *debug.BuildInfo, mod *modfile.File) string {
	if info == nil || info.Path == "" || !byGo.MatchString(filepath.ToSlash(executable)) {
		return plainName
	}
	if mod != nil {
		for _, tool := range mod.Tool {
			if tool.Path == info.Path {
				return "go tool " + path.Base(tool.Path)
			}
		}
	}
	name := "go run " + info.Path
	if v := info.Main.Version; strings.HasPrefix(info.Path, info.Main.Path) && v != "" && v != "(devel)" && (mod == nil || mod.Module.Mod.Path != info.Main.Path) {
		name += "@" + v
	}
	return name
}

// nearestModule returns the go.mod of a directory or of the nearest one above it, nil
// for none that can be read.
func nearestModule(dir string) *modfile.File {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil
	}
	for {
		name := filepath.Join(dir, "go.mod")
		if data, err := os.ReadFile(name); err == nil {
			mod, err := modfile.Parse(name, data, nil)
			if err != nil || mod.Module == nil {
				return nil
			}
			return mod
		}
		above := filepath.Dir(dir)
		if above == dir {
			return nil
		}
		dir = above
	}
}

// ownCommand matches a command as our texts name it.
var ownCommand = regexp.MustCompile(`(^|[\s|(])(?:go tool )?` + plainName + ` (breaking|check|classify|completion|explain|generate|help|import|init|lint|man|schema|serve|site|stats|upstream|version)\b`)

// asCalled returns one of our texts with its commands as this one was called.
func asCalled(text string) string { return commandsAs(text, called()) }

func commandsAs(text, name string) string {
	if name == plainName || !strings.Contains(text, plainName+" ") {
		return text
	}
	return ownCommand.ReplaceAllString(text, "${1}"+strings.ReplaceAll(name, "$", "$$")+" $2")
}

// helpAsCalled makes help texts and usage errors name the command as it was called.
func helpAsCalled(root *cobra.Command) {
	if called() == plainName {
		return
	}
	root.Annotations = map[string]string{cobra.CommandDisplayNameAnnotation: called()}
	help := root.HelpFunc()
	root.SetHelpFunc(func(c *cobra.Command, args []string) {
		for _, text := range []*string{&c.Long, &c.Example} {
			*text = asCalled(*text)
		}
		c.Long = cmp.Or(c.Long, c.Short)
		help(c, args)
	})
}
