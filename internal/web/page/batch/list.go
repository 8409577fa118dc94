package batch

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"lianban/internal/app/custody"
	"lianban/internal/base/fault"
	domain "lianban/internal/domain/custody"
	"lianban/internal/web/page"
	"lianban/internal/web/page/console"
)

// rowsAPage is how many batches a page shows.
const rowsAPage = 50

// list shows page W9: the batches of one's own side, and what may be packed now.
func (d Desk) list(v *console.Visit) error {
	all := v.R.URL.Query().Get("state") == "all"
	at := custody.Page{Limit: rowsAPage, After: v.R.URL.Query().Get("after"), Before: v.R.URL.Query().Get("before")}
	list, err := d.Custody.Batches(v.R.Context(), v.Who.Principal, d.Side, !all, at)
	if err != nil {
		return err
	}
	s, err := v.Shell(Say("batches.title"))
	if err != nil {
		return err
	}
	p := ListPage{Shell: s, Done: Done(v), Lead: Say("batches.lead." + d.Side), All: all, Here: root(v) + "/batches"}
	places := d.Custody.Places(v.Who.Principal)
	for _, b := range list.Batches {
		p.Rows = append(p.Rows, d.row(v, b, places))
	}
	if p.Packs, err = d.packs(v); err != nil {
		return err
	}
	turn := func(key, cursor string) string {
		if cursor == "" {
			return ""
		}
		q := url.Values{key: {cursor}}
		if all {
			q.Set("state", "all")
		}
		return p.Here + "?" + q.Encode()
	}
	p.Next, p.Prev = turn("after", list.Pages.Next), turn("before", list.Pages.Prev)
	v.Show(http.StatusOK, ListView(p))
	return nil
}

func (d Desk) row(v *console.Visit, b custody.Batch, places []custody.Holder) Row {
	names := Names{d.Custody}
	r := Row{
		No: b.No, URL: URL(v, b.No), From: names.Holder(b.From), To: names.Holder(b.To), State: stateTag(b.State),
		Count: Say("batches.count", "n", len(b.Lines)), When: console.MomentText(b.PackedAt, v.Today), Act: Say("batches.act.look"),
	}
	if n := b.Count(domain.Missing); n > 0 {
		r.Count = Say("batches.count_missing", "n", len(b.Lines), "missing", n)
	}
	if !b.SentAt.IsZero() {
		r.When = console.MomentText(b.SentAt, v.Today)
	}
	switch {
	case b.State == domain.Packing:
		r.Act = Say("batches.act.send")
	case b.State == domain.Sent && slices.Contains(places, b.To):
		r.Act = Say("batches.act.count")
	case b.State == domain.Differing:
		r.Act = Say("batches.act.differing")
	}
	return r
}

// packs are what may go to the other side now: for a window by department, for a department by window.
func (d Desk) packs(v *console.Visit) ([]Pack, error) {
	var out []Pack
	add := func(from, to custody.Holder, n int) {
		q := url.Values{"from": {string(from)}, "to": {string(to)}}
		names := Names{d.Custody}
		out = append(out, Pack{From: names.Holder(from), To: names.Holder(to), N: strconv.Itoa(n), URL: root(v) + "/batches/new?" + q.Encode()})
	}
	if d.Side == domain.KindWindow {
		parcels, err := d.Custody.Parcels(v.R.Context(), v.Who.Principal)
		for _, x := range parcels {
			add(x.From, x.To, len(x.Pieces))
		}
		return out, err
	}
	shelved, err := d.Custody.AtDepartments(v.R.Context(), v.Who.Principal)
	for _, x := range shelved {
		add(x.At, x.Back, len(x.Pieces))
	}
	return out, err
}

// draft shows what may go from one place to another, to be ticked.
func (d Desk) draft(v *console.Visit) error {
	q := v.R.URL.Query()
	return d.showDraft(v, custody.Holder(q.Get("from")), custody.Holder(q.Get("to")), nil, http.StatusOK)
}

func (d Desk) showDraft(v *console.Visit, from, to custody.Holder, problems []page.Problem, status int) error {
	pieces, err := d.packable(v, from, to)
	if err != nil {
		return err
	}
	if len(pieces) == 0 && len(problems) == 0 {
		return fault.New(fault.NotFound, "custody.nothing_to_pack")
	}
	names := Names{d.Custody}
	s, err := v.Shell(Say("pack.title", "to", names.Holder(to)))
	if err != nil {
		return err
	}
	s.Failed = len(problems) > 0
	p := PackPage{
		Shell: s, Errors: problems, Back: root(v) + "/batches", Action: root(v) + "/batches/pack",
		Lead: Say("pack.lead", "from", names.Holder(from), "to", names.Holder(to)), Lines: pieces,
		Hidden: []console.Hidden{{Name: "from", Value: string(from)}, {Name: "to", Value: string(to)}, {Name: "once", Value: page.Token()}},
	}
	v.Show(status, PackView(p))
	return nil
}

// packable lists what may go from one place to another.
func (d Desk) packable(v *console.Visit, from, to custody.Holder) ([]LineRow, error) {
	var out []LineRow
	if d.Side == domain.KindWindow {
		parcels, err := d.Custody.Parcels(v.R.Context(), v.Who.Principal)
		for _, x := range parcels {
			if x.From == from && x.To == to {
				for _, p := range x.Pieces {
					out = append(out, pieceRow(p.Piece, string(p.CaseNo)))
				}
			}
		}
		return out, err
	}
	shelved, err := d.Custody.AtDepartments(v.R.Context(), v.Who.Principal)
	for _, x := range shelved {
		if x.At == from && x.Back == to {
			for _, p := range x.Pieces {
				out = append(out, pieceRow(p, string(x.Cases[p.Bag])))
			}
		}
	}
	return out, err
}

func pieceRow(p custody.Piece, caseNo string) LineRow {
	return LineRow{
		Value: string(p.ID) + "." + strconv.FormatInt(p.Version, 10), Name: p.Name, Amount: Amount(p.Original, p.Copies),
		Bag: p.Bag, CaseNo: caseNo, Shelf: p.Shelf, Pick: true, Chosen: true,
	}
}

// pack makes a batch of what was ticked.
func (d Desk) pack(v *console.Visit) error {
	if err := v.R.ParseForm(); err != nil {
		return fault.New(fault.Invalid, "custody.incomplete")
	}
	f := v.R.PostForm
	in := custody.PackInput{From: custody.Holder(f.Get("from")), To: custody.Holder(f.Get("to")), Pieces: RefsOf(f["piece"]), Once: f.Get("once")}
	b, err := d.Custody.Pack(v.R.Context(), v.Who.Principal, in)
	if ShowsAgain(err) {
		return d.showDraft(v, in.From, in.To, Problems(err), page.Status(err))
	}
	if err != nil {
		return err
	}
	v.Door.Gate.Flash(v.R, "packed")
	return v.GoTo(URL(v, b.No))
}
