package officer

import "lianban/internal/web/page"

// Conflict is the 409 page: who changed what since the officer looked, both versions, and a choice.
type Conflict struct {
	Shell   Shell
	Head    CaseHead
	Act     string // what the officer wanted to do
	Changes []JournalLine
	Before  []Fact // as the officer saw it
	After   []Fact // as it is now
	Kept    []Fact // what the officer wrote
	Again   Link   // look again, with what was written kept where the act is still possible
	Gone    string // why the act is no longer possible; none: it still is
}

// Login is the staff's way in.
type Login struct {
	Shell    Shell
	Action   string
	Fields   []page.Field // account and password
	Next     string       // page to go to afterwards
	Errors   []page.Problem
	Notice   string // why login is asked again
	Accounts []DemoAccount
	Password string // of the demo accounts
}

// DemoAccount is one of the sample people.
type DemoAccount struct {
	Account    string
	Person     string
	Department string
	Post       string
	URL        string
}
