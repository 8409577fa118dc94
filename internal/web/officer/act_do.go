package officer

import (
	"net/http"
	"strconv"
	"strings"

	"lianban/internal/app/handling"
	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/casework"
	"lianban/internal/web/page"
	"lianban/internal/web/page/console"
)

// doAct does what the page of an act announced.
func doAct(v *visit) error {
	d, ok := deedAt(v.R.PathValue("act"))
	if !ok {
		return fault.New(fault.NotFound, "officer.no_act")
	}
	if err := v.readForm(d); err != nil {
		return err
	}
	f, err := v.open()
	if err != nil {
		return err
	}
	if err := f.meet(d); err != nil {
		return err
	}
	form := f.form(d)
	form.many(v.R.PostForm)
	form.read(v.R.PostForm.Get, v.R.PostForm["pick"])
	if len(form.problems) > 0 {
		return f.showForm(d, form, http.StatusUnprocessableEntity)
	}
	seen, _ := strconv.ParseInt(v.R.PostForm.Get("seen"), 10, 64)
	t := handling.Target{No: f.Case.No, Slot: f.Item.Slot, Seen: seen, Once: v.R.PostForm.Get("once")}
	if err := f.send(d, form, t); err != nil {
		return f.refused(d, form, seen, err)
	}
	v.d.Gate.Flash(v.R, "act."+d.path+".done")
	return v.GoTo(f.url())
}

// A form with files: how large it may be, and how much of it is kept in memory.
const (
	mostUpload = 96 << 20
	inMemory   = 8 << 20
)

// readForm reads the form of an act, with its files where it brings some.
func (v *visit) readForm(d deed) error {
	err := error(nil)
	if d.files && strings.HasPrefix(v.R.Header.Get("Content-Type"), "multipart/form-data") {
		v.R.Body = http.MaxBytesReader(v.W, v.R.Body, mostUpload)
		err = v.R.ParseMultipartForm(inMemory)
	} else {
		err = v.R.ParseForm()
	}
	if err != nil {
		return fault.New(fault.Invalid, "officer.form")
	}
	return nil
}

// send gives the act to the room that does it.
func (f *file) send(d deed, form *actForm, t handling.Target) error {
	if d.send != nil {
		return d.send(f, form, t)
	}
	ctx, who, h := f.v.R.Context(), f.v.Who.Principal, f.v.d.Handling
	reason, grounds, opinion := form.value(fieldReason), form.value(fieldGrounds), form.value(fieldOpinion)
	var err error
	switch d.verb {
	case casework.VerbClaim:
		_, err = h.Claim(ctx, who, t)
	case casework.VerbAccept:
		_, err = h.Accept(ctx, who, t)
	case casework.VerbDecline:
		_, err = h.Decline(ctx, who, t, reason, grounds)
	case casework.VerbReturn:
		_, err = h.ReturnToRightBody(ctx, who, t, form.body())
	case casework.VerbDeclareNotNeeded:
		_, err = h.DeclareNotNeeded(ctx, who, t, reason, grounds)
	case casework.VerbRequestSupplement:
		_, err = h.RequestSupplement(ctx, who, t, form.chosen())
	case casework.VerbProposeGrant:
		_, err = h.ProposeGrant(ctx, who, t, opinion, grounds)
	case casework.VerbProposeRefuse:
		_, err = h.ProposeRefuse(ctx, who, t, handling.RefusalText{Opinion: opinion, Reason: reason, Grounds: grounds})
	case casework.VerbReview:
		_, err = h.Review(ctx, who, t, opinion)
	case casework.VerbSendBack:
		_, err = h.SendBack(ctx, who, t, reason)
	case casework.VerbGrant:
		_, err = h.Grant(ctx, who, t)
	case casework.VerbRefuse:
		_, err = h.Refuse(ctx, who, t)
	case casework.VerbTransferOfficer:
		_, err = h.TransferOfficer(ctx, who, t, ident.StaffID(form.value(fieldTo)), reason)
	case casework.VerbAnswerSupervision:
		_, err = h.AnswerSupervision(ctx, who, t, form.value(fieldAnswer))
	case casework.VerbDeliver:
		_, err = h.Deliver(ctx, who, t, form.value(fieldChannel))
	default:
		err = fault.New(fault.NotFound, "officer.no_act")
	}
	return err
}

