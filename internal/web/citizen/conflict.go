package citizen

import (
	"net/http"
	"net/url"

	"lianban/internal/app/filing"
	"lianban/internal/base/fault"
	"lianban/internal/domain/scenario"
	"lianban/internal/web/page"
)

// conflict draws a section that was changed elsewhere, on another device, while the person wrote here: what was
// written stays in the fields, and beside each field that differs stands what is kept now. Saving again keeps what
// stands in the fields.
func (v *visit) conflict(key string, wrong error) error {
	f, err := v.draft()
	if err != nil {
		return err
	}
	sec, ok := f.Section(key)
	if !ok || fault.Of(wrong).Key != "store.draft_changed" {
		return wrong
	}
	v.elsewhere = v.differences(f, sec)
	return v.section(http.StatusConflict, f, key, v.r.PostForm, nil)
}

// differences list the fields of a section of which something else is kept now than stands in the form.
func (v *visit) differences(f *filing.Filing, sec scenario.Section) []page.Row {
	rows := []page.Row{}
	for _, x := range filing.ToWrite(sec) {
		kept, here := f.Value(x), writtenValue(x.Type, x.Key, v.r.PostForm)
		a, b := shownOr(x, kept), shownOr(x, here)
		if a != b {
			rows = append(rows, page.Row{Name: x.Label, Value: a})
		}
	}
	return rows
}

// shownOr is a value as people read it, or the words for none.
func shownOr(x scenario.Field, value any) string {
	switch t := value.(type) {
	case nil:
		return say("conflict.empty")
	case string:
		if t == "" {
			return say("conflict.empty")
		}
		if yes, ok := map[string]bool{"yes": true, "no": false}[t]; ok && x.Type == "yes_no" {
			value = yes
		}
	}
	return filing.ShowValue(x, value)
}

// answersConflict is conflict for the answers of the guide.
func (v *visit) answersConflict(posted url.Values, wrong error) error {
	f, err := v.draft()
	if err != nil || fault.Of(wrong).Key != "store.draft_changed" {
		return wrong
	}
	kept := answersOf(posted)
	v.elsewhere = []page.Row{}
	for _, q := range f.Plan.Questions {
		if !q.Shown || q.Answer == nil {
			continue
		}
		x := scenario.Field{Type: q.Type, Options: q.Options, UnitName: q.UnitName}
		if now := shownOr(x, q.Answer); now != shownOr(x, kept[q.Key]) {
			v.elsewhere = append(v.elsewhere, page.Row{Name: q.Name, Value: now})
		}
	}
	return v.answers(http.StatusConflict, f, posted, nil)
}

// deliveryConflict is conflict for the way in which results arrive.
func (v *visit) deliveryConflict(in filing.Delivery, wrong error) error {
	f, err := v.draft()
	if err != nil || fault.Of(wrong).Key != "store.draft_changed" {
		return wrong
	}
	v.elsewhere = []page.Row{}
	if d := f.Delivery(); d != in {
		v.elsewhere = deliveryRows(d)
	}
	return v.delivery(http.StatusConflict, f, in, nil)
}
