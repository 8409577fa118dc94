package casework

import (
	"fmt"
	"strings"

	"lianban/internal/base/fault"
)

// RequestSupplementInput is the input of RequestSupplement.
type RequestSupplementInput struct {
	Target
	Defects []Defect
}

// supplementRequested is the notice; in the e-account it is served when it is told (P9).
type supplementRequested struct {
	clockChange
	Supplement Supplement `json:"supplement"`
}

func (ev *supplementRequested) apply(_ *Case, it *ItemCase, en *Entry) {
	it.State = SupplementRequested
	it.Supplements = append(it.Supplements, ev.Supplement)
	ev.run(it, en)
}

// key names the paper or field that a defect is about.
func (d Defect) key() string {
	if d.Material != "" {
		return d.Material
	}
	return d.Field
}

// RequestSupplement tells everything that is missing, once (一次性补正): K1 stops, K2 starts (行政许可法32(4)).
// A second notice may only go back to points of the first.
func (e Engine) RequestSupplement(c *Case, m Moment, by Actor, in RequestSupplementInput) (Change, error) {
	return e.act(c, m, by, VerbRequestSupplement, in.Target, func(w *work, it *ItemCase) error {
		if err := checkDefects(it, in.Defects); err != nil {
			return err
		}
		k := e.supplementClock(w.today)
		w.did(VerbRequestSupplement, it, &supplementRequested{
			clockChange: clockChange{Stop: []string{"K1"}, Start: []Clock{k}},
			Supplement:  Supplement{Told: w.today, Served: w.today, Due: k.Told, Defects: in.Defects},
		})
		lists := map[string][]string{}
		for _, d := range in.Defects {
			lists["materials"] = append(lists["materials"], d.Material)
			lists["fields"] = append(lists["fields"], d.Field)
			lists["reasons"] = append(lists["reasons"], d.Reason)
			lists["rules"] = append(lists["rules"], d.Rule)
		}
		w.issue("supplement", it, w.today, map[string]string{
			"due": k.Told.String(), "days": fmt.Sprint(k.Rule.Length), "unit": string(k.Rule.Unit),
			"time": fmt.Sprint(len(it.Supplements)), "ground": it.cites("xk32_4"),
		}, lists)
		w.toApplicant("supplement_requested", it, "n", fmt.Sprint(len(in.Defects)), "due", k.Told.String())
		return nil
	})
}

func checkDefects(it *ItemCase, defects []Defect) error {
	bad := fault.New(fault.Invalid, "casework.incomplete")
	if len(defects) == 0 {
		bad.With("defects", "casework.required.defects")
	}
	seen := map[string]bool{}
	for i, d := range defects {
		at := fmt.Sprintf("defects.%d.", i)
		if (d.Material == "") == (d.Field == "") {
			bad.With(at+"material", "casework.required.defect_of")
		}
		if strings.TrimSpace(d.Reason) == "" {
			bad.With(at+"reason", "casework.required.defect_reason")
		}
		if strings.TrimSpace(d.Rule) == "" {
			bad.With(at+"rule", "casework.required.defect_rule")
		}
		if seen[d.key()] {
			bad.With(at+"material", "casework.defect_twice")
		}
		seen[d.key()] = true
		if len(it.Supplements) > 0 && !names(it.Supplements[0].Defects, d.key()) {
			bad.With(at+"material", "casework.defect_too_late")
		}
	}
	return bad.OrNil()
}

func names(defects []Defect, key string) bool {
	for _, d := range defects {
		if d.key() == key {
			return true
		}
	}
	return false
}
