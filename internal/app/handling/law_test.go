package handling_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"lianban/internal/app/filing"
	"lianban/internal/app/handling"
	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/calendar"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
	"lianban/internal/store"
)

// licence grants what the licences wait for, and answers a licence that its department has received, with an officer
// of that department.
func (c *city) licence(t *testing.T, made *casework.Case) (*casework.ItemCase, permission.Principal) {
	t.Helper()
	ctx := context.Background()
	all := []permission.Permission{permission.Answer, permission.Handle, permission.HandOver, permission.Sign}
	hands := map[string][2]permission.Principal{}
	of := func(dep string) [2]permission.Principal {
		if _, ok := hands[dep]; !ok {
			login := strings.ReplaceAll(dep, "_", "-")
			hands[dep] = [2]permission.Principal{c.officer(t, login, dep, all...), c.officer(t, login+".sign", dep, all...)}
		}
		return hands[dep]
	}
	for _, it := range made.Items {
		if it.State != casework.Received {
			continue
		}
		at, by := handling.Target{No: made.No, Slot: it.Slot}, of(it.Department)
		_, err := c.handling.Accept(ctx, by[0], at)
		must(t, err)
		_, err = c.handling.ProposeGrant(ctx, by[0], at, "符合规定。", "有关规定")
		must(t, err)
		_, err = c.handling.Grant(ctx, by[1], at)
		must(t, err)
	}
	now, err := c.store.Case(ctx, store.ByNo(made.No))
	must(t, err)
	for _, it := range now.Items {
		if it.State == casework.Received && it.Regime == "licence" && len(it.Materials) > 0 {
			return it, of(it.Department)[0]
		}
	}
	t.Fatal("no licence is received after the registration")
	return nil, permission.Principal{}
}

// What people read is settled, although the sweep has not come by; and reading writes nothing.
func TestWhatIsReadIsSettled(t *testing.T) {
	t.Parallel()
	ctx, c := context.Background(), newCity(t)
	who := c.applicant(t)
	made := c.file(t, who)
	it, officer := c.licence(t, made)
	c.clock.Move(20 * 24 * time.Hour)

	f, err := c.filing.Follow(ctx, who, made.No)
	must(t, err)
	list, err := c.filing.Cases(ctx, who, filing.Page{})
	must(t, err)
	file, err := c.handling.Case(ctx, officer, made.No, it.Slot)
	must(t, err)
	for door, seen := range map[string]*casework.Case{"follow": f.Case, "list": list.Cases[0], "desk": file.Case} {
		if got := seen.Latest(it.Slot); got.State != casework.Accepted || !got.Deemed || got.Accepted != calendar.MustDay("2026-09-29") {
			t.Errorf("%s shows %s, deemed %v, accepted %s", door, got.State, got.Deemed, got.Accepted)
		}
	}
	if file.Item != file.Case.Latest(it.Slot) {
		t.Error("the desk's item is not the settled one")
	}
	stored, err := c.store.Case(ctx, store.ByNo(made.No))
	must(t, err)
	if stored.Latest(it.Slot).State != casework.Received || stored.Head != f.Case.Head || stored.Seq != f.Case.Seq {
		t.Error("reading wrote, or shows a record that does not stand")
	}
	// The officer acts on what the page showed: the version is that of the settled item.
	_, err = c.handling.Claim(ctx, officer, handling.Target{No: made.No, Slot: it.Slot, Seen: file.Item.Version})
	must(t, err)
}

// A key belongs to one act with its words; a repeat of the same gets the first answer.
func TestAKeyIsGoodForOneActOnly(t *testing.T) {
	t.Parallel()
	ctx, c := context.Background(), newCity(t)
	who := c.applicant(t)
	made := c.file(t, who)
	it, officer := c.licence(t, made)
	at := handling.Target{No: made.No, Slot: it.Slot, Once: "key"}
	_, err := c.handling.Decline(ctx, officer, at, "不在经营范围内", "食品安全法第三十五条")
	must(t, err)
	again, err := c.handling.Decline(ctx, officer, at, "不在经营范围内", "食品安全法第三十五条")
	must(t, err)
	if again.Latest(it.Slot).State != casework.Declined {
		t.Errorf("%s", again.Latest(it.Slot).State)
	}
	for name, do := range map[string]func() error{
		"another act": func() error { _, err := c.handling.Accept(ctx, officer, at); return err },
		"other words": func() error {
			_, err := c.handling.Decline(ctx, officer, at, "另一个理由", "食品安全法第三十五条")
			return err
		},
	} {
		if err := do(); fault.Of(err).Key != "store.key_reused" {
			t.Errorf("%s: %v", name, err)
		}
	}
	_, err = c.filing.Withdraw(ctx, who, made.No, filing.WithdrawInput{Reason: "不办了", Once: "mine"})
	must(t, err)
	_, err = c.filing.Withdraw(ctx, who, made.No, filing.WithdrawInput{Reason: "不办了", Once: "mine"})
	must(t, err)
	_, err = c.filing.AskEarlyDelivery(ctx, who, made.No, "mine")
	if fault.Of(err).Key != "store.key_reused" {
		t.Errorf("%v", err)
	}
}

