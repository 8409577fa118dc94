package api_test

import "testing"

// An item tells its steps before anybody works on it: which there are, what they wait for, and that they are open.
func TestAnItemTellsItsSteps(t *testing.T) {
	t.Parallel()
	wang := newHouse(t).applicant("王海", wang)
	k := wang.submit(wang.fill(wang.start(large())), "k1")
	visits := 0
	for _, it := range k.Items {
		for _, s := range it.Steps {
			if s.ID == "" || s.Name == "" || s.State == "" || s.After == nil {
				t.Errorf("%s: %+v", it.Slot, s)
			}
			if s.Kind == "site_inspection" {
				visits++
			}
		}
	}
	if visits < 2 {
		t.Errorf("%d visits, the joint one is for several items: %+v", visits, k.Items)
	}
}
