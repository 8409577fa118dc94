package store_test

import (
	"context"
	"strings"
	"testing"

	"lianban/internal/domain/audit"
	"lianban/internal/store"
	"lianban/internal/store/storetest"
)

// Whoever changes the table behind our back is found out: by what the entry says, by a gap, or by what cannot be read.
func TestAChangedAuditLogIsFoundOut(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ sql, says string }{
		"a changed reason":  {`UPDATE audit SET body = replace(body, 'leave', 'stay') WHERE seq = 2`, "entry 2 was changed"},
		"a missing entry":   {`DELETE FROM audit WHERE seq = 2`, "entry 3 stands where entry 2"},
		"what is no entry":  {`UPDATE audit SET body = 'x' WHERE seq = 2`, "where entry 2 should"},
		"the first is gone": {`DELETE FROM audit WHERE seq = 1`, "entry 2 stands where entry 1"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := storetest.Open(t, storetest.Options())
			for range 3 {
				err := s.Noted(t.Context(), func(context.Context) (store.Noting, error) {
					return store.Noting{Entries: []audit.Entry{{Verb: "close_staff", Reason: "leave", Outcome: audit.Done}}}, nil
				})
				if err != nil {
					t.Fatal(err)
				}
			}
			if c, bad, err := s.VerifyAudit(t.Context()); bad != nil || err != nil || c.Seq != 3 {
				t.Fatal(c, bad, err)
			}
			if err := s.Write(t.Context(), c.sql); err != nil {
				t.Fatal(err)
			}
			_, bad, err := s.VerifyAudit(t.Context())
			if err != nil || bad == nil || !strings.Contains(bad.Error(), c.says) {
				t.Errorf("%v (%v)", bad, err)
			}
		})
	}
}
