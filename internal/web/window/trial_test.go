package window

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// Trial work and real work never stand in one list, and every page of trial work says what it is.
func TestTrialWorkIsApart(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.signIn("window")
	intake := d.begin()
	d.get("/window/intakes")
	d.says(intake)
	if strings.Contains(d.page, "lx-trial") {
		t.Error("real work is marked as trial work")
	}
	read := d.cards.Load()
	d.get("/window/trial")
	d.says("看演练件", "开始演练")
	d.post("/window/trial/look", nil)
	d.says("lx-trial", "不计入统计", "结束演练")
	d.get("/window/intakes")
	if strings.Contains(d.page, intake) {
		t.Error("a real intake stands among trial work")
	}
	d.get(intake)
	if d.status != http.StatusNotFound || !strings.Contains(d.page, "lx-trial") {
		t.Errorf("a real intake opens in trial work: %d", d.status)
	}
	d.post("/window/intakes/start", url.Values{ // who really comes is never drawn into a rehearsal
		"name": {"王小满"}, "id_no": {"370699199605210027"}, "phone": {"14000000001"}, "notice": {"yes"}, "for": {"self"}, "thing": {"restaurant"}, "area": {"zhifu"},
	})
	if d.status != http.StatusForbidden {
		t.Errorf("a real visitor is received in trial work: %d at %s", d.status, d.at)
	}
	if d.post("/window/intakes/read-card", nil); d.status != http.StatusForbidden || d.cards.Load() != read {
		t.Errorf("a real card is read in trial work: %d, %d times", d.status, d.cards.Load()-read)
	}
	d.post("/window/trial/end", nil)
	d.get("/window/intakes")
	d.says(intake)
	if strings.Contains(d.page, "lx-trial") {
		t.Error("the rehearsal has not ended")
	}
	if d.post("/window/intakes/read-card", nil); d.cards.Load() != read+1 {
		t.Error("no card is read in earnest: this test cannot fail")
	}
	d.post("/window/trial/play", nil)
	if d.at != "/scenarios" {
		t.Errorf("the played applicant stands at %s", d.at)
	}
	d.signIn("window") // who comes in is in nobody's rehearsal
	d.get("/window/intakes")
	d.says(intake)
}
