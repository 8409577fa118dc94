// Package material knows papers (材料): what each one is, the ways in which it can arrive, and how the
// rules of several consumers become one rule.
package material

// Disposition is how a paper arrives in one plan (pack format §4.2). Only Upload and Later are a burden.
type Disposition string

// The dispositions, least burdensome first: the order in which a consumer takes the first that applies.
const (
	Generated   Disposition = "generated"   // 系统生成: made from the form
	Result      Disposition = "result"      // 前序结果: given by an item that the consumer waits for
	Certificate Disposition = "certificate" // 电子证照: fetched from a register of certificates
	Verified    Disposition = "verified"    // 数据核验: its fields are checked at a register
	Commitment  Disposition = "commitment"  // 告知承诺: a promise stands in its place
	Later       Disposition = "later"       // 容缺后补: may follow within a time
	Upload      Disposition = "upload"      // 申请人提交: handed in
)

var burden = map[Disposition]int{Generated: 0, Result: 1, Certificate: 2, Verified: 3, Commitment: 4, Later: 5, Upload: 6}

// Burden is the rank of the disposition: 0 costs the applicant nothing, 6 the most.
func (d Disposition) Burden() int { return burden[d] }

// HandedIn says whether the applicant must bring the paper, now or later.
func (d Disposition) HandedIn() bool { return d == Upload || d == Later }
