package citizen

import (
	"net/url"
	"strings"
)

// SheetFoot stands under a printed receipt or case.
type SheetFoot struct {
	Label   string // of the number; none: that of a case
	No      string
	QR      string // picture of the case's address as SVG
	Printed string // 打印于 3月10日 10:15
}

// sheetFoot is drawn only for the print sheet.
func (v *visit) sheetFoot(no, at string) (SheetFoot, error) {
	if v.r.URL.Query().Get("print") != "1" {
		return SheetFoot{}, nil
	}
	qr, err := v.picture(at, say("sheet.qr", "no", no))
	return SheetFoot{No: no, QR: qr, Printed: say("sheet.printed", "at", v.moment(v.d.Filing.Clock.Now()))}, err
}

// href leads from the record to a file beside it.
func (f ArchiveFile) href() string {
	parts := strings.Split(f.Path, "/")
	for i := range parts {
		parts[i] = url.PathEscape(parts[i])
	}
	return strings.Join(parts, "/")
}
