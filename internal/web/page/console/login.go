package console

import (
	"net/http"
	"net/url"

	"lianban/internal/app/access"
	"lianban/internal/base/fault"
	"lianban/internal/web/page"
)

// Login is the staff's way in.
type Login struct {
	Shell    Shell
	Action   string
	Fields   []page.Field // account and password
	Next     string       // page to go to afterwards
	Errors   []page.Problem
	Notice   string // why login is asked again
	Accounts []Account
	Password string // of the sample people
}

// showLogin shows the staff's way in; who is in already goes on.
func (d *Door) showLogin(w http.ResponseWriter, r *http.Request) {
	next := page.Local(r.URL.Query().Get("next"), d.Home)
	if _, ok, err := d.Gate.Staff(r); ok && err == nil {
		http.Redirect(w, r, next, http.StatusSeeOther)
		return
	}
	l := d.loginPage(r, next, r.URL.Query().Get("account"))
	if next != d.Home {
		l.Notice = Say("login.notice")
	}
	d.show(w, r, http.StatusOK, LoginPage(l))
}

func (d *Door) loginPage(r *http.Request, next, account string) Login {
	l := Login{
		Shell: d.shell(r, Say("login.title")), Action: d.root() + "/login", Next: next, Password: d.Password,
		Fields: []page.Field{
			{Kind: page.Text, Name: "account", Label: Say("login.account"), Value: account},
			{Kind: page.Secret, Name: "password", Label: Say("login.password")},
		},
	}
	for _, a := range d.Accounts {
		if !d.admits(a.Permissions) {
			continue
		}
		a.URL = d.root() + "/login?" + url.Values{"account": {a.Login}, "next": {next}}.Encode()
		l.Accounts = append(l.Accounts, a)
	}
	return l
}

// login checks account and password. A wrong name and a wrong password get the same words.
func (d *Door) login(w http.ResponseWriter, r *http.Request) {
	next := page.Local(r.PostFormValue("next"), d.Home)
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
		d.onward(w, r, who, next)
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
	l.Fields[1].Error = FaultText(err)
	l.Errors = []page.Problem{{Field: "password", Text: FaultText(err)}}
	d.show(w, r, status, LoginPage(l))
}

// logout ends the session.
func (d *Door) logout(w http.ResponseWriter, r *http.Request) {
	if err := d.Gate.SignOut(r); err != nil {
		d.Log.Error("sign-out failed", "error", err.Error())
	}
	http.Redirect(w, r, d.root()+"/login", http.StatusSeeOther)
}
