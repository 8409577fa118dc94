package handling_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"lianban/internal/app/access"
	"lianban/internal/app/filing"
	"lianban/internal/app/handling"
	"lianban/internal/base/fault"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
	"lianban/internal/store"
)

// lending is a city whose registers say what they are told to say, and which notes what they were asked.
type lending struct {
	values map[string]string
	holds  []filing.Certificate
	down   bool
	asked  []string
	about  filing.Subject
}

func (l *lending) Lookup(_ context.Context, register string, about filing.Subject, fields []string) (map[string]string, error) {
	l.asked, l.about = append(l.asked, register), about
	if l.down {
		return nil, fault.New(fault.Unavailable, "register.down")
	}
	out := map[string]string{}
	for _, f := range fields {
		if v, ok := l.values[f]; ok {
			out[f] = v
		}
	}
	return out, nil
}

func (l *lending) Certificates(_ context.Context, about filing.Subject) ([]filing.Certificate, error) {
	l.asked, l.about = append(l.asked, "certificate_store"), about
	if l.down {
		return nil, fault.New(fault.Unavailable, "register.down")
	}
	return l.holds, nil
}

var (
	valid   = filing.Certificate{Material: "business_licence", Number: "370602-1", Holder: "海风小馆（示例）", Until: "2030-01-01"}
	expired = filing.Certificate{Material: "business_licence", Number: "370602-0", Holder: "海风小馆（示例）", Until: "2020-01-01"}
)

var restaurant = filing.ExploreInput{Scenario: "restaurant", Area: "zhifu", Role: "owner", Answers: map[string]any{
	"catering_size": "small", "venue_area": "45", "wants_sign": "no",
}}

// sharing finds an item of a case, filed while every register was down, for which the store of certificates could give a paper.
func (c *city) sharing(t *testing.T, who permission.Principal) (*casework.Case, *filing.Sharing, filing.ShareOffer) {
	t.Helper()
	made := c.fileAll(t, who, restaurant)
	for _, it := range made.Items {
		sh, err := c.filing.Shares(t.Context(), who, made.No, it.Slot)
		must(t, err)
		for _, o := range sh.Offers {
			if o.Register == "certificate_store" && len(o.Materials) > 0 && it.State == casework.Received {
				return made, sh, o
			}
		}
	}
	t.Fatal("no item lacks anything that the store of certificates holds")
	return nil, nil, filing.ShareOffer{}
}

func TestAConsentBringsWhatTheDeskLacks(t *testing.T) {
	t.Parallel()
	ctx, c := t.Context(), newCity(t)
	who := c.applicant(t)
	made, sh, o := c.sharing(t, who)
	slot := sh.Item.Slot
	if o.Source != "电子证照库" || o.Owner == "" || !o.Connected || o.Consent != nil || len(o.Names) == 0 {
		t.Fatalf("what is offered says who is read: %+v", o)
	}
	city := &lending{holds: []filing.Certificate{expired, valid}}
	c.filing.Registers = city
	before := *made.Latest(slot)
	after, err := c.filing.ConsentToShare(ctx, who, made.No, filing.ConsentInput{Slot: slot, Register: o.Register})
	must(t, err)
	x := after.Latest(slot).Consent(o.Register)
	if x == nil || !x.Standing() || x.Outcome != casework.ShareFound || len(x.Got) == 0 {
		t.Fatalf("the consent and what came of it: %+v", x)
	}
	if city.about.Name != "王军" || city.about.IDNo == "" {
		t.Errorf("asked about %+v", city.about)
	}
	if now := after.Latest(slot); len(now.Clocks) != len(before.Clocks) || now.Clocks[0].Told != before.Clocks[0].Told || now.State != before.State {
		t.Error("a consent moves no clock and no state")
	}

	reads, err := c.filing.Reads(ctx, who, store.Page{})
	must(t, err)
	if r := reads.Reads[0]; r.Register != o.Register || r.Ground != "consent" || r.Consent != x.ID || r.Purpose != sh.Item.Name || r.Outcome != store.ReadFound {
		t.Errorf("the read is logged with its ground: %+v", r)
	}
	officer := c.officer(t, "yang", sh.Item.Department, permission.See, permission.Answer, permission.Handle)
	f, err := c.handling.Case(ctx, officer, made.No, slot)
	must(t, err)
	seen := 0
	for _, m := range f.Materials {
		for _, s := range m.Shared {
			if s.Source != o.Source || s.Given.IsZero() || len(s.Things) == 0 || s.Things[0].Shown != valid.Number {
				t.Errorf("%s: %+v", m.Key, s)
			}
			seen++
		}
	}
	if seen == 0 {
		t.Error("the desk sees nothing of what came")
	}
	for _, it := range made.Items { // need to know: it is for one item
		if it.Slot == slot || it.Department == sh.Item.Department {
			continue
		}
		g, err := c.handling.Case(ctx, c.officer(t, "other-"+it.Slot, it.Department, permission.See), made.No, it.Slot)
		must(t, err)
		for _, m := range g.Materials {
			if len(m.Shared) > 0 {
				t.Errorf("%s sees what was read for another item", it.Name)
			}
		}
	}
	_, err = c.filing.ConsentToShare(ctx, who, made.No, filing.ConsentInput{Slot: slot, Register: o.Register})
	wantKey(t, err, fault.NotNow, "casework.consent_stands")
}

