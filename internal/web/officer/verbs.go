package officer

import (
	"slices"

	"lianban/internal/app/handling"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
	"lianban/internal/web/page"
)

// deed is one act that an officer can do on an item case. Its words stand below "act.<path>.".
type deed struct {
	verb  casework.Verb
	path  string // last part of the address
	needs []permission.Permission
	plain bool // no page of its own: one button
	grave bool // ends or burdens the application
	loud  bool // worth a line when the person has no right to it
	mine  bool // of no interest to who has no right to it, also when the law bars it
	files bool // the form brings files

	// The acts of review bring their own form, trial and way to the room that does them; nil for the others, whose parts
	// stand in act_form.go, act.go and act_do.go.
	lead   func(f *file) string // nil: the text of the act says all
	when   func(f *file) bool   // nil: always; of an act with two hands: whose turn it is
	fields func(f *file, d deed) []page.Field
	try    func(f *file, e casework.Engine, c *casework.Case, m casework.Moment, by casework.Actor, t casework.Target) (casework.Change, error)
	send   func(f *file, form *actForm, t handling.Target) error
}

// deeds are all acts of this door, the most likely one of each step first: what review still needs stands between a grant
// and a refusal, what came late at the end.
func deeds() []deed {
	toGrant := slices.IndexFunc(deskDeeds, func(d deed) bool { return d.verb == casework.VerbProposeGrant }) + 1
	return slices.Concat(deskDeeds[:toGrant], consultDeeds(), procedureDeeds(), visitDeeds(), feeDeeds(), contestDeeds(), promiseDeeds(), deskDeeds[toGrant:], eventDeeds(), lateDeeds(), serviceDeeds())
}

var deskDeeds = []deed{
	{verb: casework.VerbAnswerSupervision, path: "answer-supervision", needs: []permission.Permission{permission.Sign, permission.Handle}},
	{verb: casework.VerbGrant, path: "grant", needs: []permission.Permission{permission.Sign}, loud: true},
	{verb: casework.VerbRefuse, path: "refuse", needs: []permission.Permission{permission.Sign}, grave: true, loud: true},
	{verb: casework.VerbReview, path: "review", needs: []permission.Permission{permission.Sign}},
	{verb: casework.VerbAccept, path: "accept", needs: []permission.Permission{permission.Answer}, loud: true},
	{verb: casework.VerbProposeGrant, path: "propose-grant", needs: []permission.Permission{permission.Handle}, loud: true},
	{verb: casework.VerbProposeRefuse, path: "propose-refuse", needs: []permission.Permission{permission.Handle}, grave: true},
	{verb: casework.VerbRequestSupplement, path: "request-supplement", needs: []permission.Permission{permission.Answer}},
	{verb: casework.VerbSendBack, path: "send-back", needs: []permission.Permission{permission.Sign}},
	{verb: casework.VerbDeliver, path: "deliver", needs: []permission.Permission{permission.HandOver}, loud: true},
	{verb: casework.VerbDecline, path: "decline", needs: []permission.Permission{permission.Answer}, grave: true},
	{verb: casework.VerbReturn, path: "return-to-right-body", needs: []permission.Permission{permission.Answer}, grave: true},
	{verb: casework.VerbDeclareNotNeeded, path: "declare-not-needed", needs: []permission.Permission{permission.Answer}},
	{verb: casework.VerbTransferOfficer, path: "transfer-officer", needs: []permission.Permission{permission.Sign, permission.Handle, permission.Answer}},
	{verb: casework.VerbClaim, path: "claim", needs: []permission.Permission{permission.Handle}, plain: true},
}

func deedAt(path string) (deed, bool) {
	for _, d := range deeds() {
		if d.path == path {
			return d, true
		}
	}
	return deed{}, false
}

// allowed asks whether the person has the right to an act on the open item; one of several is enough.
func (f *file) allowed(d deed) error {
	if d.verb == casework.VerbTransferOfficer {
		return f.v.d.Handling.MayGive(f.v.Who.Principal, f.resource(), f.Item.Handler)
	}
	if d.verb == casework.VerbExtendJoint { // a right on the joint case, not on the item
		return f.v.d.Handling.MayExtendJoint(f.v.Who.Principal, f.Case)
	}
	var err error
	for _, p := range d.needs {
		if err = f.may(p, d); err == nil {
			return f.early(d)
		}
	}
	return err
}
