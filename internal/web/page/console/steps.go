package console

import (
	"net/http"
	"net/url"
	"strings"

	"lianban/internal/app/access"
	"lianban/internal/base/fault"
	"lianban/internal/base/lang"
	"lianban/internal/web/page"
)

// StepPage is one page between a password and a session, or one of an own account.
type StepPage struct {
	Shell  Shell
	Title  string
	Lead   string
	Action string
	Next   string // page to go to afterwards
	Fields []page.Field
	Errors []page.Problem
	Submit string
	Help   string
	More   page.Link // another thing to do here; none: no link
	Secret string    // to be typed into an app
	URI    string    // to be read by an app
	Spares []string  // recovery codes, shown once
}

// stepRoutes adds what stands between a password and a session: the code, an own password, a first code.
func (d *Door) stepRoutes(mux *http.ServeMux) {
	for path, step := range map[string]func(http.ResponseWriter, *http.Request){
		"GET %/login/code": d.step(access.StepCode, d.codePage), "POST %/login/code": d.giveCode,
		"GET %/login/password": d.step(access.StepPassword, d.passwordPage), "POST %/login/password": d.setPassword,
		"GET %/login/enroll": d.step(access.StepEnroll, d.enrollPage), "POST %/login/enroll": d.confirmCode,
		"GET %/login/spares": d.showSpares,
	} {
		mux.HandleFunc(strings.Replace(path, "%", d.root(), 1), step)
	}
}

// walker is who is on the way in, or is in and changes an own password or code.
type walker struct {
	access.Who
	in bool // signed in already
}

// walking answers who is on the way in; somebody whose time is over, or whose account changed, begins again.
func (d *Door) walking(r *http.Request) (walker, bool) {
	if who, ok, err := d.Gate.Staff(r); ok && err == nil {
		return walker{Who: who, in: true}, true
	}
	id, epoch, codeGiven, ok := d.Gate.Pending(r)
	if !ok {
		return walker{}, false
	}
	w, err := d.Access.Walking(r.Context(), id, epoch, codeGiven)
	return walker{Who: w}, err == nil && w.Step != access.StepNone
}

// step shows the page of one step to whom it is about; others go where they belong.
func (d *Door) step(want access.Step, show func(*http.Request, walker, string) (StepPage, error)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		next := page.Local(r.URL.Query().Get("next"), d.Home)
		who, ok := d.walking(r)
		switch {
		case !ok:
			d.begin(w, r, next)
			return
		case who.in && want == access.StepCode, !who.in && who.Step != want:
			d.onward(w, r, who.Who, next)
			return
		}
		p, err := show(r, who, next)
		if err != nil {
			d.stepFailed(w, r, who, err)
			return
		}
		d.show(w, r, http.StatusOK, StepView(p))
	}
}

// begin leads to the login page.
func (d *Door) begin(w http.ResponseWriter, r *http.Request, next string) {
	http.Redirect(w, r, d.root()+"/login?"+url.Values{"next": {next}}.Encode(), http.StatusSeeOther)
}

// onward leads to the next step, or in.
func (d *Door) onward(w http.ResponseWriter, r *http.Request, who access.Who, next string) {
	to := next
	if who.Step != access.StepNone {
		to = d.root() + "/login/" + string(who.Step) + "?" + url.Values{"next": {next}}.Encode()
	}
	http.Redirect(w, r, to, http.StatusSeeOther)
}

// stepFailed answers what went wrong besides the form itself.
func (d *Door) stepFailed(w http.ResponseWriter, r *http.Request, who walker, err error) {
	if fault.Is(err, fault.Login) {
		d.begin(w, r, d.Home)
		return
	}
	v := &Visit{Door: d, W: w, R: r, Who: who.Who}
	v.Fail(err)
}

func (d *Door) stepPage(r *http.Request, step, next string) StepPage {
	return StepPage{
		Shell: d.shell(r, Say("step."+step+".title")), Lead: Say("step." + step + ".lead"), Action: d.root() + "/login/" + step,
		Next: next, Submit: Say("step." + step + ".submit"), Help: Say("step." + step + ".help"),
	}
}

func (d *Door) codePage(r *http.Request, _ walker, next string) (StepPage, error) {
	p := d.stepPage(r, "code", next)
	p.Fields = []page.Field{{Kind: page.Once, Name: "code", Label: Say("step.code.field")}}
	return p, nil
}

func (d *Door) passwordPage(r *http.Request, who walker, next string) (StepPage, error) {
	p := d.stepPage(r, "password", next)
	old := Say("step.password.once")
	if who.in {
		p.Lead, old = Say("step.password.lead_in"), Say("step.password.old")
		if has, _, err := d.Access.HasCode(r.Context(), who.Staff.ID); err != nil {
			return p, err
		} else if !has {
			p.More = page.Link{Label: Say("step.enroll.link"), Href: d.root() + "/login/enroll?" + url.Values{"next": {next}}.Encode()}
		}
	}
	p.Fields = []page.Field{
		{Kind: page.Secret, Name: "old", Label: old},
		{Kind: page.NewSecret, Name: "fresh", Label: Say("step.password.fresh"), Help: Say("step.password.rule")},
	}
	return p, nil
}

