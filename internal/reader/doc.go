// Package reader makes the JavaScript that classifies a response in a page, as
// package apierr does in a program.
//
// The directory js holds its source: pasted.js reads what was pasted, open.js takes
// off what programs print around a response, scan.js and view.js read its parts,
// generic.js is the generic layer, size.js compares numbers, judge.js is the way of
// one response from top to bottom. A bundler makes one small file of them for each of two doors: page.js,
// for a page in which somebody pastes a response, and package.js, for the npm package,
// which returns all that apierr does; wait.js reads how long a server asks to wait.
//
// What the source does not have is knowledge. Rules, names, phrases, statuses and
// expressions are data that this package makes of a book and of its generic layer.
// Limits come from Go, too, as constants that the bundler puts in.
//
// Members that end in an underscore are named twice, here in the tags of structs
// and in the source. The bundler makes them short, and the data gets the same
// short names; data that the source never asks for is an error.
//
// The tests run the bundle under Node.js and hold it against apierr.
package reader
