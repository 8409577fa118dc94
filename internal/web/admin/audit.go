package admin

import (
	"bytes"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"

	"lianban/internal/app/running"
	"lianban/internal/base/fault"
	"lianban/internal/base/lang"
	"lianban/internal/domain/audit"
	"lianban/internal/domain/casework"
	"lianban/internal/web/page"
	"lianban/internal/web/page/console"
)

// verbs are the acts of the audit log, in the order of its filter.
var verbs = []string{
	"sign_in", "add_staff", "change_staff", "change_posts", "reset_password", "change_password", "confirm_code", "reset_code",
	"unlock_staff", "close_staff", "reopen_staff", "mark_absent", "end_absence", "publish_release", "roll_back_release", "set_banner", "clear_banner",
	"revive_message", "verify_audit", "export_audit", "export_worklist",
}

// question is what the auditor asks.
type question struct {
	running.Filter
	cases bool // what staff did to cases, instead of the log
}

func readQuestion(q url.Values) question {
	return question{cases: q.Get("of") == "cases", Filter: running.Filter{
		Person: q.Get("person"), Verb: q.Get("verb"), From: dayOf(q.Get("from")), Until: dayOf(q.Get("until")),
	}}
}

// auditList shows page A9: who did what, to accounts and the house or to cases.
func auditList(v *visit) error { return v.auditPage(nil) }

func (v *visit) auditPage(failed error) error {
	q := v.R.URL.Query()
	if failed != nil {
		q = v.R.PostForm
	}
	ask := readQuestion(q)
	s, err := v.Shell(say("rail.audit"))
	if err != nil {
		return err
	}
	view := List{Shell: s, Note: say("audit.note"), Action: "/admin/audit", Clear: "/admin/audit", Filters: v.auditFilters(ask, q)}
	if words := v.d.Gate.TakeOnce(v.R); words != "" {
		view.Done = words
	}
	at := running.Page{Limit: rowsAPage, After: q.Get("after"), Before: q.Get("before")}
	fill := v.fillLog
	if ask.cases {
		fill = v.fillDeeds
	}
	unknown, err := fill(&view, ask, at)
	if err != nil {
		return err
	}
	if len(view.Table.Rows) == 0 {
		view.Empty = &console.Empty{Title: say("audit.none"), Text: say("audit.none_text"), Act: page.Link{Label: say("filter.clear"), Href: "/admin/audit"}}
	}
	if unknown {
		view.Notes = append(view.Notes, Note{Tone: page.Warn, Text: say("audit.unknown", "person", ask.Person)})
	}
	v.auditForms(&view, q)
	status := http.StatusOK
	if failed != nil {
		status, view.Shell.Failed = page.Status(failed), true
		console.MendFields(view.Forms[0].Fields, &view.Problems, failed)
	}
	v.Show(status, ListPage(view))
	return nil
}

func (v *visit) auditFilters(ask question, q url.Values) []Filter {
	of := "log"
	options := []page.Option{{Label: say("filter.all")}}
	if ask.cases {
		of = "cases"
		for _, row := range casework.Table {
			if verb := string(row.Verb); has("deed." + verb) {
				options = append(options, page.Option{Value: verb, Label: say("deed." + verb)})
			}
		}
	} else {
		for _, verb := range verbs {
			options = append(options, page.Option{Value: verb, Label: say("verb." + verb)})
		}
	}
	return []Filter{
		{Kind: "select", Name: "of", Label: say("audit.of"), Value: of, Options: []page.Option{{Value: "log", Label: say("audit.of.log")}, {Value: "cases", Label: say("audit.of.cases")}}},
		{Kind: "search", Name: "person", Label: say("audit.person"), Value: ask.Person},
		{Kind: "select", Name: "verb", Label: say("audit.verb"), Value: ask.Verb, Options: options},
		{Kind: "date", Name: "from", Label: say("audit.from"), Value: q.Get("from")},
		{Kind: "date", Name: "until", Label: say("audit.until"), Value: q.Get("until")},
	}
}

// fillLog fills in a page of the audit log.
func (v *visit) fillLog(view *List, ask question, at running.Page) (unknown bool, err error) {
	list, err := v.d.Running.Audit(v.R.Context(), v.Who.Principal, ask.Filter, at)
	if err != nil {
		return false, err
	}
	view.Prev, view.Next = turn(v.R, "before", list.Pages.Prev), turn(v.R, "after", list.Pages.Next)
	view.Table = Table{Caption: say("audit.of.log"), Head: auditHeads("seq", "at", "who", "verb", "about", "outcome", "why", "address")}
	for _, e := range list.Entries {
		tag := outcomes[e.Outcome]
		tag.Word = say("outcome." + string(e.Outcome))
		view.Table.Rows = append(view.Table.Rows, []Cell{
			{Text: strconv.FormatInt(e.Seq, 10), Sub: e.Hash[:12]}, {Text: console.MomentText(e.At, v.Today)}, {Text: or(e.Actor.Name)},
			{Text: verbText(e.Verb)}, {Text: or(e.About.Name)}, {Tag: &tag}, {Text: or(e.Reason), Sub: v.detailText(e.Details)}, {Text: or(e.Address)},
		})
	}
	return list.Unknown, nil
}

