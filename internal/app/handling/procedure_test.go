package handling_test

import (
	"context"
	"testing"
	"time"

	"lianban/internal/app/access"
	"lianban/internal/app/handling"
	"lianban/internal/base/fault"
	"lianban/internal/domain/calendar"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
)

// accepted files a case and has its licence accepted.
func (c *city) accepted(t *testing.T, who permission.Principal) (handling.Target, permission.Principal) {
	t.Helper()
	made := c.file(t, who)
	it, _ := c.licence(t, made)
	clerk := c.officer(t, "clerk", it.Department, permission.Answer, permission.Handle)
	at := handling.Target{No: made.No, Slot: it.Slot}
	_, err := c.handling.Accept(context.Background(), clerk, at)
	must(t, err)
	return at, clerk
}

// A hearing and a question through the store: who asks, who chairs, and what stands still.
func TestAHearingAndAQuestionThroughTheStore(t *testing.T) {
	t.Parallel()
	ctx, c := context.Background(), newCity(t)
	who := c.applicant(t)
	at, clerk := c.accepted(t, who)
	_, err := c.handling.AskClarification(ctx, clerk, at, casework.AskClarificationInput{Question: "后厨在哪一层？"})
	must(t, err)
	if _, err := c.filing.Clarify(ctx, who, at.No, at.Slot, " ", ""); !fault.Is(err, fault.Invalid) {
		t.Errorf("an empty answer: %v", err)
	}
	for range 2 { // the same key is the same answer
		_, err = c.filing.Clarify(ctx, who, at.No, at.Slot, "一层", "key-1")
		must(t, err)
	}
	_, err = c.handling.TellHearingRight(ctx, clerk, at, casework.TellHearingRightInput{Whose: casework.HearingOfApplicant, Matter: "拟不予许可"})
	must(t, err)
	_, err = c.filing.RequestHearing(ctx, who, at.No, at.Slot, "想当面说明", "")
	must(t, err)
	day := c.handling.Engine.EarliestHearing(c.handling.Today())
	_, err = c.handling.SetHearing(ctx, clerk, at, casework.SetHearingInput{Day: day, Time: "09:30", Place: "三楼"})
	must(t, err)
	c.clock.Move(day.Time().Add(10 * time.Hour).Sub(c.clock.Now()))
	if _, err := c.handling.CloseHearing(ctx, clerk, at, casework.CloseHearingInput{Record: "笔录"}); !fault.Is(err, fault.Forbidden) {
		t.Errorf("the officer of the item chairs its hearing: %v", err)
	}
	it := c.item(t, at)
	chair := c.officer(t, "chair", it.Department, permission.Handle)
	_, err = c.handling.CloseHearing(ctx, chair, at, casework.CloseHearingInput{Record: "笔录"})
	must(t, err)
	if it = c.item(t, at); it.Hearing.State != casework.HearingClosed || it.Suspended() {
		t.Errorf("%+v", it.Hearing)
	}
}

func (c *city) item(t *testing.T, at handling.Target) *casework.ItemCase {
	t.Helper()
	end, err := c.filing.Follow(context.Background(), c.applicant(t), at.No)
	must(t, err)
	return end.Case.Latest(at.Slot)
}

// Only the head of the agency extends a limit, only the head of the government the joint one; each once.
func TestOnlyHeadsExtend(t *testing.T) {
	t.Parallel()
	ctx, c := context.Background(), newCity(t)
	at, clerk := c.accepted(t, c.applicant(t))
	it := c.item(t, at)
	head := c.officer(t, "head", it.Department, permission.Sign, permission.ExtendAgency)
	mayor := c.government(t)
	if _, err := c.handling.ExtendDecision(ctx, clerk, at, "复杂"); !fault.Is(err, fault.Forbidden) {
		t.Errorf("a clerk extends: %v", err)
	}
	if _, err := c.handling.ExtendJoint(ctx, head, at, "复杂"); !fault.Is(err, fault.Forbidden) {
		t.Errorf("the head of an agency extends the joint ceiling: %v", err)
	}
	before := due(c.handling.Engine, it, "K3")
	_, err := c.handling.ExtendDecision(ctx, head, at, "复杂")
	must(t, err)
	if after := due(c.handling.Engine, c.item(t, at), "K3"); after != c.handling.Engine.Cal.AddWorking(before, 10) {
		t.Errorf("due %s, was %s", after, before)
	}
	if _, err := c.handling.ExtendDecision(ctx, head, at, "复杂"); !fault.Is(err, fault.NotNow) {
		t.Errorf("twice: %v", err)
	}
	_, err = c.handling.ExtendJoint(ctx, mayor, at, "复杂")
	must(t, err)
}

// government is the head of the people's government: a post for every department of the area.
func (c *city) government(t *testing.T) permission.Principal {
	t.Helper()
	_, err := c.access.AddStaff(context.Background(), access.NewStaff{
		Login: "government", Name: "滕海", Password: "a long password", Department: "approval_bureau", Area: "zhifu",
		Posts: []permission.Post{{Area: "zhifu", EveryDepartment: true, EveryScenario: true, Permissions: []permission.Permission{permission.See, permission.ExtendGovernment}}},
	})
	must(t, err)
	who, err := c.access.SignInStaff(context.Background(), "government", "a long password")
	must(t, err)
	return who.Principal
}

func due(e casework.Engine, it *casework.ItemCase, kind string) calendar.Day {
	for _, k := range it.Clocks {
		if k.Kind == kind && k.History.Stop == 0 {
			return calendar.Project(e.Cal, k.Rule, k.History, k.History.Start).Due
		}
	}
	return 0
}

// A calendar that comes out after a promise was told is put on record once, on however many nodes.
func TestANewCalendarIsPutOnRecordOnce(t *testing.T) {
	t.Parallel()
	ctx, c := context.Background(), newCity(t)
	at, _ := c.accepted(t, c.applicant(t))
	if n, err := c.handling.RecomputeClocks(ctx); err != nil || n != 0 {
		t.Fatalf("nothing is new at the first start: %d, %v", n, err)
	}
	old := due(c.handling.Engine, c.item(t, at), "K3")
	years := c.handling.Engine.Cal.Years()
	for i := range years { // the correction: one more day off before the due day
		if years[i].Year == old.Year() {
			off := old - 1
			for !c.handling.Engine.Cal.Working(off) || c.handling.Engine.Cal.MakeUp(off) {
				off--
			}
			years[i].Holidays = append(years[i].Holidays, calendar.Holiday{Name: "示例假日", From: off, To: off})
		}
	}
	corrected, err := calendar.NewVersion(years)
	must(t, err)
	one, two := *c.handling, *c.handling
	one.Engine.Cal, two.Engine.Cal = corrected, corrected
	for _, node := range []*handling.Service{&one, &two, &one} {
		_, err := node.RecomputeClocks(ctx)
		must(t, err)
	}
	end, err := c.filing.Follow(ctx, c.applicant(t), at.No)
	must(t, err)
	times := 0
	for _, en := range end.Entries {
		if en.Verb == string(casework.VerbRecomputeClock) && en.Slot == at.Slot {
			times++
		}
	}
	if times != 1 {
		t.Errorf("put on record %d times", times)
	}
	if now := due(one.Engine, end.Case.Latest(at.Slot), "K3"); now <= old {
		t.Errorf("due %s, was %s", now, old)
	}
}
