//go:build !linux && !darwin

package main

import "os"

// terminalSize returns 0: how to ask a terminal of this system is not known here, and
// the variable COLUMNS says how wide it is.
func terminalSize(*os.File) (columns, rows int) { return 0, 0 }
