package filing_test

import (
	"context"
	"slices"
	"strings"
	"sync"
	"testing"

	"lianban/internal/app/access"
	"lianban/internal/app/filing"
	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/calendar"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/custody"
	"lianban/internal/domain/permission"
	"lianban/internal/store"
)

// A clerk takes a visitor from the first answer to the receipt; the case is the visitor's.
func TestAClerkFilesForAVisitor(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), t.Context()
	clerk := h.clerk(t, "window", "zhifu")
	first := small
	first.Answers = nil // the guide is answered on the desk
	f := h.begin(t, clerk, first)
	if h.asked.lookups != 0 || f.Plan.Complete {
		t.Fatalf("registers were asked %d times before anything was answered", h.asked.lookups)
	}
	f, err := h.filing.SaveForm(ctx, clerk, f.Draft.ID, filing.SaveFormInput{Version: f.Draft.Version, Answers: small.Answers})
	must(t, err)
	if h.asked.lookups == 0 || f.Draft.Step != filing.StepForm {
		t.Fatalf("after the answers: %d look-ups, step %q", h.asked.lookups, f.Draft.Step)
	}
	f = h.fill(t, clerk, f)
	if _, err := h.filing.Submit(ctx, clerk, f.Draft.ID, filing.SubmitInput{Channel: "window"}); fault.Of(err).Key != "filing.not_confirmed" {
		t.Fatalf("without the visitor's confirmation: %v", err)
	}
	c, err := h.filing.Check(ctx, clerk, f.Draft.ID)
	must(t, err)
	if len(c.Open) > 0 {
		t.Fatalf("still open: %+v", c.Open)
	}
	_, err = h.filing.Confirm(ctx, clerk, f.Draft.ID, filing.ConfirmInput{Hash: c.ReviewHash, Declared: true, Order: true, Name: "王小满"})
	must(t, err)
	numbers := submitTogether(t, h, clerk, f)
	if len(numbers) != 1 {
		t.Fatalf("six clicks made the cases %v", numbers)
	}
	person, err := h.access.SignInPerson(ctx, visitor().Identity, false)
	must(t, err) // the notice was read out at the window
	mine, err := h.filing.Cases(ctx, person.Principal, filing.Page{})
	must(t, err)
	if len(mine.Cases) != 1 || mine.Cases[0].Channel != "window" || string(mine.Cases[0].Clerk) != clerk.ID {
		t.Fatalf("the visitor's own cases: %+v", mine.Cases)
	}
	followed, err := h.filing.Follow(ctx, person.Principal, mine.Cases[0].No)
	must(t, err)
	if a := followed.Entries[0].Actor; a.Kind != "staff" || a.Role != casework.FileFor || a.ID != clerk.ID {
		t.Errorf("the journal says that %+v submitted", a)
	}
	if said := followed.Snapshot.Work.Visit; said == nil || said.Confirmed == nil || said.Confirmed.Name != "王小满" {
		t.Errorf("the snapshot does not hold the confirmation: %+v", said)
	}
	filed, err := h.filing.Filed(ctx, clerk, filing.Page{})
	must(t, err)
	if len(filed.Cases) != 1 || filed.Cases[0].No != mine.Cases[0].No {
		t.Errorf("what the clerk filed: %+v", filed.Cases)
	}
}

func submitTogether(t *testing.T, h *house, clerk permission.Principal, f *filing.Filing) map[string]bool {
	t.Helper()
	var all sync.WaitGroup
	var lock sync.Mutex
	numbers := map[string]bool{}
	for range 6 {
		all.Go(func() {
			made, err := h.filing.Submit(t.Context(), clerk, f.Draft.ID, filing.SubmitInput{Channel: "window"})
			lock.Lock()
			defer lock.Unlock()
			if err != nil {
				t.Errorf("a click: %v", err)
				return
			}
			numbers[string(made.No)] = true
		})
	}
	all.Wait()
	return numbers
}

