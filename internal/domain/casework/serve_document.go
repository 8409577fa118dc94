package casework

import (
	"strings"

	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/calendar"
)

// ServiceWays are how a paper is served other than by its posting to the e-account (民事诉讼法, by analogy): at the counter,
// by post, left at the address, by public notice.
var ServiceWays = []string{"counter", "post", "left", "public"}

// Service is a paper that was served in another way than by the e-account, with its evidence.
type Service struct {
	Document ident.DocumentID `json:"document"`
	No       string           `json:"no"`
	Kind     string           `json:"kind"`
	Way      string           `json:"way"`
	On       calendar.Day     `json:"on"`     // handed over, signed for, left, or announced
	Served   calendar.Day     `json:"served"` // from here terms against its addressee count: of a public notice, days later
	Evidence string           `json:"evidence"`
}

// ServeDocumentInput is the input of ServeDocument.
type ServeDocumentInput struct {
	Target
	Document Document // that is served
	Way      string
	On       calendar.Day
	Name     string // who took it; only the record of service carries it
	Evidence string // number of the letter, who witnessed it, where it was announced
}

type documentServed struct {
	Service Service `json:"service"`
}

func (ev *documentServed) apply(_ *Case, it *ItemCase, _ *Entry) {
	it.Served = append(it.Served, ev.Service)
}

// ServedOn answers the day on which a paper was served in another way than by the e-account; 0: it was not.
func (it *ItemCase) ServedOn(id ident.DocumentID) calendar.Day {
	for _, s := range it.Served {
		if s.Document == id {
			return s.Served
		}
	}
	return 0
}

// negative says that a paper names remedies, whose days count from its service.
func negative(kind string) bool {
	return has([]string{"decision_refuse", "non_acceptance", "termination", "revocation"}, kind)
}

// ServeDocument records that a paper was served by other means than the e-account, with the evidence (送达文书), and issues
// the record of it. It changes no state and shortens nothing: a day that was told stays. Faults: Invalid
// casework.incomplete; NotNow casework.served_already.
func (e Engine) ServeDocument(c *Case, m Moment, by Actor, in ServeDocumentInput) (Change, error) {
	return e.act(c, m, by, VerbServeDocument, in.Target, func(w *work, it *ItemCase) error {
		d := in.Document
		if err := checkServe(&in, it, w.today); err != nil {
			return err
		}
		if it.ServedOn(d.ID) != 0 {
			return notNow("served_already", "day", it.ServedOn(d.ID).String())
		}
		s := Service{Document: d.ID, No: d.No, Kind: d.Kind, Way: in.Way, On: in.On, Served: in.On, Evidence: in.Evidence}
		if in.Way == "public" {
			s.Served += calendar.Day(e.Params.PublicServiceDays)
		}
		w.did(VerbServeDocument, it, &documentServed{s})
		data := map[string]string{
			"document_no": d.No, "document_kind": d.Kind, "way": s.Way, "on": s.On.String(), "served": s.Served.String(),
			"name": in.Name, "evidence": s.Evidence, "by": w.by.Name,
		}
		if negative(d.Kind) {
			w.remedies(s.Served, data)
		}
		w.issue("service_record", it, w.today, data, nil)
		w.toApplicant("document_served", it, "document", d.No, "served", s.Served.String())
		return nil
	})
}

func checkServe(in *ServeDocumentInput, it *ItemCase, today calendar.Day) error {
	in.Name, in.Evidence = strings.TrimSpace(in.Name), strings.TrimSpace(in.Evidence)
	bad := fault.New(fault.Invalid, "casework.incomplete")
	switch d := in.Document; {
	case d.ID == "" || d.Slot != "" && d.Slot != it.Slot || d.Kind == "service_record" || d.Kind == "acknowledgement":
		bad.With("document", "casework.required.document")
	case in.On == 0:
		bad.With("on", "casework.required.served_on")
	case in.On < calendar.DayOf(d.At) || in.On > today:
		bad.With("on", "casework.bad_served_on", "first", calendar.DayOf(d.At).String(), "last", today.String())
	}
	if !has(ServiceWays, in.Way) {
		bad.With("way", "casework.required.way")
	}
	if in.Name == "" && (in.Way == "counter" || in.Way == "post") {
		bad.With("name", "casework.required.name")
	}
	if in.Evidence == "" {
		bad.With("evidence", "casework.required.service_evidence")
	}
	short(bad, "name", in.Name, mostWords)
	short(bad, "evidence", in.Evidence, mostNote)
	return bad.OrNil()
}
