package citizen

import (
	"net/http"

	"lianban/internal/app/filing"
	"lianban/internal/base/fault"
	"lianban/internal/web/page"
)

// noticeHearingView says on a public notice what affected people can do about a hearing; nil: they were told of none.
func noticeHearingView(n *filing.PublicNotice) *NoticeHearing {
	h := n.Hearing
	if h == nil {
		return nil
	}
	v := &NoticeHearing{}
	switch {
	case h.Open:
		v.Say = []string{say("notice.hearing.who"), say("notice.hearing.until", "day", bindingDay(h.Until))}
		v.Ask = &page.Link{Label: say("notice.hearing.ask"), Href: noticeURL(n.ID) + "/request-hearing"}
	case h.Day != 0:
		v.Say = []string{say("notice.hearing.set", "day", bindingDay(h.Day), "time", h.Time, "place", h.Place)}
	case h.Asked:
		v.Say = []string{say("notice.hearing.mine")}
	default:
		v.Say = []string{say("notice.hearing.over")}
	}
	return v
}

// askNoticeHearing is the form with which an affected person asks for a hearing; who asks is identified.
func askNoticeHearing(v *visit) error {
	n, err := v.d.Filing.PublicNotice(v.r.Context(), v.who.Principal, v.r.PathValue("notice"))
	if err != nil {
		return err
	}
	if n.Hearing == nil || !n.Hearing.Open {
		return fault.New(fault.NotNow, "casework.no_hearing_right")
	}
	v.drawNoticeHearing(http.StatusOK, n, nil)
	return nil
}

func (v *visit) drawNoticeHearing(status int, n *filing.PublicNotice, wrong error) {
	p := ConfirmPage{
		Heading: say("hearing.title", "item", n.Item), Post: noticeURL(n.ID) + "/request-hearing", Button: say("hearing.button"), Calm: true,
		Cancel:  page.Link{Label: say("notice.hearing.back"), Href: noticeURL(n.ID)},
		Effects: []string{say("hearing.effect.held", "office", n.Office), say("hearing.effect.free"), say("notice.effect.name")},
		Fields: []page.Field{{
			Kind: page.LongText, Name: "reason", Label: say("notice.hearing.reason"), Help: say("notice.hearing.reason.help"), Longest: 1000,
			Value: v.r.PostFormValue("reason"),
		}},
		Version: v.r.PostFormValue("version"),
	}
	if p.Version == "" {
		p.Version = page.Token()
	}
	v.confirm(status, p, wrong)
}

// noticeHearing asks for the hearing and leads back to the notice, which says what happens next.
func noticeHearing(v *visit) error {
	id := v.r.PathValue("notice")
	err := v.d.Filing.RequestHearingAffected(v.r.Context(), v.who.Principal, id, v.r.PostFormValue("reason"), v.r.PostFormValue("version"))
	if fault.Is(err, fault.Invalid) {
		n, again := v.d.Filing.PublicNotice(v.r.Context(), v.who.Principal, id)
		if again != nil {
			return again
		}
		v.drawNoticeHearing(http.StatusUnprocessableEntity, n, err)
		return nil
	}
	if err != nil {
		return err
	}
	return v.goTo(noticeURL(id) + "#hearing")
}