// What was changed after the visitor confirmed is confirmed anew, and a page that is out of date confirms nothing.
func TestAConfirmationHoldsForWhatWasShown(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), t.Context()
	clerk := h.clerk(t, "window", "zhifu")
	f := h.fill(t, clerk, h.begin(t, clerk, small))
	c, err := h.filing.Check(ctx, clerk, f.Draft.ID)
	must(t, err)
	in := filing.ConfirmInput{Hash: c.ReviewHash, Declared: true, Order: true, Name: "王小满"}
	for name, wrong := range map[string]filing.ConfirmInput{
		"without a tick": {Hash: in.Hash, Order: true, Name: in.Name}, "by somebody else": {Hash: in.Hash, Declared: true, Order: true, Name: "李谷雨"},
		"on a paper that was not scanned": {Hash: in.Hash, Declared: true, Order: true, Paper: true},
	} {
		if _, err := h.filing.Confirm(ctx, clerk, f.Draft.ID, wrong); fault.Of(err).Key != "filing.confirm" {
			t.Errorf("%s: %v", name, err)
		}
	}
	_, err = h.filing.Confirm(ctx, clerk, f.Draft.ID, in)
	must(t, err)
	var change string
	for key := range f.Work.Values {
		if text, ok := f.Work.Values[key].(string); ok && strings.HasPrefix(text, "海风") {
			change = key
		}
	}
	values := f.Work.Values
	values[change] = "海风大馆（示例）"
	f, err = h.filing.SaveForm(ctx, clerk, f.Draft.ID, filing.SaveFormInput{Values: values})
	must(t, err)
	if _, err := h.filing.Submit(ctx, clerk, f.Draft.ID, filing.SubmitInput{Channel: "window"}); fault.Of(err).Key != "filing.changed_since_confirmed" {
		t.Errorf("submitted after a change: %v", err)
	}
	if _, err := h.filing.Confirm(ctx, clerk, f.Draft.ID, in); !fault.Is(err, fault.Conflict) {
		t.Errorf("an old page confirmed: %v", err)
	}
	_, err = h.filing.Upload(ctx, clerk, f.Draft.ID, filing.UploadInput{Material: filing.SignedSheet, Name: "签字.png", Content: picture(t)})
	must(t, err)
	c, err = h.filing.Check(ctx, clerk, f.Draft.ID)
	must(t, err)
	_, err = h.filing.Confirm(ctx, clerk, f.Draft.ID, filing.ConfirmInput{Hash: c.ReviewHash, Declared: true, Order: true, Paper: true})
	must(t, err)
	_, err = h.filing.Submit(ctx, clerk, f.Draft.ID, filing.SubmitInput{Channel: "window"})
	must(t, err)
}

// An intake is the clerk's alone: not of a clerk elsewhere, not of a colleague, and not of the applicant.
func TestAnIntakeIsItsClerks(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), t.Context()
	clerk, far, colleague := h.clerk(t, "window", "zhifu"), h.clerk(t, "longkou", "longkou"), h.clerk(t, "other", "zhifu")
	f := h.begin(t, clerk, small)
	person, err := h.access.SignInPerson(ctx, visitor().Identity, true)
	must(t, err)
	for name, who := range map[string]permission.Principal{"another area": far, "a colleague": colleague, "the applicant": person.Principal} {
		if _, err := h.filing.Draft(ctx, who, f.Draft.ID); !fault.Is(err, fault.NotFound) {
			t.Errorf("%s opens it: %v", name, err)
		}
	}
	if mine, err := h.filing.Drafts(ctx, person.Principal); err != nil || len(mine) != 0 {
		t.Errorf("the applicant's drafts: %v %v", mine, err)
	}
	if _, err := h.access.ReceiveVisitor(ctx, far, "zhifu", "restaurant", visitor()); !fault.Is(err, fault.Forbidden) {
		t.Errorf("a clerk received a visitor outside the area: %v", err)
	}
	list, err := h.filing.Intakes(ctx, clerk)
	must(t, err)
	if len(list) != 1 || list[0].Name != "王小满" || list[0].Draft.ID != f.Draft.ID {
		t.Errorf("parked: %+v", list)
	}
}

