package window

import (
	"cmp"
	"net/http"
	"net/url"

	"lianban/internal/app/filing"
	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/calendar"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
	"lianban/internal/web/page"
)

// wordAct is an act with which a window says something for the applicant and brings no paper. Its words stand below
// "for.<path>.".
type wordAct struct {
	path   string
	verb   casework.Verb
	fields func(v *visit, a wordAct) []page.Field
	do     func(v *visit, c *casework.Case, it *casework.ItemCase) error
	ready  func(v *visit, f *filing.Followed, it *casework.ItemCase) bool // more than the table asks; nil: nothing
}

var wordActs = []wordAct{
	{path: "record-event", verb: casework.VerbRecordEvent, fields: (*visit).eventFields, do: (*visit).recordEvent},
	{path: "contest-decision", verb: casework.VerbContestDecision, fields: (*visit).contestFields, do: (*visit).contestDecision},
	{path: "consent-to-share", verb: casework.VerbConsentToShare, fields: (*visit).shareFields, do: (*visit).consentToShare, ready: (*visit).mayShare},
	{path: "withdraw-consent", verb: casework.VerbWithdrawConsent, fields: (*visit).standingFields, do: (*visit).withdrawConsent},
}

func wordURL(no ident.CaseNo, slot string, a wordAct) string {
	return "/window/cases/" + string(no) + "/items/" + url.PathEscape(slot) + "/" + a.path
}

// wordRoutes are the pages of these acts.
func wordRoutes() map[string]func(*visit) error {
	out := map[string]func(*visit) error{}
	for _, a := range wordActs {
		at := "/window/cases/{no}/items/{item}/" + a.path
		out["GET "+at] = func(v *visit) error { return v.askWord(http.StatusOK, a, nil) }
		out["POST "+at] = func(v *visit) error { return v.doWord(a) }
	}
	return out
}

// clerk is who acts for a visitor, as the engine knows them.
func (v *visit) clerk() casework.Actor {
	return casework.Actor{Kind: string(permission.Staff), Role: casework.FileFor, ID: v.Who.ID}
}

// wordLinks lead to what can be said for an item now.
func (v *visit) wordLinks(fd *filing.Followed, it *casework.ItemCase) []page.Link {
	c := fd.Case
	var out []page.Link
	for _, a := range wordActs {
		if casework.Why(c, it.Slot, a.verb, v.clerk()) == nil && (a.ready == nil || a.ready(v, fd, it)) {
			out = append(out, page.Link{Label: say("for."+a.path+".link", wordsOf(c, it)...), Href: wordURL(c.No, it.Slot, a)})
		}
	}
	return out
}

// wordsOf name what the texts of these acts speak of.
func wordsOf(c *casework.Case, it *casework.ItemCase) []any {
	event := ""
	if g := ownEvent(c, it); g != nil {
		event = g.Name
	}
	return []any{"item", it.Name, "office", it.Office, "event", event}
}

// ownEvent is the first event that the visitor can tell of; nil if there is none.
func ownEvent(c *casework.Case, it *casework.ItemCase) *casework.Gate {
	for _, g := range c.Awaited(it) {
		if g.Own {
			return g
		}
	}
	return nil
}

func (v *visit) askWord(status int, a wordAct, wrong error) error {
	c, it, err := v.word(a)
	if err != nil {
		return err
	}
	words := wordsOf(c, it)
	s, err := v.Shell(say("for."+a.path+".title", words...))
	if err != nil {
		return err
	}
	p := AskPage{
		Shell: s, Lead: say("for."+a.path+".lead", words...), Effects: []string{say("for." + a.path + ".effect")}, Post: wordURL(c.No, it.Slot, a),
		Button: say("for." + a.path + ".button"), Back: page.Link{Label: say("back"), Href: "/window/cases/" + string(c.No)},
		Problems: problemsOf(wrong), Fields: a.fields(v, a),
	}
	mark(p.Fields, p.Problems)
	p.Shell.Failed = len(p.Problems) > 0
	v.Show(status, Ask(p))
	return nil
}

// word finds the item of the address, and refuses what cannot be said for it now.
func (v *visit) word(a wordAct) (*casework.Case, *casework.ItemCase, error) {
	f, err := v.follow()
	if err != nil {
		return nil, nil, err
	}
	it := f.Case.Latest(v.R.PathValue("item"))
	if it == nil {
		return nil, nil, fault.New(fault.NotFound, "casework.no_such_item")
	}
	return f.Case, it, casework.Why(f.Case, it.Slot, a.verb, v.clerk())
}

func (v *visit) doWord(a wordAct) error {
	c, it, err := v.word(a)
	if err == nil {
		err = a.do(v, c, it)
	}
	if fault.Is(err, fault.Invalid) {
		return v.askWord(http.StatusUnprocessableEntity, a, err)
	}
	if err != nil {
		return err
	}
	v.Door.Gate.Flash(v.R, "flash."+cmp.Or(v.done, a.path))
	return v.GoTo("/window/cases/" + string(c.No))
}

func (v *visit) wordField(a wordAct, kind page.Kind, name string, longest int) page.Field {
	key := "for." + a.path + "." + name
	return page.Field{Kind: kind, Name: name, Label: say(key), Help: say(key + ".help"), Longest: longest, Value: v.R.PostFormValue(name)}
}

func (v *visit) eventFields(a wordAct) []page.Field {
	on := v.wordField(a, page.Text, "happened", 10)
	if v.R.Method == http.MethodGet {
		on.Value = v.Today.String()
	}
	return []page.Field{on, v.wordField(a, page.LongText, "evidence", 500)}
}

func (v *visit) recordEvent(c *casework.Case, it *casework.ItemCase) error {
	on, err := calendar.ParseDay(v.R.PostFormValue("happened"))
	if err != nil {
		return fault.New(fault.Invalid, "casework.incomplete").With("happened", "casework.bad_day")
	}
	in := filing.EventInput{Slot: it.Slot, Happened: on, Note: v.R.PostFormValue("evidence")}
	if g := ownEvent(c, it); g != nil {
		in.Gate = g.Slug
	}
	_, err = v.d.Filing.RecordEvent(v.R.Context(), v.Who.Principal, c.No, in)
	return err
}

func (v *visit) contestFields(a wordAct) []page.Field {
	return []page.Field{v.wordField(a, page.LongText, "reason", 1000)}
}

func (v *visit) contestDecision(c *casework.Case, it *casework.ItemCase) error {
	_, err := v.d.Filing.ContestDecision(v.R.Context(), v.Who.Principal, c.No, it.Slot, v.R.PostFormValue("reason"), "")
	return err
}
