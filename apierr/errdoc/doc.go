// Package errdoc is the documentation of errors, and the words that it and
// package apierr have for them: kinds, families, classes of retry, actors, scopes.
// Most users need only package apierr, which has the same types and constants
// under the same names.
package errdoc
