package admin

import (
	"net/http"
	"net/url"
	"sort"
	"strconv"
	"strings"

	"lianban/internal/app/access"
	"lianban/internal/base/fault"
	"lianban/internal/base/lang"
	"lianban/internal/domain/permission"
	"lianban/internal/web/page"
	"lianban/internal/web/page/console"
)

// rowsAPage is how many rows a console shows at once.
const rowsAPage = 50

// staffList shows page A2: accounts with what they are and where they work.
func staffList(v *visit) error {
	q := v.R.URL.Query()
	f := access.StaffFilter{Department: q.Get("department"), Text: strings.TrimSpace(q.Get("text"))}
	if p := permission.Permission(q.Get("right")); p.Valid() {
		f.Permission = p
	}
	if state := q.Get("state"); state == "open" || state == "closed" {
		closed := state == "closed"
		f.Closed = &closed
	}
	list, err := v.d.Access.Accounts(v.R.Context(), v.Who, f, access.Page{Limit: rowsAPage, After: q.Get("after"), Before: q.Get("before")})
	if err != nil {
		return err
	}
	s, err := v.Shell(say("rail.staff"))
	if err != nil {
		return err
	}
	view := List{
		Shell: s, Done: v.Flash(), Note: say("staff.count", "n", list.Total), Action: "/admin/staff", Clear: "/admin/staff",
		Filters: []Filter{
			{Kind: "search", Name: "text", Label: say("staff.filter.text"), Value: f.Text},
			{Kind: "select", Name: "department", Label: say("staff.department"), Value: f.Department, Options: v.departments(say("filter.all"))},
			{Kind: "select", Name: "right", Label: say("staff.filter.right"), Value: string(f.Permission), Options: rightOptions()},
			{Kind: "select", Name: "state", Label: say("staff.state"), Value: q.Get("state"), Options: []page.Option{
				{Label: say("filter.all")}, {Value: "open", Label: say("staff.open")}, {Value: "closed", Label: say("staff.closed")},
			}},
		},
		Prev: turn(v.R, "before", list.Pages.Prev), Next: turn(v.R, "after", list.Pages.Next),
	}
	if v.holds(system) {
		view.Acts = []Action{{Label: say("act.invite.name"), Icon: "user", Href: "/admin/staff/new"}}
	}
	if len(list.Staff) == 0 {
		view.Empty = &console.Empty{Title: say("staff.none"), Text: say("staff.none_text"), Act: page.Link{Label: say("filter.clear"), Href: "/admin/staff"}}
	}
	view.Table = Table{Caption: say("staff.caption", "n", list.Total), Head: heads("name", "login", "department", "title", "rights", "state")}
	for _, m := range list.Staff {
		view.Table.Rows = append(view.Table.Rows, []Cell{
			{Text: m.Name, Href: "/admin/staff/" + string(m.ID)}, {Text: m.Login}, {Text: v.where(m.Area, m.Department)},
			{Text: m.Title}, {Text: rightsText(m.Posts)}, v.stateCell(m, list.Away[m.ID], list.Names),
		})
	}
	v.Show(http.StatusOK, ListPage(view))
	return nil
}

// heads are the heads of columns by their text keys.
func heads(names ...string) []string {
	out := make([]string, len(names))
	for i, n := range names {
		out[i] = say("staff." + n)
	}
	return out
}

// turn is the address of the next or previous page of a list.
func turn(r *http.Request, way, cursor string) string {
	if cursor == "" {
		return ""
	}
	q := r.URL.Query()
	q.Del("after")
	q.Del("before")
	q.Set(way, cursor)
	return r.URL.Path + "?" + q.Encode()
}

// stateOf says how an account stands.
func stateOf(m access.Staff, away access.Absence) page.Tag {
	switch {
	case !m.Active:
		return page.Tag{Tone: page.Quiet, Icon: "ban", Word: say("staff.closed")}
	case away.ID != "":
		return page.Tag{Tone: page.Warn, Icon: "player-pause", Word: say("staff.away")}
	case !m.OneTime.IsZero():
		return page.Tag{Tone: page.Info, Icon: "clock", Word: say("staff.invited")}
	case len(m.Posts) == 0:
		return page.Tag{Tone: page.Warn, Icon: "alert-circle", Word: say("staff.no_rights")}
	}
	return page.Tag{Tone: page.Good, Icon: "circle-check", Word: say("staff.open")}
}

func (v *visit) stateCell(m access.Staff, away access.Absence, names map[StaffID]string) Cell {
	tag := stateOf(m, away)
	c := Cell{Tag: &tag}
	if m.Active && away.ID != "" {
		c.Sub = say("staff.until", "day", console.DayText(away.Until))
		if away.Deputy != "" {
			c.Sub = say("staff.until_deputy", "day", console.DayText(away.Until), "name", names[away.Deputy])
		}
	}
	return c
}

