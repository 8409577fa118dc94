package handling_test

import (
	"context"
	"slices"
	"testing"

	"lianban/internal/app/access"
	"lianban/internal/app/handling"
	"lianban/internal/base/fault"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
	"lianban/internal/store"
)

// Somebody whose interest is at stake asks for a hearing at the public notice, once the office has told that others may.
func TestANeighbourAsksForAHearingAtTheNotice(t *testing.T) {
	t.Parallel()
	ctx, c := context.Background(), newCity(t)
	made, officer, at := c.seaCase(t)
	_, err := c.handling.PublishNotice(ctx, officer, at, "", "拟在牟平区北部海域养殖用海18公顷。", nil)
	must(t, err)
	list, err := c.filing.Notices(ctx, "yantai", true, store.Page{})
	must(t, err)
	id := list.Rows[0].ID
	neighbour, err := c.access.SignInPerson(ctx, access.Identity{Provider: "test", Kind: "person", Name: "李大海", IDNo: "370602198501011233", Phone: "13900000000", Level: "L2"}, true)
	must(t, err)
	ask := func(who permission.Principal, reason, once string) error {
		return c.filing.RequestHearingAffected(ctx, who, id, reason, once)
	}
	if err := ask(neighbour.Principal, "养殖区挡住出海的路", "a"); !fault.Is(err, fault.NotNow) {
		t.Errorf("a hearing that nobody was told of was asked for: %v", err)
	}
	_, err = c.handling.TellHearingRight(ctx, officer, at, casework.TellHearingRightInput{Whose: casework.HearingOfAffected, Matter: "拟准予用海"})
	must(t, err)
	if err := ask(permission.Principal{}, "养殖区挡住出海的路", "b"); !fault.Is(err, fault.Login) {
		t.Errorf("nobody asked: %v", err)
	}
	if err := ask(neighbour.Principal, " ", "c"); !fault.Is(err, fault.Invalid) {
		t.Errorf("asked without a reason: %v", err)
	}
	must(t, ask(neighbour.Principal, "养殖区挡住出海的路", "d"))
	must(t, ask(neighbour.Principal, "养殖区挡住出海的路", "d")) // a second click
	if err := ask(neighbour.Principal, "再说一次", "e"); !fault.Is(err, fault.NotNow) {
		t.Errorf("asked a second time: %v", err)
	}
	file, err := c.handling.Case(ctx, officer, made.No, at.Slot)
	must(t, err)
	if h := file.Item.Hearing; h == nil || h.State != casework.HearingAsked || h.By != casework.HearingOfAffected {
		t.Fatalf("the desk sees %+v", file.Item.Hearing)
	}
	if _, err := c.handling.ProposeGrant(ctx, officer, at, "符合规定。", ""); !fault.Is(err, fault.NotNow) {
		t.Errorf("decided while a hearing is owed: %v", err)
	}
}

// A paper is served at the counter where the e-account does not reach: once, with who took it and how that is known.
func TestAPaperIsServedAtTheCounter(t *testing.T) {
	t.Parallel()
	ctx, c := context.Background(), newCity(t)
	who := c.applicant(t)
	made := c.restaurant(t, who, "ordinary")
	c.licence(t, made)
	officer := c.officer(t, "food", "market", permission.Answer, permission.Handle, permission.HandOver)
	at := handling.Target{No: made.No, Slot: food}
	_, err := c.handling.Accept(ctx, officer, at)
	must(t, err)
	paper := func(kind, slot string) casework.Document {
		f, err := c.filing.Follow(ctx, who, made.No)
		must(t, err)
		i := slices.IndexFunc(f.Documents, func(d casework.Document) bool { return d.Kind == kind && d.Slot == slot })
		if i < 0 {
			t.Fatalf("no %s among %v", kind, f.Documents)
		}
		return f.Documents[i]
	}
	notice := paper("acceptance", food)
	in := handling.ServeInput{Document: notice.ID, Way: "counter", On: c.handling.Today(), Name: "王海", Evidence: "本人在窗口签收"}
	for name, spoil := range map[string]func(*handling.ServeInput){
		"of another item":  func(in *handling.ServeInput) { in.Document = paper("acceptance", "licence_check.verify").ID },
		"of no case":       func(in *handling.ServeInput) { in.Document = "01900000-0000-7000-8000-000000000000" },
		"tomorrow":         func(in *handling.ServeInput) { in.On++ },
		"by no known way":  func(in *handling.ServeInput) { in.Way = "pigeon" },
		"to nobody":        func(in *handling.ServeInput) { in.Name = "" },
		"without evidence": func(in *handling.ServeInput) { in.Evidence = "" },
	} {
		bad := in
		spoil(&bad)
		if _, err := c.handling.ServeDocument(ctx, officer, at, bad); !fault.Is(err, fault.Invalid) {
			t.Errorf("served %s: %v", name, err)
		}
	}
	stranger := c.officer(t, "fire", "fire", permission.Handle, permission.HandOver)
	if _, err := c.handling.ServeDocument(ctx, stranger, at, in); err == nil {
		t.Error("another department served it")
	}
	_, err = c.handling.ServeDocument(ctx, officer, at, in)
	must(t, err)
	if _, err := c.handling.ServeDocument(ctx, officer, at, in); !fault.Is(err, fault.NotNow) {
		t.Errorf("served twice: %v", err)
	}
	record := paper("service_record", food)
	if record.Data["document_no"] != notice.No || record.Data["name"] != "王海" {
		t.Errorf("the record says %v", record.Data)
	}
	c.printed(t, who, made)
}
