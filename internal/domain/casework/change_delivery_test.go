package casework

import (
	"strings"
	"testing"

	"lianban/internal/base/fault"
)

var letter = DeliveryWish{Way: ByPost, Recipient: "王小明", Phone: "13800002290", Address: "芝罘区大马路9号"}

func change(w *world, d DeliveryWish) error {
	return w.take(w.e.ChangeDelivery(w.c, w.moment(), citizen, ChangeDeliveryInput{d}))
}

func TestAWishIsFiledWithoutWhatIsPersonal(t *testing.T) {
	t.Parallel()
	c := plan(1)
	wish := letter
	c.Delivery = &wish
	ch, err := testEngine.Submit((&world{day: 20200}).moment(), citizen, SubmitInput{Case: c, OrderAgreed: true, SnapshotHash: "snap"})
	if err != nil {
		t.Fatal(err)
	}
	if ch.Delivery == nil || *ch.Delivery != letter {
		t.Errorf("to be sealed: %+v", ch.Delivery)
	}
	if got := *ch.Case.Delivery; got != (DeliveryWish{Way: ByPost}) {
		t.Errorf("the case carries %+v", got)
	}
	if said := asJSON(ch.Entries) + asJSON(ch.Messages) + asJSON(ch.Case); strings.Contains(said, letter.Address) || strings.Contains(said, letter.Phone) {
		t.Error("the journal, a message or the case carries the address")
	}
}

func TestAResultIsOfferedAsItWasWished(t *testing.T) {
	t.Parallel()
	for way, message := range map[string]string{ByAccount: "result_ready", ByWindow: "result_ready_window", ByPost: "result_ready_post"} {
		wish := letter
		wish.Way = way
		c := plan(1)
		c.Delivery = &wish
		w := filed(t, c, "2025-03-03")
		w.grantIt(t, "a")
		if got := w.c.Latest("a").Tendered.Channel; got != way {
			t.Errorf("%s: offered by %s", way, got)
		}
		if !strings.Contains(asJSON(w.msgs), `"`+message+`"`) {
			t.Errorf("%s: nobody was told %s", way, message)
		}
	}
}

func TestAWishCanBeChangedUntilTheLastHandOver(t *testing.T) {
	t.Parallel()
	w := filed(t, plan(2), "2025-03-03")
	if err := change(w, letter); err != nil {
		t.Fatal(err)
	}
	w.grantIt(t, "a")
	if err := change(w, DeliveryWish{Way: ByWindow}); err != nil {
		t.Fatal(err)
	}
	if got := w.c.Latest("a").Tendered.Channel; got != ByWindow {
		t.Errorf("what waits is still offered by %s", got)
	}
	w.must(t, VerbDeliver, "a", clerk)
	w.grantIt(t, "b")
	w.must(t, VerbDeliver, "b", clerk)
	if err := change(w, letter); !fault.Is(err, fault.NotNow) || fault.Of(err).Key != "casework.all_handed_over" {
		t.Errorf("after the last hand-over: %v", err)
	}
	if again, err := Replay(w.entries); err != nil || asJSON(again.Delivery) != asJSON(w.c.Delivery) {
		t.Errorf("replayed %+v, %v", again, err)
	}
}

func TestAWishMustBePossible(t *testing.T) {
	t.Parallel()
	c := plan(1)
	c.PaperResults = true
	w := filed(t, c, "2025-03-03")
	bare := letter
	bare.Address = " "
	for name, d := range map[string]DeliveryWish{"paper in an account": {Way: ByAccount}, "no such way": {Way: "pigeon"}, "no address": bare} {
		if err := change(w, d); !fault.Is(err, fault.Invalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := w.take(w.e.ChangeDelivery(w.c, w.moment(), officer, ChangeDeliveryInput{letter})); !fault.Is(err, fault.Forbidden) {
		t.Errorf("an officer changed it: %v", err)
	}
}
