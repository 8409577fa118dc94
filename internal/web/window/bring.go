package window

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strconv"

	"lianban/internal/app/filing"
	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
	"lianban/internal/web/page"
)

// bringAct is an act with which a window hands papers in for the applicant, outside a request to supplement.
type bringAct struct {
	path string
	verb casework.Verb
	note bool
	do   func(*filing.Service, context.Context, permission.Principal, ident.CaseNo, filing.BringInput) (*casework.Case, error)
}

// bringActs in the order of their links; their words stand below "bring.<path>.".
var bringActs = []bringAct{
	{"correct-on-the-spot", casework.VerbCorrectOnTheSpot, true, (*filing.Service).CorrectOnTheSpot},
	{"fill-gap", casework.VerbFillGap, false, (*filing.Service).FillGap},
}

func bringURL(no ident.CaseNo, slot string, a bringAct) string {
	return "/window/cases/" + string(no) + "/items/" + url.PathEscape(slot) + "/" + a.path
}

// bringRoutes are the pages of these acts.
func bringRoutes() map[string]func(*visit) error {
	out := map[string]func(*visit) error{}
	for _, a := range bringActs {
		at := "/window/cases/{no}/items/{item}/" + a.path
		out["GET "+at] = func(v *visit) error { return v.showBring(a) }
		out["POST "+at] = func(v *visit) error { return v.doBring(a) }
		out["POST "+at+"/{material}/upload"] = func(v *visit) error { return v.uploadBring(a) }
	}
	return out
}

// bringLinks lead to what can be brought for an item now.
func (v *visit) bringLinks(c *casework.Case, it *casework.ItemCase) []page.Link {
	var out []page.Link
	by := casework.Actor{Kind: string(permission.Staff), Role: casework.FileFor, ID: v.Who.ID}
	for _, a := range bringActs {
		if casework.Why(c, it.Slot, a.verb, by) == nil {
			out = append(out, page.Link{Label: say("bring." + a.path + ".link"), Href: bringURL(c.No, it.Slot, a)})
		}
	}
	return out
}

func (v *visit) bringing(a bringAct) (*filing.Bringing, error) {
	no, ok := ident.ParseCaseNo(v.R.PathValue("no"))
	if !ok {
		return nil, fault.New(fault.NotFound, "store.no_case")
	}
	return v.d.Filing.ToBring(v.R.Context(), v.Who.Principal, no, v.R.PathValue("item"), a.verb)
}

func (v *visit) showBring(a bringAct) error {
	b, err := v.bringing(a)
	if err != nil {
		return err
	}
	return v.bringPage(http.StatusOK, a, b, "", nil)
}

func (v *visit) bringPage(status int, a bringAct, b *filing.Bringing, key string, wrong error) error {
	s, err := v.Shell(say("bring."+a.path+".title", "item", b.Item.Name))
	if err != nil {
		return err
	}
	here := bringURL(b.Case.No, b.Item.Slot, a)
	p := SupplyPage{
		Shell: s, Item: b.Item.Name, Office: b.Item.Office, Due: say("bring." + a.path + ".lead"), Post: here, Button: say("bring." + a.path + ".button"),
		Version: strconv.FormatInt(b.Item.Version, 10), Back: "/window/cases/" + string(b.Case.No), Problems: problemsOf(wrong),
	}
	if a.note {
		p.Note = page.Field{Kind: page.LongText, Name: "note", Label: say("bring." + a.path + ".note"), Longest: 500, Value: v.R.PostFormValue("note"), Optional: true}
	}
	for _, x := range b.Points {
		paper := AskedPaper{Name: x.Name}
		for _, f := range x.Papers {
			paper.Files = append(paper.Files, FileLink{Name: f.Name, Href: "/window/papers/" + string(f.ID)})
		}
		if x.Rule != nil {
			paper.Field = &page.Field{Kind: page.File, Name: "file", Label: say("scan.file"), Help: ruleWords(x.Rule.Upload), Accept: accepts(x.Rule.Upload)}
			paper.Post = here + "/" + url.PathEscape(x.Material) + "/upload"
			if x.Material == key && len(p.Problems) > 0 {
				paper.Field.Error = p.Problems[0].Text
			}
		}
		p.Asked = append(p.Asked, paper)
	}
	p.Shell.Failed = len(p.Problems) > 0
	v.Show(status, Supply(p))
	return nil
}

func (v *visit) uploadBring(a bringAct) error {
	b, err := v.bringing(a)
	if err != nil {
		return err
	}
	key := v.R.PathValue("material")
	_, part, err := filePart(v.W, v.R)
	if err == nil {
		_, err = v.d.Filing.UploadFor(v.R.Context(), v.Who.Principal, b, key, part.FileName(), part)
		var most *http.MaxBytesError
		if errors.As(err, &most) {
			err = tooLarge(err)
		}
	}
	if fault.Is(err, fault.Invalid) {
		return v.bringPage(http.StatusUnprocessableEntity, a, b, key, err)
	}
	if err != nil {
		return err
	}
	return v.GoTo(bringURL(b.Case.No, b.Item.Slot, a))
}

// doBring hands in what was uploaded, in the applicant's name.
func (v *visit) doBring(a bringAct) error {
	b, err := v.bringing(a)
	if err != nil {
		return err
	}
	seen, _ := strconv.ParseInt(v.R.PostFormValue("version"), 10, 64)
	_, err = a.do(v.d.Filing, v.R.Context(), v.Who.Principal, b.Case.No, filing.BringInput{
		Slot: b.Item.Slot, Seen: seen, Note: v.R.PostFormValue("note"),
	})
	if fault.Is(err, fault.Invalid) {
		return v.bringPage(http.StatusUnprocessableEntity, a, b, "", err)
	}
	if err != nil {
		return err
	}
	v.Door.Gate.Flash(v.R, "flash.brought")
	return v.GoTo("/window/cases/" + string(b.Case.No))
}
