package handling_test

import (
	"context"
	"strings"
	"testing"

	"lianban/internal/app/filing"
	"lianban/internal/app/handling"
	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
	"lianban/internal/store"
)

// inspect lets an officer and a colleague visit the place of an item today, where it is inspected; what they find is said.
func (c *city) inspect(t *testing.T, no ident.CaseNo, slot string, officer permission.Principal, pass bool) {
	t.Helper()
	ctx := context.Background()
	k, err := c.store.Case(ctx, store.ByNo(no))
	must(t, err)
	it := k.Latest(slot)
	if it.Inspection("", casework.StepTodo) == nil {
		return
	}
	login := strings.ReplaceAll(it.Department, "_", "-") + ".second"
	if _, err := c.store.StaffByLogin(ctx, login); err != nil {
		c.officer(t, login, it.Department, permission.Handle)
	}
	second := ident.StaffID(c.again(t, login).ID)
	at := handling.Target{No: no, Slot: slot}
	_, err = c.handling.ScheduleVisit(ctx, officer, at, handling.VisitPlan{
		On: c.handling.Today(), Time: "09:30", Place: "示例路18号", Officers: []ident.StaffID{ident.StaffID(officer.ID), second},
	})
	must(t, err)
	v := handling.Verdict{Second: second, Record: "看过现场", Photos: []handling.Photo{{Name: "a.png", Content: picture(t)}}}
	if pass {
		_, err = c.handling.VisitPass(ctx, officer, at, v)
	} else {
		_, err = c.handling.VisitFail(ctx, officer, at, v)
	}
	must(t, err)
}

// Two departments share one visit and its record with the pictures; a third department sees nothing of it. What must be
// mended is reported with evidence, and the department comes again.
func TestAVisitIsSharedByThoseWhoAttend(t *testing.T) {
	t.Parallel()
	ctx, c := context.Background(), newCity(t)
	who := c.applicant(t)
	made := c.file(t, who)
	_, market := c.licence(t, made)
	fire := c.officer(t, "fire", "fire", permission.Answer, permission.Handle)
	other := c.officer(t, "police", "police", permission.Answer, permission.Handle)
	food, check := handling.Target{No: made.No, Slot: "food_licence.new"}, handling.Target{No: made.No, Slot: "fire_check.ordinary"}
	_, err := c.handling.Accept(ctx, market, food)
	must(t, err)
	_, err = c.handling.Accept(ctx, fire, check)
	must(t, err)
	c.inspect(t, made.No, food.Slot, market, true)
	second := ident.StaffID(c.officer(t, "fire.mate", "fire", permission.Handle).ID)
	_, err = c.handling.ScheduleVisit(ctx, fire, check, handling.VisitPlan{
		On: c.handling.Today(), Time: "10:00", Place: "示例路18号", Officers: []ident.StaffID{ident.StaffID(fire.ID), ident.StaffID(market.ID)},
	})
	wantKey(t, err, fault.Invalid, "handling.not_an_inspector")
	_, err = c.handling.ScheduleVisit(ctx, fire, check, handling.VisitPlan{
		On: c.handling.Today(), Time: "10:00", Place: "示例路18号", Officers: []ident.StaffID{ident.StaffID(fire.ID), second},
	})
	must(t, err)
	_, err = c.handling.VisitRectify(ctx, market, check, handling.Verdict{Second: second, Record: "看过", Rectify: "加宽"})
	if err == nil {
		t.Error("a department wrote the verdict of another one")
	}
	now, err := c.handling.VisitRectify(ctx, fire, check, handling.Verdict{Second: second, Record: "通道堆物", Rectify: "清空通道"})
	must(t, err)
	visit := now.Visits[0].ID
	sheet, err := c.handling.VisitSheet(ctx, fire, made.No, visit)
	if len(now.Visits) == 1 { // the food item's verdict was in: its visit awaited nobody, so fire opened its own
		t.Error("a visit that awaits nobody was joined")
	}
	if err == nil {
		t.Errorf("the fire office sees a visit that it did not attend: %v", sheet)
	}
	sheet, err = c.handling.VisitSheet(ctx, market, made.No, visit)
	must(t, err)
	photos := sheet.Seats[0].Verdict.Photos
	if len(photos) != 1 {
		t.Fatalf("%d photos", len(photos))
	}
	if _, content, err := c.handling.OpenPhoto(ctx, market, made.No, photos[0]); err != nil {
		t.Error(err)
	} else {
		_ = content.Close()
	}
	if _, _, err := c.handling.OpenPhoto(ctx, other, made.No, photos[0]); !fault.Is(err, fault.NotFound) {
		t.Errorf("a stranger opens a picture: %v", err)
	}
	list, err := c.handling.Visits(ctx, fire, c.handling.Today(), c.handling.Today())
	must(t, err)
	if len(list) != 1 || list[0].Mine[0].Item.Slot != check.Slot {
		t.Errorf("%d visits of the day", len(list))
	}
	reported, err := c.filing.ReportVisitRectified(ctx, who, made.No, filing.RectifiedInput{
		Slot: check.Slot, Text: "已清空", Files: []filing.Evidence{{Name: "b.png", Content: picture(t)}},
	})
	must(t, err)
	it := reported.Latest(check.Slot)
	evidence := it.Steps[0].Seat.Last().Evidence
	if it.Steps[0].State != casework.StepTodo || len(evidence) != 1 {
		t.Fatalf("%+v", it.Steps[0])
	}
	if _, content, err := c.handling.OpenPhoto(ctx, fire, made.No, evidence[0]); err != nil {
		t.Errorf("the department cannot see the evidence: %v", err)
	} else {
		_ = content.Close()
	}
	if _, content, err := c.filing.OpenVisitFile(ctx, who, made.No, photos[0]); err != nil {
		t.Errorf("the applicant cannot see the picture: %v", err)
	} else {
		_ = content.Close()
	}
}
