package admin

import (
	"net/http"
	"strconv"
	"strings"

	"lianban/internal/app/access"
	"lianban/internal/base/ident"
	"lianban/internal/domain/calendar"
	"lianban/internal/domain/permission"
	"lianban/internal/web/page"
	"lianban/internal/web/page/console"
)

// StaffID names an account.
type StaffID = ident.StaffID

func (v *visit) staffID() StaffID { return StaffID(v.R.PathValue("staff")) }

func accountURL(id StaffID, more ...string) string {
	return "/admin/staff/" + string(id) + strings.Join(more, "")
}

// account shows one account: what it is, what it may, how it signs in, when it is away, and what it has in hand.
func account(v *visit) error {
	a, err := v.d.Access.Account(v.R.Context(), v.Who, v.staffID())
	if err != nil {
		return err
	}
	s, err := v.Shell(say("account.title", "name", a.Name))
	if err != nil {
		return err
	}
	view := Sheet{Shell: s, Back: page.Link{Label: say("rail.staff"), Href: "/admin/staff"}, Done: v.Flash(), Note: a.Login}
	away := access.Absence{}
	for _, x := range a.Absences {
		if x.On(v.Today) {
			away = x
		}
	}
	tag := stateOf(a.Staff, away)
	view.Tag = &tag
	if code := v.d.Gate.TakeOnce(v.R); code != "" {
		view.Once = &Once{Title: say("once.title"), Code: code, Text: say("once.text", "name", a.Name)}
	}
	if a.ID == v.Who.StaffID() {
		view.Notes = append(view.Notes, Note{Tone: page.Info, Text: say("account.own")})
	}
	view.Acts = v.accountActs(a)
	view.Panels = []Panel{v.factsPanel(a), v.postsPanel(a), v.signInPanel(a), v.absencePanel(a), v.workPanel(a)}
	v.Show(http.StatusOK, SheetPage(view))
	return nil
}

// accountActs are the acts of the whole account that the visitor may do now.
func (v *visit) accountActs(a access.Account) []Action {
	var out []Action
	add := func(act, icon string) {
		out = append(out, Action{Label: say("act." + act + ".name"), Icon: icon, Href: accountURL(a.ID, "/", act)})
	}
	switch {
	case a.Active && (a.May[system] || a.May[security]):
		add("close", "ban")
	case !a.Active && a.May[system]:
		add("reopen", "arrow-back-up")
	}
	return out
}

func (v *visit) factsPanel(a access.Account) Panel {
	p := Panel{Title: say("account.facts"), Facts: []Fact{
		{Label: say("staff.login"), Value: a.Login}, {Label: say("staff.department"), Value: v.where(a.Area, a.Department)},
		{Label: say("staff.title"), Value: or(a.Title)}, {Label: say("account.since"), Value: console.MomentText(a.CreatedAt, v.Today)},
	}}
	if a.Active && a.May[system] {
		p.Acts = []Action{{Label: say("act.change.name"), Href: accountURL(a.ID, "/change")}}
	}
	return p
}

func or(text string) string {
	if text == "" {
		return say("none")
	}
	return text
}

func (v *visit) postsPanel(a access.Account) Panel {
	p := Panel{Title: say("account.posts"), Note: say("account.posts_note")}
	if a.Active && a.May[security] {
		p.Acts = []Action{{Label: say("act.posts.name"), Href: accountURL(a.ID, "/posts")}}
	}
	if len(a.Posts) == 0 {
		p.Empty = say("account.no_posts")
		return p
	}
	p.Table = &Table{Caption: say("table_of", "of", say("account.posts")), Head: []string{say("post.where"), say("post.scenarios"), say("post.rights")}}
	for _, post := range a.Posts {
		p.Table.Rows = append(p.Table.Rows, []Cell{{Text: v.postWhere(post)}, {Text: v.postScenarios(post)}, {Text: rightsText([]permission.Post{post})}})
	}
	return p
}

func (v *visit) postWhere(p permission.Post) string {
	if p.EveryDepartment {
		return say("post.every_department", "area", v.where(p.Area, ""))
	}
	return v.where(p.Area, p.Department)
}

