//go:build linux || darwin

package main

import (
	"os"
	"syscall"
	"unsafe"
)

// terminalSize returns how many columns and rows a terminal has, 0 where it does not
// say.
func terminalSize(f *os.File) (columns, rows int) {
	var size struct{ Rows, Columns, X, Y uint16 }
	_, _, failed := syscall.Syscall(syscall.SYS_IOCTL, f.Fd(), syscall.TIOCGWINSZ, uintptr(unsafe.Pointer(&size)))
	if failed != 0 {
		return 0, 0
	}
	return int(size.Columns), int(size.Rows)
}
