package permission

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"pgregory.net/rapid"

	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/base/lang"
)

func tree(t interface{ Fatal(...any) }) *Tree {
	tr, err := NewTree(map[string]string{
		"shandong": "", "yantai": "shandong", "zhifu": "yantai", "laishan": "yantai", "kaifa": "yantai",
		"qingdao": "shandong", "shinan": "qingdao",
	})
	if err != nil {
		t.Fatal(err)
	}
	return tr
}

func officer(department, area string, can ...Permission) Principal {
	return Principal{Kind: Staff, ID: "staff-1", Active: true, Posts: []Post{{
		Area: area, Department: department, EveryScenario: true, Permissions: can,
	}}}
}

var food = Resource{
	Type: ItemCase, ID: "item-1", Area: "zhifu", Department: "market", Scenario: "restaurant", Owner: "person-1",
}

func TestAreasAreASubtreeAndNeverACircle(t *testing.T) {
	t.Parallel()
	tr := tree(t)
	if got := strings.Join(tr.Subtree("yantai"), " "); got != "kaifa laishan yantai zhifu" {
		t.Errorf("below Yantai: %s", got)
	}
	if got := strings.Join(tr.Ancestors("zhifu"), " "); got != "yantai shandong" {
		t.Errorf("above Zhifu: %s", got)
	}
	if tr.Subtree("nowhere") != nil || tr.Ancestors("nowhere") != nil {
		t.Error("an unknown area has no relatives")
	}
	for _, bad := range []map[string]string{{"a": "b", "b": "a"}, {"a": "a"}, {"a": "nowhere"}, {"": ""}} {
		if _, err := NewTree(bad); err == nil {
			t.Errorf("%v must be refused", bad)
		}
	}
}

