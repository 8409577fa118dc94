package handling_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"sync"
	"testing"
	"time"

	"lianban/internal/app/access"
	"lianban/internal/app/filing"
	"lianban/internal/app/handling"
	"lianban/internal/base/fault"
	"lianban/internal/document"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
	"lianban/internal/store"
)

// seaCase files 用海 and accepts its first item.
func (c *city) seaCase(t *testing.T) (*casework.Case, permission.Principal, handling.Target) {
	t.Helper()
	made := c.fileAll(t, c.applicant(t), filing.ExploreInput{
		Scenario: "sea_use", Area: "yantai", Role: "owner",
		Answers: map[string]any{"sea_class": "aquaculture", "sea_area": "18", "sea_changes_shape": "no", "near_military": "no", "wants_relief": "no", "sea_years": "15"},
	})
	officer := c.officerIn(t, "ocean", "ocean", "yantai", permission.Answer, permission.Handle)
	at := handling.Target{No: made.No, Slot: "sea_approval.new"}
	_, err := c.handling.Accept(context.Background(), officer, at)
	must(t, err)
	return made, officer, at
}

func (c *city) letter(no casework.Case, body string) handling.Request {
	return handling.Request{No: no.No, Slot: "sea_approval.new", Step: "consult", Body: body}
}

// Bodies answer at the same time on the page as each of them saw it; each sees its letter and nothing else.
func TestBodiesAnswerAtOnceAndSeeOnlyTheirLetter(t *testing.T) {
	t.Parallel()
	ctx, c := context.Background(), newCity(t)
	made, officer, at := c.seaCase(t)
	bodies := []string{"maritime", "natural_resources", "ecology"}
	staff := map[string]permission.Principal{}
	for _, b := range bodies {
		staff[b] = c.officerIn(t, strings.ReplaceAll(b, "_", "-"), b, "yantai", permission.Reply)
	}
	if list, err := c.handling.Requests(ctx, staff["maritime"], true, handling.Page{}); err != nil || len(list.Rows) != 0 {
		t.Fatalf("asked before anybody asked: %v, %v", list.Rows, err)
	}
	_, err := c.handling.StartConsult(ctx, officer, at, handling.Question{Text: "请对选址提出意见", Papers: []string{"sea_report"}, Fields: []string{"sea_place"}})
	must(t, err)
	var wait sync.WaitGroup
	failed := make([]error, len(bodies))
	for i, b := range bodies {
		list, err := c.handling.Requests(ctx, staff[b], true, handling.Page{})
		must(t, err)
		if len(list.Rows) != 1 || list.Rows[0].Body != b || list.Rows[0].Due == 0 {
			t.Fatalf("%s sees %+v", b, list.Rows)
		}
		f, err := c.handling.Request(ctx, staff[b], c.letter(*made, b))
		must(t, err)
		if len(f.Fields) != 1 || f.Fields[0].Key != "sea_place" || len(f.Materials) > 1 {
			t.Errorf("%s sees %d fields and %d materials", b, len(f.Fields), len(f.Materials))
		}
		wait.Add(1)
		go func() {
			defer wait.Done()
			letter := c.letter(*made, b)
			letter.Seen = f.Request.Version
			_, failed[i] = c.handling.ReplyConsult(ctx, staff[b], letter, handling.Answer{Says: casework.NoObjection})
		}()
	}
	wait.Wait()
	for i, err := range failed {
		if err != nil {
			t.Errorf("%s: %v", bodies[i], err)
		}
	}
	file, err := c.handling.Case(ctx, officer, made.No, at.Slot)
	must(t, err)
	if s := file.Item.Step("consult"); !s.Passed() {
		t.Errorf("the step is %s", s.State)
	}
	n, err := c.handling.CountRequests(ctx, staff["maritime"])
	must(t, err)
	if n != 0 {
		t.Errorf("%d still wait", n)
	}
	letter, err := c.handling.RequestLetter(ctx, staff["maritime"], c.letter(*made, "maritime"))
	if err != nil || letter.Kind != "consult_letter" || letter.Data["question"] != "请对选址提出意见" {
		t.Errorf("the letter as a paper: %v, %v", letter, err)
	}
	for _, who := range []permission.Principal{staff["ecology"], officer, c.officerIn(t, "tax", "tax", "yantai", permission.Reply, permission.Handle)} {
		if _, err := c.handling.RequestLetter(ctx, who, c.letter(*made, "maritime")); !fault.Is(err, fault.NotFound) {
			t.Errorf("%s prints the letter to another body: %v", who.Name, err)
		}
		if _, err := c.handling.Request(ctx, who, c.letter(*made, "maritime")); !fault.Is(err, fault.NotFound) {
			t.Errorf("%s reads the letter to another body: %v", who.Name, err)
		}
	}
	if _, err := c.handling.Case(ctx, staff["maritime"], made.No, at.Slot); !fault.Is(err, fault.NotFound) {
		t.Errorf("a body that is asked reads the case: %v", err)
	}
}

