package admin

import (
	"net/http"
	"strconv"
	"strings"

	"lianban/internal/app/access"
	"lianban/internal/base/fault"
	"lianban/internal/domain/calendar"
	"lianban/internal/domain/permission"
	"lianban/internal/web/page"
	"lianban/internal/web/page/console"
)

// deed is one act on an account: a page of its own that says what it brings about, and what it does.
type deed struct {
	who   []permission.Permission // of which one is enough
	grave bool
	ask   func(*visit, access.Account, *Form) error // fields besides the reason; nil: none
	do    func(*visit, access.Act, StaffID) (oneTime string, err error)
}

var acts = map[string]deed{
	"close": {who: []permission.Permission{system, security}, grave: true, ask: askClose, do: func(v *visit, a access.Act, id StaffID) (string, error) {
		_, err := v.d.Access.CloseStaff(v.R.Context(), v.Who, a, id)
		return "", err
	}},
	"reopen": {who: []permission.Permission{system}, do: func(v *visit, a access.Act, id StaffID) (string, error) {
		_, once, err := v.d.Access.ReopenStaff(v.R.Context(), v.Who, a, id)
		return once, err
	}},
	"reset-password": {who: []permission.Permission{system}, do: func(v *visit, a access.Act, id StaffID) (string, error) {
		_, once, err := v.d.Access.ResetPassword(v.R.Context(), v.Who, a, id)
		return once, err
	}},
	"reset-code": {who: []permission.Permission{security}, do: func(v *visit, a access.Act, id StaffID) (string, error) {
		_, err := v.d.Access.ResetCode(v.R.Context(), v.Who, a, id)
		return "", err
	}},
	"unlock": {who: []permission.Permission{security}, do: func(v *visit, a access.Act, id StaffID) (string, error) {
		a.Seen = 0
		_, err := v.d.Access.UnlockStaff(v.R.Context(), v.Who, a, id)
		return "", err
	}},
	"change": {who: []permission.Permission{system}, ask: askChange, do: func(v *visit, a access.Act, id StaffID) (string, error) {
		_, err := v.d.Access.ChangeStaff(v.R.Context(), v.Who, a, id, facts(v.R))
		return "", err
	}},
	"posts": {who: []permission.Permission{security}, ask: askPosts, do: func(v *visit, a access.Act, id StaffID) (string, error) {
		return "", v.changePosts(a, id)
	}},
	"absence": {who: []permission.Permission{system}, ask: askAbsence, do: func(v *visit, a access.Act, id StaffID) (string, error) {
		x := access.Absence{Staff: id, Deputy: StaffID(v.R.PostFormValue("deputy")), From: readDay(v.R, "from"), Until: readDay(v.R, "until")}
		_, err := v.d.Access.MarkAbsent(v.R.Context(), v.Who, a, x)
		return "", err
	}},
	"end-absence": {who: []permission.Permission{system}, ask: askEndAbsence, do: func(v *visit, a access.Act, id StaffID) (string, error) {
		_, err := v.d.Access.EndAbsence(v.R.Context(), v.Who, a, id, v.R.PostFormValue("absence"))
		return "", err
	}},
}

// find answers the act of the address and the account that it is about.
func (v *visit) find() (deed, string, access.Account, error) {
	name := v.R.PathValue("act")
	act, ok := acts[name]
	if !ok {
		return deed{}, "", access.Account{}, fault.New(fault.NotFound, "admin.no_page")
	}
	a, err := v.d.Access.Account(v.R.Context(), v.Who, v.staffID())
	return act, name, a, err
}

// may says whether the visitor may do an act to an account; the app asks again when it is done.
func (v *visit) may(act deed, a access.Account) error {
	for _, p := range act.who {
		if a.May[p] {
			return nil
		}
	}
	if a.ID == v.Who.StaffID() {
		return fault.New(fault.Forbidden, "permission.never.own_account")
	}
	return fault.New(fault.Forbidden, "permission.missing."+string(act.who[0]))
}

// showAct shows what an act brings about, and asks why.
func showAct(v *visit) error {
	act, name, a, err := v.find()
	if err == nil {
		err = v.may(act, a)
	}
	if err != nil {
		return err
	}
	return v.actForm(act, name, a, nil)
}

