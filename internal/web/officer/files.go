package officer

import (
	"io"
	"mime"
	"net/http"
	"strings"

	"lianban/internal/app/handling"
	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/casework"
)

// inlineTypes are the files that a browser may show inside a page; everything else is downloaded.
var inlineTypes = map[string]bool{"image/jpeg": true, "image/png": true, "image/webp": true, "image/gif": true, "application/pdf": true}

// openPaper serves a handed-in file. Nothing in it may run: its own policy allows no script, form or frame.
func openPaper(v *visit) error {
	no, slot, err := v.target()
	if err != nil {
		return err
	}
	p, content, err := v.d.Handling.OpenPaper(v.R.Context(), v.Who.Principal, no, slot, ident.PaperID(v.R.PathValue("paper")))
	if err != nil {
		return err
	}
	defer func() { _ = content.Close() }() // it was only read
	v.servePaper(p, content)
	return nil
}

// servePaper sends a handed-in file; what a browser may not show inside a page is downloaded.
func (v *visit) servePaper(p handling.Paper, content io.ReadSeeker) {
	kind := "attachment"
	if inlineTypes[p.MIME] {
		kind = "inline"
	}
	h := v.W.Header()
	h.Set("Content-Type", p.MIME)
	h.Set("Content-Disposition", mime.FormatMediaType(kind, map[string]string{"filename": p.Name}))
	h.Set("Content-Security-Policy", "sandbox; "+fileSecurityPolicy)
	if p.MIME == "application/pdf" { // the viewers of older browsers do not start inside a sandbox
		h.Set("Content-Security-Policy", fileSecurityPolicy)
	}
	http.ServeContent(v.W, v.R, "", p.At, content)
}

// fileSecurityPolicy is for files in the viewer: the browser's own viewer for PDF needs its plug-in and styles.
const fileSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; object-src 'self'; frame-ancestors 'self'"

// openDocument serves an official paper as PDF.
func openDocument(v *visit) error {
	d, err := v.d.Handling.Document(v.R.Context(), v.Who.Principal, ident.DocumentID(v.R.PathValue("document")))
	if err != nil {
		return err
	}
	if v.d.Printer == nil {
		return fault.New(fault.Unavailable, "officer.no_printer")
	}
	return v.servePDF(d)
}

// servePDF prints an official paper.
func (v *visit) servePDF(d casework.Document) error {
	b, err := v.d.Printer.PDF(v.R.Context(), d)
	if err != nil {
		return err
	}
	h := v.W.Header()
	h.Set("Content-Type", "application/pdf")
	h.Set("Content-Disposition", mime.FormatMediaType("inline", map[string]string{"filename": strings.ReplaceAll(d.No, "/", "-") + ".pdf"}))
	h.Set("Content-Security-Policy", fileSecurityPolicy)
	_, err = v.W.Write(b)
	return err
}
