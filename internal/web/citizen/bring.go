package citizen

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"lianban/internal/app/filing"
	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
	"lianban/internal/web/page"
)

// bringAct is an act that hands papers in, outside a request to supplement.
type bringAct struct {
	verb casework.Verb
	note bool // what is different is said in words, too
	do   func(*filing.Service, context.Context, permission.Principal, ident.CaseNo, filing.BringInput) (*casework.Case, error)
}

// bringActs by the last part of their address; their words stand below "bring.<act>.".
var bringActs = map[string]bringAct{
	"fill-gap":            {casework.VerbFillGap, false, (*filing.Service).FillGap},
	"add-material":        {casework.VerbAddMaterial, true, (*filing.Service).AddMaterial},
	"correct-on-the-spot": {casework.VerbCorrectOnTheSpot, true, (*filing.Service).CorrectOnTheSpot},
	"reapply":             {casework.VerbReapply, true, (*filing.Service).Reapply},
}

func (v *visit) bringing(act string) (*filing.Bringing, error) {
	no, err := v.caseNo()
	if err != nil {
		return nil, err
	}
	return v.d.Filing.ToBring(v.r.Context(), v.who.Principal, no, v.r.PathValue("item"), bringActs[act].verb)
}

func showBring(act string) func(*visit) error {
	return func(v *visit) error {
		b, err := v.bringing(act)
		if err == nil {
			v.bring(http.StatusOK, act, b, "", nil)
		}
		return err
	}
}

// bring draws the page of an act that hands papers in; key and wrong say what did not work.
func (v *visit) bring(status int, act string, b *filing.Bringing, key string, wrong error) {
	c, it := b.Case, b.Item
	at := itemURL(c, it.Slot) + "/" + act
	p := BringPage{
		No: string(c.No), Item: it.Name, Dept: it.Office, Heading: say("bring."+act+".title", "item", it.Name), Lead: say("bring." + act + ".lead"),
		Submit: at, Button: say("bring." + act + ".button"), Version: strconv.FormatInt(it.Version, 10),
		Cancel: page.Link{Label: say("bring.cancel"), Href: itemURL(c, it.Slot)},
	}
	switch act {
	case "fill-gap":
		if due := v.lastDay(c, it, "K15"); due != 0 {
			p.Due = say("bring.fill-gap.due", "day", bindingDay(due))
		}
	case "reapply":
		v.whatWas(&p, b)
	}
	if bringActs[act].note {
		p.Note = &page.Field{Kind: page.LongText, Name: "note", Label: say("bring." + act + ".note"), Longest: 500, Value: v.r.PostFormValue("note"), Optional: true}
	}
	for _, x := range b.Points {
		p.Asked = append(p.Asked, v.broughtFor(at, x, key, wrong))
	}
	fr := v.formFrame(p.Heading, p.Cancel.Href)
	if wrong != nil {
		fr.Failed, p.Problems = true, problemsOf(wrong)
		if key != "" {
			p.Problems = []page.Problem{{Field: key, Text: firstLine(wrong)}}
		}
	}
	v.show(status, Bring(fr, p))
}

// whatWas shows why the attempt before failed, and the answers that are sent again.
func (v *visit) whatWas(p *BringPage, b *filing.Bringing) {
	if d := v.decided(b.Followed, b.Item); d != nil && d.Reason != "" {
		p.Before = say("bring.reapply.before", "reason", sentence(d.Reason))
	}
	for _, x := range b.Snapshot.Fields {
		if slices.Contains(b.Item.Fields, x.Key) {
			p.Answers = append(p.Answers, page.Row{Name: x.Label, Value: x.Shown})
		}
	}
	if until := v.d.Filing.Engine.ReapplyUntil(b.Case); until != 0 {
		p.Due = say("bring.reapply.until", "day", bindingDay(until))
	}
}

func (v *visit) broughtFor(at string, x filing.WantedPoint, key string, wrong error) AskedFor {
	a := AskedFor{Key: x.Material, Name: x.Name}
	if x.Rule == nil {
		return a
	}
	a.Now, a.Files = v.fileRows(x.Now, ""), v.fileRows(x.Papers, at+"/papers/")
	up := uploadField(x.Material, len(x.Papers) > 0, x.Rule.Upload)
	if key == x.Material && wrong != nil {
		up.Error = firstLine(wrong)
	}
	a.Upload, a.Post = &up, at+"/"+url.PathEscape(x.Material)+"/upload"
	return a
}

func uploadBring(act string) func(*visit) error {
	return func(v *visit) error {
		b, err := v.bringing(act)
		if err != nil {
			return err
		}
		key := v.r.PathValue("material")
		part, err := v.onePart()
		if err == nil {
			_, err = v.d.Filing.UploadFor(v.r.Context(), v.who.Principal, b, key, part.FileName(), part)
			var most *http.MaxBytesError
			if errors.As(err, &most) {
				err = tooLarge(err)
			}
		}
		if fault.Is(err, fault.Invalid) {
			v.bring(http.StatusUnprocessableEntity, act, b, key, err)
			return nil
		}
		return v.after(err, itemURL(b.Case, b.Item.Slot)+"/"+act+"#"+page.FieldID(key))
	}
}

func removeBring(act string) func(*visit) error {
	return func(v *visit) error {
		b, err := v.bringing(act)
		if err != nil {
			return err
		}
		err = v.d.Filing.DropSupplement(v.r.Context(), v.who.Principal, b.Case.No, ident.PaperID(v.r.PathValue("paper")))
		return v.after(err, itemURL(b.Case, b.Item.Slot)+"/"+act)
	}
}

func doBring(act string) func(*visit) error {
	return func(v *visit) error {
		b, err := v.bringing(act)
		if err != nil {
			return err
		}
		_, err = bringActs[act].do(v.d.Filing, v.r.Context(), v.who.Principal, b.Case.No, filing.BringInput{
			Slot: b.Item.Slot, Seen: v.version(), Note: v.r.PostFormValue("note"),
		})
		if fault.Is(err, fault.Invalid) {
			v.bring(http.StatusUnprocessableEntity, act, b, "", err)
			return nil
		}
		return v.after(err, itemURL(b.Case, b.Item.Slot))
	}
}
