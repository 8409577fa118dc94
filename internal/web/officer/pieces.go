package officer

import (
	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/web/page/batch"
)

// pieces say where the papers of a case are that a window keeps.
func (v *visit) pieces(no ident.CaseNo) ([]PieceLine, error) {
	if v.d.Custody == nil {
		return nil, nil
	}
	held, err := v.d.Custody.OfCase(v.R.Context(), v.Who.Principal, no)
	if fault.Is(err, fault.NotFound) { // who only decides on a relief reads the item, and has nothing to do with its paper
		return nil, nil
	}
	names := batch.Names{Custody: v.d.Custody}
	var out []PieceLine
	for _, p := range held {
		out = append(out, PieceLine{Name: p.Name, Amount: batch.Amount(p.Original, p.Copies), Where: names.HolderTag(p)})
	}
	return out, err
}
