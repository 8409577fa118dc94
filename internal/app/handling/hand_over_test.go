package handling_test

import (
	"context"
	"testing"
	"time"

	"lianban/internal/app/filing"
	"lianban/internal/app/handling"
	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
)

// exit is a small shop whose two results wait at the window, and the clerk who hands them over.
func (c *city) exit(t *testing.T) (*casework.Case, permission.Principal, handling.ExitTarget) {
	t.Helper()
	ctx := context.Background()
	c.handling.Engine.Code = func(*casework.Case) string { return "004217" }
	filed := c.fileAll(t, c.applicant(t), filing.ExploreInput{
		Scenario: "restaurant", Area: "zhifu", Role: "owner",
		Answers: map[string]any{"catering_size": "small", "venue_area": "45", "wants_sign": "no"},
	})
	handler := c.officer(t, "market", "market", permission.Answer, permission.Handle)
	signer := c.officer(t, "market-sign", "market", permission.Sign)
	for _, it := range filed.Items {
		at := handling.Target{No: filed.No, Slot: it.Slot}
		_, err := c.handling.Accept(ctx, handler, at)
		must(t, err)
		_, err = c.handling.ProposeGrant(ctx, handler, at, "符合条件", "")
		must(t, err)
		_, err = c.handling.Grant(ctx, signer, at)
		must(t, err)
	}
	clerk := c.officer(t, "window", "approval_bureau", permission.See, permission.HandOver)
	clerk.Posts[0].EveryDepartment = true
	target := handling.ExitTarget{No: filed.No}
	for _, it := range filed.Items {
		target.Results = append(target.Results, handling.Result{Slot: it.Slot})
	}
	return filed, clerk, target
}

func wantKey(t *testing.T, err error, kind fault.Kind, key string) {
	t.Helper()
	f := fault.Of(err)
	if err == nil || f.Kind != kind || f.Key != key && (len(f.Fields) == 0 || f.Fields[0].Key != key) {
		t.Errorf("%v, want %s %s", err, kind, key)
	}
}

func TestTheExitHandsOverWithACodeAndOnce(t *testing.T) {
	t.Parallel()
	c, ctx := newCity(t), context.Background()
	filed, clerk, target := c.exit(t)
	waiting, err := c.handling.Ready(ctx, clerk, handling.Page{})
	must(t, err)
	if len(waiting.Cases) != 1 || len(waiting.Cases[0].Results) != len(target.Results) || len(waiting.Cases[0].Open) != 0 {
		t.Fatalf("%+v", waiting)
	}
	found, err := c.handling.ReadyOf(ctx, clerk, "11010519491231002X")
	must(t, err)
	nobody, err := c.handling.ReadyOf(ctx, clerk, "110105194912310038")
	must(t, err)
	if len(found.Cases) != 1 || len(nobody.Cases) != 0 {
		t.Errorf("by identity number: %d, %d", len(found.Cases), len(nobody.Cases))
	}
	stranger := c.officer(t, "fire", "fire", permission.Handle, permission.HandOver)
	in := handling.HandOverInput{
		ExitTarget: target, Channel: casework.ByWindow, Name: "李示例", Capacity: "mandate", Mandate: "委托书", Checked: "id_card", Code: "004217",
	}
	_, err = c.handling.HandOver(ctx, stranger, in)
	wantKey(t, err, fault.NotFound, "store.no_case")
	_, err = c.handling.ExitFile(ctx, stranger, filed.No)
	wantKey(t, err, fault.NotFound, "store.no_case")

	uncoded := in
	uncoded.Code = ""
	_, err = c.handling.HandOver(ctx, clerk, uncoded)
	wantKey(t, err, fault.Invalid, "handling.code_needed")
	letter := in
	letter.Channel, letter.Carrier, letter.Tracking = casework.ByPost, "EMS", "EX1"
	_, err = c.handling.HandOver(ctx, clerk, letter)
	wantKey(t, err, fault.NotNow, "handling.not_by_post")

	in.Once = "page-1"
	first, err := c.handling.HandOver(ctx, clerk, in)
	must(t, err)
	again, err := c.handling.HandOver(ctx, clerk, in) // a double click
	must(t, err)
	if len(first.Documents) != 1 || len(again.Documents) != 1 || first.Documents[0].ID != again.Documents[0].ID {
		t.Errorf("%+v, %+v", first.Documents, again.Documents)
	}
	file, err := c.handling.ExitFile(ctx, clerk, filed.No)
	must(t, err)
	if len(file.Results) != 0 || len(file.Done) != len(target.Results) || len(file.Documents) != 1 {
		t.Errorf("%+v", file)
	}
	d, err := c.handling.Acknowledgement(ctx, clerk, file.Documents[0].ID)
	must(t, err)
	if d.Data["name"] != "李示例" || d.Data["code"] != "yes" {
		t.Errorf("%+v", d.Data)
	}
	_, err = c.handling.Acknowledgement(ctx, stranger, d.ID)
	wantKey(t, err, fault.NotFound, "store.no_document")
}

