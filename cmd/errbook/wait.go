package main

import (
	"errors"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"github.com/errbook/errbook/generator/disk"
)

// patience is how long a command waits for another that writes into the same
// directory, and quiet how long it does so without saying why.
var patience, quiet = 10 * time.Second, time.Second

// untilFree does work that needs a directory for itself, as soon as no other
// process has it.
func untilFree(c *cobra.Command, work func() error) error {
	began, said := time.Now(), false
	for {
		err := work()
		held := (*disk.HeldError)(nil)
		if !errors.As(err, &held) {
			return err
		}
		switch waited := time.Since(began); {
		case waited > patience:
			return fmt.Errorf("%w\n\thint: run the command again when that one has ended", err)
		case waited > quiet && !said:
			said = true
			say(c.ErrOrStderr(), "waiting for %s", held.Holder)
		}
		select {
		case <-c.Context().Done():
			return err
		case <-time.After(20 * time.Millisecond):
		}
	}
}
