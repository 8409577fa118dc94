package citizen

import (
	"bytes"
	"encoding/csv"
	"mime"
	"net/http"
	"strconv"

	"lianban/internal/base/fault"
	"lianban/internal/base/lang"
	"lianban/internal/domain/scenario"
)

// figuresSheet hands out the figures of all scenarios as a spreadsheet.
func figuresSheet(v *visit) error {
	if v.d.Sheet == nil {
		return fault.New(fault.Unavailable, "citizen.no_sheet")
	}
	var b bytes.Buffer
	err := v.d.Sheet(&b, say("figures.sheet"), func(put func(...string) error) error {
		for _, line := range scenario.Table(v.d.Filing.Catalogue.Reductions(), lang.Chinese()) {
			if err := put(line...); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	v.handOut("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx", b.Bytes())
	return nil
}

// figuresCSV hands out the same as CSV, with the mark by which spreadsheets take it for UTF-8.
func figuresCSV(v *visit) error {
	b := bytes.NewBufferString("\ufeff")
	w := csv.NewWriter(b)
	if err := w.WriteAll(scenario.Table(v.d.Filing.Catalogue.Reductions(), lang.Chinese())); err != nil {
		return fault.Wrap(err, "writing figures")
	}
	v.handOut("text/csv; charset=utf-8", ".csv", b.Bytes())
	return nil
}

func (v *visit) handOut(kind, ending string, b []byte) {
	h := v.w.Header()
	h.Set("Content-Type", kind)
	h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": say("figures.file") + ending}))
	h.Set("Content-Length", strconv.Itoa(len(b)))
	v.w.WriteHeader(http.StatusOK)
	_, _ = v.w.Write(b) // the browser went away: nobody left to tell
}