// A typed card is checked, and never overwrites what a stronger check has established.
func TestATypedVisitorIsChecked(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), t.Context()
	clerk := h.clerk(t, "window", "zhifu")
	receive := func(change func(*access.Visitor)) error {
		v := visitor()
		v.Card = false
		change(&v)
		_, err := h.access.ReceiveVisitor(ctx, clerk, "zhifu", "restaurant", v)
		return err
	}
	_, err := h.access.SignInPerson(ctx, access.Identity{Kind: "person", Name: "王小满", IDNo: visitor().IDNo, Phone: "14000000001", Level: "L4"}, true)
	must(t, err)
	for field, change := range map[string]func(*access.Visitor){
		"id_no": func(v *access.Visitor) { v.IDNo = "370699199605210028" }, "name": func(v *access.Visitor) { v.Name = "王大满" },
		"phone": func(v *access.Visitor) { v.Phone = "123" }, "notice": func(v *access.Visitor) { v.Noticed = false },
	} {
		if err := receive(change); !fault.Is(err, fault.Invalid) || fault.Of(err).Fields[0].Name != field {
			t.Errorf("a wrong %s: %v", field, err)
		}
	}
	must(t, receive(func(v *access.Visitor) {
		v.IDNo, v.Present, v.Phone, v.Until = " 370699 19960521 0027", false, "", calendar.DayOf(h.filing.Clock.Now())
	}))
	p, err := h.filing.Store.PersonByIDNo(ctx, visitor().IDNo)
	must(t, err)
	if p.Level != "L4" || p.Phone != "14000000001" {
		t.Errorf("the person is now %s with %s", p.Level, p.Phone)
	}
}

// The one-time notice names everything at once; a complete application is taken, not refused.
func TestARefusedIntakeNamesEverythingOnce(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), t.Context()
	clerk := h.clerk(t, "window", "zhifu")
	unanswered := small
	unanswered.Answers = nil
	f := h.begin(t, clerk, unanswered)
	if _, err := h.filing.RefuseIntake(ctx, clerk, f.Draft.ID, "顾客没有带材料"); fault.Of(err).Key != "filing.questions_open" {
		t.Errorf("before anybody can know what is missing: %v", err)
	}
	f = h.begin(t, clerk, small)
	c, err := h.filing.Check(ctx, clerk, f.Draft.ID)
	must(t, err)
	if _, err := h.filing.RefuseIntake(ctx, clerk, f.Draft.ID, " "); fault.Of(err).Key != "filing.reason_needed" {
		t.Errorf("without a reason: %v", err)
	}
	d, err := h.filing.RefuseIntake(ctx, clerk, f.Draft.ID, "顾客没有带材料")
	must(t, err)
	if len(d.Lists["names"]) != len(c.Open) || len(c.Open) == 0 {
		t.Errorf("%d of %d defects are named", len(d.Lists["names"]), len(c.Open))
	}
	again, err := h.filing.IntakeNotice(ctx, clerk, f.Draft.ID)
	must(t, err)
	if again.No != d.No || again.Data["reason"] != "顾客没有带材料" {
		t.Errorf("kept: %+v", again)
	}
	f, err = h.filing.Draft(ctx, clerk, f.Draft.ID)
	must(t, err)
	f = h.fill(t, clerk, f)
	if _, err := h.filing.RefuseIntake(ctx, clerk, f.Draft.ID, "不想收"); fault.Of(err).Key != "filing.nothing_missing" {
		t.Errorf("a complete application was refused: %v", err)
	}
}

