package window

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"lianban/internal/app/custody"
	"lianban/internal/app/handling"
	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/calendar"
	"lianban/internal/domain/casework"
	domain "lianban/internal/domain/custody"
	"lianban/internal/web/page"
	"lianban/internal/web/page/batch"
	"lianban/internal/web/page/console"
)

// keyExit is where a session keeps the identity number that was looked for last at the exit.
const keyExit = "window.exit"

// deliveries shows page W10: every joint case that has a result waiting, the nearest collection day first.
func deliveries(v *visit) error {
	q := v.R.URL.Query()
	list, err := v.d.Handling.Ready(v.R.Context(), v.Who.Principal, handling.Page{After: q.Get("after"), Before: q.Get("before")})
	if err != nil {
		return err
	}
	p := DeliveriesPage{Lead: batch.Say("deliveries.lead")}
	turn := func(key, cursor string) string {
		if cursor == "" {
			return ""
		}
		return "/window/deliveries?" + url.Values{key: {cursor}}.Encode()
	}
	p.Next, p.Prev = turn("after", list.Pages.Next), turn("before", list.Pages.Prev)
	return v.showDeliveries(p, list, http.StatusOK)
}

func (v *visit) showDeliveries(p DeliveriesPage, list handling.ReadyList, status int) error {
	s, err := v.Shell(batch.Say("deliveries.title"))
	if err != nil {
		return err
	}
	s.Failed = len(p.Errors) > 0
	p.Shell, p.Done, p.Print = s, batch.Done(v.Visit), s.PrintHref()
	for _, c := range list.Cases {
		r := ReadyRow{
			No: string(c.No), URL: deliveryURL(c.No), Applicant: caseTitle(c.Case), Scenario: c.ScenarioName,
			Ready: batch.Say("deliveries.ready", "n", len(c.Results)), Way: wayTag(c.Case), Due: console.BindingDay(collectBy(c.Results)),
		}
		if len(c.Open) > 0 {
			r.Open = batch.Say("deliveries.open", "n", len(c.Open))
		}
		p.Rows = append(p.Rows, r)
	}
	v.Show(status, DeliveriesView(p))
	return nil
}

// collectBy is the nearest day until which a result waits.
func collectBy(results []*casework.ItemCase) (due calendar.Day) {
	for _, it := range results {
		for _, k := range it.Clocks {
			if k.Kind == "K22" && k.Told != 0 && (due == 0 || k.Told < due) {
				due = k.Told
			}
		}
	}
	return due
}

// caseTitle is what the window calls a case: a person masked, a shop by its name.
func caseTitle(c *casework.Case) string {
	name := page.MaskName(c.Applicant.Name)
	if c.Applicant.Kind == "enterprise" {
		name = c.Applicant.Name
	}
	if c.Subject == "" || c.Subject == c.Applicant.Name {
		return name
	}
	if c.Applicant.Kind == "enterprise" || len([]rune(c.Subject)) > 4 {
		return batch.Say("case.of", "subject", c.Subject, "person", name)
	}
	return batch.Say("case.of", "subject", name, "person", page.MaskName(c.Subject)) // a person's name: a child
}

// wayTag is how the applicant wants the results.
func wayTag(c *casework.Case) page.Tag {
	way := casework.ByAccount
	if c.Delivery != nil {
		way = c.Delivery.Way
	}
	icon := map[string]string{casework.ByAccount: "device-mobile", casework.ByWindow: "building-store", casework.ByPost: "mail"}[way]
	return page.Tag{Tone: page.Info, Icon: icon, Word: batch.Say("way." + way)}
}

func deliveryURL(no ident.CaseNo, more ...string) string {
	return "/window/deliveries/" + string(no) + strings.Join(more, "")
}

// findDelivery leads from a number to the case, or from an identity number to everything of that person. The number
// of an identity card stays in the session, never in an address.
func findDelivery(v *visit) error {
	words := strings.ToUpper(strings.ReplaceAll(strings.TrimSpace(v.R.PostFormValue("words")), " ", ""))
	if no, ok := ident.ParseCaseNo(words); ok {
		return v.GoTo(deliveryURL(no))
	}
	if len(words) < 8 {
		list, err := v.d.Handling.Ready(v.R.Context(), v.Who.Principal, handling.Page{})
		if err != nil {
			return err
		}
		return v.showDeliveries(DeliveriesPage{Lead: batch.Say("deliveries.lead"), Errors: []page.Problem{{Field: "words", Text: batch.Say("deliveries.bad_words")}}}, list, http.StatusUnprocessableEntity)
	}
	id := page.Token()[:12]
	v.d.Gate.Sessions.Put(v.R.Context(), keyExit, id+" "+page.Shortened(words, longestWritten)) // the last look-up only
	return v.GoTo("/window/deliveries/searches/" + id)
}