// refused answers an act that was not done: bad input shows the form again, a change meanwhile shows both versions.
func (f *file) refused(d deed, form *actForm, seen int64, err error) error {
	switch {
	case fault.Is(err, fault.Invalid):
		ft := fault.Of(err)
		for _, x := range ft.Fields {
			form.problems = append(form.problems, page.Problem{Field: x.Name, Text: console.FaultText(&fault.Fault{Key: x.Key, Params: x.Params})})
		}
		if len(ft.Fields) == 0 {
			form.problems = []page.Problem{{Text: console.FaultText(err)}}
		}
		return f.showForm(d, form, http.StatusUnprocessableEntity)
	case fault.Is(err, fault.Conflict), fault.Is(err, fault.NotNow):
		now, again := f.v.open()
		if again != nil {
			return again
		}
		return now.conflict(d, form, seen, err)
	}
	return err
}

// conflict shows who changed what since the officer looked, and keeps what was written.
func (f *file) conflict(d deed, form *actForm, seen int64, err error) error {
	s, serr := f.v.Shell(say("conflict.title"))
	if serr != nil {
		return serr
	}
	name := say("act." + d.path + ".name")
	c := Conflict{Shell: s, Head: f.head(), Act: name, Again: Link{Label: say("conflict.again"), Href: f.url("/", d.path)}}
	if fault.Is(err, fault.NotNow) {
		c.Gone = console.FaultText(err)
	} else if why := f.possible(d); why != nil {
		c.Gone = console.FaultText(why)
	}
	if c.Gone != "" || d.plain {
		c.Again = Link{Label: say("conflict.look"), Href: f.url()}
	}
	changed := f.since(seen)
	for _, e := range changed {
		c.Changes = append(c.Changes, f.line(e, console.MomentText(e.At, f.v.Today)))
	}
	c.After = f.facts(f.Item)
	if before := f.before(len(changed)); before != nil {
		c.Before = f.facts(before)
		for i := range c.After {
			differs := c.After[i].Value != c.Before[i].Value
			c.After[i].Changed, c.Before[i].Changed = differs, differs
		}
	}
	for _, x := range form.fields {
		if x.Value != "" {
			c.Kept = append(c.Kept, Fact{Label: x.Label, Value: x.Value})
		}
	}
	f.v.Show(http.StatusConflict, ConflictPage(c))
	return nil
}

// since are the entries of this item after the version that the officer saw: an item's version rises by one with
// every entry of its own.
func (f *file) since(seen int64) []casework.Entry {
	var own []casework.Entry
	for _, e := range f.Entries {
		if f.own(e) {
			own = append(own, e)
		}
	}
	n := int(f.Item.Version - seen)
	if seen == 0 || n < 0 || n > len(own) {
		return nil
	}
	return own[len(own)-n:]
}

// before is the item as it was, told by the journal without its last n own entries; nil if the journal cannot tell.
func (f *file) before(n int) *casework.ItemCase {
	entries := f.Entries
	for n > 0 && len(entries) > 0 {
		if f.own(entries[len(entries)-1]) {
			n--
		}
		entries = entries[:len(entries)-1]
	}
	c, err := casework.Replay(entries)
	if err != nil {
		return nil
	}
	return c.Latest(f.Item.Slot)
}

// facts are what two versions of an item are compared by.
func (f *file) facts(it *casework.ItemCase) []Fact {
	draft := say("conflict.no_draft")
	if it.Draft != nil {
		draft = say("draft.refuse")
		if it.Draft.Grant {
			draft = say("draft.grant")
		}
	}
	handler := f.Names[it.Handler]
	if handler == "" {
		handler = say("worklist.unclaimed")
	}
	return []Fact{
		{Label: say("conflict.state"), Value: itemTag(it).Word}, {Label: say("conflict.handler"), Value: handler},
		{Label: say("conflict.draft"), Value: draft}, {Label: say("conflict.supplements"), Value: say("conflict.times", "n", len(it.Supplements))},
	}
}
