package scenario

import (
	"cmp"
	"fmt"
	"maps"
	"math/big"
	"regexp"
	"slices"
	"strings"

	"lianban/internal/domain/item"
	"lianban/internal/domain/rule"
)

// fees computes what must be paid, exactly. A formula that needs an open answer, or a value that the form does not say yet,
// leaves its amount empty.
func (c *compiler) fees() error {
	defer c.withForm()()
	for _, p := range c.uses {
		steps, err := c.stepsHere(p)
		if err != nil {
			return err
		}
		for _, s := range steps {
			if s.Kind != item.Fee || s.Amount == "" {
				continue
			}
			if err := c.fee(p, s); err != nil {
				return err
			}
		}
	}
	return nil
}

// withForm lets formulas see what the form says, where the guide does not ask for it, until the answered function is called.
func (c *compiler) withForm() (restore func()) {
	before := maps.Clone(c.memo)
	for slug, v := range c.sit.Form {
		if _, given := c.given[slug]; given || c.asked[slug] != nil || c.lib.Fields[slug] == nil {
			continue
		}
		c.memo[factKey{slug, 0}] = fact{value: plain(v)}
	}
	return func() { c.memo = before }
}

func (c *compiler) fee(p *placed, s item.Step) error {
	amount, err := c.amount(s.Amount, p.where)
	if err != nil {
		return err
	}
	f := Fee{
		Slot: p.slot, Name: p.plan.Name, Amount: rule.Decimal(amount), Unit: s.Unit, Every: s.Every, Formula: s.Amount,
		Step: p.slot + "/" + s.Slug, Basis: refs(c.lib, append(slices.Clone(s.Basis), p.variant.Basis...)),
	}
	if f.Words, f.Values, err = c.explain(s.Amount, p.where); err != nil {
		return err
	}
	if s.Late != "" {
		late, err := c.amount(s.Late, p.where)
		if err != nil {
			return err
		}
		f.Late = rule.Decimal(late)
	}
	for _, r := range refs(c.lib, []string{s.Unpaid}) {
		f.Unpaid = r
	}
	total := new(big.Rat)
	for _, r := range s.Reliefs {
		t, _, err := c.holds(r.When, p.where)
		if err != nil {
			return err
		}
		if t != rule.True {
			continue
		}
		off, err := c.amount(r.Off, p.where)
		if err != nil {
			return err
		}
		if off != nil {
			total.Add(total, off)
		}
		f.Reliefs = append(f.Reliefs, Relief{Slug: r.Slug, Name: r.Name, Off: rule.Decimal(off), By: officeIn(c.lib, r.By, p.variant.Level, c.area), Basis: refs(c.lib, r.Basis)})
	}
	slices.SortFunc(f.Reliefs, func(a, b Relief) int { return cmp.Compare(a.Slug, b.Slug) })
	if amount != nil {
		f.Relief = rule.Decimal(total)
	}
	if err := c.overTime(&f, p, s, amount, total); err != nil {
		return err
	}
	c.plan.Fees = append(c.plan.Fees, f)
	return nil
}

// operators are the signs of a formula as people read them.
var operators = strings.NewReplacer("*", "×", "/", "÷")

// explain writes a formula with the names of what is in it, and lists their numbers in the order in which they stand.
func (c *compiler) explain(formula string, where at) (words string, values []Value, err error) {
	p, problems := c.env.Compile(formula, rule.Number)
	if len(problems) > 0 {
		return "", nil, fmt.Errorf("formula %q: %s", formula, problems[0].Message)
	}
	words = operators.Replace(formula)
	for _, n := range p.Names {
		r, err := c.exactly(n, where)
		if err != nil {
			return "", nil, err
		}
		v := Value{Name: n, Number: rule.Decimal(r)}
		if x := c.lib.Parameters[n]; x != nil {
			v.Name, v.Unit = x.Name, x.Unit
			for _, ref := range refs(c.lib, append(slices.Clone(x.Basis), x.Source)) {
				v.Basis = ref.Name
			}
		} else if d := c.lib.Fields[n]; d != nil {
			v.Name, v.Unit = d.Name, d.Unit
		}
		words = regexp.MustCompile(`\b`+n+`\b`).ReplaceAllString(words, v.Name)
		values = append(values, v)
	}
	return words, values, nil
}

// overTime adds up what a fee that comes back is in the end, where the number of its periods is known.
func (c *compiler) overTime(f *Fee, p *placed, s item.Step, amount, relief *big.Rat) error {
	if s.Times == "" || amount == nil {
		return nil
	}
	times, err := c.amount(s.Times, p.where)
	if err != nil || times == nil {
		return err
	}
	f.Times = rule.Decimal(times)
	f.Total = rule.Decimal(new(big.Rat).Mul(amount, times))
	f.TotalRelief = rule.Decimal(new(big.Rat).Mul(relief, times))
	return nil
}

// amount computes a formula; nil if an answer that it needs is open.
func (c *compiler) amount(formula string, where at) (*big.Rat, error) {
	p, problems := c.env.Compile(formula, rule.Number)
	if len(problems) > 0 {
		return nil, fmt.Errorf("formula %q: %s", formula, problems[0].Message)
	}
	values := map[string]*big.Rat{}
	for _, n := range p.Names {
		r, err := c.exactly(n, where)
		if err != nil || r == nil {
			return nil, err
		}
		values[n] = r
	}
	return p.Exact(values)
}

// exactly answers a number without binary floating point; nil if it is not known yet.
func (c *compiler) exactly(name string, where at) (*big.Rat, error) {
	if p := c.lib.Parameters[name]; p != nil {
		if p.Value != nil {
			return p.Value, nil
		}
		r, _, err := c.row(p, where)
		return r, err
	}
	v, err := c.value(name, where)
	if err != nil || v.standing != known {
		return nil, err
	}
	f, ok := v.value.(float64)
	if !ok {
		return nil, fmt.Errorf("%s is no number", name)
	}
	r, _ := rule.ParseDecimal(rule.Shortest(f))
	return r, nil
}