// A repeat of a supplement that was handed in gets the first answer, not "nothing is wanted".
func TestASupplementIsHandedInOnce(t *testing.T) {
	t.Parallel()
	ctx, c := context.Background(), newCity(t)
	who := c.applicant(t)
	made := c.file(t, who)
	it, officer := c.licence(t, made)
	_, err := c.handling.RequestSupplement(ctx, officer, handling.Target{No: made.No, Slot: it.Slot}, []casework.Defect{
		{Field: it.Fields[0], Reason: "写得不清楚", Rule: "食品经营许可管理办法第十二条"},
	})
	must(t, err)
	in := filing.SupplyInput{Slot: it.Slot, Note: "已改", Once: "once"}
	_, err = c.filing.Supply(ctx, who, made.No, filing.SupplyInput{Slot: it.Slot, Note: strings.Repeat("长", 1001)})
	if !fault.Is(err, fault.Invalid) {
		t.Errorf("a note of 1001 characters: %v", err)
	}
	for range 2 {
		end, err := c.filing.Supply(ctx, who, made.No, in)
		must(t, err)
		if got := end.Latest(it.Slot); got.State != casework.Received || len(got.Supplements) != 1 {
			t.Errorf("%s, %d requests", got.State, len(got.Supplements))
		}
	}
	in.Once = "another"
	if _, err = c.filing.Supply(ctx, who, made.No, in); fault.Of(err).Key != "filing.nothing_wanted" {
		t.Errorf("%v", err)
	}
}

