package filing_test

import (
	"io/fs"
	"log/slog"
	"os"
	"slices"
	"testing"
	"time"

	"lianban/internal/app/access"
	"lianban/internal/app/filing"
	"lianban/internal/app/publishing"
	"lianban/internal/base/clock"
	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/blob"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
	"lianban/internal/domain/scenario"
	"lianban/internal/pack"
	"lianban/internal/pack/packtest"
	"lianban/internal/store"
	"lianban/internal/store/storetest"
	"lianban/packs"
)

// versioned is a city with two scenarios whose packs are published, and somebody who applies.
type versioned struct {
	*filing.Service
	book *publishing.Book
	me   permission.Principal
}

var freight = os.DirFS("../../pack/testdata/freight")

// changed is the folder with texts replaced.
func changed(t *testing.T, edits ...string) fs.FS {
	t.Helper()
	return packtest.Edited(t, freight, edits...)
}

// node is one process over a database that other processes share.
func node(t *testing.T, s *store.Store) *versioned {
	t.Helper()
	log := slog.New(slog.DiscardHandler)
	cat, _, err := pack.Load(freight)
	must(t, err)
	files, err := pack.Files(freight)
	must(t, err)
	_, err = publishing.First(t.Context(), s, access.AtTheMachine().Principal, files, cat)
	must(t, err)
	cal, err := pack.LoadCalendars(packs.FS, "calendars")
	must(t, err)
	within := map[string]string{}
	for _, a := range cat.Areas() {
		within[a.Slug] = a.Within
	}
	tree, err := permission.NewTree(within)
	must(t, err)
	blobs, err := blob.NewFolder(t.TempDir(), blob.Options{})
	must(t, err)
	at, guard := clock.NewFrozen(time.Date(2026, 9, 29, 9, 30, 0, 0, clock.Zone)), permission.NewGuard(tree)
	book := &publishing.Book{Store: s, Log: log}
	a := &access.Service{Store: s, Guard: guard, Clock: at, Passwords: plain{}, NewSecret: ident.New, Log: log}
	me, err := a.SignInPerson(t.Context(), visitor().Identity, true)
	must(t, err)
	return &versioned{book: book, me: me.Principal, Service: &filing.Service{
		Store: s, Catalogue: cat, Versions: book, Engine: casework.Engine{Cal: cal, Params: casework.DefaultParameters()}, Guard: guard, Clock: at,
		Registers: &asked{}, Blobs: blobs, NewSecret: ident.New, Log: log,
	}}
}

// publish makes packs count; follow lets a node see it.
func (h *versioned) publish(t *testing.T, running string, edits ...string) int64 {
	t.Helper()
	p, found, err := publishing.Prepare(t.Context(), h.Store, changed(t, edits...), publishing.Options{Running: running})
	must(t, err)
	for _, f := range found {
		t.Error(f)
	}
	r, err := publishing.Publish(t.Context(), h.Store, access.AtTheMachine().Principal, p)
	must(t, err)
	h.follow(t, r.Seq)
	return r.Seq
}

func (h *versioned) follow(t *testing.T, release int64) {
	t.Helper()
	var err error
	h.Catalogue, err = h.book.Catalogue(t.Context(), release)
	must(t, err)
}

func (h *versioned) begin(t *testing.T) *filing.Filing {
	t.Helper()
	f, err := h.Start(t.Context(), h.me, filing.StartInput{ExploreInput: filing.ExploreInput{
		Scenario: "freight", Area: "zhifu", Answers: map[string]any{"vehicle": "1", "vehicle_weight": "15", "special_kind": "tank"},
	}})
	must(t, err)
	return f
}

// fill writes what is asked and hands in what is to be handed in.
func (h *versioned) fill(t *testing.T, f *filing.Filing) *filing.Filing {
	t.Helper()
	ctx := t.Context()
	for _, sec := range f.Plan.Form.Sections {
		values := map[string]any{}
		for _, x := range filing.ToWrite(sec) {
			values[x.Key] = valueFor(x.Type, x.Options, x.Act)
			if x.Limits.Longest > 0 && x.Limits.Longest < 12 {
				values[x.Key] = "鲁F12345"
			}
		}
		if len(values) > 0 {
			_, err := h.SaveSection(ctx, h.me, f.Draft.ID, filing.SaveInput{Section: sec.Key, Values: values})
			must(t, err)
		}
	}
	f, err := h.Draft(ctx, h.me, f.Draft.ID)
	must(t, err)
	for _, m := range f.Plan.Materials {
		if m.Disposition == "upload" && len(f.PapersFor(m)) == 0 {
			_, err := h.Upload(ctx, h.me, f.Draft.ID, filing.UploadInput{Material: m.Key, Name: "照片.png", Content: picture(t)})
			must(t, err)
		}
	}
	f, err = h.Draft(ctx, h.me, f.Draft.ID)
	must(t, err)
	return f
}

