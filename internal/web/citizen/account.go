package citizen

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"lianban/internal/app/access"
	"lianban/internal/app/filing"
	"lianban/internal/base/fault"
	"lianban/internal/domain/casework"
	"lianban/internal/web/page"
)

// me is C31.
func me(v *visit) error {
	ctx := v.r.Context()
	unread, err := v.d.Filing.Unread(ctx, v.who.Principal)
	if err != nil {
		return err
	}
	list, err := v.d.Filing.Cases(ctx, v.who.Principal, filing.Page{Limit: 100})
	if err != nil {
		return err
	}
	ds, err := v.d.Filing.Drafts(ctx, v.who.Principal)
	if err != nil {
		return err
	}
	p := MePage{Name: masked(v.who.Name), Unread: unread, Cases: len(list.Cases), Drafts: len(ds), Logout: "/logout"}
	p.Rows = []page.Row{{Name: say("me.id"), Value: maskedID(v.who.Person.IDNo)}, {Name: say("me.phone"), Value: maskedPhone(v.who.Person.Phone)}}
	f := v.frame(say("me.title"))
	crumbs(f, page.Link{Label: say("me.title")})
	v.show(http.StatusOK, Me(f, p))
	return nil
}

// showVerify is C32. The address on a paper carries its number and code, so that a camera is enough.
func showVerify(v *visit) error {
	q := v.r.URL.Query()
	no, code := q.Get("no"), q.Get("code")
	return v.verified(no, code, no != "" && code != "")
}

func verify(v *visit) error {
	return v.verified(strings.TrimSpace(v.r.PostFormValue("no")), strings.TrimSpace(v.r.PostFormValue("code")), true)
}

// verified answers true, or not found; a wrong number and a wrong code get the same answer.
func (v *visit) verified(no, code string, asked bool) error {
	p := VerifyPage{Fields: []page.Field{
		{Kind: page.Text, Name: "no", Label: say("verify.no"), Help: say("verify.no_help"), Value: no},
		{Kind: page.Text, Name: "code", Label: say("verify.code"), Help: say("verify.code_help"), Value: code, Longest: 10},
	}}
	if asked {
		if err := v.d.Gate.Attempt(v.w, v.r); err != nil {
			return err
		}
	}
	f := v.frame(say("verify.title"))
	status := http.StatusOK
	switch {
	case !asked:
	case no == "" || code == "":
		for i, value := range []string{no, code} {
			if value == "" {
				p.Fields[i].Error = say("verify.missing_field", "label", p.Fields[i].Label)
				p.Problems = append(p.Problems, page.Problem{Field: p.Fields[i].Name, Text: p.Fields[i].Error})
			}
		}
		f.Failed, status = true, http.StatusUnprocessableEntity
	default:
		d, err := v.d.Filing.Verify(v.r.Context(), no, code)
		if err != nil && !fault.Is(err, fault.NotFound) {
			return err
		}
		p.Answer = v.verifyAnswer(d, err)
	}
	f.Plain, f.Back = true, &page.Link{Label: say("home.page"), Href: "/"}
	v.show(status, Verify(f, p))
	return nil
}

func (v *visit) verifyAnswer(d casework.Document, err error) *VerifyAnswer {
	if err != nil {
		return &VerifyAnswer{Tone: page.Bad, Title: say("verify.missing"), Say: say("verify.missing_say")}
	}
	a := &VerifyAnswer{Tone: page.Good, Title: say("verify.true"), Say: say("verify.true_say")}
	if d.Data["trial"] == "yes" { // nobody may take what was rehearsed for what was issued
		a = &VerifyAnswer{Tone: page.Warn, Title: say("verify.trial"), Say: say("verify.trial_say")}
	}
	a.Rows = []page.Row{
		{Name: say("verify.kind"), Value: documentName(d)}, {Name: say("verify.issued"), Value: v.moment(d.At)}, {Name: say("verify.no"), Value: d.No},
	}
	return a
}

// written is one of the pages of words.
func written(name string) func(*visit) error {
	return func(v *visit) error {
		f := v.frame(say(name + ".title"))
		crumbs(f, page.Link{Label: f.Title})
		v.show(http.StatusOK, TextView(f, WrittenPage(f, "citizen."+name)))
		return nil
	}
}

// showLogin is C33.
func showLogin(v *visit) error {
	back := page.Local(v.r.URL.Query().Get("back"), "/")
	if v.known {
		return v.goTo(back)
	}
	v.login(http.StatusOK, back, nil)
	return nil
}

