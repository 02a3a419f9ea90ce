//go:build !linux && !darwin

package main

import "os"

// terminalWidth returns 0: how to ask a terminal of this system is not known here,
// and the variable COLUMNS says it.
func terminalWidth(*os.File) int { return 0 }
