package window

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"lianban/internal/app/custody"
	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	domain "lianban/internal/domain/custody"
	"lianban/internal/web/page"
	"lianban/internal/web/page/batch"
	"lianban/internal/web/page/console"
)

// bagsAPage is how many bags a page of custody shows.
const bagsAPage = 50

// custodyRoutes adds the pages of paper custody, batches and the exit.
func (d *Door) custodyRoutes(mux *http.ServeMux) {
	for pattern, do := range map[string]func(*visit) error{
		"GET /window/custody": showCustody, "GET /window/custody/keep": askKeepPiece, "POST /window/custody/keep": keepPiece,
		"GET /window/custody/{bag}": showBag, "POST /window/custody/{bag}/move": moveBag, "POST /window/custody/{bag}/return": returnBag,
		"GET /window/deliveries": deliveries, "POST /window/deliveries/find": findDelivery,
		"GET /window/deliveries/searches/{search}": foundDelivery, "GET /window/deliveries/{no}": showDelivery,
		"POST /window/deliveries/{no}/hand-over":           handOver,
		"POST /window/deliveries/{no}/post":                postResults,
		"POST /window/deliveries/{no}/refuse-hand-over":    refuseHandOver,
		"GET /window/deliveries/{no}/documents/{document}": showAcknowledgement,
	} {
		mux.HandleFunc(pattern, d.staff(do))
	}
	batch.Desk{Custody: d.Custody, Side: domain.KindWindow}.Routes(mux, "/window", func(do func(*console.Visit) error) http.HandlerFunc {
		return d.staff(func(v *visit) error { return do(v.Visit) })
	})
}

// custodyRail is the part of the navigation that leads to papers and results.
func (v *visit) custodyRail() []page.NavItem {
	var out []page.NavItem
	for _, x := range [][3]string{
		{"custody", "/window/custody", "paperclip"}, {"batches", "/window/batches", "send"}, {"deliveries", "/window/deliveries", "certificate"},
	} {
		out = append(out, page.NavItem{
			Link: page.Link{Label: batch.Say("rail." + x[0]), Href: x[1]}, Icon: x[2], Current: strings.HasPrefix(v.R.URL.Path, x[1]),
		})
	}
	out[0].Group = batch.Say("rail.group")
	return out
}

// showCustody shows page W8: every bag of this window, and where its pieces are.
func showCustody(v *visit) error {
	q := v.R.URL.Query()
	p := CustodyPage{Done: batch.Done(v.Visit), Words: strings.TrimSpace(q.Get("q")), Keep: "/window/custody/keep"}
	query := custody.BagQuery{Where: q.Get("where")}
	if no, ok := ident.ParseCaseNo(p.Words); ok {
		query.Case, query.Where = no, "all"
	} else if p.Words != "" {
		query.Bag, query.Where = strings.ToUpper(p.Words), "all"
	}
	for _, where := range []string{"", domain.KindWindow, domain.KindBatch, domain.KindDepartment, domain.KindApplicant} {
		u := "/window/custody"
		if where != "" {
			u += "?where=" + where
		}
		p.Filters = append(p.Filters, console.Hidden{Name: batch.Say("where." + where), Value: u})
		if where == q.Get("where") && p.Words == "" {
			p.Here = u
		}
	}
	at := custody.Page{Limit: bagsAPage, After: q.Get("after"), Before: q.Get("before")}
	list, err := v.d.Custody.Bags(v.R.Context(), v.Who.Principal, query, at)
	if err != nil {
		return err
	}
	if p.Shell, err = v.Shell(batch.Say("custody.title")); err != nil {
		return err
	}
	p.Print = p.Shell.PrintHref()
	for _, b := range list.Bags {
		p.Rows = append(p.Rows, v.bagRow(b))
	}
	turn := func(key, cursor string) string {
		if cursor == "" {
			return ""
		}
		next := url.Values{key: {cursor}}
		for _, k := range []string{"where", "q"} {
			if q.Get(k) != "" {
				next.Set(k, q.Get(k))
			}
		}
		return "/window/custody?" + next.Encode()
	}
	p.Next, p.Prev = turn("after", list.Pages.Next), turn("before", list.Pages.Prev)
	v.Show(http.StatusOK, CustodyView(p))
	return nil
}

