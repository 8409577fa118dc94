package api_test

import (
	"errors"
	"io/fs"
	"net/http"
	"os"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"lianban/internal/base/clock"
	"lianban/internal/domain/permission"
	"lianban/internal/domain/scenario"
	"lianban/internal/pack"
)

func TestWithoutAGoodTokenThereIsNothing(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	nobody := client{house: h}
	for _, path := range []string{"/api/v1/me", "/api/v1/drafts", "/api/v1/cases", "/api/v1/worklist", "/api/v1/inbox"} {
		nobody.refused(http.StatusUnauthorized, "api.no_token", http.MethodGet, path, nil)
	}
	a := nobody.send(http.MethodGet, "/api/v1/me", nil)
	if got := a.header.Get("WWW-Authenticate"); !strings.HasPrefix(got, "Bearer") {
		t.Errorf("WWW-Authenticate: %q", got)
	}
	wrong := client{h, "no such token"}
	wrong.refused(http.StatusUnauthorized, "store.no_token", http.MethodGet, "/api/v1/me", nil)
	// A wrong token is not taken for nobody where nobody may read.
	wrong.refused(http.StatusUnauthorized, "store.no_token", http.MethodGet, "/api/v1/scenarios", nil)
	nobody.refused(http.StatusUnauthorized, "api.no_token", http.MethodGet, "/api/v1/scenarios", nil, "Authorization", "Basic YTpi")
}

func TestATokenOfTheOtherKindIsForbidden(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.applicant("王海", wang).refused(http.StatusForbidden, "api.wrong_token", http.MethodGet, "/api/v1/worklist", nil)
	officer := h.officer("market", "market", permission.Handle)
	officer.refused(http.StatusForbidden, "api.wrong_token", http.MethodGet, "/api/v1/cases", nil)
	var me struct {
		Kind, Department string
		Permissions      []string
	}
	officer.ask(http.StatusOK, &me, http.MethodGet, "/api/v1/me", nil)
	if me.Kind != "staff" || me.Department != "market" || len(me.Permissions) != 1 || me.Permissions[0] != "handle" {
		t.Errorf("%+v", me)
	}
}

// A scenario that shows its plan only is planned like every other, but a draft of it is refused with a way out.
func TestAScenarioThatIsNotOnlineIsPlannedButNotFiled(t *testing.T) {
	t.Parallel()
	h := newHouseWith(t, closedCity(t))
	wang := h.applicant("王海", wang)
	var plan struct {
		Online bool   `json:"online"`
		Note   string `json:"offline_note"`
		Items  []any  `json:"items"`
	}
	body := `{"area":"zhifu","answers":{"licensed_three_years":"yes","passed_exam":"no"}}`
	wang.ask(http.StatusOK, &plan, http.MethodPost, "/api/v1/scenarios/ride_driver/plan", body)
	if plan.Online || plan.Note == "" || len(plan.Items) != 2 {
		t.Errorf("%+v", plan)
	}
	p := wang.refused(http.StatusConflict, "filing.not_online", http.MethodPost, "/api/v1/drafts", strings.Replace(body, "{", `{"scenario":"ride_driver",`, 1))
	if !strings.Contains(p.Title, plan.Note) {
		t.Errorf("the refusal does not say where to go: %+v", p)
	}
}

