package storetest

import (
	"strings"
	"testing"
	"time"

	"lianban/internal/base/fault"
	"lianban/internal/domain/casework"
	"lianban/internal/store"
)

// What waits for the morning holds up nobody; what waits for its next attempt holds up its target.
func outboxForwards(t *testing.T, open Database) {
	nodes := []*store.Store{open(t, Options()), open(t, Options())}
	s := nodes[0]
	c := File(t, s, NewCase(1, 1))
	now := time.Now()
	tell(t, s, c.ID, "person:a", 0, 3)
	rows, err := s.OutboxNext(t.Context(), "person:a", now, 10)
	check(t, err)
	morning := now.Add(8 * time.Hour)
	for i, next := range []time.Time{morning, {}, morning} {
		for _, err := range together(4, func(w int) error {
			return nodes[w%2].OutboxForward(t.Context(), rows[i].ID, now, store.Forward{Target: "sms:a", NextAt: next}, store.Forward{Target: "mail:a"})
		}) {
			check(t, err)
		}
	}
	targets, err := s.OutboxTargets(t.Context(), now, 10)
	check(t, err)
	same(t, targets, []string{"mail:a", "sms:a"})
	next := func(target string, at time.Time) []store.OutboxRow {
		rows, err := s.OutboxNext(t.Context(), target, at, 10)
		check(t, err)
		return rows
	}
	same(t, kinds(next("mail:a", now)), []string{"kind0", "kind1", "kind2"})
	same(t, kinds(next("sms:a", now)), []string{"kind1"})
	same(t, kinds(next("sms:a", morning)), []string{"kind0", "kind1", "kind2"})
	waiting, err := s.OutboxWaiting(t.Context(), "sms", 10)
	check(t, err)
	same(t, kinds(waiting), []string{"kind0", "kind1", "kind2"})
	if !waiting[0].NextAt.Equal(morning.Truncate(time.Microsecond)) || !waiting[1].NextAt.IsZero() {
		t.Errorf("%v and %v", waiting[0].NextAt, waiting[1].NextAt)
	}
	check(t, s.OutboxFailed(t.Context(), store.Failure{Reason: "down", Next: now.Add(24 * time.Hour)}, waiting[0].ID))
	same(t, next("sms:a", morning), nil)
}

// The person of a draft is told once over all nodes, and every time before it is deleted.
func draftsWarn(t *testing.T, open Database) {
	nodes := []*store.Store{open(t, Options()), open(t, Options())}
	s := nodes[0]
	d := newDraft(t, s)
	at := d.ExpiresAt.Add(-store.DraftWarnings[0])
	early, err := s.DraftsToWarn(t.Context(), at.Add(-time.Second), 10)
	check(t, err)
	same(t, early, nil)
	due, err := s.DraftsToWarn(t.Context(), at, 10)
	check(t, err)
	if len(due) != 1 || due[0].ID != d.ID || !due[0].WarnAt.Equal(at) {
		t.Fatalf("%+v", due)
	}
	m := casework.Message{Target: "person:person-1", Kind: "draft_expiring", At: at, Data: map[string]string{"draft": string(d.ID)}}
	second := d.ExpiresAt.Add(-store.DraftWarnings[1])
	for _, err := range together(4, func(w int) error { return nodes[w%2].WarnDraft(t.Context(), due[0], d.ExpiresAt, second, m) }) {
		check(t, err)
	}
	box, err := s.Inbox(t.Context(), "person-1", store.Page{})
	check(t, err)
	out, err := s.OutboxNext(t.Context(), "person:person-1", at, 10)
	check(t, err)
	if len(box.Messages) != 1 || box.Messages[0].Data["draft"] != string(d.ID) || len(out) != 1 {
		t.Fatalf("%d in the inbox, %d in the outbox", len(box.Messages), len(out))
	}
	n, err := s.DropExpiredDrafts(t.Context(), d.ExpiresAt.Add(time.Hour), 10)
	check(t, err)
	if n != 0 {
		t.Error("deleted before the person was told for the last time")
	}
	due, err = s.DraftsToWarn(t.Context(), second, 10)
	check(t, err)
	check(t, s.WarnDraft(t.Context(), due[0], d.ExpiresAt, time.Time{}, m))
	n, err = s.DropExpiredDrafts(t.Context(), d.ExpiresAt.Add(time.Hour), 10)
	check(t, err)
	if n != 1 {
		t.Errorf("%d deleted", n)
	}
	check(t, s.WarnDraft(t.Context(), due[0], d.ExpiresAt, second, m)) // of a draft that is gone nobody hears
	box, err = s.Inbox(t.Context(), "person-1", store.Page{})
	check(t, err)
	if len(box.Messages) != 2 {
		t.Errorf("%d in the inbox", len(box.Messages))
	}
	check(t, s.MarkOneRead(t.Context(), "person-2", box.Messages[0].ID))
	check(t, s.MarkOneRead(t.Context(), "person-1", box.Messages[1].ID))
	box, err = s.Inbox(t.Context(), "person-1", store.Page{})
	check(t, err)
	if box.Unread != 1 || box.Messages[0].Read || !box.Messages[1].Read {
		t.Errorf("%+v", box)
	}
}

func contacts(t *testing.T, open Database) {
	nodes := []*store.Store{open(t, Options()), open(t, Options())}
	s := nodes[0]
	c, err := s.Contact(t.Context(), "person-1")
	check(t, err)
	same(t, c, store.Contact{Person: "person-1", SMS: true})
	c.SMS, c.Mail, c.AnyTime, c.Address, c.Asked, c.AskedAt, c.Tries = false, true, true, "a@example.org", "b@example.org", Start, 2
	saved := 0
	for _, err := range together(4, func(w int) error {
		_, err := nodes[w%2].SaveContact(t.Context(), c, casework.Message{Target: "mail:person-1", Kind: "email_code", At: Start})
		return err
	}) {
		if err == nil {
			saved++
		} else {
			wantFault(t, err, fault.Conflict, "store.contact_changed")
		}
	}
	got, err := s.Contact(t.Context(), "person-1")
	check(t, err)
	c.Version = 1
	same(t, got, c)
	out, err := s.OutboxNext(t.Context(), "mail:person-1", Start, 10)
	check(t, err)
	if saved != 1 || len(out) != 1 || strings.Contains(out[0].Target, "@") {
		t.Errorf("saved %d times, %+v", saved, out)
	}
	c.Address, c.Asked = "b@example.org", ""
	_, err = s.SaveContact(t.Context(), c)
	check(t, err)
	_, err = s.SaveContact(t.Context(), c)
	wantFault(t, err, fault.Conflict, "store.contact_changed")
}
