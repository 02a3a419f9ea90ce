// Package wire reads the parts of an error out of a response: which code, which
// type, which message, wherever a provider puts them. It is for generated code;
// most users do not need it. See package apierr.
//
// A [Wire] lists paths into a body. Reading a response by a Wire makes [Fields],
// which the rules of a provider ask for values. The package knows no kinds and no
// codes: what the values mean is for apierr.
package wire
