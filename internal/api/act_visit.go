package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"lianban/internal/app/filing"
	"lianban/internal/app/handling"
	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/calendar"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
)

// ScheduleVisit plans a site inspection.
type ScheduleVisit struct {
	Seen
	Step     string          `json:"step,omitempty" doc:"Id of the inspection; empty: the only one"`
	On       string          `json:"on,omitempty" doc:"Day, 2026-12-01; empty with time and place: join the open visit of the case"`
	Time     string          `json:"time,omitempty" doc:"09:30"`
	Place    string          `json:"place,omitempty" maxLength:"200"`
	Officers []ident.StaffID `json:"officers" minItems:"1" maxItems:"9" doc:"Who come: at least two of the item's department"`
}

// VisitVerdict is what a department found on the spot.
type VisitVerdict struct {
	Seen
	Step     string        `json:"step,omitempty" doc:"Id of the inspection; empty: the only one"`
	SeatSeen int64         `json:"seat_seen,omitempty" doc:"Version of the item's seat; 0: not compared. The item's own version is not compared: departments write at once"`
	Second   ident.StaffID `json:"second" doc:"The other officer who was there"`
	Record   string        `json:"record" maxLength:"2000" doc:"As printed"`
}

// VisitRectify is a verdict that something must be mended.
type VisitRectify struct {
	VisitVerdict
	Rectify string `json:"rectify" maxLength:"2000" doc:"What must be mended, as printed"`
}

// VisitNotHeld says why a visit did not take place for the item.
type VisitNotHeld struct {
	Seen
	Reason string `json:"reason" maxLength:"500"`
}

type rectifiedIn struct {
	ItemPath
	Key
	Body struct {
		SeenVersion int64  `json:"seen_version,omitempty" doc:"Version of the item that was looked at; 0: not compared"`
		Text        string `json:"text" maxLength:"1000" doc:"What was mended"`
	} `nameHint:"ReportVisitRectified"`
}

func (v VisitVerdict) verdict() handling.Verdict {
	return handling.Verdict{Step: v.Step, Seat: v.SeatSeen, Second: v.Second, Record: v.Record}
}

func (d *door) visitActs(a huma.API) {
	h := d.Handling
	act(a, d, "schedule-visit", "Plan a site inspection: join the open visit of the case, or open one",
		func(ctx context.Context, who permission.Principal, t handling.Target, in ScheduleVisit) (*casework.Case, error) {
			p := handling.VisitPlan{Step: in.Step, Time: in.Time, Place: in.Place, Officers: in.Officers}
			if in.On != "" {
				day, err := calendar.ParseDay(in.On)
				if err != nil {
					return nil, fault.New(fault.Invalid, "casework.incomplete").With("on", "casework.visit_day")
				}
				p.On = day
			}
			return h.ScheduleVisit(ctx, who, t, p)
		})
	act(a, d, "visit-pass", "Find on the spot that the conditions are met",
		func(ctx context.Context, who permission.Principal, t handling.Target, in VisitVerdict) (*casework.Case, error) {
			return h.VisitPass(ctx, who, t, in.verdict())
		})
	act(a, d, "visit-rectify", "Ask the applicant to mend something that was found on the spot",
		func(ctx context.Context, who permission.Principal, t handling.Target, in VisitRectify) (*casework.Case, error) {
			v := in.verdict()
			v.Rectify = in.Rectify
			return h.VisitRectify(ctx, who, t, v)
		})
	act(a, d, "visit-fail", "Find on the spot that the conditions are not met",
		func(ctx context.Context, who permission.Principal, t handling.Target, in VisitVerdict) (*casework.Case, error) {
			return h.VisitFail(ctx, who, t, in.verdict())
		})
	act(a, d, "visit-not-held", "Say that the visit did not take place for this item; it waits for another day",
		func(ctx context.Context, who permission.Principal, t handling.Target, in VisitNotHeld) (*casework.Case, error) {
			return h.VisitNotHeld(ctx, who, t, 0, in.Reason)
		})
	huma.Register(a, post(tagCases, "/cases/{no}/items/{slot}/report-visit-rectified", "report-visit-rectified",
		"Report that what a site inspection found was mended"), d.reportVisitRectified)
	huma.Register(a, post(tagCases, "/cases/{no}/items/{slot}/ask-for-a-person", "ask-for-a-person",
		"Have a person decide instead of the rules, at any time before they have"), d.askForAPerson)
}

func (d *door) reportVisitRectified(ctx context.Context, in *rectifiedIn) (*caseOut, error) {
	c, err := d.Filing.ReportVisitRectified(ctx, caller(ctx), in.No, filing.RectifiedInput{
		Slot: in.Slot, Seen: in.Body.SeenVersion, Text: in.Body.Text, Once: in.once(),
	})
	if err != nil {
		return nil, under(body, nil, err)
	}
	return d.caseOut(c), nil
}

func (d *door) askForAPerson(ctx context.Context, in *itemActIn) (*caseOut, error) {
	c, err := d.Filing.AskForAPerson(ctx, caller(ctx), in.No, in.Slot, 0, in.once())
	if err != nil {
		return nil, err
	}
	return d.caseOut(c), nil
}