func (v *visit) login(status int, back string, wrong error) {
	f := v.frame(say("login.title"))
	f.Plain, f.Back = true, &page.Link{Label: say("home.page"), Href: "/"}
	p := LoginPage{Back: back, Accept: page.Field{Kind: page.Promise, Name: "notice", Label: say("login.accept"), Value: v.r.PostFormValue("notice")}}
	for i := 1; has("login.notice." + strconv.Itoa(i) + ".say"); i++ {
		at := "login.notice." + strconv.Itoa(i)
		p.Notice = append(p.Notice, Clause{Say: say(at + ".say"), Basis: say(at + ".basis")})
	}
	for _, s := range v.d.Samples {
		p.People = append(p.People, DemoPerson{ID: s.Code, Name: s.Name, Say: s.Say})
	}
	if len(v.d.Samples) > 0 {
		p.Staff = &page.Link{Label: say("login.staff"), Href: "/officer/login"}
	}
	p.Outside = v.d.Identity != nil && len(v.d.Samples) == 0
	if wrong != nil {
		f.Failed, p.Problems = true, problemsOf(wrong)
		if len(p.Problems) == 0 {
			p.Problems = []page.Problem{{Text: sayFault(wrong)}}
		}
		fields := []page.Field{p.Accept}
		markProblems(fields, p.Problems)
		p.Accept = fields[0]
	}
	v.show(status, Login(f, p))
}

// What a session keeps while the browser is at the identity provider.
const (
	keyState  = "login_state"
	keyBack   = "login_back"
	keyNotice = "login_notice"
)

// provider answers who checks identities. Who asks it is somebody real: a rehearsal of the session ends before, so none ever
// asks it.
func (v *visit) provider() access.IdentityProvider {
	v.d.Gate.EndTrial(v.r)
	return v.d.Identity
}

// login signs a sample person in, or sends the browser to the identity provider.
func login(v *visit) error {
	if err := v.d.Gate.Attempt(v.w, v.r); err != nil {
		return err
	}
	back := page.Local(v.r.PostFormValue("back"), "/")
	noticed := v.r.PostFormValue("notice") == "yes"
	provider := v.provider()
	if provider == nil {
		return fault.New(fault.Unavailable, "access.identity_down")
	}
	if code := v.r.PostFormValue("person"); code != "" && slices.ContainsFunc(v.d.Samples, func(s Sample) bool { return s.Code == code }) {
		return v.finish(url.Values{"person": {code}}, back, noticed)
	}
	ctx, state := v.r.Context(), page.Token()
	to, err := provider.Begin(ctx, state)
	if err != nil {
		return err
	}
	sm := v.d.Gate.Sessions
	sm.Put(ctx, keyState, state)
	sm.Put(ctx, keyBack, back)
	sm.Put(ctx, keyNotice, noticed)
	http.Redirect(v.w, v.r, to, http.StatusSeeOther)
	return nil
}

// finishLogin is where the identity provider sends the browser back to.
func finishLogin(v *visit) error {
	ctx, sm := v.r.Context(), v.d.Gate.Sessions
	state := sm.PopString(ctx, keyState)
	if v.d.Identity == nil || v.r.PathValue("method") != v.d.Identity.Slug() || state == "" || v.r.URL.Query().Get("state") != state {
		return fault.New(fault.Login, "access.identity_refused")
	}
	return v.finish(v.r.URL.Query(), sm.PopString(ctx, keyBack), sm.PopBool(ctx, keyNotice))
}

// finish opens the session of whoever the provider names.
func (v *visit) finish(said url.Values, back string, noticed bool) error {
	ctx := v.r.Context()
	id, err := v.provider().Finish(ctx, said)
	if err == nil {
		v.who, err = v.d.Access.SignInPerson(ctx, id, noticed)
	}
	switch {
	case fault.Is(err, fault.Invalid), fault.Is(err, fault.Login):
		v.login(http.StatusUnprocessableEntity, back, err)
		return nil
	case err != nil:
		return err
	}
	if err := v.d.Gate.SignIn(v.r, v.who); err != nil {
		return err
	}
	return v.goTo(page.Local(back, "/"))
}

func logout(v *visit) error {
	if err := v.d.Gate.SignOut(v.r); err != nil {
		return err
	}
	return v.goTo("/")
}

// endTrial ends a rehearsal on the portal: the played applicant is gone.
func endTrial(v *visit) error {
	v.d.Gate.EndTrial(v.r)
	return v.goTo("/")
}
