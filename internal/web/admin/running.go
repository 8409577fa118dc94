package admin

import (
	"net/http"
	"strconv"
	"strings"
	"time"

	"lianban/internal/app/running"
	"lianban/internal/base/clock"
	"lianban/internal/base/fault"
	"lianban/internal/base/lang"
	"lianban/internal/domain/calendar"
	"lianban/internal/web/page"
	"lianban/internal/web/page/console"
)

// health shows page A1: how this node and its database do, and what to do where they do not.
func health(v *visit) error {
	h, err := v.d.Running.Health(v.R.Context(), v.Who.Principal)
	if err != nil {
		return err
	}
	s, err := v.Shell(say("rail.health"))
	if err != nil {
		return err
	}
	good, bad := page.Tag{Tone: page.Good, Icon: "circle-check", Word: say("health.good")}, page.Tag{Tone: page.Bad, Icon: "alert-triangle", Word: say("health.bad")}
	db := Fact{Label: say("health.database"), Value: say("health.engine." + h.Engine), Tag: &good}
	if !h.Answers {
		db.Tag, db.Value = &bad, say("health.silent")
	}
	dead := Fact{Label: say("health.dead"), Value: say("health.dead_n", "n", h.Dead)}
	if h.Dead > 0 {
		dead.Tag = &page.Tag{Tone: page.Warn, Icon: "alert-circle", Word: say("health.look")}
	}
	hangs := Fact{Label: say("rail.banner"), Value: say("health.no_banner")}
	if h.Banner.Text != "" {
		hangs.Value = h.Banner.Text
	}
	v.Show(http.StatusOK, SheetPage(Sheet{
		Shell: s, Done: v.Flash(), Note: say("health.note"),
		Panels: []Panel{{Title: say("health.title"), Facts: []Fact{db, {Label: say("health.pending"), Value: say("health.pending_n", "n", h.Pending)}, dead, hangs}}},
	}))
	return nil
}

// showBanner shows what hangs there and asks for another.
func showBanner(v *visit) error { return v.bannerForm(nil) }

// momentForm is how an administrator writes a time.
const momentForm = "2006-01-02 15:04"

func (v *visit) bannerForm(failed error) error {
	b, err := v.d.Running.Planned(v.R.Context(), v.Who.Principal)
	if err != nil {
		return err
	}
	s, err := v.Shell(say("rail.banner"))
	if err != nil {
		return err
	}
	r := v.R
	text, from, until := b.Text, written(b.From), written(b.Until)
	if r.Method == http.MethodPost {
		text, from, until = r.PostFormValue("text"), r.PostFormValue("from"), r.PostFormValue("until")
	} else if from == "" {
		from = v.Now().Format(momentForm)
	}
	f := Form{
		Title: say("banner.put_up"), Action: "/admin/banner", Submit: say("banner.submit"),
		Fields: []page.Field{
			{Kind: page.LongText, Name: "text", Label: say("banner.text"), Help: say("banner.text_help"), Value: text, Longest: 120},
			{Kind: page.Text, Name: "from", Label: say("banner.from"), Help: say("banner.moment_help"), Value: from, Longest: 10},
			{Kind: page.Text, Name: "until", Label: say("banner.until"), Value: until, Longest: 10},
			reasonField(r.PostFormValue("reason")),
		},
	}
	status, problems := http.StatusOK, []page.Problem(nil)
	if failed != nil {
		status, s.Failed = page.Status(failed), true
		console.MendFields(f.Fields, &problems, failed)
	}
	view := List{Shell: s, Done: v.Flash(), Note: say("banner.note"), Forms: []Form{f}, Problems: problems}
	now := console.Empty{Title: say("banner.none"), Text: say("banner.none_text")}
	if b.Text != "" {
		now = console.Empty{Title: say("banner.hangs"), Text: say("banner.planned", "text", b.Text, "from", written(b.From), "until", written(b.Until))}
		view.Forms = append(view.Forms, Form{Title: say("banner.take_down"), Action: "/admin/banner/clear", Submit: say("banner.clear"), Fields: []page.Field{{Kind: page.Text, Name: "why", Label: say("form.reason")}}})
	}
	view.Empty = &now
	v.Show(status, ListPage(view))
	return nil
}

func written(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.In(clock.Zone).Format(momentForm)
}

