// Package bench compares classification with what a program could do instead:
// a switch written by hand, encoding/json with a map, and gjson. Command table beside it
// measures all that is promised about speed.
package bench
