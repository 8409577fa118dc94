package ident

import (
	"fmt"
	"regexp"
	"strconv"
	"time"
)

// CaseNo is the number printed for people (办件编号): area, date, sequence, check digit,
// for example 370602-20260929-00123-4. Sequences come from blocks handed to nodes; gaps are normal. The sequence of a
// rehearsal (演练) begins with Y: 370602-20260929-Y00123-9.
type CaseNo string

var caseNo = regexp.MustCompile(`^(\d{6})-(\d{8})-(Y?)(\d{5,7})-(\d)$`)

// NewCaseNo makes the number of the n-th case (n > 0) that was filed in an area on a day.
func NewCaseNo(areaCode string, day time.Time, n int64) CaseNo {
	return newNo(areaCode, day, "", n)
}

// NewTrialNo makes the number of the n-th rehearsal of an area on a day.
func NewTrialNo(areaCode string, day time.Time, n int64) CaseNo {
	return newNo(areaCode, day, "Y", n)
}

func newNo(areaCode string, day time.Time, mark string, n int64) CaseNo {
	body := fmt.Sprintf("%s-%s-%s%05d", areaCode, day.Format("20060102"), mark, n)
	return CaseNo(body + "-" + strconv.Itoa(checkDigit(body)))
}

// Trial says that it is the number of a rehearsal.
func (n CaseNo) Trial() bool {
	m := caseNo.FindStringSubmatch(string(n))
	return m != nil && m[3] != ""
}

// ParseCaseNo answers the number if its form and check digit are right.
func ParseCaseNo(s string) (CaseNo, bool) {
	m := caseNo.FindStringSubmatch(s)
	if m == nil {
		return "", false
	}
	body := s[:len(s)-2]
	return CaseNo(s), strconv.Itoa(checkDigit(body)) == m[5]
}

// checkDigit is the Luhn digit over the digits of the body: it finds every single wrong digit and
// nearly every swap of neighbours. The mark of a rehearsal counts as five: without it the number is wrong.
func checkDigit(body string) int {
	sum, double := 0, true
	for i := len(body) - 1; i >= 0; i-- {
		c := body[i]
		if c == 'Y' {
			sum += 5
		}
		if c < '0' || c > '9' {
			continue
		}
		d := int(c - '0')
		if double {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
		double = !double
	}
	return (10 - sum%10) % 10
}