func (v *visit) postScenarios(p permission.Post) string {
	if p.EveryScenario {
		return say("post.every_scenario")
	}
	var names []string
	for _, slug := range p.Scenarios {
		name := slug
		if s, ok := v.d.Catalogue.Scenario(slug); ok {
			name = s.Name
		}
		names = append(names, name)
	}
	return or(strings.Join(names, say("comma")))
}

func (v *visit) signInPanel(a access.Account) Panel {
	p := Panel{Title: say("account.sign_in"), Facts: []Fact{{Label: say("account.password"), Value: say("account.password_own")}, {Label: say("account.code"), Value: say("account.code_none")}, {Label: say("account.misses"), Value: say("account.misses_n", "n", a.Misses)}}}
	if !a.OneTime.IsZero() {
		p.Facts[0].Value = say("account.password_once", "until", console.MomentText(v.Shown(a.OneTime), calendar.DayOf(v.Shown(a.OneTime))-1))
	}
	if a.HasCode {
		p.Facts[1].Value = say("account.code_set", "n", a.Spares)
	}
	if a.Waits {
		p.Facts[2].Tag = &page.Tag{Tone: page.Bad, Icon: "lock", Word: say("account.waits")}
	}
	add := func(may bool, act string) {
		if a.Active && may {
			p.Acts = append(p.Acts, Action{Label: say("act." + act + ".name"), Href: accountURL(a.ID, "/", act)})
		}
	}
	add(a.May[system], "reset-password")
	add(a.May[security] && a.HasCode, "reset-code")
	add(a.May[security] && a.Misses > 0, "unlock")
	return p
}

func (v *visit) absencePanel(a access.Account) Panel {
	p := Panel{Title: say("account.absence"), Note: say("account.absence_note")}
	if a.Active && a.May[system] {
		p.Acts = []Action{{Label: say("act.absence.name"), Href: accountURL(a.ID, "/absence")}}
	}
	for _, x := range a.StandsIn {
		p.Facts = append(p.Facts, Fact{Label: say("account.stands_in"), Value: say("account.stands_in_for", "name", a.Names[x.Staff], "days", console.Span(x.From, x.Until))})
	}
	if len(a.Absences) == 0 {
		if len(p.Facts) == 0 {
			p.Empty = say("account.no_absence")
		}
		return p
	}
	p.Table = &Table{Caption: say("table_of", "of", say("account.absence")), Head: []string{say("absence.days"), say("absence.deputy"), say("form.reason"), say("absence.act")}}
	for _, x := range a.Absences {
		end := Cell{Text: say("none")}
		if a.May[system] {
			end = Cell{Text: say("act.end-absence.name"), Href: accountURL(a.ID, "/end-absence?absence="+x.ID)}
		}
		p.Table.Rows = append(p.Table.Rows, []Cell{{Text: console.Span(x.From, x.Until)}, {Text: or(a.Names[x.Deputy])}, {Text: x.Reason}, end})
	}
	return p
}

// workPanel lists what somebody has in hand: numbers and items, nothing of what stands in a case.
func (v *visit) workPanel(a access.Account) Panel {
	p := Panel{Title: say("account.work"), Note: say("account.work_n", "n", a.WorkN)}
	if a.WorkN == 0 {
		p.Empty = say("account.no_work")
		return p
	}
	p.Table = &Table{Caption: say("table_of", "of", say("account.work")), Head: []string{say("work.no"), say("work.item"), say("work.due")}}
	for _, w := range a.Work {
		due := say("none")
		if d, err := calendar.ParseDay(w.Due); err == nil && d.Year() < 9999 {
			due = console.BindingDay(d)
		}
		p.Table.Rows = append(p.Table.Rows, []Cell{{Text: string(w.No)}, {Text: w.Name}, {Text: due}})
	}
	if more := a.WorkN - len(a.Work); more > 0 {
		p.Table.Rows = append(p.Table.Rows, []Cell{{Text: say("work.more", "n", strconv.Itoa(more))}, {}, {}})
	}
	return p
}
