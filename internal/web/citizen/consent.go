package citizen

import (
	"net/http"
	"net/url"

	"lianban/internal/app/filing"
	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/casework"
	"lianban/internal/web/page"
)

// consentRoutes are the pages of consents to share.
func consentRoutes() map[string]func(*visit) error {
	at := "/cases/{no}/items/{item}/"
	return map[string]func(*visit) error{
		"GET " + at + "consent-to-share": askShare, "POST " + at + "consent-to-share": consentToShare,
		"POST " + at + "read-shared": readShared, "POST " + at + "withdraw-consent": withdrawConsent,
		"GET /me/consents": consents, "POST /me/consents/{consent}/withdraw": takeBack,
	}
}

func shareURL(c *casework.Case, slot string) string { return itemURL(c, slot) + "/consent-to-share" }

// askShare shows what an office may read for an item, and what came of it.
func askShare(v *visit) error {
	no, err := v.caseNo()
	if err != nil {
		return err
	}
	sh, err := v.d.Filing.Shares(v.r.Context(), v.who.Principal, no, v.r.PathValue("item"))
	if err != nil {
		return err
	}
	return v.share(http.StatusOK, sh, nil)
}

func (v *visit) share(status int, sh *filing.Sharing, wrong error) error {
	c, it := sh.Case, sh.Item
	p := SharePage{
		No: string(c.No), Item: say("share.item", "item", it.Name, "office", it.Office), Lead: say("share.lead", "office", it.Office),
		Back: page.Link{Label: say("share.back"), Href: itemURL(c, it.Slot)},
	}
	mayAsk := casework.Why(c, it.Slot, casework.VerbConsentToShare, v.applicant()) == nil
	for _, o := range sh.Offers {
		p.Cards = append(p.Cards, v.shareCard(sh, o, mayAsk))
	}
	fr := v.formFrame(say("share.title"), itemURL(c, it.Slot))
	if wrong != nil {
		fr.Failed, p.Problems = true, []page.Problem{{Field: shareAnchor(v.r.PostFormValue("register")), Text: sayFault(wrong)}}
	}
	v.show(status, Share(fr, p))
	return nil
}

func shareAnchor(register string) string { return "share-" + register }

// shareCard draws one register of an item.
func (v *visit) shareCard(sh *filing.Sharing, o filing.ShareOffer, mayAsk bool) ConsentCard {
	c, it := sh.Case, sh.Item
	card := ConsentCard{
		ID: shareAnchor(o.Register), Title: o.Source, Register: o.Register, Tag: page.Tag{Tone: page.Info, Icon: "info-circle", Word: say("share.state.open")},
		Rows: consentRows(o.Owner, it.Office, it.Name, o.Names), Say: say("share.offer"),
	}
	x := o.Consent
	for _, r := range sh.Records {
		for _, t := range r.Things {
			if x != nil && r.Consent == x.ID {
				card.Records = append(card.Records, page.Row{Name: t.Label, Value: t.Shown})
			}
		}
	}
	switch {
	case x != nil && x.Standing():
		card.Rows = append(card.Rows, page.Row{Name: say("consents.given"), Value: v.moment(x.Given)})
		card.Tag, card.Say = outcomeTag(x.Outcome), say("share.outcome."+outcomeKey(x.Outcome))
		if mayAsk {
			if x.Outcome != casework.ShareFound {
				card.Posts = append(card.Posts, ConsentPost{To: itemURL(c, it.Slot) + "/read-shared", Label: say("share.again"), Primary: true})
			}
			card.Posts = append(card.Posts, ConsentPost{To: itemURL(c, it.Slot) + "/withdraw-consent", Label: say("share.withdraw")})
		}
		return card
	case x != nil:
		card.Rows = append(card.Rows, page.Row{Name: say("consents.withdrew"), Value: v.moment(x.Withdrew)})
		card.Tag, card.Say = page.Tag{Tone: page.Quiet, Icon: "x", Word: say("consents.state.withdrawn")}, say("consents.stays")
	}
	switch {
	case !o.Connected:
		card.Tag, card.Say = page.Tag{Tone: page.Quiet, Icon: "circle-x", Word: say("share.state.closed")}, say("share.closed", "source", o.Source)
	case mayAsk && len(o.Materials)+len(o.Fields)+len(o.Rules) > 0:
		card.Posts = append(card.Posts, ConsentPost{To: shareURL(c, it.Slot), Label: say("share.button"), Primary: true})
	case !mayAsk && x == nil:
		card.Say = say("share.over")
	}
	return card
}

// consentRows say who may read what, and what for.
func consentRows(owner, office, purpose string, names []string) []page.Row {
	var out []page.Row
	for _, r := range [][2]string{{"what", joined(names)}, {"owner", owner}, {"office", office}, {"purpose", purpose}} {
		if r[1] != "" {
			out = append(out, page.Row{Name: say("consents." + r[0]), Value: r[1]})
		}
	}
	return out
}

// outcomeKey is what became of a consent, in the keys of the texts.
func outcomeKey(outcome string) string {
	if outcome == "" {
		return "none"
	}
	return outcome
}

