package admin

import (
	"net/http"
	"strconv"

	"lianban/internal/app/access"
	"lianban/internal/base/fault"
	"lianban/internal/domain/permission"
	"lianban/internal/web/page"
)

// askPosts shows which posts stay, and asks for one more.
func askPosts(v *visit, a access.Account, f *Form) error {
	r := v.R
	posted := r.Method == http.MethodPost
	if len(a.Posts) > 0 {
		keep := Picks{Legend: say("post.keep"), Name: "keep"}
		for i, p := range a.Posts {
			value := strconv.Itoa(i)
			keep.Boxes = append(keep.Boxes, Pick{Value: value, Label: v.postWhere(p) + " · " + v.postScenarios(p), Hint: rightsText([]permission.Post{p}), Chosen: !posted || ticked(r, "keep", value)})
		}
		f.Picks = append(f.Picks, keep)
	}
	can := Picks{Legend: say("post.add"), Name: "right"}
	for _, p := range permission.All() {
		if p == permission.Own || p == permission.Object {
			continue // an applicant's
		}
		can.Boxes = append(can.Boxes, Pick{Value: string(p), Label: say("right." + string(p)), Hint: f.Shell.T(p.TextKey()), Chosen: ticked(r, "right", string(p))})
	}
	which := Picks{Legend: say("post.which"), Name: "scenario"}
	for _, s := range v.d.Catalogue.Scenarios() {
		which.Boxes = append(which.Boxes, Pick{Value: s.Slug, Label: s.Name, Chosen: ticked(r, "scenario", s.Slug)})
	}
	f.Picks = append(f.Picks, can, which)
	area, department := a.Area, a.Department
	if posted {
		area, department = r.PostFormValue("area"), r.PostFormValue("department")
	}
	departments := append([]page.Option{}, v.departments(say("form.choose"))...)
	departments = append(departments[:1], append([]page.Option{{Value: "*", Label: say("post.all_departments")}}, departments[1:]...)...)
	f.Fields = []page.Field{
		{Kind: page.Select, Name: "area", Label: say("post.area"), Help: say("post.area_help"), Value: area, Options: v.areas()},
		{Kind: page.Select, Name: "department", Label: say("post.department"), Value: department, Options: departments},
	}
	return nil
}

func ticked(r *http.Request, name, value string) bool {
	_ = r.PostFormValue(name) // reads the form
	for _, v := range r.PostForm[name] {
		if v == value {
			return true
		}
	}
	return false
}

// changePosts gives an account the posts that stay and, where rights are ticked, one more.
func (v *visit) changePosts(act access.Act, id StaffID) error {
	a, err := v.d.Access.Account(v.R.Context(), v.Who, id)
	if err != nil {
		return err
	}
	if act.Seen != 0 && act.Seen != a.Version { // the numbers of the boxes are those of another list
		return fault.New(fault.Conflict, "store.staff_changed")
	}
	act.Seen = a.Version
	posts := []permission.Post{}
	for i, p := range a.Posts {
		if ticked(v.R, "keep", strconv.Itoa(i)) {
			posts = append(posts, p)
		}
	}
	if can := v.R.PostForm["right"]; len(can) > 0 {
		p := permission.Post{Area: v.R.PostFormValue("area"), Department: v.R.PostFormValue("department")}
		if p.Department == "*" {
			p.Department, p.EveryDepartment = "", true
		}
		p.Scenarios = v.R.PostForm["scenario"]
		p.EveryScenario = len(p.Scenarios) == 0
		for _, c := range can {
			p.Permissions = append(p.Permissions, permission.Permission(c))
		}
		posts = append(posts, p)
	}
	_, err = v.d.Access.ChangePosts(v.R.Context(), v.Who, act, id, posts)
	return err
}

// rights shows the closed list of permissions: what each allows, who gives it where, and how many hold it.
func rights(v *visit) error {
	held, _, err := v.d.Access.RightHolders(v.R.Context(), v.Who)
	if err != nil {
		return err
	}
	s, err := v.Shell(say("rail.rights"))
	if err != nil {
		return err
	}
	t := Table{Caption: say("rail.rights"), Head: []string{say("rights.name"), say("rights.sentence"), say("rights.scope"), say("rights.held")}}
	for _, p := range permission.All() {
		if p == permission.Own || p == permission.Object {
			continue
		}
		n := Cell{Text: say("rights.n", "n", held[p]), Href: "/admin/staff?right=" + string(p)}
		if held[p] == 0 {
			n = Cell{Tag: &page.Tag{Tone: page.Warn, Icon: "alert-triangle", Word: say("rights.nobody")}}
		}
		t.Rows = append(t.Rows, []Cell{{Text: say("right." + string(p)), Sub: string(p)}, {Text: s.T(p.TextKey())}, {Text: say("scope." + string(p))}, n})
	}
	v.Show(http.StatusOK, ListPage(List{
		Shell: s, Note: say("rights.note"), Table: t, Acts: []Action{{Label: say("print"), Icon: "printer", Href: "/admin/rights?print=1"}},
		Notes: []Note{{Tone: page.Info, Text: say("rights.apart")}},
	}))
	return nil
}

// departments shows the city's organisation, which is data of the packs, with who works where.
func departments(v *visit) error {
	_, working, err := v.d.Access.RightHolders(v.R.Context(), v.Who)
	if err != nil {
		return err
	}
	s, err := v.Shell(say("rail.departments"))
	if err != nil {
		return err
	}
	deps := Table{Caption: say("table_of", "of", say("departments.title")), Head: []string{say("departments.name"), say("departments.kind"), say("departments.slug"), say("departments.working")}}
	for _, o := range v.departments("")[1:] {
		d, _ := v.d.Catalogue.Department(o.Value)
		n := Cell{Text: say("rights.n", "n", working[d.Slug]), Href: "/admin/staff?department=" + d.Slug}
		if working[d.Slug] == 0 {
			n = Cell{Text: say("departments.nobody")}
		}
		deps.Rows = append(deps.Rows, []Cell{{Text: d.Name}, {Text: say("departments.kind." + d.Kind)}, {Text: d.Slug}, n})
	}
	areas := Table{Caption: say("table_of", "of", say("areas.title")), Head: []string{say("areas.name"), say("areas.within"), say("areas.code"), say("areas.valid"), say("departments.slug")}}
	for _, a := range v.d.Catalogue.Areas() {
		within := say("none")
		if up, ok := v.d.Catalogue.Area(a.Within); ok {
			within = up.Name
		}
		name := Cell{Text: a.Name}
		if a.Zone {
			name.Sub = say("areas.zone")
		}
		areas.Rows = append(areas.Rows, []Cell{name, {Text: within}, {Text: or(a.Code)}, {Text: valid(a.From, a.Until)}, {Text: a.Slug}})
	}
	v.Show(http.StatusOK, SheetPage(Sheet{
		Shell: s, Note: say("departments.note"), Notes: []Note{{Tone: page.Info, Text: say("departments.packs")}, {Tone: page.Info, Text: say("departments.database")}},
		Panels: []Panel{{Title: say("departments.title"), Table: &deps}, {Title: say("areas.title"), Table: &areas}},
	}))
	return nil
}

func valid(from, until string) string {
	switch {
	case from == "" && until == "":
		return say("areas.always")
	case until == "":
		return say("areas.since", "day", from)
	}
	return say("areas.until", "from", or(from), "until", until)
}
