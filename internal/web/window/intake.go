package window

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"lianban/internal/app/filing"
	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/web/page"
)

// answer marks the controls of the guide: a field of the form may have the name of a question.
const answer = "ask-"

func (v *visit) id() ident.DraftID { return ident.DraftID(v.R.PathValue("id")) }

func at(id ident.DraftID) string { return "/window/intakes/" + string(id) }

// back is the intake's page with one paper in the scan box, at one of its five parts.
func back(id ident.DraftID, material, part string) string {
	to := at(id)
	if material != "" {
		to += "?material=" + url.QueryEscape(material)
	}
	if part != "" {
		to += "#" + part
	}
	return to
}

// showIntake is W3.
func showIntake(v *visit) error {
	c, err := v.check()
	if err != nil {
		return err
	}
	return v.intake(http.StatusOK, c, trouble{})
}

func (v *visit) check() (*filing.Check, error) {
	return v.d.Filing.Check(v.R.Context(), v.Who.Principal, v.id())
}

// trouble is what an act could not do: the page comes back with it and with what was written.
type trouble struct {
	err    error
	posted url.Values
	upload error // the file in the scan box was not taken
}

// save keeps the whole form as it was posted.
func (v *visit) save(posted url.Values) (*filing.Filing, error) {
	ctx, who := v.R.Context(), v.Who.Principal
	f, err := v.d.Filing.Draft(ctx, who, v.id())
	if err != nil {
		return nil, err
	}
	version, _ := strconv.ParseInt(posted.Get("version"), 10, 64) // 0 is not checked
	in := filing.SaveFormInput{Version: version, Role: posted.Get(answer + "applicant"), Values: valuesOf(f, posted), Answers: answersOf(posted)}
	if way := deliveryOf(posted); way.Way != "" {
		in.Deliver = &way
	}
	return v.d.Filing.SaveForm(ctx, who, v.id(), in)
}

// valuesOf reads the fields of the form as they were written.
func valuesOf(f *filing.Filing, posted url.Values) map[string]any {
	out := map[string]any{}
	for _, sec := range f.Plan.Form.Sections {
		for _, x := range filing.ToWrite(sec) {
			out[x.Key] = page.WrittenValue(x.Type, x.Key, posted)
		}
	}
	return out
}

// answersOf reads the answers of the guide as they were written.
func answersOf(posted url.Values) map[string]any {
	mine := url.Values{}
	for name, values := range posted {
		if key, ok := strings.CutPrefix(name, answer); ok && key != "applicant" {
			mine[key] = values
		}
	}
	return page.AnswersOf(mine, nil)
}

// saveFirst keeps what was written and then does something with it; a form that cannot be used comes back.
func (v *visit) saveFirst(then func(url.Values) error) error {
	if err := v.R.ParseForm(); err != nil {
		return fault.New(fault.Invalid, "window.form_unreadable")
	}
	_, err := v.save(v.R.PostForm)
	if err == nil {
		err = then(v.R.PostForm)
	}
	return v.again(trouble{err: err, posted: v.R.PostForm})
}

// again shows the intake with what is wrong; other faults are the frame's.
func (v *visit) again(t trouble) error {
	if t.err == nil && t.upload == nil {
		return nil
	}
	bad := t.err
	if bad == nil {
		bad = t.upload
	}
	if !fault.Is(bad, fault.Invalid) && fault.Of(bad).Key != "filing.changed_since_confirmed" {
		return bad
	}
	c, err := v.check()
	if err != nil {
		return bad
	}
	return v.intake(page.Status(bad), c, t)
}

func saveIntake(v *visit) error {
	return v.saveFirst(func(posted url.Values) error {
		material, part := posted.Get("material"), ""
		if to := v.R.URL.Query().Get("to"); to != "" {
			material, part = to, "scan"
		}
		return v.GoTo(back(v.id(), material, part))
	})
}

// parkIntake keeps everything for later and goes to the next visitor.
func parkIntake(v *visit) error {
	return v.saveFirst(func(url.Values) error {
		v.Door.Gate.Flash(v.R, "flash.parked")
		return v.GoTo("/window/intakes/new")
	})
}

// showCustomer leads to the customer's screen once everything is there.
func showCustomer(v *visit) error {
	return v.saveFirst(func(url.Values) error {
		c, err := v.check()
		if err != nil {
			return err
		}
		if len(c.Open) > 0 {
			return fault.New(fault.Invalid, "window.not_complete", "n", strconv.Itoa(len(c.Open)))
		}
		return v.GoTo(at(v.id()) + "/confirm")
	})
}

// submitIntake files what the customer confirmed, or goes to the page of the one-time notice.
func submitIntake(v *visit) error {
	if v.R.PostFormValue("way") == "refuse" {
		return v.saveFirst(func(url.Values) error { return v.GoTo(at(v.id()) + "/refuse") })
	}
	submit := func(url.Values) error {
		made, err := v.d.Filing.Submit(v.R.Context(), v.Who.Principal, v.id(), filing.SubmitInput{Channel: "window"})
		if err != nil {
			return err
		}
		return v.GoTo(receiptURL(made.No))
	}
	if _, err := v.d.Filing.Draft(v.R.Context(), v.Who.Principal, v.id()); fault.Is(err, fault.NotFound) {
		return submit(nil) // pressed twice: the first answer comes again
	}
	return v.saveFirst(submit)
}

func receiptURL(no ident.CaseNo) string { return "/window/cases/" + string(no) + "/receipt" }
