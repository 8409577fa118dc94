package casework

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"lianban/internal/base/fault"
	"lianban/internal/domain/calendar"
)

// Handover is how results changed hands outside the e-account: in which capacity somebody took them and how that was
// checked, or which letter carries them. It names nobody: the name stands in the acknowledgement of delivery alone.
type Handover struct {
	Capacity string `json:"capacity,omitempty"` // own, mandate
	Checked  string `json:"checked,omitempty"`  // how identity was checked: one of Checks
	Code     bool   `json:"code,omitempty"`     // the collection code was shown
	Carrier  string `json:"carrier,omitempty"`  // of a letter
	Tracking string `json:"tracking,omitempty"`
}

// Capacities are in which role somebody collects, Checks how the window makes sure who it is.
var (
	Capacities = []string{"own", "mandate"}
	Checks     = []string{"id_card", "e_card", "other"}
)

// HandOverInput is the input of HandOver: everything that one joint case has to hand over goes in one act.
type HandOverInput struct {
	Targets  []Target // which results
	Channel  string   // window, post
	Name     string   // who took them, or to whom the letter goes; only the acknowledgement carries it
	Mandate  string   // what shows the mandate of somebody else: number or kind of the paper
	Handover Handover
}

// HandOver hands several results of a joint case over at the exit window, or posts them (送达，行政许可法44), and issues
// one acknowledgement of delivery (送达回证) for all of them. Every result is an entry of its own in one change: all of
// them or none. Faults: Invalid casework.incomplete; those of Why for a result that cannot be handed over.
func (e Engine) HandOver(c *Case, m Moment, by Actor, in HandOverInput) (Change, error) {
	if err := checkHandOver(&in); err != nil {
		return Change{}, err
	}
	w := e.open(c, m, by)
	w.settle()
	var items []*ItemCase
	for _, t := range in.Targets {
		it, err := w.find(t)
		if err != nil {
			return Change{}, err
		}
		if err := Why(w.c, it.Slot, VerbDeliver, by); err != nil {
			return Change{}, err
		}
		items = append(items, it)
	}
	for _, it := range items {
		w.did(VerbDeliver, it, &delivered{Channel: in.Channel, Handover: &in.Handover})
	}
	w.issueAcknowledgement(items, in)
	if in.Channel == ByPost {
		w.toApplicant("results_posted", nil, "n", strconv.Itoa(len(items)), "carrier", in.Handover.Carrier, "tracking", in.Handover.Tracking)
	} else {
		w.toApplicant("results_collected", nil, "n", strconv.Itoa(len(items)))
	}
	w.follow(w.today)
	return w.done(), nil
}

// mostWords and mostNote are how much a window writes with a hand-over, in characters.
const (
	mostWords = 60
	mostNote  = 200
)

// short notes a text that is too long.
func short(bad *fault.Fault, field, text string, most int) {
	if utf8.RuneCountInString(text) > most {
		bad.With(field, "casework.too_long", "most", strconv.Itoa(most))
	}
}

// checkHandOver holds the words of a hand-over to what its channel needs.
func checkHandOver(in *HandOverInput) error {
	h := &in.Handover
	bad := fault.New(fault.Invalid, "casework.incomplete")
	for field, s := range map[string]*string{"name": &in.Name, "mandate": &in.Mandate, "carrier": &h.Carrier, "tracking": &h.Tracking} {
		*s = strings.TrimSpace(*s)
		short(bad, field, *s, mostWords)
	}
	need := func(field string, there bool) {
		if !there {
			bad.With(field, "casework.required."+field)
		}
	}
	need("results", len(in.Targets) > 0)
	switch in.Channel {
	case ByPost:
		need("name", in.Name != "")
		need("carrier", h.Carrier != "")
		need("tracking", h.Tracking != "")
	case ByWindow:
		need("name", in.Name != "")
		need("capacity", has(Capacities, h.Capacity))
		need("checked", has(Checks, h.Checked))
		need("mandate", h.Capacity != "mandate" || in.Mandate != "")
	default:
		bad.With("channel", "casework.bad_channel", "channel", in.Channel)
	}
	return bad.OrNil()
}

// issueAcknowledgement issues the acknowledgement of delivery (送达回证) of results that were just handed over.
func (w *work) issueAcknowledgement(items []*ItemCase, in HandOverInput) {
	lists := map[string][]string{}
	for _, it := range items {
		lists["items"] = append(lists["items"], it.Name)
		lists["departments"] = append(lists["departments"], it.Department)
		lists["areas"] = append(lists["areas"], it.Area)
	}
	h := in.Handover
	w.issue("acknowledgement", nil, w.today, map[string]string{
		"channel": in.Channel, "name": in.Name, "capacity": h.Capacity, "mandate": in.Mandate, "checked": h.Checked,
		"code": yes(h.Code), "carrier": h.Carrier, "tracking": h.Tracking, "by": w.by.Name, "ground": w.deliveryGround(items),
		"delivered_at": w.m.At.In(calendar.Zone).Format("2006-01-02 15:04"),
	}, lists)
}

// deliveryGround is the article on delivery, if one of the results is a licence.
func (w *work) deliveryGround(items []*ItemCase) string {
	for _, it := range items {
		if it.licence() {
			return "xk44"
		}
	}
	return ""
}
