package handling

import (
	"context"
	"errors"

	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/calendar"
	"lianban/internal/domain/casework"
	"lianban/internal/store"
)

// Where the calendar on record is kept: the years in force, and those that they replace while open cases are gone through.
const (
	settingCalendar    = "calendar.in_force"
	settingCalendarWas = "calendar.replaced"
)

// RecomputeClocks puts on record what a calendar that was published or corrected since the last start does to every open
// case (重算期限), and says how many cases it went through. Where nothing is new it reads two settings. It may run on
// several nodes at once and again after a crash: a case that is on record is left as it is.
func (s *Service) RecomputeClocks(ctx context.Context) (cases int, err error) {
	was, err := s.calendarBefore(ctx)
	if err != nil || was == nil {
		return 0, err
	}
	var after ident.CaseID
	var failed []error
	for {
		ids, err := s.Store.OpenCases(ctx, after, settleAtOnce)
		if err != nil {
			return cases, err
		}
		for _, id := range ids {
			after = id
			change, err := s.Store.Apply(ctx, store.ByID(id), func(c *casework.Case) (casework.Change, error) {
				return s.Engine.RecomputeClocks(c, s.moment(), casework.RecomputeInput{Was: was})
			})
			if err != nil {
				s.Log.Error("the clocks of a case cannot be recomputed", "case", string(id), "error", err.Error())
				failed = append(failed, err)
				continue
			}
			s.told(change)
			cases++
		}
		if len(ids) < settleAtOnce {
			break
		}
	}
	if len(failed) > 0 {
		return cases, errors.Join(failed...)
	}
	return cases, s.Store.SetSetting(ctx, settingCalendarWas, "")
}

// calendarBefore answers the calendar that ours replaces while open cases still rest on it; nil: nothing is new.
func (s *Service) calendarBefore(ctx context.Context) (*calendar.Version, error) {
	ours := string(calendar.Write(s.Engine.Cal.Years()))
	known, err := s.Store.Setting(ctx, settingCalendar)
	if err != nil {
		return nil, err
	}
	replaced, err := s.Store.Setting(ctx, settingCalendarWas)
	if err != nil {
		return nil, err
	}
	if known != ours {
		if known != "" && replaced == "" { // one that is not gone through yet stays the older one
			replaced = known
		}
		if err := s.Store.SetSetting(ctx, settingCalendarWas, replaced); err != nil {
			return nil, err
		}
		if err := s.Store.SetSetting(ctx, settingCalendar, ours); err != nil {
			return nil, err
		}
	}
	if replaced == "" {
		return nil, nil
	}
	was, err := calendar.Read([]byte(replaced))
	return was, fault.Wrap(err, "reading the calendar that was replaced")
}