func (h *versioned) submit(t *testing.T, id ident.DraftID) (*casework.Case, error) {
	t.Helper()
	c, err := h.Check(t.Context(), h.me, id)
	must(t, err)
	return h.Submit(t.Context(), h.me, id, filing.SubmitInput{ReviewHash: c.ReviewHash, Declared: true, OrderAgreed: true, Channel: "portal"})
}

func slots(p *scenario.Plan) []string {
	var out []string
	for _, it := range p.Items {
		out = append(out, it.Slot)
	}
	return out
}

const (
	itemsFile    = "library/items.yaml"
	scenarioFile = "scenarios/scenarios.yaml"
	fieldsFile   = "library/fields.yaml"
	fiveDays     = "limit: {promised: 5 working days, statutory"
	threeDays    = "limit: {promised: 3 working days, statutory"
	rules        = "        safety_rules: {when: always, commitment: safety_commitment}"
)

// The heart of versions: what somebody began, they finish as they began it, whatever is published meanwhile.
func TestAnOldCaseFinishesOnItsVersion(t *testing.T) {
	t.Parallel()
	h, ctx := node(t, storetest.Open(t, storetest.Options())), t.Context()
	filed, begun := h.begin(t), h.begin(t)
	before := filed.Plan.Scenario.Hash
	filed = h.fill(t, filed)
	first, err := h.submit(t, filed.Draft.ID)
	must(t, err)
	h.publish(t, scenario.RunningFinish, itemsFile, fiveDays, threeDays, itemsFile, rules, "        # none")

	f, err := h.Draft(ctx, h.me, begun.Draft.ID)
	must(t, err)
	if f.Older == nil || f.Older.Must() || f.Plan.Scenario.Hash != before {
		t.Fatalf("a draft of the old version: %+v on %s", f.Older, f.Plan.Scenario.Hash)
	}
	f = h.fill(t, f) // every save keeps it on its version
	second, err := h.submit(t, f.Draft.ID)
	must(t, err)
	third, err := h.submit(t, h.fill(t, h.begin(t)).Draft.ID)
	must(t, err)
	for i, c := range []*casework.Case{first, second} {
		if c.PackHash != before || c.ScenarioVersion != 2 || c.Items[0].Promised.Days != 5 || !slices.Contains(c.Items[0].Materials, "safety_rules") {
			t.Errorf("case %d runs on version %d, %s: %+v", i, c.ScenarioVersion, c.PackHash, c.Items[0])
		}
	}
	if third.PackHash == before || third.ScenarioVersion != 3 || third.Items[0].Promised.Days != 3 || slices.Contains(third.Items[0].Materials, "safety_rules") {
		t.Errorf("a new case runs on version %d: %+v", third.ScenarioVersion, third.Items[0])
	}
	follow, err := h.Follow(ctx, h.me, first.No)
	must(t, err)
	if follow.Snapshot.Plan.Scenario.Hash != before {
		t.Error("a submitted case shows another plan")
	}
}

