package handling_test

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"log/slog"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"lianban/internal/app/access"
	"lianban/internal/app/filing"
	"lianban/internal/app/handling"
	"lianban/internal/base/clock"
	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/blob"
	"lianban/internal/crypt"
	"lianban/internal/document"
	"lianban/internal/domain/calendar"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/form"
	"lianban/internal/domain/permission"
	"lianban/internal/domain/scenario"
	"lianban/internal/pack"
	"lianban/internal/store"
	"lianban/internal/store/storetest"
	"lianban/packs"
)

// city is the whole house without doors, on a real SQLite file and the shipped packs.
type city struct {
	clock    *clock.Movable
	store    *store.Store
	access   *access.Service
	filing   *filing.Service
	handling *handling.Service
	papers   *document.Renderer
}

// shipped is the shipped packs, read once; they must be without errors.
var shipped = sync.OnceValues(func() (*scenario.Catalogue, error) {
	c, findings, err := pack.Load(packs.FS)
	if bad := pack.Errors(findings); err == nil && len(bad) > 0 {
		err = fmt.Errorf("the shipped packs have errors: %v", bad)
	}
	return c, err
})

func newCity(t *testing.T) *city {
	t.Helper()
	ctx, dir := context.Background(), t.TempDir()
	log := slog.New(slog.DiscardHandler)
	at := clock.NewFrozen(time.Date(2026, 9, 29, 9, 30, 0, 0, clock.Zone))
	catalogue, err := shipped()
	must(t, err)
	cal, err := pack.LoadCalendars(packs.FS, "calendars")
	must(t, err)
	engine := casework.Engine{Cal: cal, Params: casework.DefaultParameters()}
	keys, err := crypt.OpenKeys(filepath.Join(dir, "keys.json"), crypt.Options{Create: true})
	must(t, err)
	s, err := store.Open(ctx, storetest.URL(t), store.Options{Clock: at, Logger: log, Seal: keys, Dues: engine.Dues})
	must(t, err)
	t.Cleanup(func() { must(t, s.Close()) })
	blobs, err := blob.NewFolder(filepath.Join(dir, "files"), blob.Options{})
	must(t, err)
	within := map[string]string{}
	for _, a := range catalogue.Areas() {
		within[a.Slug] = a.Within
	}
	tree, err := permission.NewTree(within)
	must(t, err)
	guard := permission.NewGuard(tree)
	papers, err := document.NewRenderer(document.Options{})
	must(t, err)
	return &city{
		clock: at, store: s, papers: papers,
		access: &access.Service{Store: s, Guard: guard, Clock: at, Passwords: plain{}, Log: log},
		filing: &filing.Service{
			Store: s, Catalogue: catalogue, Engine: engine, Guard: guard, Clock: at, Registers: silent{}, Blobs: blobs, Log: log,
		},
		handling: &handling.Service{Store: s, Catalogue: catalogue, Engine: engine, Guard: guard, Clock: at, Blobs: blobs, Log: log},
	}
}

// plain keeps passwords as they are: hashing is tested where it is done.
type plain struct{}

func (plain) Hash(_ context.Context, p string) (string, error)         { return p, nil }
func (plain) Verify(_ context.Context, stored, p string) (bool, error) { return stored == p, nil }

// silent is a city whose registers are all down: everything is asked of the applicant, and intake goes on.
type silent struct{}

func (silent) Lookup(context.Context, string, filing.Subject, []string) (map[string]string, error) {
	return nil, fault.New(fault.Unavailable, "register.down")
}

func (silent) Certificates(context.Context, filing.Subject) ([]filing.Certificate, error) {
	return nil, fault.New(fault.Unavailable, "register.down")
}

func (c *city) applicant(t *testing.T) permission.Principal {
	t.Helper()
	who, err := c.access.SignInPerson(context.Background(), access.Identity{
		Provider: "test", Kind: "person", Name: "王军", IDNo: "11010519491231002X", Phone: "13800000000", Level: "L2",
	}, true)
	must(t, err)
	return who.Principal
}

func (c *city) officer(t *testing.T, login, department string, may ...permission.Permission) permission.Principal {
	t.Helper()
	return c.officerIn(t, login, department, "zhifu", may...)
}

func (c *city) officerIn(t *testing.T, login, department, area string, may ...permission.Permission) permission.Principal {
	t.Helper()
	_, err := c.access.AddStaff(context.Background(), access.NewStaff{
		Login: login, Name: login, Password: "a long password", Department: department, Area: area,
		Posts: []permission.Post{{Area: area, Department: department, EveryScenario: true, Permissions: may}},
	})
	must(t, err)
	who, err := c.access.SignInStaff(context.Background(), login, "a long password")
	must(t, err)
	return who.Principal
}

