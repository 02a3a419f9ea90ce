// Package bench compares classification with what a program could do instead:
// a switch written by hand, encoding/json with a map, and gjson.
package bench