func TestWhoMayWhat(t *testing.T) {
	t.Parallel()
	g := NewGuard(tree(t))
	owner := Principal{Kind: Applicant, ID: "person-1", Active: true}
	mandate := Principal{Kind: Applicant, ID: "person-2", Active: true, ActsFor: []string{"person-1"}}
	stranger := Principal{Kind: Applicant, ID: "person-3", Active: true, ActsFor: []string{""}}
	window := Principal{Kind: Staff, ID: "staff-9", Active: true, Posts: []Post{{
		Area: "zhifu", EveryDepartment: true, Scenarios: []string{"restaurant"}, Permissions: []Permission{FileFor, Answer, HandOver},
	}}}
	agent := Principal{Kind: Staff, ID: "staff-8", Active: true, Posts: []Post{{
		Area: "zhifu", EveryDepartment: true, Scenarios: []string{"restaurant"}, Permissions: []Permission{FileFor},
	}}}
	inactive := officer("market", "zhifu", Handle)
	inactive.Active = false
	rehearsing := officer("market", "zhifu", Handle)
	rehearsing.Trial = true
	admin := Principal{Kind: Staff, ID: "staff-7", Active: true, Posts: []Post{{
		Area: "yantai", EveryDepartment: true, Permissions: []Permission{AdministerStaff},
	}}}
	supervisor := Principal{Kind: Staff, ID: "staff-5", Active: true, Posts: []Post{{
		Area: "yantai", EveryDepartment: true, EveryScenario: true, Permissions: []Permission{Supervise},
	}}}
	splitPosts := Principal{Kind: Staff, ID: "staff-6", Active: true, Posts: []Post{
		{Area: "zhifu", Department: "health", EveryScenario: true, Permissions: []Permission{Sign}},
		{Area: "zhifu", Department: "market", EveryScenario: true, Permissions: []Permission{Handle}},
	}}
	with := func(r Resource, change func(*Resource)) Resource { change(&r); return r }
	draft := Resource{Type: Draft, ID: "d", Area: "zhifu", Scenario: "restaurant", Owner: "person-1"}
	visitorDraft := with(draft, func(r *Resource) { r.Clerk = "staff-8" })
	joint := Resource{Type: JointCase, ID: "c", Area: "zhifu", Scenario: "restaurant", Owner: "person-1"}
	delegated := with(food, func(r *Resource) { r.Delegated = true })
	trial := with(food, func(r *Resource) { r.Trial = true })
	request := Resource{Type: Request, ID: "q", Area: "zhifu", Department: "maritime"}
	hat := func(id string, can ...Permission) Principal {
		p := admin
		p.ID, p.Posts = id, []Post{{Area: "yantai", EveryDepartment: true, EveryScenario: true, Permissions: can}}
		return p
	}
	security, auditor := hat("staff-7", AdministerRights), hat("staff-4", Audit)
	both, desk := hat("staff-3", AdministerStaff, AdministerRights), hat("staff-3", AdministerStaff, Handle, See)
	lent := officer("market", "zhifu", Handle, Sign).Posts[0]
	lent.For = "staff-1"
	deputy := Principal{Kind: Staff, ID: "staff-5", Active: true, Posts: []Post{lent}}
	ownDeputy := deputy
	ownDeputy.Posts = append([]Post{lent}, officer("market", "zhifu", Sign).Posts...)
	log, home := Resource{Type: AuditLog}, Resource{Type: House}
	designer := hat("staff-2", Rehearse)
	playing := designer
	playing.Trial = true
	account := Resource{Type: Account, ID: "staff-1", Area: "zhifu", Department: "market"}

	for _, c := range []struct {
		name string
		p    Principal
		want Permission
		r    Resource
		key  string // of the fault; none: allowed
	}{
		{"the applicant runs its own case", owner, Own, joint, ""},
		{"the applicant runs its own draft", owner, Own, draft, ""},
		{"a mandate is enough", mandate, Own, joint, ""},
		{"a stranger is not", stranger, Own, joint, "permission.missing.own"},
		{"a stranger does not see it", stranger, See, food, "permission.missing.see"},
		{"a stranger does not reach what has no owner", stranger, Own, with(draft, func(r *Resource) { r.Owner = "" }), "permission.missing.own"},
		{"nobody without a name", Principal{Kind: Applicant, Active: true}, Own, with(draft, func(r *Resource) { r.Owner = "" }), "permission.missing.own"},
		{"an applicant never signs", owner, Sign, food, "permission.missing.sign"},
		{"anybody objects to a notice", stranger, Object, Resource{Type: Notice, ID: "n"}, ""},
		{"the department handles", officer("market", "zhifu", Handle), Handle, food, ""},
		{"the city's department handles in its counties", officer("market", "yantai", Handle), Handle, food, ""},
		{"the neighbour county does not", officer("market", "laishan", Handle), Handle, food, "permission.missing.handle"},
		{"a county does not handle the city's", officer("market", "zhifu", Handle), Handle, with(food, func(r *Resource) { r.Area = "yantai" }), "permission.missing.handle"},
		{"another department does not", officer("health", "zhifu", Handle), Handle, food, "permission.missing.handle"},
		{"handling is not signing", officer("market", "zhifu", Handle), Sign, food, "permission.missing.sign"},
		{"rights of two posts do not add up", splitPosts, Sign, food, "permission.missing.sign"},
		{"who handles sees", officer("market", "zhifu", Handle), See, food, ""},
		{"officers do not read drafts", officer("market", "yantai", See), See, draft, "permission.missing.see"},
		{"a signer signs", officer("market", "zhifu", Sign), Sign, with(food, func(r *Resource) { r.Proposer = "staff-2" }), ""},
		{"never the own proposal", officer("market", "zhifu", Sign, Handle), Sign, with(food, func(r *Resource) { r.Proposer = "staff-1" }), "permission.never.own_proposal"},
		{"a closed account does nothing", inactive, Handle, food, "permission.never.inactive"},
		{"a closed applicant does nothing", Principal{Kind: Applicant, ID: "person-1"}, Own, joint, "permission.never.inactive"},
		{"a rehearsal never touches a real case", rehearsing, Handle, food, "permission.never.other_world"},
		{"nor daily work a rehearsal", officer("market", "zhifu", Handle), Handle, trial, "permission.never.other_world"},
		{"a rehearsal handles its own", rehearsing, Handle, trial, ""},
		{"the window answers what is delegated", window, Answer, delegated, ""},
		{"and nothing else", window, Answer, food, "permission.missing.answer"},
		{"in its scenarios only", window, HandOver, with(food, func(r *Resource) { r.Scenario = "newborn" }), "permission.missing.hand_over"},
		{"the window sees", window, See, joint, ""},
		{"a designer plays an applicant in trial work", designer, Rehearse, home, ""},
		{"and again, while rehearsing", playing, Rehearse, home, ""},
		{"who files for visitors does not", window, Rehearse, home, "permission.missing.rehearse"},
		{"nor who handles and signs", officer("market", "zhifu", See, Handle, Sign), Rehearse, home, "permission.missing.rehearse"},
		{"nor who administers besides", hat("staff-2", Rehearse, AdministerStaff), Rehearse, home, "permission.never.two_administrators"},
		{"nor an applicant", owner, Rehearse, home, "permission.missing.rehearse"},
		{"a rehearsing designer reads trial cases", playing, See, trial, ""},
		{"and none that is real", playing, See, food, "permission.never.other_world"},
		{"in earnest a designer reads nothing", designer, See, food, "permission.missing.see"},
		{"not even a trial case", designer, See, trial, "permission.never.other_world"},
		{"and decides nothing there", playing, Handle, trial, "permission.missing.handle"},
		{"an outlet agent files", agent, FileFor, visitorDraft, ""},
		{"but not in somebody's draft", agent, FileFor, draft, "permission.missing.file_for"},
		{"and reads no cases", agent, See, joint, "permission.missing.see"},
		{"the body that was asked replies", officer("maritime", "zhifu", Reply), Reply, request, ""},
		{"another body does not", officer("market", "zhifu", Reply), Reply, request, "permission.missing.reply"},
		{"a supervisor presses in every department of the area", supervisor, Supervise, food, ""},
		{"who supervises reads no answers and no papers", supervisor, See, food, "permission.missing.see"},
		{"nor does who sets right", hat("staff-5", SetRight), See, food, "permission.missing.see"},
		{"a supervisor handles nothing", supervisor, Handle, food, "permission.missing.handle"},
		{"who handles does not supervise", officer("market", "zhifu", Handle, Sign), Supervise, food, "permission.missing.supervise"},
		{"an administrator manages accounts", admin, AdministerStaff, account, ""},
		{"never the own one", admin, AdministerStaff, with(account, func(r *Resource) { r.ID = "staff-7" }), "permission.never.own_account"},
		{"and gives no rights", admin, AdministerRights, account, "permission.missing.administer_rights"},
		{"and reads no log", admin, Audit, log, "permission.missing.audit"},
		{"but puts up the banner", admin, AdministerStaff, Resource{Type: House}, ""},
		{"a security administrator gives rights", security, AdministerRights, account, ""},
		{"never to itself", security, AdministerRights, with(account, func(r *Resource) { r.ID = "staff-7" }), "permission.never.own_account"},
		{"and makes no accounts", security, AdministerStaff, account, "permission.missing.administer_staff"},
		{"an auditor reads the log", auditor, Audit, log, ""},
		{"and changes nothing", auditor, AdministerRights, account, "permission.missing.administer_rights"},
		{"an administrator sees no case", admin, See, food, "permission.never.administrator_handles"},
		{"two administrators in one account do nothing", both, AdministerStaff, account, "permission.never.two_administrators"},
		{"nor in either role", both, AdministerRights, account, "permission.never.two_administrators"},
		{"an administrator who handles does neither", desk, Handle, food, "permission.never.administrator_handles"},
		{"nor administers", desk, AdministerStaff, account, "permission.never.two_administrators"},
		{"a deputy handles", deputy, Handle, food, ""},
		{"and signs in place of who is away", deputy, Sign, with(food, func(r *Resource) { r.Proposer = "staff-2" }), ""},
		{"not what that one proposed", deputy, Sign, with(food, func(r *Resource) { r.Proposer = "staff-1" }), "permission.never.deputy_proposal"},
		{"not what was proposed in that one's place", deputy, Sign, with(food, func(r *Resource) { r.Proposer, r.ProposedIn = "staff-2", "staff-1" }), "permission.never.deputy_proposal"},
		{"not what the deputy proposed", deputy, Sign, with(food, func(r *Resource) { r.Proposer, r.ProposedIn = "staff-5", "staff-1" }), "permission.never.deputy_proposal"},
		{"not what the deputy proposed for oneself", deputy, Sign, with(food, func(r *Resource) { r.Proposer = "staff-5" }), "permission.never.own_proposal"},
		{"with a right of one's own a deputy signs for oneself", ownDeputy, Sign, with(food, func(r *Resource) { r.Proposer = "staff-1" }), ""},
		{"who is back does not sign what was proposed in their place", officer("market", "zhifu", Sign), Sign, with(food, func(r *Resource) { r.Proposer, r.ProposedIn = "staff-5", "staff-1" }), "permission.never.own_proposal"},
		{"a zero post covers nothing", Principal{Kind: Staff, ID: "s", Active: true, Posts: []Post{{Permissions: []Permission{See, Handle}}}}, See, Resource{Type: ItemCase, ID: "i"}, "permission.missing.see"},
	} {
		err := g.Allow(c.p, c.want, c.r)
		switch {
		case c.key == "" && err != nil:
			t.Errorf("%s: %v", c.name, err)
		case c.key != "" && (err == nil || fault.Of(err).Key != c.key || fault.Of(err).Kind != fault.Forbidden):
			t.Errorf("%s: want %s, got %v", c.name, c.key, err)
		}
	}
}