// closedCity is the sample city in which ride-hailing shows its plan only.
func closedCity(t *testing.T) *scenario.Catalogue {
	t.Helper()
	all, out := os.DirFS(*packsDir), fstest.MapFS{}
	err := fs.WalkDir(all, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := fs.ReadFile(all, name)
		if name == "scenarios/ride_driver/scenario.yaml" {
			b = []byte(strings.Replace(string(b), "    joint_result: no\n", "    joint_result: no\n    online: no\n    offline_note: 请到窗口办。\n", 1))
		}
		out[name] = &fstest.MapFile{Data: b}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	catalogue, _, err := pack.Load(out)
	if err != nil {
		t.Fatal(err)
	}
	return catalogue
}

// Outside the time of its campaign a scenario is planned, and what was prepared before is refused with the days.
func TestACampaignIsOpenInItsTimeOnly(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	mother := h.applicant("王海", wang)
	child := map[string]any{"school_stage": "junior", "home_kind": "household_only"}
	var plan struct {
		Campaign struct{ Opens, Closes, Publishes, Missed string }
	}
	mother.ask(http.StatusOK, &plan, http.MethodPost, "/api/v1/scenarios/school/plan", map[string]any{"area": "zhifu", "answers": child})
	if c := plan.Campaign; c.Opens != "2027-07-01" || c.Closes != "2027-07-10" || c.Publishes != "2027-08-15" || c.Missed == "" {
		t.Errorf("%+v", c)
	}
	var d struct{ ID string }
	mother.ask(http.StatusCreated, &d, http.MethodPost, "/api/v1/drafts", map[string]any{"scenario": "school", "area": "zhifu", "answers": child})
	p := mother.refused(http.StatusConflict, "filing.not_yet", http.MethodPost, "/api/v1/drafts/"+d.ID+"/submit",
		map[string]any{"review_hash": "0", "declared": true}, "Idempotency-Key", "k1")
	if !strings.Contains(p.Title, "2027年7月1日") {
		t.Errorf("the refusal does not say from when: %s", p.Title)
	}
	h.clock.Set(time.Date(2027, 7, 11, 9, 0, 0, 0, clock.Zone))
	again := h.applicant("王海", wang)
	p = again.refused(http.StatusConflict, "filing.over", http.MethodPost, "/api/v1/drafts", map[string]any{"scenario": "school", "area": "zhifu", "answers": child})
	if !strings.Contains(p.Title, plan.Campaign.Missed) {
		t.Errorf("the refusal does not say where to go: %s", p.Title)
	}
}

func TestBadInputIsNamedPlaceByPlace(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	wang := h.applicant("王海", wang)
	plan := "/api/v1/scenarios/restaurant/plan"
	for name, x := range map[string]struct {
		path, body, code string
		status           int
		location         string
		pointer          string
	}{
		"no JSON":         {plan, `{"area":`, "api.not_json", 400, "body", ""},
		"two values":      {plan, `{"area":"zhifu"} {}`, "api.not_json", 400, "body", ""},
		"nothing":         {plan, ``, "api.not_json", 400, "", ""},
		"unknown member":  {plan, `{"area":"zhifu","asnwers":{}}`, "api.request", 422, "body.asnwers", "#/asnwers"},
		"wrong case":      {plan, `{"Area":"zhifu"}`, "api.request", 422, "body", ""},
		"wrong kind":      {plan, `{"area":7}`, "api.request", 422, "body.area", "#/area"},
		"nested":          {plan, `{"area":"zhifu","without":["a",7]}`, "api.request", 422, "body.without[1]", "#/without/1"},
		"an answer":       {plan, `{"area":"zhifu","answers":{"venue_area":"many"}}`, "plan.answers", 422, "body.answers.venue_area", "#/answers/venue_area"},
		"a role":          {plan, `{"area":"zhifu","applicant":"king"}`, "plan.answers", 422, "body.applicant", "#/applicant"},
		"unknown query":   {plan + "?aera=zhifu", `{"area":"zhifu"}`, "api.request", 422, "query.aera", ""},
		"open questions":  {"/api/v1/drafts", `{"scenario":"restaurant","area":"zhifu","answers":{}}`, "filing.questions_open", 422, "body.answers.catering_size", "#/answers/catering_size"},
		"no such area":    {plan, `{"area":"atlantis"}`, "plan.no_area", 404, "", ""},
		"no such":         {"/api/v1/scenarios/war/plan", `{"area":"zhifu"}`, "plan.no_scenario", 404, "", ""},
		"not your office": {"/api/v1/drafts", `{"scenario":"restaurant","area":"zhifu","company":"91370602MA3C0000X0","answers":{"catering_size":"small","venue_area":45,"wants_sign":false}}`, "filing.not_your_company", 403, "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			p := wang.refused(x.status, x.code, http.MethodPost, x.path, x.body)
			if x.location == "" {
				return
			}
			if len(p.Errors) == 0 || p.Errors[0].Location != x.location || p.Errors[0].Pointer != x.pointer {
				t.Errorf("%+v", p.Errors)
			}
			for _, e := range p.Errors {
				if e.Message == "" || strings.HasPrefix(e.Message, "[") || strings.Contains(e.Message, "{why}") {
					t.Errorf("no words: %q", e.Message)
				}
			}
		})
	}
}

