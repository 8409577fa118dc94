package storetest

import (
	"testing"

	"lianban/internal/store"
)

// Database opens a store on one database; every call is another node on the same data.
type Database func(t testing.TB, o store.Options) *store.Store

// Run is the suite that every engine passes. fresh makes an empty database for one test.
func Run(t *testing.T, fresh func(t testing.TB) Database) {
	for name, test := range map[string]func(*testing.T, Database){
		"a case is read as it was written":                    caseRoundTrip,
		"a fault of decide writes nothing":                    faultWritesNothing,
		"a broken chain is refused":                           brokenChainRefused,
		"writers on one case queue up":                        writersOnOneCase,
		"two nodes lose no act and double none":               writersOnTwoNodes,
		"a repeat gets the first answer":                      repeatedAct,
		"a filing happens once":                               repeatedFiling,
		"a draft becomes one case":                            draftConsumed,
		"a draft that changed is not filed":                   draftChanged,
		"a draft is saved by one of two":                      draftVersions,
		"expired drafts go with their papers":                 draftsExpire,
		"case numbers are unique over nodes":                  sequences,
		"due rows are replaced":                               dueReplaced,
		"due cases are read page by page":                     duePages,
		"the outbox keeps its order":                          outboxOrder,
		"a message that nobody takes dies and can be revived": outboxDeath,
		"a trial case tells nobody outside":                   trialStaysInside,
		"the inbox is read newest first":                      inboxPages,
		"a worklist is exactly what is permitted":             worklistPermitted,
		"a worklist filters and sorts":                        worklistFilters,
		"pages neither repeat nor lose rows that stay":        worklistPages,
		"the strip shows the latest attempts":                 strips,
		"a supervisor sees what is due and what failed":       dueBoard,
		"filters are kept by their owner":                     savedFilters,
		"buckets count what lists show":                       counts,
		"a person's cases come newest first":                  casesOfPerson,
		"papers have versions":                                papers,
		"a paper needs its draft":                             paperWithoutDraft,
		"text that no database takes is the asker's mistake":  unreadableText,
		"a person is one row by identity number":              persons,
		"look-ups are listed newest first":                    reads,
		"staff have unique logins and counted rights":         staff,
		"searches without a hit are counted":                  missedSearches,
		"attempts are counted in a window":                    attempts,
		"sessions come and go":                                sessions,
		"tokens expire and can be revoked":                    tokens,
		"answers and settings are remembered":                 answers,
		"a reopened store has everything":                     reopened,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test(t, fresh(t))
		})
	}
}
