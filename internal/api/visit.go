package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"lianban/internal/app/handling"
	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/calendar"
	"lianban/internal/domain/casework"
)

// The days that a list of visits covers: what it shows unless a day is named, and the most that it shows at once.
const (
	usualVisitDays = 14
	mostVisitDays  = 92
)

// VisitLine is one joint site visit in a list.
type VisitLine struct {
	No       ident.CaseNo `json:"no"`
	Visit    string       `json:"visit" doc:"Number of the visit in its case: v1, v2 …"`
	On       string       `json:"on" format:"date"`
	Time     string       `json:"time" doc:"09:30, of the city"`
	Place    string       `json:"place"`
	Scenario string       `json:"scenario" doc:"Name"`
	Subject  string       `json:"subject,omitempty" doc:"Name of the company or the shop"`
	State    string       `json:"state" enum:"planned,judged,not_held" doc:"judged: every part has its verdict"`
	Parts    []VisitPart  `json:"parts" doc:"One for each item that shares the visit"`
}

// VisitPart is one department's part in a visit.
type VisitPart struct {
	Slot       string        `json:"slot"`
	Item       string        `json:"item" doc:"Name"`
	Department string        `json:"department"`
	Office     string        `json:"office" doc:"Name of the department"`
	Own        bool          `json:"own" doc:"The caller may write its verdict"`
	Version    int64         `json:"version" doc:"Of the seat alone; send it as seat_seen with the verdict"`
	Officers   []string      `json:"officers" doc:"Names of who come, or who were there"`
	Verdict    string        `json:"verdict,omitempty" enum:"pass,rectify,fail,not_held" doc:"Empty: not written yet"`
	Finding    *VisitFinding `json:"finding,omitempty" doc:"Only with get-visit"`
}

// VisitFinding is what a department wrote down on the spot, and what became of it.
type VisitFinding struct {
	On          string         `json:"on" format:"date"`
	Record      string         `json:"record,omitempty"`
	Rectify     string         `json:"rectify,omitempty" doc:"What must be mended"`
	Due         string         `json:"due,omitempty" doc:"Until when"`
	Rectified   string         `json:"rectified,omitempty" doc:"What the applicant says was mended"`
	RectifiedOn string         `json:"rectified_on,omitempty"`
	Expired     bool           `json:"expired" doc:"Nothing was reported in time"`
	Photos      []VisitPicture `json:"photos" doc:"Of the officers, then the applicant's evidence"`
}

// VisitPicture is a picture of a visit.
type VisitPicture struct {
	ID   ident.PaperID `json:"id"`
	Href string        `json:"href"`
	By   string        `json:"by" enum:"officers,applicant"`
}

type visitsIn struct {
	Short
	From  string `query:"from" format:"date" doc:"First day; empty: today"`
	Until string `query:"until" format:"date" doc:"Last day, at most 92 days after the first; empty: 14 days after the first"`
}

type visitsOut struct {
	Body struct {
		Visits []VisitLine `json:"visits"`
		Pages
	} `nameHint:"VisitList"`
}

type visitIn struct {
	No    ident.CaseNo `path:"no"`
	Visit string       `path:"visit" maxLength:"20"`
}

type visitOut struct{ Body VisitLine }

type visitPhotoIn struct {
	No    ident.CaseNo  `path:"no"`
	Visit string        `path:"visit" maxLength:"20"`
	Paper ident.PaperID `path:"paper"`
}

const visitPath = "/visits/{no}/{visit}"

func (d *door) visits(a huma.API) {
	o := get(tagVisits, "/visits", "list-visits", "Joint site visits of one's scope, by day and hour")
	o.Description = "Visits that nobody came to are left out. At most 200 items are read: ask for fewer days where more are visited."
	huma.Register(a, o, d.listVisits)
	o = get(tagVisits, visitPath, "get-visit", "One joint visit: who comes, and the verdict of each department")
	o.Description = "Whoever may see one of the items that share it reads every verdict; to everybody else it does not exist."
	huma.Register(a, o, d.getVisit)
	huma.Register(a, file(get(tagVisits, visitPath+"/photos/{paper}", "open-visit-photo", "A picture of a visit")), d.openVisitPhoto)
}