// neighbour is somebody else.
func (c *city) neighbour(t *testing.T) permission.Principal {
	t.Helper()
	who, err := c.access.SignInPerson(t.Context(), access.Identity{
		Provider: "test", Kind: "person", Name: "李大海", IDNo: "370602198501011233", Phone: "13900000000", Level: "L2",
	}, true)
	must(t, err)
	return who.Principal
}

func TestARegisterThatKnowsNothingLosesNothing(t *testing.T) {
	t.Parallel()
	ctx, c := t.Context(), newCity(t)
	who := c.applicant(t)
	made, sh, o := c.sharing(t, who)
	slot := sh.Item.Slot
	papers := len(sh.Papers)
	city := &lending{down: true, holds: []filing.Certificate{expired}}
	c.filing.Registers = city
	after, err := c.filing.ConsentToShare(ctx, who, made.No, filing.ConsentInput{Slot: slot, Register: o.Register, Once: "k"})
	must(t, err)
	if x := after.Latest(slot).Consent(o.Register); x.Outcome != casework.ShareDown || !x.Standing() {
		t.Errorf("%+v", x)
	}
	asked := len(city.asked)
	if _, err = c.filing.ConsentToShare(ctx, who, made.No, filing.ConsentInput{Slot: slot, Register: o.Register, Once: "k"}); err != nil || len(city.asked) != asked {
		t.Errorf("a second click of the same page: %v, asked %v", err, city.asked)
	}
	city.down = false
	after, err = c.filing.ReadShared(ctx, who, made.No, slot, o.Register)
	must(t, err)
	if x := after.Latest(slot).Consent(o.Register); x.Outcome != casework.ShareNoRecord || len(x.Got) != 0 {
		t.Errorf("%+v", x)
	}
	again, err := c.filing.Shares(ctx, who, made.No, slot)
	must(t, err)
	if len(again.Papers) != papers || again.Item.State != sh.Item.State || len(again.Records) != 0 {
		t.Error("something was lost, or came from nowhere")
	}
	after, err = c.filing.WithdrawConsent(ctx, who, made.No, filing.ConsentInput{Slot: slot, Register: o.Register})
	must(t, err)
	asked = len(city.asked)
	_, err = c.filing.ReadShared(ctx, who, made.No, slot, o.Register)
	wantKey(t, err, fault.NotNow, "casework.no_consent")
	if len(city.asked) != asked || after.Latest(slot).Consent(o.Register).Standing() {
		t.Error("a register was asked after the consent was taken back")
	}
}

// A fact that was written by hand is read beside it; what the applicant wrote stays.
func TestAFactIsReadBesideWhatWasWritten(t *testing.T) {
	t.Parallel()
	ctx, c := t.Context(), newCity(t)
	who := c.applicant(t)
	made, sh, _ := c.sharing(t, who)
	slot := sh.Item.Slot
	c.filing.Registers = &lending{values: map[string]string{"company_name": "海风餐饮有限公司（示例）"}}
	after, err := c.filing.ConsentToShare(ctx, who, made.No, filing.ConsentInput{Slot: slot, Register: "enterprise_register"})
	must(t, err)
	if x := after.Latest(slot).Consent("enterprise_register"); !slices.Equal(x.Got, []string{"company_name"}) {
		t.Errorf("only what is known came: %+v", x)
	}
	f, err := c.handling.Case(ctx, c.officer(t, "yang", sh.Item.Department, permission.See), made.No, slot)
	must(t, err)
	i := slices.IndexFunc(f.Fields, func(x handling.FieldValue) bool { return x.Key == "company_name" })
	if x := f.Fields[i]; x.Shown == "" || x.Source != "" || len(x.Shared) != 1 || x.Shared[0].Things[0].Shown != "海风餐饮有限公司（示例）" {
		t.Errorf("%+v", x)
	}
}

func TestWhatCannotBeShared(t *testing.T) {
	t.Parallel()
	ctx, c := t.Context(), newCity(t)
	who := c.applicant(t)
	made, sh, _ := c.sharing(t, who)
	slot := sh.Item.Slot
	_, err := c.filing.ConsentToShare(ctx, who, made.No, filing.ConsentInput{Slot: slot, Register: "tax_records"})
	wantKey(t, err, fault.NotNow, "filing.nothing_to_share")
	_, err = c.filing.ConsentToShare(ctx, who, made.No, filing.ConsentInput{Slot: slot, Register: "transport_exams"}) // read by law
	wantKey(t, err, fault.NotNow, "filing.nothing_to_share")
	_, err = c.filing.ConsentToShare(ctx, c.neighbour(t), made.No, filing.ConsentInput{Slot: slot, Register: "population_register"})
	wantKey(t, err, fault.NotFound, "store.no_case")
}

