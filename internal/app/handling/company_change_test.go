package handling_test

import (
	"context"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"lianban/internal/app/filing"
	"lianban/internal/app/handling"
	"lianban/internal/base/fault"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
	"lianban/internal/pack"
	"lianban/internal/store"
	"lianban/packs"
)

var companyChange = filing.ExploreInput{
	Scenario: "company_change", Area: "zhifu", Role: "owner",
	Answers: map[string]any{
		"company_kind": "limited", "changes": []any{"name", "address"}, "stays_here": "yes",
		"uses_tax_device": "yes", "pays_insurance": "yes", "pays_fund": "yes", "has_basic_account": "yes",
	},
}

// hands are two people of an office: one who examines and one who signs.
type hands struct{ examines, signs permission.Principal }

// officersOf adds two people for every office of a case, in the area of that office.
func (c *city) officersOf(t *testing.T, made *casework.Case) map[string]hands {
	t.Helper()
	out := map[string]hands{}
	for _, it := range made.Items {
		if _, ok := out[it.Department]; ok {
			continue
		}
		login := strings.ReplaceAll(it.Department, "_", "-")
		out[it.Department] = hands{
			examines: c.officerIn(t, login, it.Department, it.Area, permission.Answer, permission.Handle, permission.HandOver),
			signs:    c.officerIn(t, login+".sign", it.Department, it.Area, permission.Sign),
		}
	}
	return out
}

// A change of a company goes on in parallel once it is registered: one office refuses, the bank has its appointment,
// and each result is handed out as it comes, because this scenario has no joint conclusion.
func TestACompanyChangesOnceAndEveryResultComesByItself(t *testing.T) {
	t.Parallel()
	ctx, c := context.Background(), newCity(t)
	who := c.applicant(t)
	made := c.fileAll(t, who, companyChange)
	if made.JointConclusion || len(made.Items) != 6 {
		t.Fatalf("joint %v, %d items", made.JointConclusion, len(made.Items))
	}
	staff := c.officersOf(t, made)
	const registration, refused, bank = "change_registration.limited", "insurance_unit.change", "bank_account.change"
	for _, it := range made.Items {
		want := casework.Waiting
		if it.Slot == registration {
			want = casework.Received
		}
		if it.State != want {
			t.Errorf("%s is %s when it is filed, want %s", it.Slot, it.State, want)
		}
	}
	decide := func(slot string, grant bool) {
		t.Helper()
		at, by := handling.Target{No: made.No, Slot: slot}, staff[made.Latest(slot).Department]
		_, err := c.handling.Accept(ctx, by.examines, at)
		must(t, err)
		if !grant {
			_, err = c.handling.ProposeRefuse(ctx, by.examines, at, handling.RefusalText{
				Opinion: "参保信息不符", Reason: "还有未结清的社会保险费。", Grounds: "社会保险法第五十七条"})
			must(t, err)
			_, err = c.handling.Refuse(ctx, by.signs, at)
			must(t, err)
			return
		}
		_, err = c.handling.ProposeGrant(ctx, by.examines, at, "材料齐全，符合规定。", "市场主体登记管理条例第二十四条")
		must(t, err)
		_, err = c.handling.Grant(ctx, by.signs, at)
		must(t, err)
	}
	now := func() *casework.Case {
		t.Helper()
		x, err := c.store.Case(ctx, store.ByNo(made.No))
		must(t, err)
		return x
	}
	decide(registration, true)
	if got := now().Latest(registration); got.State != casework.Granted && got.State != casework.Delivered {
		t.Errorf("the registration is %s after it was granted", got.State)
	}
	decide(refused, false)
	for _, it := range now().Current() {
		switch it.Slot {
		case registration:
		case refused:
			if it.State != casework.Refused && it.State != casework.Delivered {
				t.Errorf("%s is %s", it.Slot, it.State)
			}
		default:
			if it.State != casework.Received {
				t.Errorf("%s is %s: a refusal beside it must not hold it up", it.Slot, it.State)
			}
			if it.Slot != bank {
				decide(it.Slot, true)
			}
		}
	}
	before, err := c.filing.Follow(ctx, who, made.No)
	must(t, err)
	if casework.ResultOf(before.Case) != "" {
		t.Errorf("the case ended before the bank had its appointment: %s", casework.ResultOf(before.Case))
	}
	if len(before.Documents) == 0 {
		t.Error("nothing was served before the bank had its appointment")
	}
	if at := before.Case.Latest(bank); at.Regime != "service" || at.Department != "opening_bank" || at.Promised.Days != 15 {
		t.Errorf("the bank's part is %+v", at)
	}
	decide(bank, true)
	end, err := c.filing.Follow(ctx, who, made.No)
	must(t, err)
	if casework.ResultOf(end.Case) != casework.PartlyGranted {
		t.Errorf("result %s", casework.ResultOf(end.Case))
	}
	must(t, casework.Verify(end.Entries))
}

