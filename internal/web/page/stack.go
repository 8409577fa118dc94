package page

import "runtime/debug"

// stack is the stack of a panic, cut to what a log line bears.
func stack() string {
	s := debug.Stack()
	return string(s[:min(len(s), 4<<10)])
}
