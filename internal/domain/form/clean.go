package form

import (
	"encoding/json"
	"fmt"
	"math/big"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"lianban/internal/base/fault"
	"lianban/internal/domain/rule"
)

// Clean answers the value as it is kept: bool for yes_no, json.Number for numbers, []string for choices,
// string for the rest; nil if nothing was given. Full-width digits and letters become ordinary ones, and
// spaces around (and inside numbers) go. The fault field names what is wrong and how to mend it.
func Clean(s Spec, v any) (any, *fault.Field) {
	switch s.Type {
	case YesNo:
		return cleanYesNo(s, v)
	case Choices:
		return cleanChoices(s, v)
	}
	text, ok := asText(v)
	if !ok {
		return nil, bad(s, "field.wrong_kind")
	}
	if s.Type != Text && s.Type != Address && s.Type != Place {
		text = narrow(text)
	}
	text = strings.TrimSpace(dropControl(text))
	if text == "" {
		return nil, nil
	}
	return cleanText(s, text)
}

func cleanText(s Spec, text string) (any, *fault.Field) {
	switch s.Type {
	case Number:
		return cleanNumber(s, text)
	case Date:
		return cleanDate(s, text)
	case Choice:
		if !hasOption(s.Options, text) {
			return nil, bad(s, "field.not_an_option", "options", labels(s.Options))
		}
		return text, nil
	case IDNumber:
		text = strings.ToUpper(dropSpaces(text))
		if key := CheckIDNumber(text); key != "" {
			return nil, bad(s, key)
		}
	case USCC:
		text = strings.ToUpper(dropSpaces(text))
		if key := CheckUSCC(text); key != "" {
			return nil, bad(s, key)
		}
	case Phone:
		text = strings.NewReplacer(" ", "", "-", "").Replace(strings.TrimPrefix(text, "+86"))
		if !phone.MatchString(text) {
			return nil, bad(s, "field.phone")
		}
	case BankAccount:
		text = dropSpaces(text)
		if !bankAccount.MatchString(text) {
			return nil, bad(s, "field.bank_account")
		}
	}
	return withinText(s, text)
}

var (
	phone       = regexp.MustCompile(`^(1[3-9]\d{9}|0\d{2,3}[1-9]\d{6,7}|[1-9]\d{6,7})$`)
	bankAccount = regexp.MustCompile(`^\d{12,30}$`)
)

// longestText bounds texts for which no pack states a length.
const longestText = 1000

func withinText(s Spec, text string) (any, *fault.Field) {
	most := s.Limits.Longest
	if most == 0 {
		most = longestText
	}
	if n := len([]rune(text)); n > most {
		return nil, bad(s, "field.too_long", "most", strconv.Itoa(most), "now", strconv.Itoa(n))
	}
	if s.Limits.Format != "" {
		if re, err := regexp.Compile("^(?:" + s.Limits.Format + ")$"); err != nil || !re.MatchString(text) {
			return nil, bad(s, "field.format")
		}
	}
	return text, nil
}

func cleanNumber(s Spec, text string) (any, *fault.Field) {
	text = strings.NewReplacer(",", "", " ", "").Replace(text)
	r, ok := rule.ParseDecimal(text)
	if !ok {
		return nil, bad(s, "field.number")
	}
	least, most := bound(s.Limits.Least), bound(s.Limits.Most)
	if least != nil && r.Cmp(least) < 0 || most != nil && r.Cmp(most) > 0 {
		key := "field.range"
		switch {
		case most == nil:
			key = "field.too_small"
		case least == nil:
			key = "field.too_large"
		}
		return nil, bad(s, key, "least", s.Limits.Least, "most", s.Limits.Most, "unit", s.UnitName)
	}
	return json.Number(rule.Decimal(r)), nil
}

func bound(s string) *big.Rat {
	if r, ok := rule.ParseDecimal(s); ok {
		return r
	}
	return nil
}

