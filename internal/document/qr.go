package document

import (
	"fmt"
	"html"
	"strings"

	"rsc.io/qr"

	"lianban/internal/base/fault"
)

// quiet is the white border of a QR code, in modules (ISO/IEC 18004 §6.3.8).
const quiet = 4

// newQR makes the code of an address; level M survives a crease.
func newQR(text string) (*qr.Code, error) {
	c, err := qr.Encode(text, qr.M)
	return c, fault.Wrap(err, "make a QR code")
}

// eachRun calls draw for every horizontal run of dark modules.
func eachRun(c *qr.Code, draw func(col, row, length int)) {
	for row := range c.Size {
		for col := 0; col < c.Size; col++ {
			start := col
			for col < c.Size && c.Black(col, row) {
				col++
			}
			if col > start {
				draw(start, row, col-start)
			}
		}
	}
}

// QRSVG answers a QR code as an SVG element with a label for those who cannot see it. It needs no style
// attribute, so a strict Content-Security-Policy allows it.
func QRSVG(text, label string) (string, error) {
	c, err := newQR(text)
	if err != nil {
		return "", err
	}
	side := c.Size + 2*quiet
	var path strings.Builder
	eachRun(c, func(col, row, length int) {
		fmt.Fprintf(&path, "M%d %dh%dv1h-%dz", col+quiet, row+quiet, length, length)
	})
	return fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" class="lb-qr" viewBox="0 0 %d %d" width="132" height="132" role="img" aria-label="%s"><rect width="%d" height="%d" fill="#fff"/><path d="%s" fill="#000"/></svg>`,
		side, side, html.EscapeString(label), side, side, path.String()), nil
}

// QRPNG answers a QR code as a PNG with eight pixels a module.
func QRPNG(text string) ([]byte, error) {
	c, err := newQR(text)
	if err != nil {
		return nil, err
	}
	c.Scale = 8
	return c.PNG(), nil
}