func TestAllowAnyNeedsOne(t *testing.T) {
	t.Parallel()
	s := NewGuard(tree(t)).Scope(officer("market", "zhifu", Handle))
	other := Resource{Type: ItemCase, ID: "item-2", Area: "zhifu", Department: "health"}
	if err := s.AllowAny(See, other, food); err != nil {
		t.Errorf("one of them is in scope: %v", err)
	}
	if err := s.AllowAny(See, other); !fault.Is(err, fault.Forbidden) {
		t.Errorf("none is in scope: %v", err)
	}
	if err := s.AllowAny(See); !fault.Is(err, fault.Forbidden) {
		t.Errorf("no resource, no permission: %v", err)
	}
}

// TestListShowsExactlyWhatMayBeSeen is the promise of Scope: the filter of lists and the policies agree.
func TestListShowsExactlyWhatMayBeSeen(t *testing.T) {
	t.Parallel()
	g := NewGuard(tree(t))
	rapid.Check(t, func(t *rapid.T) {
		s := g.Scope(drawPrincipal(t))
		r := drawResource(t, JointCase, ItemCase)
		row := Row{Area: r.Area, Department: r.Department, Scenario: r.Scenario, Owner: string(r.Owner), Trial: r.Trial}
		may := s.Decide(See, r)
		if len(may.Errors) > 0 {
			t.Fatalf("the policies failed: %v", may.Errors)
		}
		if in := s.Filter().Matches(row); in != may.Allowed {
			t.Fatalf("in the list: %v, may be seen: %v\n%+v\n%+v", in, may.Allowed, s.Principal, r)
		}
	})
}

