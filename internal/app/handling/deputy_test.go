package handling_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"lianban/internal/app/access"
	"lianban/internal/app/handling"
	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/base/lang"
	"lianban/internal/domain/calendar"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
	"lianban/internal/store"
)

// admin is a system administrator of the whole city.
func (c *city) admin(t *testing.T, can permission.Permission) access.Who {
	t.Helper()
	_, err := c.access.AddStaff(context.Background(), access.NewStaff{
		Login: "admin", Name: "矫健", Password: "a long password", Area: "yantai",
		Posts: []permission.Post{{Area: "yantai", EveryDepartment: true, Permissions: []permission.Permission{can}}},
	})
	must(t, err)
	who, err := c.access.SignInStaff(context.Background(), "admin", "a long password")
	must(t, err)
	return who
}

// A deputy acts in the place of who is away, the journal says so, and the hands of a decision stay different: neither
// what the deputy proposed nor what the absent one proposed is signed in that one's name.
func TestADeputyActsInTheJournalAndNeverSignsBothHands(t *testing.T) {
	t.Parallel()
	ctx, c := context.Background(), newCity(t)
	made := c.file(t, c.applicant(t))
	slot, dep := made.Items[0].Slot, made.Items[0].Department
	at := handling.Target{No: made.No, Slot: slot}
	head := c.officer(t, "head", dep, permission.Answer, permission.Handle, permission.Sign)
	plain := c.officer(t, "plain", dep, permission.See)
	third := c.officer(t, "third", dep, permission.Sign)
	admin, today := c.admin(t, permission.AdministerStaff), calendar.DayOf(c.clock.Now())
	_, err := c.handling.Accept(ctx, plain, at)
	if !fault.Is(err, fault.Forbidden) {
		t.Fatalf("before the absence: %v", err)
	}
	_, err = c.access.MarkAbsent(ctx, admin, access.Act{Reason: "休假"}, access.Absence{
		Staff: ident.StaffID(head.ID), Deputy: ident.StaffID(plain.ID), From: today, Until: today + 1,
	})
	must(t, err)
	deputy := c.again(t, "plain")
	_, err = c.handling.Accept(ctx, deputy, at)
	must(t, err)
	_, err = c.handling.ProposeGrant(ctx, deputy, at, "材料齐全。", "食品安全法第三十五条")
	must(t, err)
	for name, who := range map[string]permission.Principal{"the deputy": deputy, "in whose place it was": c.again(t, "head")} {
		if _, err := c.handling.Grant(ctx, who, at); !fault.Is(err, fault.Forbidden) {
			t.Errorf("%s signed: %v", name, err)
		}
	}
	_, err = c.handling.SendBack(ctx, third, at, "再看一下")
	must(t, err)
	_, err = c.handling.ProposeGrant(ctx, c.again(t, "head"), at, "材料齐全。", "食品安全法第三十五条")
	must(t, err)
	if _, err := c.handling.Grant(ctx, deputy, at); !fault.Is(err, fault.Forbidden) {
		t.Errorf("a deputy signed what the absent one proposed: %v", err)
	}
	_, err = c.handling.Grant(ctx, third, at)
	must(t, err)

	list, err := c.store.Deeds(ctx, store.DeedFilter{Actor: ident.StaffID(plain.ID)}, store.Page{})
	must(t, err)
	if len(list.Deeds) != 2 || string(list.Deeds[0].For) != head.ID || list.Deeds[0].No != made.No {
		t.Errorf("%+v", list.Deeds)
	}
	c.clock.Move(48 * time.Hour) // the absence is over
	if who := c.again(t, "plain"); who.Has(permission.Sign) {
		t.Error("still standing in")
	}
}

// again is somebody with the rights of this moment.
func (c *city) again(t *testing.T, login string) permission.Principal {
	t.Helper()
	who, err := c.access.SignInStaff(context.Background(), login, "a long password")
	must(t, err)
	return who.Principal
}

