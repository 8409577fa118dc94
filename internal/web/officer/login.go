package officer

import (
	"net/http"
	"net/url"

	"lianban/internal/app/access"
	"lianban/internal/base/fault"
	"lianban/internal/web/page"
)

// showLogin shows the staff's way in; who is in already goes on.
func (d *Door) showLogin(w http.ResponseWriter, r *http.Request) {
	next := page.Local(r.URL.Query().Get("next"), home)
	if _, ok, err := d.Gate.Staff(r); ok && err == nil {
		http.Redirect(w, r, next, http.StatusSeeOther)
		return
	}
	l := d.loginPage(r, next, r.URL.Query().Get("account"))
	if next != home {
		l.Notice = say("login.notice")
	}
	show(w, r, d.Log, http.StatusOK, LoginPage(l))
}

func (d *Door) loginPage(r *http.Request, next, account string) Login {
	f := d.frame(r, say("login.title"))
	l := Login{
		Shell: Shell{Frame: f, Office: f.Site.Name}, Action: "/officer/login", Next: next, Password: d.Password,
		Fields: []page.Field{
			{Kind: page.Text, Name: "account", Label: say("login.account"), Value: account},
			{Kind: page.Secret, Name: "password", Label: say("login.password")},
		},
	}
	for _, a := range d.Accounts {
		a.URL = "/officer/login?" + url.Values{"account": {a.Account}, "next": {next}}.Encode()
		l.Accounts = append(l.Accounts, a)
	}
	return l
}

// login checks account and password. A wrong name and a wrong password get the same words.
func (d *Door) login(w http.ResponseWriter, r *http.Request) {
	next := page.Local(r.PostFormValue("next"), home)
	account := r.PostFormValue("account")
	var who access.Who
	err := d.Gate.Attempt(w, r)
	if err == nil {
		who, err = d.Access.SignInStaff(r.Context(), account, r.PostFormValue("password"))
	}
	if err == nil {
		err = d.Gate.SignIn(r, who)
	}
	if err == nil {
		http.Redirect(w, r, next, http.StatusSeeOther)
		return
	}
	status := page.Status(err)
	if fault.Is(err, fault.Login) {
		status = http.StatusUnprocessableEntity
	} else if status == http.StatusInternalServerError {
		d.Log.Error("sign-in failed", "number", page.ErrorNumber(r), "error", err.Error())
	}
	l := d.loginPage(r, next, account)
	l.Shell.Failed = true
	l.Fields[1].Error = faultText(err)
	l.Errors = []page.Problem{{Field: "password", Text: faultText(err)}}
	show(w, r, d.Log, status, LoginPage(l))
}

// logout ends the session.
func (d *Door) logout(w http.ResponseWriter, r *http.Request) {
	if err := d.Gate.SignOut(r); err != nil {
		d.Log.Error("sign-out failed", "error", err.Error())
	}
	http.Redirect(w, r, "/officer/login", http.StatusSeeOther)
}