// readMoment reads a time; zero when it is none.
func readMoment(r *http.Request, name string) time.Time {
	s := strings.TrimSpace(strings.ReplaceAll(r.PostFormValue(name), "T", " "))
	t, err := time.ParseInLocation(momentForm, s, clock.Zone)
	if err != nil {
		return time.Time{}
	}
	return t
}

func setBanner(v *visit) error {
	r := v.R
	b := running.Banner{Text: r.PostFormValue("text"), From: readMoment(r, "from"), Until: readMoment(r, "until")}
	err := v.d.Running.SetBanner(r.Context(), v.Who.Principal, b, r.PostFormValue("reason"))
	if fault.Is(err, fault.Invalid) {
		return v.bannerForm(err)
	}
	return v.done(err, "banner.set", "/admin/banner")
}

func clearBanner(v *visit) error {
	err := v.d.Running.ClearBanner(v.R.Context(), v.Who.Principal, v.R.PostFormValue("why"))
	if fault.Is(err, fault.Invalid) {
		return v.bannerForm(fault.New(fault.Invalid, "access.form").With("why", "access.reason"))
	}
	return v.done(err, "banner.cleared", "/admin/banner")
}

// done goes on after an act, with words for the next page.
func (v *visit) done(err error, words, to string) error {
	if err != nil {
		return err
	}
	v.d.Gate.Flash(v.R, words)
	return v.GoTo(to)
}

// messages shows page A6: messages that nobody took.
func messages(v *visit) error {
	dead, err := v.d.Running.DeadMessages(v.R.Context(), v.Who.Principal)
	if err != nil {
		return err
	}
	s, err := v.Shell(say("rail.tasks"))
	if err != nil {
		return err
	}
	view := List{Shell: s, Done: v.Flash(), Note: say("tasks.note"), Table: Table{Caption: say("rail.tasks"), Head: []string{say("tasks.no"), say("tasks.receiver"), say("tasks.kind"), say("tasks.tries"), say("tasks.error"), say("absence.act")}}}
	for _, m := range dead {
		no := strconv.FormatInt(m.ID, 10)
		receiver := m.Receiver
		if has("tasks.to." + receiver) {
			receiver = say("tasks.to." + receiver)
		}
		why := m.Error
		if has("tasks.error." + why) {
			why = say("tasks.error." + why)
		} else if t := lang.Chinese(); t.Has("fault." + why) {
			why = t.Say("fault." + why)
		}
		view.Table.Rows = append(view.Table.Rows, []Cell{{Text: no}, {Text: receiver}, {Text: m.Kind}, {Text: strconv.Itoa(m.Attempts)}, {Text: why}, {Text: say("tasks.retry"), Href: "/admin/tasks/" + no + "/retry"}})
	}
	if len(dead) == 0 {
		view.Empty = &console.Empty{Title: say("tasks.none"), Text: say("tasks.none_text")}
	}
	v.Show(http.StatusOK, ListPage(view))
	return nil
}

func (v *visit) task() (int64, error) {
	id, err := strconv.ParseInt(v.R.PathValue("task"), 10, 64)
	if err != nil {
		return 0, fault.New(fault.NotFound, "admin.no_page")
	}
	return id, nil
}

func showRetry(v *visit) error { return v.retryForm(nil) }

func (v *visit) retryForm(failed error) error {
	id, err := v.task()
	if err != nil {
		return err
	}
	s, err := v.Shell(say("tasks.retry_title", "no", id))
	if err != nil {
		return err
	}
	f := Form{
		Shell: s, Back: page.Link{Label: say("rail.tasks"), Href: "/admin/tasks"}, Lead: say("tasks.retry_lead"),
		Action: v.R.URL.Path, Submit: say("tasks.retry"), Fields: []page.Field{reasonField(v.R.PostFormValue("reason"))},
	}
	status := http.StatusOK
	if failed != nil {
		status, f.Shell.Failed = page.Status(failed), true
		console.MendFields(f.Fields, &f.Errors, failed)
	}
	v.Show(status, FormPage(f))
	return nil
}

func retry(v *visit) error {
	id, err := v.task()
	if err == nil {
		_, err = v.d.Running.ReviveMessage(v.R.Context(), v.Who.Principal, id, v.R.PostFormValue("reason"))
	}
	if fault.Is(err, fault.Invalid) {
		return v.retryForm(err)
	}
	return v.done(err, "tasks.revived", "/admin/tasks")
}

// dayOf reads a day of a query, 0 when it is none.
func dayOf(s string) calendar.Day {
	d, err := calendar.ParseDay(s)
	if err != nil {
		return 0
	}
	return d
}
