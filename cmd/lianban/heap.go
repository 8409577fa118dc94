package main

import (
	"os"
	"runtime/debug"
)

// startPercent is how far the heap may grow over what was live, in per cent, before it is collected during a start.
const startPercent = 200

// growHeap lets the heap grow during a start: nearly all that is made then stays, and collecting in between frees little.
// settle puts the usual pace back and gives the machine what only the start needed. Who sets GOGC is obeyed.
func growHeap() (settle func()) {
	if os.Getenv("GOGC") != "" {
		return func() {}
	}
	usual := debug.SetGCPercent(startPercent)
	return func() {
		debug.SetGCPercent(usual)
		debug.FreeOSMemory()
	}
}
