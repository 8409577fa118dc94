// Package scenario knows life events (一件事), compiles one of them with somebody's answers into a plan, and
// enumerates its situations.
package scenario

import (
	"maps"
	"strings"

	"lianban/internal/base/lang"
	"lianban/internal/domain/calendar"
	"lianban/internal/domain/form"
)

// Plan is what one person must do for one scenario in one situation: what the compiler answers, what pages
// show, what a case is made from, and what `lianban plan --json` and the API print. It is immutable.
//
// Keys: an item use is "item.variant" (Use). A thing of a repeated topic is there once per instance: the
// first has the bare key, the others end in ~2, ~3 … (Slot, Field.Key, Material.Key).
type Plan struct {
	Scenario   Head       `json:"scenario"`
	Area       AreaRef    `json:"area"`
	Applicant  Role       `json:"applicant"`  // who files
	Applicants []Role     `json:"applicants"` // everybody who may file, in the order of the pack
	Stopped    bool       `json:"stopped"`    // somebody else must be asked: only Stops and Questions are filled
	Stops      []Stop     `json:"stops,omitempty"`
	Complete   bool       `json:"complete"`          // every shown question is answered
	Missing    []string   `json:"missing,omitempty"` // keys of shown questions without an answer
	Questions  []Question `json:"questions"`         // in the order of the pack; hidden ones too
	Repeats    []Repeat   `json:"repeats,omitempty"`
	Menus      []Menu     `json:"menus,omitempty"`

	Items     []Item     `json:"items"`           // in: in the order of the pack, instances together
	Out       []ItemOut  `json:"out,omitempty"`   // not in, with the reason
	Edges     []Edge     `json:"edges,omitempty"` // between slots of Items
	Gates     []Gate     `json:"gates,omitempty"` // waits that belong to no office
	Form      Form       `json:"form"`            // one form
	Materials []Material `json:"materials"`       // one set
	Steps     []StepNode `json:"steps"`           // the graph of work; joined visits are one node
	Critical  []string   `json:"critical"`        // ids of the steps on the critical path (elapsed), in order
	Days      Days       `json:"days"`            // length of the critical path
	Fees      []Fee      `json:"fees,omitempty"`  //
	Figures   []Figure   `json:"figures"`         // days, trips, materials, steps, fields, forms
	Published []Claim    `json:"published"`       // totals found in sources, never promises
	Promise   Limit      `json:"promise"`         // of the joint result; zero: none
	Joint     bool       `json:"joint_result"`    // 统一办结
	NotHere   []Named    `json:"not_included"`    // what this scenario leaves to others
	Warnings  []Text     `json:"warnings,omitempty"`
	Measures  []Measure  `json:"measures,omitempty"`

	Online      bool   `json:"online"`                 // it can be filed online; else the plan is for reading only
	OfflineNote string `json:"offline_note,omitempty"` // where to go, and from when it can be filed online

	Campaign *Campaign `json:"campaign,omitempty"` // it can be filed in this time only; nil: always
}

// Text is a sentence to be said in the reader's language: a key of base/lang and its parameters. Parameters
// are texts of the pack or numbers, never personal data.
type Text struct {
	Key    string            `json:"key"`
	Params map[string]string `json:"params,omitempty"`
	Facts  []Text            `json:"facts,omitempty"` // fill {facts}, joined in the reader's language
}

// Say answers the sentence in a language.
func (t Text) Say(l *lang.Texts) string {
	params := maps.Clone(t.Params)
	if len(t.Facts) > 0 {
		if params == nil {
			params = map[string]string{}
		}
		said := make([]string, len(t.Facts))
		for i, f := range t.Facts {
			said[i] = f.Say(l)
		}
		params["facts"] = strings.Join(said, l.Say("plan.and"))
	}
	return l.SayMap(t.Key, params)
}

// Named is a thing with a name.
type Named struct {
	Slug string `json:"slug"`
	Name string `json:"name"`
}

// Ref is a source or a legal basis.
type Ref struct {
	Slug string `json:"slug"`
	Name string `json:"name"` // 行政许可法第四十二条
	Kind string `json:"kind"` // law, document, publication, example
}

// Limit is a length of time with its unit and source. Zero Days: none recorded (以当地公布为准).
type Limit struct {
	Days     int    `json:"days"`
	Calendar bool   `json:"calendar,omitempty"` // calendar days, else working days
	Source   string `json:"source,omitempty"`   // names of the basis or source
}

// Head says which scenario was compiled, and from what content.
type Head struct {
	Slug     string `json:"slug"`
	Name     string `json:"name"`
	Summary  string `json:"summary"`
	Note     string `json:"note,omitempty"`   // 示例，依据公开资料整理，非官方
	Version  int    `json:"version"`          // highest number of its history
	Hash     string `json:"hash"`             // content hash with the area's overlays, 12 hex digits
	Evidence string `json:"evidence"`         // published, adapted, example: the weakest part decides
	Source   string `json:"source,omitempty"` // name of the source
	Audience string `json:"audience"`         // person | enterprise
	Lead     Office `json:"lead"`
}