// A plan that somebody looked at belongs to nobody: whoever has its address reads it and cannot change it.
func TestARememberedPlanIsOnlyRead(t *testing.T) {
	t.Parallel()
	ctx, c := context.Background(), newCity(t)
	who := c.applicant(t)
	id, err := c.filing.Remember(ctx, filing.ExploreInput{Scenario: "restaurant", Area: "zhifu", Role: "owner"})
	must(t, err)
	_, chooseErr := c.filing.Choose(ctx, who, id, filing.ChooseInput{Material: "floor_plan"})
	_, checkErr := c.filing.Check(ctx, who, id)
	_, uploadErr := c.filing.Upload(ctx, who, id, filing.UploadInput{Material: "floor_plan", Name: "a.png", Content: picture(t)})
	_, saveErr := c.filing.SaveSection(ctx, who, id, filing.SaveInput{Section: "shop"})
	_, submitErr := c.filing.Submit(ctx, who, id, filing.SubmitInput{Declared: true})
	for name, err := range map[string]error{
		"choose": chooseErr, "check": checkErr, "upload": uploadErr, "save": saveErr, "submit": submitErr, "discard": c.filing.Discard(ctx, who, id),
	} {
		if fault.Of(err).Key != "store.no_draft" {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := c.filing.Recall(ctx, id); err != nil {
		t.Errorf("the plan is gone: %v", err)
	}
}

// A department whose item has failed keeps what it decided on; of papers that came later it learns nothing.
func TestAfterAnEndNothingNewerIsSeen(t *testing.T) {
	t.Parallel()
	ctx, c := context.Background(), newCity(t)
	made := c.file(t, c.applicant(t))
	it, officer := c.licence(t, made)
	_, err := c.handling.Decline(ctx, officer, handling.Target{No: made.No, Slot: it.Slot}, "不在经营范围内", "食品安全法第三十五条")
	must(t, err)
	before, err := c.handling.Case(ctx, officer, made.No, it.Slot)
	must(t, err)
	var had store.Paper
	for _, m := range before.Materials {
		for _, p := range m.Papers {
			had = p
		}
	}
	if had.ID == "" {
		t.Fatal("the item consumes no paper")
	}
	c.clock.Move(48 * time.Hour)
	late := had
	late.ID, late.At = ident.PaperID(ident.New()), c.clock.Now()
	must(t, c.store.PutPaper(ctx, late))
	now, err := c.handling.Case(ctx, officer, made.No, it.Slot)
	must(t, err)
	for _, m := range now.Materials {
		for _, p := range m.Papers {
			if p.ID == late.ID {
				t.Error("a later paper is listed")
			}
		}
	}
	if _, _, err := c.handling.OpenPaper(ctx, officer, made.No, it.Slot, late.ID); !fault.Is(err, fault.NotFound) {
		t.Errorf("a later paper is opened: %v", err)
	}
	_, content, err := c.handling.OpenPaper(ctx, officer, made.No, it.Slot, had.ID)
	must(t, err)
	must(t, content.Close())
}

// knowing is a city whose registers know every field that they are asked for, and nothing else.
type knowing struct{ silent }

func (knowing) Lookup(_ context.Context, _ string, _ filing.Subject, fields []string) (map[string]string, error) {
	out := map[string]string{}
	for _, f := range fields {
		out[f] = "11010519491231002X"
	}
	return out, nil
}

// A field that another answer brings into the plan is asked when no register was asked for it: nothing that a
// department consumes is silently empty.
func TestAChangedAnswerLeavesNoFieldEmpty(t *testing.T) {
	t.Parallel()
	ctx, c := context.Background(), newCity(t)
	c.filing.Registers = knowing{}
	who := c.applicant(t)
	in := filing.ExploreInput{Scenario: "newborn", Area: "zhifu", Answers: map[string]any{
		"born_in_province": "yes", "household_kind": "family", "parents_married": "no", "benefit_through": "neither",
	}}
	f, err := c.filing.Start(ctx, who, filing.StartInput{ExploreInput: in})
	must(t, err)
	in.Answers = map[string]any{
		"born_in_province": "yes", "household_kind": "family", "parents_married": "yes", "residence_follows": "mother",
		"ethnicity_differs": "no", "benefit_through": "neither",
	}
	f, err = c.filing.ChangeAnswers(ctx, who, f.Draft.ID, f.Draft.Version, in)
	must(t, err)
	father := false
	for _, sec := range f.Plan.Form.Sections {
		for _, x := range filing.Taken(sec) {
			if f.Value(x) == nil {
				t.Errorf("%s comes from nowhere", x.Key)
			}
		}
		for _, x := range filing.ToWrite(sec) {
			father = father || x.Slug == "father_name"
		}
	}
	if !father {
		t.Error("the father's name is neither known nor asked")
	}
}

// A certificate that waits for the joint hand-over is not the applicant's yet, by no door.
func TestAWithheldCertificateIsNotHandedOut(t *testing.T) {
	t.Parallel()
	ctx, c := context.Background(), newCity(t)
	who := c.applicant(t)
	made := c.file(t, who)
	it, officer := c.licence(t, made)
	at := handling.Target{No: made.No, Slot: it.Slot}
	_, err := c.handling.Accept(ctx, officer, at)
	must(t, err)
	c.inspect(t, made.No, it.Slot, officer, true)
	_, err = c.handling.ProposeGrant(ctx, officer, at, "符合规定。", "食品安全法第三十五条")
	must(t, err)
	second := c.officer(t, "second", it.Department, permission.Sign)
	_, err = c.handling.Grant(ctx, second, at) // others are live: its certificate waits
	must(t, err)
	all, err := c.store.Documents(ctx, made.ID)
	must(t, err)
	i := slices.IndexFunc(all, func(d casework.Document) bool { return d.Kind == "certificate" })
	if i < 0 {
		t.Fatal("no certificate was made")
	}
	certificate := all[i].ID
	held := func() bool {
		f, err := c.filing.Follow(ctx, who, made.No)
		must(t, err)
		listed := slices.ContainsFunc(f.Documents, func(d casework.Document) bool { return d.ID == certificate })
		_, err = c.filing.Document(ctx, who, certificate)
		if listed == fault.Is(err, fault.NotFound) {
			t.Errorf("listed %v, but opened with %v", listed, err)
		}
		return !listed
	}
	if !held() {
		t.Error("a withheld certificate is handed out")
	}
	_, err = c.filing.AskEarlyDelivery(ctx, who, made.No, "")
	must(t, err)
	if held() {
		t.Error("after the early delivery was asked for it is still held back")
	}
}
