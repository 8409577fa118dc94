package api

import (
	"context"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"lianban/internal/app/access"
	"lianban/internal/base/ident"
	"lianban/internal/domain/permission"
)

// Post is one bundle of permissions with its scope.
type Post struct {
	Area            string                  `json:"area" doc:"Slug; covers everything below it"`
	Department      string                  `json:"department,omitempty" doc:"Slug; or every_department"`
	EveryDepartment bool                    `json:"every_department,omitempty"`
	Scenarios       []string                `json:"scenarios,omitempty" maxItems:"500" doc:"Slugs; none: every scenario"`
	Permissions     []permission.Permission `json:"permissions" minItems:"1" maxItems:"50" doc:"Slugs, see list-rights"`
}

// AccountLine is one line of the list of accounts.
type AccountLine struct {
	ID          ident.StaffID           `json:"id"`
	Version     int64                   `json:"version"`
	Login       string                  `json:"login"`
	Name        string                  `json:"name"`
	Title       string                  `json:"title,omitempty"`
	Area        string                  `json:"area" doc:"Slug, where they work"`
	Department  string                  `json:"department,omitempty" doc:"Slug, where they work"`
	Open        bool                    `json:"open" doc:"Else the account is closed"`
	Invited     bool                    `json:"invited" doc:"The password was given by somebody else and not changed yet"`
	Permissions []permission.Permission `json:"permissions" doc:"Of all posts, each once"`
	Away        *Absence                `json:"away,omitempty" doc:"Today"`
}

// Account is everything about one account that an administrator sees.
type Account struct {
	AccountLine
	Posts        []Post                  `json:"posts"`
	CreatedAt    time.Time               `json:"created_at"`
	OneTimeUntil *time.Time              `json:"one_time_until,omitempty" doc:"Until when a given password opens"`
	HasCode      bool                    `json:"has_code" doc:"Signs in with a second factor"`
	Spares       int                     `json:"spares" doc:"Recovery codes that are left"`
	Misses       int                     `json:"misses" doc:"Wrong passwords and codes in the running quarter of an hour"`
	Waits        bool                    `json:"waits" doc:"Too many of them: the account must wait, or is unlocked"`
	Absences     []Absence               `json:"absences" doc:"Now and later"`
	StandsIn     []Absence               `json:"stands_in" doc:"Absences in which they stand in, now and later"`
	Work         []Work                  `json:"work" doc:"What they have in hand, the most urgent first; 50 at most"`
	WorkCount    int                     `json:"work_count" doc:"All of it"`
	May          []permission.Permission `json:"may" doc:"What the caller may do with it: administer_staff, administer_rights"`
}

// Absence is a time during which somebody is away, and who stands in.
type Absence struct {
	ID         string        `json:"id"`
	Staff      ident.StaffID `json:"staff"`
	Name       string        `json:"name,omitempty" doc:"Of who is away"`
	From       string        `json:"from" doc:"First day"`
	Until      string        `json:"until" doc:"Last day"`
	Deputy     ident.StaffID `json:"deputy,omitempty"`
	DeputyName string        `json:"deputy_name,omitempty"`
	Reason     string        `json:"reason,omitempty"`
}

// Work is an item case in somebody's hands: its number and name, nothing of what stands in it.
type Work struct {
	No   ident.CaseNo `json:"no"`
	Slot string       `json:"slot"`
	Name string       `json:"name"`
	Due  string       `json:"due,omitempty" doc:"Empty: no clock runs"`
}

// AccountPath names an account in an address.
type AccountPath struct {
	Staff ident.StaffID `path:"staff" doc:"ID of the account"`
}

type accountsIn struct {
	Cursor
	Text       string                `query:"q" maxLength:"80" doc:"Beginning of login or name"`
	Department string                `query:"department"`
	Right      permission.Permission `query:"right" doc:"Whose posts carry this permission"`
	State      string                `query:"state" enum:"open,closed"`
}

type accountsOut struct {
	Body struct {
		Accounts []AccountLine `json:"accounts"`
		Total    int           `json:"total"`
		Pages
	} `nameHint:"Accounts"`
}

type accountOut struct {
	Tag
	Body Account
}

