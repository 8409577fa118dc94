package proof_test

import (
	"bytes"
	"testing"

	"lianban/internal/pack"
	"lianban/internal/proof"
	"lianban/packs"
)

// Every scenario of the sample city, in the city and in each area that differs.
func TestTheProofsOfTheSampleCityHold(t *testing.T) {
	t.Parallel()
	proofs, err := pack.Prove(packs.FS)
	if err != nil {
		t.Fatal(err)
	}
	situations, plans := 0, 0
	for _, p := range proofs {
		b, err := p.JSON()
		if err != nil {
			t.Fatal(err)
		}
		r, err := proof.Verify(bytes.NewReader(b))
		if err != nil {
			t.Errorf("%s: %v", p.File(), err)
			continue
		}
		situations, plans = situations+r.Situations, plans+r.Plans
		t.Logf("%s: %d bytes, %d nodes, %d plans, %d situations", p.File(), len(b), len(p.Nodes), r.Plans, r.Situations)
	}
	t.Logf("%d proofs, %d situations, %d plans", len(proofs), situations, plans)
}
