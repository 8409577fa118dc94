package citizen

import (
	"net/http"
	"strings"

	"lianban/internal/web/page"
)

// reads is the record of look-ups of C31.
func reads(v *visit) error {
	list, err := v.d.Filing.Reads(v.r.Context(), v.who.Principal, v.pageOf(20))
	if err != nil {
		return err
	}
	p := ReadsPage{}
	p.Prev, p.Next = pageLinks("/me/reads", list.Pages)
	for _, r := range list.Reads {
		ground := say("reads.consent")
		if x, ok := v.d.Filing.Catalogue.Library().References[r.Ground]; ok {
			ground = say("reads.ground", "name", x.Name)
		}
		if r.Consent != "" {
			ground = say("reads.by_consent")
		}
		p.Reads = append(p.Reads, ReadRow{
			When: v.moment(r.At), Title: say("reads.row", "source", r.Source, "purpose", r.Purpose),
			Fields: say("reads.fields", "fields", strings.Join(r.Fields, say("list_comma"))), Ground: ground,
			Outcome: say("reads." + string(r.Outcome)),
		})
	}
	f := v.frame(say("reads.title"))
	crumbs(f, page.Link{Label: say("me.title"), Href: "/me"}, page.Link{Label: say("reads.title")})
	v.show(http.StatusOK, Reads(f, p))
	return nil
}
