package form

import (
	"strings"
	"time"
)

// CheckIDNumber answers the text key of what is wrong with a citizen's number (公民身份号码, GB 11643-1999), or
// "" if its length, birth day and check digit are right. The area code is not checked: areas that were
// revoked are still valid in old numbers.
func CheckIDNumber(s string) string {
	if len(s) != 18 {
		return "field.id_number.length"
	}
	weights := [17]int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2}
	sum := 0
	for i := range 17 {
		if s[i] < '0' || s[i] > '9' {
			return "field.id_number.length"
		}
		sum += int(s[i]-'0') * weights[i]
	}
	if _, err := time.Parse("20060102", s[6:14]); err != nil || s[6:10] < "1850" {
		return "field.id_number.day"
	}
	if "10X98765432"[sum%11] != s[17] {
		return "field.id_number.check"
	}
	return ""
}

const usccAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY" // no I, O, S, V, Z

// CheckUSCC answers the text key of what is wrong with a unified social credit code (统一社会信用代码,
// GB 32100-2015), or "" if its length, characters and check character are right.
func CheckUSCC(s string) string {
	if len(s) != 18 {
		return "field.uscc.length"
	}
	sum, weight := 0, 1
	for i := range 17 {
		v := strings.IndexByte(usccAlphabet, s[i])
		if v < 0 {
			return "field.uscc.characters"
		}
		sum += v * weight
		weight = weight * 3 % 31
	}
	if usccAlphabet[(31-sum%31)%31] != s[17] {
		return "field.uscc.check"
	}
	return ""
}
