package main

import (
	"bytes"
	"strings"
	"testing"

	"lianban/internal/base/fault"
	"lianban/internal/domain/calendar"
	"lianban/internal/domain/calendar/calendartest"
	"lianban/internal/domain/casework"
)

func TestClockAddSaysTheDayAndWhy(t *testing.T) {
	t.Parallel()
	for _, x := range []struct {
		cmd  ClockAddCmd
		want []string
	}{
		{ClockAddCmd{Day: "2026-09-18", N: 20}, []string{"2026-10-22\n", "国庆节放假", "2026-10-10 是周末，但按"}},
		{ClockAddCmd{Day: "2025-08-20", N: 45, CalendarDays: true}, []string{"2025-10-04\n"}},
		{ClockAddCmd{Day: "2026-12-25", N: 10}, []string{"2027 年放假安排还没有公布"}},
	} {
		var out bytes.Buffer
		if err := x.cmd.run(&out); err != nil {
			t.Fatal(err)
		}
		for _, w := range x.want {
			if !strings.Contains(out.String(), w) {
				t.Errorf("%+v: want %q in\n%s", x.cmd, w, out.String())
			}
		}
	}
}

func TestClockAddRefusesWhatItCannotCount(t *testing.T) {
	t.Parallel()
	for _, c := range []ClockAddCmd{{Day: "18.9.2026", N: 5}, {Day: "2026-02-30", N: 5}, {Day: "2026-09-18", N: 0}, {Day: "2026-09-18", N: 100000}} {
		if err := c.run(&bytes.Buffer{}); !fault.Is(err, fault.Invalid) {
			t.Errorf("%+v: %v", c, err)
		}
	}
}

func TestClockExplainSaysTheSameLinesAsThePages(t *testing.T) {
	t.Parallel()
	e := casework.Engine{Cal: calendartest.City(), Params: casework.DefaultParameters()}
	at := calendar.MustDay("2025-09-22").Time()
	m := casework.Moment{At: at, NewID: func() string { return "id" }, Salt: func() string { return "salt" }}
	by := casework.Actor{Kind: "applicant", Role: casework.Own, ID: "p1"}
	ch, err := e.Submit(m, by, casework.SubmitInput{Case: &casework.Case{Items: []*casework.ItemCase{
		{Slot: "a", Name: "食品经营许可", Regime: "licence", Department: "market", Area: "zhifu"},
	}}})
	if err != nil {
		t.Fatal(err)
	}
	officer := casework.Actor{Kind: "staff", Role: casework.Answer, ID: "s1"}
	if ch, err = e.Accept(ch.Case, m, officer, casework.AcceptInput{Target: casework.Target{Slot: "a"}}); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	explain(&out, e, ch.Case, "a", calendar.MustDay("2025-09-29"))
	for _, want := range []string{"法定办结期限", "最后一天 2025-10-24", "已用 6，剩 14", "实际经过：6 个工作日，合 7 天", "第四十二条", "2025-09-28 是周末"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("want %q in\n%s", want, out.String())
		}
	}
}
