// Package calendar knows legal days: working days with make-up days (调休), and the one function that
// computes a legal clock. It reads no clock of the wall and no store.
package calendar

import (
	"database/sql/driver"
	"encoding/json"
	"fmt"
	"time"
)

// Zone is Beijing time, in which every legal day begins and ends.
var Zone = time.FixedZone("Asia/Shanghai", 8*60*60)

// Day is a legal day (Beijing date), counted from 1970-01-01. The zero Day is "no day".
type Day int32

const layout = "2006-01-02"

// DayOf answers the legal day in which a moment falls.
func DayOf(t time.Time) Day {
	t = t.In(Zone)
	return Date(t.Year(), t.Month(), t.Day())
}

// Date answers a day by year, month and day of the month.
func Date(y int, m time.Month, d int) Day {
	return Day(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix() / 86400)
}

// ParseDay reads 2006-01-02.
func ParseDay(s string) (Day, error) {
	t, err := time.Parse(layout, s)
	if err != nil {
		return 0, fmt.Errorf("%q is not a day like 2026-09-29", s)
	}
	return Day(t.Unix() / 86400), nil
}

// MustDay reads a day that is known to be right; for tests and tables.
func MustDay(s string) Day {
	d, err := ParseDay(s)
	if err != nil {
		panic(err)
	}
	return d
}

// Time answers the first moment of the day in Beijing.
func (d Day) Time() time.Time {
	t := time.Unix(int64(d)*86400, 0).UTC()
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, Zone)
}

// String writes 2006-01-02, or nothing for no day.
func (d Day) String() string {
	if d == 0 {
		return ""
	}
	return d.Time().Format(layout)
}

// Year, Month and Weekday of the day.
func (d Day) Year() int             { return d.Time().Year() }
func (d Day) Month() time.Month     { return d.Time().Month() }
func (d Day) Weekday() time.Weekday { return d.Time().Weekday() }

// MarshalJSON writes the day as text.
func (d Day) MarshalJSON() ([]byte, error) { return json.Marshal(d.String()) }

// UnmarshalJSON reads what MarshalJSON wrote.
func (d *Day) UnmarshalJSON(b []byte) error {
	var s string
	if err := json.Unmarshal(b, &s); err != nil {
		return err
	}
	if s == "" {
		*d = 0
		return nil
	}
	v, err := ParseDay(s)
	*d = v
	return err
}

// Value stores the day as text, so that it reads and sorts alike on both databases.
func (d Day) Value() (driver.Value, error) {
	if d == 0 {
		return nil, nil
	}
	return d.String(), nil
}

// Scan reads what Value stored.
func (d *Day) Scan(v any) error {
	switch s := v.(type) {
	case nil:
		*d = 0
		return nil
	case string:
		p, err := ParseDay(s)
		*d = p
		return err
	}
	return fmt.Errorf("a day is stored as text, got %T", v)
}
