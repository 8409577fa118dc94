package rehearsal

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"sync"

	"lianban/internal/app/filing"
	"lianban/internal/base/fault"
	"lianban/internal/domain/form"
	"lianban/internal/domain/scenario"
)

// knowing is what the played registers know, of the example that is played.
type knowing struct {
	mu        sync.Mutex
	known     scenario.Known
	catalogue *scenario.Catalogue
	values    map[string]string // by field; filled as the applicant is made
}

// NewRegisters makes played registers of a city.
func NewRegisters(c *scenario.Catalogue) Registers {
	return Registers{knows: &knowing{catalogue: c, values: map[string]string{}}}
}

// Read tells registers that were made before the city was read what it is.
func (r Registers) Read(c *scenario.Catalogue) { r.knows.catalogue = c }

// Played says that nobody's records are read.
func (Registers) Played() {}

func (k *knowing) set(known scenario.Known) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.known, k.values = known, map[string]string{}
}

// tell makes the registers know a value.
func (k *knowing) tell(values map[string]string) {
	k.mu.Lock()
	defer k.mu.Unlock()
	maps.Copy(k.values, values)
}

// Lookup answers a valid value for every field that the register is asked for, if the example lets it answer.
func (r Registers) Lookup(_ context.Context, register string, _ filing.Subject, fields []string) (map[string]string, error) {
	k := r.knows
	k.mu.Lock()
	defer k.mu.Unlock()
	if !k.answers(register) {
		return nil, fault.New(fault.Unavailable, "register.down")
	}
	out := map[string]string{}
	for _, slug := range fields {
		if v, ok := k.known.Records[slug]; ok {
			out[slug] = recorded(v)
			continue
		}
		d, ok := k.catalogue.Field(slug)
		if !ok || slices.Contains(k.known.Dropped, slug) {
			continue
		}
		if v, told := k.values[slug]; told {
			out[slug] = v
			continue
		}
		out[slug] = fmt.Sprint(sample(sampled(d)))
	}
	return out, nil
}

func (k *knowing) answers(register string) bool {
	return (k.known.All || slices.Contains(k.known.Registers, register)) && !slices.Contains(k.known.Dropped, register)
}

// recorded writes a record of an example as registers write it.
func recorded(v any) string {
	switch v {
	case true:
		return "yes"
	case false:
		return "no"
	}
	return fmt.Sprint(v)
}

// Certificates lists what the example says that the stores hold: all that they can hold, where it names none.
func (r Registers) Certificates(_ context.Context, about filing.Subject) ([]filing.Certificate, error) {
	k := r.knows
	k.mu.Lock()
	defer k.mu.Unlock()
	var out []filing.Certificate
	answered := false
	for _, m := range k.catalogue.Library().Materials {
		if m.Arrives.Certificate == "" || !k.answers(m.Arrives.Certificate) {
			continue
		}
		answered = true
		held := k.known.All || k.known.Certificates == nil || slices.Contains(k.known.Certificates, m.Slug)
		if held && !slices.Contains(k.known.Dropped, m.Slug) {
			out = append(out, filing.Certificate{Material: m.Slug, Number: "YL-" + m.Slug, Holder: about.Name, Issued: "2020-01-01"})
		}
	}
	if !answered {
		return nil, fault.New(fault.Unavailable, "register.down")
	}
	slices.SortFunc(out, func(a, b filing.Certificate) int {
		if a.Material < b.Material {
			return -1
		}
		return 1
	})
	return out, nil
}

// sampled is a field of the dictionary as sample wants it.
func sampled(d *form.Def) wish {
	return wish{
		slug: d.Slug, kind: d.Type, act: d.Act != "", options: d.Options, example: d.Example,
		limits: form.Limits{Least: d.Least, Most: d.Most, Longest: d.Longest, Format: d.Format},
	}
}
