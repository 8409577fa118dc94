package handling_test

import (
	"bytes"
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"lianban/internal/app/access"
	"lianban/internal/app/filing"
	"lianban/internal/app/handling"
	"lianban/internal/base/fault"
	"lianban/internal/document"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
)

const food = "food_licence.new"

// restaurant files a large restaurant; what is named follows later.
func (c *city) restaurant(t *testing.T, who permission.Principal, route string, later ...string) *casework.Case {
	t.Helper()
	return c.fileAll(t, who, filing.ExploreInput{
		Scenario: "restaurant", Area: "zhifu", Role: "owner",
		Answers: map[string]any{"catering_size": "regular", "venue_area": "320", "fire_route": route, "sells_raw_food": "no", "wants_sign": "yes"},
	}, later...)
}

// stands is an item of a case as it stands now.
func (c *city) stands(t *testing.T, who permission.Principal, made *casework.Case, slot string) *casework.ItemCase {
	t.Helper()
	f, err := c.filing.Follow(context.Background(), who, made.No)
	must(t, err)
	return f.Case.Latest(slot)
}

// printed prints every paper of a case and answers their kinds.
func (c *city) printed(t *testing.T, who permission.Principal, made *casework.Case) []string {
	t.Helper()
	ctx := context.Background()
	f, err := c.filing.Follow(ctx, who, made.No)
	must(t, err)
	var kinds []string
	for _, d := range f.Documents {
		kinds = append(kinds, d.Kind)
		pdf, err := c.papers.PDF(ctx, d, document.City{Name: "烟台市", Demo: true, Names: document.CatalogueNames(c.filing.Catalogue)}, "http://127.0.0.1/verify")
		if err != nil || !bytes.HasPrefix(pdf, []byte("%PDF")) {
			t.Errorf("%s (%s) cannot be printed: %v", d.Kind, d.No, err)
		}
	}
	if err := casework.Verify(f.Entries); err != nil {
		t.Errorf("the journal's chain: %v", err)
	}
	return kinds
}

func TestWhatIsPromisedIsReadAndSignedBeforeItIsSubmitted(t *testing.T) {
	t.Parallel()
	ctx, c := context.Background(), newCity(t)
	who := c.applicant(t)
	id := c.prepare(t, who, filing.ExploreInput{
		Scenario: "restaurant", Area: "zhifu", Role: "owner",
		Answers: map[string]any{"catering_size": "regular", "venue_area": "320", "fire_route": "commitment", "sells_raw_food": "no", "wants_sign": "no"},
	}, "food_safety_rules")
	check, err := c.filing.Check(ctx, who, id)
	must(t, err)
	kinds := map[string]string{}
	for _, p := range check.Promises {
		kinds[p.Kind+" "+p.Slot] = p.Text
	}
	gap, commitment := kinds["gap_promise "+food], kinds["commitment fire_check.commitment"]
	if len(kinds) != 2 || !strings.Contains(gap, "5个工作日内补齐") || !strings.Contains(commitment, "场所符合消防技术标准和管理规定") {
		t.Fatalf("the texts to sign are %q", kinds)
	}
	in := filing.SubmitInput{ReviewHash: check.ReviewHash, Declared: true, OrderAgreed: true, Channel: "portal"}
	_, err = c.filing.Submit(ctx, who, id, in)
	if f := fault.Of(err); f == nil || f.Key != "filing.declare" || len(f.Fields) != 1 || f.Fields[0].Name != "promises" {
		t.Fatalf("submitted without a signature: %v", err)
	}
	in.Promised = true
	made, err := c.filing.Submit(ctx, who, id, in)
	must(t, err)
	f, err := c.filing.Follow(ctx, who, made.No)
	must(t, err)
	for _, text := range []string{gap, commitment} {
		if !slices.Contains(f.Snapshot.Texts, text) {
			t.Errorf("%q was shown and is not kept: %q", text, f.Snapshot.Texts)
		}
	}
}