func (d *Door) enrollPage(r *http.Request, who walker, next string) (StepPage, error) {
	e, err := d.Access.EnrollCode(r.Context(), who.Staff.ID, who.Staff.Epoch)
	if err != nil {
		return StepPage{}, err
	}
	p := d.stepPage(r, "enroll", next)
	p.Secret, p.URI = spaced(e.Secret), e.URI
	p.Fields = []page.Field{{Kind: page.Once, Name: "code", Label: Say("step.enroll.field")}}
	return p, nil
}

// spaced writes a secret in fours, as people type it.
func spaced(s string) string {
	var parts []string
	for len(s) > 4 {
		parts, s = append(parts, s[:4]), s[4:]
	}
	return strings.Join(append(parts, s), " ")
}

// giveCode takes the code of the app or a recovery code.
func (d *Door) giveCode(w http.ResponseWriter, r *http.Request) {
	d.take(w, r, d.codePage, func(who walker) (access.Who, error) {
		if who.in {
			return who.Who, nil
		}
		return d.Access.SignInCode(r.Context(), who.Staff.ID, who.Staff.Epoch, r.PostFormValue("code"))
	})
}

// setPassword sets an own password.
func (d *Door) setPassword(w http.ResponseWriter, r *http.Request) {
	d.take(w, r, d.passwordPage, func(who walker) (access.Who, error) {
		if !who.in && who.Step == access.StepCode { // the code comes first
			return who.Who, nil
		}
		return d.Access.ChangePassword(r.Context(), who.Staff.ID, who.Staff.Epoch, who.CodeGiven, r.PostFormValue("old"), r.PostFormValue("fresh"))
	})
}

// confirmCode ends an enrolment with a first code and goes on to the recovery codes.
func (d *Door) confirmCode(w http.ResponseWriter, r *http.Request) {
	next := page.Local(r.PostFormValue("next"), d.Home)
	d.takeTo(w, r, d.enrollPage, func(who walker) (access.Who, string, error) {
		if !who.in && who.Step != access.StepEnroll {
			return who.Who, next, nil
		}
		in, spares, err := d.Access.ConfirmCode(r.Context(), who.Staff.ID, who.Staff.Epoch, !who.in, strings.TrimSpace(r.PostFormValue("code")))
		if err == nil {
			d.Gate.KeepOnce(r, strings.Join(spares, " "))
		}
		return in, d.root() + "/login/spares?" + url.Values{"next": {next}}.Encode(), err
	})
}

func (d *Door) take(w http.ResponseWriter, r *http.Request, again func(*http.Request, walker, string) (StepPage, error), do func(walker) (access.Who, error)) {
	d.takeTo(w, r, again, func(who walker) (access.Who, string, error) {
		in, err := do(who)
		return in, page.Local(r.PostFormValue("next"), d.Home), err
	})
}

// takeTo does a step and goes on: to the next step, or in. What can be mended is shown again.
func (d *Door) takeTo(w http.ResponseWriter, r *http.Request, again func(*http.Request, walker, string) (StepPage, error), do func(walker) (access.Who, string, error)) {
	next := page.Local(r.PostFormValue("next"), d.Home)
	who, ok := d.walking(r)
	if !ok {
		d.begin(w, r, next)
		return
	}
	in, to, err := do(who)
	if err == nil {
		err = d.Gate.SignIn(r, in)
	}
	switch {
	case err == nil:
		d.onward(w, r, in, to)
	case fault.Is(err, fault.Invalid), fault.Is(err, fault.TooMany):
		p, perr := again(r, who, next)
		if perr != nil {
			d.stepFailed(w, r, who, perr)
			return
		}
		p.Shell.Failed = true
		MendFields(p.Fields, &p.Errors, err)
		d.show(w, r, page.Status(err), StepView(p))
	default:
		d.stepFailed(w, r, who, err)
	}
}

// showSpares shows the recovery codes, once.
func (d *Door) showSpares(w http.ResponseWriter, r *http.Request) {
	next := page.Local(r.URL.Query().Get("next"), d.Home)
	codes := d.Gate.TakeOnce(r)
	if codes == "" {
		http.Redirect(w, r, next, http.StatusSeeOther)
		return
	}
	p := d.stepPage(r, "spares", next)
	p.Action, p.Spares = "", strings.Fields(codes)
	d.show(w, r, http.StatusOK, StepView(p))
}

// MendFields puts the sentences of a refused form above its fields, and all of them into the summary. What belongs to no
// field of the page stands in the summary alone.
func MendFields(fields []page.Field, problems *[]page.Problem, err error) {
	t, f := lang.Chinese(), fault.Of(err)
	if len(f.Fields) == 0 {
		*problems = append(*problems, page.Problem{Text: t.SayMap("fault."+f.Key, f.Params)})
		return
	}
	for _, x := range f.Fields {
		text := t.SayMap("fault."+strings.TrimPrefix(x.Key, "fault."), x.Params)
		p := page.Problem{Text: text}
		for i := range fields {
			if fields[i].Name == x.Name && fields[i].Error == "" {
				fields[i].Error, p.Field = text, x.Name
			}
		}
		*problems = append(*problems, p)
	}
}
