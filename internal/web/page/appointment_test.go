package page_test

import (
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"lianban/internal/domain/calendar"
	"lianban/internal/domain/casework"
	"lianban/internal/web/page"
)

// A calendar keeps one appointment through every version of it: the same UID, a sequence that rises, UTC, folded lines.
func TestAVisitIsOneAppointmentInEveryCalendar(t *testing.T) {
	t.Parallel()
	c := &casework.Case{ID: "c1", No: "370602-20261130-00001-4", Items: []*casework.ItemCase{{Slot: "a", Attempt: 1, Name: "食品经营许可，新办;" + strings.Repeat("长", 40)}}}
	v := &casework.Visit{ID: "v1", On: calendar.MustDay("2026-12-01"), Time: "09:30", Place: "示例路18号", Slots: []string{"a"}, Sequence: 2}
	file := func() string {
		w := httptest.NewRecorder()
		page.SendCalendar(w, page.VisitEvent(c, v, "上门勘验", time.Date(2026, 11, 30, 8, 0, 0, 0, time.UTC)))
		return w.Body.String()
	}
	text := file()
	for _, want := range []string{
		"UID:c1-v1@lianban\r\n", "SEQUENCE:2\r\n", "DTSTART:20261201T013000Z\r\n", "STATUS:CONFIRMED\r\n", "METHOD:PUBLISH\r\n", `\;`, "END:VCALENDAR\r\n",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing:\n%s", want, text)
		}
	}
	for _, line := range strings.Split(strings.TrimSuffix(text, "\r\n"), "\r\n") {
		if len(line) > 75 {
			t.Errorf("a line of %d octets", len(line))
		}
	}
	v.NotHeld, v.Sequence, v.Slots = "weather", 3, nil
	if text := file(); !strings.Contains(text, "METHOD:CANCEL") || !strings.Contains(text, "STATUS:CANCELLED") || !strings.Contains(text, "SEQUENCE:3") {
		t.Errorf("a visit that nobody attends is not taken back:\n%s", text)
	}
}
