// Package release holds the rehearsal of a release: the modules of the
// repository, packed as tags would be, in a module proxy made of files.
package release
