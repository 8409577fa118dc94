package batch

import (
	"net/http"
	"strconv"

	"lianban/internal/app/custody"
	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	domain "lianban/internal/domain/custody"
	"lianban/internal/web/page"
	"lianban/internal/web/page/console"
)

// show shows one batch with what this side may do; with ?print=1 its slip.
func (d Desk) show(v *console.Visit) error { return d.showBatch(v, nil, nil, http.StatusOK) }

func (d Desk) showBatch(v *console.Visit, kept map[string][]string, problems []page.Problem, status int) error {
	b, err := d.Custody.Batch(v.R.Context(), v.Who.Principal, v.R.PathValue("batch"))
	if err != nil {
		return err
	}
	s, err := v.Shell(Say("batch.title", "no", b.No))
	if err != nil {
		return err
	}
	s.Failed = len(problems) > 0
	names := Names{d.Custody}
	p := Page{
		Shell: s, Done: Done(v), Errors: problems, Back: root(v) + "/batches", State: stateTag(b.State), Note: b.Note,
		Facts: facts(b.Batch, names, v), Print: s.PrintHref(), Count: len(b.Lines),
		Hidden: []console.Hidden{{Name: "seen", Value: strconv.FormatInt(b.Version, 10)}, {Name: "once", Value: page.Token()}},
	}
	p.Task = taskOf(b)
	for i, l := range b.Lines {
		p.Lines = append(p.Lines, LineRow{
			Number: strconv.Itoa(i + 1), Value: string(l.Piece), Name: l.Name, Amount: Amount(l.Original, l.Copies), Bag: l.Bag,
			CaseNo: string(l.CaseNo), State: lineTag(l.State), Pick: picks(p.Task, l.State), Chosen: has(kept["piece"], string(l.Piece)),
		})
	}
	p.Counted, p.NoteWas = first(kept["counted"]), first(kept["note"])
	p.Action = func(act string) string { return URL(v, b.No, "/"+act) }
	v.Show(status, BatchView(p))
	return nil
}

// taskOf is what this side is asked to do.
func taskOf(b *custody.BatchView) Task {
	switch {
	case b.State == domain.Packing && b.Sends:
		return TaskSend
	case b.State == domain.Sent && b.Gets && !b.SentByMe, b.State == domain.Differing && b.Gets && !b.SentByMe:
		return TaskCount
	case b.State == domain.Differing && b.Sends:
		return TaskFind
	case b.State == domain.Sent:
		return TaskWait
	}
	return TaskNone
}

// picks says whether a line can be ticked for a task.
func picks(t Task, s domain.LineState) bool {
	switch t {
	case TaskSend:
		return s == domain.Listed
	case TaskCount:
		return s == domain.Listed || s == domain.Missing
	case TaskFind:
		return s == domain.Missing
	}
	return false
}

// facts are both ends of a batch: who counted how much when.
func facts(b custody.Batch, names Names, v *console.Visit) []page.Row {
	out := []page.Row{
		{Name: Say("batch.from"), Value: names.Holder(b.From)}, {Name: Say("batch.to"), Value: names.Holder(b.To)},
		{Name: Say("batch.packed"), Value: Say("batch.by", "who", b.PackedBy.Name, "when", console.MomentText(b.PackedAt, v.Today))},
	}
	if !b.SentAt.IsZero() {
		out = append(out, page.Row{Name: Say("batch.sent"), Value: Say("batch.by_count", "who", b.SentBy.Name, "when", console.MomentText(b.SentAt, v.Today), "n", len(b.Lines))})
	}
	if !b.GotAt.IsZero() {
		out = append(out, page.Row{Name: Say("batch.got"), Value: Say("batch.by_count", "who", b.GotBy.Name, "when", console.MomentText(b.GotAt, v.Today), "n", b.Counted)})
	}
	return out
}

// act does what a form of the page asks.
func (d Desk) act(name string) func(*console.Visit) error {
	return func(v *console.Visit) error {
		if err := v.R.ParseForm(); err != nil {
			return fault.New(fault.Invalid, "custody.incomplete")
		}
		f := v.R.PostForm
		in := custody.BatchInput{
			No: v.R.PathValue("batch"), Seen: atoi(f.Get("seen")), Counted: int(atoi(f.Get("counted"))), Note: f.Get("note"), Once: f.Get("once"),
		}
		for _, id := range f["piece"] {
			in.Pieces = append(in.Pieces, ident.PieceID(id))
		}
		do := map[string]func() error{
			"unpack":            func() error { _, err := d.Custody.Unpack(v.R.Context(), v.Who.Principal, in); return err },
			"hand-over":         func() error { _, err := d.Custody.HandOver(v.R.Context(), v.Who.Principal, in); return err },
			"receive":           func() error { _, err := d.Custody.Receive(v.R.Context(), v.Who.Principal, in); return err },
			"report-difference": func() error { _, err := d.Custody.ReportDifference(v.R.Context(), v.Who.Principal, in); return err },
			"take-back":         func() error { _, err := d.Custody.TakeBack(v.R.Context(), v.Who.Principal, in); return err },
		}[name]
		err := do()
		if ShowsAgain(err) {
			return d.showBatch(v, f, Problems(err), page.Status(err))
		}
		if err != nil {
			return err
		}
		v.Door.Gate.Flash(v.R, name)
		return v.GoTo(URL(v, in.No))
	}
}

// atoi reads a number that a form brought; anything else is 0.
func atoi(s string) int64 {
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil {
		return 0
	}
	return n
}

func has(list []string, x string) bool {
	for _, y := range list {
		if x == y {
			return true
		}
	}
	return false
}

func first(list []string) string {
	if len(list) == 0 {
		return ""
	}
	return list[0]
}
