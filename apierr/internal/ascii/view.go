package ascii

import "unsafe"

// View returns b as a string without a copy. The string is valid until b changes.
func View(b []byte) string {
	return unsafe.String(unsafe.SliceData(b), len(b))
}

// OffsetIn returns where part begins in text if it shares its memory, else -1.
func OffsetIn(text, part string) int {
	at := uintptr(unsafe.Pointer(unsafe.StringData(part))) - uintptr(unsafe.Pointer(unsafe.StringData(text)))
	if part == "" || at >= uintptr(len(text)) {
		return -1
	}
	return int(at)
}
