package casework

import (
	"slices"
	"strconv"
	"strings"

	"lianban/internal/base/fault"
	"lianban/internal/domain/calendar"
)

// SuspendInput is the input of Suspend.
type SuspendInput struct {
	Target
	Ground string // a word of Grounds that is on the item's list
	Reason string // as printed
	Length Limit  // announced in writing; its source is not read
}

// suspended opens a special procedure: the decision clocks stand still until it ends, at the latest until Until.
type suspended struct {
	clockChange
	Procedure Procedure    `json:"procedure"`
	Until     calendar.Day `json:"until"`
}

func (ev *suspended) apply(_ *Case, it *ItemCase, en *Entry) {
	p := ev.Procedure
	p.From, p.Pause = en.Day, en.Seq
	it.pause(en, p.Basis, ev.Until)
	it.Procedures = append(it.Procedures, p)
	ev.run(it, en)
	it.keep(en)
}

func maySuspend(_ *Case, it *ItemCase, _ Actor) *fault.Fault {
	if len(it.Suspendable()) == 0 {
		return notNow("nothing_excludable")
	}
	return nil
}

// clockOfProcedure is what K10 of a procedure belongs to.
func clockOfProcedure(id string) string { return "procedure/" + id }

func idOfProcedure(of string) string { return strings.TrimPrefix(of, "procedure/") }

// Suspend opens a special procedure (特别程序) whose time the law excludes (行政许可法45): only on a ground of its closed
// list that the item's own rules name, and with a length that is told in writing. Several may overlap: their days are
// excluded once.
func (e Engine) Suspend(c *Case, m Moment, by Actor, in SuspendInput) (Change, error) {
	return e.act(c, m, by, VerbSuspend, in.Target, func(w *work, it *ItemCase) error {
		list := it.Suspendable()
		i := slices.IndexFunc(list, func(x Excludable) bool { return x.Ground == in.Ground })
		if i < 0 {
			return fault.New(fault.Invalid, "casework.incomplete").With("ground", "casework.required.ground")
		}
		if err := required("reason", in.Reason); err != nil {
			return err
		}
		if err := checkLength(in.Length); err != nil {
			return err
		}
		x, l := list[i], in.Length
		l.Source = ""
		p := Procedure{ID: strconv.Itoa(len(it.Procedures) + 1), Ground: x.Ground, Basis: x.Basis, Reason: in.Reason, Announced: l}
		k := e.announcedClock(clockOfProcedure(p.ID), l, x.Basis, w.today)
		w.did(VerbSuspend, it, &suspended{clockChange: clockChange{Start: []Clock{k}}, Procedure: p, Until: k.Told})
		w.issueProcedure(it, x.Name, x.Basis, in.Reason, l, k.Told, nil)
		w.toApplicant("suspended", it, "procedure", x.Name, "until", k.Told.String(), "due", w.decisionDue(it).String())
		return nil
	})
}

// procedureName is what the item's list calls a ground.
func (it *ItemCase) procedureName(ground string) string {
	for _, x := range it.Excludable {
		if x.Ground == ground {
			return x.Name
		}
	}
	return ground
}