// TestPoliciesNeverFail draws every kind of question: a policy that names a missing attribute would be
// skipped, and a skipped "never" would let through what it forbids.
func TestPoliciesNeverFail(t *testing.T) {
	t.Parallel()
	g := NewGuard(tree(t))
	rapid.Check(t, func(t *rapid.T) {
		s := g.Scope(drawPrincipal(t))
		r := drawResource(t, JointCase, ItemCase, Draft, Document, Paper, Request, Notice, Account, AuditLog, House)
		want := rapid.SampledFrom(All()).Draw(t, "permission")
		d := s.Decide(want, r)
		if len(d.Errors) > 0 {
			t.Fatalf("%s: %v", want, d.Errors)
		}
		if d.Allowed && (!s.Principal.Active || s.Principal.ID == "") {
			t.Fatalf("an inactive or nameless principal may %s", want)
		}
		if d.Allowed && want == Sign {
			for _, proposer := range []ident.StaffID{r.Proposer, r.ProposedIn} {
				if string(proposer) == s.Principal.ID || proposer != "" && proposer == d.For {
					t.Fatalf("%s, for %q, signed what %s and %s proposed", s.Principal.ID, d.For, r.Proposer, r.ProposedIn)
				}
			}
		}
		if hats := Administrators(s.Principal.Posts); d.Allowed && want.Administers() && len(hats) != 1 {
			t.Fatalf("%v may %s", hats, want)
		} else if d.Allowed && len(hats) > 0 && !want.Administers() {
			t.Fatalf("%v may %s", hats, want)
		}
		acts := s.Principal.Kind != Applicant && slices.Contains(seeing, want) && r.Type != Request
		if d.Allowed && acts && !s.Decide(See, r).Allowed {
			t.Fatalf("may %s what it may not see\n%+v\n%+v", want, s.Principal, r)
		}
	})
}

