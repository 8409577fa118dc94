// Package api drives the built binary through its HTTP API alone: no page, no package of ours. It files 开办餐饮店,
// lets three departments act, with one supplement and one refusal, and takes the results.
package api

import (
	"net/http"
	"strings"
	"testing"
)

// The offices of the sample city by department: who handles and who signs.
var offices = map[string][2]string{
	"market": {"market", "market.sign"}, "fire": {"fire", "fire.sign"}, "urban": {"urban", "urban.sign"},
}

// refused is the one item that is refused.
const refused = "fire_check."

// desk is the two hands of one department.
type desk struct{ handler, signer client }

func TestARestaurantThroughTheAPIAlone(t *testing.T) {
	t.Parallel()
	s := &server{t: t, bin: binary(t), data: t.TempDir()}
	s.start() // the first start makes the sample city's accounts
	s.stop()
	calls := 0
	as := func(flag, who string) client { return client{t: t, token: s.token(flag, who), calls: &calls} }
	wang := as("--demo", "zhang_lichun")
	desks := map[string]desk{}
	for department, hands := range offices {
		desks[department] = desk{as("--staff", hands[0]), as("--staff", hands[1])}
	}
	s.start()
	t.Cleanup(s.stop)
	wang.base = s.address
	for name, d := range desks {
		d.handler.base, d.signer.base = s.address, s.address
		desks[name] = d
	}

	k := wang.file(t)
	wang.decided(t, &k, desks)
	for _, it := range k.Items {
		if it.State == "granted" {
			wang.call(http.MethodPost, "/cases/"+k.No+"/items/"+it.Slot+"/deliver", "take-"+it.Slot, object{}, nil)
		}
	}
	wang.call(http.MethodGet, "/cases/"+k.No, "", nil, &k)
	for _, it := range k.Items {
		want := "delivered"
		if strings.HasPrefix(it.Slot, refused) {
			want = "refused"
		}
		if it.State != want {
			t.Errorf("%s is %s, want %s", it.Slot, it.State, want)
		}
		t.Logf("%-24s %-10s %s", it.Slot, it.Department, it.State)
	}
	if k.Phase != "closed" || k.Result != "partly_granted" {
		t.Errorf("phase %s, result %s", k.Phase, k.Result)
	}
	t.Logf("%s: %d calls", k.No, calls)
}

// file files a restaurant of 320 square metres with a sign, and sends the submission twice.
func (c client) file(t *testing.T) kase {
	t.Helper()
	var d draft
	c.call(http.MethodPost, "/drafts", "", object{
		"scenario": "restaurant", "area": "zhifu", "applicant": "owner",
		"answers": object{"catering_size": "regular", "venue_area": 320, "fire_route": "ordinary", "sells_raw_food": false, "wants_sign": true},
	}, &d)
	for _, section := range d.Plan.Form.Sections {
		values := object{}
		for _, f := range section.Fields {
			if f.Disposition == "asked" && !f.InGuide {
				values[f.Key] = f.value()
			}
		}
		if len(values) > 0 {
			c.call(http.MethodPut, "/drafts/"+d.ID+"/sections/"+section.Key, "", object{"version": d.Version, "values": values}, &d)
		}
	}
	for _, m := range d.Plan.Materials {
		if m.Disposition == "upload" {
			c.upload("/drafts/"+d.ID+"/materials/"+m.Key+"/papers", m.Key+".pdf")
		}
	}
	c.call(http.MethodGet, "/drafts/"+d.ID, "", nil, &d)
	if !d.Check.Ready {
		t.Fatalf("open points: %+v", d.Check.Open)
	}
	var k, again kase
	in := object{"review_hash": d.Check.ReviewHash, "declared": true, "order_agreed": d.Check.Waits}
	c.call(http.MethodPost, "/drafts/"+d.ID+"/submit", "file", in, &k)
	c.call(http.MethodPost, "/drafts/"+d.ID+"/submit", "file", in, &again)
	if again.No != k.No || len(k.Items) != len(d.Plan.Items) {
		t.Fatalf("%s and %s; %d items of a plan of %d", k.No, again.No, len(k.Items), len(d.Plan.Items))
	}
	return k
}

// decided lets every department act on what it has received, until nothing is received any more. The food
// office asks for one supplement first.
func (c client) decided(t *testing.T, k *kase, desks map[string]desk) {
	t.Helper()
	for range k.Items {
		for _, it := range k.Items {
			if it.State != "received" {
				continue
			}
			d, ok := desks[it.Department]
			if !ok {
				t.Fatalf("nobody acts for %s", it.Department)
			}
			d.handler.act(k.No, it.Slot, "claim", nil)
			if strings.HasPrefix(it.Slot, "food_licence.") {
				c.supplemented(t, k.No, it.Slot, d)
			}
			d.decide(k.No, it.Slot)
		}
		c.call(http.MethodGet, "/cases/"+k.No, "", nil, k)
	}
}

// supplemented lets the department ask for a new paper and the applicant bring it.
func (c client) supplemented(t *testing.T, no, slot string, d desk) {
	t.Helper()
	path := "/cases/" + no + "/items/" + slot
	var f file
	d.handler.call(http.MethodGet, path+"/file", "", nil, &f)
	material := ""
	for _, m := range f.Materials {
		if len(m.Papers) > 0 {
			material = m.Key
		}
	}
	d.handler.act(no, slot, "request-supplement", object{"defects": []object{
		{"material": material, "reason": "平面图没有标出洗手池", "rule": "食品经营许可审查通则"},
	}})
	var wanted struct {
		Version int64
		Points  []struct{ Material string }
	}
	c.call(http.MethodGet, path+"/supplement", "", nil, &wanted)
	if len(wanted.Points) != 1 || wanted.Points[0].Material != material {
		t.Fatalf("%s asks for %+v", slot, wanted.Points)
	}
	c.upload(path+"/supplement/materials/"+material+"/papers", "again.pdf")
	c.call(http.MethodPost, path+"/supply", "supply", object{"seen_version": wanted.Version}, nil)
}

func (d desk) decide(no, slot string) {
	d.handler.t.Helper()
	d.handler.act(no, slot, "accept", nil)
	d.visit(no, slot, !strings.HasPrefix(slot, refused))
	if strings.HasPrefix(slot, refused) {
		d.handler.act(no, slot, "propose-refuse", object{
			"opinion": "现场疏散通道不足", "reason": "疏散通道宽度不符合规定", "grounds": "消防法第十五条",
		})
		d.signer.act(no, slot, "refuse", nil)
		return
	}
	d.handler.act(no, slot, "propose-grant", object{"opinion": "符合条件", "grounds": "依法准予"})
	d.signer.act(no, slot, "grant", nil)
}

// visit lets both hands inspect the place today, where the item is inspected; what they find is the ground of the decision.
func (d desk) visit(no, slot string, pass bool) {
	d.handler.t.Helper()
	if slot != "food_licence.new" && slot != "fire_check.ordinary" {
		return
	}
	var one, other struct{ ID string }
	d.handler.call(http.MethodGet, "/me", "", nil, &one)
	d.signer.call(http.MethodGet, "/me", "", nil, &other)
	d.handler.act(no, slot, "schedule-visit", object{
		"on": "2026-03-10", "time": "15:30", "place": "示例路18号", "officers": []string{one.ID, other.ID},
	})
	verdict := map[bool]string{true: "visit-pass", false: "visit-fail"}[pass]
	d.handler.act(no, slot, verdict, object{"second": other.ID, "record": "看过现场"})
}
