package rehearsal

import (
	"fmt"
	"strings"

	"lianban/internal/domain/calendar"
	"lianban/internal/domain/form"
)

// wish is a field for which a value is made up.
type wish struct {
	slug    string
	kind    form.Type
	act     bool // a declaration or a consent: yes
	options []form.Option
	example string
	limits  form.Limits
	today   calendar.Day // 0: a day long past
}

// sample makes up a value that the form takes: the example of the dictionary where it has a usable one, else one of the
// type. "" if none of those that it tries is taken.
func sample(w wish) any {
	if w.act {
		return "yes"
	}
	spec := form.Spec{Key: w.slug, Type: w.kind, Options: w.options, Limits: w.limits, Required: true}
	for _, v := range candidates(w) {
		if clean, wrong := form.Clean(spec, v); wrong == nil && clean != nil {
			return v
		}
	}
	return ""
}

// candidates are values to try, the best first.
func candidates(w wish) []any {
	switch w.kind {
	case form.YesNo:
		return []any{"no"}
	case form.Choice, form.Choices:
		if len(w.options) == 0 {
			return nil
		}
		return []any{w.options[0].Value}
	case form.Number:
		return []any{w.example, "12", w.limits.Least, w.limits.Most, "1", "0.5"}
	case form.Date:
		return dates(w)
	case form.IDNumber:
		return []any{idNumber(1), w.example}
	case form.USCC:
		return []any{uscc(1), w.example}
	case form.Phone:
		return []any{"13800000000", w.example}
	case form.BankAccount:
		return []any{"6222000000000000"}
	case form.Area:
		return []any{"zhifu"}
	}
	return []any{w.example, madeUp, "123456", "12345678", "A1234567", "123456789012", "123456789012345678", "2026", "A", "1"}
}

// madeUp marks a value as made up, in every text that a form takes.
const madeUp = "演练"

// dates are days to try: shortly before today, today, some time ahead, and the bounds.
func dates(w wish) []any {
	if w.today == 0 {
		return []any{"2020-03-02", w.limits.Least, w.limits.Most}
	}
	out := []any{}
	for _, d := range []calendar.Day{-3, 0, 90, -400} {
		out = append(out, (w.today + d).String())
	}
	return append(out, w.limits.Least, w.limits.Most, w.example)
}

// idNumber is a citizen's number that nobody has: its area was never given out. n tells people apart.
func idNumber(n int) string {
	body := fmt.Sprintf("37069919850101%03d", n%1000)
	if n >= 1000 {
		body = fmt.Sprintf("370699198501%02d%03d", n/1000%28+1, n%1000)
	}
	for _, check := range "0123456789X" {
		if s := body + string(check); form.CheckIDNumber(s) == "" {
			return s
		}
	}
	return "" // one of eleven check digits is always right
}

// uscc is a unified social credit code that no enterprise has.
func uscc(n int) string {
	body := fmt.Sprintf("91370699MA%07d", n)
	for _, check := range "0123456789ABCDEFGHJKLMNPQRTUWXY" {
		if s := body + string(check); form.CheckUSCC(s) == "" {
			return s
		}
	}
	return strings.Repeat("0", 18) // one of thirty-one check characters is always right
}