func TestEveryPermissionHasASentenceADenialAndAPolicy(t *testing.T) {
	t.Parallel()
	texts := lang.Chinese()
	all := ""
	for _, policy := range shipped().All() {
		all += string(policy.MarshalCedar())
	}
	for _, p := range All() {
		if !p.Valid() || !texts.Has(p.TextKey()) || !texts.Has("fault.permission.missing."+string(p)) {
			t.Errorf("%s lacks a sentence", p)
		}
		if !strings.Contains(all, `Action::"`+string(p)+`"`) {
			t.Errorf("no policy names %s", p)
		}
	}
	for id := range shipped().All() {
		if strings.HasPrefix(string(id), "never.") && !texts.Has("fault.permission."+string(id)) {
			t.Errorf("%s lacks a sentence", id)
		}
	}
	if Permission("everything").Valid() || !texts.Has("fault.permission.policy_error") {
		t.Error("the list is closed")
	}
}

func TestPolicyFilesNeedIds(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		`permit (principal, action, resource);`,
		`@id("a") permit (principal, action, resource); @id("a") forbid (principal, action, resource);`,
		`permit (principal`,
	} {
		if _, err := readPolicies(fstest.MapFS{"policies/x.cedar": {Data: []byte(text)}}); err == nil {
			t.Errorf("must be refused: %s", text)
		}
	}
}

// TestAFailingPolicyDeniesAndSaysSo: an answer that a skipped policy could have changed is no answer.
func TestAFailingPolicyDeniesAndSaysSo(t *testing.T) {
	t.Parallel()
	set, err := readPolicies(fstest.MapFS{"policies/x.cedar": {Data: []byte(
		`@id("yes") permit (principal, action, resource); @id("broken") forbid (principal, action, resource) when { resource.nothing };`,
	)}})
	if err != nil {
		t.Fatal(err)
	}
	g := &Guard{tree: tree(t), policies: set}
	if err := g.Allow(officer("market", "zhifu", Handle), Handle, food); !fault.Is(err, fault.Internal) {
		t.Errorf("want an internal fault, got %v", err)
	}
}

func TestHasIsForMenus(t *testing.T) {
	t.Parallel()
	if p := officer("market", "zhifu", Handle); !p.Has(Handle) || p.Has(Sign) || p.Has(Own) {
		t.Error("a post offers what it carries")
	}
	if p := (Principal{Kind: Applicant}); !p.Has(Own) || p.Has(Handle) {
		t.Error("an applicant has its own cases")
	}
}

var (
	areas       = []string{"shandong", "yantai", "zhifu", "laishan", "qingdao", "shinan", "nowhere", ""}
	departments = []string{"market", "health", ""}
	scenarios   = []string{"restaurant", "newborn", ""}
	persons     = []string{"person-1", "person-2", ""}
	staff       = []string{"staff-1", "staff-2", ""}
)

func drawPrincipal(t *rapid.T) Principal {
	p := Principal{
		Kind:   rapid.SampledFrom([]PrincipalKind{Applicant, Staff, Client}).Draw(t, "kind"),
		Active: rapid.IntRange(0, 9).Draw(t, "active") > 0,
		Trial:  rapid.IntRange(0, 9).Draw(t, "trial") == 0,
	}
	if p.Kind == Applicant {
		p.ID = rapid.SampledFrom(persons).Draw(t, "id")
		p.ActsFor = rapid.SliceOfN(rapid.SampledFrom(persons), 0, 2).Draw(t, "acts for")
		return p
	}
	p.ID = rapid.SampledFrom(staff).Draw(t, "id")
	drawn := All()
	if rapid.IntRange(0, 3).Draw(t, "administers") > 0 { // most principals: an administrator sees nothing
		drawn = slices.DeleteFunc(drawn, Permission.Administers)
	}
	p.Posts = rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Post {
		return Post{
			Area:            rapid.SampledFrom(areas).Draw(t, "area"),
			Department:      rapid.SampledFrom(departments).Draw(t, "department"),
			EveryDepartment: rapid.Bool().Draw(t, "every department"),
			Scenarios:       rapid.SliceOfN(rapid.SampledFrom(scenarios), 0, 2).Draw(t, "scenarios"),
			EveryScenario:   rapid.Bool().Draw(t, "every scenario"),
			Permissions:     rapid.SliceOfN(rapid.SampledFrom(drawn), 0, 4).Draw(t, "permissions"),
			For:             ident.StaffID(rapid.SampledFrom(append([]string{"", ""}, staff...)).Draw(t, "for")),
		}
	}), 0, 3).Draw(t, "posts")
	return p
}

