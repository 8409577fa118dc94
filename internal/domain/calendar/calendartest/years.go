// Package calendartest holds the working days of 2024 to 2026 for tests, typed from the notices a second time:
// the packs' own files are compared with it.
package calendartest

import "lianban/internal/domain/calendar"

// City answers the calendar of 2024 to 2026.
func City() *calendar.Version { return With(2024, 2025, 2026) }

// With answers a calendar that holds only the named years.
func With(years ...int) *calendar.Version {
	var data []calendar.YearData
	for _, y := range years {
		data = append(data, notices[y])
	}
	v, err := calendar.NewVersion(data)
	if err != nil {
		panic(err)
	}
	return v
}

var notices = map[int]calendar.YearData{
	2024: year(2024, "[2023] 7", "2023-10-25",
		[]calendar.Holiday{
			off("new year", "2024-01-01", "2024-01-01"), off("spring", "2024-02-10", "2024-02-17"),
			off("qingming", "2024-04-04", "2024-04-06"), off("labour", "2024-05-01", "2024-05-05"),
			off("duanwu", "2024-06-10", "2024-06-10"), off("mid-autumn", "2024-09-15", "2024-09-17"),
			off("national", "2024-10-01", "2024-10-07"),
		},
		"2024-02-04", "2024-02-18", "2024-04-07", "2024-04-28", "2024-05-11", "2024-09-14", "2024-09-29", "2024-10-12"),
	2025: year(2025, "[2024] 12", "2024-11-12",
		[]calendar.Holiday{
			off("new year", "2025-01-01", "2025-01-01"), off("spring", "2025-01-28", "2025-02-04"),
			off("qingming", "2025-04-04", "2025-04-06"), off("labour", "2025-05-01", "2025-05-05"),
			off("duanwu", "2025-05-31", "2025-06-02"), off("national", "2025-10-01", "2025-10-08"),
		},
		"2025-01-26", "2025-02-08", "2025-04-27", "2025-09-28", "2025-10-11"),
	2026: year(2026, "2025-11-04", "2025-11-04",
		[]calendar.Holiday{
			off("new year", "2026-01-01", "2026-01-03"), off("spring", "2026-02-15", "2026-02-23"),
			off("qingming", "2026-04-04", "2026-04-06"), off("labour", "2026-05-01", "2026-05-05"),
			off("duanwu", "2026-06-19", "2026-06-21"), off("mid-autumn", "2026-09-25", "2026-09-27"),
			off("national", "2026-10-01", "2026-10-07"),
		},
		"2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"),
}

func year(y int, source, published string, off []calendar.Holiday, makeUps ...string) calendar.YearData {
	d := calendar.YearData{
		Year: y, Source: source, Published: calendar.MustDay(published), Status: calendar.Published, Holidays: off,
	}
	for _, m := range makeUps {
		d.MakeUps = append(d.MakeUps, calendar.MustDay(m))
	}
	return d
}

func off(name, from, to string) calendar.Holiday {
	return calendar.Holiday{Name: name, From: calendar.MustDay(from), To: calendar.MustDay(to)}
}
