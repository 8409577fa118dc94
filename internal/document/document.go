// Package document prints official papers (文书): the same content as a numbered PDF and as an accessible
// HTML view, with a QR code that leads to the verification page. The words of the papers stand in
// base/lang/zh-CN/document.txt; what a paper must carry stands in kinds.go. A paper that lacks something is
// an error, never an empty line, and a character that no font can draw is an error, never a gap.
package document

import (
	"encoding/base32"
	"net/url"
	"strings"

	"lianban/internal/crypt"
	"lianban/internal/domain/casework"
)

// City is who issues the papers and what its slugs are called.
type City struct {
	Name  string // 烟台市
	Demo  bool   // prints a square 示例 stamp and watermark; nothing ever imitates a real seal
	Names Names
}

// Names turns the slugs of a paper into the words of the city; "" is an unknown slug.
type Names interface {
	Department(slug, area string) string // full name of the office of that area, as it signs
	Area(slug string) string
	Material(slug string) string
	Field(slug string) string
	Reference(slug string) string // a law's article or document
}

// VerifyCode is the short authentication code of a paper: with the number it lets the verification page
// confirm the paper without showing more than stands on it. Eight characters of base 32 (40 bits) are
// enough because the page answers few guesses.
func VerifyCode(s crypt.Sealer, doc casework.Document) string {
	sum := s.Index("document.verify", string(doc.ID)+"|"+doc.No+"|"+doc.Kind)
	return base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(sum)[:8]
}

// Verifies says whether a code belongs to a paper; case, spaces and hyphens do not matter.
func Verifies(s crypt.Sealer, doc casework.Document, code string) bool {
	code = strings.NewReplacer(" ", "", "-", "").Replace(strings.ToUpper(code))
	return crypt.Equal(VerifyCode(s, doc), code)
}

// VerifyURL answers the address that the QR code carries; base is the public address of the portal.
func VerifyURL(base, no, code string) string {
	q := url.Values{"no": {no}, "code": {code}}
	return strings.TrimSuffix(base, "/") + "/verify?" + q.Encode()
}
