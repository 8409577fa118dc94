package window

import (
	"bytes"
	"net/http"
	"net/url"
	"time"

	"lianban/internal/base/fault"
	"lianban/internal/domain/calendar"
	"lianban/internal/web/page"
	"lianban/internal/web/page/console"
)

// PhonePage shows the code that a telephone reads, and what has come in.
type PhonePage struct {
	Shell    console.Shell
	Thing    string
	Material string
	QR       string // SVG
	Address  string
	Until    string
	Came     string
	Here     string // address of this page
	Back     string
}

// ScanPage is what the telephone sees.
type ScanPage struct {
	Frame    *page.Frame
	Thing    string
	Material string
	Upload   page.Field
	Post     string
	Came     string
	Until    string
	Done     bool
	Problems []page.Problem
}

func scanKey(v *visit) string { return "scan/" + string(v.id()) + "/" + v.R.PathValue("material") }

// offerPhone makes a code for one paper; its secret waits in the session for the page that shows it.
func offerPhone(v *visit) error {
	key := v.R.PathValue("material")
	return v.saveFirst(func(url.Values) error {
		o, err := v.d.Filing.OfferScan(v.R.Context(), v.Who.Principal, v.id(), key)
		if err != nil {
			return err
		}
		v.Door.Gate.Sessions.Put(v.R.Context(), scanKey(v), o.Secret)
		return v.GoTo(at(v.id()) + "/materials/" + url.PathEscape(key) + "/phone")
	})
}

// showPhone is the page with the code. It refreshes itself by script; without, its link does.
func showPhone(v *visit) error {
	secret := v.Door.Gate.Sessions.GetString(v.R.Context(), scanKey(v))
	if secret == "" {
		return v.GoTo(back(v.id(), v.R.PathValue("material"), "scan"))
	}
	s, err := v.d.Filing.ScanOf(v.R.Context(), secret)
	if fault.Is(err, fault.NotFound) {
		v.Door.Gate.Sessions.Remove(v.R.Context(), scanKey(v))
		return v.GoTo(back(v.id(), v.R.PathValue("material"), "scan"))
	}
	if err != nil {
		return err
	}
	name := materialName(s.Material)
	shell, err := v.Shell(say("phone.title", "material", name))
	if err != nil {
		return err
	}
	p := PhonePage{
		Shell: shell, Thing: s.Scenario, Material: name, Address: v.d.Base + "scan/" + secret, Until: say("phone.until", "at", clockOf(v.Shown(s.ExpiresAt))),
		Came: say("phone.came", "n", s.Files), Here: v.R.URL.Path, Back: back(v.id(), "", "scan"),
	}
	if v.d.QR != nil {
		p.QR = v.d.QR(p.Address, say("phone.qr"))
	}
	v.Show(http.StatusOK, Phone(p))
	return nil
}

func clockOf(t time.Time) string { return t.In(calendar.Zone).Format("15:04") }

// showScan is the telephone's page: the paper and its rule, and nothing about anybody.
func (d *Door) showScan(w http.ResponseWriter, r *http.Request) {
	d.scanPage(w, r, http.StatusOK, nil)
}

func (d *Door) scanPage(w http.ResponseWriter, r *http.Request, status int, wrong error) {
	secret := r.PathValue("token")
	f := d.Frame(r)
	f.Door, f.Home, f.Here, f.Plain = page.Citizen, "/", r.URL.Path, true
	f.Title = say("scan.page")
	w.Header().Set("Referrer-Policy", "no-referrer")
	w.Header().Set("Cache-Control", "no-store")
	p := ScanPage{Frame: f, Post: "/scan/" + secret + "/upload", Done: r.URL.Query().Get("done") == "1"}
	s, err := d.Filing.ScanOf(r.Context(), secret)
	switch {
	case fault.Is(err, fault.NotFound):
		status, f.Failed = http.StatusNotFound, true
		p.Problems = problemsOf(err)
	case err != nil:
		d.Log.Error("a telephone's page failed", "number", page.ErrorNumber(r), "error", err.Error())
		http.Error(w, page.ErrorNumber(r), http.StatusInternalServerError)
		return
	default:
		p.Thing, p.Material = s.Scenario, materialName(s.Material)
		p.Came, p.Until = say("phone.came", "n", s.Files), say("phone.until", "at", clockOf(d.Shown(s.ExpiresAt)))
		if s.Left > 0 {
			p.Upload = page.Field{
				Kind: page.File, Name: "file", Label: say("scan.photo"), Help: ruleWords(s.Material.Upload), Accept: accepts(s.Material.Upload), Capture: true,
			}
		}
		if p.Problems = problemsOf(wrong); len(p.Problems) > 0 {
			f.Failed = true
			p.Problems[0].Field, p.Upload.Error = "file", p.Problems[0].Text
		}
	}
	var b bytes.Buffer
	if err := Scan(p).Render(r.Context(), &b); err != nil {
		d.Log.Error("a telephone's page cannot be drawn", "error", err.Error())
		http.Error(w, page.ErrorNumber(r), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write(b.Bytes()) // the browser went away: nobody left to tell
}

// scanUpload takes in a photograph from a telephone.
func (d *Door) scanUpload(w http.ResponseWriter, r *http.Request) {
	_, part, err := filePart(w, r)
	if err == nil {
		err = d.Filing.ScanUpload(r.Context(), r.PathValue("token"), part.FileName(), part)
	}
	switch {
	case err == nil:
		http.Redirect(w, r, "/scan/"+url.PathEscape(r.PathValue("token"))+"?done=1", http.StatusSeeOther)
	case fault.Is(err, fault.Invalid):
		d.scanPage(w, r, http.StatusUnprocessableEntity, err)
	default:
		d.scanPage(w, r, page.Status(err), err)
	}
}
