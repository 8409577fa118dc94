package filing

import "lianban/internal/store"

// Page is a place in a list, CaseList one page of cases, Inbox one page of messages, Paper a file, Draft a filing
// that is being filled in: what the doors name, because they do not know the store.
type (
	Page         = store.Page
	Pages        = store.Pages
	CaseList     = store.CaseList
	Inbox        = store.Inbox
	InboxMessage = store.InboxMessage
	Paper        = store.Paper
	Draft        = store.Draft
)