// foundDelivery shows what waits for the person whose number the session keeps.
func foundDelivery(v *visit) error {
	id, words, _ := strings.Cut(v.d.Gate.Sessions.GetString(v.R.Context(), keyExit), " ")
	if words == "" || id != v.R.PathValue("search") {
		return v.GoTo("/window/deliveries")
	}
	list, err := v.d.Handling.ReadyOf(v.R.Context(), v.Who.Principal, words)
	if err != nil {
		return err
	}
	return v.showDeliveries(DeliveriesPage{Lead: batch.Say("deliveries.found", "id", page.MaskID(words)), Found: true}, list, http.StatusOK)
}

// showDelivery shows one joint case at the exit.
func showDelivery(v *visit) error { return v.showDelivery(nil, nil, http.StatusOK) }

func (v *visit) caseNo() (ident.CaseNo, error) {
	no, ok := ident.ParseCaseNo(v.R.PathValue("no"))
	if !ok {
		return "", fault.New(fault.NotFound, "store.no_case")
	}
	return no, nil
}

func (v *visit) showDelivery(kept url.Values, problems []page.Problem, status int) error {
	no, err := v.caseNo()
	if err != nil {
		return err
	}
	f, err := v.d.Handling.ExitFile(v.R.Context(), v.Who.Principal, no)
	if err != nil {
		return err
	}
	pieces, err := v.d.Custody.OfCase(v.R.Context(), v.Who.Principal, no)
	if err != nil {
		return err
	}
	s, err := v.Shell(batch.Say("delivery.title", "applicant", caseTitle(f.Case)))
	if err != nil {
		return err
	}
	s.Failed = len(problems) > 0
	p := DeliveryPage{
		Shell: s, Done: batch.Done(v.Visit), Errors: problems, No: string(no), Scenario: f.ScenarioName, Way: wayTag(f.Case), Kept: kept,
		Masked: page.MaskName(f.Applicant.Name), Coded: v.d.Handling.Engine.Code != nil, Posts: f.Delivery != nil && f.Delivery.Way == casework.ByPost,
		Once: page.Token(), Action: func(act string) string { return deliveryURL(no, "/"+act) },
	}
	if p.Posts {
		p.Recipient, p.Phone, p.Address = f.Delivery.Recipient, f.Delivery.Phone, f.Delivery.Address
	}
	v.fillDelivery(&p, f, pieces)
	v.Show(status, DeliveryView(p))
	return nil
}

// fillDelivery puts results, open parts, papers and what happened before into the page.
func (v *visit) fillDelivery(p *DeliveryPage, f *handling.ExitFile, pieces []custody.Piece) {
	names := batch.Names{Custody: v.d.Custody}
	one := func(it *casework.ItemCase) ResultRow {
		r := ResultRow{Value: it.Slot + "/" + strconv.FormatInt(it.Version, 10), Name: it.Name, Office: names.Holder(domain.Department(it.Area, it.Department)), State: batch.Say("state." + string(it.State))}
		if it.Tendered != nil {
			r.Due = console.BindingDay(collectBy([]*casework.ItemCase{it}))
		}
		if it.DeliveredOn != 0 {
			r.State = batch.Say("delivery.done_on", "day", console.DayText(it.DeliveredOn), "way", batch.Say("way."+it.Tendered.Channel))
		}
		return r
	}
	for _, it := range f.Results {
		p.Results = append(p.Results, one(it))
	}
	for _, it := range f.Open {
		p.Open = append(p.Open, one(it))
	}
	for _, it := range f.Done {
		p.Before = append(p.Before, one(it))
	}
	for _, x := range pieces {
		here := x.Holder.Kind() == domain.KindWindow && x.Packed == ""
		p.Pieces = append(p.Pieces, BagPiece{
			Value: string(x.ID) + "." + strconv.FormatInt(x.Version, 10), Name: x.Name, Amount: batch.Amount(x.Original, x.Copies),
			Shelf: x.Shelf, Where: names.HolderTag(x), Pick: here,
		})
	}
	for _, d := range f.Documents {
		p.Papers = append(p.Papers, page.Link{
			Label: batch.Say("delivery.paper", "no", d.No, "when", console.MomentText(d.At, v.Today)), Href: deliveryURL(f.No, "/documents/"+string(d.ID)),
		})
	}
	for _, e := range f.Refusals {
		cause, note := casework.Obstacle(e)
		it := f.Latest(e.Slot)
		p.Refusals = append(p.Refusals, MoveLine{
			When: console.MomentText(e.At, v.Today), Who: e.Actor.Name, Text: batch.Say("delivery.refused", "item", it.Name, "cause", batch.Say("cause."+cause)), Note: note,
		})
	}
}

