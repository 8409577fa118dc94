package officer

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"lianban/internal/app/handling"
	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
	"lianban/internal/web/page"
	"lianban/internal/web/page/console"
)

// RequestsPage lists what other departments ask this one (D8). Expert calls stand in the same list.
type RequestsPage struct {
	Shell Shell
	Done  string
	Tabs  []Tab
	Rows  []RequestLine
	Empty *console.Empty
	Pages []PageLink
}

// Tab is one half of a list.
type Tab struct {
	Text string
	URL  string
	Here bool
}

// RequestLine is one letter in the list.
type RequestLine struct {
	URL   string
	Item  string
	Step  string
	Asker string
	Sent  string
	Due   string
	Level Level
	Tag   Tag
}

const requestsURL = "/officer/requests"

// showRequests lists what the bodies of the person are asked: the open ones, or with ?over=1 those that are over.
func showRequests(v *visit) error {
	q := v.R.URL.Query()
	over := q.Get("over") == "1"
	s, err := v.Shell(say("requests.title"))
	if err != nil {
		return err
	}
	p := RequestsPage{Shell: s, Done: v.Flash(), Tabs: []Tab{
		{Text: say("requests.open"), URL: requestsURL, Here: !over}, {Text: say("requests.over"), URL: requestsURL + "?over=1", Here: over},
	}}
	if !v.Who.Principal.Has(permission.Reply) {
		p.Tabs, p.Empty = nil, &console.Empty{Title: say("requests.denied.title"), Text: say("requests.denied.text")}
		v.Show(http.StatusOK, RequestsView(p))
		return nil
	}
	list, err := v.d.Handling.Requests(v.R.Context(), v.Who.Principal, !over, handling.Page{After: q.Get("after"), Before: q.Get("before"), Limit: 50})
	if err != nil {
		return err
	}
	for _, r := range list.Rows {
		p.Rows = append(p.Rows, v.requestLine(r))
	}
	if len(p.Rows) == 0 {
		key := "requests.empty"
		if over {
			key = "requests.none"
		}
		p.Empty = &console.Empty{Title: say(key + ".title"), Text: say(key + ".text")}
	}
	for _, x := range []struct{ word, key, value string }{{"requests.less", "before", list.Pages.Prev}, {"requests.more", "after", list.Pages.Next}} {
		if x.value == "" {
			continue
		}
		to := url.Values{x.key: {x.value}}
		if over {
			to.Set("over", "1")
		}
		p.Pages = append(p.Pages, PageLink{Text: say(x.word), URL: requestsURL + "?" + to.Encode()})
	}
	v.Show(http.StatusOK, RequestsView(p))
	return nil
}

func (v *visit) requestLine(r handling.RequestRow) RequestLine {
	line := RequestLine{
		URL: requestURL(r.No, r.Slot, r.Step, r.Body), Item: r.Item, Step: r.Name, Asker: v.officeOf(r.Asker), Sent: console.DayText(r.Sent),
		Tag: Tag{Tone: page.Info, Icon: "clock", Word: say("request.sent")}, Level: LevelNone,
	}
	if r.Due != 0 {
		line.Due = console.DayText(r.Due)
	}
	switch {
	case r.State == casework.RequestReplied:
		line.Tag = Tag{Tone: page.Good, Icon: "check", Word: say("step.on", "day", console.DayText(r.Answered))}
	case r.State != casework.RequestSent:
		line.Tag = answerTag(casework.Request{State: r.State})
	case r.Due != 0 && r.Due < v.Today:
		line.Level = LevelOver
		line.Tag = Tag{Tone: page.Bad, Icon: "alert-circle", Word: say("request.late", "day", line.Due)}
	case r.Due == v.Today:
		line.Level = LevelSoon
		line.Tag = Tag{Tone: page.Warn, Icon: "clock", Word: say("request.last")}
	}
	return line
}

func requestURL(no ident.CaseNo, slot, step, body string, more ...string) string {
	return requestsURL + "/" + string(no) + "/" + url.PathEscape(slot) + "/" + url.PathEscape(step) + "/" + url.PathEscape(body) + strings.Join(more, "")
}

// RequestPage is one letter: the question, what may be seen, the answer.
type RequestPage struct {
	Shell    Shell
	Done     string
	Title    string
	From     string
	Tag      Tag
	Clock    string
	Rule     string // what silence means
	Question string
	PDF      string // the letter itself
	Papers   []Material
	Fields   []FieldRow
	Own      []Fact // what was answered
	Errors   []page.Problem
	Inputs   []page.Field // none: nothing can be answered any more
	Lead     string
	Action   string
	Submit   string
	Hidden   []Hidden
}

// request names the letter of the address.
func (v *visit) request() (handling.Request, error) {
	no, ok := ident.ParseCaseNo(v.R.PathValue("no"))
	if !ok {
		return handling.Request{}, fault.New(fault.NotFound, "officer.case_no")
	}
	return handling.Request{No: no, Slot: v.R.PathValue("item"), Step: v.R.PathValue("step"), Body: v.R.PathValue("body")}, nil
}

// showRequest shows one letter to the body that is asked.
func showRequest(v *visit) error {
	at, err := v.request()
	if err != nil {
		return err
	}
	f, err := v.d.Handling.Request(v.R.Context(), v.Who.Principal, at)
	if err != nil {
		return err
	}
	return v.drawRequest(http.StatusOK, at, f, replyForm(f))
}

