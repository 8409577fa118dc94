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
		"what became of cases of a version is counted":        versionMoves,
		"versions that cases move to are found":               migratingSince,
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
		"a message goes on other ways once":                   outboxForwards,
		"a draft is told before it is deleted":                draftsWarn,
		"how a person wants to hear":                          contacts,
		"a trial case tells nobody outside":                   trialStaysInside,
		"a trial case is in no list and no count":             trialCountsNowhere,
		"the inbox is read newest first":                      inboxPages,
		"a worklist is exactly what is permitted":             worklistPermitted,
		"a worklist filters and sorts":                        worklistFilters,
		"pages neither repeat nor lose rows that stay":        worklistPages,
		"the strip shows the latest attempts":                 strips,
		"a supervisor sees what is due and what failed":       dueBoard,
		"a broken promise is remembered":                      brokenPromises,
		"each desk finds the reliefs and refunds it owes":     feeTasks,
		"a department sees its visits of a day":               visits,
		"items that rules decide are found":                   autoDues,
		"a body finds what it is asked":                       requests,
		"a desk finds the bad reviews that it owes":           reviews,
		"a review is beside its case":                         reviewIsBesideItsCase,
		"notices are found by place and day":                  notices,
		"filters are kept by their owner":                     savedFilters,
		"buckets count what lists show":                       counts,
		"a person's cases come newest first":                  casesOfPerson,
		"intakes are their clerk's":                           intakes,
		"what a clerk filed is found":                         casesOfClerk,
		"scan codes end":                                      scanCodes,
		"one-time notices are kept":                           intakeNotices,
		"an address is kept beside its case":                  deliveries,
		"an instance is dropped with its papers":              instanceDropped,
		"papers have versions":                                papers,
		"a paper needs its draft":                             paperWithoutDraft,
		"text that no database takes is the asker's mistake":  unreadableText,
		"a person is one row by identity number":              persons,
		"look-ups are listed newest first":                    reads,
		"consents of a draft can be taken back":               consents,
		"consents of an item are listed and close a register": itemConsents,
		"consents follow their draft into the case":           consentsFollow,
		"staff have unique logins and counted rights":         staff,
		"acts of administration stand in one chain":           audited,
		"nobody takes away the last one twice":                auditRace,
		"the audit log is filtered and paged":                 auditPages,
		"deeds are found by who did them":                     deeds,
		"absences end by themselves":                          absences,
		"a code opens once":                                   codes,
		"accounts are listed and counted":                     staffLists,
		"papers are kept once":                                papersKeptOnce,
		"a bag follows its draft into the case":               bagFollowsDraft,
		"one piece is moved by one of two":                    pieceMovedByOne,
		"a batch carries papers and keeps what is missing":    batchOfPapers,
		"bags and batches are listed in their scope":          custodyLists,
		"searches without a hit are counted":                  missedSearches,
		"releases are kept whole and in order":                releases,
		"one of two publishes first":                          releaseRace,
		"a draft moves to another version with its papers":    draftUpgraded,
		"attempts are counted in a window":                    attempts,
		"attempts of two nodes are counted once each":         attemptsTogether,
		"what leavers have in hand is found":                  workOfClosed,
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