func (v *visit) actForm(act deed, name string, a access.Account, failed error) error {
	s, err := v.Shell(say("act."+name+".title", "name", a.Name))
	if err != nil {
		return err
	}
	f := Form{
		Shell: s, Back: page.Link{Label: say("account.title", "name", a.Name), Href: accountURL(a.ID)}, Lead: say("act." + name + ".lead"),
		Action: accountURL(a.ID, "/", name), Submit: say("act." + name + ".submit"), Grave: act.grave, Effects: effects(name),
		Hidden: []console.Hidden{{Name: "seen", Value: strconv.FormatInt(a.Version, 10)}},
	}
	if act.ask != nil {
		if err := act.ask(v, a, &f); err != nil {
			return err
		}
	}
	f.Fields = append(f.Fields, reasonField(v.R.PostFormValue("reason")))
	status := http.StatusOK
	if failed != nil {
		status = page.Status(failed)
		f.Shell.Failed = true
		console.MendFields(f.Fields, &f.Errors, failed)
		f.mendPicks(failed)
	}
	v.Show(status, FormPage(f))
	return nil
}

// doAct does an act; a one-time password is shown once on the account's page.
func doAct(v *visit) error {
	act, name, a, err := v.find()
	if err != nil {
		return err
	}
	seen, _ := strconv.ParseInt(v.R.PostFormValue("seen"), 10, 64) // unreadable: not checked here, the version holds all the same
	once, err := act.do(v, access.Act{Reason: v.R.PostFormValue("reason"), Seen: seen}, a.ID)
	switch {
	case fault.Is(err, fault.Invalid):
		return v.actForm(act, name, a, err)
	case err != nil:
		return err
	}
	if once != "" {
		v.d.Gate.KeepOnce(v.R, once)
	} else {
		v.d.Gate.Flash(v.R, "act."+name+".done")
	}
	return v.GoTo(accountURL(a.ID))
}

// askClose names what the leaver has in hand.
func askClose(v *visit, a access.Account, f *Form) error {
	if a.WorkN > 0 {
		f.Notes = append(f.Notes, Note{Tone: page.Warn, Text: say("act.close.work", "n", a.WorkN)})
	}
	if len(a.StandsIn) > 0 {
		f.Notes = append(f.Notes, Note{Tone: page.Warn, Text: say("act.close.stands_in", "n", len(a.StandsIn))})
	}
	return nil
}

func askChange(v *visit, a access.Account, f *Form) error {
	n := access.NewStaff{Name: a.Name, Title: a.Title, Area: a.Area, Department: a.Department}
	if v.R.Method == http.MethodPost {
		n = facts(v.R)
	}
	f.Fields = v.factFields(n)
	return nil
}

// askAbsence asks from when to when, and who stands in.
func askAbsence(v *visit, a access.Account, f *Form) error {
	colleagues, err := v.d.Access.Colleagues(v.R.Context(), a.Staff)
	if err != nil {
		return err
	}
	options := []page.Option{{Label: say("absence.nobody")}}
	for _, c := range colleagues {
		options = append(options, page.Option{Value: string(c.ID), Label: strings.TrimSpace(c.Name + " " + c.Title)})
	}
	day := func(name string) page.Field {
		get := func(part string) string { return v.R.PostFormValue(name + "." + part) }
		return page.Field{Kind: page.DateField, Name: name, Label: say("absence." + name), Year: get("year"), Month: get("month"), Day: get("day")}
	}
	f.Fields = []page.Field{day("from"), day("until"), {Kind: page.Select, Name: "deputy", Label: say("absence.deputy"), Help: say("absence.deputy_help"), Value: v.R.PostFormValue("deputy"), Options: options}}
	return nil
}

func askEndAbsence(v *visit, a access.Account, f *Form) error {
	id := v.R.FormValue("absence")
	for _, x := range a.Absences {
		if x.ID == id {
			f.Hidden = append(f.Hidden, console.Hidden{Name: "absence", Value: id})
			f.Notes = []Note{{Tone: page.Info, Text: say("absence.this", "days", console.Span(x.From, x.Until), "deputy", or(a.Names[x.Deputy]))}}
			return nil
		}
	}
	return fault.New(fault.NotFound, "access.no_absence")
}

// readDay reads a day that was written in three parts; 0 when it is none.
func readDay(r *http.Request, name string) calendar.Day {
	part := func(p string, width int) string {
		s := strings.TrimSpace(r.PostFormValue(name + "." + p))
		return strings.Repeat("0", max(0, width-len(s))) + s
	}
	d, err := calendar.ParseDay(part("year", 4) + "-" + part("month", 2) + "-" + part("day", 2))
	if err != nil {
		return 0
	}
	return d
}