func outcomeTag(outcome string) page.Tag {
	switch outcome {
	case casework.ShareFound:
		return page.Tag{Tone: page.Good, Icon: "check", Word: say("consents.state.found")}
	case casework.ShareNoRecord:
		return page.Tag{Tone: page.Warn, Icon: "alert-triangle", Word: say("consents.state.no_record")}
	case casework.ShareDown:
		return page.Tag{Tone: page.Warn, Icon: "alert-triangle", Word: say("consents.state.down")}
	}
	return page.Tag{Tone: page.Info, Icon: "clock", Word: say("consents.state.none")}
}

// shareAct does something about one register of an item and comes back to its card.
func (v *visit) shareAct(do func(no ident.CaseNo, slot, register string) error) error {
	no, err := v.caseNo()
	if err != nil {
		return err
	}
	slot, register := v.r.PathValue("item"), v.r.PostFormValue("register")
	err = do(no, slot, register)
	if err == nil {
		return v.goTo("/cases/" + string(no) + "/items/" + url.PathEscape(slot) + "/consent-to-share#" + url.PathEscape(shareAnchor(register)))
	}
	if !fault.Is(err, fault.NotNow) && !fault.Is(err, fault.Invalid) {
		return err
	}
	sh, failed := v.d.Filing.Shares(v.r.Context(), v.who.Principal, no, slot)
	if failed != nil {
		return failed
	}
	return v.share(http.StatusUnprocessableEntity, sh, err)
}

func consentToShare(v *visit) error {
	return v.shareAct(func(no ident.CaseNo, slot, register string) error {
		_, err := v.d.Filing.ConsentToShare(v.r.Context(), v.who.Principal, no, filing.ConsentInput{Slot: slot, Register: register})
		return err
	})
}

func readShared(v *visit) error {
	return v.shareAct(func(no ident.CaseNo, slot, register string) error {
		_, err := v.d.Filing.ReadShared(v.r.Context(), v.who.Principal, no, slot, register)
		return err
	})
}

func withdrawConsent(v *visit) error {
	return v.shareAct(func(no ident.CaseNo, slot, register string) error {
		_, err := v.d.Filing.WithdrawConsent(v.r.Context(), v.who.Principal, no, filing.ConsentInput{Slot: slot, Register: register})
		return err
	})
}

// shareLinks lead to what can be read with consent for an item, or was.
func (v *visit) shareLinks(f *filing.Followed, it *casework.ItemCase) []page.Link {
	sh, err := v.d.Filing.SharesOf(v.r.Context(), f, it.Slot)
	if err != nil || len(sh.Offers) == 0 {
		return nil
	}
	may := casework.Why(f.Case, it.Slot, casework.VerbConsentToShare, v.applicant()) == nil
	for _, o := range sh.Offers {
		if may && o.Connected || o.Consent != nil {
			return []page.Link{{Label: say("share.link"), Href: shareURL(f.Case, it.Slot)}}
		}
	}
	return nil
}

// consents is C31: everything that the person allowed to be read.
func consents(v *visit) error {
	list, err := v.d.Filing.Consents(v.r.Context(), v.who.Principal, v.pageOf(20))
	if err != nil {
		return err
	}
	p := ConsentsPage{}
	p.Prev, p.Next = pageLinks("/me/consents", list.Pages)
	for _, x := range list.Consents {
		p.Cards = append(p.Cards, v.consentCard(x))
	}
	f := v.frame(say("consents.title"))
	crumbs(f, page.Link{Label: say("me.title"), Href: "/me"}, page.Link{Label: say("consents.title")})
	v.show(http.StatusOK, Consents(f, p))
	return nil
}

func (v *visit) consentCard(x filing.GivenConsent) ConsentCard {
	office := x.Office
	if office == "" {
		office = say("consents.offices")
	}
	card := ConsentCard{
		ID: "consent-" + x.ID, Title: x.Source, Rows: consentRows(x.Owner, office, x.Purpose, x.Names), Tag: outcomeTag(x.Outcome),
	}
	card.Rows = append(card.Rows, page.Row{Name: say("consents.given"), Value: v.moment(x.Given)})
	switch {
	case !x.Withdrew.IsZero():
		card.Rows = append(card.Rows, page.Row{Name: say("consents.withdrew"), Value: v.moment(x.Withdrew)})
		card.Tag, card.Say = page.Tag{Tone: page.Quiet, Icon: "x", Word: say("consents.state.withdrawn")}, say("consents.stays")
	case !x.Open:
		card.Tag, card.Say = page.Tag{Tone: page.Quiet, Icon: "check", Word: say("consents.state.ended")}, say("consents.ended")
	default:
		card.Say = say("consents.open")
		card.Posts = []ConsentPost{{To: "/me/consents/" + url.PathEscape(x.ID) + "/withdraw", Label: say("share.withdraw")}}
	}
	switch {
	case x.No != "" && x.Slot != "":
		card.More = &page.Link{Label: say("consents.item"), Href: "/cases/" + string(x.No) + "/items/" + url.PathEscape(x.Slot) + "/consent-to-share"}
	case x.No != "":
		card.More = &page.Link{Label: say("consents.case"), Href: "/cases/" + string(x.No)}
	}
	return card
}

func takeBack(v *visit) error {
	id := v.r.PathValue("consent")
	if err := v.d.Filing.TakeBack(v.r.Context(), v.who.Principal, id); err != nil {
		return err
	}
	return v.goTo("/me/consents#" + url.PathEscape("consent-"+id))
}
