package page

import (
	"net/http"
	"strings"
	"time"
	"unicode/utf8"

	"lianban/internal/domain/calendar"
	"lianban/internal/domain/casework"
)

// Appointment is one appointment for a calendar file (iCalendar, RFC 5545).
type Appointment struct {
	UID       string // the same for every version of the appointment
	Sequence  int    // rises with every change: calendars take the newest
	At        time.Time
	Lasts     time.Duration
	Title     string
	Place     string
	Text      string
	Cancelled bool
	Stamp     time.Time // when the file was made
}

// visitLasts is how long a visit is taken to last in a calendar.
const visitLasts = 90 * time.Minute

// VisitEvent is a visit as an appointment. A visit that nobody attends any more is a cancelled one.
func VisitEvent(c *casework.Case, v *casework.Visit, title string, now time.Time) Appointment {
	clock, err := time.Parse("15:04", v.Time)
	if err != nil {
		clock = time.Time{}
	}
	day := v.On.Time()
	at := time.Date(day.Year(), day.Month(), day.Day(), clock.Hour(), clock.Minute(), 0, 0, calendar.Zone)
	var items []string
	for _, slot := range v.Slots {
		items = append(items, c.Latest(slot).Name)
	}
	return Appointment{
		UID: string(c.ID) + "-" + v.ID + "@lianban", Sequence: v.Sequence, At: at, Lasts: visitLasts, Title: title, Place: v.Place,
		Text: strings.Join(append([]string{string(c.No)}, items...), "\n"), Cancelled: v.NotHeld != "", Stamp: now,
	}
}

// SendCalendar answers a calendar file with one appointment.
func SendCalendar(w http.ResponseWriter, e Appointment) {
	w.Header().Set("Content-Type", "text/calendar; charset=utf-8")
	w.Header().Set("Content-Disposition", `attachment; filename="visit.ics"`)
	_, _ = w.Write([]byte(e.file())) // who has gone away needs no answer
}

// file writes the appointment. Times are UTC, so that no definition of a time zone is needed.
func (e Appointment) file() string {
	method, status := "PUBLISH", "CONFIRMED"
	if e.Cancelled {
		method, status = "CANCEL", "CANCELLED"
	}
	const stamp = "20060102T150405Z"
	var b strings.Builder
	for _, line := range []string{
		"BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Lianban//Visits//ZH", "CALSCALE:GREGORIAN", "METHOD:" + method, "BEGIN:VEVENT",
		"UID:" + escapeText(e.UID), "SEQUENCE:" + itoa(e.Sequence), "DTSTAMP:" + e.Stamp.UTC().Format(stamp),
		"DTSTART:" + e.At.UTC().Format(stamp), "DTEND:" + e.At.Add(e.Lasts).UTC().Format(stamp), "SUMMARY:" + escapeText(e.Title),
		"LOCATION:" + escapeText(e.Place), "DESCRIPTION:" + escapeText(e.Text), "STATUS:" + status, "END:VEVENT", "END:VCALENDAR",
	} {
		b.WriteString(folded(line))
	}
	return b.String()
}

var textEscapes = strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\r", "", "\n", `\n`)

func escapeText(s string) string { return textEscapes.Replace(s) }

// folded breaks a line after at most 75 octets, never inside a character (RFC 5545 §3.1).
func folded(line string) string {
	var b strings.Builder
	n := 0
	for _, r := range line {
		size := utf8.RuneLen(r)
		if n+size > 75 {
			b.WriteString("\r\n ")
			n = 1
		}
		b.WriteRune(r)
		n += size
	}
	return b.String() + "\r\n"
}