// rightsText names the permissions of all posts, each once, in the order of the closed list.
func rightsText(posts []permission.Post) string {
	var words []string
	for _, p := range permission.All() {
		for _, post := range posts {
			if post.Has(p) {
				words = append(words, say("right."+string(p)))
				break
			}
		}
	}
	if len(words) == 0 {
		return say("staff.none_yet")
	}
	return strings.Join(words, say("comma"))
}

// departments are the options of a choice of departments, by name.
func (v *visit) departments(first string) []page.Option {
	var out []page.Option
	for _, d := range v.d.Catalogue.Departments() {
		out = append(out, page.Option{Value: d.Slug, Label: d.Name})
	}
	sort.Slice(out, func(i, j int) bool { return out[i].Value < out[j].Value })
	return append([]page.Option{{Label: first}}, out...)
}

// areas are the options of a choice of areas that exist today.
func (v *visit) areas() []page.Option {
	out := []page.Option{{Label: say("form.choose")}}
	for _, a := range v.d.Catalogue.Areas() {
		if a.ValidOn(v.Today.String()) {
			out = append(out, page.Option{Value: a.Slug, Label: a.Name})
		}
	}
	return out
}

func rightOptions() []page.Option {
	out := []page.Option{{Label: say("filter.all")}}
	for _, p := range permission.All() {
		if p != permission.Own && p != permission.Object {
			out = append(out, page.Option{Value: string(p), Label: say("right." + string(p))})
		}
	}
	return out
}

// showInvite shows the form of a new account.
func showInvite(v *visit) error { return v.inviteForm(access.NewStaff{}, "", nil) }

func (v *visit) inviteForm(n access.NewStaff, reason string, err error) error {
	s, serr := v.Shell(say("act.invite.name"))
	if serr != nil {
		return serr
	}
	f := Form{
		Shell: s, Back: page.Link{Label: say("rail.staff"), Href: "/admin/staff"}, Lead: say("act.invite.lead"), Action: "/admin/staff",
		Fields: append(append([]page.Field{{Kind: page.Text, Name: "login", Label: say("staff.login"), Help: say("staff.login_help"), Value: n.Login}}, v.factFields(n)...), reasonField(reason)),
		Submit: say("act.invite.submit"), Effects: effects("invite"),
	}
	status := http.StatusOK
	if err != nil {
		status = page.Status(err)
		f.Shell.Failed = true
		console.MendFields(f.Fields, &f.Errors, err)
	}
	v.Show(status, FormPage(f))
	return nil
}

// factFields ask what is said about an account.
func (v *visit) factFields(n access.NewStaff) []page.Field {
	return []page.Field{
		{Kind: page.Text, Name: "name", Label: say("staff.name"), Value: n.Name},
		{Kind: page.Text, Name: "title", Label: say("staff.title"), Help: say("staff.title_help"), Value: n.Title, Optional: true},
		{Kind: page.Select, Name: "area", Label: say("staff.area"), Value: n.Area, Options: v.areas()},
		{Kind: page.Select, Name: "department", Label: say("staff.department"), Value: n.Department, Options: v.departments(say("form.choose"))},
	}
}

func reasonField(value string) page.Field {
	return page.Field{Kind: page.Text, Name: "reason", Label: say("form.reason"), Help: say("form.reason_help"), Value: value}
}

// facts reads what is said about an account.
func facts(r *http.Request) access.NewStaff {
	return access.NewStaff{
		Login: r.PostFormValue("login"), Name: r.PostFormValue("name"), Title: r.PostFormValue("title"),
		Area: r.PostFormValue("area"), Department: r.PostFormValue("department"),
	}
}

// invite adds an account and shows its one-time password once, on its page.
func invite(v *visit) error {
	n, reason := facts(v.R), v.R.PostFormValue("reason")
	m, once, err := v.d.Access.InviteStaff(v.R.Context(), v.Who, access.Act{Reason: reason}, n)
	if fault.Is(err, fault.Invalid) || fault.Is(err, fault.Conflict) {
		return v.inviteForm(n, reason, err)
	}
	if err != nil {
		return err
	}
	v.d.Gate.KeepOnce(v.R, once)
	return v.GoTo("/admin/staff/" + url.PathEscape(string(m.ID)))
}

// effects are what an act brings about, in words: admin.act.<act>.effect.1, .2 …
func effects(act string) []Fact {
	var out []Fact
	for i := 1; has("act." + act + ".effect." + strconv.Itoa(i)); i++ {
		label, value, _ := strings.Cut(lang.Chinese().Say("admin.act."+act+".effect."+strconv.Itoa(i)), "|")
		out = append(out, Fact{Label: label, Value: value})
	}
	return out
}
