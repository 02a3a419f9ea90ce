package main

import (
	"github.com/spf13/cobra"

	"github.com/errbook/errbook/internal/manpage"
)

// manCommand writes the man pages that packages contain. It is hidden, because
// nobody who uses errbook needs it.
func manCommand() *cobra.Command {
	return &cobra.Command{
		Use:    "man DIR",
		Short:  "Write the man pages of all commands",
		Hidden: true,
		Args:   cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			c.Root().InitDefaultHelpCmd()
			c.Root().InitDefaultCompletionCmd(args...)
			delete(c.Root().Annotations, cobra.CommandDisplayNameAnnotation) // pages are of what will be installed
			names, err := manpage.Write(args[0], c.Root())
			if err != nil {
				return err
			}
			say(c.ErrOrStderr(), "wrote %s", plural(len(names), "page"))
			return nil
		},
	}
}