func TestTheFormOfRequestsIsStrict(t *testing.T) {
	t.Parallel()
	wang := newHouse(t).applicant("王海", wang)
	big := `{"area":"zhifu","applicant":"` + strings.Repeat("a", 300<<10) + `"}`
	wang.refused(http.StatusRequestEntityTooLarge, "api.too_large", http.MethodPost, "/api/v1/scenarios/restaurant/plan", big)
	wang.refused(http.StatusUnsupportedMediaType, "api.media_type", http.MethodPost, "/api/v1/scenarios/restaurant/plan", "<area/>", "Content-Type", "application/xml")
	wang.refused(http.StatusNotFound, "api.no_address", http.MethodGet, "/api/v1/nothing", nil)
	a := wang.send(http.MethodDelete, "/api/v1/scenarios", nil)
	if a.status != http.StatusMethodNotAllowed || a.header.Get("Allow") != "GET" {
		t.Errorf("%d, Allow: %q", a.status, a.header.Get("Allow"))
	}
	d := wang.start(map[string]any{"catering_size": "small", "venue_area": 45, "wants_sign": false})
	p := wang.refused(http.StatusUnprocessableEntity, "api.request", http.MethodPost, "/api/v1/drafts/"+d.ID+"/submit",
		map[string]any{"review_hash": d.Check.ReviewHash, "declared": true})
	if len(p.Errors) != 1 || p.Errors[0].Location != "header.Idempotency-Key" {
		t.Errorf("%+v", p.Errors)
	}
	upload := "/api/v1/drafts/" + d.ID + "/materials/food_safety_rules/papers"
	wang.refused(http.StatusUnprocessableEntity, "api.no_file", http.MethodPost, upload, `{}`)
	wang.refused(http.StatusUnprocessableEntity, "blob.kind", http.MethodPost, upload, "only text", "Content-Type", "application/octet-stream")
}

// What nobody expected is told by a number only; the cause stands in the log under that number.
func TestOurOwnMistakesKeepTheirCause(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	wang := h.applicant("王海", wang)
	k := wang.submit(wang.fill(wang.start(large())), "k1")
	var documents struct{ Documents []struct{ Href string } }
	wang.ask(http.StatusOK, &documents, http.MethodGet, "/api/v1/cases/"+k.No+"/documents", nil)
	h.setDown(errors.New("secret printer is on fire"))
	p := wang.refused(http.StatusInternalServerError, "internal", http.MethodGet, documents.Documents[0].Href, nil)
	if !strings.HasPrefix(p.Instance, "urn:uuid:") || strings.Contains(p.Title, "secret") {
		t.Errorf("%+v", p)
	}
	no := strings.TrimPrefix(p.Instance, "urn:uuid:")
	if log := h.log.String(); !strings.Contains(log, no) || !strings.Contains(log, "secret printer") {
		t.Errorf("the log does not tell the cause of %s: %s", no, log)
	}
}

func TestHealth(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	nobody := client{house: h}
	nobody.ask(http.StatusOK, nil, http.MethodGet, "/healthz", nil)
	nobody.ask(http.StatusOK, nil, http.MethodGet, "/readyz", nil)
	h.setDown(errors.New("secret host does not answer"))
	p := nobody.refused(http.StatusServiceUnavailable, "api.not_ready", http.MethodGet, "/readyz", nil)
	if strings.Contains(p.Title, "secret") {
		t.Error(p.Title)
	}
	nobody.ask(http.StatusOK, nil, http.MethodGet, "/healthz", nil)
	for _, path := range []string{"/api/v1/openapi.json", "/api/v1/openapi.yaml"} {
		if a := nobody.send(http.MethodGet, path, nil); a.status != http.StatusOK || !strings.Contains(string(a.body), "3.1.0") {
			t.Errorf("%s: %d", path, a.status)
		}
	}
	nobody.refused(http.StatusNotFound, "api.no_address", http.MethodGet, "/api/v1/docs", nil)
}

func TestAnybodyMayLookAtScenariosAndPlans(t *testing.T) {
	t.Parallel()
	nobody := client{house: newHouse(t)}
	var found struct {
		Scenarios []struct{ Slug, Name, Audience string }
	}
	nobody.ask(http.StatusOK, &found, http.MethodGet, "/api/v1/scenarios?area=zhifu&audience=enterprise&q=餐饮店", nil)
	if len(found.Scenarios) != 1 || found.Scenarios[0].Slug != "restaurant" {
		t.Errorf("%+v", found)
	}
	nobody.ask(http.StatusOK, nil, http.MethodGet, "/api/v1/scenarios/restaurant?area=zhifu", nil)
	var areas struct{ Areas []struct{ Slug string } }
	nobody.ask(http.StatusOK, &areas, http.MethodGet, "/api/v1/areas", nil)
	if len(areas.Areas) == 0 {
		t.Error("no areas")
	}
	var plan struct {
		Complete bool
		Missing  []string
		Items    []struct{ Slot string }
	}
	nobody.ask(http.StatusOK, &plan, http.MethodPost, "/api/v1/scenarios/restaurant/plan", map[string]any{"area": "zhifu"})
	if plan.Complete || len(plan.Missing) == 0 {
		t.Errorf("%+v", plan)
	}
	nobody.ask(http.StatusOK, &plan, http.MethodPost, "/api/v1/scenarios/restaurant/plan", map[string]any{"area": "zhifu", "answers": large()})
	if !plan.Complete || len(plan.Items) < 4 {
		t.Errorf("%+v", plan)
	}
}
