package main

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/errbook/errbook/spec/suggest"
)

// unknownCommand says that there is no such command, and which one may be meant.
func unknownCommand(c *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	var names []string
	for _, sub := range c.Commands() {
		names = append(names, sub.Name())
	}
	err := fmt.Errorf("no command is called %q", args[0])
	if best := suggest.Nearest(args[0], names); best != "" {
		return fmt.Errorf("%w\n\thint: did you mean %s %s?", err, c.CommandPath(), best)
	}
	return usageError(c, err)
}

// helpCommand returns the command that prints the help of another one.
func helpCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "help [COMMAND]",
		Short: "Print the help of a command",
		RunE: func(c *cobra.Command, args []string) error {
			about, rest, err := c.Root().Find(args)
			if err != nil || len(rest) > 0 {
				return unknownCommand(about, rest)
			}
			about.InitDefaultHelpFlag()
			about.InitDefaultVersionFlag()
			return about.Help()
		},
		ValidArgsFunction: func(c *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
			about, _, err := c.Root().Find(args)
			if err != nil {
				return nil, cobra.ShellCompDirectiveNoFileComp
			}
			var names []string
			for _, sub := range about.Commands() {
				if sub.IsAvailableCommand() && strings.HasPrefix(sub.Name(), typed) {
					names = append(names, cobra.CompletionWithDesc(sub.Name(), sub.Short))
				}
			}
			return names, cobra.ShellCompDirectiveNoFileComp
		},
	}
}

// addCompletionCommand adds the command that prints completions, which is cobra's, with
// words of ours; a shell that it does not know is an error.
func addCompletionCommand(root *cobra.Command) {
	root.InitDefaultCompletionCmd()
	for _, c := range root.Commands() {
		if c.Name() != "completion" {
			continue
		}
		c.Use = "completion SHELL"
		c.Short = "Print a shell completion script"
		c.Long = `completion prints a completion script for bash, zsh, fish or PowerShell. It completes
commands, flags and their values, such as providers, kinds and codes. The help of each
subcommand says how to load its script.`
		c.Args = unknownCommand
		c.RunE = func(c *cobra.Command, _ []string) error { return c.Help() }
		for _, shell := range c.Commands() {
			shell.Short = "Print the completion script for " + shell.Name()
			shell.Long = strings.Replace(shell.Long, "Generate the autocompletion script", "Print the completion script", 1)
		}
	}
}

// saysArguments makes a command say in its own words which arguments it takes.
func saysArguments(c *cobra.Command) {
	if c.Args == nil {
		return
	}
	accepts := c.Args
	c.Args = func(c *cobra.Command, args []string) error {
		if accepts(c, args) == nil {
			return nil
		}
		found := "none"
		if len(args) > 0 {
			found = strconv.Quote(strings.Join(args, " "))
		}
		_, wanted, _ := strings.Cut(c.Use, " ")
		if wanted == "" || strings.HasPrefix(wanted, "--") {
			return usageError(c, fmt.Errorf("%s takes no arguments; found %s", c.Name(), found))
		}
		return usageError(c, fmt.Errorf("%s takes %s; found %s", c.Name(), wanted, found))
	}
}

// badValue is what pflag says of a value that it cannot read.
var badValue = regexp.MustCompile(`^invalid argument "(.*)" for "(?:-\w, )?(--[\w-]+)" flag: `)

// flagError says in the command's words what is wrong with a flag.
func flagError(c *cobra.Command, err error) error {
	if m := badValue.FindStringSubmatch(err.Error()); m != nil {
		return usageError(c, fmt.Errorf("%s must be %s; found %q", m[2], typeWords(c.Flags().Lookup(m[2][2:]).Value.Type()), m[1]))
	}
	if flag, found := strings.CutPrefix(err.Error(), "flag needs an argument: "); found {
		return usageError(c, fmt.Errorf("%s requires a value; found none", flag))
	}
	name, unknown := strings.CutPrefix(err.Error(), "unknown flag: --")
	if !unknown {
		return usageError(c, err)
	}
	err = fmt.Errorf("%s has no flag --%s", c.CommandPath(), name)
	if best := suggest.Nearest(name, flagNames(c)); best != "" {
		return fmt.Errorf("%w\n\thint: did you mean --%s?", err, best)
	}
	return usageError(c, err)
}

// flagName is how the help names a flag.
var flagName = regexp.MustCompile(`--([\w-]+)`)

func flagNames(c *cobra.Command) []string {
	var names []string
	for _, m := range flagName.FindAllStringSubmatch(c.LocalFlags().FlagUsages()+c.InheritedFlags().FlagUsages(), -1) {
		names = append(names, m[1])
	}
	return names
}

// typeWords says what values a flag of a type takes.
func typeWords(name string) string {
	switch name {
	case "int":
		return "a whole number"
	case "bool":
		return "true or false"
	case "duration":
		return "a duration such as 30s"
	}
	return "a valid " + name
}