// The plan of the bank's part says that somebody must come, to which office, and that it is an appointment.
func TestTheBankAppointmentIsTheOnlyVisit(t *testing.T) {
	t.Parallel()
	c := newCity(t)
	p, err := c.filing.Explore(context.Background(), companyChange)
	must(t, err)
	visits := 0
	for _, s := range p.Steps {
		if s.Presence {
			visits++
			if s.Kind != "appointment" || len(s.Offices) != 1 || s.Offices[0].Slug != "opening_bank" {
				t.Errorf("a visit that is no appointment at the bank: %+v", s)
			}
		}
	}
	if visits != 1 {
		t.Errorf("%d visits", visits)
	}
}

// What shows its plan only can be explored and kept, but not filed.
func TestAScenarioThatIsNotOnlineIsNotFiled(t *testing.T) {
	t.Parallel()
	ctx, c := context.Background(), newCity(t)
	who := c.applicant(t)
	closed, _, err := pack.Load(closedCity(t))
	must(t, err)
	c.filing.Catalogue = closed
	in := companyChange
	p, err := c.filing.Explore(ctx, in)
	must(t, err)
	if p.Online || len(p.Items) == 0 || !p.Complete {
		t.Errorf("online %v, %d items, complete %v", p.Online, len(p.Items), p.Complete)
	}
	id, err := c.filing.Remember(ctx, in)
	must(t, err)
	for _, start := range []filing.StartInput{{ExploreInput: in}, {Plan: id}} {
		_, err := c.filing.Start(ctx, who, start)
		if f := fault.Of(err); err == nil || f.Kind != fault.NotNow || f.Key != "filing.not_online" || f.Params["note"] != p.OfflineNote {
			t.Errorf("%v", err)
		}
	}
}

// A draft that was begun while the scenario was open stays, but cannot be submitted while it is closed.
func TestADraftIsNotSubmittedWhileItsScenarioIsClosed(t *testing.T) {
	t.Parallel()
	ctx, c := context.Background(), newCity(t)
	who := c.applicant(t)
	f, err := c.filing.Start(ctx, who, filing.StartInput{ExploreInput: companyChange})
	must(t, err)
	closed, _, err := pack.Load(closedCity(t))
	must(t, err)
	c.filing.Catalogue = closed
	check, err := c.filing.Check(ctx, who, f.Draft.ID)
	must(t, err)
	if len(check.Open) != 1 || check.Open[0].Key != "filing.not_online" {
		t.Errorf("open: %+v", check.Open)
	}
	_, err = c.filing.Submit(ctx, who, f.Draft.ID, filing.SubmitInput{ReviewHash: check.ReviewHash, Declared: true, OrderAgreed: true, Channel: "portal"})
	if !fault.Is(err, fault.NotNow) {
		t.Errorf("submitting: %v", err)
	}
	if left, err := c.filing.Drafts(ctx, who); err != nil || len(left) != 1 {
		t.Errorf("%d drafts are left: %v", len(left), err)
	}
}

// closedCity is the sample city in which the change of a company cannot be filed online.
func closedCity(t *testing.T) fs.FS {
	t.Helper()
	out := fstest.MapFS{}
	must(t, fs.WalkDir(packs.FS, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := fs.ReadFile(packs.FS, name)
		if name == "scenarios/company_change/scenario.yaml" {
			b = []byte(strings.Replace(string(b), "    joint_result: no\n", "    joint_result: no\n    online: no\n    offline_note: 请到窗口办。\n", 1))
		}
		out[name] = &fstest.MapFile{Data: b}
		return err
	}))
	return out
}