// A telephone hands in the one paper of its code, a few times, and learns nothing about anybody.
func TestATelephoneHandsInOnePaper(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), t.Context()
	clerk := h.clerk(t, "window", "zhifu")
	f := h.begin(t, clerk, small)
	o, err := h.filing.OfferScan(ctx, clerk, f.Draft.ID, "food_safety_rules")
	must(t, err)
	for range 10 {
		must(t, h.filing.ScanUpload(ctx, o.Secret, "a.pdf", pdf()))
	}
	if err := h.filing.ScanUpload(ctx, o.Secret, "a.pdf", pdf()); fault.Of(err).Key != "store.no_scan_code" {
		t.Errorf("an eleventh file: %v", err)
	}
	p, err := h.filing.ScanOf(ctx, o.Secret)
	must(t, err)
	if p.Files != 10 || p.Left != 0 || p.Material.Key != "food_safety_rules" {
		t.Errorf("the telephone sees %+v", p)
	}
	if _, err := h.filing.OfferScan(ctx, clerk, f.Draft.ID, "food_safety_rules"); err != nil {
		t.Fatal(err)
	}
	if _, err := h.filing.ScanOf(ctx, o.Secret); !fault.Is(err, fault.NotFound) {
		t.Errorf("the first code still works: %v", err)
	}
}

// A mandate must be scanned before anything is submitted.
func TestAMandateIsScanned(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), t.Context()
	clerk := h.clerk(t, "window", "zhifu")
	p, err := h.access.ReceiveVisitor(ctx, clerk, "zhifu", "restaurant", visitor())
	must(t, err)
	f, err := h.filing.Start(ctx, clerk, filing.StartInput{
		ExploreInput: small, For: p.ID, Visit: &filing.Visit{Agent: &filing.Agent{Name: "李谷雨", IDNo: "37069919940420005X"}},
	})
	must(t, err)
	f = h.fill(t, clerk, f)
	c, err := h.filing.Check(ctx, clerk, f.Draft.ID)
	must(t, err)
	if len(c.Open) != 1 || c.Open[0].Field != filing.MandatePaper {
		t.Fatalf("open: %+v", c.Open)
	}
	_, err = h.filing.Upload(ctx, clerk, f.Draft.ID, filing.UploadInput{Material: filing.MandatePaper, Name: "委托书.png", Content: picture(t)})
	must(t, err)
	c, err = h.filing.Check(ctx, clerk, f.Draft.ID)
	must(t, err)
	_, err = h.filing.Confirm(ctx, clerk, f.Draft.ID, filing.ConfirmInput{Hash: c.ReviewHash, Declared: true, Order: true, Name: "李谷雨"})
	must(t, err)
}

// A clerk whose account was closed does nothing more with what is still in hand, and the telephone's code ends too.
func TestAClosedClerkFilesNothing(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), t.Context()
	clerk := h.clerk(t, "window", "zhifu")
	f := h.fill(t, clerk, h.begin(t, clerk, small))
	c, err := h.filing.Check(ctx, clerk, f.Draft.ID)
	must(t, err)
	_, err = h.filing.Confirm(ctx, clerk, f.Draft.ID, filing.ConfirmInput{Hash: c.ReviewHash, Declared: true, Order: true, Name: "王小满"})
	must(t, err)
	o, err := h.filing.OfferScan(ctx, clerk, f.Draft.ID, "food_safety_rules")
	must(t, err)
	m, err := h.filing.Store.Staff(ctx, ident.StaffID(clerk.ID))
	must(t, err)
	m.Active = false
	_, err = h.filing.Store.SaveStaff(ctx, m)
	must(t, err)
	for act, do := range map[string]func() error{
		"start": func() error {
			_, err := h.filing.Start(ctx, clerk, filing.StartInput{ExploreInput: small, For: f.Draft.Person, Visit: &filing.Visit{}})
			return err
		},
		"receive": func() error {
			_, err := h.access.ReceiveVisitor(ctx, clerk, "zhifu", "restaurant", visitor())
			return err
		},
		"save": func() error {
			_, err := h.filing.SaveForm(ctx, clerk, f.Draft.ID, filing.SaveFormInput{})
			return err
		},
		"submit": func() error {
			_, err := h.filing.Submit(ctx, clerk, f.Draft.ID, filing.SubmitInput{Channel: "window"})
			return err
		},
		"discard": func() error { return h.filing.Discard(ctx, clerk, f.Draft.ID) },
	} {
		if err := do(); !fault.Is(err, fault.Login) {
			t.Errorf("%s: %v", act, err)
		}
	}
	if err := h.filing.ScanUpload(ctx, o.Secret, "a.pdf", pdf()); fault.Of(err).Key != "store.no_scan_code" {
		t.Errorf("the telephone: %v", err)
	}
}

