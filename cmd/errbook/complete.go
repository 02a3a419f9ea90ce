package main

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/errbook/errbook/internal/config"
	"github.com/errbook/errbook/internal/shelf"
)

// completer offers values that begin with what was typed.
type completer = func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective)

// oneOf offers fixed words.
func oneOf(words ...string) completer {
	return func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		return words, cobra.ShellCompDirectiveNoFileComp
	}
}

// fromBook offers values of the book that --spec names.
func fromBook(values func(s *shelf.Shelf, typed string) ([]string, error)) completer {
	return func(c *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
		path := ""
		if f := c.Flags().Lookup("spec"); f != nil {
			path = f.Value.String()
		}
		books, err := openShelf(path)
		if err != nil {
			return nil, cobra.ShellCompDirectiveError
		}
		list, err := values(books, typed)
		if err != nil {
			return nil, cobra.ShellCompDirectiveError
		}
		slices.Sort(list)
		list = slices.DeleteFunc(slices.Compact(list), func(v string) bool { return !strings.HasPrefix(v, typed) })
		return list, cobra.ShellCompDirectiveNoFileComp
	}
}

// providers offers the ids of providers.
func providers(s *shelf.Shelf, _ string) ([]string, error) { return s.IDs(), nil }

// references offers what explain takes: providers, kinds and families, and the codes
// of a provider once its name is typed.
func references(s *shelf.Shelf, typed string) ([]string, error) {
	provider, _, dotted := strings.Cut(typed, ".")
	if dotted {
		f, err := s.File(strings.ToLower(provider))
		if f == nil || err != nil {
			return nil, err
		}
		var codes []string
		for _, e := range f.Errors {
			codes = append(codes, string(e.Code))
		}
		return codes, nil
	}
	list := slices.Clone(s.IDs())
	for _, k := range s.Taxonomy().Kinds {
		list = append(list, k.Name.String(), string(k.Family))
	}
	return list, nil
}

// hosts offers the hosts that providers name; patterns are not hosts.
func hosts(s *shelf.Shelf, _ string) ([]string, error) {
	files, err := s.Files()
	var list []string
	for _, f := range files {
		for _, h := range f.Facts().Hosts {
			if !strings.Contains(h, "*") {
				list = append(list, h)
			}
		}
	}
	return list, err
}

// contextValues offers the contexts of all providers, as name=value.
func contextValues(s *shelf.Shelf, _ string) ([]string, error) {
	files, err := s.Files()
	return shelf.ContextsOf(files...), err
}

// addCompletions tells shells the values of the flags that have some.
func addCompletions(c *cobra.Command) {
	for name, values := range map[string]completer{
		"provider": fromBook(providers),
		"host":     fromBook(hosts),
		"context":  fromBook(contextValues),
		"front-matter": func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return config.FrontMatterNames(), cobra.ShellCompDirectiveNoFileComp
		},
		"spec": func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return nil, cobra.ShellCompDirectiveDefault
		},
		"config": func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return []string{"yaml", "yml"}, cobra.ShellCompDirectiveFilterFileExt
		},
		"out": func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return nil, cobra.ShellCompDirectiveFilterDirs
		},
	} {
		if c.Flags().Lookup(name) != nil && !(name == "provider" && c.Name() == "init") {
			c.RegisterFlagCompletionFunc(name, values)
		}
	}
	if formats := formatsOf[c.Name()]; formats != nil {
		c.RegisterFlagCompletionFunc("format", oneOf(formats...))
	}
}