func TestAPaperFollowsThatWasOfferedToFollow(t *testing.T) {
	t.Parallel()
	ctx, c := context.Background(), newCity(t)
	who := c.applicant(t)
	made := c.restaurant(t, who, "ordinary")
	c.licence(t, made)
	officer := c.officer(t, "food", "market", permission.Answer, permission.Handle)
	at := handling.Target{No: made.No, Slot: food}
	_, err := c.handling.OfferGap(ctx, officer, at, casework.OfferGapInput{Materials: []string{"business_licence"}})
	if !fault.Is(err, fault.Invalid) {
		t.Fatalf("a paper that is not on the list may follow: %v", err)
	}
	_, err = c.handling.OfferGap(ctx, officer, at, casework.OfferGapInput{Materials: []string{"food_safety_rules"}})
	must(t, err)
	texts, _, err := c.filing.Promises(ctx, who, made.No, food)
	must(t, err)
	if len(texts) != 1 || texts[0].Act != "promise-gap" {
		t.Fatalf("texts to sign: %+v", texts)
	}
	if _, err := c.filing.PromiseGap(ctx, who, made.No, filing.PromiseInput{Slot: food, Signed: "another text"}); !fault.Is(err, fault.Conflict) {
		t.Errorf("a text that was not shown was signed: %v", err)
	}
	_, err = c.filing.PromiseGap(ctx, who, made.No, filing.PromiseInput{Slot: food, Signed: filing.TextHash(texts[0].Text)})
	must(t, err)
	_, err = c.handling.Accept(ctx, officer, at)
	must(t, err)
	if _, err := c.handling.ProposeGrant(ctx, officer, at, "符合规定。", ""); !fault.Is(err, fault.NotNow) {
		t.Errorf("a grant over a gap: %v", err)
	}
	if _, err := c.filing.FillGap(ctx, who, made.No, filing.BringInput{Slot: food}); !fault.Is(err, fault.Invalid) {
		t.Errorf("the gap was filled with nothing: %v", err)
	}
	b, err := c.filing.ToBring(ctx, who, made.No, food, casework.VerbFillGap)
	must(t, err)
	_, err = c.filing.UploadFor(ctx, who, b, "food_safety_rules", "制度.pdf", strings.NewReader("%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"))
	must(t, err)
	_, err = c.filing.FillGap(ctx, who, made.No, filing.BringInput{Slot: food, Once: "one"})
	must(t, err)
	_, err = c.filing.FillGap(ctx, who, made.No, filing.BringInput{Slot: food, Once: "one"})
	must(t, err)
	if g := c.stands(t, who, made, food).Gap; g.State != casework.GapFilled {
		t.Errorf("the gap is %s", g.State)
	}
	if _, err := c.handling.ProposeGrant(ctx, officer, at, "符合规定。", ""); err != nil && fault.Of(err).Key == "casework.gap_open" {
		t.Errorf("still a gap: %v", err)
	}
	if kinds := c.printed(t, who, made); !slices.Contains(kinds, "gap_promise") {
		t.Errorf("no promise among %v", kinds)
	}
}

func TestABrokenPromiseEndsAnItemThatCanBeAppliedForAgain(t *testing.T) {
	t.Parallel()
	ctx, c := context.Background(), newCity(t)
	who := c.applicant(t)
	made := c.restaurant(t, who, "ordinary", "food_safety_rules")
	it := c.stands(t, who, made, food)
	if it.Gap == nil || it.Gap.State != casework.GapPromised || it.Gap.Signature == "" || it.Gap.Promised != it.Gap.Offered {
		t.Fatalf("what was chosen on the form is no promise: %+v", it.Gap)
	}
	c.licence(t, made)
	officer := c.officer(t, "food", "market", permission.Answer, permission.Handle)
	_, err := c.handling.Accept(ctx, officer, handling.Target{No: made.No, Slot: food})
	must(t, err)
	if _, err := c.filing.Reapply(ctx, who, made.No, filing.BringInput{Slot: food}); !fault.Is(err, fault.NotNow) {
		t.Errorf("a live item was applied for again: %v", err)
	}
	c.clock.Move(30 * 24 * time.Hour)
	_, err = c.handling.SettleDue(ctx)
	must(t, err)
	if it = c.stands(t, who, made, food); it.State != casework.Terminated || it.Kind != "gap_broken" {
		t.Fatalf("%s %s", it.State, it.Kind)
	}
	if kinds := c.printed(t, who, made); !slices.Contains(kinds, "termination") {
		t.Errorf("no notice of termination among %v", kinds)
	}
	b, err := c.filing.ToBring(ctx, who, made.No, food, casework.VerbReapply)
	must(t, err)
	_, err = c.filing.UploadFor(ctx, who, b, "food_safety_rules", "制度.pdf", strings.NewReader("%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"))
	must(t, err)
	_, err = c.filing.Reapply(ctx, who, made.No, filing.BringInput{Slot: food, Note: "制度已经写好"})
	must(t, err)
	it = c.stands(t, who, made, food)
	if it.Attempt != 2 || it.State != casework.Received || it.Gap != nil {
		t.Errorf("attempt %d is %s, gap %+v", it.Attempt, it.State, it.Gap)
	}
	file, err := c.handling.Case(ctx, officer, made.No, food)
	must(t, err)
	i := slices.IndexFunc(file.Materials, func(m handling.Material) bool { return m.Key == "food_safety_rules" })
	if i < 0 || len(file.Materials[i].Papers) != 1 {
		t.Errorf("the officer does not have the paper that came with the second application")
	}
	c.printed(t, who, made)
}

