package main

import (
	"errors"
	"fmt"
	"os/exec"
	"strings"
)

// tag tags what is committed, one tag per module, and returns the tags. Of several
// it makes all or none.
func tag(root, version string) ([]string, error) {
	list, err := modules(root)
	if err != nil {
		return nil, err
	}
	if changed, err := git(root, "status", "--porcelain"); err != nil || changed != "" {
		return nil, errors.Join(err, fmt.Errorf("the work tree must be committed; found changes:\n%s", changed))
	}
	var tags []string
	for _, m := range list {
		tags = append(tags, m.tag(version))
	}
	if known, err := git(root, append([]string{"tag", "--list"}, tags...)...); err != nil || known != "" {
		return nil, errors.Join(err, fmt.Errorf("the tags must be new; found %s", strings.Join(strings.Fields(known), ", ")))
	}
	for i, name := range tags {
		if _, err := git(root, "tag", "--annotate", "--message", "errbook "+name, name); err != nil {
			if i > 0 {
				_, undo := git(root, append([]string{"tag", "--delete"}, tags[:i]...)...)
				err = errors.Join(err, undo)
			}
			return nil, err
		}
	}
	return tags, nil
}

func git(root string, args ...string) (string, error) {
	cmd := exec.Command("git", args...)
	cmd.Dir = root
	out, err := cmd.CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("git %s: %w\n%s", args[0], err, out)
	}
	return string(out), nil
}
