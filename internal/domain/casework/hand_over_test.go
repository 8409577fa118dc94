package casework

import (
	"strings"
	"testing"

	"lianban/internal/base/fault"
)

// offered makes a case of three items of which a and b wait at the window.
func offered(t *testing.T) *world {
	t.Helper()
	c := plan(3)
	c.Delivery = &DeliveryWish{Way: ByWindow}
	w := filed(t, c, "2025-03-03")
	w.e.Code = func(*Case) string { return "004217" }
	w.grantIt(t, "a")
	w.grantIt(t, "b")
	return w
}

func handOver(slots ...string) HandOverInput {
	in := HandOverInput{Channel: ByWindow, Name: "李示例", Mandate: "委托书", Handover: Handover{Capacity: "mandate", Checked: "id_card", Code: true}}
	for _, s := range slots {
		in.Targets = append(in.Targets, Target{Slot: s})
	}
	return in
}

func TestResultsAreHandedOverTogether(t *testing.T) {
	t.Parallel()
	w := offered(t)
	if said := asJSON(w.msgs); !strings.Contains(said, `"result_ready_code"`) || !strings.Contains(said, `"004217"`) {
		t.Error("nobody was told the code")
	}
	before := len(w.entries)
	if err := w.take(w.e.HandOver(w.c, w.moment(), clerk, handOver("a", "b"))); err != nil {
		t.Fatal(err)
	}
	if w.state("a") != Delivered || w.state("b") != Delivered || w.state("c") != Received || len(w.entries) != before+2 {
		t.Errorf("%s, %s, %s, %d entries", w.state("a"), w.state("b"), w.state("c"), len(w.entries)-before)
	}
	if h := w.c.Latest("a").Tendered.Handover; h == nil || h.Capacity != "mandate" || !h.Code {
		t.Errorf("%+v", h)
	}
	d := w.docs[len(w.docs)-1]
	if d.Kind != "acknowledgement" || d.Data["name"] != "李示例" || len(d.Lists["items"]) != 2 || d.Slot != "" {
		t.Errorf("%+v", d)
	}
	if said := asJSON(w.entries) + asJSON(w.msgs) + asJSON(w.c); strings.Contains(said, "李示例") || strings.Contains(said, "委托书") {
		t.Error("the journal, a message or the case names who came")
	}
	if again, err := Replay(w.entries); err != nil || asJSON(again.Latest("a").Tendered) != asJSON(w.c.Latest("a").Tendered) {
		t.Errorf("replayed %+v, %v", again, err)
	}
}

func TestAllResultsOrNone(t *testing.T) {
	t.Parallel()
	w := offered(t)
	if _, err := w.e.HandOver(w.c, w.moment(), clerk, handOver("a", "c")); !fault.Is(err, fault.NotNow) {
		t.Errorf("c is not decided: %v", err)
	}
	if w.state("a") != Granted {
		t.Error("half a hand-over happened")
	}
	if _, err := w.e.HandOver(w.c, w.moment(), officer, handOver("a")); !fault.Is(err, fault.Forbidden) {
		t.Errorf("an officer without the right: %v", err)
	}
}

func TestAHandOverSaysWhatIsMissing(t *testing.T) {
	t.Parallel()
	w := offered(t)
	for name, c := range map[string]struct {
		change func(*HandOverInput)
		field  string
	}{
		"nothing":             {func(in *HandOverInput) { in.Targets = nil }, "results"},
		"nobody":              {func(in *HandOverInput) { in.Name = " " }, "name"},
		"no mandate":          {func(in *HandOverInput) { in.Mandate = "" }, "mandate"},
		"identity not asked":  {func(in *HandOverInput) { in.Handover.Checked = "looked honest" }, "checked"},
		"a letter untracked":  {func(in *HandOverInput) { in.Channel, in.Handover = ByPost, Handover{Carrier: "EMS"} }, "tracking"},
		"a letter by nobody":  {func(in *HandOverInput) { in.Channel, in.Handover = ByPost, Handover{Tracking: "1"} }, "carrier"},
		"by the account only": {func(in *HandOverInput) { in.Channel = ByAccount }, "channel"},
	} {
		in := handOver("a")
		c.change(&in)
		_, err := w.e.HandOver(w.c, w.moment(), clerk, in)
		if f := fault.Of(err); err == nil || f.Kind != fault.Invalid || len(f.Fields) != 1 || f.Fields[0].Name != c.field {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestALetterTellsItsNumber(t *testing.T) {
	t.Parallel()
	w := offered(t)
	in := HandOverInput{Targets: []Target{{Slot: "a"}}, Channel: ByPost, Name: "王小明", Handover: Handover{Carrier: "EMS", Tracking: "EX1"}}
	if err := w.take(w.e.HandOver(w.c, w.moment(), clerk, in)); err != nil {
		t.Fatal(err)
	}
	m := w.msgs[len(w.msgs)-1]
	if m.Kind != "results_posted" || m.Data["tracking"] != "EX1" || m.Target != "person:p1" {
		t.Errorf("%+v", m)
	}
}

func TestWhatCouldNotBeHandedOverStaysReady(t *testing.T) {
	t.Parallel()
	w := offered(t)
	in := RefuseHandOverInput{Targets: []Target{{Slot: "a"}, {Slot: "b"}}, Cause: "not_entitled", Note: "没带委托书"}
	if err := w.take(w.e.RefuseHandOver(w.c, w.moment(), clerk, in)); err != nil {
		t.Fatal(err)
	}
	if w.state("a") != Granted || w.c.Latest("a").running("K22") == nil {
		t.Error("the result must stay ready and its clock must run")
	}
	in.Cause = "just so"
	if _, err := w.e.RefuseHandOver(w.c, w.moment(), clerk, in); !fault.Is(err, fault.Invalid) {
		t.Error(err)
	}
	if err := w.take(w.e.HandOver(w.c, w.moment(), clerk, handOver("a", "b"))); err != nil {
		t.Error(err)
	}
}
