package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"lianban/internal/app/access"
	"lianban/internal/base/ident"
	"lianban/internal/domain/permission"
)

// Why is what every act of administration carries.
type Why struct {
	Reason  string `json:"reason" maxLength:"800" doc:"2 to 200 characters; stands in the audit log"`
	Version int64  `json:"version,omitempty" doc:"Of the account that was looked at; 0: not compared"`
}

// Facts are what is said about an account.
type Facts struct {
	Name       string `json:"name" maxLength:"120"`
	Title      string `json:"title,omitempty" maxLength:"120" doc:"What the account is called"`
	Area       string `json:"area" doc:"Slug, where they work"`
	Department string `json:"department,omitempty" doc:"Slug, where they work"`
}

// AccountDone is an account after an act.
type AccountDone struct {
	Account Account `json:"account"`
	OneTime string  `json:"one_time_password,omitempty" doc:"Opens the account once within seven days; shown only here"`
}

type accountDoneOut struct {
	Tag
	Body AccountDone
}

type newAccountOut struct {
	Tag
	Location string `header:"Location"`
	Body     AccountDone
}

type newAccountIn struct {
	Body struct {
		Facts
		Login  string `json:"login" maxLength:"40" doc:"Lower-case letters, digits, dot, dash"`
		Reason string `json:"reason" maxLength:"800" doc:"2 to 200 characters; stands in the audit log"`
	} `nameHint:"NewAccount"`
}

type changeAccountIn struct {
	AccountPath
	Match
	Body struct {
		Why
		Facts
	} `nameHint:"ChangeAccount"`
}

type changePostsIn struct {
	AccountPath
	Match
	Body struct {
		Why
		Posts []Post `json:"posts" maxItems:"20" doc:"All that the account has from now on"`
	} `nameHint:"ChangePosts"`
}

type accountActIn struct {
	AccountPath
	Match
	Body Why
}

func (d *door) accountActs(a huma.API) {
	o := created(post(tagAccounts, "/accounts", "invite-account", "Make an account without any right, and the password that opens it once"))
	o.Description = "A security administrator gives the posts."
	huma.Register(a, o, d.inviteAccount)
	o = put(tagAccounts, "/accounts/{staff}", "change-account", "Change name, title and where somebody works")
	o.Description = "Who moves to another area or department leaves every post behind and is signed out."
	huma.Register(a, o, d.changeAccount)
	o = put(tagAccounts, "/accounts/{staff}/posts", "change-posts", "Give an account these posts in place of those that it has")
	o.Description = "Security administrators; every post that comes or goes must lie where their own right reaches."
	huma.Register(a, o, d.changePosts)

	s := d.Access
	accountAct(a, d, "reset-password", "Give a password that opens the account once; sessions and tokens end", s.ResetPassword)
	accountAct(a, d, "reset-code", "Take the second factor away: the telephone is lost; sessions end", only(s.ResetCode))
	accountAct(a, d, "unlock", "Forget the misses for which the account must wait", only(s.UnlockStaff))
	accountAct(a, d, "close", "Close the account of somebody who leaves: nothing opens from the next request on", only(s.CloseStaff))
	accountAct(a, d, "reopen", "Open a closed account again, without posts and with a password that opens it once", s.ReopenStaff)
}

// only is an act that gives no password.
func only(act func(context.Context, access.Who, access.Act, ident.StaffID) (access.Staff, error)) func(context.Context, access.Who, access.Act, ident.StaffID) (access.Staff, string, error) {
	return func(ctx context.Context, by access.Who, a access.Act, id ident.StaffID) (access.Staff, string, error) {
		m, err := act(ctx, by, a, id)
		return m, "", err
	}
}

// accountAct registers an act on an account: POST /accounts/{staff}/{verb}.
func accountAct(a huma.API, d *door, verb, summary string, run func(context.Context, access.Who, access.Act, ident.StaffID) (access.Staff, string, error)) {
	huma.Register(a, post(tagAccounts, "/accounts/{staff}/"+verb, verb+"-account", summary), func(ctx context.Context, in *accountActIn) (*accountDoneOut, error) {
		act, err := in.Body.act(in.Match)
		if err != nil {
			return nil, err
		}
		_, oneTime, err := run(ctx, whoOf(ctx), act, in.Staff)
		return d.accountDone(ctx, in.Staff, oneTime, in.failed(under(body, nil, err)))
	})
}

// act is what the app wants to know of every act.
func (w Why) act(m Match) (access.Act, error) {
	seen, err := m.version(w.Version)
	return access.Act{Reason: w.Reason, Seen: seen}, err
}

func (f Facts) staff(login string) access.NewStaff {
	return access.NewStaff{Login: login, Name: f.Name, Title: f.Title, Area: f.Area, Department: f.Department}
}

func (d *door) inviteAccount(ctx context.Context, in *newAccountIn) (*newAccountOut, error) {
	m, oneTime, err := d.Access.InviteStaff(ctx, whoOf(ctx), access.Act{Reason: in.Body.Reason}, in.Body.staff(in.Body.Login))
	out, err := d.accountDone(ctx, m.ID, oneTime, under(body, nil, err))
	if err != nil {
		return nil, err
	}
	return &newAccountOut{Tag: out.Tag, Location: Prefix + "/accounts/" + string(m.ID), Body: out.Body}, nil
}

func (d *door) changeAccount(ctx context.Context, in *changeAccountIn) (*accountDoneOut, error) {
	act, err := in.Body.act(in.Match)
	if err != nil {
		return nil, err
	}
	_, err = d.Access.ChangeStaff(ctx, whoOf(ctx), act, in.Staff, in.Body.staff(""))
	return d.accountDone(ctx, in.Staff, "", in.failed(under(body, nil, err)))
}

func (d *door) changePosts(ctx context.Context, in *changePostsIn) (*accountDoneOut, error) {
	act, err := in.Body.act(in.Match)
	if err != nil {
		return nil, err
	}
	posts := make([]permission.Post, len(in.Body.Posts))
	for i, p := range in.Body.Posts {
		posts[i] = permission.Post{
			Area: p.Area, Department: p.Department, EveryDepartment: p.EveryDepartment, Scenarios: p.Scenarios,
			EveryScenario: len(p.Scenarios) == 0, Permissions: p.Permissions,
		}
	}
	_, err = d.Access.ChangePosts(ctx, whoOf(ctx), act, in.Staff, posts)
	return d.accountDone(ctx, in.Staff, "", in.failed(under(body, own{"permissions": "posts", "department": "posts", "area": "posts"}, err)))
}

// accountDone answers an account as it is after an act, or the fault of the act.
func (d *door) accountDone(ctx context.Context, id ident.StaffID, oneTime string, err error) (*accountDoneOut, error) {
	if err != nil {
		return nil, err
	}
	out, err := d.getAccount(ctx, &AccountPath{id})
	if err != nil {
		return nil, err
	}
	return &accountDoneOut{Tag: out.Tag, Body: AccountDone{Account: out.Body, OneTime: oneTime}}, nil
}
