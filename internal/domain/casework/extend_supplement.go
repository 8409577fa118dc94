package casework

import (
	"strings"

	"lianban/internal/base/fault"
	"lianban/internal/domain/calendar"
)

// ExtendSupplementInput is the input of ExtendSupplement.
type ExtendSupplementInput struct {
	Target
	Reason string
}

type supplementExtended struct {
	Days   int          `json:"days"`
	Told   calendar.Day `json:"told"`
	Reason string       `json:"reason"`
}

func (ev *supplementExtended) apply(_ *Case, it *ItemCase, en *Entry) {
	k := it.running("K2")
	k.History.Extensions = append(k.History.Extensions, calendar.Extension{On: en.Day, Days: ev.Days, Ground: "supplement_window", By: en.Seq})
	k.Told, k.Warned = ev.Told, nil
	it.Supplements[len(it.Supplements)-1].Due = ev.Told
}

// mayExtendSupplement: once for each notice (P4).
func mayExtendSupplement(_ *Case, it *ItemCase, _ Actor) *fault.Fault {
	if k := it.running("K2"); k == nil || len(k.History.Extensions) > 0 || it.SetAside { // setting aside gave the whole window anew
		return notNow("supplement_extended_already")
	}
	return nil
}

// ExtendSupplement gives the applicant more days to supplement, once (延长补正期限).
func (e Engine) ExtendSupplement(c *Case, m Moment, by Actor, in ExtendSupplementInput) (Change, error) {
	return e.act(c, m, by, VerbExtendSupplement, in.Target, func(w *work, it *ItemCase) error {
		if err := required("reason", in.Reason); err != nil {
			return err
		}
		k := *it.running("K2")
		computed := e.project(&k, w.today).Due
		k.History.Extensions = []calendar.Extension{{On: w.today, Days: e.Params.SupplementMore}}
		told := max(k.Told, e.project(&k, w.today).Due)
		if w.today > computed { // the day that was told is later than the computed one, and still open: it is extended
			told = e.Cal.AddWorking(k.Told, e.Params.SupplementMore)
		}
		w.did(VerbExtendSupplement, it, &supplementExtended{Days: e.Params.SupplementMore, Told: told, Reason: in.Reason})
		w.toApplicant("supplement_extended", it, "due", told.String())
		return nil
	})
}

// AddMaterialInput is the input of AddMaterial and CorrectOnTheSpot.
type AddMaterialInput struct {
	Target
	Materials []string // slugs of papers with a new version
	Fields    []string // slugs of fields with a new value
	Note      string
}

type materialAdded struct {
	Materials []string `json:"materials,omitempty"`
	Fields    []string `json:"fields,omitempty"`
	Note      string   `json:"note,omitempty"`
}

func (ev *materialAdded) apply(*Case, *ItemCase, *Entry) {}

func (in AddMaterialInput) check(it *ItemCase) error {
	bad := fault.New(fault.Invalid, "casework.incomplete")
	if len(in.Materials)+len(in.Fields) == 0 {
		bad.With("materials", "casework.required.materials")
	}
	for _, x := range in.Materials {
		if !has(it.Materials, x) {
			bad.With("materials", "casework.not_consumed", "key", x)
		}
	}
	for _, x := range in.Fields {
		if !has(it.Fields, x) {
			bad.With("fields", "casework.not_consumed", "key", x)
		}
	}
	return bad.OrNil()
}

// AddMaterial notes a new version of a paper that the item consumes (追加材料); whoever has the item in hand is told, so
// that nobody decides on the old one unawares. It moves no clock.
func (e Engine) AddMaterial(c *Case, m Moment, by Actor, in AddMaterialInput) (Change, error) {
	return e.act(c, m, by, VerbAddMaterial, in.Target, func(w *work, it *ItemCase) error {
		if err := in.check(it); err != nil {
			return err
		}
		w.did(VerbAddMaterial, it, &materialAdded{Materials: in.Materials, Fields: in.Fields, Note: in.Note})
		if it.Received != 0 {
			w.tell(handler(it), "material_added_desk", it, "materials", strings.Join(in.Materials, ","))
		}
		return nil
	})
}

// CorrectOnTheSpot mends what the department can have mended at once (当场更正, 行政许可法32(3)): it is no supplement and
// moves no clock.
func (e Engine) CorrectOnTheSpot(c *Case, m Moment, by Actor, in AddMaterialInput) (Change, error) {
	return e.act(c, m, by, VerbCorrectOnTheSpot, in.Target, func(w *work, it *ItemCase) error {
		if err := in.check(it); err != nil {
			return err
		}
		w.did(VerbCorrectOnTheSpot, it, &materialAdded{Materials: in.Materials, Fields: in.Fields, Note: in.Note})
		w.tell(handler(it), "corrected_desk", it)
		return nil
	})
}
