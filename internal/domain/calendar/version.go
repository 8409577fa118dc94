package calendar

import (
	"fmt"
	"sort"
	"time"
)

// Status says how sure a year's working days are.
type Status string

// The two statuses of a year.
const (
	Published Status = "published" // by a notice of the State Council
	Assumed   Status = "assumed"   // entered ahead of the notice; days computed with it are provisional
)

// YearData is what one yearly notice says (国务院办公厅关于部分节假日安排的通知).
type YearData struct {
	Year      int
	Source    string // the notice, as cited
	Published Day    // when the notice came out
	Status    Status
	Holidays  []Holiday
	MakeUps   []Day // weekend days that are worked (调休上班)
}

// Holiday is a run of days off with its name, weekends inside it included.
type Holiday struct {
	Name     string
	From, To Day
}

// Version is one state of knowledge about working days: an immutable set of years.
// A year that it does not hold counts by the weekly and the fixed-date days off and is provisional.
type Version struct {
	first   Day       // the first of January of the earliest year held
	kind    []dayKind // one per day from first on
	holiday []int16   // index into names, -1 for none
	names   []string
	years   map[int]YearData
	assumed bool // some year of it is not published
	mark    string
}

type dayKind uint8

const (
	unknownDay dayKind = iota // its year is not held
	offDay
	workDay
	makeUpDay
)

// NewVersion checks the years and makes a version of them. Errors name the year and the day that is wrong.
func NewVersion(years []YearData) (*Version, error) {
	v := &Version{years: map[int]YearData{}}
	defer func() { v.mark = markOf(v.Years()) }()
	sorted := append([]YearData(nil), years...)
	sort.Slice(sorted, func(i, j int) bool { return sorted[i].Year < sorted[j].Year })
	if len(sorted) == 0 {
		return v, nil
	}
	v.first = Date(sorted[0].Year, time.January, 1)
	end := Date(sorted[len(sorted)-1].Year+1, time.January, 1)
	v.kind = make([]dayKind, end-v.first)
	v.holiday = make([]int16, end-v.first)
	for i := range v.holiday {
		v.holiday[i] = -1
	}
	for _, y := range sorted {
		if err := v.add(y); err != nil {
			return nil, err
		}
	}
	return v, nil
}

func (v *Version) add(y YearData) error {
	if _, twice := v.years[y.Year]; twice {
		return fmt.Errorf("year %d stands twice", y.Year)
	}
	if y.Status != Published && y.Status != Assumed {
		return fmt.Errorf("year %d: status is %q, want published or assumed", y.Year, y.Status)
	}
	v.years[y.Year] = y
	v.assumed = v.assumed || y.Status == Assumed
	from, to := Date(y.Year, time.January, 1), Date(y.Year+1, time.January, 1)
	for d := from; d < to; d++ {
		v.kind[d-v.first] = workDay
		if weekend(d) {
			v.kind[d-v.first] = offDay
		}
	}
	for _, h := range y.Holidays {
		if h.From < from || h.To >= to || h.From > h.To {
			return fmt.Errorf("year %d: %s runs from %s to %s", y.Year, h.Name, h.From, h.To)
		}
		v.names = append(v.names, h.Name)
		for d := h.From; d <= h.To; d++ {
			if v.holiday[d-v.first] >= 0 {
				return fmt.Errorf("year %d: %s is off twice", y.Year, d)
			}
			v.kind[d-v.first] = offDay
			v.holiday[d-v.first] = int16(len(v.names) - 1)
		}
	}
	for _, d := range y.MakeUps {
		switch {
		case d < from || d >= to:
			return fmt.Errorf("year %d: the make-up day %s is in another year", y.Year, d)
		case !weekend(d):
			return fmt.Errorf("year %d: the make-up day %s is a weekday, which is worked anyway", y.Year, d)
		case v.holiday[d-v.first] >= 0:
			return fmt.Errorf("year %d: %s is off and worked", y.Year, d)
		case v.kind[d-v.first] == makeUpDay:
			return fmt.Errorf("year %d: the make-up day %s stands twice", y.Year, d)
		}
		v.kind[d-v.first] = makeUpDay
	}
	return nil
}

// Working says whether people work on the day. In a year that no notice covers, Monday to Friday are worked
// but for the days that the regulation fixes by date (1 January, 1 and 2 May, 1 to 3 October).
func (v *Version) Working(d Day) bool {
	switch v.kindOf(d) {
	case workDay, makeUpDay:
		return true
	case offDay:
		return false
	}
	return !weekend(d) && !fixedHoliday(d)
}

// MakeUp says whether the day is a weekend day that is worked (调休上班).
func (v *Version) MakeUp(d Day) bool { return v.kindOf(d) == makeUpDay }

// HolidayOn answers the name of the holiday in which a day falls.
func (v *Version) HolidayOn(d Day) (name string, ok bool) {
	if v.kindOf(d) == unknownDay {
		return "", false
	}
	if i := v.holiday[d-v.first]; i >= 0 {
		return v.names[i], true
	}
	return "", false
}

// Provisional says that the working days of a year are not published yet: a day computed with it may move.
func (v *Version) Provisional(year int) bool {
	y, ok := v.years[year]
	return !ok || y.Status != Published
}

// Source answers the notice from which a year's days come, "" if there is none.
func (v *Version) Source(year int) string { return v.years[year].Source }

// Years answers what the version holds, by year.
func (v *Version) Years() []YearData {
	ys := make([]YearData, 0, len(v.years))
	for _, y := range v.years {
		ys = append(ys, y)
	}
	sort.Slice(ys, func(i, j int) bool { return ys[i].Year < ys[j].Year })
	return ys
}

// WorkingDays counts the working days of a year.
func (v *Version) WorkingDays(year int) int {
	return v.Between(Date(year-1, time.December, 31), Date(year, time.December, 31))
}

// Between counts the working days after one day up to and including another.
func (v *Version) Between(after, to Day) int {
	n := 0
	for d := after + 1; d <= to; d++ {
		if v.Working(d) {
			n++
		}
	}
	return n
}

// AddWorking answers the n-th working day after d (the day itself never counts); n ≤ 0 answers d.
func (v *Version) AddWorking(d Day, n int) Day {
	for n > 0 {
		d++
		if v.Working(d) {
			n--
		}
	}
	return d
}

// NextWorking answers the first working day after d.
func (v *Version) NextWorking(d Day) Day { return v.AddWorking(d, 1) }

func (v *Version) kindOf(d Day) dayKind {
	i := int(d) - int(v.first)
	if i < 0 || i >= len(v.kind) {
		return unknownDay
	}
	return v.kind[i]
}

// weekend: 1970-01-01, day 0, was a Thursday.
func weekend(d Day) bool {
	w := ((int(d)+4)%7 + 7) % 7
	return w == 0 || w == 6
}

// fixedHoliday knows the days off whose date never moves (全国年节及纪念日放假办法); the lunar ones are unknown
// until the yearly notice.
func fixedHoliday(d Day) bool {
	_, m, day := d.Time().Date()
	switch m {
	case time.January:
		return day == 1
	case time.May:
		return day <= 2
	case time.October:
		return day <= 3
	}
	return false
}