// replyForm asks for an answer while one is possible.
func replyForm(f *handling.RequestFile) *actForm {
	late := f.Request.State == casework.RequestSilent && f.Request.LateOn == 0
	if f.Item.State != casework.Accepted || f.Request.State != casework.RequestSent && !late {
		return &actForm{}
	}
	return &actForm{fields: []page.Field{saysField(), {
		Kind: page.LongText, Name: fieldOpinion, Label: say("request.opinion"), Help: say("request.opinion.help"), Longest: 2000, Optional: !late,
	}}}
}

func (v *visit) drawRequest(status int, at handling.Request, f *handling.RequestFile, form *actForm) error {
	title := say("request.title", "item", f.Item.Name, "step", f.Step.Name)
	s, err := v.Shell(title)
	if err != nil {
		return err
	}
	s.Failed = len(form.problems) > 0
	r := f.Request
	p := RequestPage{
		Shell: s, Done: v.Flash(), Title: title, From: say("request.from", "asker", f.Item.Office, "day", console.DayText(r.Sent)), Tag: answerTag(r),
		PDF: requestURL(at.No, at.Slot, at.Step, at.Body, "/pdf"), Rule: silenceRule(f.Step.Asked), Question: r.Question, Errors: form.problems, Inputs: form.fields,
		Hidden: []Hidden{{Name: "seen", Value: strconv.FormatInt(r.Version, 10)}, {Name: "once", Value: page.Token()}},
		Action: requestURL(at.No, at.Slot, at.Step, at.Body, "/reply-consult"), Submit: say("request.submit"), Lead: say("request.note"),
	}
	p.Clock = v.requestClock(f)
	if r.State == casework.RequestSilent {
		p.Action, p.Submit, p.Lead = requestURL(at.No, at.Slot, at.Step, at.Body, "/record-late-reply"), say("request.late_submit"), say("request.late_lead")
	}
	if r.State == casework.RequestReplied {
		p.Own = append(p.Own, Fact{Label: say("answer." + r.Answer), Value: either(r.Opinion, say("request.nothing"))})
	}
	if r.LateOn != 0 {
		p.Own = append(p.Own, Fact{Label: say("request.late_note", "day", console.DayText(r.LateOn)), Value: say("answer."+r.LateAnswer) + say("stop") + r.Late})
	}
	for _, m := range f.Materials {
		row := Material{Name: m.Name, Icon: "file-text"}
		if len(m.Papers) > 0 {
			row.URL = requestURL(at.No, at.Slot, at.Step, at.Body, "/papers/", string(latest(m).ID))
		}
		p.Papers = append(p.Papers, row)
	}
	for _, x := range f.Fields {
		p.Fields = append(p.Fields, FieldRow{Label: x.Label, Value: x.Shown, Wide: true})
	}
	v.Show(status, RequestView(p))
	return nil
}

func either(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

func (v *visit) requestClock(f *handling.RequestFile) string {
	switch {
	case f.Request.State != casework.RequestSent:
		return say("request.over")
	case f.Due == 0:
		return ""
	case f.Due < v.Today:
		return say("request.late", "day", console.BindingDay(f.Due))
	case f.Due == v.Today:
		return say("request.last")
	}
	return say("request.left", "left", f.Left, "day", console.BindingDay(f.Due))
}

// replying is how a body answers: in time, or after silence.
type replying func(*handling.Service, context.Context, permission.Principal, handling.Request, handling.Answer) (*casework.Case, error)

// replyConsult answers a letter.
func replyConsult(v *visit) error {
	return v.answerRequest("request.replied", (*handling.Service).ReplyConsult)
}

// recordLateReply adds an answer after silence.
func recordLateReply(v *visit) error {
	return v.answerRequest("request.added", (*handling.Service).AddLateReply)
}

func (v *visit) answerRequest(done string, do replying) error {
	at, err := v.request()
	if err != nil {
		return err
	}
	if err := v.R.ParseForm(); err != nil {
		return fault.New(fault.Invalid, "officer.form")
	}
	f, err := v.d.Handling.Request(v.R.Context(), v.Who.Principal, at)
	if err != nil {
		return err
	}
	form := replyForm(f)
	form.read(v.R.PostForm.Get, nil)
	if len(form.problems) > 0 {
		return v.drawRequest(http.StatusUnprocessableEntity, at, f, form)
	}
	at.Seen, _ = strconv.ParseInt(v.R.PostForm.Get("seen"), 10, 64)
	at.Once = v.R.PostForm.Get("once")
	says, opinion := v.R.PostForm.Get(fieldSays), strings.TrimSpace(v.R.PostForm.Get(fieldOpinion))
	_, err = do(v.d.Handling, v.R.Context(), v.Who.Principal, at, handling.Answer{Says: says, Opinion: opinion})
	if fault.Is(err, fault.Invalid) {
		console.MendFields(form.fields, &form.problems, renamed(err, "answer", fieldSays))
		return v.drawRequest(http.StatusUnprocessableEntity, at, f, form)
	}
	if err != nil {
		return err
	}
	v.d.Gate.Flash(v.R, done)
	return v.GoTo(requestURL(at.No, at.Slot, at.Step, at.Body))
}

// printRequest serves the letter itself as PDF.
func printRequest(v *visit) error {
	at, err := v.request()
	if err != nil {
		return err
	}
	d, err := v.d.Handling.RequestLetter(v.R.Context(), v.Who.Principal, at)
	if err != nil {
		return err
	}
	return v.servePDF(d)
}

// openRequestPaper serves a file that the letter shows.
func openRequestPaper(v *visit) error {
	at, err := v.request()
	if err != nil {
		return err
	}
	p, content, err := v.d.Handling.OpenRequestPaper(v.R.Context(), v.Who.Principal, at, ident.PaperID(v.R.PathValue("paper")))
	if err != nil {
		return err
	}
	defer func() { _ = content.Close() }() // it was only read
	v.servePaper(p, content)
	return nil
}
