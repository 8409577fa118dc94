package officer

import (
	"bytes"
	"mime"
	"net/http"
	"strconv"
	"strings"

	"lianban/internal/app/handling"
	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/calendar"
)

// mostExported is how many rows one spreadsheet holds.
const mostExported = 10_000

// exportRows answers the filtered worklist as a spreadsheet: the same rows, the same order and the same masked names. The audit log
// keeps that it was taken.
func exportRows(v *visit) error {
	if v.d.Sheet == nil {
		return fault.New(fault.Unavailable, "officer.no_sheet")
	}
	q := readQuery(v.R.URL.Query())
	var b bytes.Buffer
	err := v.d.Sheet(&b, say("stage."+q.stageKey()), func(put func(...string) error) error {
		if err := put(strings.Split(say("export.head"), " ")...); err != nil {
			return err
		}
		more, err := v.d.Handling.Export(v.R.Context(), v.Who.Principal, q.filter(v.Today, v.Who.StaffID()), q.values.Encode(), mostExported, func(r handling.WorkRow, names map[ident.StaffID]string) error {
			return put(v.exported(r, names)...)
		})
		if err == nil && more {
			err = put(say("export.more", "n", mostExported))
		}
		return err
	})
	if err != nil {
		return err
	}
	h := v.W.Header()
	h.Set("Content-Type", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
	name := say("export.name", "stage", say("stage."+q.stageKey()), "day", v.Today.String())
	if v.Who.Trial {
		name = say("export.trial", "name", name)
	}
	h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": name + ".xlsx"}))
	h.Set("Content-Length", strconv.Itoa(b.Len()))
	v.W.WriteHeader(http.StatusOK)
	_, _ = v.W.Write(b.Bytes()) // the browser went away: nobody left to tell
	return nil
}

// exported is a row in cells, in the order of export.head.
func (v *visit) exported(r handling.WorkRow, names map[ident.StaffID]string) []string {
	row := v.row(r, names)
	marks := make([]string, len(row.Marks))
	for i, m := range row.Marks {
		marks[i] = m.Word
	}
	return []string{
		row.CaseNo, row.Applicant, row.Scenario, row.Item, row.Step, row.State.Word, dayCell(r.Received), dayCell(r.Clock.Due), row.Clock.Lead,
		strconv.Itoa(row.Have), row.Channel, row.Handler, join(marks),
	}
}

func dayCell(d calendar.Day) string {
	if d == 0 {
		return ""
	}
	return d.String()
}
