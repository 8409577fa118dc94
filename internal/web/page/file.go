package page

import (
	"mime"
	"net/http"
)

// safeInline are the files that a browser may show by itself; everything else is only downloaded.
var safeInline = map[string]bool{"image/jpeg": true, "image/png": true, "image/webp": true, "image/gif": true, "application/pdf": true}

// filePolicy lets nothing in a file run; the browser's own viewer for PDF needs its styles.
const filePolicy = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; object-src 'self'; frame-ancestors 'self'"

// FileHeaders prepares the answer for a file that somebody handed in or that is an official paper: its name, its
// type as it was sniffed, and a policy under which nothing in it runs. inline asks to show what a browser may show.
func FileHeaders(h http.Header, name, kind string, inline bool) {
	how := "attachment"
	if inline && safeInline[kind] {
		how = "inline"
	}
	h.Set("Content-Type", kind)
	h.Set("Content-Disposition", mime.FormatMediaType(how, map[string]string{"filename": name}))
	h.Set("Content-Security-Policy", filePolicy)
	h.Set("X-Content-Type-Options", "nosniff")
}