func TestWhoBrokeAPromiseIsNotOfferedAnotherForAYear(t *testing.T) {
	t.Parallel()
	ctx, c := context.Background(), newCity(t)
	who := c.applicant(t)
	made := c.restaurant(t, who, "ordinary", "food_safety_rules")
	c.licence(t, made)
	officer := c.officer(t, "food", "market", permission.Answer, permission.Handle)
	_, err := c.handling.Accept(ctx, officer, handling.Target{No: made.No, Slot: food})
	must(t, err)
	c.clock.Move(30 * 24 * time.Hour)
	_, err = c.handling.SettleDue(ctx)
	must(t, err)
	if it := c.stands(t, who, made, food); it.Kind != "gap_broken" {
		t.Fatalf("%s %s", it.State, it.Kind)
	}
	another := func() (*filing.Filing, error) { // a draft, and whether a paper may follow later
		f, err := c.filing.Start(ctx, who, filing.StartInput{ExploreInput: filing.ExploreInput{
			Scenario: "restaurant", Area: "zhifu", Role: "owner",
			Answers: map[string]any{"catering_size": "regular", "venue_area": "320", "fire_route": "ordinary", "sells_raw_food": "no", "wants_sign": "no"},
		}})
		must(t, err)
		f, err = c.filing.Draft(ctx, who, f.Draft.ID)
		must(t, err)
		_, chosen := c.filing.Choose(ctx, who, f.Draft.ID, filing.ChooseInput{Material: "food_safety_rules", Way: "later"})
		return f, chosen
	}
	f, err := another()
	if fault.Of(err) == nil || fault.Of(err).Key != "filing.not_offered" || f.Broke == nil {
		t.Fatalf("within the year a paper may follow again: %v, remembered %+v", err, f.Broke)
	}
	until := f.Broke.Until
	if broken := f.Broke.Day; until.Time().Before(broken.Time().AddDate(1, 0, -1)) {
		t.Errorf("broken on %v, remembered until %v", broken, until)
	}
	c.clock.Set(until.Time().Add(12 * time.Hour))
	if _, err := another(); fault.Of(err) == nil || fault.Of(err).Key != "filing.not_offered" {
		t.Errorf("on the last day of the year a paper may follow again: %v", err)
	}
	c.clock.Move(24 * time.Hour)
	if f, err := another(); err != nil || f.Broke != nil {
		t.Errorf("after %v no paper may follow: %v, remembered %+v", until, err, f.Broke)
	}
}

