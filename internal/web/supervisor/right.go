package supervisor

import (
	"net/http"
	"strconv"

	"lianban/internal/app/handling"
	"lianban/internal/base/fault"
	"lianban/internal/base/lang"
	"lianban/internal/domain/calendar"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
	"lianban/internal/web/page"
	"lianban/internal/web/page/console"
)

// rights are the acts of a legal supervisor that are possible now: they stand on evidence that the supervisor brings, and
// need neither the answers nor the papers of the application.
func (v *visit) rights(p *ItemPage, w *handling.Watched) {
	if !v.Who.Principal.Has(permission.SetRight) {
		return
	}
	by := casework.Actor{Kind: string(permission.Staff), Role: casework.SetRight, ID: v.Who.ID}
	if casework.Why(w.Case, w.Item.Slot, casework.VerbSetAsideDeemed, by) == nil {
		p.Forms = append(p.Forms, v.rightForm(p, w, "set-aside-deemed",
			v.rightField(page.LongText, "evidence", ""), v.rightField(page.Text, "told", w.Item.Received.String()),
			v.rightField(page.Text, "served", w.Item.Received.String()), v.papersField(w.Item), v.rightField(page.LongText, "reason", ""), v.rightField(page.Text, "rule", "")))
	}
	if casework.Why(w.Case, w.Item.Slot, casework.VerbReopenByReview, by) == nil {
		p.Forms = append(p.Forms, v.rightForm(p, w, "reopen-by-review",
			v.rightField(page.Text, "order", ""), v.rightField(page.Text, "body", ""), v.rightField(page.Text, "on", v.Today.String())))
	}
}

func (v *visit) rightField(kind page.Kind, name, value string) page.Field {
	x := page.Field{Kind: kind, Name: name, Label: say("right." + name), Value: value, Longest: 500}
	if key := "right." + name + ".help"; lang.Chinese().Has("supervisor." + key) {
		x.Help = say(key)
	}
	return x
}

// papersField lists what the item asks for, by name: of it the notice named what was missing.
func (v *visit) papersField(it *casework.ItemCase) page.Field {
	x := page.Field{Kind: page.SomeOf, Name: "materials", Label: say("right.materials"), Values: v.R.PostForm["materials"]}
	for _, key := range it.Materials {
		if m, ok := v.d.Handling.Catalogue.Material(key); ok {
			x.Options = append(x.Options, page.Option{Value: key, Label: m.Name})
		}
	}
	return x
}

func (v *visit) rightForm(p *ItemPage, w *handling.Watched, name string, fields ...page.Field) Form {
	for i := range fields {
		if said := v.R.PostFormValue(fields[i].Name); said != "" && fields[i].Kind != page.SomeOf {
			fields[i].Value = said
		}
		for _, x := range p.Errors {
			if x.Field == fields[i].Name {
				fields[i].Error = x.Text
			}
		}
	}
	return Form{
		Name: name, Action: itemURL(w.Case.No, w.Item.Slot, "/", name), Submit: say("act." + name), Lead: say("act." + name + ".lead"), Fields: fields,
		Hidden: []console.Hidden{{Name: "seen", Value: strconv.FormatInt(w.Item.Version, 10)}, {Name: "once", Value: page.Token()}},
	}
}

// dayField reads a day of a form. Fault: Invalid casework.bad_day.
func dayField(r *http.Request, name string) (calendar.Day, error) {
	d, err := calendar.ParseDay(r.PostFormValue(name))
	if err != nil {
		return 0, fault.New(fault.Invalid, "casework.incomplete").With(name, "casework.bad_day")
	}
	return d, nil
}

// setAside sets an acceptance by silence aside.
func setAside(v *visit) error {
	return v.act("flash.set_aside", "", func(t handling.Target) error {
		told, err := dayField(v.R, "told")
		if err != nil {
			return err
		}
		served, err := dayField(v.R, "served")
		if err != nil {
			return err
		}
		in := casework.SetAsideInput{Evidence: v.R.PostFormValue("evidence"), Told: told, Served: served}
		for _, m := range v.R.PostForm["materials"] {
			in.Defects = append(in.Defects, casework.Defect{Material: m, Reason: v.R.PostFormValue("reason"), Rule: v.R.PostFormValue("rule")})
		}
		_, err = v.d.Handling.SetAsideDeemed(v.R.Context(), v.Who.Principal, t, in)
		return err
	})
}

// reopen records the order of a reviewing body or a court.
func reopen(v *visit) error {
	return v.act("flash.reopened", "", func(t handling.Target) error {
		on, err := dayField(v.R, "on")
		if err != nil {
			return err
		}
		_, err = v.d.Handling.ReopenByReview(v.R.Context(), v.Who.Principal, t, casework.ReopenInput{
			Order: v.R.PostFormValue("order"), Body: v.R.PostFormValue("body"), On: on,
		})
		return err
	})
}
