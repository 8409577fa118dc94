package document

import (
	"strings"

	"lianban/internal/base/fault"
	"lianban/internal/domain/casework"
)

// The kinds of papers; each is a casework.Document.Kind.
const (
	Receipt         = "receipt"         // 收件凭证
	Acceptance      = "acceptance"      // 受理通知书
	NonAcceptance   = "non_acceptance"  // 不予受理通知书
	Supplement      = "supplement"      // 一次性补正告知书
	DecisionGrant   = "decision_grant"  // 准予决定书
	DecisionRefuse  = "decision_refuse" // 不予决定书
	Withdrawal      = "withdrawal"      // 撤回申请确认书
	Certificate     = "certificate"     // 证照
	Acknowledgement = "acknowledgement" // 送达回证
	VisitNotice     = "visit_notice"    // 现场勘验通知书
	VisitRecord     = "visit_record"    // 现场勘验记录
	RectifyNotice   = "rectify_notice"  // 整改通知书
	IntakeNotice    = "intake_notice"   // 一次性告知单, at a window, before there is a case
	GapPromise      = "gap_promise"     // 容缺受理承诺书, signed by the applicant
	Termination     = "termination"     // 终止办理通知书
	Commitment      = "commitment"      // 告知承诺书, signed by the applicant
	BreachNotice    = "breach_notice"   // 整改通知书
	Revocation      = "revocation"      // 撤销(注销)决定书

	SpecialProcedure = "special_procedure" // 特别程序告知书
	HearingRight     = "hearing_right"     // 听证告知书
	HearingNotice    = "hearing_notice"    // 听证通知书
	Extension        = "extension"         // 延期告知书
	Clarification    = "clarification"     // 补充说明通知书

	ConsultLetter   = "consult_letter"   // 征求意见函, to other departments
	PublicNotice    = "public_notice"    // 公示, to everybody
	ObjectionAnswer = "objection_answer" // 异议答复书, to who objected
)

// kind says what casework must have frozen into a paper before it can be printed.
type kind struct {
	data  []string // keys of Data
	lists []string // keys of Lists with at least one row
	whole bool     // about the whole application where it names no item
	write func(*writer)
}

// everyPaper are keys that every paper carries; itemPaper those of all papers about one item.
var (
	everyPaper = []string{"case_no", "scenario_name", "applicant", "area", "day"}
	itemPaper  = []string{"item_name", "department", "regime"}
	remedies   = []string{"review_days", "review_until", "suit_months", "suit_until"}
)

var kinds = map[string]kind{
	Receipt:        {whole: true, write: (*writer).receipt}, // a joint one or one for papers supplied: checked there
	Acceptance:     {data: []string{"received", "accepted", "deemed"}, write: (*writer).acceptance},
	NonAcceptance:  {data: append([]string{"reason"}, remedies...), write: (*writer).nonAcceptance},
	Supplement:     {data: []string{"due", "received"}, lists: []string{"reasons", "rules"}, write: (*writer).supplement},
	DecisionGrant:  {data: []string{"accepted", "decided"}, write: (*writer).grant},
	DecisionRefuse: {data: append([]string{"accepted", "decided", "reason"}, remedies...), write: (*writer).refuse},
	Withdrawal:     {write: (*writer).withdrawal},
	Certificate:    {data: []string{"decided"}, lists: []string{"gives"}, write: (*writer).certificate},
	Acknowledgement: {
		whole: true, data: []string{"channel", "name", "by", "delivered_at"}, lists: []string{"items", "departments", "areas"}, write: (*writer).acknowledgement,
	},
	GapPromise:       {data: []string{"days", "unit", "signature"}, lists: []string{"materials"}, write: (*writer).gapPromise},
	Termination:      {data: append([]string{"cause", "due"}, remedies...), write: (*writer).termination},
	Commitment:       {data: []string{"text", "signature"}, write: (*writer).commitment},
	BreachNotice:     {data: []string{"findings", "due"}, write: (*writer).breachNotice},
	Revocation:       {data: append([]string{"cause", "reason", "grounds", "heard"}, remedies...), write: (*writer).revocation},
	SpecialProcedure: {data: []string{"procedure", "announced_days", "announced_unit", "until"}, write: (*writer).specialProcedure},
	HearingRight:     {data: []string{"matter", "due"}, write: (*writer).hearingRight},
	HearingNotice:    {data: []string{"hearing_day", "time", "place"}, write: (*writer).hearingNotice},
	Extension:        {whole: true, data: []string{"extended_days", "reason", "head"}, write: (*writer).extension},
	Clarification:    {data: []string{"question", "due"}, write: (*writer).clarification},
	IntakeNotice:     {whole: true, data: []string{"reason"}, lists: []string{"names", "reasons"}, write: (*writer).intakeNotice},
	ConsultLetter:    {data: []string{"question", "due"}, lists: []string{"bodies"}, write: (*writer).consultLetter},
	PublicNotice:     {data: []string{"text", "until"}, write: (*writer).publicNotice},
	ObjectionAnswer:  {data: []string{"objected_on", "objection", "answer"}, write: (*writer).objectionAnswer},
	VisitNotice:      {data: []string{"visit_day", "visit_time", "visit_place"}, lists: []string{"officers", "items"}, write: (*writer).visitNotice},
	VisitRecord:      {data: []string{"visit_day", "visit_place", "verdict", "record"}, lists: []string{"officers"}, write: (*writer).visitRecord},
	RectifyNotice:    {data: []string{"visit_day", "rectify", "due"}, lists: []string{"officers"}, write: (*writer).rectifyNotice},
}

// kindOf finds a kind of paper, also those of fees, of service and of objections to rules.
func kindOf(name string) (kind, bool) {
	for _, more := range []map[string]kind{feeKinds, serviceKinds, contestKinds} {
		if k, ok := more[name]; ok {
			return k, true
		}
	}
	k, ok := kinds[name]
	return k, ok
}

// compose turns a paper into a sheet. Faults: Internal document.unknown_kind; Internal document.incomplete
// with a field for everything that is missing or has no name.
func compose(doc casework.Document, city City) (*sheet, error) {
	k, ok := kindOf(doc.Kind)
	if !ok {
		return nil, fault.New(fault.Internal, "document.unknown_kind", "kind", doc.Kind)
	}
	w := newWriter(doc, city)
	w.need(everyPaper...)
	if doc.Slot != "" || !k.whole {
		w.need(itemPaper...)
	}
	w.need(k.data...)
	for _, list := range k.lists {
		w.needList(list)
	}
	if err := w.missing.OrNil(); err != nil {
		return nil, err
	}
	w.begin()
	k.write(w)
	w.end()
	if err := w.missing.OrNil(); err != nil {
		return nil, err
	}
	return &w.sheet, nil
}

// need notes every key of Data that is not there.
func (w *writer) need(keys ...string) {
	for _, key := range keys {
		if strings.TrimSpace(w.doc.Data[key]) == "" {
			w.missing.With(key, "document.missing", "key", key)
		}
	}
}

// needList notes a list without a row or with an empty one.
func (w *writer) needList(key string) {
	if len(w.doc.Lists[key]) == 0 {
		w.missing.With(key, "document.missing", "key", key)
	}
	for _, row := range w.doc.Lists[key] {
		if strings.TrimSpace(row) == "" {
			w.missing.With(key, "document.missing", "key", key)
		}
	}
}
