// Package sitetest holds the tests of the documentation site in a real browser.
// It is a module of its own, so that users of errbook do not inherit the driver
// of the browser:
//
//	make test-site
//
// It needs Chromium (Debian's package chromium, or CHROMIUM=path) and axe-core
// (npm install --prefix internal/sitetest --no-save axe-core, or AXE=path to
// axe.min.js), and says so where they are missing.
package sitetest