// A notice hangs with evidence for every day, is objected to and answered; a whole day without evidence interrupts it.
func TestANoticeHangsAsLongAsItsPageIsServed(t *testing.T) {
	t.Parallel()
	ctx, c := context.Background(), newCity(t)
	made, officer, at := c.seaCase(t)
	const text = "拟在牟平区北部海域养殖用海18公顷。"
	_, err := c.handling.PublishNotice(ctx, officer, at, "", text, []string{"镇政府公告栏"})
	must(t, err)
	list, err := c.filing.Notices(ctx, "yantai", true, store.Page{})
	must(t, err)
	if len(list.Rows) != 1 {
		t.Fatalf("%d notices", len(list.Rows))
	}
	id := list.Rows[0].ID
	served := 0
	look := func(ctx context.Context, notice string) (string, error) {
		n, err := c.filing.PublicNotice(ctx, permission.Principal{}, notice)
		if err != nil {
			return "", err
		}
		if n.Notice.Text != text || len(n.Notice.Objections) != 0 {
			t.Errorf("the public reads %+v", n.Notice)
		}
		served++
		sum := sha256.Sum256([]byte(n.Notice.Text))
		return hex.EncodeToString(sum[:]), nil
	}
	sweep := func() {
		t.Helper()
		_, err := c.handling.SettleDue(ctx)
		must(t, err)
		must(t, c.handling.RecordDisplays(ctx, look))
		must(t, c.handling.RecordDisplays(ctx, look)) // once a day is enough
	}
	neighbour, err := c.access.SignInPerson(ctx, access.Identity{Provider: "test", Kind: "person", Name: "李大海", IDNo: "370602198501011233", Phone: "13900000000", Level: "L2"}, true)
	must(t, err)
	for range 3 {
		c.clock.Move(24 * time.Hour)
		sweep()
	}
	if served != 3 {
		t.Errorf("looked %d times in three days", served)
	}
	c.clock.Move(48 * time.Hour) // nobody served anything for a whole day
	sweep()
	n, err := c.filing.PublicNotice(ctx, permission.Principal{}, id)
	must(t, err)
	if n.Hangs || n.Notice.Hole == 0 {
		t.Fatalf("still hangs: %s, %+v", n.State, n.Notice)
	}
	if _, err := c.filing.ObjectNotice(ctx, neighbour.Principal, id, "影响捕捞", "o1"); !fault.Is(err, fault.NotNow) {
		t.Errorf("objected to what does not hang: %v", err)
	}

	_, err = c.handling.PublishNotice(ctx, officer, at, "", text, nil)
	must(t, err)
	first, err := c.filing.ObjectNotice(ctx, neighbour.Principal, id, "影响捕捞", "o2")
	must(t, err)
	if again, err := c.filing.ObjectNotice(ctx, neighbour.Principal, id, "影响捕捞", "o2"); err != nil || again != first {
		t.Errorf("a second click objected again: %s, %v", again, err)
	}
	for range 40 {
		c.clock.Move(24 * time.Hour)
		sweep()
		if file, err := c.handling.Case(ctx, officer, made.No, at.Slot); err == nil && file.Item.Step("public_notice").State == casework.StepEndedObjected {
			break
		}
	}
	_, err = c.handling.AnswerObjection(ctx, officer, at, "", first, "已让出航道。")
	must(t, err)
	n, err = c.filing.PublicNotice(ctx, neighbour.Principal, id)
	must(t, err)
	if n.State != casework.StepDone || n.Objections != 1 || n.Answered != 1 || len(n.Mine) != 1 || n.Mine[0].Answer == "" {
		t.Errorf("%s, %d objections, %d answered, mine %+v", n.State, n.Objections, n.Answered, n.Mine)
	}
	c.sameForTheApplicant(t, made, officer)
}

// sameForTheApplicant: the applicant reads no name of who objected, and every paper can be printed.
func (c *city) sameForTheApplicant(t *testing.T, made *casework.Case, officer permission.Principal) {
	t.Helper()
	ctx := context.Background()
	followed, err := c.filing.Follow(ctx, c.applicant(t), made.No)
	must(t, err)
	for _, d := range followed.Documents {
		if d.Kind == "objection_answer" || d.Kind == "consult_letter" {
			t.Errorf("the applicant reads %s", d.Kind)
		}
	}
	file, err := c.handling.Case(ctx, officer, made.No, "sea_approval.new")
	must(t, err)
	kinds := map[string]bool{}
	for _, d := range file.Documents {
		kinds[d.Kind] = true
		city := document.City{Name: "烟台市", Demo: true, Names: document.CatalogueNames(c.filing.Catalogue)}
		if pdf, err := c.papers.PDF(ctx, d, city, "http://127.0.0.1/verify"); err != nil || len(pdf) == 0 {
			t.Errorf("%s cannot be printed: %v", d.Kind, err)
		}
	}
	if !kinds["public_notice"] || !kinds["objection_answer"] {
		t.Errorf("papers %v", kinds)
	}
}