// AreaRef is the area whose offices decide.
type AreaRef struct {
	Slug string `json:"slug"`
	Name string `json:"name"`
	Code string `json:"code,omitempty"` // GB/T 2260; functional zones may have none
	Zone bool   `json:"zone,omitempty"` // a functional zone (功能区), no administrative division
}

// Role is one way of being the applicant.
type Role struct {
	Slug    string   `json:"slug"`
	Name    string   `json:"name"`
	ActsFor string   `json:"acts_for"`        // topic
	Proof   []string `json:"proof,omitempty"` // slugs of the materials that prove the right to act
}

// Office is a department as the plan names it, in the area whose office it is.
type Office struct {
	Slug string `json:"slug"`
	Name string `json:"name"`
	Area string `json:"area"` // slug of the area that it belongs to: the case's area, or its city
}

// Stop routes a person out, with what to do instead.
type Stop struct {
	Slug  string `json:"slug"`
	Say   string `json:"say"`
	Basis []Ref  `json:"basis,omitempty"`
	GoTo  string `json:"go_to,omitempty"` // slug of another scenario
}

// Question is one question of the guide.
type Question struct {
	Key      string        `json:"key"`   // field slug, with ~n for an instance
	Field    string        `json:"field"` // field slug
	Instance int           `json:"instance,omitempty"`
	Shown    bool          `json:"shown"`
	Pending  bool          `json:"pending,omitempty"` // whether it is shown depends on earlier answers not yet given
	Label    string        `json:"label"`             // the question as asked
	Name     string        `json:"name"`              // the name of the data element
	Why      string        `json:"why,omitempty"`
	Help     string        `json:"help,omitempty"`
	Type     form.Type     `json:"type"`
	Unit     string        `json:"unit,omitempty"`      // slug of the unit: square metres
	UnitName string        `json:"unit_name,omitempty"` // 平方米
	Example  string        `json:"example,omitempty"`
	Options  []form.Option `json:"options,omitempty"`
	Limits   Limits        `json:"limits,omitzero"`
	Answer   any           `json:"answer,omitempty"` // normalised: bool, string, []string, or number as json.Number
}

// InForm says whether somebody consumes the answer as a field, beside what it decides.
func (q Question) InForm(p *Plan) bool {
	for _, s := range p.Form.Sections {
		for _, f := range s.Fields {
			if f.Key == q.Key {
				return true
			}
		}
	}
	return false
}

// Repeat is how many instances of a topic there are.
type Repeat struct {
	Topic string `json:"topic"`
	Name  string `json:"name"`
	Label string `json:"label"` // 这次出生了几个孩子？
	Min   int    `json:"min"`
	Max   int    `json:"max"`
	Count int    `json:"count"` // answered, else Min
}

// Menu is a choice of items by the applicant.
type Menu struct {
	Slug    string   `json:"slug"`
	Label   string   `json:"label"`
	Min     int      `json:"min"`
	Max     int      `json:"max"`            // 0 = no limit
	Late    bool     `json:"late,omitempty"` // it is there for some answers only, so it is asked after the questions
	Options []Named  `json:"options"`
	Picked  []string `json:"picked,omitempty"`
}

// Item is one piece of work of one office in the plan; it becomes one item case.
type Item struct {
	Slot       string   `json:"slot"` // key in the plan and of the item case
	Use        string   `json:"use"`  // item.variant
	Item       string   `json:"item"`
	Variant    string   `json:"variant"`
	Instance   int      `json:"instance,omitempty"` // 0: its topic does not repeat
	Topic      string   `json:"topic,omitempty"`    // about whom or what, where that repeats
	Code       string   `json:"code,omitempty"`     // official basic code
	Name       string   `json:"name"`               // official name with the variant's
	ItemName   string   `json:"item_name"`
	Variation  string   `json:"variant_name"`
	Type       string   `json:"type"`
	Regime     string   `json:"regime"` // licence, confirmation, benefit, registration, filing, levy, service, check, notify
	Office     Office   `json:"office"`
	Level      string   `json:"level"`     // county, city, province, town
	Promised   Limit    `json:"promised"`  //
	Statutory  Limit    `json:"statutory"` // zero: none recorded
	Why        Text     `json:"why"`       // the reason for which it is in
	SignOff    int      `json:"sign_off"`  // 1 to 3 hands
	Short      string   `json:"short"`     // one character for the parallel strip
	Grounds    []Ref    `json:"grounds"`   // law that gives the power
	Demands    []Demand `json:"demands"`   // what the law demands, one by one
	Gives      []Named  `json:"gives"`     // materials that the grant produces
	GivesField []string `json:"gives_fields,omitempty"`
	Fields     []string `json:"fields"`    // need to know: keys of the fields that it consumes
	Materials  []string `json:"materials"` // need to know: keys of the materials that it consumes
	Optional   bool     `json:"optional,omitempty"`
	Within     Limit    `json:"within,omitzero"` // must start within this time after its prerequisite
	Start      int      `json:"start"`           // working day of the plan (elapsed) on which it starts, 0 = at once
	End        int      `json:"end"`             // working day on which it ends
	Automatic  bool     `json:"automatic,omitempty"`
	Renews     *Renews  `json:"renews,omitempty"` // the licence that it renews
}

