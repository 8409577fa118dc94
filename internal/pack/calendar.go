package pack

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"sort"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"

	"lianban/internal/domain/calendar"
)

// calendarFile is one yearly notice as packs/calendars holds it.
type calendarFile struct {
	Year       int           `yaml:"year"`
	Source     string        `yaml:"source"`
	Published  placedDay     `yaml:"published"`
	Status     string        `yaml:"status"`
	Holidays   []holidayLine `yaml:"holidays"`
	MakeUpDays []placedDay   `yaml:"make_up_days"`
}

type holidayLine struct {
	Name string    `yaml:"name"`
	From placedDay `yaml:"from"`
	To   placedDay `yaml:"to"`
}

// placedDay is a day that says by itself where it is not one.
type placedDay struct{ calendar.Day }

// UnmarshalYAML reads a day like 2026-09-29.
func (d *placedDay) UnmarshalYAML(n ast.Node) error {
	day, err := calendar.ParseDay(n.GetToken().Value)
	if err != nil {
		return &placedError{line: n.GetToken().Position.Line, err: err}
	}
	d.Day = day
	return nil
}

type placedError struct {
	line int
	err  error
}

func (e *placedError) Error() string { return e.err.Error() }
func (e *placedError) Unwrap() error { return e.err }

// LoadCalendars reads every *.yaml of a folder, one year each, into one calendar version.
// Errors begin with file:line.
func LoadCalendars(fsys fs.FS, dir string) (*calendar.Version, error) {
	names, err := fs.Glob(fsys, path.Join(dir, "*.yaml"))
	if err != nil {
		return nil, err
	}
	if len(names) == 0 {
		return nil, fmt.Errorf("%s: no calendar: want one file a year, for example %s/2026.yaml", dir, dir)
	}
	sort.Strings(names)
	years := make([]calendar.YearData, 0, len(names))
	for _, name := range names {
		y, err := loadYear(fsys, name)
		if err != nil {
			return nil, err
		}
		years = append(years, y)
	}
	v, err := calendar.NewVersion(years)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", dir, err)
	}
	return v, nil
}

// loadYear reads and checks one file by itself, so that what is wrong is told with its file.
func loadYear(fsys fs.FS, name string) (calendar.YearData, error) {
	b, err := fs.ReadFile(fsys, name)
	if err != nil {
		return calendar.YearData{}, err
	}
	var f calendarFile
	if err := yaml.UnmarshalWithOptions(b, &f, yaml.Strict()); err != nil {
		return calendar.YearData{}, fmt.Errorf("%s:%d: %s", name, lineOf(err), messageOf(err))
	}
	y := calendar.YearData{
		Year: f.Year, Source: f.Source, Published: f.Published.Day, Status: calendar.Status(f.Status),
	}
	for _, h := range f.Holidays {
		y.Holidays = append(y.Holidays, calendar.Holiday{Name: h.Name, From: h.From.Day, To: h.To.Day})
	}
	for _, d := range f.MakeUpDays {
		y.MakeUps = append(y.MakeUps, d.Day)
	}
	if y.Source == "" {
		return y, fmt.Errorf("%s:1: source is missing: name the notice that the days come from", name)
	}
	if _, err := calendar.NewVersion([]calendar.YearData{y}); err != nil {
		return y, fmt.Errorf("%s:1: %w", name, err)
	}
	return y, nil
}

func lineOf(err error) int {
	var placed *placedError
	if errors.As(err, &placed) {
		return placed.line
	}
	var y yaml.Error
	if errors.As(err, &y) && y.GetToken() != nil {
		return y.GetToken().Position.Line
	}
	return 1
}

func messageOf(err error) string {
	var placed *placedError
	if errors.As(err, &placed) {
		return placed.Error()
	}
	var y yaml.Error
	if errors.As(err, &y) {
		return y.GetMessage()
	}
	return err.Error()
}
