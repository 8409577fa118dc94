package main

import (
	"fmt"
	"strings"
	"testing"

	"lianban/internal/store"
	"lianban/internal/store/storetest"
)

// What is dead is listed with its reason and number, and put back by number or altogether.
func TestDeadMessagesAreListedAndPutBack(t *testing.T) {
	t.Parallel()
	s := storetest.Open(t, storetest.Options())
	ch := storetest.NewCase(1, 1)
	for range 3 {
		storetest.Tell(&ch, "department:a", "received")
	}
	storetest.File(t, s, ch)
	rows, err := s.OutboxNext(t.Context(), "department:a", storetest.Start, 10)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rows {
		if err := s.OutboxFailed(t.Context(), store.Failure{Reason: "message.refused", Final: true}, r.ID); err != nil {
			t.Fatal(err)
		}
	}
	list := func() string {
		var out strings.Builder
		if err := (&outboxListCmd{Most: 10}).run(t.Context(), s, &out); err != nil {
			t.Fatal(err)
		}
		return out.String()
	}
	if got := list(); strings.Count(got, "消息没有被接收") != 3 || !strings.Contains(got, fmt.Sprint(rows[0].ID, "  department:a  received")) || !strings.Contains(got, "不再重发 3 条") {
		t.Errorf("%s", got)
	}
	retry := func(c outboxRetryCmd, want string) {
		t.Helper()
		var out strings.Builder
		if err := c.run(t.Context(), s, &out); err != nil || !strings.Contains(out.String(), want) {
			t.Errorf("%s (%v)", out.String(), err)
		}
	}
	retry(outboxRetryCmd{Numbers: []int64{rows[1].ID, 999}}, "已放回 1 条")
	retry(outboxRetryCmd{All: true}, "已放回 2 条")
	if got := list(); !strings.Contains(got, "等着发 3 条，不再重发 0 条") {
		t.Errorf("%s", got)
	}
	log, err := s.Audit(t.Context(), store.AuditFilter{Verb: "revive_message"}, store.Page{})
	if err != nil || len(log.Entries) != 3 || log.Entries[0].Reason == "" || log.Entries[0].Actor.ID != "command" {
		t.Errorf("in the audit log: %+v (%v)", log.Entries, err)
	}
}