func TestACommitmentIsVerifiedAfterTheGrant(t *testing.T) {
	t.Parallel()
	ctx, c := context.Background(), newCity(t)
	who := c.applicant(t)
	const fire = "fire_check.commitment"
	made := c.restaurant(t, who, "commitment")
	if x := c.stands(t, who, made, fire).Commitment; x == nil || x.State != casework.CommitmentSigned || x.Text == "" {
		t.Fatalf("the commitment of the form is not signed: %+v", x)
	}
	c.licence(t, made)
	officer := c.officer(t, "fire-in", "fire", permission.Answer, permission.Handle)
	signer := c.officer(t, "fire-out", "fire", permission.Sign)
	at := handling.Target{No: made.No, Slot: fire}
	_, err := c.handling.Accept(ctx, officer, at)
	must(t, err)
	_, err = c.handling.ProposeGrant(ctx, officer, at, "承诺符合要求。", "")
	must(t, err)
	_, err = c.handling.Grant(ctx, signer, at)
	must(t, err)
	_, err = c.handling.FindBreach(ctx, officer, at, casework.FindBreachInput{Findings: "灭火器不足两具"})
	must(t, err)
	_, err = c.filing.ReportRectified(ctx, who, made.No, filing.PromiseInput{Slot: fire, Words: "已配齐"})
	must(t, err)
	_, err = c.handling.VerifyCommitment(ctx, officer, at, casework.VerifyCommitmentInput{Findings: "复查属实"})
	must(t, err)
	if _, err := c.handling.CorrectCertificate(ctx, signer, at, casework.CorrectInput{Old: "小满", New: "小漫"}); !fault.Is(err, fault.Forbidden) {
		t.Errorf("who only signs wrote a correction: %v", err)
	}
	_, err = c.handling.CorrectCertificate(ctx, officer, at, casework.CorrectInput{Old: "小满", New: "小漫"})
	must(t, err)
	if _, err := c.handling.CorrectCertificate(ctx, officer, at, casework.CorrectInput{}); !fault.Is(err, fault.Forbidden) {
		t.Errorf("one hand corrected a certificate: %v", err)
	}
	_, err = c.handling.CorrectCertificate(ctx, signer, at, casework.CorrectInput{})
	must(t, err)
	if _, err := c.handling.Revoke(ctx, officer, at, casework.RevokeInput{}); !fault.Is(err, fault.Forbidden) {
		t.Errorf("who may not sign revoked: %v", err)
	}
	_, err = c.handling.Revoke(ctx, signer, at, casework.RevokeInput{Ground: casework.RevokeCancel, Reason: "申请注销", Law: "行政许可法第七十条", Heard: "本人申请"})
	must(t, err)
	kinds := c.printed(t, who, made)
	for _, want := range []string{"commitment", "breach_notice", "revocation"} {
		if !slices.Contains(kinds, want) {
			t.Errorf("no %s among %v", want, kinds)
		}
	}
	if it := c.stands(t, who, made, fire); it.State != casework.Revoked {
		t.Errorf("it is %s", it.State)
	}
}

// An acceptance by silence is set aside, and an end reopened, by the legal supervisor and nobody else.
func TestOnlyTheLegalSupervisorSetsRight(t *testing.T) {
	t.Parallel()
	ctx, c := context.Background(), newCity(t)
	who := c.applicant(t)
	made := c.restaurant(t, who, "ordinary")
	it, officer := c.licence(t, made)
	_, err := c.access.AddStaff(ctx, access.NewStaff{
		Login: "right", Name: "法制", Password: "a long password", Department: "approval_bureau", Area: "yantai",
		Posts: []permission.Post{{Area: "yantai", EveryDepartment: true, EveryScenario: true, Permissions: []permission.Permission{permission.SetRight}}},
	})
	must(t, err)
	right, err := c.access.SignInStaff(ctx, "right", "a long password")
	must(t, err)
	at := handling.Target{No: made.No, Slot: it.Slot}
	_, err = c.handling.Decline(ctx, officer, at, "不符合规定。", "有关规定")
	must(t, err)
	in := casework.ReopenInput{Order: "烟复决〔2026〕1号", Body: "烟台市人民政府", On: c.handling.Today()}
	if _, err := c.handling.ReopenByReview(ctx, officer, at, in); !fault.Is(err, fault.Forbidden) {
		t.Errorf("the department reopened its own refusal: %v", err)
	}
	_, err = c.handling.ReopenByReview(ctx, right.Principal, at, in)
	must(t, err)
	if now := c.stands(t, who, made, it.Slot); now.State != casework.Accepted || len(now.ReviewOrders) != 1 {
		t.Errorf("it is %s after the order", now.State)
	}
	if _, err := c.handling.Accept(ctx, right.Principal, at); !fault.Is(err, fault.Forbidden) && !fault.Is(err, fault.NotNow) {
		t.Errorf("the legal supervisor accepted: %v", err)
	}
}