// bagRow is one bag of the list: its pieces, counted by who has them.
func (v *visit) bagRow(b custody.Bag) BagRow {
	names := batch.Names{Custody: v.d.Custody}
	r := BagRow{
		No: b.No, URL: bagURL(b.No), CaseNo: string(b.CaseNo), Scenario: v.scenarioName(b.Scenario),
		Pieces: batch.Say("custody.pieces", "n", len(b.Pieces)), When: console.MomentText(b.OpenedAt, v.Today),
	}
	if r.CaseNo == "" {
		r.CaseNo = batch.Say("custody.draft")
	}
	seen := map[string]bool{}
	for _, p := range b.Pieces {
		if t := names.HolderTag(p); !seen[t.Word] {
			seen[t.Word] = true
			r.Tags = append(r.Tags, t)
		}
		if p.Shelf != "" && p.Holder == domain.Window(b.Area) {
			r.Shelf = p.Shelf
		}
	}
	return r
}

func (v *visit) scenarioName(slug string) string {
	if s, ok := v.d.Custody.Catalogue.Scenario(slug); ok {
		return s.Name
	}
	return slug
}

func bagURL(no string, more ...string) string {
	return "/window/custody/" + url.PathEscape(no) + strings.Join(more, "")
}

// showBag shows one bag: its pieces, what may be done with them, and every move; with ?print=1 its label.
func showBag(v *visit) error { return v.showBag(nil, nil, http.StatusOK) }

func (v *visit) showBag(kept url.Values, problems []page.Problem, status int) error {
	b, err := v.d.Custody.Bag(v.R.Context(), v.Who.Principal, v.R.PathValue("bag"))
	if err != nil {
		return err
	}
	s, err := v.Shell(batch.Say("bag.title", "no", b.No))
	if err != nil {
		return err
	}
	s.Failed = len(problems) > 0
	names := batch.Names{Custody: v.d.Custody}
	p := BagPage{
		Shell: s, Done: batch.Done(v.Visit), Errors: problems, No: b.No, CaseNo: string(b.CaseNo), Scenario: v.scenarioName(b.Scenario),
		Opened: console.MomentText(b.OpenedAt, v.Today), Window: names.Holder(domain.Window(b.Area)), Print: s.PrintHref(),
		Move: bagURL(b.No, "/move"), Return: bagURL(b.No, "/return"), Once: page.Token(), Shelf: kept.Get("shelf"), To: kept.Get("to"),
	}
	if b.CaseNo != "" {
		p.Keep = "/window/custody/keep?no=" + url.QueryEscape(string(b.CaseNo))
	}
	name := map[ident.PieceID]string{}
	for _, x := range b.Pieces {
		name[x.ID] = x.Name
		here := x.Holder.Kind() == domain.KindWindow && x.Packed == ""
		p.Acts = p.Acts || here
		p.Pieces = append(p.Pieces, BagPiece{
			Value: string(x.ID) + "." + strconv.FormatInt(x.Version, 10), Name: x.Name, Amount: batch.Amount(x.Original, x.Copies),
			Shelf: x.Shelf, Where: names.HolderTag(x), Kept: console.MomentText(x.KeptAt, v.Today), Pick: here,
		})
	}
	for _, m := range b.Moves {
		p.Moves = append(p.Moves, v.moveLine(m, name[m.Piece], names, b.Names))
	}
	v.Show(status, BagView(p))
	return nil
}

// moveLine says one line of a bag's record.
func (v *visit) moveLine(m custody.Move, piece string, names batch.Names, staff map[ident.StaffID]string) MoveLine {
	l := MoveLine{When: console.MomentText(m.At, v.Today), Who: m.By.Name, Note: m.Note}
	if m.By.For != "" {
		l.Who = batch.Say("move.for", "who", m.By.Name, "for", staff[m.By.For])
	}
	l.Text = batch.Say("move."+string(m.Verb), "piece", piece, "to", names.Holder(m.To), "from", names.Holder(m.From), "shelf", m.Shelf)
	return l
}

// askKeepPiece shows the form that takes a paper in for a case.
func askKeepPiece(v *visit) error {
	return v.showKeep(url.Values{"no": {v.R.URL.Query().Get("no")}, "kind": {"original"}, "copies": {"1"}}, nil, http.StatusOK)
}

