package window

import (
	"errors"
	"net/http"
	"net/url"

	"lianban/internal/app/filing"
	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/web/page"
	"lianban/internal/web/page/console"
)

// SupplyPage hands in for the applicant what an office asked for (补正).
type SupplyPage struct {
	Shell    console.Shell
	Item     string
	Office   string
	Due      string
	Asked    []AskedPaper
	Note     page.Field
	All      page.Field
	Post     string
	Button   string
	Version  string // of the item on the page; none: not compared
	Back     string
	Problems []page.Problem
}

// AskedPaper is one point of the request.
type AskedPaper struct {
	Name   string
	Reason string
	Files  []FileLink
	Field  *page.Field // nil: answered in the note
	Post   string
}

func supplementURL(no ident.CaseNo, slot string) string {
	return "/window/cases/" + string(no) + "/supplements/" + url.PathEscape(slot)
}

func (v *visit) wanted() (*filing.Wanted, error) {
	no, ok := ident.ParseCaseNo(v.R.PathValue("no"))
	if !ok {
		return nil, fault.New(fault.NotFound, "store.no_case")
	}
	return v.d.Filing.Wanted(v.R.Context(), v.Who.Principal, no, v.R.PathValue("item"))
}

func showSupplement(v *visit) error {
	w, err := v.wanted()
	if err != nil {
		return err
	}
	return v.supplyPage(http.StatusOK, w, "", nil)
}

func (v *visit) supplyPage(status int, w *filing.Wanted, key string, wrong error) error {
	s, err := v.Shell(say("supply.title", "item", w.Item.Name))
	if err != nil {
		return err
	}
	here := supplementURL(w.Case.No, w.Item.Slot)
	p := SupplyPage{
		Shell: s, Item: w.Item.Name, Office: w.Item.Office, Due: say("supply.due", "day", console.BindingDay(w.Request.Due)), Post: here + "/supply", Button: say("supply.button"),
		Back: "/window/cases/" + string(w.Case.No), Problems: problemsOf(wrong),
		Note: page.Field{Kind: page.LongText, Name: "note", Label: say("supply.note"), Longest: 500, Value: v.R.PostFormValue("note"), Optional: true},
		All:  page.Field{Kind: page.Promise, Name: "all", Label: say("supply.all")},
	}
	for _, x := range w.Points {
		a := AskedPaper{Name: x.Name, Reason: x.Reason}
		for _, f := range x.Papers {
			a.Files = append(a.Files, FileLink{Name: f.Name, Href: "/window/papers/" + string(f.ID)})
		}
		if x.Rule != nil {
			a.Field = &page.Field{Kind: page.File, Name: "file", Label: say("scan.file"), Help: ruleWords(x.Rule.Upload), Accept: accepts(x.Rule.Upload)}
			a.Post = here + "/" + url.PathEscape(x.Material) + "/upload"
			a.Field.Name = "file"
			if x.Material == key && len(p.Problems) > 0 {
				a.Field.Error = p.Problems[0].Text
			}
		}
		p.Asked = append(p.Asked, a)
	}
	p.Shell.Failed = len(p.Problems) > 0
	v.Show(status, Supply(p))
	return nil
}

func uploadSupplement(v *visit) error {
	w, err := v.wanted()
	if err != nil {
		return err
	}
	key := v.R.PathValue("material")
	_, part, err := filePart(v.W, v.R)
	if err == nil {
		_, err = v.d.Filing.UploadSupplement(v.R.Context(), v.Who.Principal, w.Case.No, w.Item.Slot, key, part.FileName(), part)
		var most *http.MaxBytesError
		if errors.As(err, &most) {
			err = tooLarge(err)
		}
	}
	if fault.Is(err, fault.Invalid) {
		return v.supplyPage(http.StatusUnprocessableEntity, w, key, err)
	}
	if err != nil {
		return err
	}
	return v.GoTo(supplementURL(w.Case.No, w.Item.Slot))
}

// supplyCase hands in what was uploaded, in the applicant's name.
func supplyCase(v *visit) error {
	w, err := v.wanted()
	if err != nil {
		return err
	}
	_, err = v.d.Filing.Supply(v.R.Context(), v.Who.Principal, w.Case.No, filing.SupplyInput{
		Slot: w.Item.Slot, Seen: w.Item.Version, Note: v.R.PostFormValue("note"), All: v.R.PostFormValue("all") == "yes",
	})
	if fault.Is(err, fault.Invalid) {
		return v.supplyPage(http.StatusUnprocessableEntity, w, "", err)
	}
	if err != nil {
		return err
	}
	v.Door.Gate.Flash(v.R, "flash.supplied")
	return v.GoTo("/window/cases/" + string(w.Case.No))
}