// answersFor fills in every field of the form that is asked, by its type.
func answersFor(f *filing.Filing, section string) map[string]any {
	sec, _ := f.Section(section)
	out := map[string]any{}
	for _, x := range filing.ToWrite(sec) {
		out[x.Key] = valueFor(x.Type, x.Options)
		if x.Act != "" {
			out[x.Key] = "yes"
		}
	}
	return out
}

func valueFor(kind form.Type, options []form.Option) any {
	switch kind {
	case form.Number:
		return "12"
	case form.Date:
		return "2026-11-02"
	case form.YesNo:
		return "no"
	case form.Choice:
		return options[0].Value
	case form.IDNumber:
		return "11010519491231002X"
	case form.USCC:
		return "91350100M000100Y43"
	case form.Phone:
		return "13800000000"
	case form.BankAccount:
		return "6222000000000000"
	}
	return "海风小馆（示例）"
}

// picture is a photo to hand in; it is no larger than it must be, because each is decoded and cleaned of what it tells.
func picture(t *testing.T) *bytes.Buffer {
	t.Helper()
	const side = 200
	img := image.NewRGBA(image.Rect(0, 0, side, side))
	for i := range side {
		img.Set(i, i, color.RGBA{R: 200, A: 255})
	}
	var b bytes.Buffer
	must(t, png.Encode(&b, img))
	return &b
}

// file takes 开办餐饮店 from the first answer to the receipt.
func (c *city) file(t *testing.T, who permission.Principal) *casework.Case {
	t.Helper()
	return c.fileAll(t, who, filing.ExploreInput{
		Scenario: "restaurant", Area: "zhifu", Role: "owner",
		Answers: map[string]any{"catering_size": "regular", "venue_area": "320", "fire_route": "ordinary", "sells_raw_food": "no", "wants_sign": "yes"},
	})
}

// prepare makes a draft with everything filled in and handed in, but for what follows later.
func (c *city) prepare(t *testing.T, who permission.Principal, in filing.ExploreInput, later ...string) ident.DraftID {
	t.Helper()
	ctx := context.Background()
	f, err := c.filing.Start(ctx, who, filing.StartInput{ExploreInput: in})
	must(t, err)
	id := f.Draft.ID
	for _, step := range f.Steps() {
		if step == filing.StepMaterials || step == filing.StepDelivery || step == filing.StepCheck {
			continue
		}
		f, err = c.filing.SaveSection(ctx, who, id, filing.SaveInput{Version: f.Draft.Version, Section: step, Values: answersFor(f, step)})
		must(t, err)
	}
	for _, key := range later {
		f, err = c.filing.Choose(ctx, who, id, filing.ChooseInput{Material: key, Way: "later"})
		must(t, err)
	}
	for _, m := range f.Plan.Materials {
		if m.Disposition == "upload" {
			_, err := c.filing.Upload(ctx, who, id, filing.UploadInput{Material: m.Key, Name: "照片.png", Content: picture(t)})
			if fault.Is(err, fault.Invalid) { // the rule wants another kind of file
				_, err = c.filing.Upload(ctx, who, id, filing.UploadInput{Material: m.Key, Name: "a.pdf", Content: strings.NewReader("%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n")})
			}
			must(t, err)
		}
	}
	return id
}

// fileAll takes a scenario from its answers to the receipt, with everything filled in and handed in, but for what follows later.
func (c *city) fileAll(t *testing.T, who permission.Principal, in filing.ExploreInput, later ...string) *casework.Case {
	t.Helper()
	ctx := context.Background()
	id := c.prepare(t, who, in, later...)
	check, err := c.filing.Check(ctx, who, id)
	must(t, err)
	if len(check.Open) > 0 {
		t.Fatalf("the draft is not complete: %+v", check.Open)
	}
	last := filing.SubmitInput{ReviewHash: check.ReviewHash, Declared: true, Promised: true, OrderAgreed: true, Channel: "portal", Once: "click"}
	made, err := c.filing.Submit(ctx, who, id, last)
	must(t, err)
	again, err := c.filing.Submit(ctx, who, id, last)
	must(t, err)
	if again.No != made.No {
		t.Fatalf("a second click filed a second case: %s, %s", made.No, again.No)
	}
	return made
}