func TestGuessesOfACodeAreCounted(t *testing.T) {
	t.Parallel()
	c, ctx := newCity(t), context.Background()
	filed, clerk, target := c.exit(t)
	in := handling.HandOverInput{
		ExitTarget: target, Channel: casework.ByWindow, Name: "李示例", Capacity: "mandate", Mandate: "委托书", Checked: "other", Code: "111111",
	}
	for range 5 {
		_, err := c.handling.HandOver(ctx, clerk, in)
		wantKey(t, err, fault.Invalid, "handling.wrong_code")
	}
	in.Code = "004217"
	_, err := c.handling.HandOver(ctx, clerk, in)
	wantKey(t, err, fault.TooMany, "handling.code_wait")
	own := in
	own.Capacity, own.Checked, own.Code = "own", "id_card", "" // the applicant's own card needs no code
	refusal := handling.RefuseHandOverInput{ExitTarget: target, Cause: "nobody_came", Note: "约好十点"}
	_, err = c.handling.RefuseHandOver(ctx, clerk, refusal)
	must(t, err)
	file, err := c.handling.ExitFile(ctx, clerk, filed.No)
	must(t, err)
	if len(file.Refusals) != len(target.Results) || len(file.Results) != len(target.Results) {
		t.Errorf("%d refusals, %d ready", len(file.Refusals), len(file.Results))
	}
	_, err = c.handling.HandOver(ctx, clerk, own)
	must(t, err)
}

// Windows of several nodes that guess at the same moment share the handful of tries.
func TestGuessesAtTheSameMomentAreCountedTogether(t *testing.T) {
	t.Parallel()
	c, ctx := newCity(t), context.Background()
	_, clerk, target := c.exit(t)
	other := *c.handling // a second node over the same database
	in := handling.HandOverInput{
		ExitTarget: target, Channel: casework.ByWindow, Name: "李示例", Capacity: "mandate", Mandate: "委托书", Checked: "other", Code: "111111",
	}
	const guesses = 16
	said := make(chan error, guesses)
	for i := range guesses {
		node := []*handling.Service{c.handling, &other}[i%2]
		go func() {
			_, err := node.HandOver(ctx, clerk, in)
			said <- err
		}()
	}
	looked := 0
	for range guesses {
		if err := <-said; fault.Is(err, fault.Invalid) {
			looked++
		} else if !fault.Is(err, fault.TooMany) {
			t.Error(err)
		}
	}
	if looked != 5 {
		t.Errorf("%d of %d guesses were compared, want 5", looked, guesses)
	}
}

// Who names no result learns nothing about the code, and an account that was closed hands nothing over.
func TestACodeIsNotTriedWithoutAResult(t *testing.T) {
	t.Parallel()
	c, ctx := newCity(t), context.Background()
	filed, clerk, target := c.exit(t)
	stranger := c.officer(t, "fire", "fire", permission.FileFor)
	in := handling.HandOverInput{
		ExitTarget: handling.ExitTarget{No: filed.No}, Channel: casework.ByWindow, Name: "李示例", Capacity: "mandate", Mandate: "委托书", Checked: "other",
	}
	for _, in.Code = range []string{"111111", "004217", ""} {
		_, err := c.handling.HandOver(ctx, stranger, in)
		wantKey(t, err, fault.Invalid, "casework.required.results")
	}
	if n, err := c.store.Attempts(ctx, "collect:"+string(filed.No), time.Hour); err != nil || n != 0 {
		t.Errorf("%d guesses were counted: %v", n, err)
	}
	m, err := c.store.Staff(ctx, ident.StaffID(clerk.ID))
	must(t, err)
	m.Active = false
	_, err = c.store.SaveStaff(ctx, m)
	must(t, err)
	in.ExitTarget, in.Code = target, "004217"
	_, err = c.handling.HandOver(ctx, clerk, in)
	wantKey(t, err, fault.Login, "access.signed_out")
}
