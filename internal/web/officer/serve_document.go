package officer

import (
	"lianban/internal/app/handling"
	"lianban/internal/base/ident"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
	"lianban/internal/web/page"
)

// The fields of a service by other means.
const (
	fieldDocument = "document"
	fieldWay      = "way"
	fieldTaker    = "name"
)

// serviceDeeds are the acts that concern how papers reach people.
func serviceDeeds() []deed {
	return []deed{{
		verb: casework.VerbServeDocument, path: "serve-document", needs: []permission.Permission{permission.HandOver}, mine: true,
		when: func(f *file) bool { return len(f.unserved()) > 0 }, fields: serveFields, try: tryServe, send: sendServe,
	}}
}

// unserved are the papers about the item that nobody served by other means yet, newest first.
func (f *file) unserved() []casework.Document {
	var out []casework.Document
	for i := len(f.Documents) - 1; i >= 0; i-- {
		d := f.Documents[i]
		if d.Slot == f.Item.Slot && d.Kind != "service_record" && d.Kind != "acknowledgement" && f.Item.ServedOn(d.ID) == 0 {
			out = append(out, d)
		}
	}
	return out
}

func serveFields(f *file, d deed) []page.Field {
	paper := page.Field{Kind: page.OneOf, Name: fieldDocument, Label: say("act.serve-document.document")}
	for _, x := range f.unserved() {
		paper.Options = append(paper.Options, page.Option{Value: string(x.ID), Label: documentWord(x.Kind), Hint: x.No})
	}
	way := page.Field{Kind: page.OneOf, Name: fieldWay, Label: say("act.serve-document.way")}
	for _, w := range casework.ServiceWays {
		way.Options = append(way.Options, page.Option{Value: w, Label: say("service_way." + w)})
	}
	taker := page.Field{
		Kind: page.Text, Name: fieldTaker, Label: say("act.serve-document.who"), Help: say("act.serve-document.who.help"), Longest: 60, Optional: true,
	}
	return []page.Field{paper, way, askedLine(d, fieldArrived, f.v.Today.String()), taker, askedLine(d, fieldEvidence, "")}
}

func tryServe(f *file, e casework.Engine, c *casework.Case, m casework.Moment, by casework.Actor, t casework.Target) (casework.Change, error) {
	in := casework.ServeDocumentInput{Target: t, Way: "left", On: f.v.Today, Evidence: say("effect.open")}
	if papers := f.unserved(); len(papers) > 0 {
		in.Document = papers[0]
	}
	return e.ServeDocument(c, m, by, in)
}

func sendServe(f *file, form *actForm, t handling.Target) error {
	on, err := form.day(fieldArrived)
	if err != nil {
		return err
	}
	_, err = f.v.d.Handling.ServeDocument(f.v.R.Context(), f.v.Who.Principal, t, handling.ServeInput{
		Document: ident.DocumentID(form.value(fieldDocument)), Way: form.value(fieldWay), On: on, Name: form.value(fieldTaker),
		Evidence: form.value(fieldEvidence),
	})
	return err
}