// Demand is one condition of the law on which an item is granted.
type Demand struct {
	Slug    string   `json:"slug"`
	Name    string   `json:"name"`
	Basis   []Ref    `json:"basis"`
	Promise string   `json:"commitment,omitempty"` // 告知承诺: slug of the paper with which the applicant may promise it
	Spares  []string `json:"spares,omitempty"`     // ids of the steps for which that promise stands
	Within  Limit    `json:"within,omitzero"`      // promise to decide when it was promised; zero: the item's own
	Must    string   `json:"must,omitempty"`       // the condition, where registers can answer it
}

// ItemOut is an item that is not in the plan.
type ItemOut struct {
	Use      string `json:"use"`
	Name     string `json:"name"`
	Office   string `json:"office"`             // name of the department
	Why      Text   `json:"why"`                // because you chose …
	Optional bool   `json:"optional,omitempty"` // left out by the applicant, may be taken back
	Open     bool   `json:"open,omitempty"`     // not decided yet: depends on questions without an answer
}

// Edge is what an item waits for.
type Edge struct {
	From   string `json:"from"`    // slot, or slug of a gate
	To     string `json:"to"`      // slot
	Gate   string `json:"gate"`    // start | decide
	OnFail string `json:"on_fail"` // lapse | hold | stand_alone
}

// Gate is a wait that belongs to no office; it is in no clock and in no figure.
type Gate struct {
	Slug    string `json:"slug"`
	Name    string `json:"name"`
	Say     string `json:"say"`
	Usually Limit  `json:"usually,omitzero"`
	Event   string `json:"event,omitempty"`     // what has to happen; none: only a day is waited for
	ToldBy  string `json:"told_by,omitempty"`   // who says that it has: applicant, or office
	Day     string `json:"day_field,omitempty"` // field that holds the day
	Plus    Limit  `json:"plus,omitzero"`       // first possible day = day + plus
	Remind  bool   `json:"remind,omitempty"`

	Opens calendar.Day `json:"opens,omitempty"` // the first possible day, where the guide asked for the day (else see FirstDay)
}

// Days is a length on both scales, in working days.
type Days struct {
	Elapsed int `json:"elapsed"` // everything that takes time
	Legal   int `json:"legal"`   // without lawful excluded time
}

// Figure is one number before and after: the sum of the items filed one by one, and the plan (pack format §5).
type Figure struct {
	Name     string `json:"name"`     // days, trips, materials, steps, fields, forms
	Baseline int    `json:"baseline"` // every item filed by itself
	Designed int    `json:"designed"` // the plan: never called actual
	Percent  string `json:"percent"`  // reduction with one decimal, "47.4"; empty: no baseline
	Approx   bool   `json:"approx,omitempty"`
}

// Claim is a total that a source published. It is data to compare with, never a promise.
type Claim struct {
	Source   Ref    `json:"source"`
	Figure   string `json:"figure"`
	Says     string `json:"says"`     // 72 -> 5, or -56.5 %
	Computed string `json:"computed"` // from the parts
	Agrees   bool   `json:"agrees"`
}

// Measure is something that cases count.
type Measure struct {
	Slug    string `json:"slug"`
	Name    string `json:"name"`
	Unit    string `json:"unit"`
	Count   string `json:"count,omitempty"` // topic
	Sum     string `json:"sum,omitempty"`   // field, or "reliefs"
	Granted string `json:"granted"`         // use that must be granted
}

// Situation is what the compiler needs to know about one person.
type Situation struct {
	Applicant string         `json:"applicant"` // role slug; empty: the first of the scenario
	Answers   map[string]any `json:"answers"`   // by question key, and the count by topic; a menu's picks by its slug
	Known     Known          `json:"known"`
	Chooses   Chooses        `json:"chooses,omitzero"`
	Channel   string         `json:"channel,omitempty"` // empty: portal
	Today     calendar.Day   `json:"today,omitempty"`   // for stops and gates; empty: none of them holds that asks for it
	Form      map[string]any `json:"form,omitempty"`    // what the form says, by field: makes amounts, moves no item and no paper
}

// Known is what registers and the store of certificates answer for this person. The zero Known knows
// nothing: everything is asked and handed in.
type Known struct {
	All          bool           `json:"all,omitempty"`       // every connected register answers, every certificate is held
	Registers    []string       `json:"registers,omitempty"` // those that answer; ignored with All
	Certificates []string       `json:"materials"`           // certificates held, none if empty; nil: every one, when its register answers
	Dropped      []string       `json:"dropped,omitempty"`   // fields, materials and registers that were refused, failed or had no record
	Records      map[string]any `json:"records,omitempty"`   // facts that only a register knows
	Broke        bool           `json:"broke,omitempty"`     // broke a promise before: no commitment, nothing later
}

// Chooses is what the applicant chose where there is a choice.
type Chooses struct {
	Commitment []string `json:"commitment,omitempty"` // materials replaced by a promise
	Later      []string `json:"later,omitempty"`      // materials that follow later
	Without    []string `json:"without,omitempty"`    // optional uses left out
}
