package storetest

import (
	"testing"

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
