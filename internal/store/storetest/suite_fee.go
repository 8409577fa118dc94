package storetest

import (
	"testing"

	"lianban/internal/domain/calendar"
	"lianban/internal/domain/casework"
	"lianban/internal/store"
)

// feeTasks holds the lists of reliefs and refunds: each desk finds its own, the soonest first, until they are done.
func feeTasks(t *testing.T, open Database) {
	s := open(t, Options())
	today := calendar.DayOf(Start)
	var first *casework.Case
	for i := range 3 {
		ch := NewCase(int64(i+1), 1)
		it := ch.Case.Items[0]
		it.Steps = []casework.Step{{ID: "fee", Kind: casework.FeeStep, Name: "费", State: casework.StepReliefAsked, Order: &casework.FeeOrder{
			No: "F1", Full: 100, Amount: 100, Heading: "half", Reliefs: []casework.FeeRelief{{Slug: "half", Fen: 50, Department: "finance", Area: "laishan"}},
		}}}
		it.PastFees = []casework.FeeOrder{{No: "F0", Paid: 7, RefundDue: 7}}
		it.Clocks = append(it.Clocks, casework.Clock{Kind: "K18", Told: today + calendar.Day(9-i), History: calendar.History{Start: today}})
		if made := File(t, s, ch); first == nil {
			first = made
		}
	}
	var got []calendar.Day
	p := store.Page{Limit: 2}
	for {
		list, err := s.FeeTasks(t.Context(), Department("finance", "laishan"), store.ReliefTask, p)
		check(t, err)
		for _, x := range list.Rows {
			same(t, []any{x.Order, x.Fen, x.Slot}, []any{"F1", int64(50), "slot0"})
			got = append(got, x.Due)
		}
		if p.After = list.Pages.Next; p.After == "" {
			break
		}
	}
	same(t, got, []calendar.Day{today + 7, today + 8, today + 9})
	count := func(department, area, kind string) int {
		t.Helper()
		list, err := s.FeeTasks(t.Context(), Department(department, area), kind, store.Page{})
		check(t, err)
		return len(list.Rows)
	}
	same(t, []int{
		count("department0", "zhifu", store.RefundTask), count("department0", "zhifu", store.ReliefTask), count("finance", "zhifu", store.ReliefTask),
	}, []int{3, 0, 0})
	_, err := s.Apply(t.Context(), store.ByID(first.ID), func(c *casework.Case) (casework.Change, error) {
		ch := casework.Change{Case: c}
		c.Items[0].PastFees[0].RefundDue, c.Items[0].PastFees[0].Refunded = 0, 7
		Act(&ch, "refund", "")
		return ch, nil
	})
	check(t, err)
	same(t, count("department0", "zhifu", store.RefundTask), 2)
}
