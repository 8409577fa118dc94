package officer

import (
	"net/http"
	"strings"
	"testing"

	"lianban/internal/domain/casework"
	"lianban/internal/store"
)

// What a decision waits for outside is put on record at the desk, with how it is known; once.
func TestTheDeskRecordsWhatADecisionWaitsFor(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	_, err := h.store.Apply(t.Context(), store.ByNo(h.no), func(c *casework.Case) (casework.Change, error) {
		c.Gates = []casework.Gate{{Slug: "kitchen_ready", Name: "厨房装好", Event: "kitchen.ready", Decide: []string{food}}}
		return casework.Change{Case: c}, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	lin := h.signIn("lin")
	lin.act(food, "accept")
	lin.page(lin.item(food), "厨房装好", say("stand.event.awaited"), say("act.record-event.text"))
	status, html := lin.post(lin.item(food, "/record-event"), "happened", "装好了", "evidence", "勘验照片")
	if status != http.StatusUnprocessableEntity || !strings.Contains(html, "勘验照片") || !strings.Contains(html, "装好了") {
		t.Errorf("a day that is none answers %d, or forgets what was typed", status)
	}
	if status, _ := lin.post(lin.item(food, "/record-event"), "happened", h.clock.Now().Format("2006-01-02"), "evidence", ""); status != http.StatusUnprocessableEntity {
		t.Errorf("without evidence it answers %d", status)
	}
	if h.gate(t).Open() {
		t.Fatal("what was refused is on record")
	}
	lin.act(food, "record-event", "happened", h.clock.Now().Format("2006-01-02"), "evidence", "勘验照片")
	lin.page(lin.item(food), say("stand.event.happened"), "勘验照片")
	if !h.gate(t).Open() {
		t.Error("it still waits")
	}
	if status, _ := lin.post(lin.item(food, "/record-event"), "happened", h.clock.Now().Format("2006-01-02"), "evidence", "再记一次"); status == http.StatusOK {
		t.Error("it was recorded twice")
	}
}

// gate is the one that the decision waits for, as it is stored.
func (h *house) gate(t *testing.T) *casework.Gate {
	t.Helper()
	c, err := h.store.Case(t.Context(), store.ByNo(h.no))
	if err != nil {
		t.Fatal(err)
	}
	return &c.Gates[0]
}