func (d *door) listVisits(ctx context.Context, in *visitsIn) (*visitsOut, error) {
	from, until, err := d.visitDays(in)
	if err != nil {
		return nil, err
	}
	found, err := d.Handling.Visits(ctx, caller(ctx), from, until)
	if err != nil {
		return nil, err
	}
	lines := make([]VisitLine, len(found))
	for i, x := range found {
		lines[i] = visitLine(x.VisitSheet)
	}
	out := &visitsOut{}
	out.Body.Visits, out.Body.Pages, err = cut(lines, func(l VisitLine) string { return string(l.No) + "/" + l.Visit }, in.Short)
	return out, err
}

// visitDays are the days that are asked for. Fault: Invalid api.too_many_days.
func (d *door) visitDays(in *visitsIn) (from, until calendar.Day, err error) {
	from = d.Handling.Today()
	if in.From != "" {
		if from, err = calendar.ParseDay(in.From); err != nil {
			return 0, 0, fault.New(fault.Invalid, "api.day").With("query.from", "api.day")
		}
	}
	until = from + usualVisitDays
	if in.Until != "" {
		if until, err = calendar.ParseDay(in.Until); err != nil {
			return 0, 0, fault.New(fault.Invalid, "api.day").With("query.until", "api.day")
		}
	}
	if until-from > mostVisitDays {
		return 0, 0, fault.New(fault.Invalid, "api.too_many_days").With("query.until", "api.too_many_days", "most", "92")
	}
	return from, until, nil
}

func (d *door) getVisit(ctx context.Context, in *visitIn) (*visitOut, error) {
	sheet, err := d.Handling.VisitSheet(ctx, caller(ctx), in.No, in.Visit)
	if err != nil {
		return nil, err
	}
	out := visitLine(sheet)
	for i, seat := range sheet.Seats {
		if seat.Verdict != nil {
			out.Parts[i].Finding = findingOf(in.No, seat.Verdict)
		}
	}
	return &visitOut{out}, nil
}

func (d *door) openVisitPhoto(ctx context.Context, in *visitPhotoIn) (*content, error) {
	p, body, err := d.Handling.OpenPhoto(ctx, caller(ctx), in.No, in.Paper)
	if err != nil {
		return nil, err
	}
	return contentOf(p, body), nil
}

func visitLine(x *handling.VisitSheet) VisitLine {
	c, v := x.Case, x.Visit
	out := VisitLine{
		No: c.No, Visit: v.ID, On: v.On.String(), Time: v.Time, Place: v.Place, Scenario: c.ScenarioName, Subject: c.Subject,
		State: "judged", Parts: []VisitPart{},
	}
	for _, seat := range x.Seats {
		it, part := seat.Item, VisitPart{
			Slot: seat.Item.Slot, Item: seat.Item.Name, Department: seat.Item.Department, Office: seat.Item.Office, Own: seat.Own,
			Version: seat.Step.Seat.Version, Officers: namesOf(seat.Step.Seat.Officers),
		}
		switch {
		case seat.Verdict == nil && it.State.Live():
			out.State = "planned"
		case seat.Verdict != nil:
			part.Verdict = seat.Verdict.Word
			if len(seat.Verdict.Officers) > 0 {
				part.Officers = namesOf(seat.Verdict.Officers)
			}
		}
		out.Parts = append(out.Parts, part)
	}
	if v.NotHeld != "" {
		out.State = "not_held"
	}
	return out
}

func namesOf(who []casework.Inspector) []string {
	out := make([]string, len(who))
	for i, x := range who {
		out[i] = x.Name
	}
	return out
}

func findingOf(no ident.CaseNo, x *casework.VisitVerdict) *VisitFinding {
	out := &VisitFinding{
		On: x.On.String(), Record: x.Record, Rectify: x.Rectify, Due: x.Due.String(), Rectified: x.Rectified,
		RectifiedOn: x.RectifiedOn.String(), Expired: x.Expired, Photos: []VisitPicture{},
	}
	for _, from := range []struct {
		by  string
		ids []ident.PaperID
	}{{"officers", x.Photos}, {"applicant", x.Evidence}} {
		for _, id := range from.ids {
			href := Prefix + "/visits/" + string(no) + "/" + x.Visit + "/photos/" + string(id)
			out.Photos = append(out.Photos, VisitPicture{ID: id, Href: href, By: from.by})
		}
	}
	return out
}
