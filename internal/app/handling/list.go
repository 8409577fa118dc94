package handling

import "lianban/internal/store"

// Filter narrows a worklist, Page is a place in it, WorkRow one line of it and Paper a file that was handed in:
// what the doors name, because they do not know the store.
type (
	Filter  = store.Filter
	Page    = store.Page
	Pages   = store.Pages
	WorkRow = store.WorkRow
	Sibling = store.Sibling
	Counts  = store.Counts
	Paper   = store.Paper
)