// target reads what was ticked: slots with the version on the page.
func (v *visit) target() (handling.ExitTarget, error) {
	no, err := v.caseNo()
	if err != nil {
		return handling.ExitTarget{}, err
	}
	if err := v.R.ParseForm(); err != nil {
		return handling.ExitTarget{}, fault.New(fault.Invalid, "casework.incomplete")
	}
	t := handling.ExitTarget{No: no, Once: v.R.PostForm.Get("once")}
	for _, x := range v.R.PostForm["results"] {
		slot, seen, _ := strings.Cut(x, "/")
		n, _ := strconv.ParseInt(seen, 10, 64) // anything else is 0: not compared
		t.Results = append(t.Results, handling.Result{Slot: slot, Seen: n})
	}
	return t, nil
}

// handOver hands the ticked results over to who stands at the window, and gives the ticked papers back.
func handOver(v *visit) error {
	t, err := v.target()
	if err != nil {
		return err
	}
	f := v.R.PostForm
	_, err = v.d.Handling.HandOver(v.R.Context(), v.Who.Principal, handling.HandOverInput{
		ExitTarget: t, Channel: casework.ByWindow, Name: f.Get("name"), Capacity: f.Get("capacity"), Mandate: f.Get("mandate"),
		Checked: f.Get("checked"), Code: f.Get("code"),
	})
	return v.handed(t, err, "handed_over", f.Get("name"))
}

// postResults records the letter that carries the ticked results.
func postResults(v *visit) error {
	t, err := v.target()
	if err != nil {
		return err
	}
	file, err := v.d.Handling.ExitFile(v.R.Context(), v.Who.Principal, t.No)
	if err != nil {
		return err
	}
	recipient := ""
	if file.Delivery != nil {
		recipient = file.Delivery.Recipient
	}
	f := v.R.PostForm
	_, err = v.d.Handling.HandOver(v.R.Context(), v.Who.Principal, handling.HandOverInput{
		ExitTarget: t, Channel: casework.ByPost, Name: recipient, Carrier: f.Get("carrier"), Tracking: f.Get("tracking"),
	})
	return v.handed(t, err, "posted", recipient)
}

// handed ends a hand-over: the papers that were ticked go with it.
func (v *visit) handed(t handling.ExitTarget, err error, done, to string) error {
	if batch.ShowsAgain(err) {
		return v.showDelivery(v.R.PostForm, batch.Problems(err), page.Status(err))
	}
	if err != nil {
		return err
	}
	if pieces := batch.RefsOf(v.R.PostForm["piece"]); len(pieces) > 0 {
		in := custody.ReturnInput{Pieces: pieces, To: to}
		if t.Once != "" {
			in.Once = t.Once + "/papers"
		}
		if _, err := v.d.Custody.ReturnTo(v.R.Context(), v.Who.Principal, in); err != nil {
			done = "papers_left" // the results are out; the page still lists the papers
		}
	}
	v.d.Gate.Flash(v.R, done)
	return v.GoTo(deliveryURL(t.No))
}

// refuseHandOver records that nobody could be given the results, and why.
func refuseHandOver(v *visit) error {
	t, err := v.target()
	if err != nil {
		return err
	}
	_, err = v.d.Handling.RefuseHandOver(v.R.Context(), v.Who.Principal, handling.RefuseHandOverInput{
		ExitTarget: t, Cause: v.R.PostForm.Get("cause"), Note: v.R.PostForm.Get("refusal"),
	})
	if batch.ShowsAgain(err) {
		return v.showDelivery(v.R.PostForm, batch.Problems(err), page.Status(err))
	}
	if err != nil {
		return err
	}
	v.d.Gate.Flash(v.R, "not_handed_over")
	return v.GoTo(deliveryURL(t.No))
}

// showAcknowledgement opens an acknowledgement of delivery as the paper to sign.
func showAcknowledgement(v *visit) error {
	d, err := v.d.Handling.Acknowledgement(v.R.Context(), v.Who.Principal, ident.DocumentID(v.R.PathValue("document")))
	if err != nil {
		return err
	}
	pdf, err := v.d.Printer.PDF(v.R.Context(), d)
	if err != nil {
		return err
	}
	v.W.Header().Set("Content-Type", "application/pdf")
	v.W.Header().Set("Content-Disposition", `inline; filename="`+d.No+`.pdf"`)
	v.W.Header().Set("Cache-Control", "private, no-store")
	_, _ = v.W.Write(pdf) // the browser went away: nobody left to tell
	return nil
}
