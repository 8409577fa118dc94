package pack

import (
	"math/big"
	"regexp"
	"strconv"
	"strings"

	"lianban/internal/domain/calendar"
	"lianban/internal/domain/material"
	"lianban/internal/domain/rule"
	"lianban/internal/domain/scenario"
)

var spanForm = regexp.MustCompile(`^(\d{1,5}) (working day|calendar day|month|year)s?$`)

// parseSpan reads 10 working days, 1 calendar day, 3 months, 5 years.
func parseSpan(s string) (rule.Span, bool) {
	m := spanForm.FindStringSubmatch(s)
	if m == nil {
		return rule.Span{}, false
	}
	n, err := strconv.Atoi(m[1])
	return rule.Span{N: n, Unit: m[2] + "s", Set: true}, err == nil
}

func parseCount(s string) (int, bool) {
	if s == "one" {
		return 1, true
	}
	n, err := strconv.Atoi(s)
	return n, err == nil && n >= 0 && len(s) < 7
}

var rangeForm = regexp.MustCompile(`^(?:(?:(\d+) to )|(up to )|(at least ))?(\d+)(?: (KB|MB|GB|pages|pixels))?$`)

// parseRange reads up to 5 MB, 15 to 40 KB, 800 to 4000, 1 to 4, at least 2. Sizes come out in bytes of 10^3.
func parseRange(s string) (material.Range, bool) {
	m := rangeForm.FindStringSubmatch(s)
	if m == nil {
		return material.Range{}, false
	}
	unit := map[string]int64{"KB": 1e3, "MB": 1e6, "GB": 1e9}[m[5]]
	if unit == 0 {
		unit = 1
	}
	most, err := strconv.ParseInt(m[4], 10, 32)
	if err != nil {
		return material.Range{}, false
	}
	r := material.Range{Min: most * unit, Max: most * unit}
	switch {
	case m[1] != "":
		least, err := strconv.ParseInt(m[1], 10, 32)
		if err != nil || least > most {
			return material.Range{}, false
		}
		r.Min = least * unit
	case m[2] != "":
		r.Min = 0
	case m[3] != "":
		r.Max = 0
	}
	return r, true
}

// parseNumber reads 4.5 tonnes, 0.7 万元 per hectare per year, 300 square metres, 0.2.
func parseNumber(s string) (*big.Rat, string, bool) {
	number, unit, _ := strings.Cut(s, " ")
	r, ok := rule.ParseDecimal(number)
	return r, strings.TrimSpace(unit), ok
}

func isDay(s string) bool {
	_, err := calendar.ParseDay(s)
	return err == nil
}

var (
	arrowForm   = regexp.MustCompile(`^(\d{1,5}) -> (\d{1,5})$`)
	percentForm = regexp.MustCompile(`^([-−]\d{1,3}(?:\.\d)?) ?%$`)
)

// parseClaim reads a published total: 72 -> 5, or -56.5 %.
func parseClaim(figure, s string) (scenario.Total, bool) {
	if m := arrowForm.FindStringSubmatch(s); m != nil {
		from, _ := strconv.Atoi(m[1]) // at most five digits
		to, _ := strconv.Atoi(m[2])
		return scenario.Total{Figure: figure, From: from, To: to}, true
	}
	if m := percentForm.FindStringSubmatch(s); m != nil {
		return scenario.Total{Figure: figure, Percent: strings.ReplaceAll(m[1], "−", "-")}, true
	}
	return scenario.Total{}, false
}