// What was asked for in a request to supplement is answered by a register that gave it since, not by one that gave it before.
func TestASupplementIsAnsweredByConsent(t *testing.T) {
	t.Parallel()
	ctx, c := t.Context(), newCity(t)
	who := c.applicant(t)
	made, sh, o := c.sharing(t, who)
	slot, key := sh.Item.Slot, o.Materials[0]
	c.filing.Registers = &lending{holds: []filing.Certificate{expired, valid}}
	officer := c.officer(t, "yang", sh.Item.Department, permission.See, permission.Answer, permission.Handle)
	_, err := c.filing.ConsentToShare(ctx, who, made.No, filing.ConsentInput{Slot: slot, Register: o.Register})
	must(t, err)
	c.clock.Set(c.clock.Now().Add(time.Hour))
	_, err = c.handling.RequestSupplement(ctx, officer, handling.Target{No: made.No, Slot: slot}, []casework.Defect{{Material: key, Reason: "看不清", Rule: "第3条"}})
	must(t, err)
	w, err := c.filing.Wanted(ctx, who, made.No, slot)
	must(t, err)
	if w.Points[0].From != "" {
		t.Error("what came before it was asked for answers nothing")
	}
	c.clock.Set(c.clock.Now().Add(time.Hour))
	_, err = c.filing.ReadShared(ctx, who, made.No, slot, o.Register)
	must(t, err)
	w, err = c.filing.Wanted(ctx, who, made.No, slot)
	must(t, err)
	if w.Points[0].From != o.Source {
		t.Errorf("%+v", w.Points[0])
	}
	after, err := c.filing.Supply(ctx, who, made.No, filing.SupplyInput{Slot: slot})
	must(t, err)
	if after.Latest(slot).State != casework.Received {
		t.Errorf("supplied by consent: %s", after.Latest(slot).State)
	}
}

// Everything that was read with the person's consent is on one list, and can be taken back there.
func TestTheListOfConsentsIsTheWholeTruth(t *testing.T) {
	t.Parallel()
	ctx, c := t.Context(), newCity(t)
	who := c.applicant(t)
	made, sh, o := c.sharing(t, who) // the draft asked registers that were down: allowed too
	c.filing.Registers = &lending{}
	c.clock.Set(c.clock.Now().Add(time.Hour))
	_, err := c.filing.ConsentToShare(ctx, who, made.No, filing.ConsentInput{Slot: sh.Item.Slot, Register: o.Register})
	must(t, err)
	list, err := c.filing.Consents(ctx, who, store.Page{})
	must(t, err)
	reads, err := c.filing.Reads(ctx, who, store.Page{})
	must(t, err)
	for _, r := range reads.Reads {
		if r.Ground == "consent" && !slices.ContainsFunc(list.Consents, func(x filing.GivenConsent) bool { return x.ID == r.Consent && x.Register == r.Register }) {
			t.Errorf("%s was read under no consent of the list", r.Register)
		}
	}
	first, draft := list.Consents[0], list.Consents[len(list.Consents)-1]
	if first.Slot != sh.Item.Slot || !first.Open || first.No != made.No || draft.Draft == "" || draft.No != made.No || !draft.Open {
		t.Fatalf("%+v, %+v", first, draft)
	}
	for _, x := range list.Consents {
		must(t, c.filing.TakeBack(ctx, who, x.ID))
		must(t, c.filing.TakeBack(ctx, who, x.ID)) // twice changes nothing
	}
	list, err = c.filing.Consents(ctx, who, store.Page{})
	must(t, err)
	for _, x := range list.Consents {
		if x.Open || x.Withdrew.IsZero() {
			t.Errorf("%s still stands", x.Source)
		}
	}
	followed, err := c.filing.Follow(ctx, who, made.No)
	must(t, err)
	if followed.Case.Latest(sh.Item.Slot).Consent(o.Register).Standing() {
		t.Error("the case does not know that the consent was taken back")
	}
	wantKey(t, c.filing.TakeBack(ctx, c.neighbour(t), first.ID), fault.NotFound, "store.no_consent")
}

// A consent in a rehearsal asks nobody and is on no real list.
func TestARehearsedConsentReadsNobody(t *testing.T) {
	t.Parallel()
	ctx, c := t.Context(), newCity(t)
	who := c.applicant(t)
	who.Trial = true
	made, sh, o := c.sharing(t, who)
	city := &lending{holds: []filing.Certificate{valid}}
	c.filing.Registers = city
	_, err := c.filing.ConsentToShare(ctx, who, made.No, filing.ConsentInput{Slot: sh.Item.Slot, Register: o.Register})
	must(t, err)
	real := who
	real.Trial = false
	list, err := c.filing.Consents(ctx, real, store.Page{})
	must(t, err)
	reads, err := c.filing.Reads(ctx, real, store.Page{})
	must(t, err)
	if len(city.asked) != 0 || len(list.Consents) != 0 || len(reads.Reads) != 0 {
		t.Errorf("asked %v, listed %v, read %v", city.asked, list.Consents, reads.Reads)
	}
}