func (d *door) accounts(a huma.API) {
	huma.Register(a, get(tagAccounts, "/accounts", "list-accounts", "List the accounts that one looks after, by login"), d.listAccounts)
	huma.Register(a, get(tagAccounts, "/accounts/{staff}", "get-account",
		"Show an account: posts, sign-in, absences and what it has in hand"), d.getAccount)
}

func (d *door) listAccounts(ctx context.Context, in *accountsIn) (*accountsOut, error) {
	f := access.StaffFilter{Text: in.Text, Department: in.Department, Permission: in.Right}
	if in.State != "" {
		closed := in.State == "closed"
		f.Closed = &closed
	}
	found, err := d.Access.Accounts(ctx, whoOf(ctx), f, access.Page{After: in.After, Before: in.Before, Limit: in.Limit})
	if err != nil {
		return nil, err
	}
	out := &accountsOut{}
	out.Body.Accounts, out.Body.Total = make([]AccountLine, len(found.Staff)), found.Total
	for i, m := range found.Staff {
		out.Body.Accounts[i] = accountLine(m)
		if x, away := found.Away[m.ID]; away {
			now := absenceOf(x, found.Names)
			out.Body.Accounts[i].Away = &now
		}
	}
	out.Body.Pages = Pages{Next: found.Pages.Next, Previous: found.Pages.Prev}
	return out, nil
}

func (d *door) getAccount(ctx context.Context, in *AccountPath) (*accountOut, error) {
	a, err := d.Access.Account(ctx, whoOf(ctx), in.Staff)
	if err != nil {
		return nil, err
	}
	return &accountOut{Tag: tagOf(a.Version), Body: d.accountOf(a)}, nil
}

func accountLine(m access.Staff) AccountLine {
	out := AccountLine{
		ID: m.ID, Version: m.Version, Login: m.Login, Name: m.Name, Title: m.Title, Area: m.Area, Department: m.Department,
		Open: m.Active, Invited: !m.OneTime.IsZero(), Permissions: []permission.Permission{},
	}
	for _, p := range permission.All() {
		for _, post := range m.Posts {
			if post.Has(p) {
				out.Permissions = append(out.Permissions, p)
				break
			}
		}
	}
	return out
}

func (d *door) accountOf(a access.Account) Account {
	out := Account{
		AccountLine: accountLine(a.Staff), Posts: make([]Post, len(a.Posts)), CreatedAt: a.CreatedAt, OneTimeUntil: momentOf(a.OneTime),
		HasCode: a.HasCode, Spares: a.Spares, Misses: a.Misses, Waits: a.Waits, Absences: absencesOf(a.Absences, a.Names),
		StandsIn: absencesOf(a.StandsIn, a.Names), Work: make([]Work, len(a.Work)), WorkCount: a.WorkN, May: []permission.Permission{},
	}
	for i, p := range a.Posts {
		out.Posts[i] = Post{Area: p.Area, Department: p.Department, EveryDepartment: p.EveryDepartment, Scenarios: p.Scenarios, Permissions: p.Permissions}
	}
	today := d.Handling.Today()
	for i, x := range a.Absences {
		if x.On(today) {
			out.Away = &out.Absences[i]
		}
	}
	for i, w := range a.Work {
		out.Work[i] = Work{No: w.No, Slot: w.Slot, Name: w.Name, Due: w.Due}
		if w.Due >= noClock {
			out.Work[i].Due = ""
		}
	}
	for _, p := range []permission.Permission{permission.AdministerStaff, permission.AdministerRights} {
		if a.May[p] {
			out.May = append(out.May, p)
		}
	}
	return out
}

// noClock is the day that stands for none.
const noClock = "9999"

func absencesOf(absences []access.Absence, names map[ident.StaffID]string) []Absence {
	out := make([]Absence, len(absences))
	for i, x := range absences {
		out[i] = absenceOf(x, names)
	}
	return out
}

func absenceOf(x access.Absence, names map[ident.StaffID]string) Absence {
	return Absence{
		ID: x.ID, Staff: x.Staff, Name: names[x.Staff], From: x.From.String(), Until: x.Until.String(), Deputy: x.Deputy,
		DeputyName: names[x.Deputy], Reason: x.Reason,
	}
}
