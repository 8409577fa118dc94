package citizen

import "lianban/internal/web/page"

// MessagesPage (C31, inbox): what happened and what to do.
type MessagesPage struct {
	Messages []Message
	Unread   int
	Prev     string
	Next     string
	Read     string // address of the act that marks all as read; empty: nothing unread
	UpTo     string
}

// Message is one line of the inbox.
type Message struct {
	When   string
	Title  string // what happened
	Do     string // what to do; empty: nothing
	Case   string
	Button *page.Link
	Also   *page.Link // what else can be done: to say how it was
	Read   string     // address of the act that marks this one as read; empty: it is
	Unread bool
	Seal   bool // needs the person
}

// SettingsPage (C31, settings of messages): how news shall come.
type SettingsPage struct {
	Saved    string     // what was just done; empty: nothing
	Channels page.Field // without options: this site sends nothing outside
	Night    page.Field // without options: there are no quiet hours
	Version  string
	Known    string     // the confirmed address, masked; empty: none
	Drop     string     // address of the act that forgets it
	Sent     string     // where the code was sent
	Code     page.Field // its question
	Confirm  string     // address of the act that takes the code; empty: no code is waited for
	Address  page.Field
	Ask      string // address of the act that sends a code; empty: this site sends no e-mail
	Problems []page.Problem
}