var outcomes = map[audit.Outcome]page.Tag{
	audit.Done: {Tone: page.Good, Icon: "circle-check"}, audit.Failed: {Tone: page.Warn, Icon: "x"}, audit.Refused: {Tone: page.Bad, Icon: "hand-stop"},
}

// verbText names an act of the log; what somebody tried on a case has the words of cases.
func verbText(verb string) string {
	if has("verb." + verb) {
		return say("verb." + verb)
	}
	if has("deed." + verb) {
		return say("deed." + verb)
	}
	return verb
}

// held are the permissions of a post in the log, office its area and department: the log keeps their slugs.
var (
	held   = regexp.MustCompile(` *\[([a-z_ ]+)\]`)
	office = regexp.MustCompile(`([a-z_0-9]+)/([a-z_0-9]+|\*)`)
)

// detailText writes details: a reason of a refusal is a text key, posts are written in words.
func (v *visit) detailText(d string) string {
	if d == "-" { // an account without a post
		return ""
	}
	if t := lang.Chinese(); t.Has("fault." + d) {
		return t.Say("fault." + d)
	}
	d = held.ReplaceAllStringFunc(d, func(m string) string {
		var words []string
		for _, p := range strings.Fields(strings.Trim(m, " []")) {
			words = append(words, say("right."+p))
		}
		return say("audit.rights", "rights", strings.Join(words, say("comma")))
	})
	return office.ReplaceAllStringFunc(d, func(m string) string {
		area, department, _ := strings.Cut(m, "/")
		if _, known := v.d.Catalogue.Area(area); !known {
			return m
		}
		if department == "*" {
			return say("post.every_department", "area", v.where(area, ""))
		}
		return v.where(area, department)
	})
}

// fillDeeds fills in a page of what staff did to cases.
func (v *visit) fillDeeds(view *List, ask question, at running.Page) (unknown bool, err error) {
	list, err := v.d.Running.Deeds(v.R.Context(), v.Who.Principal, ask.Filter, at)
	if err != nil {
		return false, err
	}
	view.Prev, view.Next = turn(v.R, "before", list.Pages.Prev), turn(v.R, "after", list.Pages.Next)
	view.Table = Table{Caption: say("audit.of.cases"), Head: auditHeads("at", "who", "place", "department", "verb", "case")}
	for _, d := range list.Deeds {
		view.Table.Rows = append(view.Table.Rows, []Cell{
			{Text: console.MomentText(d.At, v.Today)}, {Text: d.Name}, {Text: or(list.Names[d.For])}, {Text: or(v.department(d.Department))},
			{Text: verbText(d.Verb)}, {Text: string(d.No)},
		})
	}
	return list.Unknown, nil
}

func auditHeads(names ...string) []string {
	out := make([]string, len(names))
	for i, n := range names {
		out[i] = say("audit.head." + n)
	}
	return out
}

// auditForms are what the auditor does: take what the filter finds, and check the chain.
func (v *visit) auditForms(view *List, q url.Values) {
	var kept []console.Hidden
	for _, k := range []string{"of", "person", "verb", "from", "until"} {
		kept = append(kept, console.Hidden{Name: k, Value: q.Get(k)})
	}
	view.Forms = []Form{
		{Title: say("audit.export"), Action: "/admin/audit/export", Hidden: kept, Submit: say("audit.export_submit"), Fields: []page.Field{reasonField("")}},
		{Title: say("audit.verify"), Action: "/admin/audit/verify", Submit: say("audit.verify_submit")},
	}
}

// verify checks the chain; the next page says what came of it.
func verify(v *visit) error {
	c, bad, err := v.d.Running.VerifyAudit(v.R.Context(), v.Who.Principal)
	if err != nil {
		return err
	}
	if bad != nil {
		return fault.New(fault.NotNow, "admin.chain_broken", "n", strconv.FormatInt(c.Seq+1, 10))
	}
	head := say("none")
	if c.Head != "" {
		head = c.Head[:16]
	}
	v.d.Gate.KeepOnce(v.R, say("audit.whole", "n", c.Seq, "head", head))
	return v.GoTo("/admin/audit")
}

// export hands out what the filter finds, as a file that a spreadsheet opens.
func export(v *visit) error {
	if err := v.R.ParseForm(); err != nil {
		return fault.New(fault.Invalid, "admin.form")
	}
	ask := readQuestion(v.R.PostForm)
	var b bytes.Buffer
	more, err := v.d.Running.ExportAudit(v.R.Context(), v.Who.Principal, ask.Filter, ask.cases, v.R.PostForm.Get("reason"), &b)
	if fault.Is(err, fault.Invalid) {
		return v.auditPage(err)
	}
	if err != nil {
		return err
	}
	name := "audit-" + v.Today.String() + ".csv"
	if more {
		name = "audit-" + v.Today.String() + "-first-10000.csv"
	}
	v.W.Header().Set("Content-Type", "text/csv; charset=utf-8")
	v.W.Header().Set("Content-Disposition", `attachment; filename="`+name+`"`)
	_, _ = v.W.Write(b.Bytes()) // the browser went away: nobody left to tell
	return nil
}
