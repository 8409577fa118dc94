package blob

import (
	"mime"
	"strings"
)

// Headers answers the HTTP headers under which a stored file may be served. Even a file that passed the
// checks runs nothing: it is never sniffed by the browser, and it opens in a sandbox. Only images and PDF
// open in the page when inline is asked for; everything else is a download under its name.
func Headers(mimeType, name string, inline bool) map[string]string {
	disposition := "attachment"
	if inline && (mimeType == "image/jpeg" || mimeType == "image/png" || mimeType == "application/pdf") {
		disposition = "inline"
	}
	name = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || r == '/' || r == '\\' {
			return '_'
		}
		return r
	}, name)
	params := map[string]string{}
	if name != "" {
		params["filename"] = name
	}
	h := map[string]string{
		"Content-Type":                 mimeType,
		"Content-Disposition":          mime.FormatMediaType(disposition, params),
		"X-Content-Type-Options":       "nosniff",
		"Content-Security-Policy":      "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox",
		"Cross-Origin-Resource-Policy": "same-origin",
		"Cache-Control":                "private, no-store",
	}
	if mimeType == "application/pdf" && disposition == "inline" {
		// Browsers refuse their own PDF viewer in a sandbox; it runs outside the page's origin anyway.
		h["Content-Security-Policy"] = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'"
	}
	return h
}
