package filing

import (
	"slices"
	"strconv"
	"strings"

	"lianban/internal/base/lang"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/scenario"
)

// newFee freezes what a fee step costs: the formula as people read it, the exact amount, what stands for its names, and the
// reliefs that the package knows. What the decision waits for is paid before it, the rest before the certificate.
func newFee(p *scenario.Plan, it scenario.Item, n scenario.StepNode, s *casework.Step) {
	s.Order = &casework.FeeOrder{Gate: feeGate(p, it, n)}
	for _, f := range p.Fees {
		if f.Slot != it.Slot || f.Step != "" && f.Step != n.ID {
			continue
		}
		s.Order.LateRate, s.Order.Unpaid = f.Late, f.Unpaid.Name
		l := casework.FeeLine{Name: f.Name, Formula: f.Words, Exact: f.Amount, Unit: f.Unit, Every: f.Every, Basis: namesOf(f.Basis)}
		l.Term, _ = strconv.Atoi(f.Times) // not known, or not whole: no term is shown
		for _, v := range f.Values {
			l.Values = append(l.Values, casework.FeeTerm{Name: v.Name, Value: v.Number, Basis: v.Basis})
		}
		s.Order.Lines = append(s.Order.Lines, l)
		for _, r := range f.Reliefs {
			s.Order.Reliefs = append(s.Order.Reliefs, casework.FeeRelief{
				Slug: r.Slug, Name: r.Name, Exact: r.Off, Department: r.By.Slug, Area: r.By.Area, Basis: namesOf(r.Basis),
			})
		}
	}
}

// feeGate says what waits for the money: the certificate if the fee comes after the decision, else the decision.
func feeGate(p *scenario.Plan, it scenario.Item, fee scenario.StepNode) string {
	nodes := map[string]scenario.StepNode{}
	for _, n := range p.Steps {
		nodes[n.ID] = n
	}
	seen := map[string]bool{}
	var after func(id string) bool
	after = func(id string) bool {
		n := nodes[id]
		if seen[id] || !slices.Contains(n.Slots, it.Slot) {
			return false
		}
		seen[id] = true
		return n.Kind == "decision" || n.Kind == casework.AutomaticDecision || slices.ContainsFunc(n.After, after)
	}
	if slices.ContainsFunc(fee.After, after) {
		return casework.GateCertificate
	}
	return casework.GateDecision
}

func namesOf(list []scenario.Ref) string {
	names := make([]string, len(list))
	for i, r := range list {
		names[i] = r.Name
	}
	return strings.Join(names, lang.Chinese().Say("filing.list_comma"))
}