func TestARestaurantIsFiledOnceAndDecidedByEveryDepartment(t *testing.T) {
	t.Parallel()
	ctx, c := context.Background(), newCity(t)
	who := c.applicant(t)
	made := c.file(t, who)
	handle := []permission.Permission{permission.Answer, permission.Handle, permission.HandOver}
	sign := []permission.Permission{permission.Sign}
	for _, it := range made.Items {
		dep := it.Department
		if _, err := c.access.Store.StaffByLogin(ctx, strings.ReplaceAll(dep, "_", "-")); err == nil {
			continue
		}
		c.officer(t, strings.ReplaceAll(dep, "_", "-"), dep, handle...)
		c.officer(t, strings.ReplaceAll(dep, "_", "-")+".sign", dep, sign...)
	}
	staff := func(login string) permission.Principal {
		w, err := c.access.SignInStaff(ctx, strings.ReplaceAll(login, "_", "-"), "a long password")
		must(t, err)
		return w.Principal
	}
	decide := func(slot, dep string, grant bool) {
		t.Helper()
		at := handling.Target{No: made.No, Slot: slot}
		_, err := c.handling.Accept(ctx, staff(dep), at)
		must(t, err)
		c.inspect(t, made.No, slot, staff(dep), grant)
		if grant {
			_, err = c.handling.ProposeGrant(ctx, staff(dep), at, "材料齐全，符合规定。", "食品安全法第三十五条")
		} else {
			_, err = c.handling.ProposeRefuse(ctx, staff(dep), at, handling.RefusalText{Opinion: "现场不符", Reason: "疏散通道宽度不足。", Grounds: "消防法第十五条"})
		}
		must(t, err)
		if grant {
			_, err = c.handling.Grant(ctx, staff(dep+".sign"), at)
		} else {
			_, err = c.handling.Refuse(ctx, staff(dep+".sign"), at)
		}
		must(t, err)
	}
	for _, it := range made.Items { // items that wait for nobody first; they release the others
		if it.State == casework.Received {
			decide(it.Slot, it.Department, true)
		}
	}
	now, err := c.store.Case(ctx, store.ByNo(made.No))
	must(t, err)
	refused := ""
	for _, it := range now.Items {
		if it.State == casework.Received {
			refuse := it.Department == "fire"
			if refuse {
				refused = it.Slot
			}
			decide(it.Slot, it.Department, !refuse)
		}
	}
	end, err := c.filing.Follow(ctx, who, made.No)
	must(t, err)
	for _, it := range end.Case.Items {
		want := casework.Granted
		if it.Slot == refused {
			want = casework.Refused
		}
		if it.State != want && it.State != casework.Delivered {
			t.Errorf("%s is %s, want %s", it.Slot, it.State, want)
		}
	}
	if refused == "" || casework.ResultOf(end.Case) != casework.PartlyGranted {
		t.Errorf("refused %q, result %s", refused, casework.ResultOf(end.Case))
	}
	if err := casework.Verify(end.Entries); err != nil {
		t.Errorf("the journal's chain: %v", err)
	}
	for _, d := range end.Documents {
		pdf, err := c.papers.PDF(ctx, d, document.City{Name: "烟台市", Demo: true, Names: document.CatalogueNames(c.filing.Catalogue)}, "http://127.0.0.1/verify")
		if err != nil || !bytes.HasPrefix(pdf, []byte("%PDF")) {
			t.Errorf("%s (%s) cannot be printed: %v", d.Kind, d.No, err)
		}
	}
}

func TestAnotherDepartmentSeesNothing(t *testing.T) {
	t.Parallel()
	ctx, c := context.Background(), newCity(t)
	made := c.file(t, c.applicant(t))
	stranger := c.officer(t, "police", "police", permission.Answer, permission.Handle, permission.Sign)
	for _, it := range made.Items {
		if _, err := c.handling.Case(ctx, stranger, made.No, it.Slot); !fault.Is(err, fault.NotFound) {
			t.Errorf("%s: %v", it.Slot, err)
		}
		if _, err := c.handling.Accept(ctx, stranger, handling.Target{No: made.No, Slot: it.Slot}); !fault.Is(err, fault.NotFound) {
			t.Errorf("%s: %v", it.Slot, err)
		}
	}
	desk, err := c.handling.Worklist(ctx, stranger, store.Filter{}, store.Page{})
	must(t, err)
	if len(desk.Rows) != 0 {
		t.Errorf("%d rows of other departments", len(desk.Rows))
	}
}

func TestSilenceOfADepartmentIsAcceptanceFromTheDayOfReceipt(t *testing.T) {
	t.Parallel()
	ctx, c := context.Background(), newCity(t)
	who := c.applicant(t)
	made := c.file(t, who)
	received, _ := c.licence(t, made)
	slot := received.Slot
	c.clock.Move(20 * 24 * time.Hour)
	for range 2 { // sweeping twice changes nothing the second time
		if _, err := c.handling.SettleDue(ctx); err != nil {
			t.Fatal(err)
		}
	}
	end, err := c.filing.Follow(ctx, who, made.No)
	must(t, err)
	it := end.Case.Latest(slot)
	if it.State != casework.Accepted || !it.Deemed || it.Accepted != calendar.MustDay("2026-09-29") {
		t.Errorf("%s, deemed %v, accepted %s", it.State, it.Deemed, it.Accepted)
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
