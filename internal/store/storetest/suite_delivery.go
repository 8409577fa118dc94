package storetest

import (
	"testing"

	"lianban/internal/base/fault"
	"lianban/internal/domain/casework"
	"lianban/internal/store"
)

// deliveries: the address of a wish is kept beside the case, changes with it, and goes with another way.
func deliveries(t *testing.T, open Database) {
	s := open(t, Options())
	letter := casework.DeliveryWish{Way: casework.ByPost, Recipient: "王小明", Phone: "13800002290", Address: "大马路9号"}
	ch := NewCase(1, 1)
	ch.Case.Delivery, ch.Delivery = &casework.DeliveryWish{Way: casework.ByPost}, &letter
	c := File(t, s, ch)

	read := func() casework.DeliveryWish {
		t.Helper()
		got, err := s.Case(t.Context(), store.ByID(c.ID))
		check(t, err)
		if d := *got.Delivery; d != (casework.DeliveryWish{Way: d.Way}) {
			t.Errorf("a case is read with %+v", d)
		}
		check(t, s.FillDelivery(t.Context(), got))
		return *got.Delivery
	}
	change := func(d casework.DeliveryWish) {
		t.Helper()
		_, err := s.Apply(t.Context(), store.ByID(c.ID), func(c *casework.Case) (casework.Change, error) {
			c.Delivery = &casework.DeliveryWish{Way: d.Way}
			next := casework.Change{Case: c, Delivery: &d}
			Act(&next, "change_delivery", "")
			return next, nil
		})
		check(t, err)
	}
	same(t, read(), letter)
	moved := letter
	moved.Address = "二马路1号"
	change(moved)
	same(t, read(), moved)
	change(casework.DeliveryWish{Way: casework.ByWindow})
	same(t, read(), casework.DeliveryWish{Way: casework.ByWindow})
	change(casework.DeliveryWish{Way: casework.ByPost, Address: "三马路1号"})
	if got := read(); got.Recipient != "" || got.Address != "三马路1号" {
		t.Errorf("what was given up came back: %+v", got)
	}
}

// instanceDropped: papers of the instance that is taken out go, those of later ones move up, others stay; a draft that
// was changed meanwhile keeps everything.
func instanceDropped(t *testing.T, open Database) {
	s := open(t, Options())
	d, err := s.SaveDraft(t.Context(), store.Draft{ID: "d", Person: "p", Scenario: "newborn", Data: []byte(`{}`), ExpiresAt: Start.AddDate(0, 3, 0)})
	check(t, err)
	for _, p := range []store.Paper{
		{ID: "1", Material: "record", Instance: 1}, {ID: "2", Material: "record", Instance: 2}, {ID: "3", Material: "record", Instance: 3},
		{ID: "4", Material: "marriage", Instance: 2},
	} {
		p.Version, p.Draft, p.Status, p.Source, p.At = 1, d.ID, store.Pending, store.Uploaded, Start
		check(t, s.PutPaper(t.Context(), p))
	}
	places := func() map[string]int {
		ps, err := s.PapersOfDraft(t.Context(), d.ID)
		check(t, err)
		out := map[string]int{}
		for _, p := range ps {
			out[string(p.ID)] = p.Instance
		}
		return out
	}
	old := d
	old.Version = 7
	_, err = s.DropInstance(t.Context(), old, []string{"record"}, 2)
	wantFault(t, err, fault.Conflict, "store.draft_changed")
	same(t, places(), map[string]int{"1": 1, "2": 2, "3": 3, "4": 2})

	d.Data = []byte(`{"children":2}`)
	saved, err := s.DropInstance(t.Context(), d, []string{"record"}, 2)
	check(t, err)
	same(t, places(), map[string]int{"1": 1, "3": 2, "4": 2})
	got, err := s.Draft(t.Context(), d.ID)
	check(t, err)
	if string(got.Data) != `{"children":2}` || got.Version != saved.Version || saved.Version != d.Version+1 {
		t.Errorf("%s in version %d, want %d", got.Data, got.Version, d.Version+1)
	}
}
