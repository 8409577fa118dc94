package window

import (
	"net/http"
	"strings"

	"lianban/internal/base/fault"
	"lianban/internal/domain/casework"
	"lianban/internal/web/page"
	"lianban/internal/web/page/console"
)

// askRefuse shows everything that the one-time notice will name.
func askRefuse(v *visit) error { return v.refusePage(http.StatusOK, nil) }

func (v *visit) refusePage(status int, wrong error) error {
	c, err := v.check()
	if err != nil {
		return err
	}
	if c.Older.Must() && !c.Older.Gone {
		return v.GoTo(at(v.id()) + "/upgrade")
	}
	s, err := v.Shell(say("refuse.title"))
	if err != nil {
		return err
	}
	p := AskPage{
		Shell: s, Lead: say("refuse.lead", "n", len(c.Open)), Defects: defects(c), Effects: []string{say("refuse.effect"), say("refuse.kept"), say("refuse.insist")},
		Post: at(v.id()) + "/refuse", Button: say("refuse.button"), Back: page.Link{Label: say("back"), Href: at(v.id())},
		Problems: problemsOf(wrong),
		Reason:   &page.Field{Kind: page.LongText, Name: "reason", Label: say("refuse.reason"), Help: say("refuse.reason_help"), Value: v.R.PostFormValue("reason"), Longest: 200},
	}
	fields := []page.Field{*p.Reason}
	mark(fields, p.Problems)
	p.Reason, p.Shell.Failed = &fields[0], len(p.Problems) > 0
	v.Show(status, Ask(p))
	return nil
}

// refuseIntake gives the visitor the one-time notice instead of a receipt.
func refuseIntake(v *visit) error {
	_, err := v.d.Filing.RefuseIntake(v.R.Context(), v.Who.Principal, v.id(), v.R.PostFormValue("reason"))
	if fault.Is(err, fault.Invalid) {
		return v.refusePage(http.StatusUnprocessableEntity, err)
	}
	if err != nil {
		return err
	}
	return v.GoTo(at(v.id()) + "/notice")
}

// PaperPage shows an official paper and how to print it.
type PaperPage struct {
	Shell console.Shell
	Paper string // HTML of the paper
	PDF   string
	Next  page.Link
	Back  page.Link
}

func showNotice(v *visit) error {
	d, err := v.d.Filing.IntakeNotice(v.R.Context(), v.Who.Principal, v.id())
	if err != nil {
		return err
	}
	s, err := v.Shell(say("notice.title"))
	if err != nil {
		return err
	}
	if v.d.Printer == nil {
		return fault.New(fault.Unavailable, "window.no_printer")
	}
	body, err := v.d.Printer.HTML(v.R.Context(), d)
	if err != nil {
		return err
	}
	v.Show(http.StatusOK, Paper(PaperPage{
		Shell: s, Paper: string(body), PDF: at(v.id()) + "/notice/pdf", Next: page.Link{Label: say("next"), Href: "/window/intakes/new"},
		Back: page.Link{Label: say("notice.resume"), Href: at(v.id())},
	}))
	return nil
}

func printNotice(v *visit) error {
	d, err := v.d.Filing.IntakeNotice(v.R.Context(), v.Who.Principal, v.id())
	if err != nil {
		return err
	}
	return v.pdf(d)
}

// pdf answers an official paper as the server prints it.
func (v *visit) pdf(d casework.Document) error {
	if v.d.Printer == nil {
		return fault.New(fault.Unavailable, "window.no_printer")
	}
	b, err := v.d.Printer.PDF(v.R.Context(), d)
	if err != nil {
		return err
	}
	page.FileHeaders(v.W.Header(), strings.ReplaceAll(d.No, "/", "-")+".pdf", "application/pdf", true)
	_, err = v.W.Write(b)
	return err
}
