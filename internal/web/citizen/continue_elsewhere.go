package citizen

import (
	"net/http"
	"strings"

	"lianban/internal/base/fault"
	"lianban/internal/web/page"
)

// ElsewherePage lets a draft go on at another device: by its picture or by a short code, and only after signing in.
type ElsewherePage struct {
	Name  string
	QR    string // picture of the draft's address as SVG; empty: nobody draws it here
	Code  string
	Until string
	Enter string // address at which the code is entered, as words
	Back  page.Link
}

// continueElsewhere shows how to go on with a draft on the telephone.
func continueElsewhere(v *visit) error {
	f, err := v.draft()
	if err != nil {
		return err
	}
	code, until, err := v.d.Filing.ContinueCode(v.r.Context(), v.who.Principal, f.Draft.ID)
	if err != nil {
		return err
	}
	at := "/drafts/" + string(f.Draft.ID)
	p := ElsewherePage{
		Name: f.Plan.Scenario.Name, Code: code[:3] + " " + code[3:], Until: say("elsewhere.until", "at", v.moment(until)),
		Enter: v.r.Host + "/continue", Back: page.Link{Label: say("elsewhere.back"), Href: at},
	}
	if p.QR, err = v.picture(at, say("elsewhere.qr", "name", p.Name)); err != nil {
		return err
	}
	v.show(http.StatusOK, Elsewhere(v.formFrame(say("elsewhere.title"), at), p))
	return nil
}

// picture is the QR code of an address of this portal.
func (v *visit) picture(path, label string) (string, error) {
	if v.d.Printer == nil {
		return "", nil
	}
	return v.d.Printer.QR(path, label)
}

// continueDraft takes the code on the other device and goes on with the draft.
func continueDraft(v *visit) error {
	code := strings.Join(strings.Fields(v.r.URL.Query().Get("code")), "")
	p := SectionPage{Heading: say("elsewhere.enter_title"), Lead: say("elsewhere.enter_lead"), Save: "/continue", Version: ""}
	p.Fields = []page.Field{{Kind: page.Once, Name: "code", Label: say("elsewhere.code"), Help: say("elsewhere.code_help"), Value: code, Longest: 6}}
	f := v.formFrame(p.Heading, "/drafts")
	if code == "" {
		v.show(http.StatusOK, EnterCode(f, p))
		return nil
	}
	id, err := v.d.Filing.Continue(v.r.Context(), v.who.Principal, code)
	if err == nil {
		return v.goTo("/drafts/" + string(id))
	}
	if !fault.Is(err, fault.NotFound) {
		return err
	}
	f.Failed, p.Problems = true, []page.Problem{{Field: "code", Text: sayFault(err)}}
	markProblems(p.Fields, p.Problems)
	v.show(http.StatusUnprocessableEntity, EnterCode(f, p))
	return nil
}