func TestADraftIsAskedToUpgradeWithTheDifference(t *testing.T) {
	t.Parallel()
	h, ctx := node(t, storetest.Open(t, storetest.Options())), t.Context()
	f := h.fill(t, h.begin(t))
	id := f.Draft.ID
	if _, err := h.ShowUpgrade(ctx, h.me, id); fault.Of(err).Key != "filing.no_upgrade" {
		t.Errorf("nothing was published: %v", err)
	}
	h.publish(t, scenario.RunningUpgrade, itemsFile, fiveDays, threeDays, itemsFile, rules, "        # none",
		scenarioFile, `"2": {from: 2026-03-01, running: upgrade,`, `"3": {from: 2026-10-01, running: upgrade, note: 少一份材料, renamed: {plate: number_plate}}
      "2": {from: 2026-03-01, running: upgrade,`,
		fieldsFile, "plate: {name", "number_plate: {name", "library/materials.yaml", "[plate]", "[number_plate]",
		itemsFile, "fields: [plate, vehicle_weight]", "fields: [number_plate, vehicle_weight]",
		fieldsFile, "cold: 冷藏车, tank: 罐车}", "cold: 冷藏车}", "scenarios/examples.yaml", "with: [plate", "with: [number_plate")
	if _, err := h.submit(t, id); fault.Of(err).Key != "filing.not_complete" || fault.Of(err).Fields[0].Key != "filing.upgrade_first" {
		t.Fatalf("submitted on the old version: %v", err)
	}
	u, err := h.ShowUpgrade(ctx, h.me, id)
	must(t, err)
	if !slices.ContainsFunc(u.Changes.Materials, func(d scenario.Delta) bool { return d.Name == "安全生产管理制度" && d.New == "" }) ||
		!slices.ContainsFunc(u.Changes.Items, func(d scenario.Delta) bool {
			return d.What == "limit" && d.Old == "5个工作日" && d.New == "3个工作日"
		}) ||
		u.Changes.Days[0] <= u.Changes.Days[1] {
		t.Errorf("the difference: %+v", u.Changes)
	}
	if !slices.Equal(u.Again, []string{"专用车辆类型"}) {
		t.Errorf("asked again: %v", u.Again)
	}
	if _, err := h.Upgrade(ctx, h.me, id, 0, "another"); fault.Of(err).Key != "filing.upgrade_changed" {
		t.Errorf("agreed to something else: %v", err)
	}
	now, err := h.Upgrade(ctx, h.me, id, u.Draft.Version, u.Hash)
	must(t, err)
	if now.Draft.PackHash != u.Hash || now.Work.Values["number_plate"] != "鲁F12345" || now.Work.Values["plate"] != nil {
		t.Errorf("after the upgrade: %s, %v", now.Draft.PackHash, now.Work.Values)
	}
	if now.Plan.Complete || !slices.Contains(now.Plan.Missing, "special_kind") {
		t.Errorf("the answer whose option is gone is not asked again: %v", now.Plan.Missing)
	}
	answers := now.Work.Answers
	answers["special_kind"] = "cold"
	now, err = h.ChangeAnswers(ctx, h.me, id, 0, filing.ExploreInput{Answers: answers})
	must(t, err)
	if now.Older != nil {
		t.Error("it is still on an older version")
	}
	c, err := h.submit(t, id)
	must(t, err)
	if c.PackHash != u.Hash || c.ScenarioVersion != 3 {
		t.Errorf("version %d %s", c.ScenarioVersion, c.PackHash)
	}
}

// A draft that was begun on what was rolled back moves back, too; what finished stays.
func TestARollBackTakesDraftsAlong(t *testing.T) {
	t.Parallel()
	h, ctx := node(t, storetest.Open(t, storetest.Options())), t.Context()
	old := h.begin(t)
	h.publish(t, scenario.RunningFinish, itemsFile, fiveDays, threeDays)
	newer := h.begin(t)
	p, _, err := publishing.PrepareRollBack(ctx, h.Store, 1, publishing.Options{Running: scenario.RunningUpgrade})
	must(t, err)
	r, err := publishing.Publish(ctx, h.Store, access.AtTheMachine().Principal, p)
	must(t, err)
	h.follow(t, r.Seq)
	if f, err := h.Draft(ctx, h.me, old.Draft.ID); err != nil || f.Older != nil {
		t.Errorf("a draft of the version that counts again: %+v %v", f.Older, err)
	}
	f, err := h.Draft(ctx, h.me, newer.Draft.ID)
	must(t, err)
	if !f.Older.Must() || f.Plan.Items[0].Promised.Days != 3 {
		t.Errorf("a draft of what was rolled back: %+v", f.Older)
	}
	u, err := h.ShowUpgrade(ctx, h.me, newer.Draft.ID)
	must(t, err)
	if u.Next.Items[0].Promised.Days != 5 || len(u.Again) > 0 {
		t.Errorf("%+v", u.Changes)
	}
}

// While one node has seen a release and another has not, a draft looks the same on both.
func TestTwoNodesShowADraftTheSame(t *testing.T) {
	t.Parallel()
	db := storetest.Open(t, storetest.Options())
	one, two := node(t, db), node(t, db)
	release := one.publish(t, scenario.RunningUpgrade, itemsFile, fiveDays, threeDays)
	f := one.begin(t)
	late, err := two.Draft(t.Context(), two.me, f.Draft.ID)
	must(t, err)
	if late.Plan.Scenario.Hash != f.Plan.Scenario.Hash || !slices.Equal(slots(late.Plan), slots(f.Plan)) || late.Plan.Items[0].Promised.Days != 3 || late.Older.Must() {
		t.Errorf("the node that has not seen it shows %s, %+v", late.Plan.Scenario.Hash, late.Older)
	}
	two.follow(t, release)
	if late, err = two.Draft(t.Context(), two.me, f.Draft.ID); err != nil || late.Older != nil {
		t.Errorf("%+v %v", late.Older, err)
	}
}
