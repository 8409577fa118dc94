// Package document prints official papers (文书): the same content as a numbered PDF and as an accessible
// HTML view, with a QR code that leads to the verification page. The words of the papers stand in
// base/lang/zh-CN/document.txt; what a paper needs stands in Kinds. A paper that lacks something is an
// error, never an empty line, and a character that no font can draw is an error, never a gap.
package document

import (
	"encoding/base32"
	"net/url"
	"strings"

	"lianban/internal/crypt"
	"lianban/internal/domain/casework"
)

// City is who issues the papers.
type City struct {
	Name string // 烟台市
	Demo bool   // prints a square 示例 stamp and watermark; nothing ever imitates a real seal
}

// The kinds of papers; each is a casework.Document.Kind.
const (
	Receipt        = "receipt"         // 收件凭证
	Acceptance     = "acceptance"      // 受理通知书
	NonAcceptance  = "non_acceptance"  // 不予受理通知书
	Supplement     = "supplement"      // 一次性补正告知书
	DecisionGrant  = "decision_grant"  // 准予决定书
	DecisionRefuse = "decision_refuse" // 不予决定书
	Withdrawal     = "withdrawal"      // 撤回申请确认书
	Certificate    = "certificate"     // 证照
)

// Kind says what a paper of this kind must carry.
//
// Data holds plain values; days are written 2006-01-02 and printed with their weekday. Lists hold rows whose
// cells are separated by a tab, in the order of Columns. Data and Lists that no kind names are not printed.
type Kind struct {
	Needs     []string            // keys of Data that must be there
	May       []string            // keys of Data that are printed if they are there
	NeedsList []string            // lists that must have a row
	MayList   []string            // lists that are printed if they have a row
	Columns   map[string][]string // the columns of each list
}

// Every paper needs these keys of Data:
//   - case_no: number of the joint case, as printed
//   - scenario: name of the scenario (一件事)
//   - addressee: full name of the applicant
//   - department: full name of the body that signs below (落款)
//
// and all but the receipt also
//   - item: official name of the item
var everyPaper = []string{"case_no", "scenario", "addressee", "department"}

// Kinds is the contract between who issues papers and who prints them.
//
//   - due: the day until which the paper's deadline runs (decision, supplement, delivery)
//   - due_why: one sentence why it is this day
//   - statutory_due: the statutory last day, when it differs from the promise
//   - deemed: "yes" on an acceptance by silence (行政许可法 art. 32)
//   - reason, basis, opinion: as the officer wrote them; basis names the law
//   - review_days, suit_months: terms of the remedies (行政复议, 行政诉讼), numbers; review_body, court: where
//   - certificate, certificate_no, holder, valid_until: of a certificate
var Kinds = map[string]Kind{
	Receipt: {
		NeedsList: []string{"items"}, May: []string{"due"}, MayList: []string{"waiting", "materials"},
		Columns: map[string][]string{
			"items": {"name", "department", "promised"}, "waiting": {"name", "waits_for"}, "materials": {"name", "arrived"},
		},
	},
	Acceptance:    {Needs: []string{"item", "received"}, May: []string{"due", "due_why", "statutory_due", "deemed"}},
	NonAcceptance: {Needs: []string{"item", "reason", "basis", "review_days", "suit_months"}, May: []string{"right_body", "review_body", "court"}},
	Supplement: {
		Needs: []string{"item", "due"}, NeedsList: []string{"defects"},
		Columns: map[string][]string{"defects": {"what", "reason", "rule"}},
	},
	DecisionGrant: {
		Needs: []string{"item", "received", "basis"}, May: []string{"opinion", "due"}, MayList: []string{"gives"},
		Columns: map[string][]string{"gives": {"name"}},
	},
	DecisionRefuse: {Needs: []string{"item", "received", "reason", "basis", "review_days", "suit_months"}, May: []string{"review_body", "court"}},
	Withdrawal:     {Needs: []string{"item"}, May: []string{"reason"}},
	Certificate: {
		Needs: []string{"item", "certificate", "certificate_no", "holder"}, May: []string{"valid_until"}, MayList: []string{"facts"},
		Columns: map[string][]string{"facts": {"name", "value"}},
	},
}

// VerifyCode is the short authentication code of a paper: with the number it lets the verification page
// confirm the paper without showing more than stands on it. Eight characters of base 32 (40 bits) are
// enough because the page answers few guesses.
func VerifyCode(s crypt.Sealer, doc casework.Document) string {
	sum := s.Index("document.verify", string(doc.ID)+"|"+doc.No+"|"+doc.Kind)
	return base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(sum)[:8]
}

// Verifies says whether a code belongs to a paper; case and spaces do not matter.
func Verifies(s crypt.Sealer, doc casework.Document, code string) bool {
	code = strings.ToUpper(strings.Join(strings.Fields(code), ""))
	return crypt.Equal(VerifyCode(s, doc), code)
}

// VerifyURL answers the address that the QR code carries; base is the public address of the portal.
func VerifyURL(base, no, code string) string {
	q := url.Values{"no": {no}, "code": {code}}
	return strings.TrimSuffix(base, "/") + "/verify?" + q.Encode()
}