// Acceptance (d), the act on its way: the officer was let in, then the account is closed, then the act arrives.
func TestAnActOnItsWayFallsWithTheAccount(t *testing.T) {
	t.Parallel()
	ctx, c := context.Background(), newCity(t)
	made := c.file(t, c.applicant(t))
	it := made.Items[0]
	officer := c.officer(t, "leaver", it.Department, permission.Answer, permission.Handle)
	at := handling.Target{No: made.No, Slot: it.Slot}
	_, err := c.handling.Accept(ctx, officer, at)
	must(t, err)
	admin := c.admin(t, permission.AdministerStaff)
	_, err = c.access.CloseStaff(ctx, admin, access.Act{Reason: "离职"}, ident.StaffID(officer.ID))
	must(t, err)
	_, err = c.handling.ProposeGrant(ctx, officer, at, "材料齐全。", "食品安全法第三十五条")
	if !fault.Is(err, fault.Login) {
		t.Errorf("an act of a leaver: %v", err)
	}
	now, err := c.store.Case(ctx, store.ByNo(made.No))
	must(t, err)
	if now.Latest(it.Slot).Draft != nil {
		t.Error("it was written down all the same")
	}
}

// What a leaver had in hand waits for the department again: once, with an entry that names the engine, and only what is
// still theirs.
func TestALeaversWorkGoesBackToTheDepartment(t *testing.T) {
	t.Parallel()
	ctx, c := context.Background(), newCity(t)
	made := c.file(t, c.applicant(t))
	it := made.Items[0]
	officer := c.officer(t, "leaver", it.Department, permission.Answer, permission.Handle)
	stays := c.officer(t, "stays", it.Department, permission.Answer, permission.Handle)
	at := handling.Target{No: made.No, Slot: it.Slot}
	_, err := c.handling.Claim(ctx, officer, at)
	must(t, err)
	if n, err := c.handling.ReleaseLeavers(ctx); err != nil || n != 0 {
		t.Fatalf("nobody has left: %d, %v", n, err)
	}
	_, err = c.access.CloseStaff(ctx, c.admin(t, permission.AdministerStaff), access.Act{Reason: "离职"}, ident.StaffID(officer.ID))
	must(t, err)
	for _, want := range []int{1, 0} {
		if n, err := c.handling.ReleaseLeavers(ctx); err != nil || n != want {
			t.Errorf("released %d, %v; want %d", n, err, want)
		}
	}
	now, err := c.store.Case(ctx, store.ByNo(made.No))
	must(t, err)
	if x := now.Latest(it.Slot); x.Handler != "" || x.Given != 0 {
		t.Errorf("in the hands of %q, given on %v", x.Handler, x.Given)
	}
	entries, err := c.store.Journal(ctx, made.ID, 0, 0)
	must(t, err)
	last := entries[len(entries)-1]
	if !casework.Released(last) || last.Actor.Kind != "system" || !strings.Contains(string(last.Payload), lang.Chinese().Say("handling.leaver")) {
		t.Errorf("%+v", last)
	}
	_, err = c.handling.Claim(ctx, stays, at)
	must(t, err)
}

// Who stands in for somebody at the exit hands over in that one's place, and the journal says so.
func TestADeputyAtTheExitIsNamedWithTheAbsent(t *testing.T) {
	t.Parallel()
	ctx, c := context.Background(), newCity(t)
	_, clerk, target := c.exit(t)
	clerk.Posts[0].For = "away"
	made, err := c.handling.HandOver(ctx, clerk, handling.HandOverInput{
		ExitTarget: target, Channel: casework.ByWindow, Name: "李示例", Capacity: "own", Checked: "id_card",
	})
	must(t, err)
	for _, e := range made.Entries {
		if e.Verb == string(casework.VerbDeliver) && e.Actor.For != "away" {
			t.Errorf("%s was done for %q", e.Verb, e.Actor.For)
		}
	}
	if len(made.Entries) == 0 {
		t.Error("nothing was written down")
	}
}