func drawResource(t *rapid.T, types ...ResourceType) Resource {
	r := Resource{
		Type:       rapid.SampledFrom(types).Draw(t, "type"),
		ID:         rapid.SampledFrom([]string{"r-1", "staff-1"}).Draw(t, "resource"),
		Area:       rapid.SampledFrom(areas).Draw(t, "its area"),
		Scenario:   rapid.SampledFrom(scenarios).Draw(t, "its scenario"),
		Owner:      ident.PersonID(rapid.SampledFrom(persons).Draw(t, "owner")),
		Proposer:   ident.StaffID(rapid.SampledFrom(staff).Draw(t, "proposer")),
		ProposedIn: ident.StaffID(rapid.SampledFrom(staff).Draw(t, "proposed in the place of")),
		Clerk:      ident.StaffID(rapid.SampledFrom(staff).Draw(t, "clerk")),
		Delegated:  rapid.Bool().Draw(t, "delegated"),
		Trial:      rapid.IntRange(0, 9).Draw(t, "of a trial") == 0,
	}
	if r.Type != JointCase && r.Type != Draft {
		r.Department = rapid.SampledFrom(departments).Draw(t, "its department")
	}
	return r
}

// A post that is lent keeps its scope, says for whom it is held, and administers nothing.
func TestWhatAdministersIsNeverLent(t *testing.T) {
	t.Parallel()
	p := Post{Area: "zhifu", Department: "market", EveryScenario: true, Permissions: []Permission{Handle, AdministerRights, Sign}}
	lent, ok := p.Lent("staff-1")
	if !ok || lent.For != "staff-1" || !slices.Equal(lent.Permissions, []Permission{Handle, Sign}) || lent.Area != "zhifu" || len(p.Permissions) != 3 {
		t.Errorf("%v %+v, of %+v", ok, lent, p)
	}
	if _, ok := (Post{Area: "zhifu", Permissions: []Permission{Audit, AdministerStaff}}).Lent("staff-1"); ok {
		t.Error("an administrator's post was lent")
	}
}

// TestReachIsWhereAccountsMayBeAdministered: the list of accounts shows exactly those that may be administered.
func TestReachIsWhereAccountsMayBeAdministered(t *testing.T) {
	t.Parallel()
	g := NewGuard(tree(t))
	rapid.Check(t, func(t *rapid.T) {
		p := Principal{Kind: Staff, ID: "staff-9", Active: rapid.Bool().Draw(t, "active")}
		p.Posts = rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Post {
			return Post{
				Area: rapid.SampledFrom(areas).Draw(t, "area"), Department: rapid.SampledFrom(departments).Draw(t, "department"),
				EveryDepartment: rapid.Bool().Draw(t, "every"),
				Permissions:     rapid.SliceOfN(rapid.SampledFrom([]Permission{AdministerStaff, AdministerStaff, Audit, See}), 0, 2).Draw(t, "permissions"),
			}
		}), 0, 3).Draw(t, "posts")
		r := drawResource(t, Account)
		s := g.Scope(p)
		in := slices.ContainsFunc(s.Reach(AdministerStaff), func(c Clause) bool {
			return c.matches(Row{Area: r.Area, Department: r.Department})
		})
		if may := s.Decide(AdministerStaff, r); in != may.Allowed {
			t.Fatalf("in the list: %v, may: %v\n%+v\n%+v", in, may.Allowed, p, r)
		}
	})
}