// Two clicks on one page begin one intake; another page, another thing or another clerk begins another.
func TestTwoClicksBeginOneIntake(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), t.Context()
	clerk := h.clerk(t, "window", "zhifu")
	p, err := h.access.ReceiveVisitor(ctx, clerk, "zhifu", "restaurant", visitor())
	must(t, err)
	in := filing.StartInput{ExploreInput: small, For: p.ID, Visit: &filing.Visit{Card: true}, Once: "page-1"}
	in.Answers = nil
	ids := make(chan ident.DraftID, 4)
	for range cap(ids) {
		go func() {
			f, err := h.filing.Start(ctx, clerk, in)
			if err != nil {
				t.Error(err)
				ids <- ""
				return
			}
			ids <- f.Draft.ID
		}()
	}
	made := map[ident.DraftID]bool{}
	for range cap(ids) {
		made[<-ids] = true
	}
	if len(made) != 1 {
		t.Fatalf("four clicks made %v", made)
	}
	in.Once = "page-2"
	other, err := h.filing.Start(ctx, clerk, in)
	must(t, err)
	if made[other.Draft.ID] {
		t.Error("another page found the same intake")
	}
}

// What the window keeps stands on the receipt, and an intake is not thrown away before it was given back.
func TestKeptPapersStandOnTheReceipt(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), t.Context()
	clerk := h.clerk(t, "window", "zhifu")
	f := h.fill(t, clerk, h.begin(t, clerk, small))
	bag := custody.Bag{No: "ZF-260929-001", Draft: f.Draft.ID, Area: "zhifu", Scenario: f.Draft.Scenario}
	keep := func(name string) custody.Piece {
		t.Helper()
		ch, err := h.filing.Store.Custody(ctx, store.Once{}, func(context.Context) (custody.Change, error) {
			return custody.Keep(bag, h.filing.Clock.Now(), custody.Actor{ID: clerk.ID, Name: clerk.Name}, custody.KeepInput{
				ID: ident.PieceID(ident.New()), Name: name, Original: true, Shelf: "B-12",
			})
		})
		must(t, err)
		bag.OpenedAt, bag.Pieces = h.filing.Clock.Now(), append(bag.Pieces, ch.Pieces...)
		return ch.Pieces[0]
	}
	keep("不动产权证书")
	back := keep("房屋租赁合同")
	if err := h.filing.Discard(ctx, clerk, f.Draft.ID); fault.Of(err).Key != "filing.paper_kept" {
		t.Errorf("thrown away with papers on the shelf: %v", err)
	}
	_, err := h.filing.Store.Custody(ctx, store.Once{}, func(context.Context) (custody.Change, error) {
		return custody.Return([]custody.Piece{back}, h.filing.Clock.Now(), custody.Actor{ID: clerk.ID}, "")
	})
	must(t, err)
	c, err := h.filing.Check(ctx, clerk, f.Draft.ID)
	must(t, err)
	_, err = h.filing.Confirm(ctx, clerk, f.Draft.ID, filing.ConfirmInput{Hash: c.ReviewHash, Declared: true, Order: true, Name: "王小满"})
	must(t, err)
	made, err := h.filing.Submit(ctx, clerk, f.Draft.ID, filing.SubmitInput{Channel: "window"})
	must(t, err)
	followed, err := h.filing.Follow(ctx, clerk, made.No)
	must(t, err)
	for _, d := range followed.Documents {
		if d.Kind == "receipt" && !slices.Equal(d.Lists["kept_names"], []string{"不动产权证书"}) {
			t.Errorf("the receipt lists %v", d.Lists["kept_names"])
		}
	}
}