func cleanDate(s Spec, text string) (any, *fault.Field) {
	text = strings.NewReplacer("/", "-", ".", "-", " ", "").Replace(text)
	parts := strings.Split(text, "-")
	if len(parts) == 3 && len(parts[1]) <= 2 && len(parts[2]) <= 2 {
		text = fmt.Sprintf("%04s-%02s-%02s", parts[0], parts[1], parts[2])
	}
	t, err := time.Parse("2006-01-02", text)
	if err != nil || t.Year() < 1900 || t.Year() > 2200 {
		return nil, bad(s, "field.date")
	}
	if s.Limits.Least != "" && text < s.Limits.Least || s.Limits.Most != "" && text > s.Limits.Most {
		return nil, bad(s, "field.range", "least", s.Limits.Least, "most", s.Limits.Most, "unit", "")
	}
	return text, nil
}

func cleanYesNo(s Spec, v any) (any, *fault.Field) {
	switch x := v.(type) {
	case nil:
		return nil, nil
	case bool:
		return x, nil
	case string:
		switch strings.ToLower(strings.TrimSpace(x)) {
		case "":
			return nil, nil
		case "yes", "true", "1", "on":
			return true, nil
		case "no", "false", "0":
			return false, nil
		}
	}
	return nil, bad(s, "field.yes_no")
}

func cleanChoices(s Spec, v any) (any, *fault.Field) {
	var given []string
	switch x := v.(type) {
	case nil:
		return nil, nil
	case []string:
		given = x
	case string:
		given = strings.FieldsFunc(x, func(r rune) bool { return r == ',' || r == ' ' })
	case []any:
		for _, e := range x {
			t, ok := e.(string)
			if !ok {
				return nil, bad(s, "field.wrong_kind")
			}
			given = append(given, t)
		}
	default:
		return nil, bad(s, "field.wrong_kind")
	}
	var out []string
	for _, o := range s.Options { // in the order of the options, each once
		if slices.Contains(given, o.Value) {
			out = append(out, o.Value)
		}
	}
	for _, g := range given {
		if g != "" && !hasOption(s.Options, g) {
			return nil, bad(s, "field.not_an_option", "options", labels(s.Options))
		}
	}
	if len(out) == 0 {
		return nil, nil
	}
	return out, nil
}

func asText(v any) (string, bool) {
	switch x := v.(type) {
	case nil:
		return "", true
	case string:
		return x, true
	case json.Number:
		return x.String(), true
	case float64:
		return strconv.FormatFloat(x, 'f', -1, 64), true
	case int:
		return strconv.Itoa(x), true
	case int64:
		return strconv.FormatInt(x, 10), true
	}
	return "", false
}

func bad(s Spec, key string, pairs ...string) *fault.Field {
	return &fault.Field{Name: s.Key, Key: key, Params: fault.Params(append(pairs, "label", s.Label)...)}
}

func hasOption(options []Option, value string) bool {
	return slices.ContainsFunc(options, func(o Option) bool { return o.Value == value })
}

func labels(options []Option) string {
	out := make([]string, len(options))
	for i, o := range options {
		out[i] = o.Label
	}
	return strings.Join(out, " / ")
}

// narrow turns full-width characters, which Chinese keyboards give, into ordinary ones.
func narrow(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 0xFF01 && r <= 0xFF5E:
			return r - 0xFEE0
		case r == 0x3000 || r == 0x00A0:
			return ' '
		case r == 0x2212 || r == 0x2013 || r == 0x2014:
			return '-'
		case r == 0x3002:
			return '.'
		}
		return r
	}, s)
}

func dropSpaces(s string) string { return strings.Join(strings.Fields(s), "") }

// dropControl takes out characters that nobody can see and that break documents; line breaks become spaces.
func dropControl(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t' || r == '\r':
			return ' '
		case unicode.IsControl(r), r == 0xFEFF, r == 0x200B, r >= 0x202A && r <= 0x202E, r >= 0x2066 && r <= 0x2069:
			return -1
		}
		return r
	}, s)
}