func (v *visit) showKeep(kept url.Values, problems []page.Problem, status int) error {
	s, err := v.Shell(batch.Say("keep.title"))
	if err != nil {
		return err
	}
	s.Failed = len(problems) > 0
	field := func(x page.Field) page.Field {
		x.Label, x.Value = batch.Say("keep."+x.Name), kept.Get(x.Name)
		for _, e := range problems {
			if e.Field == x.Name {
				x.Error = e.Text
			}
		}
		return x
	}
	p := KeepPage{
		Shell: s, Errors: problems, Action: "/window/custody/keep", Back: "/window/custody",
		Fields: []page.Field{
			field(page.Field{Kind: page.Text, Name: "no", Help: batch.Say("keep.no.help")}),
			field(page.Field{Kind: page.Text, Name: "name", Help: batch.Say("keep.name.help"), Longest: 60}),
			field(page.Field{Kind: page.OneOf, Name: "kind", Pills: true, Options: []page.Option{
				{Value: "original", Label: batch.Say("keep.kind.original")}, {Value: "copy", Label: batch.Say("keep.kind.copy")},
			}}),
			field(page.Field{Kind: page.Number, Name: "copies"}),
			field(page.Field{Kind: page.Text, Name: "shelf", Help: batch.Say("keep.shelf.help"), Longest: 20, Optional: true}),
		},
		Hidden: []console.Hidden{{Name: "once", Value: page.Token()}},
	}
	v.Show(status, KeepView(p))
	return nil
}

// keepPiece takes a paper in for a case.
func keepPiece(v *visit) error {
	if err := v.R.ParseForm(); err != nil {
		return fault.New(fault.Invalid, "custody.incomplete")
	}
	f := v.R.PostForm
	copies, err := strconv.Atoi(strings.TrimSpace(f.Get("copies")))
	if err != nil {
		copies = -1
	}
	no, ok := ident.ParseCaseNo(strings.TrimSpace(f.Get("no")))
	var p custody.Piece
	if !ok {
		err = fault.New(fault.Invalid, "custody.incomplete").With("no", "custody.bad_case")
	} else {
		p, err = v.d.Custody.Keep(v.R.Context(), v.Who.Principal, custody.KeepInput{
			No: no, Name: f.Get("name"), Original: f.Get("kind") != "copy", Copies: copies, Shelf: f.Get("shelf"), Once: f.Get("once"),
		})
	}
	if fault.Is(err, fault.NotFound) {
		err = fault.New(fault.Invalid, "custody.incomplete").With("no", "custody.bad_case")
	}
	if batch.ShowsAgain(err) {
		return v.showKeep(f, batch.Problems(err), page.Status(err))
	}
	if err != nil {
		return err
	}
	v.d.Gate.Flash(v.R, "kept")
	return v.GoTo(bagURL(p.Bag))
}

// moveBag puts ticked pieces on another shelf.
func moveBag(v *visit) error {
	return v.onBag("moved", func(f url.Values) error {
		_, err := v.d.Custody.Move(v.R.Context(), v.Who.Principal, custody.MoveInput{Pieces: batch.RefsOf(f["piece"]), Shelf: f.Get("shelf"), Once: f.Get("once")})
		return err
	})
}

// returnBag gives ticked pieces back to whoever came for them.
func returnBag(v *visit) error {
	return v.onBag("returned", func(f url.Values) error {
		to := strings.TrimSpace(f.Get("to"))
		if to == "" {
			return fault.New(fault.Invalid, "custody.incomplete").With("to", "custody.required.taker")
		}
		_, err := v.d.Custody.ReturnTo(v.R.Context(), v.Who.Principal, custody.ReturnInput{Pieces: batch.RefsOf(f["piece"]), To: to, Once: f.Get("once")})
		return err
	})
}

// onBag does an act of the bag's page and shows the bag again where it was not done.
func (v *visit) onBag(done string, do func(url.Values) error) error {
	if err := v.R.ParseForm(); err != nil {
		return fault.New(fault.Invalid, "custody.incomplete")
	}
	err := do(v.R.PostForm)
	if batch.ShowsAgain(err) {
		return v.showBag(v.R.PostForm, batch.Problems(err), page.Status(err))
	}
	if err != nil {
		return err
	}
	v.d.Gate.Flash(v.R, done)
	return v.GoTo(bagURL(v.R.PathValue("bag")))
}
