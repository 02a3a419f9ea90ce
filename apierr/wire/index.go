package wire

import "slices"

// IndexOf returns where a string is in a sorted list, -1 if it is not: generated
// classifiers of many codes ask it before a switch.
func IndexOf(sorted []string, s string) int {
	if i, ok := slices.BinarySearch(sorted, s); ok {
		return i
	}
	return -1
}
