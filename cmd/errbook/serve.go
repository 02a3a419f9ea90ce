package main

import (
	"fmt"
	"net"
	"time"

	"github.com/spf13/cobra"

	"github.com/errbook/errbook/internal/site"
)

// lookEvery is how often serve looks whether a spec file has changed: often
// enough to feel immediate.
const lookEvery = 50 * time.Millisecond

func serveCommand() *cobra.Command {
	var p project
	var addr string
	c := &cobra.Command{
		Use:   "serve",
		Short: "Preview the documentation site, and reload it after changes",
		Long: `serve previews the documentation site in a browser while you edit the spec files:
it reloads the page after each change. While a spec file has errors, they are
shown above the last good version of the page.

serve writes no files, and listens only on this computer unless --addr says
otherwise. Press Ctrl-C to stop it.`,
		Example: `  errbook serve
  errbook serve --addr localhost:0 --spec spec/providers/fashn.yaml`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			cfg, err := p.config()
			if err != nil {
				return err
			}
			options, err := siteOptions(cfg, "")
			if err != nil {
				return err
			}
			options.BaseURL = "" // it is here
			options.Published = publishedOf(cfg)
			s, err := site.NewServer(cfg.SpecPath(), options)
			if err != nil {
				return err
			}
			l, err := net.Listen("tcp", addr)
			if err != nil {
				return fmt.Errorf("cannot listen on %s: %w\n\thint: --addr localhost:0 takes any free port", addr, err)
			}
			report := func(problem error) {
				if problem != nil {
					complain(c.ErrOrStderr(), problem)
					return
				}
				say(c.ErrOrStderr(), "the site is up to date")
			}
			report(s.Problem())
			say(c.ErrOrStderr(), "serving http://%s/ (interrupt to stop)", l.Addr())
			go s.Follow(c.Context(), lookEvery, report)
			return s.Serve(c.Context(), l)
		},
	}
	p.addSpecFlags(c)
	c.Flags().StringVar(&addr, "addr", "localhost:8080", "the `host:port` to listen on")
	return c
}
