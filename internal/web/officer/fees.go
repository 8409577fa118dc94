package officer

import (
	"net/http"
	"net/url"
	"strings"

	"lianban/internal/app/handling"
	"lianban/internal/domain/permission"
	"lianban/internal/web/page"
	"lianban/internal/web/page/console"
)

// FeesPage is what money asks of an office.
type FeesPage struct {
	Shell  Shell
	Groups []FeeGroup
}

// FeeGroup are the tasks of one kind.
type FeeGroup struct {
	ID     string // of its heading
	Name   string
	Amount string // head of the column of amounts
	Rows   []FeeRow
	Empty  console.Empty
	More   Link
}

// FeeRow is one task.
type FeeRow struct {
	Item, No, URL, Order, Yuan, Due string
}

const feesURL = "/officer/fees"

// handlesMoney says that the person decides on reliefs or makes refunds.
func handlesMoney(who permission.Principal) bool {
	return who.Has(permission.Relieve) || who.Has(permission.Fee)
}

// feesItem leads to what money asks.
func feesItem(r *http.Request) page.NavItem {
	return page.NavItem{Link: page.Link{Label: say("rail.fees"), Href: feesURL}, Icon: "clipboard-list", Current: strings.HasPrefix(r.URL.Path, feesURL)}
}

// showFees lists the reliefs and refunds of the person's offices.
func showFees(v *visit) error {
	s, err := v.Shell(say("fees.title"))
	if err != nil {
		return err
	}
	p := FeesPage{Shell: s}
	for _, x := range []struct {
		word    string
		refunds bool
		want    permission.Permission
	}{{"relief", false, permission.Relieve}, {"refund", true, permission.Fee}} {
		if !v.Who.Principal.Has(x.want) {
			continue
		}
		list, err := v.d.Handling.FeeTasks(v.R.Context(), v.Who.Principal, x.refunds, handling.Page{After: v.R.URL.Query().Get(x.word), Limit: 50})
		if err != nil {
			return err
		}
		g := FeeGroup{
			ID: x.word, Name: say("fees." + x.word), Amount: say("fees.col." + x.word),
			Empty: console.Empty{Title: say("fees." + x.word + ".none"), Text: say("fees." + x.word + ".none_say")},
		}
		for _, t := range list.Rows {
			r := FeeRow{Item: t.Item, No: string(t.No), URL: itemURL(t.No, t.Slot), Order: t.Order, Yuan: page.Money(t.Fen)}
			if t.Due != 0 {
				r.Due = console.BindingDay(t.Due)
			}
			g.Rows = append(g.Rows, r)
		}
		if list.Pages.Next != "" {
			g.More = Link{Label: say("fees.more"), Href: feesURL + "?" + url.Values{x.word: {list.Pages.Next}}.Encode()}
		}
		p.Groups = append(p.Groups, g)
	}
	if len(p.Groups) == 0 {
		p.Groups = []FeeGroup{{ID: "denied", Name: say("fees.title"), Empty: console.Empty{Title: say("fees.denied"), Text: say("fees.denied_say")}}}
	}
	v.Show(http.StatusOK, FeesView(p))
	return nil
}
