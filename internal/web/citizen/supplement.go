package citizen

import (
	"errors"
	"net/http"
	"net/url"

	"lianban/internal/app/filing"
	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/casework"
	"lianban/internal/web/page"
)

func (v *visit) wanted() (*filing.Wanted, error) {
	no, err := v.caseNo()
	if err != nil {
		return nil, err
	}
	return v.d.Filing.Wanted(v.r.Context(), v.who.Principal, no, v.r.PathValue("supplement"))
}

// showSupplement is C18.
func showSupplement(v *visit) error {
	w, err := v.wanted()
	if err != nil {
		return err
	}
	v.supplement(http.StatusOK, w, "", nil)
	return nil
}

// supplement draws C18; key and wrong say what did not work.
func (v *visit) supplement(status int, w *filing.Wanted, key string, wrong error) {
	c := w.Case
	at := caseURL(c) + "/supplements/" + url.PathEscape(w.Item.Slot)
	p := SupplementPage{
		No: string(c.No), Item: w.Item.Name, Dept: w.Item.Office, Due: bindingDay(w.Request.Due), Lead: say("supplement.lead"), Submit: at + "/submit",
		Note: page.Field{Kind: page.LongText, Name: "note", Label: say("supplement.note"), Longest: 500, Value: v.r.PostFormValue("note"), Optional: true},
		All:  page.Field{Kind: page.Promise, Name: "all", Label: say("supplement.all")},
	}
	sh, err := v.d.Filing.SharesOf(v.r.Context(), w.Followed, w.Item.Slot)
	if err != nil { // the way of uploading stays open
		v.d.Log.Error("what could be shared is not known", "case", string(c.ID), "error", err.Error())
		sh = &filing.Sharing{}
	}
	for _, x := range w.Points {
		a := AskedFor{Key: x.Material, Name: x.Name, Reason: x.Reason, Rule: x.Defect.Rule}
		if a.Name == "" {
			a.Name = say("supplement.thing")
		}
		if a.Rule == a.Reason {
			a.Rule = "" // the reason says it already
		}
		if x.Rule != nil {
			a.Files = append(v.fileRows(x.Now, ""), v.fileRows(x.Papers, at+"/papers/")...)
			up := uploadField(x.Material, len(x.Papers) > 0, x.Rule.Upload)
			if key == x.Material && wrong != nil {
				up.Error = firstLine(wrong)
			}
			a.Upload, a.Post = &up, at+"/"+url.PathEscape(x.Material)+"/upload"
		} else {
			a.Key = x.Field
			a.InNote = true
		}
		if x.From != "" {
			a.Came = say("supplement.came", "source", x.From)
		} else if sh.Gives(x.Material) || sh.Gives(x.Defect.Field) {
			a.Share = &page.Link{Label: say("supplement.share"), Href: shareURL(c, w.Item.Slot)}
		}
		p.Asked = append(p.Asked, a)
	}
	fr := v.formFrame(say("supplement.title", "n", len(p.Asked)), caseURL(c))
	if wrong != nil {
		fr.Failed = true
		p.Problems = problemsOf(wrong)
		if key != "" {
			p.Problems = []page.Problem{{Field: key, Text: firstLine(wrong)}}
		}
	}
	for _, d := range w.Documents {
		if d.Kind == "supplement" && d.Slot == w.Item.Slot {
			p.Paper = &page.Link{Label: say("supplement.paper"), Href: "/documents/" + string(d.ID)}
		}
	}
	v.show(status, Supplement(fr, p))
}

func uploadSupplement(v *visit) error {
	w, err := v.wanted()
	if err != nil {
		return err
	}
	key := v.r.PathValue("material")
	part, err := v.onePart()
	if err == nil {
		_, err = v.d.Filing.UploadSupplement(v.r.Context(), v.who.Principal, w.Case.No, w.Item.Slot, key, part.FileName(), part)
		var most *http.MaxBytesError
		if errors.As(err, &most) {
			err = tooLarge(err)
		}
	}
	if fault.Is(err, fault.Invalid) {
		v.supplement(http.StatusUnprocessableEntity, w, key, err)
		return nil
	}
	if err != nil {
		return err
	}
	return v.goTo(supplementURL(w.Case, w.Item) + "#" + page.FieldID(key))
}

func supplementURL(c *casework.Case, it *casework.ItemCase) string {
	return caseURL(c) + "/supplements/" + url.PathEscape(it.Slot)
}

func removeSupplement(v *visit) error {
	w, err := v.wanted()
	if err != nil {
		return err
	}
	if err := v.d.Filing.DropSupplement(v.r.Context(), v.who.Principal, w.Case.No, ident.PaperID(v.r.PathValue("paper"))); err != nil {
		return err
	}
	return v.goTo(supplementURL(w.Case, w.Item))
}

// supply hands in what was uploaded for the request.
func supply(v *visit) error {
	w, err := v.wanted()
	if err != nil {
		return err
	}
	_, err = v.d.Filing.Supply(v.r.Context(), v.who.Principal, w.Case.No, filing.SupplyInput{
		Slot: w.Item.Slot, Seen: w.Item.Version, Note: v.r.PostFormValue("note"), All: v.r.PostFormValue("all") == "yes",
	})
	if fault.Is(err, fault.Invalid) {
		v.supplement(http.StatusUnprocessableEntity, w, "", err)
		return nil
	}
	if err != nil {
		return err
	}
	return v.goTo(caseURL(w.Case))
}
