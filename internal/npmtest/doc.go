// Package npmtest holds the tests of the npm package as its users get it, packed by
// npm: its types, the examples of its README, compiled and run with the SDKs that they
// are for, and what a bundler keeps of it.
//
//	npm install --prefix internal/npmtest --no-save --no-package-lock
//	make test-npm
//
// Where the SDKs are missing the tests are skipped, unless NPM_SDKS names the directory
// whose node_modules has them: then they fail. That the package classifies as apierr
// does is a test of internal/reader.
package npmtest
