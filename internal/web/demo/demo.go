// Package demo is what the sample city alone shows: what its played outside systems were given. Nothing of it exists in a
// real city.
package demo

import (
	"bytes"
	"context"
	"log/slog"
	"net/http"
	"time"

	"lianban/internal/app/telling"
	"lianban/internal/base/fault"
	"lianban/internal/base/lang"
	"lianban/internal/domain/calendar"
	"lianban/internal/web/page"
)

// Door is the pages of the sample city.
type Door struct {
	Around func(r *http.Request, title string) (*page.Frame, error) // what stands around a page
	Held   func(ctx context.Context, limit int) ([]telling.Held, error)
	Sent   func() []Sent // newest first
	Plays  []Play
	Log    *slog.Logger
}

// Sent is a message that a played system took.
type Sent struct {
	Way     string // telling.SMS, telling.Mail
	To      string
	Subject string
	Text    string
	At      time.Time
	Tries   int
}

// Play is a played system that can be switched off.
type Play struct {
	Way  string
	Down func() bool
	Set  func(down bool)
}

const root = "/demo/messages"

// Handler answers the pages below /demo/messages.
func (d *Door) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET "+root, d.messages)
	mux.HandleFunc("POST "+root+"/{way}/switch", d.turn)
	return mux
}

func say(key string, pairs ...any) string { return lang.Chinese().Say("demo."+key, pairs...) }

// most is how many messages each part of the page shows.
const most = 50

func (d *Door) messages(w http.ResponseWriter, r *http.Request) {
	held, err := d.Held(r.Context(), most)
	if err != nil {
		d.fail(w, r, err)
		return
	}
	f, err := d.Around(r, say("messages.title"))
	if err != nil {
		d.fail(w, r, err)
		return
	}
	f.Crumbs = []page.Link{{Label: lang.Chinese().Say("citizen.home.page"), Href: "/"}, {Label: lang.Chinese().Say("citizen.about.title"), Href: "/about-demo"}, {Label: f.Title}}
	p := MessagesPage{}
	for _, x := range d.Plays {
		p.Plays = append(p.Plays, playOf(x))
	}
	for _, x := range held {
		p.Held = append(p.Held, heldLine(x))
	}
	for i, x := range d.Sent() {
		if i == most {
			break
		}
		p.Sent = append(p.Sent, sentLine(x))
	}
	d.show(w, r, http.StatusOK, func(b *bytes.Buffer) error { return Messages(f, p).Render(r.Context(), b) })
}

func playOf(x Play) PlayView {
	v := PlayView{Way: x.Way, Name: say("way." + x.Way + ".system"), Post: root + "/" + x.Way + "/switch", Down: x.Down()}
	v.State, v.Button, v.Value = page.Tag{Tone: page.Good, Icon: "circle-check", Word: say("play.up")}, say("play.turn_off", "name", v.Name), "yes"
	if v.Down {
		v.State, v.Button, v.Value = page.Tag{Tone: page.Bad, Icon: "circle-x", Word: say("play.down")}, say("play.turn_on", "name", v.Name), "no"
	}
	return v
}

func heldLine(x telling.Held) Line {
	l := Line{Way: say("way." + x.Way), To: masked(x.Way, x.To), Subject: x.Subject, Text: x.Text, State: page.Tag{Tone: page.Info, Icon: "hourglass", Word: say("state.soon")}}
	switch {
	case x.Dead:
		l.State = page.Tag{Tone: page.Bad, Icon: "circle-x", Word: say("state.dead")}
		l.Say = say("held.dead", "n", x.Attempts, "reason", lang.Chinese().Say("fault."+x.Reason))
	case x.Behind:
		l.State.Word = say("state.behind")
		l.Say = say("held.behind")
	case x.Attempts > 0:
		l.State = page.Tag{Tone: page.Warn, Icon: "refresh", Word: say("state.again")}
		l.Say = say("held.again", "n", x.Attempts, "reason", lang.Chinese().Say("fault."+x.Reason), "at", moment(x.NextAt))
	case !x.NextAt.IsZero():
		l.State.Word = say("state.quiet")
		l.Say = say("held.quiet", "at", moment(x.NextAt))
	default:
		l.Say = say("held.soon")
	}
	return l
}

func sentLine(x Sent) Line {
	return Line{
		Way: say("way." + x.Way), To: masked(x.Way, x.To), Subject: x.Subject, Text: x.Text,
		State: page.Tag{Tone: page.Good, Icon: "circle-check", Word: say("state.sent")}, Say: say("sent.say", "at", moment(x.At), "n", x.Tries),
	}
}

func masked(way, to string) string {
	if way == telling.Mail {
		return page.MaskMail(to)
	}
	return page.MaskPhone(to)
}

func moment(t time.Time) string {
	t = t.In(calendar.Zone)
	return say("moment", "m", int(t.Month()), "d", t.Day(), "time", t.Format("15:04:05"))
}

// turn switches a played system off or on.
func (d *Door) turn(w http.ResponseWriter, r *http.Request) {
	for _, x := range d.Plays {
		if x.Way == r.PathValue("way") {
			x.Set(r.PostFormValue("down") == "yes")
			http.Redirect(w, r, root, http.StatusSeeOther)
			return
		}
	}
	d.fail(w, r, fault.New(fault.NotFound, "citizen.no_page"))
}

func (d *Door) fail(w http.ResponseWriter, r *http.Request, err error) {
	status, no := page.Status(err), ""
	if status == http.StatusInternalServerError {
		no = page.ErrorNumber(r)
		d.Log.Error("a page of the sample city failed", "number", no, "error", err.Error())
	}
	f, ferr := d.Around(r, say("messages.title"))
	if ferr != nil {
		http.Error(w, no, status)
		return
	}
	d.show(w, r, status, func(b *bytes.Buffer) error {
		return Trouble(f, page.TroubleOf(f, status, err, no)).Render(r.Context(), b)
	})
}

// show renders a page whole before the first byte goes out.
func (d *Door) show(w http.ResponseWriter, r *http.Request, status int, draw func(*bytes.Buffer) error) {
	var b bytes.Buffer
	if err := draw(&b); err != nil {
		d.Log.Error("a page of the sample city cannot be drawn", "path", r.URL.Path, "error", err.Error())
		http.Error(w, page.ErrorNumber(r), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write(b.Bytes()) // the browser went away: nobody left to tell
}
